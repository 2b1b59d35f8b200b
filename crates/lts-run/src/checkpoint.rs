//! The checkpoint: how much of the journal counts, the policy's state, and which weights belong to it.
//!
//! A checkpoint is written after each journal line. A process that dies between the two leaves a journal that is
//! longer than its checkpoint says: resume cuts it there and does the last step again, with the same result.

use std::fs::{File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::directory::RunDirectory;
use crate::error::RunError;
use crate::journal::Record;

/// What is saved beside the journal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Length of the part of the journal that this belongs to.
    pub journal_bytes: u64,
    /// The policy's state, as it saved it.
    pub policy: String,
    /// Weights that the candidates of this iteration start from, a file in `checkpoints`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub common: Option<String>,
    /// Weights that the next iteration starts from as far as is known, a file in `checkpoints`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub leading: Option<String>,
}

const NAME: &str = "checkpoints/checkpoint.json";

/// The open journal with its checkpoint.
#[derive(Debug)]
pub struct JournalWriter {
    file: File,
    path: PathBuf,
    bytes: u64,
}

impl JournalWriter {
    /// Opens the journal of `directory` and cuts what no checkpoint covers. Returns the records that count, and
    /// their checkpoint (the default one for a new run).
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn open(directory: &RunDirectory) -> Result<(Self, Vec<Record>, Checkpoint), RunError> {
        let path = directory.join("journal.jsonl");
        let at = directory.join(NAME);
        let checkpoint = match std::fs::read_to_string(&at) {
            Ok(text) => serde_json::from_str::<Checkpoint>(&text).map_err(|error| RunError::Journal {
                path: at,
                line: 1,
                reason: error.to_string(),
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Checkpoint::default(),
            Err(error) => return Err(RunError::file(&at, "read the checkpoint")(error)),
        };
        let file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path);
        let mut file = file.map_err(RunError::file(&path, "open the journal"))?;
        let text = std::fs::read(&path).map_err(RunError::file(&path, "read the journal"))?;
        let Some(kept) = text.get(..checkpoint.journal_bytes as usize) else {
            let reason = format!("it has {} bytes, expected {}", text.len(), checkpoint.journal_bytes);
            return Err(RunError::Journal { path, line: 1, reason });
        };
        let mut records = Vec::new();
        for (index, line) in kept.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).enumerate() {
            records.push(serde_json::from_slice(line).map_err(|error| RunError::Journal {
                path: path.clone(),
                line: index + 1,
                reason: error.to_string(),
            })?);
        }
        file.set_len(checkpoint.journal_bytes).map_err(RunError::file(&path, "cut the journal"))?;
        file.seek(SeekFrom::End(0)).map_err(RunError::file(&path, "open the journal"))?;
        Ok((Self { file, path, bytes: checkpoint.journal_bytes }, records, checkpoint))
    }

    /// Appends `record` and then writes `checkpoint`, which from now on covers it.
    ///
    /// # Errors
    /// If the disk does not take it; the earlier state stays valid.
    pub fn commit(
        &mut self,
        directory: &RunDirectory,
        record: &Record,
        checkpoint: &mut Checkpoint,
    ) -> Result<(), RunError> {
        let encode = |error: serde_json::Error| {
            RunError::file(&self.path, "encode a record")(std::io::Error::other(error))
        };
        let mut line = serde_json::to_string(record).map_err(encode)?;
        line.push('\n');
        // A failed write can leave a part of the line: the next one starts where the last complete one ended.
        self.file
            .seek(SeekFrom::Start(self.bytes))
            .and_then(|_| self.file.write_all(line.as_bytes()))
            .and_then(|()| self.file.sync_data())
            .map_err(RunError::file(&self.path, "write to the journal"))?;
        self.bytes += line.len() as u64;
        checkpoint.journal_bytes = self.bytes;
        directory.write(NAME, &serde_json::to_vec(checkpoint).map_err(encode)?)
    }
}
