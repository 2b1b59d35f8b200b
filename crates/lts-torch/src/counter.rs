//! The counter: a network with one output per type of object, fitted with the L1 loss, rewarded with its negative.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use lts_core::{
    Dataset, FitReport, MainTaskModel, ModelError, Sample, SampleStream, Score, Seed, Size, Stop,
};
use serde::{Deserialize, Serialize};
use tch::{Kind, Tensor};

use crate::augment::augment_all;
use crate::count_network::CountNetwork;
use crate::described::Described;
use crate::epochs::{self, Epoch, Numbered};
use crate::files;
use crate::library;
use crate::settings::{self, AugmentationSettings, Encoder, ModelSettings, TrainingSettings};
use crate::training::{Training, set_threads};

/// Images that are described at once while scoring.
const SCORE_BATCH: usize = 16;
/// Written into every weights file.
pub(crate) const FORMAT: &str = "lts-counter-1";

/// How the errors of the types make one number, which is then averaged over images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reduction {
    /// Their sum, as in the paper's figures.
    #[default]
    Sum,
    /// Their mean.
    Mean,
}

/// Everything a counter is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct CounterSettings {
    /// `[task.model]`.
    pub model: ModelSettings,
    /// `[task.training]`.
    pub training: TrainingSettings,
    /// `[task.augmentation]`.
    pub augmentation: AugmentationSettings,
    /// What is counted: the names of [`Sample::counts`], in order.
    pub types: Vec<String>,
    /// How the errors of the types make one number.
    pub reduction: Reduction,
    /// Size of the training images, kept with the weights.
    pub size: Size,
}

/// A counting network with its training.
pub struct Counter {
    settings: CounterSettings,
    pub(crate) network: CountNetwork,
    training: Training,
    described: Described,
}

impl Counter {
    /// A counter with starting weights.
    ///
    /// # Errors
    /// If a setting has no sense, the device is missing, or the weights file is not of this encoder.
    pub fn new(mut settings: CounterSettings) -> Result<Self, ModelError> {
        let problem = settings
            .training
            .problem()
            .or_else(|| settings.augmentation.problem())
            .or_else(|| foreign_setting(&settings));
        if let Some((key, reason)) = problem {
            return Err(ModelError::Setting { key: key.into(), reason });
        }
        if settings.types.is_empty() {
            let reason = "the simulator counts nothing, so there is nothing to learn to count".into();
            return Err(ModelError::Setting { key: "task.kind".into(), reason });
        }
        settings.augmentation.crop = Some(1.0);
        let (encoder, weights) = settings.model.fill(Encoder::Resnet18, "random");
        let device = library::device(settings.training.device)?;
        set_threads(settings.training.threads);
        let mut network = CountNetwork::new(encoder, settings.types.len() as i64, device);
        let training = Training::new(encoder, &weights, FORMAT, &settings.training, &mut network.store)?;
        Ok(Self { settings, network, training, described: Described::default() })
    }

    /// The counter that a weights file of this program holds, ready to score.
    ///
    /// # Errors
    /// If the file is damaged or of something else.
    pub fn open(path: &Path, device: settings::Device) -> Result<Self, ModelError> {
        let file = files::read(path)?;
        file.require_format(FORMAT)?;
        let model: ModelSettings = file.json("settings")?;
        Self::new(CounterSettings {
            model: ModelSettings { weights: Some(path.display().to_string()), ..model },
            training: TrainingSettings { device, ..TrainingSettings::default() },
            augmentation: AugmentationSettings::default(),
            types: file.json("types")?,
            reduction: file.json("reduction")?,
            size: file.json("size")?,
        })
    }

    /// The settings it was made from.
    pub fn settings(&self) -> &CounterSettings {
        &self.settings
    }

    /// The counts of `samples` (samples, types).
    fn truth<'s>(&self, samples: impl Iterator<Item = &'s Arc<Sample>>) -> Result<Tensor, ModelError> {
        let types = self.settings.types.len();
        let mut counts = Vec::new();
        for sample in samples {
            if sample.counts.len() != types {
                let reason = format!(
                    "a sample has {} counts, expected {types} ({}): counting needs samples of the simulator, or a folder that `lts generate` wrote",
                    sample.counts.len(),
                    self.settings.types.join(", ")
                );
                return Err(ModelError::Setting { key: "task.kind".into(), reason });
            }
            counts.extend(sample.counts.iter().map(|count| *count as f32));
        }
        Ok(Tensor::from_slice(&counts).view([-1, types as i64]).to_device(self.network.store.device))
    }

    /// Images of one size as floats (batch, 3, height, width).
    fn images(&self, color: &[u8], size: Size) -> Tensor {
        library::images(color, size, self.network.store.device)
    }

    /// What the head knows of each of `samples`, as they are; an encoder that is fixed has seen some of them before.
    fn described(&self, samples: &[Numbered], seen: &mut HashMap<u64, Tensor>) -> Tensor {
        let new: Vec<&Numbered> = samples.iter().filter(|(index, _)| !seen.contains_key(index)).collect();
        if let Some((_, first)) = new.first() {
            let color: Vec<u8> = new.iter().flat_map(|(_, sample)| &sample.color).copied().collect();
            let described =
                tch::no_grad(|| self.network.describe(&self.images(&color, first.size), self.training.mode));
            seen.extend(new.iter().zip(0..).map(|((index, _), row)| (*index, described.get(row))));
        }
        let rows: Vec<&Tensor> = samples.iter().filter_map(|(index, _)| seen.get(index)).collect();
        Tensor::stack(&rows, 0)
    }

    /// One optimiser step on `samples`; the loss.
    fn step(
        &mut self,
        samples: &[Numbered],
        epoch: Epoch,
        seen: &mut HashMap<u64, Tensor>,
        stop: &Stop,
    ) -> Result<Option<f64>, ModelError> {
        let truth = self.truth(samples.iter().map(|(_, sample)| sample))?;
        let described = if self.training.encoder_is_fixed && self.settings.augmentation.changes_nothing() {
            self.described(samples, seen)
        } else {
            let (color, _) = augment_all(samples, &self.settings.augmentation, epoch.seed);
            self.network.describe(&self.images(&color, samples[0].1.size), self.training.mode)
        };
        self.network.begin(&described, &truth);
        let errors = (self.network.count(&described) - truth).abs();
        let loss = match self.settings.reduction {
            Reduction::Sum => errors.sum(Kind::Float) / samples.len() as f64,
            Reduction::Mean => errors.mean(Kind::Float),
        };
        self.training.step(&mut self.network.store, &loss, epoch, stop).map(Some)
    }

    /// What the head knows of a whole set (samples, channels).
    fn described_set(&mut self, samples: &[Arc<Sample>], stop: &Stop) -> Result<Tensor, ModelError> {
        if self.training.encoder_is_fixed
            && let Some(described) = self.described.find(samples)
        {
            return Ok(described);
        }
        let mut parts = Vec::new();
        for same_size in samples.chunk_by(|a, b| a.size == b.size) {
            for batch in same_size.chunks(SCORE_BATCH) {
                if stop.is_requested() {
                    return Err(ModelError::Stopped);
                }
                let color: Vec<u8> = batch.iter().flat_map(|sample| &sample.color).copied().collect();
                let images = self.images(&color, batch[0].size);
                parts.push(tch::no_grad(|| self.network.describe(&images, crate::layers::Mode::Stored)));
            }
        }
        let described = Tensor::cat(&parts, 0);
        if self.training.encoder_is_fixed {
            self.described.keep(samples, &described);
        }
        Ok(described)
    }
}

