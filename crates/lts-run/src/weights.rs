//! Weights that are carried from candidate to candidate, as files that the checkpoint names.

use std::path::PathBuf;

use lts_core::{MainTaskModel, ModelError, Seed};

use crate::checkpoint::Checkpoint;
use crate::directory::RunDirectory;
use crate::settings::CarryOver;

/// Puts the right weights into the model before a candidate, and keeps those that later ones start from.
pub(crate) struct CarriedWeights {
    folder: PathBuf,
    /// The file that equals what the model holds, as far as is known.
    held: Option<String>,
    /// Files that may be on disk.
    files: Vec<String>,
}

impl CarriedWeights {
    pub(crate) fn new(directory: &RunDirectory, checkpoint: &Checkpoint) -> Self {
        let files = [&checkpoint.common, &checkpoint.leading].into_iter().flatten().cloned().collect();
        Self { folder: directory.join("checkpoints"), held: None, files }
    }

    /// Before a candidate: `fresh` seeds the starting weights where nothing is carried yet.
    pub(crate) fn prepare(
        &mut self,
        carry_over: CarryOver,
        checkpoint: &Checkpoint,
        model: &mut dyn MainTaskModel,
        fresh: Seed,
    ) -> Result<(), ModelError> {
        let from = match carry_over {
            CarryOver::None => None,
            CarryOver::Best => checkpoint.common.as_ref(),
            CarryOver::Sequence => checkpoint.leading.as_ref().or(checkpoint.common.as_ref()),
        };
        let held = self.held.take();
        match from {
            None => model.reset(fresh),
            Some(file) if held.as_ref() == Some(file) => Ok(()),
            Some(file) => model.load_training(&self.folder.join(file)),
        }
    }

    /// After a candidate was scored; it `leads` its iteration or not.
    pub(crate) fn evaluated(
        &mut self,
        carry_over: CarryOver,
        leads: bool,
        evaluation: u64,
        checkpoint: &mut Checkpoint,
        model: &mut dyn MainTaskModel,
    ) -> Result<(), ModelError> {
        let kept = match carry_over {
            CarryOver::None => false,
            CarryOver::Best => leads,
            CarryOver::Sequence => true,
        };
        if kept {
            let file = format!("weights_{evaluation:08}.safetensors");
            model.save_training(&self.folder.join(&file))?;
            self.files.push(file.clone());
            self.held = Some(file.clone());
            checkpoint.leading = Some(file);
        }
        Ok(())
    }

    /// After a candidate failed: the model holds nothing of use.
    pub(crate) fn failed(&mut self) {
        self.held = None;
    }

    /// The next iteration starts from what leads this one, if anything does.
    pub(crate) fn end_iteration(&mut self, checkpoint: &mut Checkpoint) {
        if let Some(leading) = checkpoint.leading.take() {
            checkpoint.common = Some(leading);
        }
    }

    /// Removes files that the checkpoint on disk does not name any more.
    pub(crate) fn sweep(&mut self, checkpoint: &Checkpoint) {
        let named = |file: &String| {
            [&checkpoint.common, &checkpoint.leading].into_iter().flatten().any(|n| n == file)
        };
        self.files.retain(|file| {
            // A file that cannot be removed is tried again after the next record.
            named(file) || std::fs::remove_file(self.folder.join(file)).is_err()
        });
    }
}
