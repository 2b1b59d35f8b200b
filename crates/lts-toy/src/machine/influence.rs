//! Influence: what each training point does for the machine's loss on validation points.
//!
//! The machine f(x) = w·φ(x) + b minimises ½|w|² + C Σ l(y f(x)) over the training points. A point that gets a little more
//! weight moves the solution by -H⁻¹ C ∇l of it (H: the Hessian of what is minimised), so that an objective J of the
//! machine rises by C |l'| y v(x), where v = H⁻¹ ∇J is a function in the kernel's space. That is the influence function of
//! Koh and Liang, "Understanding Black-box Predictions via Influence Functions" (ICML 2017), and the first factor of
//! "AutoSimulate" (Behl et al., ECCV 2020). As there for machines with a hinge loss, which has no curvature, l is the
//! smooth hinge t ln(1 + exp((1 - m) / t)) of the margin m, which is the hinge as t goes to 0; the solution is the
//! exact hinge's. The bias b is damped as w is, so that H can always be inverted.
//!
//! J is minus the mean smooth hinge of the validation points: it rises with their margins and has a slope wherever
//! accuracy has steps.

use nalgebra::{DMatrix, DVector};

use super::Machine;
use crate::point::Point;

/// Width t of the bend of the training loss. The hinge's own bend is a point, which few training points meet: influence
/// is then right for the smallest change of one point's weight and noisy beyond. With 200 points the gradient in the
/// simulator's parameters agrees best with finite differences from 0.3 on (at four places of the toy, mean cosine for one
/// dataset 0.62, with 0.01 0.44), and twice that is no better.
const TRAINING_BEND: f64 = 0.3;
/// Width of the bend of the validation loss.
const VALIDATION_BEND: f64 = 0.1;
/// Curvatures below this share of the regulariser's are left out of the Hessian.
const LEAST_CURVATURE: f64 = 1e-6;

/// The smooth hinge: minus its slope and its curvature, at a margin.
fn smooth_hinge(margin: f64, bend: f64) -> (f64, f64) {
    let slope = 1.0 / (1.0 + ((margin - 1.0) / bend).exp());
    (slope, slope * (1.0 - slope) / bend)
}

fn place(point: &Point) -> [f64; 2] {
    point.at.map(f64::from)
}

/// 1 for class 1, -1 for class 0.
fn sign(point: &Point) -> f64 {
    if point.class == 1 { 1.0 } else { -1.0 }
}

impl Machine {
    /// Minus the mean smooth hinge loss on `points`: a smooth objective that rises with the accuracy. 0 if there are none.
    pub fn objective(&self, points: &[Point]) -> f64 {
        let loss = |point: &Point| {
            let short = (1.0 - sign(point) * self.decision(place(point))) / VALIDATION_BEND;
            // ln(1 + exp(x)) without overflow.
            VALIDATION_BEND * (short.max(0.0) + (-short.abs()).exp().ln_1p())
        };
        -points.iter().map(loss).sum::<f64>() / points.len().max(1) as f64
    }

    /// By how much [`objective`](Self::objective) on `validation` rises for each unit of weight that a point gets in the
    /// training, for each of the `training` points that this machine was trained on with `cost`, each of weight 1.
    ///
    /// Not a number where the machine's own numbers are not finite. Costs kernels of all pairs of training and validation points, and a linear system over the training points near
    /// the margin.
    pub fn influence(&self, training: &[Point], cost: f64, validation: &[Point]) -> Vec<f64> {
        self.influence_with(TRAINING_BEND, training, cost, validation)
    }

    fn influence_with(&self, bend: f64, training: &[Point], cost: f64, validation: &[Point]) -> Vec<f64> {
        // The bias is a further dimension of the kernel's space, of constant 1.
        let kernel = |left: [f64; 2], right: [f64; 2]| {
            let square = (left[0] - right[0]).powi(2) + (left[1] - right[1]).powi(2);
            1.0 + (-self.gamma * square).exp()
        };
        // The gradient of the objective is the sum over validation points of these times their features.
        let share = 1.0 / validation.len().max(1) as f64;
        let pulls: Vec<([f64; 2], f64)> = validation
            .iter()
            .map(|point| {
                let margin = sign(point) * self.decision(place(point));
                (place(point), share * sign(point) * smooth_hinge(margin, VALIDATION_BEND).0)
            })
            .collect();
        let pulled: Vec<f64> = training
            .iter()
            .map(|point| pulls.iter().map(|(at, pull)| pull * kernel(*at, place(point))).sum())
            .collect();
        let losses: Vec<(f64, f64)> = training
            .iter()
            .map(|point| smooth_hinge(sign(point) * self.decision(place(point)), bend))
            .collect();
        let bent: Vec<(usize, f64)> = losses
            .iter()
            .enumerate()
            .filter(|(_, (_, curvature))| cost * curvature > LEAST_CURVATURE)
            .map(|(index, (_, curvature))| (index, (cost * curvature).sqrt()))
            .collect();
        // H v = gradient, in the values of v at the bent points times the roots of their curvatures: 1 + S K S there.
        let system = DMatrix::from_fn(bent.len(), bent.len(), |row, column| {
            let ((left, scale), (right, other)) = (bent[row], bent[column]);
            let diagonal = if row == column { 1.0 } else { 0.0 };
            diagonal + scale * other * kernel(place(&training[left]), place(&training[right]))
        });
        let right =
            DVector::from_iterator(bent.len(), bent.iter().map(|(index, scale)| scale * pulled[*index]));
        // One and a Gram matrix is positive definite: it has a Cholesky factor unless a number in it is not finite.
        let solution = match system.cholesky() {
            Some(factor) => factor.solve(&right),
            None => DVector::from_element(bent.len(), f64::NAN),
        };
        training
            .iter()
            .zip(&pulled)
            .zip(&losses)
            .map(|((point, pulled), (slope, _))| {
                let held: f64 = bent
                    .iter()
                    .zip(solution.iter())
                    .map(|((index, scale), one)| scale * one * kernel(place(&training[*index]), place(point)))
                    .sum();
                cost * slope * sign(point) * (pulled - held)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
