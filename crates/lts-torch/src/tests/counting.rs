//! The counter as a whole: what its reward is, that it learns, repeats itself, continues from a file, and what it refuses.

use std::path::Path;
use std::sync::Arc;

use lts_core::{ClassMap, MainTaskModel, Sample, Seed, Size, Stop};
use rand::RngExt;

use crate::{
    AugmentationSettings, BatchNorm, Counter, CounterSettings, Device, Encoder, ModelKind, ModelSettings,
    Reduction, Segmenter, TrainingSettings, kind_of,
};

const SIZE: Size = Size { width: 64, height: 32 };

fn settings(trains_encoder: bool) -> CounterSettings {
    CounterSettings {
        model: ModelSettings {
            encoder: Some(Encoder::Small),
            weights: Some("random".into()),
            ..ModelSettings::default()
        },
        training: TrainingSettings {
            epochs: 3,
            batch_size: 4,
            learning_rate: 0.01,
            encoder_learning_rate_factor: if trains_encoder { 0.3 } else { 0.0 },
            device: Device::Cpu,
            threads: 2,
            ..TrainingSettings::default()
        },
        augmentation: still(),
        types: vec!["red".into(), "blue".into()],
        reduction: Reduction::Sum,
        size: SIZE,
    }
}

fn still() -> AugmentationSettings {
    AugmentationSettings {
        flip: 0.0,
        crop: None,
        brightness: 0.0,
        contrast: 0.0,
        saturation: 0.0,
        hue: 0.0,
        blur: 0.0,
        noise: 0.0,
    }
}

/// Up to four red boxes and four blue ones, each in a cell of its own.
fn samples(count: u64) -> Vec<Arc<Sample>> {
    let one = |index: u64| {
        let mut rng = Seed::new(9).index(index).rng();
        let (mut color, mut counts) = (vec![90_u8; 3 * SIZE.pixels()], vec![0, 0]);
        for cell in 0..8 {
            let kind = cell % 2;
            if rng.random::<f64>() < 0.5 {
                counts[kind] += 1;
                let (left, top) =
                    (16 * (cell % 4) + rng.random_range(1..5), 16 * (cell / 4) + rng.random_range(1..5));
                for (y, x) in (top..top + 10).flat_map(|y| (left..left + 10).map(move |x| (y, x))) {
                    let pixel = 3 * (y * SIZE.width as usize + x);
                    color[pixel..pixel + 3].copy_from_slice(if kind == 0 {
                        &[250, 20, 20]
                    } else {
                        &[20, 20, 250]
                    });
                }
            }
        }
        let class = vec![26; SIZE.pixels()];
        Arc::new(Sample { size: SIZE, color, class, instance: None, depth: None, counts })
    };
    (0..count).map(one).collect()
}

fn counter(settings: CounterSettings) -> Counter {
    let mut counter = Counter::new(settings).unwrap();
    counter.reset(Seed::new(1)).unwrap();
    counter
}

fn fit(counter: &mut Counter, samples: &[Arc<Sample>], seed: u64) -> Vec<f64> {
    let mut stream = samples.iter().map(|sample| Ok(Arc::clone(sample)));
    counter.fit(&mut stream, Seed::new(seed), &Stop::new()).unwrap().losses
}

fn weights(counter: &Counter) -> Vec<Vec<f32>> {
    let entries = counter.network.store.entries.values();
    entries.map(|entry| Vec::try_from(entry.tensor.detach().view([-1])).unwrap()).collect()
}

fn mean_count(samples: &[Arc<Sample>], kind: usize) -> f64 {
    samples.iter().map(|sample| f64::from(sample.counts[kind])).sum::<f64>() / samples.len() as f64
}

#[test]
fn the_reward_is_the_negative_error_summed_or_averaged_over_types() {
    let samples = samples(10);
    let (red, blue) = (mean_count(&samples, 0), mean_count(&samples, 1));
    // A head of zeros counts nothing, so its errors are the counts.
    let sum = counter(settings(false)).score(&samples, &Stop::new()).unwrap();
    assert!((sum.reward + red + blue).abs() < 1e-9, "{sum:?}");
    assert!((sum.metrics["l1.red"] - red).abs() < 1e-9 && (sum.metrics["l1.blue"] - blue).abs() < 1e-9);
    let averaged = CounterSettings { reduction: Reduction::Mean, ..settings(false) };
    let mean = counter(averaged.clone()).score(&samples, &Stop::new()).unwrap();
    assert!((mean.reward - sum.reward / 2.0).abs() < 1e-9, "{mean:?}");
    assert_eq!(mean.metrics, sum.metrics);
    // A training begins with the mean counts: one batch, so one step an epoch.
    let spread = |kind: usize| {
        let mean = mean_count(&samples, kind);
        let errors = samples.iter().map(|sample| (f64::from(sample.counts[kind]) - mean).abs());
        errors.sum::<f64>() / samples.len() as f64
    };
    let first = |settings: CounterSettings| {
        let training = TrainingSettings { batch_size: 10, ..settings.training };
        fit(&mut counter(CounterSettings { training, ..settings }), &samples, 0)[0]
    };
    assert!((first(settings(false)) - spread(0) - spread(1)).abs() < 1e-4);
    assert!((first(averaged) - (spread(0) + spread(1)) / 2.0).abs() < 1e-4);
}

