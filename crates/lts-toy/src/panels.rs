//! What the panels of the toy's figure show: machines that are trained again from values and seeds, and points.

use lts_core::{Seed, SimulatorError, Values};

use crate::machine::{Machine, MachineSettings};
use crate::mixture::Mixture;
use crate::point::Point;

/// One training, as a run did it or could have done it.
#[derive(Clone, Debug)]
pub struct Training<'a> {
    /// What the points are drawn from.
    pub values: &'a Values,
    /// Seed of the points.
    pub scenes: Seed,
    /// How many points.
    pub points: usize,
}

/// A square of the plane.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Above it.
    pub title: String,
    /// Beside the title.
    pub note: String,
    /// Its decision regions are drawn.
    pub machine: Option<Machine>,
    /// Drawn over them.
    pub points: Vec<Point>,
}

/// Most points in a panel: more would be one spot.
const SHOWN: usize = 400;

impl Panel {
    /// Decision regions after `training`, under the first of the `test` points, with the accuracy on all of them.
    ///
    /// # Errors
    /// If values are missing or the machine cannot be trained.
    pub fn regions(
        title: &str,
        training: &Training<'_>,
        settings: &MachineSettings,
        test: &[Point],
    ) -> Result<Self, SimulatorError> {
        let points = Mixture::from_values(training.values)?.points(training.scenes, training.points);
        let machine = Machine::train(&points, settings)
            .map_err(|reason| SimulatorError::Parameter { name: "task.model".into(), reason })?;
        let note = format!("test accuracy {:.3}", machine.accuracy(test));
        let points = test.iter().take(SHOWN).copied().collect();
        Ok(Self { title: title.into(), note, machine: Some(machine), points })
    }

    /// The first points of `training`.
    ///
    /// # Errors
    /// If values are missing.
    pub fn samples(title: &str, training: &Training<'_>) -> Result<Self, SimulatorError> {
        let points =
            Mixture::from_values(training.values)?.points(training.scenes, training.points.min(SHOWN));
        let note = format!("{} training points", points.len());
        Ok(Self { title: title.into(), note, machine: None, points })
    }
}
