//! Where definitions of reproductions are: a file that is named, or `reproduce/NAME.toml` in a folder of experiments.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// The short name and the file of a definition. `experiments` is the folder of experiments if one is given.
///
/// # Errors
/// If there is no such file; the message names the places that were looked at and what is there.
pub(super) fn definition(name: &str, experiments: Option<&Path>) -> Result<(String, PathBuf)> {
    if name.ends_with(".toml") {
        let path = PathBuf::from(name);
        let short = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        return match short {
            Some(short) if path.is_file() => Ok((short, path)),
            _ => bail!("{name}: there is no such file; give a name, e.g. toy, or the path of a definition"),
        };
    }
    let folders: Vec<PathBuf> = match experiments {
        Some(folder) => vec![folder.to_path_buf()],
        None => {
            // Beside the program too, where it was unpacked with its experiments.
            let program = std::env::current_exe().ok();
            let beside = program.and_then(|program| Some(program.parent()?.join("experiments")));
            std::iter::once(PathBuf::from("experiments")).chain(beside).collect()
        }
    };
    let place = |folder: &PathBuf| folder.join("reproduce").join(format!("{name}.toml"));
    if let Some(path) = folders.iter().map(place).find(|path| path.is_file()) {
        return Ok((name.to_string(), path));
    }
    let looked: Vec<String> = folders.iter().map(|folder| place(folder).display().to_string()).collect();
    let known = folders.iter().flat_map(|folder| names(&folder.join("reproduce"))).collect::<Vec<_>>();
    let known = if known.is_empty() {
        "run it where the project's folder experiments is, or give that folder with --experiments".to_string()
    } else {
        format!("expected one of {}", known.join(", "))
    };
    bail!("{name}: there is no {}; {known}", looked.join(" and no "))
}

/// Names of the definitions in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let stem = |path: PathBuf| {
        (path.extension()? == "toml")
            .then(|| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()))?
    };
    let mut names: Vec<String> = entries.filter_map(|entry| stem(entry.ok()?.path())).collect();
    names.sort();
    names
}
