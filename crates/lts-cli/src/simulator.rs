//! The simulator section of an experiment, read on its own by commands that need nothing else of it.

use std::path::Path;

use anyhow::Result;
use lts_render::SimulatorSettings;
use lts_run::Experiment;

/// An experiment whose task is not looked at.
pub type SimulatorExperiment = Experiment<SimulatorSettings, toml::Table>;

/// Reads an experiment, or the configuration of a run directory.
///
/// # Errors
/// If the file cannot be read or a key does not fit.
pub fn load(source: &Path, overrides: &[String]) -> Result<SimulatorExperiment> {
    let file = if source.is_dir() { source.join("config.toml") } else { source.to_path_buf() };
    Ok(lts_run::config::load(&file, overrides)?)
}
