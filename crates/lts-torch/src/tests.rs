//! The segmenter as a whole: it learns, repeats itself, continues from a file, and refuses foreign weights.

use std::collections::BTreeMap;
use std::sync::Arc;

use lts_core::{ClassMap, Dataset, MainTaskModel, ModelError, Sample, Seed, Size, Stop};
use rand::RngExt;
use tch::{Kind, Tensor};

use crate::layers::Mode;
use crate::network::Network;
use crate::{
    AugmentationSettings, Device, Encoder, ModelSettings, Segmenter, SegmenterSettings, TrainingSettings,
};

const SIZE: Size = Size { width: 64, height: 32 };

fn settings(encoder: Encoder) -> SegmenterSettings {
    SegmenterSettings {
        model: ModelSettings { encoder: Some(encoder), weights: Some("random".into()), decoder_width: 16 },
        training: TrainingSettings {
            epochs: 2,
            batch_size: 4,
            device: Device::Cpu,
            threads: 2,
            encoder_learning_rate_factor: 1.0,
            ..TrainingSettings::default()
        },
        augmentation: AugmentationSettings { crop: Some(0.9), ..AugmentationSettings::default() },
        classes: ClassMap::traffic(),
        target: "car".into(),
        size: SIZE,
    }
}

/// Bright boxes that are cars on a dark road.
fn samples(count: u64) -> Vec<Arc<Sample>> {
    let one = |index: u64| {
        let mut rng = Seed::new(7).index(index).rng();
        let (left, top) = (rng.random_range(0..40u32), rng.random_range(0..16u32));
        let inside = |x: u32, y: u32| (left..left + 20).contains(&x) && (top..top + 12).contains(&y);
        let at = |index: usize| inside(index as u32 % SIZE.width, index as u32 / SIZE.width);
        let class: Vec<u8> = (0..SIZE.pixels()).map(|i| if at(i) { 26 } else { 7 }).collect();
        let color =
            class.iter().flat_map(|c| if *c == 26 { [200, 190, 180] } else { [60, 62, 66] }).collect();
        Arc::new(Sample { size: SIZE, color, class, instance: None, depth: None, counts: Vec::new() })
    };
    (0..count).map(one).collect()
}

fn fit(segmenter: &mut Segmenter, samples: &[Arc<Sample>], seed: u64) -> Vec<f64> {
    let mut stream = samples.iter().map(|sample| Ok(Arc::clone(sample)));
    segmenter.fit(&mut stream, Seed::new(seed), &Stop::new()).unwrap().losses
}

fn weights(segmenter: &Segmenter) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.safetensors");
    segmenter.save_training(&path).unwrap();
    let file = crate::files::read(&path).unwrap();
    let bytes = file.tensors.values().flat_map(|t| Vec::<f32>::try_from(t.view([-1])).unwrap());
    bytes.flat_map(f32::to_le_bytes).collect()
}

#[test]
fn every_encoder_gives_logits_of_the_image_size() {
    for encoder in [Encoder::EfficientnetLite0, Encoder::Resnet18, Encoder::Resnet50, Encoder::Small] {
        let mut network = Network::new(encoder, 32, 5, tch::Device::Cpu);
        network.store.restart(Seed::new(0), |_| true);
        for (height, width) in [(32, 64), (45, 70)] {
            let images = Tensor::zeros([2, 3, height, width], (Kind::Float, tch::Device::Cpu));
            assert_eq!(network.forward(&images, Mode::Stored).size(), [2, 5, height, width], "{encoder:?}");
        }
    }
}

#[test]
fn a_small_set_is_learned() {
    let mut segmenter = Segmenter::new(settings(Encoder::Resnet18)).unwrap();
    segmenter.reset(Seed::new(1)).unwrap();
    let samples = samples(16);
    let first = fit(&mut segmenter, &samples, 0)[0];
    let last = (1..6).map(|seed| fit(&mut segmenter, &samples, seed)[1]).last().unwrap();
    assert!(last < 0.5 * first, "{first} {last}");
    let score = segmenter.score(&samples, &Stop::new()).unwrap();
    // Bright boxes on dark ground: whoever learns at all tells them apart.
    assert!(score.reward > 0.8, "{score:?}");
    assert_eq!(score.reward, score.metrics["iou.car"]);
}

