//! Why an experiment cannot be opened: one line with the place, what is wrong, what was expected.

use std::path::PathBuf;

use lts_core::{DatasetError, ModelError, PolicyError, SimulatorError, SpaceError};
use lts_plugin::PluginError;
use lts_run::config::ConfigError;

/// An experiment that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ExperimentError {
    /// The file cannot be read, or a key or value does not fit.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A setting has no sense, alone or beside others.
    #[error("{place}: {reason}")]
    Setting {
        /// File and key, or the key alone.
        place: String,
        /// What was expected, what to do.
        reason: String,
    },
    /// The parameters of the simulator do not fit.
    #[error("{place}: {error}")]
    Parameters {
        /// File and section.
        place: String,
        /// What does not fit.
        error: SimulatorError,
    },
    /// The hidden true parameters of a simulated validation set do not fit.
    #[error("task.validation.parameters: {0}")]
    TrueParameters(SpaceError),
    /// The policy cannot be made.
    #[error("{place}: {error}")]
    Policy {
        /// The file.
        place: String,
        /// What the policy says.
        error: PolicyError,
    },
    /// The policy's library is not found.
    #[error(transparent)]
    Plugin(#[from] PluginError),
    /// The simulator cannot be made, or failed.
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    /// The validation set cannot be read.
    #[error(transparent)]
    Dataset(#[from] DatasetError),
    /// The main task model cannot be made.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A path cannot be made independent of the present folder.
    #[error("{}: the path cannot be resolved: {error}", path.display())]
    Path {
        /// The path.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
}

impl ExperimentError {
    /// A setting that has no sense.
    pub(crate) fn setting(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Setting { place: place.into(), reason: reason.into() }
    }
}
