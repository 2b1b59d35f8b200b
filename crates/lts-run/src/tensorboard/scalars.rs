//! Scalars and images of a run: what its observer writes for TensorBoard.

use super::{EventError, EventWriter};
use crate::{Event, Observer, RunDirectory, State};

/// Writes them; where the disk is full, nothing more.
#[derive(Debug)]
pub struct RunScalars {
    writer: Option<EventWriter>,
}

impl RunScalars {
    /// Starts a file in the folder `tb` of `directory`, or goes on where the run stood `before`.
    ///
    /// # Errors
    /// If the file cannot be made.
    pub fn open(directory: &RunDirectory, before: &State) -> Result<Self, EventError> {
        let folder = directory.join("tb");
        let writer = if before.started {
            EventWriter::resume(&folder, before.iterations)?
        } else {
            let mut writer = EventWriter::create(&folder)?;
            let config = std::fs::read_to_string(directory.join("config.toml")).unwrap_or_default();
            writer.text("config", 0, &format!("```toml\n{config}\n```"))?;
            writer
        };
        Ok(Self { writer: Some(writer) })
    }

    /// Writes what is left.
    pub fn close(&mut self) {
        if let Some(writer) = &mut self.writer {
            // Plots are a convenience: a full disk already failed the journal.
            let _ = writer.flush();
        }
    }
}

impl Observer for RunScalars {
    fn event(&mut self, event: &Event<'_>) {
        let Some(writer) = &mut self.writer else { return };
        let mut write = || match event {
            Event::IterationEnds(iteration) => {
                let step = iteration.iteration;
                for (name, value) in
                    [("reward/mean", iteration.reward_mean), ("reward/best", iteration.reward_best)]
                {
                    if let Some(value) = value {
                        writer.scalar(name, step, value)?;
                    }
                }
                for (name, value) in &iteration.policy {
                    writer.scalar(&format!("policy/{name}"), step, *value)?;
                }
                for (name, value) in iteration.recommended.iter() {
                    match value {
                        lts_core::Value::Number(number) => {
                            writer.scalar(&format!("parameters/{name}"), step, *number)?
                        }
                        lts_core::Value::Logits(logits) => {
                            for (index, probability) in lts_core::softmax(logits).into_iter().enumerate() {
                                writer.scalar(&format!("probabilities/{name}/{index}"), step, probability)?;
                            }
                        }
                    }
                }
                writer.flush()
            }
            Event::Samples { iteration, png, size } => writer.image("samples", *iteration, png, *size),
            _ => Ok(()),
        };
        if write().is_err() {
            self.writer = None;
        }
    }
}
