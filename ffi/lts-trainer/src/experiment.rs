//! The experiment of a session: its TOML with overrides, or the configuration of a run that goes on.

use std::path::{Path, PathBuf};

use lts_experiment::Experiment;
use lts_trainer_abi::{Code, Fault, Options};

use crate::own_level::unfit;

/// An experiment, where it came from, and where its run lies.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) experiment: Experiment,
    /// The file, which errors name.
    pub(crate) config: PathBuf,
    /// The run directory to go on with; absent for a new run.
    pub(crate) resumed: Option<PathBuf>,
}

/// Reads what `options` say. Relative paths inside of the file start at its own folder, because an engine's process
/// may run anywhere.
pub(crate) fn read(options: &Options) -> Result<Source, Fault> {
    if !options.resume.is_empty() {
        let run = absolute(&options.resume)?;
        let config = run.join("config.toml");
        if !config.is_file() {
            let reason = format!("{}: this is no run directory (it has no config.toml)", run.display());
            return Err(Fault::new(Code::BadConfig, reason));
        }
        if !options.overrides.is_empty() {
            let reason = "a run goes on with its own configuration: overrides are for new runs";
            return Err(Fault::new(Code::BadConfig, reason));
        }
        let experiment = lts_experiment::load(&config, &[]).map_err(unfit)?;
        return Ok(Source { experiment, config, resumed: Some(run) });
    }
    if options.config.is_empty() {
        return Err(Fault::new(
            Code::BadConfig,
            "there is no configuration: give the path of an experiment's TOML file",
        ));
    }
    let config = absolute(&options.config)?;
    let mut experiment = lts_experiment::load(&config, &options.overrides).map_err(unfit)?;
    let folder = config.parent().unwrap_or(Path::new("/"));
    lts_experiment::make_paths_absolute_from(&mut experiment, folder).map_err(unfit)?;
    experiment.run.directory = if options.runs.is_empty() {
        folder.join(&experiment.run.directory)
    } else {
        absolute(&options.runs)?
    };
    Ok(Source { experiment, config, resumed: None })
}

fn absolute(path: &str) -> Result<PathBuf, Fault> {
    std::path::absolute(path).map_err(|error| {
        Fault::new(Code::BadConfig, format!("'{path}': the path cannot be resolved: {error}"))
    })
}
