//! Paths of an experiment, made independent of the folder that the program was started in.

use std::path::{Path, PathBuf};

use lts_policy::PolicySettings;

use crate::{Experiment, ExperimentError, Validation};

/// Makes every path of `experiment` absolute, so that a resume from another folder finds the same files.
///
/// # Errors
/// If the present folder is unknown, or a plugin's library is not found.
pub fn make_paths_absolute(experiment: &mut Experiment) -> Result<(), ExperimentError> {
    match &mut experiment.task.validation {
        Validation::Kitti(kitti) => {
            kitti.path = absolute(&kitti.path)?;
            kitti.classes = kitti.classes.as_deref().map(absolute).transpose()?;
        }
        Validation::Folder(folder) => {
            folder.path = absolute(&folder.path)?;
            folder.classes = folder.classes.as_deref().map(absolute).transpose()?;
        }
        Validation::Simulated(_) => {}
    }
    if let PolicySettings::Plugin(plugin) = &mut experiment.policy {
        // Where it was found.
        plugin.path = lts_plugin::locate(&plugin.path)?;
    }
    let models = experiment.simulator.models.as_deref();
    experiment.simulator.models = models.map(absolute).transpose()?;
    if let Some(weights) = &mut experiment.task.model.weights
        && Path::new(weights).is_file()
    {
        *weights = absolute(Path::new(weights))?.display().to_string();
    }
    Ok(())
}

fn absolute(path: &Path) -> Result<PathBuf, ExperimentError> {
    std::path::absolute(path).map_err(|error| ExperimentError::Path { path: path.to_path_buf(), error })
}
