//! `run.json`: who made the run, with what, where and when. Nothing depends on it.

use std::collections::BTreeMap;

use lts_plugin::PluginInfo;
use serde::{Deserialize, Serialize};

use crate::directory::RunDirectory;
use crate::error::RunError;

/// Facts about a run for people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunInfo {
    /// Version of the program.
    pub version: String,
    /// Version of the run directory's format.
    pub format: u32,
    /// The command line.
    pub command: Vec<String>,
    /// Machine and libraries, by name.
    pub machine: BTreeMap<String, String>,
    /// BLAKE3 of files that the run read, by path, and of `config.toml`.
    pub hashes: BTreeMap<String, String>,
    /// The policy plugin, if the policy is one: id, version, file, SHA-256.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub plugin: Option<PluginInfo>,
    /// Start and, for each resume and end, time and what happened.
    pub history: Vec<String>,
}

impl RunInfo {
    /// Facts about a run that starts now. `files` are hashed; those that cannot be read are left out.
    pub fn new(command: Vec<String>, machine: BTreeMap<String, String>, files: &[&std::path::Path]) -> Self {
        let hash = |path: &&std::path::Path| {
            let bytes = std::fs::read(path).ok()?;
            Some((path.display().to_string(), blake3::hash(&bytes).to_hex().to_string()))
        };
        Self {
            version: env!("CARGO_PKG_VERSION").into(),
            format: crate::journal::FORMAT,
            command,
            machine,
            hashes: files.iter().filter_map(hash).collect(),
            plugin: None,
            history: vec![stamp("started")],
        }
    }

    /// Reads the run's facts.
    ///
    /// # Errors
    /// If the file is absent or damaged.
    pub fn read(directory: &RunDirectory) -> Result<Self, RunError> {
        let path = directory.join("run.json");
        let text = std::fs::read(&path).map_err(RunError::file(&path, "read the file"))?;
        serde_json::from_slice(&text).map_err(|error| RunError::NotARun {
            path: directory.path().into(),
            reason: format!("run.json is damaged: {error}"),
        })
    }

    /// Adds a line to the history, with the present time.
    pub fn happened(&mut self, what: &str) {
        self.history.push(stamp(what));
    }

    /// Writes `run.json`.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn write(&self, directory: &RunDirectory) -> Result<(), RunError> {
        let json = serde_json::to_vec_pretty(self).map_err(|error| {
            RunError::file(&directory.join("run.json"), "encode")(std::io::Error::other(error))
        })?;
        directory.write("run.json", &json)
    }
}

fn stamp(what: &str) -> String {
    format!("{} {what}", jiff::ZonedDateTime::now().strftime("%Y-%m-%d %H:%M:%S %:z"))
}
