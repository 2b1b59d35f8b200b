//! Counting: the number of visible cars of each type, rewarded by the negative L1 error.

use lts_core::{MainTaskModel, Size};
use lts_torch::{Counter, CounterSettings};

use super::TaskSettings;
use super::simulated::SimulatedSet;
use crate::ExperimentError;

impl TaskSettings {
    pub(super) fn counter(
        &mut self,
        count_names: &[String],
        size: Size,
    ) -> Result<Box<dyn MainTaskModel>, ExperimentError> {
        if self.target.is_some() {
            let reason = "it is for task.kind = 'segmentation'; counting counts all types of car: remove it";
            return Err(ExperimentError::setting("task.target", reason));
        }
        let counter = Counter::new(CounterSettings {
            model: self.model.clone(),
            training: self.training.clone(),
            augmentation: self.augmentation.clone(),
            types: count_names.to_vec(),
            reduction: self.reduction.unwrap_or_default(),
            size,
        })?;
        let CounterSettings { model, augmentation, reduction, .. } = counter.settings().clone();
        (self.model, self.augmentation, self.reduction) = (model, augmentation, Some(reduction));
        Ok(Box::new(counter))
    }
}

/// Checks that some car of `set` can be seen.
pub(super) fn require_counts(set: &SimulatedSet) -> Result<(), ExperimentError> {
    for (samples, what) in set.parts() {
        if samples.iter().all(|sample| sample.counts.iter().sum::<u32>() == 0) {
            let reason = format!(
                "no car can be seen in the {} simulated {what} images; make more images or more cars",
                samples.len()
            );
            return Err(ExperimentError::setting("task.validation", reason));
        }
    }
    Ok(())
}

pub(super) fn no_counts_in_kitti() -> ExperimentError {
    let reason = "KITTI's labels do not say how many cars of which type an image shows; expected 'simulated', or 'folder' with a dataset that `lts generate` wrote";
    ExperimentError::setting("task.validation.kind", reason)
}