#[test]
fn a_trained_encoder_and_a_fixed_one_learn_to_count() {
    let (known, unknown) = (samples(64), samples(96)[64..].to_vec());
    // With a fixed encoder the head alone is trained, which is fast but sees less.
    for (trains_encoder, rounds, share) in [(true, 12, 0.4), (false, 30, 0.7)] {
        let mut counter = counter(settings(trains_encoder));
        let errors = |counter: &mut Counter| -counter.score(&unknown, &Stop::new()).unwrap().reward;
        (0..rounds).for_each(|seed| drop(fit(&mut counter, &known, seed)));
        // Always saying two has an error of 0.75 for each type.
        let error = errors(&mut counter);
        assert!(error < share * 1.5, "trains its encoder: {trains_encoder}, error {error}");
    }
}

#[test]
fn training_repeats_itself_and_continues_from_a_file_bit_by_bit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.safetensors");
    let samples = samples(10);
    for trains_encoder in [true, false] {
        let mut whole = counter(settings(trains_encoder));
        fit(&mut whole, &samples, 1);
        whole.save_training(&path).unwrap();
        let losses = fit(&mut whole, &samples, 2);
        // A process that begins with the file.
        let mut parts = Counter::new(settings(trains_encoder)).unwrap();
        parts.load_training(&path).unwrap();
        assert_eq!(fit(&mut parts, &samples, 2), losses);
        assert_eq!(weights(&parts), weights(&whole));
        let score = |counter: &mut Counter| counter.score(&samples, &Stop::new()).unwrap();
        assert_eq!(score(&mut parts), score(&mut whole));
        // The same process from the start.
        parts.reset(Seed::new(1)).unwrap();
        fit(&mut parts, &samples, 1);
        assert_eq!(fit(&mut parts, &samples, 2), losses);
        assert_eq!(weights(&parts), weights(&whole));
        // What is known of images that were scored before is what they are.
        assert_eq!(score(&mut parts), score(&mut whole));
    }
}

#[test]
fn a_fixed_encoder_is_the_same_for_every_seed_and_its_memory_is_that_of_the_samples() {
    let mut counter = counter(settings(false));
    let before = weights(&counter);
    counter.reset(Seed::new(2)).unwrap();
    assert_eq!(weights(&counter), before);
    let (ours, others) = (samples(8), samples(16)[8..].to_vec());
    fit(&mut counter, &ours, 0);
    let score =
        |counter: &mut Counter, samples: &Vec<Arc<Sample>>| counter.score(samples, &Stop::new()).unwrap();
    let fresh: Vec<Arc<Sample>> = ours.iter().map(|sample| Arc::new(Sample::clone(sample))).collect();
    let (first, second) = (score(&mut counter, &ours), score(&mut counter, &others));
    assert_ne!(first.reward, second.reward);
    assert_eq!(score(&mut counter, &ours), first);
    assert_eq!(score(&mut counter, &others), second);
    assert_eq!(score(&mut counter, &fresh), first);
    // A trained encoder remembers nothing: other weights see other things in the same images.
    let mut trained = self::counter(settings(true));
    let start = score(&mut trained, &ours);
    fit(&mut trained, &ours, 0);
    assert_ne!(score(&mut trained, &ours), start);
}

#[test]
fn augmentation_changes_the_training_of_a_fixed_encoder() {
    let samples = samples(8);
    let flipped = AugmentationSettings { flip: 1.0, ..still() };
    let mut flips = counter(CounterSettings { augmentation: flipped, ..settings(false) });
    let losses = [fit(&mut counter(settings(false)), &samples, 0), fit(&mut flips, &samples, 0)];
    // Counts stay what they are, so the losses are like each other.
    assert!(losses[0] != losses[1] && (losses[0][0] - losses[1][0]).abs() < 0.2 * losses[0][0], "{losses:?}");
}