/// A setting of other tasks that was given: ignoring it would hide a mistake.
fn foreign_setting(settings: &CounterSettings) -> Option<(&'static str, String)> {
    let (training, model) = (TrainingSettings::default(), ModelSettings::default());
    let given = [
        ("task.model.decoder_width", settings.model.decoder_width != model.decoder_width),
        ("task.training.balance", settings.training.balance != training.balance),
        ("task.training.class_weights", settings.training.class_weights != training.class_weights),
        ("task.training.label_smoothing", settings.training.label_smoothing != training.label_smoothing),
    ];
    if let Some((key, _)) = given.into_iter().find(|(_, given)| *given) {
        return Some((
            key,
            "a counting network has no use for it: remove it, or choose task.kind = 'segmentation'".into(),
        ));
    }
    let crop = settings.augmentation.crop.filter(|crop| *crop != 1.0)?;
    let reason = format!("it is {crop}, but a part of an image has other counts than the whole: remove it");
    Some(("task.augmentation.crop", reason))
}

impl MainTaskModel for Counter {
    fn reset(&mut self, seed: Seed) -> Result<(), ModelError> {
        self.training.reset(&mut self.network.store, seed)
    }

    fn fit(
        &mut self,
        samples: &mut SampleStream<'_>,
        seed: Seed,
        stop: &Stop,
    ) -> Result<FitReport, ModelError> {
        let settings = self.settings.training.clone();
        set_threads(settings.threads);
        let mut seen = HashMap::new();
        epochs::fit(samples, &settings, seed, stop, &mut |batch, epoch| {
            self.step(batch, epoch, &mut seen, stop)
        })
    }

    /// The reward is the negative L1 error of the counts; `l1.<type>` are the mean errors of each type.
    fn score(&mut self, data: &dyn Dataset, stop: &Stop) -> Result<Score, ModelError> {
        let samples: Vec<Arc<Sample>> =
            (0..data.len()).map(|index| data.sample(index)).collect::<Result<_, _>>()?;
        if samples.is_empty() {
            let reason = "there are no images to score".into();
            return Err(ModelError::Setting { key: "task.validation".into(), reason });
        }
        let truth = self.truth(samples.iter())?;
        let described = self.described_set(&samples, stop)?;
        let errors = tch::no_grad(|| {
            let errors = (self.network.count(&described) - truth).abs().to_kind(Kind::Double);
            errors.mean_dim([0].as_slice(), false, Kind::Double)
        });
        let errors = Vec::<f64>::try_from(&errors).map_err(|cause| library::failure(&cause))?;
        let sum: f64 = errors.iter().sum();
        let reward = match self.settings.reduction {
            Reduction::Sum => -sum,
            Reduction::Mean => -sum / errors.len() as f64,
        };
        let metrics: BTreeMap<String, f64> =
            self.settings.types.iter().map(|name| format!("l1.{name}")).zip(errors).collect();
        Ok(Score { reward, metrics })
    }

    fn save(&self, path: &Path) -> Result<(), ModelError> {
        let CounterSettings { model, types, reduction, size, .. } = &self.settings;
        let encoder = model.encoder.map(Encoder::name).unwrap_or_default();
        let metadata = HashMap::from([
            ("format".to_string(), FORMAT.to_string()),
            ("encoder".into(), encoder.into()),
            ("settings".into(), files::json(path, model)?),
            ("types".into(), files::json(path, types)?),
            ("reduction".into(), files::json(path, reduction)?),
            ("size".into(), files::json(path, size)?),
        ]);
        files::write(path, self.network.store.tensors(), metadata)
    }

    fn save_training(&self, path: &Path) -> Result<(), ModelError> {
        self.training.save(&self.network.store, path)
    }

    fn load_training(&mut self, path: &Path) -> Result<(), ModelError> {
        self.training.load(&mut self.network.store, path)
    }
}
