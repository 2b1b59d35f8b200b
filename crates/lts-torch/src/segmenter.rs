//! The segmenter: a network fitted with cross-entropy, scored by the intersection over union of one class.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use lts_core::{
    ClassMap, Dataset, FitReport, IGNORED, MainTaskModel, ModelError, Sample, SampleStream, Score, Seed,
    Size, Stop,
};
use rand::seq::SliceRandom;
use tch::{Device, Kind, Reduction, Tensor};

use crate::augment::augment_all;
use crate::confusion::Confusion;
use crate::files::{self, WeightsFile};
use crate::layers::Mode;
use crate::library;
use crate::network::Network;
use crate::optimizer::Optimizer;
use crate::settings::{self, AugmentationSettings, BatchNorm, Encoder, ModelSettings, TrainingSettings};
use crate::store::Role;

/// A sample with its place in the stream, which seeds its augmentation.
type Numbered = (u64, Arc<Sample>);

/// Images that are scored at once.
const SCORE_BATCH: usize = 8;
/// Written into every weights file.
const FORMAT: &str = "lts-segmenter-1";

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

/// Where weights start.
enum Origin {
    Random,
    /// A file with the encoder's tensors, and perhaps the decoder's.
    File(WeightsFile),
}

/// A segmentation network with its training.
pub struct Segmenter {
    settings: SegmenterSettings,
    target: usize,
    pub(crate) network: Network,
    optimizer: Optimizer,
    origin: Origin,
    device: Device,
    /// Mode of the encoder while training.
    training_mode: Mode,
    /// Factor on the loss of each channel.
    class_weights: Vec<f32>,
}

impl Segmenter {
    /// A segmenter that is not reset yet.
    ///
    /// # Errors
    /// If a setting has no sense, the device is missing, or the weights file is not of this encoder.
    pub fn new(settings: SegmenterSettings) -> Result<Self, ModelError> {
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
        let device = library::device(settings.training.device)?;
        set_threads(settings.training.threads);
        let mut network = Network::new(&settings.model, names.len() as i64, device);
        if settings.training.encoder_learning_rate_factor == 0.0 {
            network.store.freeze(Role::Encoder);
        }
        let origin = match settings.model.weights.as_str() {
            "random" => Origin::Random,
            "pretrained" if settings.model.encoder == Encoder::EfficientnetLite0 => {
                Origin::File(files::read(&lts_data::weights::find_pretrained()?)?)
            }
            "pretrained" => {
                let reason = format!(
                    "no pretrained weights of {} come with the program; expected 'random' or the path of a safetensors file with torchvision's names",
                    settings.model.encoder.name()
                );
                return Err(setting("task.model.weights", reason));
            }
            path => Origin::File(files::read(Path::new(path))?),
        };
        let frozen = match settings.training.batch_norm {
            BatchNorm::Auto => matches!(origin, Origin::File(_)),
            BatchNorm::Frozen => true,
            BatchNorm::Batch => false,
        };
        let training_mode = if frozen { Mode::Stored } else { Mode::TrainBatch };
        let optimizer = Optimizer::new(&settings.training, &network.store);
        let mut segmenter =
            Self { settings, target, network, optimizer, origin, device, training_mode, class_weights };
        // A file that does not fit is found now, not in the middle of a run.
        segmenter.reset(Seed::new(0))?;
        Ok(segmenter)
    }

