//! The run directory: one folder that explains itself, locked while a process works on it, never overwritten.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::RunError;

/// A run directory that this process holds the lock of.
#[derive(Debug)]
pub struct RunDirectory {
    path: PathBuf,
    /// Held for the lock; the system releases it when the process ends, however it ends.
    _lock: File,
}

impl RunDirectory {
    /// Makes a new, empty run directory.
    ///
    /// # Errors
    /// If it exists already or cannot be made.
    pub fn create(path: &Path) -> Result<Self, RunError> {
        if path.exists() {
            return Err(RunError::Exists(path.to_path_buf()));
        }
        std::fs::create_dir_all(path).map_err(RunError::file(path, "make the run directory"))?;
        for folder in ["checkpoints", "best", "recommended", "samples", "tb"] {
            let folder = path.join(folder);
            std::fs::create_dir(&folder).map_err(RunError::file(&folder, "make the folder"))?;
        }
        Self::lock(path)
    }

    /// Opens the run directory of an earlier process.
    ///
    /// # Errors
    /// If it is none, or another process holds it.
    pub fn open(path: &Path) -> Result<Self, RunError> {
        for name in ["config.toml", "run.json"] {
            if !path.join(name).is_file() {
                let reason = format!("it has no {name}");
                return Err(RunError::NotARun { path: path.to_path_buf(), reason });
            }
        }
        Self::lock(path)
    }

    fn lock(path: &Path) -> Result<Self, RunError> {
        let name = path.join("lock");
        let lock = OpenOptions::new().create(true).append(true).open(&name);
        let lock = lock.map_err(RunError::file(&name, "open the lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_path_buf(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(RunError::Locked(path.to_path_buf())),
            Err(TryLockError::Error(error)) => Err(RunError::file(&name, "lock the run")(error)),
        }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A path inside the folder.
    pub fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes `bytes` to `name` inside the folder, complete or not at all.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), RunError> {
        write_whole(&self.join(name), bytes)
    }

    /// Appends one line to `name`, for files that nothing is recovered from.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn append_line(&self, name: &str, line: &str) -> Result<(), RunError> {
        let path = self.join(name);
        let file = OpenOptions::new().create(true).append(true).open(&path);
        let mut file = file.map_err(RunError::file(&path, "open the file"))?;
        file.write_all(format!("{line}\n").as_bytes()).map_err(RunError::file(&path, "write to the file"))
    }
}

/// Writes a file under a temporary name beside it and renames it.
///
/// # Errors
/// If the disk does not take it; nothing is left behind then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".tmp");
    let temporary = PathBuf::from(temporary);
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    };
    write().map_err(|error| {
        // Best effort: the error that is reported is the one that matters.
        let _ = std::fs::remove_file(&temporary);
        RunError::file(path, "write the file")(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_is_refused_and_the_first_one_lets_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("run");
        let first = RunDirectory::create(&path).unwrap();
        first.write("config.toml", b"").unwrap();
        first.write("run.json", b"{}").unwrap();
        assert!(matches!(RunDirectory::open(&path), Err(RunError::Locked(_))));
        assert!(matches!(RunDirectory::create(&path), Err(RunError::Exists(_))));
        drop(first);
        RunDirectory::open(&path).unwrap();
    }

    #[test]
    fn a_failed_write_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("absent/file");
        assert!(write_whole(&target, b"x").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
