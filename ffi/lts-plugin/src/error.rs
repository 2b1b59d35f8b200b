//! What can go wrong with a plugin: the plugin, what it did, what was expected.

use std::path::PathBuf;

use lts_core::PolicyError;

/// A plugin that cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the policy plugin '{plugin}': {fault}")]
pub struct PluginError {
    /// The policy's id, or the library's path.
    pub plugin: String,
    /// What is wrong.
    pub fault: Fault,
}

impl From<PluginError> for PolicyError {
    fn from(error: PluginError) -> Self {
        Self::Plugin { plugin: error.plugin, reason: error.fault.to_string() }
    }
}

/// What is wrong with a plugin.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// No such file.
    #[error("there is no such library here{}; give its path, or set LTS_PLUGIN_PATH to its folder", places(.looked))]
    NotFound {
        /// Other places that were looked at.
        looked: Vec<PathBuf>,
    },
    /// The file cannot be read.
    #[error("the file cannot be read: {reason}")]
    Unreadable {
        /// What the system said.
        reason: String,
    },
    /// The file is no dynamic library for this machine.
    #[error("this is no dynamic library for this machine: {reason}")]
    NotALibrary {
        /// What it is, what was expected.
        reason: String,
    },
    /// The system's loader refuses it.
    #[error("the library cannot be loaded: {reason}")]
    Load {
        /// What the loader said.
        reason: String,
    },
    /// The exported symbol is missing.
    #[error("it exports no symbol `lts_plugin_entry_v0`, so it is no policy plugin; see lts/policy.h")]
    NoEntry,
    /// It was compiled for another version of the ABI.
    #[error(
        "it is made for version {major}.{minor} of the policy ABI, and this program takes {}.0 to {}.{}; compile it \
         against this program's headers",
        lts_plugin_abi::LTS_ABI_MAJOR,
        lts_plugin_abi::LTS_ABI_MAJOR,
        lts_plugin_abi::LTS_ABI_MINOR
    )]
    Version {
        /// The plugin's major version.
        major: u32,
        /// The plugin's minor version.
        minor: u32,
    },
    /// There is no policy of that id.
    #[error("it has no policy '{id}'; it has {}", list(.known))]
    UnknownId {
        /// The id that was asked for.
        id: String,
        /// The ids that there are.
        known: Vec<String>,
    },
    /// It has several policies and none was named.
    #[error("it has several policies: set policy.id to one of {}", list(.known))]
    SeveralIds {
        /// The ids that there are.
        known: Vec<String>,
    },
    /// A call failed, as the plugin says.
    #[error("{call} failed: {message}")]
    Failed {
        /// The call, e.g. `ask`.
        call: &'static str,
        /// What the plugin wrote.
        message: String,
    },
    /// It broke a rule of the ABI, or said that it is broken; it is not called again.
    #[error("{call} broke a rule of the policy ABI: {reason}")]
    Broken {
        /// The call, e.g. `ask`.
        call: &'static str,
        /// What it did, what was expected.
        reason: String,
    },
    /// Its state cannot be restored.
    #[error("its state cannot be restored: {reason}")]
    State {
        /// Why, and what to do.
        reason: String,
    },
}

impl Fault {
    pub(crate) fn of(self, plugin: impl Into<String>) -> PluginError {
        PluginError { plugin: plugin.into(), fault: self }
    }
}

fn places(looked: &[PathBuf]) -> String {
    if looked.is_empty() {
        return String::new();
    }
    let names: Vec<String> = looked.iter().map(|path| path.display().to_string()).collect();
    format!(", nor {}", names.join(", "))
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".into() } else { names.join(", ") }
}
