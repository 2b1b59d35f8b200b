//! The task section of an experiment: what the main task model does, and what it is scored on.

use lts_core::{ClassMap, Dataset, MainTaskModel, Simulator, Size, Values};
use lts_data::{FolderSettings, KittiSettings, Source};
use lts_torch::{AugmentationSettings, ModelSettings, Reduction, TrainingSettings};
use serde::{Deserialize, Serialize};

use crate::ExperimentError;

mod counting;
mod segmentation;
mod simulated;
mod tested;

pub use simulated::SimulatedSettings;

/// `[task]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskSettings {
    /// What the main task model does.
    #[serde(default)]
    pub kind: TaskKind,
    /// Segmentation: the class whose intersection over union is the reward; `car` if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Counting: how the errors of the types make one number; their sum if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction: Option<Reduction>,
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

/// Kinds of tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// A class for each pixel.
    #[default]
    Segmentation,
    /// The number of visible cars of each type.
    Counting,
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

/// A validation set that is ready, and the true parameters if there are some.
pub struct ValidationSet {
    /// The samples, with the simulator's class ids.
    pub samples: Box<dyn Dataset>,
    /// Samples of the same kind that no reward sees.
    pub test: Option<Box<dyn Dataset>>,
    /// Hidden true parameters.
    pub parameters: Option<Values>,
    /// One line for people.
    pub description: String,
}

impl TaskSettings {
    /// The main task model. What was left to it (encoder, weights and the like) is written out in these settings.
    ///
    /// # Errors
    /// If a setting has no sense or is one of another task, or weights do not fit.
    pub fn model(
        &mut self,
        classes: &ClassMap,
        count_names: &[String],
        size: Size,
    ) -> Result<Box<dyn MainTaskModel>, ExperimentError> {
        match self.kind {
            TaskKind::Segmentation => self.segmenter(classes, size),
            TaskKind::Counting => self.counter(count_names, size),
        }
    }

    /// What the reward is, for people.
    pub fn metric(&self) -> String {
        match (self.kind, self.reduction.unwrap_or_default()) {
            (TaskKind::Segmentation, _) => format!("IoU of {}", self.target()),
            (TaskKind::Counting, Reduction::Sum) => "negative L1 of car counts, summed over types".into(),
            (TaskKind::Counting, Reduction::Mean) => "negative L1 of car counts, mean over types".into(),
        }
    }

    /// The validation set, of images of `size`. `simulator` makes it where it is simulated.
    ///
    /// # Errors
    /// If files are missing or damaged, or there is nothing in it that the task could score.
    pub fn validation(
        &self,
        size: Size,
        simulator: &mut dyn Simulator,
    ) -> Result<ValidationSet, ExperimentError> {
        let source = match (&self.validation, self.kind) {
            (Validation::Simulated(simulated), _) => {
                let set = simulated.make(simulator)?;
                match self.kind {
                    TaskKind::Segmentation => self.require_target(&set, simulator.classes())?,
                    TaskKind::Counting => counting::require_counts(&set)?,
                }
                return Ok(set.into());
            }
            (Validation::Kitti(_), TaskKind::Counting) => return Err(counting::no_counts_in_kitti()),
            (Validation::Kitti(kitti), _) => Source::Kitti(kitti.clone()),
            (Validation::Folder(folder), _) => Source::Folder(folder.clone()),
        };
        let images = lts_data::open(&source, size)?;
        let mut description = format!("{} real images at {size}", images.len());
        let images = match self.kind {
            TaskKind::Segmentation => {
                images.require_class(self.target())?;
                let unknown = images.unknown_ids();
                if !unknown.is_empty() {
                    description +=
                        &format!(" (label ids {unknown:?} are not in the class map and are ignored)");
                }
                images.with_classes(simulator.classes())
            }
            TaskKind::Counting => images.with_counts(simulator.count_names())?,
        };
        Ok(ValidationSet { samples: Box::new(images), test: None, parameters: None, description })
    }
}

/// The model, scored on `test` as well whenever it is scored, if there is one: the metric `reward.test`.
pub(crate) fn with_test(
    model: Box<dyn MainTaskModel>,
    test: Option<Box<dyn Dataset>>,
) -> Box<dyn MainTaskModel> {
    match test {
        Some(test) => Box::new(tested::Tested { model, test }),
        None => model,
    }
}