#[test]
fn a_saved_counter_scores_the_same_when_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights.safetensors");
    let samples = samples(8);
    let averaged = CounterSettings { reduction: Reduction::Mean, ..settings(true) };
    let mut counter = counter(averaged);
    fit(&mut counter, &samples, 0);
    counter.save(&path).unwrap();
    let mut opened = Counter::open(&path, Device::Cpu).unwrap();
    let score = |counter: &mut Counter| counter.score(&samples, &Stop::new()).unwrap();
    assert_eq!(score(&mut opened), score(&mut counter));
    assert_eq!((opened.settings().size, &opened.settings().types), (SIZE, &counter.settings().types));
    assert_eq!(kind_of(&path).unwrap(), ModelKind::Counter);
}

#[test]
fn weights_of_a_segmenter_start_the_encoder_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.safetensors");
    let segmenter = |encoder: Encoder| {
        let mut settings = super::settings(encoder);
        settings.classes = ClassMap::traffic();
        Segmenter::new(settings).unwrap()
    };
    segmenter(Encoder::Small).save(&path).unwrap();
    assert_eq!(kind_of(&path).unwrap(), ModelKind::Segmenter);
    let with = |path: &Path| {
        let model = ModelSettings { weights: Some(path.display().to_string()), ..settings(true).model };
        Counter::new(CounterSettings { model, ..settings(true) })
    };
    let counter = with(&path).unwrap();
    let (file, entries) = (crate::files::read(&path).unwrap(), &counter.network.store.entries);
    let shared = entries.iter().filter(|(name, _)| name.starts_with("stage"));
    assert!(shared.map(|(name, entry)| assert_eq!(entry.tensor, file.tensors[name])).count() > 20);
    assert_eq!(entries["head.weight"].tensor.abs().max().double_value(&[]), 0.0);
    let error = Counter::open(&path, Device::Cpu).err().unwrap().to_string();
    assert!(error.ends_with("its format is 'lts-segmenter-1', expected 'lts-counter-1'"), "{error}");
    segmenter(Encoder::Resnet18).save(&path).unwrap();
    let error = with(&path).err().unwrap().to_string();
    assert!(error.contains("weights of another network (resnet18), expected small"), "{error}");
    Counter::new(settings(true)).unwrap().save(&path).unwrap();
    let types = vec!["red".into(), "blue".into(), "green".into()];
    let model = ModelSettings { weights: Some(path.display().to_string()), ..settings(true).model };
    let error = Counter::new(CounterSettings { model, types, ..settings(true) }).err().unwrap().to_string();
    assert!(error.contains("its tensor 'head.bias' has shape [2], expected [3]"), "{error}");
}

#[test]
fn settings_that_would_hide_a_mistake_are_refused() {
    let error = |change: &dyn Fn(&mut CounterSettings)| {
        let mut settings = settings(true);
        change(&mut settings);
        Counter::new(settings).err().unwrap().to_string()
    };
    let crop = error(&|settings| settings.augmentation.crop = Some(0.5));
    assert!(crop.starts_with("task.augmentation.crop: it is 0.5, but a part of an image"), "{crop}");
    let balance = error(&|settings| settings.training.balance = 0.0);
    assert!(balance.starts_with("task.training.balance: a counting network has no use for it"), "{balance}");
    let width = error(&|settings| settings.model.decoder_width = 16);
    assert!(width.starts_with("task.model.decoder_width"), "{width}");
    assert!(error(&|settings| settings.types.clear()).contains("counts nothing"));
    assert!(
        error(&|settings| settings.training.learning_rate = 0.0).starts_with("task.training.learning_rate")
    );
    let pretrained = error(&|settings| settings.model.weights = Some("pretrained".into()));
    assert!(pretrained.contains("no pretrained weights of small come with the program"), "{pretrained}");
    let mut still_batch = settings(false);
    still_batch.training.batch_norm = BatchNorm::Batch;
    assert!(Counter::new(still_batch).is_ok());

    let mut counter = counter(settings(true));
    let bare = Arc::new(Sample { counts: Vec::new(), ..Sample::clone(&samples(1)[0]) });
    let mut stream = std::iter::once(Ok(Arc::clone(&bare)));
    let error = counter.fit(&mut stream, Seed::new(0), &Stop::new()).unwrap_err().to_string();
    assert!(error.contains("a sample has 0 counts, expected 2 (red, blue)"), "{error}");
    assert!(counter.score(&vec![bare], &Stop::new()).unwrap_err().to_string().contains("has 0 counts"));
}
