//! The segmenter: a network fitted with cross-entropy, scored by the intersection over union of one class.

use std::collections::HashMap;
use std::path::Path;

use lts_core::{
    ClassMap, Dataset, FitReport, IGNORED, MainTaskModel, ModelError, SampleStream, Score, Seed, Size, Stop,
};
use tch::{Kind, Reduction, Tensor};

use crate::augment::augment_all;
use crate::confusion::Confusion;
use crate::epochs::{self, Epoch, Numbered};
use crate::files;
use crate::layers::Mode;
use crate::library;
use crate::network::Network;
use crate::settings::{self, AugmentationSettings, Encoder, ModelSettings, TrainingSettings};
use crate::training::{Training, set_threads};

/// Smallest share of width and height that a random crop keeps where nothing else is set.
const CROP: f64 = 0.6;
/// Images that are scored at once.
const SCORE_BATCH: usize = 8;
/// Written into every weights file.
pub(crate) const FORMAT: &str = "lts-segmenter-1";

/// Everything a segmenter is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct SegmenterSettings {
    /// `[task.model]`.
    pub model: ModelSettings,
    /// `[task.training]`.
    pub training: TrainingSettings,
    /// `[task.augmentation]`.
    pub augmentation: AugmentationSettings,
    /// Meaning of the labels it is trained and scored on.
    pub classes: ClassMap,
    /// The class whose intersection over union is the reward.
    pub target: String,
    /// Size of the training images, kept with the weights.
    pub size: Size,
}

/// A segmentation network with its training.
pub struct Segmenter {
    settings: SegmenterSettings,
    target: usize,
    pub(crate) network: Network,
    training: Training,
    /// Factor on the loss of each channel.
    class_weights: Vec<f32>,
}

impl Segmenter {
    /// A segmenter with starting weights.
    ///
    /// # Errors
    /// If a setting has no sense, the device is missing, or the weights file is not of this encoder.
    pub fn new(mut settings: SegmenterSettings) -> Result<Self, ModelError> {
        let problem = settings.training.problem().or_else(|| settings.augmentation.problem());
        if let Some((key, reason)) = problem {
            return Err(ModelError::Setting { key: key.into(), reason });
        }
        let setting = |key: &str, reason: String| ModelError::Setting { key: key.into(), reason };
        let width = settings.model.decoder_width;
        if width < 8 || width % 8 != 0 || width > 512 {
            let reason = format!("it is {width}, expected a multiple of 8 in 8..512");
            return Err(setting("task.model.decoder_width", reason));
        }
        let names: Vec<&str> = settings.classes.predicted().map(|class| class.name.as_str()).collect();
        let Some(target) = settings.classes.channel(&settings.target) else {
            let reason =
                format!("there is no class '{}'; expected one of {}", settings.target, names.join(", "));
            return Err(setting("task.target", reason));
        };
        if let Some(name) =
            settings.training.class_weights.keys().find(|name| !names.contains(&name.as_str()))
        {
            let reason = format!("there is no class '{name}'; expected one of {}", names.join(", "));
            return Err(setting("task.training.class_weights", reason));
        }
        let weight =
            |name: &&str| settings.training.class_weights.get(*name).map_or(1.0, |weight| *weight as f32);
        let class_weights = names.iter().map(weight).collect();
        let (encoder, weights) = settings.model.fill(Encoder::EfficientnetLite0, "pretrained");
        settings.augmentation.crop.get_or_insert(CROP);
        let device = library::device(settings.training.device)?;
        set_threads(settings.training.threads);
        let mut network = Network::new(encoder, width, names.len() as i64, device);
        let training = Training::new(encoder, &weights, FORMAT, &settings.training, &mut network.store)?;
        Ok(Self { settings, target, network, training, class_weights })
    }

    /// The segmenter that a weights file of this program holds, ready to score.
    ///
    /// # Errors
    /// If the file is damaged or of something else.
    pub fn open(path: &Path, device: settings::Device) -> Result<Self, ModelError> {
        let file = files::read(path)?;
        file.require_format(FORMAT)?;
        let model: ModelSettings = file.json("settings")?;
        let classes = ClassMap::parse(file.text("classes")?);
        Self::new(SegmenterSettings {
            model: ModelSettings { weights: Some(path.display().to_string()), ..model },
            training: TrainingSettings { device, ..TrainingSettings::default() },
            augmentation: AugmentationSettings::default(),
            classes: classes.map_err(|_| file.foreign("readable class map"))?,
            target: file.text("target")?.into(),
            size: file.json("size")?,
        })
    }

    /// The settings it was made from.
    pub fn settings(&self) -> &SegmenterSettings {
        &self.settings
    }

