//! Reading an experiment's TOML: bases, overrides, dotted parameter names, and one clear line for each mistake.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use crate::settings::Experiment;

mod base;

/// A configuration that cannot be used: the place, what is wrong, what was expected.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct ConfigError {
    /// File and key.
    pub place: String,
    /// What is wrong, what was expected, what to do.
    pub reason: String,
}

/// Reads the experiment at `path`, laid over its `base` if it names one, and applies `overrides` of the form
/// `key.path=value`, in order.
///
/// # Errors
/// If a file cannot be read, is not TOML, or a key or value does not fit; unknown keys suggest the nearest key.
pub fn load<S, T>(path: &Path, overrides: &[String]) -> Result<Experiment<S, T>, ConfigError>
where
    S: DeserializeOwned,
    T: DeserializeOwned,
{
    let (table, files) = base::read(path)?;
    typed(finished(table, overrides)?, &base::place(&files))
}

/// The experiment at `path` as a table: bases and `overrides` laid over each other, nothing checked against what an
/// experiment may say.
///
/// # Errors
/// If a file cannot be read or is not TOML, bases go in a circle, or an override is none.
pub fn resolve(path: &Path, overrides: &[String]) -> Result<Table, ConfigError> {
    finished(base::read(path)?.0, overrides)
}

/// The files that the experiment at `path` is made of: itself, its base, the base of that, and so on.
///
/// # Errors
/// As [`resolve`].
pub fn files(path: &Path) -> Result<Vec<PathBuf>, ConfigError> {
    Ok(base::read(path)?.1)
}

/// Like [`load`], from text, which may not name a base; `place` names it in errors.
///
/// # Errors
/// As [`load`].
pub fn parse<S, T>(text: &str, place: &str, overrides: &[String]) -> Result<Experiment<S, T>, ConfigError>
where
    S: DeserializeOwned,
    T: DeserializeOwned,
{
    typed(finished(parse_table(text, place)?, overrides)?, place)
}

fn parse_table(text: &str, place: &str) -> Result<Table, ConfigError> {
    text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
        let reason = format!("this is not valid TOML: {}", one_line(error.message()));
        ConfigError { place: format!("{place}:{line}"), reason }
    })
}

fn finished(mut table: Table, overrides: &[String]) -> Result<Table, ConfigError> {
    for one in overrides {
        override_key(&mut table, one)?;
    }
    flatten_parameters(&mut table);
    Ok(table)
}

fn typed<S, T>(table: Table, place: &str) -> Result<Experiment<S, T>, ConfigError>
where
    S: DeserializeOwned,
    T: DeserializeOwned,
{
    serde_path_to_error::deserialize(Value::Table(table)).map_err(|error| {
        let key = error.path().to_string();
        let reason = explain(&error.into_inner());
        let place = if key == "." { place.to_string() } else { format!("{place}: {key}") };
        ConfigError { place, reason }
    })
}

/// The experiment as TOML with every default written out.
///
/// # Errors
/// If a value has no TOML form.
pub fn to_toml<S: Serialize, T: Serialize>(experiment: &Experiment<S, T>) -> Result<String, ConfigError> {
    toml::to_string(experiment).map_err(|error| ConfigError {
        place: "configuration".into(),
        reason: format!("it cannot be written as TOML: {error}"),
    })
}

fn override_key(table: &mut Table, text: &str) -> Result<(), ConfigError> {
    let fail = |reason: String| ConfigError { place: format!("--set {text}"), reason };
    let Some((path, value)) = text.split_once('=') else {
        return Err(fail("expected key=value, e.g. policy.learning_rate=0.05".into()));
    };
    // A value that is not TOML is taken as text, so that paths and names need no quotes.
    let value = format!("value = {value}")
        .parse::<Table>()
        .ok()
        .and_then(|mut parsed| parsed.remove("value"))
        .unwrap_or_else(|| Value::String(value.into()));
    let mut names: Vec<&str> = path.trim().split('.').collect();
    let last = names.pop().filter(|name| !name.is_empty());
    let last = last.ok_or_else(|| fail("the key is empty: expected key=value".into()))?;
    // A parameter that the file names in quotes, or that was laid over a base, is one key with dots in it.
    if let Some(at) = names.iter().position(|name| *name == "parameters") {
        let holder = descend(table, &names[..=at]).map_err(&fail)?;
        let dotted = [&names[at + 1..], &[last]].concat().join(".");
        if holder.contains_key(&dotted) {
            holder.insert(dotted, value);
            return Ok(());
        }
        // One setting of such a parameter, e.g. its start.
        for end in (at + 2..=names.len()).rev() {
            if let Some(Value::Table(parameter)) = holder.get_mut(&names[at + 1..end].join(".")) {
                descend(parameter, &names[end..]).map_err(&fail)?.insert(last.into(), value);
                return Ok(());
            }
        }
    }
    descend(table, &names).map_err(&fail)?.insert(last.into(), value);
    Ok(())
}

fn descend<'a>(table: &'a mut Table, names: &[&str]) -> Result<&'a mut Table, String> {
    let mut place = table;
    for name in names {
        place = match place.entry(*name).or_insert_with(|| Value::Table(Table::new())) {
            Value::Table(inner) => inner,
            _ => return Err(format!("'{name}' is a value, not a section")),
        };
    }
    Ok(place)
}

/// `road.length = 60` is nested tables in TOML; inside a table of parameters it means the name "road.length".
fn flatten_parameters(table: &mut Table) {
    /// Tables whose keys are names of parameters.
    const TABLES: [&str; 3] = ["parameters", "spread_of", "hold_of"];
    for (name, value) in table.iter_mut() {
        if let Value::Table(inner) = value {
            if TABLES.contains(&name.as_str()) {
                let mut flat = Table::new();
                flatten(std::mem::take(inner), "", &mut flat);
                *inner = flat;
            } else {
                flatten_parameters(inner);
            }
        }
    }
}

fn flatten(table: Table, prefix: &str, flat: &mut Table) {
    const SETTING: [&str; 5] = ["start", "probabilities", "low", "high", "fixed"];
    for (name, value) in table {
        let name = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value {
            Value::Table(inner)
                if inner.is_empty() || inner.keys().any(|key| !SETTING.contains(&key.as_str())) =>
            {
                flatten(inner, &name, flat);
            }
            other => {
                flat.insert(name, other);
            }
        }
    }
}

/// Serde's message in one line, with the nearest known key where the key is unknown.
fn explain(error: &toml::de::Error) -> String {
    let message = one_line(error.message());
    let mut quoted = message.split('`').skip(1).step_by(2);
    for (kind, word) in [("unknown field", "key"), ("unknown variant", "value")] {
        if message.starts_with(kind) {
            let given = quoted.next().unwrap_or_default();
            let known: Vec<&str> = quoted.collect();
            let nearest = known
                .iter()
                .max_by(|a, b| strsim::jaro_winkler(a, given).total_cmp(&strsim::jaro_winkler(b, given)));
            let hint = match nearest {
                Some(nearest) if strsim::jaro_winkler(nearest, given) > 0.75 => {
                    format!("; did you mean '{nearest}'?")
                }
                _ if known.is_empty() => String::new(),
                _ => format!("; expected one of {}", known.join(", ")),
            };
            return format!("unknown {word} '{given}'{hint}");
        }
    }
    message.replace('`', "'")
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
