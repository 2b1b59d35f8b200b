//! A main task model that is scored on a test set beside the validation set; no reward sees the test.

use std::path::Path;
use std::sync::Arc;

use lts_core::{Dataset, FitReport, MainTaskModel, ModelError, Sample, SampleStream, Score, Seed, Stop};

/// The metric that holds the reward on the test set.
const METRIC: &str = "reward.test";

/// `model`, with a second score.
pub(super) struct Tested {
    pub model: Box<dyn MainTaskModel>,
    pub test: Box<dyn Dataset>,
}

impl MainTaskModel for Tested {
    fn reset(&mut self, seed: Seed) -> Result<(), ModelError> {
        self.model.reset(seed)
    }

    fn fit(
        &mut self,
        samples: &mut SampleStream<'_>,
        seed: Seed,
        stop: &Stop,
    ) -> Result<FitReport, ModelError> {
        self.model.fit(samples, seed, stop)
    }

    /// The score on `data`; its metric `reward.test` is the reward on the test set.
    fn score(&mut self, data: &dyn Dataset, stop: &Stop) -> Result<Score, ModelError> {
        let mut score = self.model.score(data, stop)?;
        let test = self.model.score(self.test.as_ref(), stop)?;
        score.metrics.insert(METRIC.into(), test.reward);
        Ok(score)
    }

    fn influence(
        &mut self,
        samples: &[Arc<Sample>],
        data: &dyn Dataset,
        stop: &Stop,
    ) -> Result<Option<Vec<f64>>, ModelError> {
        self.model.influence(samples, data, stop)
    }

    fn save(&self, path: &Path) -> Result<(), ModelError> {
        self.model.save(path)
    }

    fn save_training(&self, path: &Path) -> Result<(), ModelError> {
        self.model.save_training(path)
    }

    fn load_training(&mut self, path: &Path) -> Result<(), ModelError> {
        self.model.load_training(path)
    }
}
