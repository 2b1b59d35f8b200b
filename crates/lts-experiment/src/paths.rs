//! Paths of an experiment, made independent of the folder that the program was started in.

use std::path::{Path, PathBuf};

use lts_policy::PolicySettings;

use crate::{Experiment, ExperimentError, Validation};

/// Makes every path of `experiment` absolute, so that a resume from another folder finds the same files.
///
/// # Errors
/// If the present folder is unknown, or a plugin's library is not found.
pub fn make_paths_absolute(experiment: &mut Experiment) -> Result<(), ExperimentError> {
    make_paths_absolute_from(experiment, Path::new(""))
}

/// Like [`make_paths_absolute`], for paths that start at `folder`. The library of a plugin is looked for there first, and
/// weights that are no file there are the name of something else.
///
/// # Errors
/// As [`make_paths_absolute`].
pub fn make_paths_absolute_from(experiment: &mut Experiment, folder: &Path) -> Result<(), ExperimentError> {
    let absolute = |path: &Path| absolute(&folder.join(path));
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
        let here = folder.join(&plugin.path);
        plugin.path = lts_plugin::locate(if here.is_file() { &here } else { &plugin.path })?;
    }
    let models = experiment.simulator.models.as_deref();
    experiment.simulator.models = models.map(absolute).transpose()?;
    if let Some(weights) = &mut experiment.task.model.weights
        && folder.join(&*weights).is_file()
    {
        *weights = absolute(Path::new(weights))?.display().to_string();
    }
    Ok(())
}

fn absolute(path: &Path) -> Result<PathBuf, ExperimentError> {
    std::path::absolute(path).map_err(|error| ExperimentError::Path { path: path.to_path_buf(), error })
}
