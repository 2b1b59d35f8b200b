//! Passes over a candidate's samples: the first in the order in which they come, later ones shuffled, in batches.

use std::sync::Arc;

use lts_core::{FitReport, ModelError, Sample, SampleStream, Seed, Stop};
use rand::seq::SliceRandom;

use crate::settings::TrainingSettings;

/// A sample with its place in the stream, which seeds its augmentation.
pub(crate) type Numbered = (u64, Arc<Sample>);

/// One optimiser step on a batch: the loss, or `None` where it has nothing to train on.
pub(crate) type Step<'a> = dyn FnMut(&[Numbered], Epoch) -> Result<Option<f64>, ModelError> + 'a;

/// What a step has to know of its epoch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Epoch {
    /// Seeds the augmentation.
    pub seed: Seed,
    /// Factor on the step size.
    pub rate: f64,
}

/// Makes all steps of a training.
///
/// # Errors
/// What `step` or the stream says; [`ModelError::Stopped`] on a stop.
pub(crate) fn fit(
    samples: &mut SampleStream<'_>,
    settings: &TrainingSettings,
    seed: Seed,
    stop: &Stop,
    step: &mut Step<'_>,
) -> Result<FitReport, ModelError> {
    let size = settings.batch_size;
    let mut stream = samples.zip(0..).map(|(sample, index)| Ok((index, sample?)));
    let epoch = |index: u64| {
        // In the last epoch the whole decay is reached, if there is more than one.
        let progress = index as f64 / f64::from(settings.epochs.max(2) - 1);
        Epoch { seed: seed.name("epoch").index(index), rate: 1.0 - settings.decay * progress }
    };
    let (loss, mut seen) = pass(&mut stream, size, epoch(0), stop, step)?;
    let mut losses = vec![loss];
    for index in 1..u64::from(settings.epochs) {
        seen.sort_by_key(|(index, _)| *index);
        seen.shuffle(&mut seed.name("order").index(index).rng());
        let mut shuffled = std::mem::take(&mut seen).into_iter().map(Ok);
        let (loss, again) = pass(&mut shuffled, size, epoch(index), stop, step)?;
        losses.push(loss);
        seen = again;
    }
    let samples = seen.len() as u64 * u64::from(settings.epochs);
    Ok(FitReport { losses, samples })
}

/// One pass: the mean loss of its steps, and the samples again.
fn pass(
    samples: &mut dyn Iterator<Item = Result<Numbered, ModelError>>,
    batch_size: usize,
    epoch: Epoch,
    stop: &Stop,
    step: &mut Step<'_>,
) -> Result<(f64, Vec<Numbered>), ModelError> {
    let (mut seen, mut sum, mut steps) = (Vec::new(), 0.0, 0);
    let mut batch = Vec::with_capacity(batch_size);
    loop {
        let sample = samples.next().transpose()?;
        if stop.is_requested() {
            return Err(ModelError::Stopped);
        }
        let ended = sample.is_none();
        batch.extend(sample);
        if batch.len() == batch_size || (ended && !batch.is_empty()) {
            if let Some(loss) = step(&batch, epoch)? {
                sum += loss;
                steps += 1;
            }
            seen.append(&mut batch);
        }
        if ended {
            return Ok((sum / f64::from(steps.max(1)), seen));
        }
    }
}
