//! `base = "other.toml"`: an experiment that says only what differs from another one.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::{ConfigError, flatten_parameters, parse_table};

/// The key that names the base, at the top of a file.
const KEY: &str = "base";

/// The experiment at `path` laid over its bases, and the files in this order: itself, its base, the base of that.
pub(super) fn read(path: &Path) -> Result<(Table, Vec<PathBuf>), ConfigError> {
    let (mut files, mut tables) = (Vec::<PathBuf>::new(), Vec::new());
    let mut next = Some(path.to_path_buf());
    while let Some(file) = next.take() {
        let place = file.display().to_string();
        let text = std::fs::read_to_string(&file).map_err(|error| match files.last() {
            None => ConfigError {
                place: place.clone(),
                reason: format!("the experiment cannot be read: {error}; give the path of a TOML file"),
            },
            Some(over) => ConfigError {
                place: format!("{}: {KEY}", over.display()),
                reason: format!("{place} cannot be read: {error}; expected the path of a TOML file, from the folder of this one"),
            },
        })?;
        let same = |known: &PathBuf| match (known.canonicalize(), file.canonicalize()) {
            (Ok(known), Ok(file)) => known == file,
            _ => *known == file,
        };
        if files.iter().any(same) {
            let over = files.last().map(|over| over.display().to_string()).unwrap_or_default();
            let reason =
                format!("bases go in a circle: {place} is laid over this file already; remove one of them");
            return Err(ConfigError { place: format!("{over}: {KEY}"), reason });
        }
        let mut table = parse_table(&text, &place)?;
        next = match table.remove(KEY) {
            None => None,
            Some(Value::String(base)) => Some(file.parent().unwrap_or(Path::new("")).join(base)),
            Some(other) => {
                let reason =
                    format!("expected the path of an experiment in quotes, not {}", other.type_str());
                return Err(ConfigError { place: format!("{place}: {KEY}"), reason });
            }
        };
        // Alike in all files, so that "cars.density" meets cars.density.
        flatten_parameters(&mut table);
        files.push(file);
        tables.push(table);
    }
    let mut whole = tables.pop().unwrap_or_default();
    while let Some(over) = tables.pop() {
        lay_over(&mut whole, over, false);
    }
    Ok((whole, files))
}

/// The file, and what it was laid over, for errors about the whole of them.
pub(super) fn place(files: &[PathBuf]) -> String {
    let mut names = files.iter().map(|file| file.display().to_string());
    let first = names.next().unwrap_or_default();
    let rest: Vec<String> = names.collect();
    if rest.is_empty() { first } else { format!("{first} (laid over {})", rest.join(", ")) }
}

/// Puts `over` on top of `under`: sections are joined key by key, all else is replaced.
///
/// A parameter is replaced as a whole, and so is a section whose `kind` is another one: settings of `reinforce` have no
/// meaning for `cma-es`.
fn lay_over(under: &mut Table, over: Table, parameters: bool) {
    for (name, value) in over {
        match (under.get_mut(&name), value) {
            (Some(Value::Table(below)), Value::Table(above)) if !parameters && same_kind(below, &above) => {
                lay_over(below, above, name == "parameters");
            }
            (_, value) => {
                under.insert(name, value);
            }
        }
    }
}

/// Whether neither or only one says its kind, or both say the same.
fn same_kind(below: &Table, above: &Table) -> bool {
    match (below.get("kind"), above.get("kind")) {
        (Some(below), Some(above)) => below == above,
        _ => true,
    }
}
