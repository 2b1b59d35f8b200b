//! The machine as the learning loop sees it: fitted to simulated points, scored on real ones.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use lts_core::{
    Dataset, DatasetError, FitReport, MainTaskModel, ModelError, Sample, SampleStream, Score, Seed,
    SimulatorError, Stop,
};

use crate::machine::{Machine, MachineSettings};
use crate::mixture::Mixture;
use crate::point::Point;
use crate::settings::TaskSettings;

mod file;

/// Classifies points of the plane.
pub struct PointClassifier {
    settings: MachineSettings,
    test: Vec<Point>,
    machine: Option<Machine>,
}

impl TaskSettings {
    /// What the reward is, for people.
    pub fn metric(&self) -> String {
        "accuracy".into()
    }

    /// The real points: those that the reward is computed on, and those that no reward sees.
    pub fn real_points(&self) -> (Vec<Point>, Vec<Point>) {
        let (real, seed) = (Mixture::real(), Seed::new(self.validation.seed));
        let points = |name: &str, count| real.points(seed.name(name), count);
        (points("validation", self.validation.points), points("test", self.validation.test_points))
    }

    /// The main task model.
    ///
    /// # Errors
    /// Names the first setting that has no sense.
    pub fn model(&self) -> Result<PointClassifier, ModelError> {
        let MachineSettings { cost, gamma, tolerance } = self.model;
        for (key, value) in [("cost", cost), ("gamma", gamma), ("tolerance", tolerance)] {
            if !(value > 0.0 && value.is_finite()) {
                let reason = format!("it is {value}, expected a positive number");
                return Err(ModelError::Setting { key: format!("task.model.{key}"), reason });
            }
        }
        if self.validation.points < 2 {
            let reason = format!("it is {}, expected at least 2", self.validation.points);
            return Err(ModelError::Setting { key: "task.validation.points".into(), reason });
        }
        let (_, test) = self.real_points();
        Ok(PointClassifier { settings: self.model.clone(), test, machine: None })
    }
}

impl PointClassifier {
    /// What the last training gave.
    pub fn machine(&self) -> Option<&Machine> {
        self.machine.as_ref()
    }

    fn trained(&self) -> Result<&Machine, ModelError> {
        self.machine.as_ref().ok_or_else(|| ModelError::Weights {
            path: "machine".into(),
            reason: "it is not trained yet: fit it first".into(),
        })
    }
}

impl MainTaskModel for PointClassifier {
    /// A machine has no starting weights: each training starts from nothing.
    fn reset(&mut self, _: Seed) -> Result<(), ModelError> {
        self.machine = None;
        Ok(())
    }

    /// The loss is the share of training points that are on the wrong side.
    fn fit(&mut self, samples: &mut SampleStream<'_>, _: Seed, stop: &Stop) -> Result<FitReport, ModelError> {
        let mut points = Vec::new();
        for sample in samples {
            if stop.is_requested() {
                return Err(ModelError::Stopped);
            }
            points.push(trained_point(sample?.as_ref())?);
        }
        let machine = Machine::train(&points, &self.settings)
            .map_err(|reason| ModelError::Setting { key: "task.model".into(), reason })?;
        let loss = 1.0 - machine.accuracy(&points);
        self.machine = Some(machine);
        Ok(FitReport { losses: vec![loss], samples: points.len() as u64 })
    }

    /// The reward is the share of `data` whose class is right; `accuracy.test` is that of the test points.
    fn score(&mut self, data: &dyn Dataset, _: &Stop) -> Result<Score, ModelError> {
        let machine = self.trained()?;
        let points = validation_points(data)?;
        let mut metrics = BTreeMap::from([("support_vectors".into(), machine.support.len() as f64)]);
        if !self.test.is_empty() {
            metrics.insert("accuracy.test".into(), machine.accuracy(&self.test));
        }
        Ok(Score { reward: machine.accuracy(&points), metrics })
    }

    /// As `Machine::influence` gives it.
    fn influence(
        &mut self,
        samples: &[Arc<Sample>],
        data: &dyn Dataset,
        _: &Stop,
    ) -> Result<Option<Vec<f64>>, ModelError> {
        if samples.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let machine = self.trained()?;
        let points = samples.iter().map(|sample| trained_point(sample)).collect::<Result<Vec<_>, _>>()?;
        Ok(Some(machine.influence(&points, self.settings.cost, &validation_points(data)?)))
    }

    fn save(&self, path: &Path) -> Result<(), ModelError> {
        file::write(self.trained()?, path)
    }

    fn save_training(&self, path: &Path) -> Result<(), ModelError> {
        self.save(path)
    }

    fn load_training(&mut self, path: &Path) -> Result<(), ModelError> {
        self.machine = Some(file::read(path)?);
        Ok(())
    }
}

fn trained_point(sample: &Sample) -> Result<Point, ModelError> {
    let fail = |reason: &str| SimulatorError::Parameter { name: "(sample)".into(), reason: reason.into() };
    Ok(Point::try_from(sample).map_err(fail)?)
}

fn validation_points(data: &dyn Dataset) -> Result<Vec<Point>, DatasetError> {
    let point = |index: usize| {
        let fail =
            |reason: &str| DatasetError { path: format!("validation point {index}"), reason: reason.into() };
        Point::try_from(data.sample(index)?.as_ref()).map_err(fail)
    };
    (0..data.len()).map(point).collect()
}

#[cfg(test)]
mod tests;
