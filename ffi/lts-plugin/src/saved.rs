//! The saved state of a plugin policy: the plugin's own bytes with all that they belong to.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::outstanding::Outstanding;
use crate::policy::PluginInfo;

/// A state as it stands in a checkpoint, as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Saved {
    kind: String,
    version: String,
    library_sha256: String,
    labels: Vec<String>,
    /// Candidates that were asked and not told.
    pub(crate) outstanding: Outstanding,
    /// Those of them whose credit was told.
    #[serde(skip_serializing_if = "Outstanding::is_empty", default)]
    pub(crate) credited: Outstanding,
    /// The plugin's bytes in base64; absent if it cannot save.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    state: Option<String>,
}

impl Saved {
    pub(crate) fn new(
        info: &PluginInfo,
        labels: &[String],
        outstanding: &Outstanding,
        credited: &Outstanding,
        state: Option<Vec<u8>>,
    ) -> Self {
        Self {
            kind: info.kind(),
            version: info.version.clone(),
            library_sha256: info.sha256.clone(),
            labels: labels.to_vec(),
            outstanding: outstanding.clone(),
            credited: credited.clone(),
            state: state.map(|bytes| STANDARD.encode(bytes)),
        }
    }

    pub(crate) fn to_json(&self) -> Result<String, Fault> {
        serde_json::to_string(self).map_err(|error| Fault::State { reason: error.to_string() })
    }

    /// Reads a state and gives it with the plugin's bytes, if it belongs to this plugin and space.
    pub(crate) fn read(text: &str, info: &PluginInfo, labels: &[String]) -> Result<(Self, Vec<u8>), Fault> {
        let refuse = |reason: String| Fault::State { reason };
        let mut saved: Self = serde_json::from_str(text).map_err(|error| refuse(error.to_string()))?;
        if saved.kind != info.kind() {
            return Err(refuse(format!("it is of the policy '{}'", saved.kind)));
        }
        if saved.labels != labels {
            return Err(refuse("it is of another parameter space".into()));
        }
        if saved.library_sha256 != info.sha256 {
            return Err(refuse(format!(
                "it was saved by another build of the library (version {}, sha256 {}), and {} is version {}, sha256 {}; put the \
                 build back that the run was made with, or start a new run",
                saved.version,
                short(&saved.library_sha256),
                info.path.display(),
                info.version,
                short(&info.sha256),
            )));
        }
        let Some(state) = &saved.state else {
            return Err(refuse(
                "the plugin has no extension lts.state/1, so its runs cannot be resumed".into(),
            ));
        };
        saved.outstanding.sort();
        saved.credited.sort();
        let bytes = STANDARD.decode(state).map_err(|error| refuse(error.to_string()))?;
        Ok((saved, bytes))
    }
}

fn short(hash: &str) -> String {
    hash.chars().take(12).chain("...".chars()).collect()
}
