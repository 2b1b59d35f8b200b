//! The task section of an experiment: the main task model, and the validation set that its score is the reward on.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use lts_core::{ClassMap, Dataset, Sample, Seed, Setting, Simulator, Size, Values};
use lts_data::{FolderSettings, KittiSettings, Source};
use lts_render::{SimulatorSettings, TrafficSimulator};
use lts_torch::{AugmentationSettings, ModelSettings, Segmenter, SegmenterSettings, TrainingSettings};
use serde::{Deserialize, Serialize};

/// `[task]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskSettings {
    /// What the main task model does.
    #[serde(default)]
    pub kind: TaskKind,
    /// The class whose intersection over union is the reward.
    #[serde(default = "car")]
    pub target: String,
    /// The network.
    #[serde(default)]
    pub model: ModelSettings,
    /// How it is fitted.
    #[serde(default)]
    pub training: TrainingSettings,
    /// Random changes of training images.
    #[serde(default)]
    pub augmentation: AugmentationSettings,
    /// What it is scored on.
    pub validation: Validation,
}

fn car() -> String {
    "car".into()
}

/// Kinds of tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// A class for each pixel.
    #[default]
    Segmentation,
}

/// `[task.validation]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Validation {
    /// KITTI's semantic benchmark.
    Kitti(KittiSettings),
    /// A folder of images and labels.
    Folder(FolderSettings),
    /// Images of the simulator itself, with hidden true parameters.
    Simulated(SimulatedSettings),
}

/// A validation set that the simulator makes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SimulatedSettings {
    /// How many images.
    pub images: usize,
    /// Their seed, apart from the run's: runs with other seeds are scored on the same images.
    pub seed: u64,
    /// The hidden true parameters, where they differ from the simulator's start.
    pub parameters: BTreeMap<String, Setting>,
}

impl Default for SimulatedSettings {
    fn default() -> Self {
        Self { images: 100, seed: 0, parameters: BTreeMap::new() }
    }
}

/// A validation set that is ready, and the true parameters if there are some.
pub struct ValidationSet {
    /// The samples, with the simulator's class ids.
    pub samples: Box<dyn Dataset>,
    /// Hidden true parameters.
    pub parameters: Option<Values>,
    /// One line for people.
    pub description: String,
}

impl TaskSettings {
    /// The main task model.
    ///
    /// # Errors
    /// If a setting has no sense, or weights do not fit.
    pub fn model(&self, classes: &ClassMap, size: Size) -> Result<Segmenter> {
        Ok(Segmenter::new(SegmenterSettings {
            model: self.model.clone(),
            training: self.training.clone(),
            augmentation: self.augmentation.clone(),
            classes: classes.clone(),
            target: self.target.clone(),
            size,
        })?)
    }

    /// What the reward is, for people.
    pub fn metric(&self) -> String {
        format!("IoU of {}", self.target)
    }

    /// The validation set. `simulator` makes it where it is simulated.
    ///
    /// # Errors
    /// If files are missing or damaged, or no pixel is of the target class.
    pub fn validation(
        &self,
        settings: &SimulatorSettings,
        simulator: &mut TrafficSimulator,
    ) -> Result<ValidationSet> {
        let size = Size::new(settings.width, settings.height);
        let source = match &self.validation {
            Validation::Kitti(kitti) => Source::Kitti(kitti.clone()),
            Validation::Folder(folder) => Source::Folder(folder.clone()),
            Validation::Simulated(simulated) => return self.simulated(simulated, settings, simulator),
        };
        let images = lts_data::open(&source, size)?;
        images.require_class(&self.target)?;
        let unknown = images.unknown_ids();
        let mut description = format!("{} real images at {size}", images.len());
        if !unknown.is_empty() {
            description += &format!(" (label ids {unknown:?} are not in the class map and are ignored)");
        }
        let images = images.with_classes(simulator.classes());
        Ok(ValidationSet { samples: Box::new(images), parameters: None, description })
    }

    fn simulated(
        &self,
        simulated: &SimulatedSettings,
        settings: &SimulatorSettings,
        simulator: &mut TrafficSimulator,
    ) -> Result<ValidationSet> {
        if simulated.images == 0 {
            bail!("task.validation.images: it must be at least 1");
        }
        let mut space = settings.space()?;
        for (name, setting) in &simulated.parameters {
            space.apply(name, setting).context("task.validation.parameters")?;
        }
        let mut values = Values::new();
        for parameter in space.parameters() {
            values.insert(parameter.name.clone(), parameter.start.clone());
        }
        let mut samples: Vec<Arc<Sample>> = Vec::with_capacity(simulated.images);
        let seed = Seed::new(simulated.seed).name("validation");
        simulator.generate(&values, simulated.images, seed, &mut |sample| {
            samples.push(Arc::new(sample));
            ControlFlow::Continue(())
        })?;
        if let Some(id) = simulator.classes().id(&self.target)
            && !samples.iter().any(|sample| sample.class.contains(&id))
        {
            bail!(
                "task.validation: no pixel of the {} simulated images is of the class '{}'; make more images or more cars",
                simulated.images,
                self.target
            );
        }
        let description = format!("{} simulated images with hidden true parameters", samples.len());
        Ok(ValidationSet { samples: Box::new(samples), parameters: Some(values), description })
    }
}
