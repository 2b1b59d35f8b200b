//! A validation set that the simulator makes from hidden true parameters, and a test set beside it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use lts_core::{Dataset, Sample, Seed, Setting, Simulator, SimulatorError, Values};
use serde::{Deserialize, Serialize};

use super::ValidationSet;
use crate::ExperimentError;

/// `[task.validation]` of the kind `simulated`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SimulatedSettings {
    /// How many images.
    pub images: usize,
    /// How many further images no reward sees; 0 makes none. The metric `reward.test` is the reward on them.
    pub test_images: usize,
    /// Their seed, apart from the run's: runs with other seeds are scored on the same images.
    pub seed: u64,
    /// The hidden true parameters, where they differ from the simulator's start.
    pub parameters: BTreeMap<String, Setting>,
}

impl Default for SimulatedSettings {
    fn default() -> Self {
        Self { images: 100, test_images: 0, seed: 0, parameters: BTreeMap::new() }
    }
}

/// What a simulator made.
pub(super) struct SimulatedSet {
    samples: Vec<Arc<Sample>>,
    test: Vec<Arc<Sample>>,
    parameters: Values,
}

impl SimulatedSettings {
    /// Makes the images.
    pub(super) fn make(&self, simulator: &mut dyn Simulator) -> Result<SimulatedSet, ExperimentError> {
        if self.images == 0 {
            return Err(ExperimentError::setting("task.validation.images", "it must be at least 1"));
        }
        let mut space = simulator.space().clone();
        for (name, setting) in &self.parameters {
            space.apply(name, setting).map_err(ExperimentError::TrueParameters)?;
        }
        let mut parameters = Values::new();
        for parameter in space.parameters() {
            parameters.insert(parameter.name.clone(), parameter.start.clone());
        }
        let seed = Seed::new(self.seed);
        let mut make = |name: &str, images: usize| -> Result<Vec<Arc<Sample>>, SimulatorError> {
            let mut samples = Vec::with_capacity(images);
            simulator.generate(&parameters, images, seed.name(name), &mut |sample| {
                samples.push(Arc::new(sample));
                ControlFlow::Continue(())
            })?;
            Ok(samples)
        };
        let (samples, test) = (make("validation", self.images)?, make("test", self.test_images)?);
        Ok(SimulatedSet { samples, test, parameters })
    }
}

impl SimulatedSet {
    /// The parts that are not empty, with their names.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&[Arc<Sample>], &'static str)> {
        let parts = [(self.samples.as_slice(), "validation"), (self.test.as_slice(), "test")];
        parts.into_iter().filter(|(samples, _)| !samples.is_empty())
    }
}

impl From<SimulatedSet> for ValidationSet {
    fn from(set: SimulatedSet) -> Self {
        let SimulatedSet { samples, test, parameters } = set;
        let mut description = format!("{} simulated images with hidden true parameters", samples.len());
        if !test.is_empty() {
            description += &format!(", {} more as a test", test.len());
        }
        Self {
            samples: Box::new(samples),
            test: (!test.is_empty()).then(|| Box::new(test) as Box<dyn Dataset>),
            parameters: Some(parameters),
            description,
        }
    }
}
