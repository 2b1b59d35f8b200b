//! What can go wrong in a run.

use std::path::{Path, PathBuf};

use lts_core::{ModelError, PolicyError, SpaceError};

/// Why a run could not start or go on. Stopping on request is not an error.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A file of the run directory cannot be read or written.
    #[error("{}: cannot {action}: {error}{}", path.display(), advice(error))]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// What the system said.
        error: std::io::Error,
    },
    /// Another process works on the run directory.
    #[error("{}: another process works on this run; wait for it or stop it first", .0.display())]
    Locked(PathBuf),
    /// The folder is not a run directory.
    #[error("{}: this is no run directory ({reason}); give a folder that `lts learn` made", path.display())]
    NotARun {
        /// The folder.
        path: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// A run directory of this name is there already.
    #[error("{}: it exists already and a run is never overwritten; choose another --run-dir", .0.display())]
    Exists(PathBuf),
    /// The journal or checkpoint is damaged.
    #[error("{}:{line}: the journal is damaged: {reason}", path.display())]
    Journal {
        /// The journal.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// A setting has no sense.
    #[error("{key}: {reason}")]
    Setting {
        /// The key.
        key: String,
        /// What was expected.
        reason: String,
    },
    /// Every candidate failed for several steps.
    #[error("every candidate of the last {iterations} iterations failed, the last one with: {reason}")]
    GaveUp {
        /// Steps in a row.
        iterations: u64,
        /// Why the last candidate failed.
        reason: String,
    },
    /// The policy failed.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The main task model failed in a way that no other candidate could mend.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A parameter does not fit.
    #[error(transparent)]
    Space(#[from] SpaceError),
}

impl RunError {
    /// Wraps what the system said when `action` was tried on `path`.
    pub(crate) fn file(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |error| Self::File { path, action, error }
    }
}

fn advice(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            "; free some space, then `lts resume` goes on"
        }
        std::io::ErrorKind::PermissionDenied => "; choose a folder that you may write to",
        _ => "",
    }
}
