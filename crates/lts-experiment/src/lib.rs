//! An experiment's file becomes everything that a run needs, opened and checked before anything is written.
//!
//! Both hosts of the learner start here: the program `lts`, and the trainer that an engine loads.

mod error;
mod from_run;
mod open;
mod paths;
mod task;

use std::path::Path;

use lts_render::SimulatorSettings;

pub use error::ExperimentError;
pub use open::{Opened, open, open_with};
pub use paths::{make_paths_absolute, make_paths_absolute_from};
pub use task::{SimulatedSettings, TaskKind, TaskSettings, Validation, ValidationSet};

/// An experiment about traffic scenes.
pub type Experiment = lts_run::Experiment<SimulatorSettings, TaskSettings>;

/// Reads the experiment at `path` and applies `overrides` of the form `key.path=value`, in order.
///
/// # Errors
/// If the file cannot be read, is not TOML, or a key or value does not fit.
pub fn load(path: &Path, overrides: &[String]) -> Result<Experiment, ExperimentError> {
    Ok(lts_run::config::load(path, overrides)?)
}