    /// The segmenter that a weights file of this program holds, ready to score.
    ///
    /// # Errors
    /// If the file is damaged or of something else.
    pub fn open(path: &Path, device: settings::Device) -> Result<Self, ModelError> {
        let file = files::read(path)?;
        let foreign = |what: &str| {
            let reason = format!(
                "its header has no {what}: these are no weights that lts wrote; give best/weights.safetensors of a run"
            );
            files::error(path, reason)
        };
        let text = |key: &str| file.metadata.get(key).cloned().ok_or_else(|| foreign(key));
        if text("format")? != FORMAT {
            return Err(files::error(
                path,
                format!("its format is '{}', expected '{FORMAT}'", text("format")?),
            ));
        }
        let json = text("settings")?;
        let model: ModelSettings = serde_json::from_str(&json).map_err(|_| foreign("readable settings"))?;
        let size: Size = serde_json::from_str(&text("size")?).map_err(|_| foreign("readable size"))?;
        let classes = ClassMap::parse(&text("classes")?).map_err(|_| foreign("readable class map"))?;
        Self::new(SegmenterSettings {
            model: ModelSettings { weights: path.display().to_string(), ..model },
            training: TrainingSettings { device, ..TrainingSettings::default() },
            augmentation: AugmentationSettings::default(),
            classes,
            target: text("target")?,
            size,
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
        let color = Tensor::from_slice(color).view([-1, height, width, 3]).to_device(self.device);
        let channels = Tensor::from_slice(&channels).view([-1, height, width]).to_device(self.device);
        // The channels stay innermost in memory, which convolutions on the CPU take without a rearrangement.
        (color.permute([0, 3, 1, 2]).to_kind(Kind::Float), channels.to_kind(Kind::Int64))
    }

    /// One optimiser step on `samples`; the loss, or `None` where all their pixels are ignored.
    fn step(&mut self, samples: &[Numbered], seed: Seed) -> Result<Option<f64>, ModelError> {
        let size = samples[0].1.size;
        let (color, class) = augment_all(samples, &self.settings.augmentation, seed);
        let channel_of_id = self.settings.classes.channel_of_id();
        if class.iter().all(|id| channel_of_id[usize::from(*id)] == IGNORED) {
            return Ok(None);
        }
        let (images, truth) = self.batch(&color, &class, size);
        let weights = self.loss_weights(&truth);
        let logits = self.network.forward(&images, self.training_mode);
        let smoothing = self.settings.training.label_smoothing;
        let loss =
            logits.cross_entropy_loss(&truth, Some(&weights), Reduction::Mean, i64::from(IGNORED), smoothing);
        let value = loss.double_value(&[]);
        let step = self.optimizer.steps;
        if !value.is_finite() {
            return Err(ModelError::Diverged { loss: value, step });
        }
        loss.backward();
        self.optimizer.step(&mut self.network.store);
        Ok(Some(value))
    }

    /// Weights of the channels: the settings' factors times the batch's pixel shares to the power of -balance.
    fn loss_weights(&self, truth: &Tensor) -> Tensor {
        let classes = self.class_weights.len() as i64;
        let factors = Tensor::from_slice(&self.class_weights).to_device(self.device);
        let balance = self.settings.training.balance;
        if balance == 0.0 {
            return factors;
        }
        let counted = truth.clamp_max(classes).view([-1]).bincount(None::<&Tensor>, classes + 1);
        let counts = counted.narrow(0, 0, classes).to_kind(Kind::Float);
        let share = (&counts / counts.sum(Kind::Float).clamp_min(1.0)).clamp_min(1e-4);
        factors * share.pow_tensor_scalar(-balance)
    }

    fn epoch(
        &mut self,
        samples: &mut dyn Iterator<Item = Result<(u64, Arc<Sample>), ModelError>>,
        seed: Seed,
        stop: &Stop,
    ) -> Result<(f64, Vec<Numbered>), ModelError> {
        let (mut seen, mut sum, mut steps) = (Vec::new(), 0.0, 0);
        let mut batch = Vec::with_capacity(self.settings.training.batch_size);
        loop {
            let sample = samples.next().transpose()?;
            if stop.is_requested() {
                return Err(ModelError::Stopped);
            }
            let ended = sample.is_none();
            batch.extend(sample);
            if batch.len() == self.settings.training.batch_size || (ended && !batch.is_empty()) {
                if let Some(loss) = self.step(&batch, seed)? {
                    sum += loss;
                    steps += 1;
                }
                seen.append(&mut batch);
            }
            if ended {
                return Ok((sum / f64::from(steps.max(1)), seen));
            }
        }
    }

    fn tensors(&self) -> impl Iterator<Item = (String, &Tensor)> {
        self.network.store.entries.iter().map(|(name, entry)| (name.clone(), &entry.tensor))
    }
}

impl MainTaskModel for Segmenter {
    fn reset(&mut self, seed: Seed) -> Result<(), ModelError> {
        self.network.store.restart(seed);
        self.optimizer.restart();
        if let Origin::File(file) = &self.origin {
            // A file of this network has the decoder as well; one of an image classifier does not.
            let whole = file.tensors.contains_key("head.weight");
            if let Some(encoder) = file.metadata.get("encoder")
                && encoder != self.settings.model.encoder.name()
            {
                let wanted = self.settings.model.encoder.name();
                let reason = format!("these are weights of another network ({encoder}), expected {wanted}");
                return Err(files::error(&file.path, reason));
            }
            for (name, entry) in &mut self.network.store.entries {
                if whole || entry.role != Role::Decoder {
                    file.copy_into(name, &mut entry.tensor)?;
                }
            }
        }
        Ok(())
    }

    fn fit(
        &mut self,
        samples: &mut SampleStream<'_>,
        seed: Seed,
        stop: &Stop,
    ) -> Result<FitReport, ModelError> {
        set_threads(self.settings.training.threads);
        let mut stream = samples.zip(0..).map(|(sample, index)| Ok((index, sample?)));
        let (loss, mut seen) = self.epoch(&mut stream, seed.name("epoch").index(0), stop)?;
        let mut losses = vec![loss];
        for epoch in 1..u64::from(self.settings.training.epochs) {
            seen.sort_by_key(|(index, _)| *index);
            seen.shuffle(&mut seed.name("order").index(epoch).rng());
            let mut shuffled = std::mem::take(&mut seen).into_iter().map(Ok);
            let (loss, again) = self.epoch(&mut shuffled, seed.name("epoch").index(epoch), stop)?;
            losses.push(loss);
            seen = again;
        }
        let samples = seen.len() as u64 * u64::from(self.settings.training.epochs);
        Ok(FitReport { losses, samples })
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
        let settings = serde_json::to_string(&self.settings.model);
        let size = serde_json::to_string(&self.settings.size);
        let (Ok(settings), Ok(size)) = (settings, size) else {
            return Err(files::error(path, "the settings have no JSON form"));
        };
        let metadata = HashMap::from([
            ("format".to_string(), FORMAT.to_string()),
            ("encoder".into(), self.settings.model.encoder.name().into()),
            ("settings".into(), settings),
            ("size".into(), size),
            ("classes".into(), self.settings.classes.to_toml()),
            ("target".into(), self.settings.target.clone()),
        ]);
        files::write(path, self.tensors(), metadata)
    }

    fn save_training(&self, path: &Path) -> Result<(), ModelError> {
        let moments = self.optimizer.moments.iter().flat_map(|(name, (first, second))| {
            let second = second.as_ref().map(|second| (format!("second/{name}"), second));
            std::iter::once((format!("first/{name}"), first)).chain(second)
        });
        let metadata = HashMap::from([("steps".to_string(), self.optimizer.steps.to_string())]);
        files::write(path, self.tensors().chain(moments), metadata)
    }

    fn load_training(&mut self, path: &Path) -> Result<(), ModelError> {
        let file = files::read(path)?;
        let steps = file.metadata.get("steps").and_then(|steps| steps.parse().ok());
        let steps = steps.ok_or_else(|| files::error(path, "it holds no state of a training"))?;
        for (name, entry) in &mut self.network.store.entries {
            file.copy_into(name, &mut entry.tensor)?;
        }
        for (name, (first, second)) in &mut self.optimizer.moments {
            file.copy_into(&format!("first/{name}"), first)?;
            if let Some(second) = second {
                file.copy_into(&format!("second/{name}"), second)?;
            }
        }
        self.optimizer.steps = steps;
        Ok(())
    }
}

fn set_threads(threads: i32) {
    let threads = if threads > 0 {
        threads
    } else {
        std::thread::available_parallelism().map_or(1, |cores| cores.get() as i32)
    };
    if tch::get_num_threads() != threads {
        tch::set_num_threads(threads);
    }
}