    /// Images of one size as floats (batch, 3, height, width) and their channels (batch, height, width).
    pub(crate) fn batch(&self, color: &[u8], class: &[u8], size: Size) -> (Tensor, Tensor) {
        let (height, width) = (i64::from(size.height), i64::from(size.width));
        let channel_of_id = self.settings.classes.channel_of_id();
        let channels: Vec<u8> = class.iter().map(|id| channel_of_id[usize::from(*id)]).collect();
        let device = self.network.store.device;
        let channels = Tensor::from_slice(&channels).view([-1, height, width]).to_device(device);
        (library::images(color, size, device), channels.to_kind(Kind::Int64))
    }

    /// One optimiser step on `samples`; the loss, or `None` where all their pixels are ignored.
    fn step(&mut self, samples: &[Numbered], epoch: Epoch, stop: &Stop) -> Result<Option<f64>, ModelError> {
        let size = samples[0].1.size;
        let (color, class) = augment_all(samples, &self.settings.augmentation, epoch.seed);
        let channel_of_id = self.settings.classes.channel_of_id();
        if class.iter().all(|id| channel_of_id[usize::from(*id)] == IGNORED) {
            return Ok(None);
        }
        let (images, truth) = self.batch(&color, &class, size);
        let weights = self.loss_weights(&truth);
        let logits = self.network.forward(&images, self.training.mode);
        let smoothing = self.settings.training.label_smoothing;
        let loss =
            logits.cross_entropy_loss(&truth, Some(&weights), Reduction::Mean, i64::from(IGNORED), smoothing);
        self.training.step(&mut self.network.store, &loss, epoch, stop).map(Some)
    }

    /// Weights of the channels: the settings' factors times the batch's pixel shares to the power of -balance.
    fn loss_weights(&self, truth: &Tensor) -> Tensor {
        let classes = self.class_weights.len() as i64;
        let factors = Tensor::from_slice(&self.class_weights).to_device(self.network.store.device);
        let balance = self.settings.training.balance;
        if balance == 0.0 {
            return factors;
        }
        let counted = truth.clamp_max(classes).view([-1]).bincount(None::<&Tensor>, classes + 1);
        let counts = counted.narrow(0, 0, classes).to_kind(Kind::Float);
        let share = (&counts / counts.sum(Kind::Float).clamp_min(1.0)).clamp_min(1e-4);
        factors * share.pow_tensor_scalar(-balance)
    }
}

impl MainTaskModel for Segmenter {
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
        epochs::fit(samples, &settings, seed, stop, &mut |batch, epoch| self.step(batch, epoch, stop))
    }

    fn score(&mut self, data: &dyn Dataset, stop: &Stop) -> Result<Score, ModelError> {
        let classes = self.class_weights.len() as i64;
        let mut confusion = Confusion::new(classes as usize);
        let mut index = 0;
        while index < data.len() {
            if stop.is_requested() {
                return Err(ModelError::Stopped);
            }
            let first = data.sample(index)?;
            let size = first.size;
            let (mut color, mut class) = (first.color.clone(), first.class.clone());
            index += 1;
            for _ in 1..SCORE_BATCH {
                if index == data.len() {
                    break;
                }
                let next = data.sample(index)?;
                if next.size != size {
                    break;
                }
                color.extend_from_slice(&next.color);
                class.extend_from_slice(&next.class);
                index += 1;
            }
            let counts = tch::no_grad(|| {
                let (images, truth) = self.batch(&color, &class, size);
                let predicted = self.network.forward(&images, Mode::Stored).argmax(1, false);
                // Ignored pixels fall into the last bin, which is dropped.
                let pair = (&truth * classes + predicted).masked_fill(&truth.ge(classes), classes * classes);
                pair.view([-1]).bincount(None::<&Tensor>, classes * classes + 1)
            });
            let counts = Vec::<i64>::try_from(&counts).map_err(|cause| library::failure(&cause))?;
            confusion.add(&counts);
        }
        match confusion.iou(self.target) {
            Some(reward) if confusion.truth(self.target) > 0 => {
                Ok(Score { reward, metrics: confusion.metrics(&self.settings.classes) })
            }
            _ => Err(ModelError::Setting {
                key: "task.target".into(),
                reason: format!("no pixel of the validation set is of the class '{}'", self.settings.target),
            }),
        }
    }

    fn save(&self, path: &Path) -> Result<(), ModelError> {
        let SegmenterSettings { model, classes, target, size, .. } = &self.settings;
        let metadata = HashMap::from([
            ("format".to_string(), FORMAT.to_string()),
            ("encoder".into(), model.encoder.map(Encoder::name).unwrap_or_default().into()),
            ("settings".into(), files::json(path, model)?),
            ("size".into(), files::json(path, size)?),
            ("classes".into(), classes.to_toml()),
            ("target".into(), target.clone()),
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
