//! Segmentation: a class for each pixel, rewarded by the intersection over union of one class.

use lts_core::{ClassMap, MainTaskModel, Size};
use lts_torch::{Segmenter, SegmenterSettings};

use super::TaskSettings;
use super::simulated::SimulatedSet;
use crate::ExperimentError;

impl TaskSettings {
    /// The class whose intersection over union is the reward of a segmentation.
    pub fn target(&self) -> &str {
        self.target.as_deref().unwrap_or("car")
    }

    pub(super) fn segmenter(
        &mut self,
        classes: &ClassMap,
        size: Size,
    ) -> Result<Box<dyn MainTaskModel>, ExperimentError> {
        if self.reduction.is_some() {
            let reason = "it is for task.kind = 'counting'; a segmentation has one error: remove it";
            return Err(ExperimentError::setting("task.reduction", reason));
        }
        let segmenter = Segmenter::new(SegmenterSettings {
            model: self.model.clone(),
            training: self.training.clone(),
            augmentation: self.augmentation.clone(),
            classes: classes.clone(),
            target: self.target().into(),
            size,
        })?;
        let SegmenterSettings { model, augmentation, target, .. } = segmenter.settings().clone();
        (self.model, self.augmentation, self.target) = (model, augmentation, Some(target));
        Ok(Box::new(segmenter))
    }

    /// Checks that some pixel of `set` is of the target class.
    pub(super) fn require_target(
        &self,
        set: &SimulatedSet,
        classes: &ClassMap,
    ) -> Result<(), ExperimentError> {
        let target = self.target();
        let Some(id) = classes.id(target) else { return Ok(()) };
        for (samples, what) in set.parts() {
            if !samples.iter().any(|sample| sample.class.contains(&id)) {
                let reason = format!(
                    "no pixel of the {} simulated {what} images is of the class '{target}'; make more images or more cars",
                    samples.len()
                );
                return Err(ExperimentError::setting("task.validation", reason));
            }
        }
        Ok(())
    }
}
