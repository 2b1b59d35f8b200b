//! The main task model itself: a support vector machine with a Gaussian kernel (RBF), solved by linfa.

use linfa::prelude::Fit;
use linfa::{DatasetBase, ParamGuard};
use linfa_svm::Svm;
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

use crate::Point;

/// `[task.model]` of a toy experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MachineSettings {
    /// What a point on the wrong side costs (C), above 0.
    pub cost: f64,
    /// The kernel of two points at distance d is exp(-gamma d^2); above 0.
    pub gamma: f64,
    /// The solver ends when the largest violation is below this.
    pub tolerance: f64,
}

impl Default for MachineSettings {
    fn default() -> Self {
        Self { cost: 1.0, gamma: 0.1, tolerance: 1e-3 }
    }
}

/// A trained machine: the sum over its support vectors of weight times kernel, minus the offset, is positive for class 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    pub(crate) gamma: f64,
    pub(crate) offset: f64,
    pub(crate) support: Vec<[f64; 2]>,
    pub(crate) weights: Vec<f64>,
}

mod influence;

/// Weights below this are none: the machine has as many support vectors as it has points then.
const SMALLEST_WEIGHT: f64 = 1e-12;

impl Machine {
    /// Trains on `points`, in an order that does not matter to the result beyond the tolerance.
    ///
    /// # Errors
    /// If points of a class are missing, or the solver refuses its settings.
    pub fn train(points: &[Point], settings: &MachineSettings) -> Result<Self, String> {
        for class in [0, 1] {
            if !points.iter().any(|point| point.class == class) {
                return Err(format!("the {} training points have none of class {class}", points.len()));
            }
        }
        let records = Array2::from_shape_fn((points.len(), 2), |(row, axis)| f64::from(points[row].at[axis]));
        let targets: Array1<bool> = points.iter().map(|point| point.class == 1).collect();
        let trained: Svm<f64, bool> = Svm::<f64, bool>::params()
            .pos_neg_weights(settings.cost, settings.cost)
            .eps(settings.tolerance)
            .gaussian_kernel(1.0 / settings.gamma)
            .check()
            .and_then(|valid| valid.fit(&DatasetBase::new(records, targets)))
            .map_err(|error| error.to_string())?;
        let weighted = points.iter().zip(&trained.alpha).filter(|(_, weight)| weight.abs() > SMALLEST_WEIGHT);
        let (support, weights) = weighted.map(|(point, weight)| (point.at.map(f64::from), *weight)).unzip();
        Ok(Self { gamma: settings.gamma, offset: trained.rho, support, weights })
    }

    /// Positive for class 1, negative for class 0, zero on the boundary.
    pub fn decision(&self, at: [f64; 2]) -> f64 {
        let kernel = |support: &[f64; 2]| {
            let square = (support[0] - at[0]).powi(2) + (support[1] - at[1]).powi(2);
            (-self.gamma * square).exp()
        };
        let weighted = self.support.iter().zip(&self.weights).map(|(at, weight)| weight * kernel(at));
        weighted.sum::<f64>() - self.offset
    }

    /// The class of a place.
    pub fn class(&self, at: [f64; 2]) -> u8 {
        u8::from(self.decision(at) >= 0.0)
    }

    /// Share of `points` whose class is right, 0..1; 0 if there are none.
    pub fn accuracy(&self, points: &[Point]) -> f64 {
        let right = points.iter().filter(|point| self.class(point.at.map(f64::from)) == point.class).count();
        right as f64 / points.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests;
