//! The main task model: fitted to simulated samples, scored on the validation set.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::{Dataset, DatasetError, Sample, Seed, SimulatorError, Stop};

/// Samples as they come from the simulator, in order; the iterator blocks until the next one is there.
pub type SampleStream<'a> = dyn Iterator<Item = Result<Arc<Sample>, SimulatorError>> + 'a;

/// The network that is trained on simulated data. Lives on one thread.
pub trait MainTaskModel {
    /// Back to the starting weights (pretrained or random from `seed`) and a fresh optimiser.
    ///
    /// # Errors
    /// If the starting weights cannot be read.
    fn reset(&mut self, seed: Seed) -> Result<(), ModelError>;

    /// Trains on `samples` for the configured number of epochs. The first epoch takes the samples in the order in
    /// which they come, while the simulator makes the next ones; later epochs shuffle them by `seed`.
    ///
    /// # Errors
    /// [`ModelError::Diverged`] if the loss is not finite, [`ModelError::Stopped`] on a stop.
    fn fit(
        &mut self,
        samples: &mut SampleStream<'_>,
        seed: Seed,
        stop: &Stop,
    ) -> Result<FitReport, ModelError>;

    /// Scores the present weights on `data`.
    ///
    /// # Errors
    /// If a sample cannot be read, or on a stop.
    fn score(&mut self, data: &dyn Dataset, stop: &Stop) -> Result<Score, ModelError>;

    /// What each of `samples`, which the model was fitted to last, did for a smooth objective on `data` that rises with
    /// the score: by how much it rises for each unit of weight that the sample gets in the training, where each has the
    /// weight 1. One finite number a sample.
    ///
    /// `None` if the model does not know it; an empty list of samples asks whether it does.
    ///
    /// # Errors
    /// As [`score`](MainTaskModel::score).
    fn influence(
        &mut self,
        samples: &[Arc<Sample>],
        data: &dyn Dataset,
        stop: &Stop,
    ) -> Result<Option<Vec<f64>>, ModelError> {
        let _ = (samples, data, stop);
        Ok(None)
    }

    /// Writes weights and what is needed to use them, as safetensors. The file is complete or absent.
    ///
    /// # Errors
    /// If the file cannot be written.
    fn save(&self, path: &Path) -> Result<(), ModelError>;

    /// Writes weights and the optimiser's state, so that training continues exactly from here.
    ///
    /// # Errors
    /// If the file cannot be written.
    fn save_training(&self, path: &Path) -> Result<(), ModelError>;

    /// Restores what [`save_training`](MainTaskModel::save_training) wrote.
    ///
    /// # Errors
    /// If the file is not of this network.
    fn load_training(&mut self, path: &Path) -> Result<(), ModelError>;
}

/// What a training did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FitReport {
    /// Mean loss of each epoch.
    pub losses: Vec<f64>,
    /// Samples seen, epochs counted.
    pub samples: u64,
}

/// The reward and what else was measured on the validation set.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// Better when higher.
    pub reward: f64,
    /// Named measures, e.g. `iou.car`, `iou.mean`.
    pub metrics: BTreeMap<String, f64>,
}

/// What can go wrong with a main task model.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A stop was asked for.
    #[error("stopped")]
    Stopped,
    /// The loss is not finite.
    #[error("training diverged: the loss is {loss} at step {step}")]
    Diverged {
        /// The loss.
        loss: f64,
        /// The optimiser step, from 0.
        step: u64,
    },
    /// A weights file cannot be used.
    #[error("{path}: {reason}")]
    Weights {
        /// The file.
        path: String,
        /// What is wrong, what was expected, what to do.
        reason: String,
    },
    /// A setting has no sense.
    #[error("{key}: {reason}")]
    Setting {
        /// The key in the configuration.
        key: String,
        /// What was expected.
        reason: String,
    },
    /// The device is missing or failed, or libtorch reports an error.
    #[error("libtorch: {0}")]
    Library(String),
    /// The simulator failed while it made the samples.
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    /// A validation sample could not be read.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
}