#[test]
fn training_repeats_itself_and_continues_from_a_file_bit_by_bit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.safetensors");
    let samples = samples(10);
    let mut whole = Segmenter::new(settings(Encoder::Resnet18)).unwrap();
    whole.reset(Seed::new(3)).unwrap();
    fit(&mut whole, &samples, 1);
    whole.save_training(&path).unwrap();
    let losses = fit(&mut whole, &samples, 2);

    let mut parts = Segmenter::new(settings(Encoder::Resnet18)).unwrap();
    parts.load_training(&path).unwrap();
    assert_eq!(fit(&mut parts, &samples, 2), losses);
    assert_eq!(weights(&parts), weights(&whole));

    parts.reset(Seed::new(3)).unwrap();
    fit(&mut parts, &samples, 1);
    assert_eq!(fit(&mut parts, &samples, 2), losses);
    assert_eq!(weights(&parts), weights(&whole));
}

#[test]
fn a_step_size_of_0_keeps_the_encoder_and_ignored_images_train_nothing() {
    let mut settings = settings(Encoder::EfficientnetLite0);
    settings.training.encoder_learning_rate_factor = 0.0;
    settings.training.batch_norm = crate::BatchNorm::Frozen;
    let mut segmenter = Segmenter::new(settings).unwrap();
    segmenter.reset(Seed::new(1)).unwrap();
    let state = |segmenter: &Segmenter| {
        let entries = segmenter.network.store.entries.iter();
        let (decoder, encoder): (Vec<_>, Vec<_>) = entries
            .map(|(name, entry)| {
                (name.clone(), Vec::<f32>::try_from(entry.tensor.detach().view([-1])).unwrap())
            })
            .partition(|(name, _)| name.starts_with("decoder") || name.starts_with("head"));
        (decoder, encoder)
    };
    let before = state(&segmenter);
    let mut void = Sample::clone(&samples(1)[0]);
    void.class.fill(0);
    assert_eq!(
        fit(&mut segmenter, &std::array::from_fn::<_, 4, _>(|_| Arc::new(void.clone())), 0),
        [0.0, 0.0]
    );
    assert_eq!(state(&segmenter), before);
    fit(&mut segmenter, &samples(4), 0);
    let after = state(&segmenter);
    assert_ne!(after.0, before.0);
    assert_eq!(after.1, before.1);
}

#[test]
fn a_saved_segmenter_scores_the_same_when_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights.safetensors");
    let samples = samples(8);
    let mut segmenter = Segmenter::new(settings(Encoder::EfficientnetLite0)).unwrap();
    segmenter.reset(Seed::new(1)).unwrap();
    fit(&mut segmenter, &samples, 0);
    segmenter.save(&path).unwrap();
    let mut opened = Segmenter::open(&path, Device::Cpu).unwrap();
    let score = |segmenter: &mut Segmenter| segmenter.score(&samples, &Stop::new()).unwrap();
    assert_eq!(score(&mut opened), score(&mut segmenter));
    assert_eq!(opened.settings().size, SIZE);
}

#[test]
fn foreign_weights_and_settings_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.safetensors");
    Segmenter::new(settings(Encoder::EfficientnetLite0)).unwrap().save(&path).unwrap();
    let mut other = settings(Encoder::Resnet18);
    other.model.weights = Some(path.display().to_string());
    let error = |settings| Segmenter::new(settings).err().unwrap().to_string();
    assert!(
        error(other.clone()).contains("weights of another network (efficientnet-lite0), expected resnet18")
    );
    std::fs::write(&path, b"{}").unwrap();
    assert!(error(other).contains("no complete safetensors file"));
    let mut wide = settings(Encoder::Resnet18);
    wide.training.class_weights = BTreeMap::from([("kar".into(), 1.0)]);
    assert!(error(wide).contains("there is no class 'kar'"));
    let mut far = settings(Encoder::Resnet18);
    far.training.learning_rate = -1.0;
    assert!(error(far).starts_with("task.training.learning_rate: it is -1"));
}

#[test]
fn a_stop_ends_a_training_and_a_validation_set_without_the_target_is_refused() {
    let mut segmenter = Segmenter::new(settings(Encoder::Resnet18)).unwrap();
    let stop = Stop::new();
    stop.request();
    let mut stream = samples(4).into_iter().map(Ok);
    assert!(matches!(segmenter.fit(&mut stream, Seed::new(0), &stop), Err(ModelError::Stopped)));
    let mut road = Sample::clone(&samples(1)[0]);
    road.class.fill(7);
    let data: Vec<Arc<Sample>> = vec![Arc::new(road)];
    let error = segmenter.score(&data as &dyn Dataset, &Stop::new()).unwrap_err().to_string();
    assert!(error.contains("no pixel of the validation set is of the class 'car'"), "{error}");
}

mod counting;
mod pretrained;
