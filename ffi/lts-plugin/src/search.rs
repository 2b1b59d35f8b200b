//! Where a library is looked for: the path given, the folders of `LTS_PLUGIN_PATH`, the user's data folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::error::{Fault, PluginError};

/// The folders in which plugins are looked for, in order: those of the environment variable `LTS_PLUGIN_PATH`, then
/// `lts/plugins` in the user's data folder.
pub fn folders() -> Vec<PathBuf> {
    let named = std::env::var_os("LTS_PLUGIN_PATH");
    let data = etcetera::choose_base_strategy().ok().map(|base| base.data_dir());
    folders_from(named.as_deref(), data.as_deref())
}

fn folders_from(named: Option<&OsStr>, data: Option<&Path>) -> Vec<PathBuf> {
    let named = named.map(|text| std::env::split_paths(text).collect::<Vec<_>>()).unwrap_or_default();
    named
        .into_iter()
        .filter(|folder| !folder.as_os_str().is_empty())
        .chain(data.map(|data| data.join("lts/plugins")))
        .collect()
}

/// The library that `path` names: the file itself, or one of that name in [`folders`]. A bare name such as `my_policy`
/// also stands for the system's form of it, such as `libmy_policy.so`.
///
/// # Errors
/// If it is in none of these places.
pub fn locate(path: &Path) -> Result<PathBuf, PluginError> {
    locate_in(path, &folders())
}

fn locate_in(path: &Path, folders: &[PathBuf]) -> Result<PathBuf, PluginError> {
    let mut looked = Vec::new();
    for folder in std::iter::once(Path::new("")).chain(folders.iter().map(PathBuf::as_path)) {
        for name in names(path) {
            let place = folder.join(name);
            if place.is_file() {
                // Without a folder in it, the system's loader would look elsewhere.
                return std::path::absolute(&place)
                    .map_err(|error| Fault::Unreadable { reason: error.to_string() }.of(text(path)));
            }
            if place != path {
                looked.push(place);
            }
        }
        if path.is_absolute() {
            break;
        }
    }
    Err(Fault::NotFound { looked }.of(text(path)))
}

fn names(path: &Path) -> Vec<PathBuf> {
    let mut names = vec![path.to_path_buf()];
    if let (Some(name), None) = (path.file_name().and_then(OsStr::to_str), path.extension()) {
        let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
        names.push(path.with_file_name(format!("{prefix}{name}{suffix}")));
    }
    names
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

/// All files in [`folders`] that are named like libraries, in the order in which they are found.
pub fn all() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in folders() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        let mut here: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_file())
            .filter(|path| path.to_string_lossy().ends_with(std::env::consts::DLL_SUFFIX))
            .collect();
        here.sort();
        found.extend(here);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_given_comes_before_the_named_folders_and_these_before_the_data_folder() {
        let place = tempfile::tempdir().unwrap();
        let [here, named, data] = ["here", "named", "data"].map(|name| place.path().join(name));
        let file = format!("libp{}", std::env::consts::DLL_SUFFIX);
        for folder in [here.clone(), named.clone(), data.join("lts/plugins")] {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(&file), b"x").unwrap();
        }
        let folders = folders_from(Some(named.as_os_str()), Some(&data));
        assert_eq!(locate_in(&here.join(&file), &folders).unwrap(), here.join(&file));
        assert_eq!(locate_in(Path::new(&file), &folders).unwrap(), named.join(&file));
        std::fs::remove_file(named.join(&file)).unwrap();
        assert_eq!(locate_in(Path::new(&file), &folders).unwrap(), data.join("lts/plugins").join(&file));
        #[cfg(target_os = "linux")]
        assert_eq!(locate_in(Path::new("p"), &folders).unwrap(), data.join("lts/plugins").join(&file));
    }

    #[test]
    fn a_missing_library_names_the_places() {
        let error = locate_in(Path::new("p.so"), &[PathBuf::from("/nowhere")]).unwrap_err().to_string();
        assert!(error.contains("'p.so'") && error.contains("/nowhere/p.so"), "{error}");
    }
}
