//! The Gaussian that CMA-ES adapts: mean, step size, covariance, and the two paths that remember its steps.

use nalgebra::{DMatrix, DVector, SymmetricEigen};
use serde::{Deserialize, Serialize};

/// Constants of the strategy, which follow from dimension and population.
#[derive(Clone, Debug)]
pub(super) struct Strategy {
    population: usize,
    /// Of the parents, the best one first; their sum is 1.
    weights: Vec<f64>,
    /// How many equal parents the weights are worth.
    effective_parents: f64,
    /// Learning rate of the covariance's path.
    path_rate: f64,
    /// Learning rate of the step size's path.
    step_path_rate: f64,
    /// Learning rate of the rank-one update.
    rank_one: f64,
    /// Learning rate of the rank-mu update.
    rank_mu: f64,
    /// Damping of the step size.
    damping: f64,
}

impl Strategy {
    /// A population of 0 takes the default.
    pub(super) fn new(dimension: usize, population: usize) -> Self {
        let n = dimension as f64;
        let population =
            if population == 0 { 4 + (3.0 * n.max(1.0).ln()).floor() as usize } else { population };
        let half = population as f64 / 2.0;
        let raw: Vec<f64> = (1..=population / 2).map(|rank| (half + 0.5).ln() - (rank as f64).ln()).collect();
        let sum: f64 = raw.iter().sum();
        let weights: Vec<f64> = raw.iter().map(|weight| weight / sum).collect();
        let effective_parents = 1.0 / weights.iter().map(|weight| weight * weight).sum::<f64>();
        let m = effective_parents;
        let step_path_rate = (m + 2.0) / (n + m + 5.0);
        let rank_one = 2.0 / ((n + 1.3).powi(2) + m);
        Self {
            population,
            weights,
            effective_parents,
            path_rate: (4.0 + m / n) / (n + 4.0 + 2.0 * m / n),
            step_path_rate,
            rank_one,
            rank_mu: (1.0 - rank_one).min(2.0 * (m - 2.0 + 1.0 / m) / ((n + 2.0).powi(2) + m)),
            damping: 2.0 * m / population as f64 + 0.3 + step_path_rate,
        }
    }

    pub(super) fn population(&self) -> usize {
        self.population
    }
}

/// N(mean, sigma^2 C), and where the last steps went.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Distribution {
    generation: u64,
    mean: DVector<f64>,
    sigma: f64,
    covariance: DMatrix<f64>,
    path: DVector<f64>,
    step_path: DVector<f64>,
}

/// The largest deviation along an axis: in the unconstrained space more than this reaches nothing but bounds.
const WIDEST: f64 = 10.0;
/// The smallest one: rounding decides what is nearer.
const NARROWEST: f64 = 1e-10;
/// Axes are at most so much shorter than the longest one.
const FLATTEST: f64 = 1e-7;

impl Distribution {
    pub(super) fn new(mean: Vec<f64>, sigma: f64) -> Self {
        let n = mean.len();
        Self {
            generation: 0,
            mean: mean.into(),
            sigma,
            covariance: DMatrix::identity(n, n),
            path: DVector::zeros(n),
            step_path: DVector::zeros(n),
        }
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    pub(super) fn mean(&self) -> &[f64] {
        self.mean.as_slice()
    }

    pub(super) fn sigma(&self) -> f64 {
        self.sigma
    }

    /// The longest axis over the shortest one.
    pub(super) fn axis_ratio(&self) -> f64 {
        let (axes, _) = self.axes();
        axes.max() / axes.min()
    }

    /// Draws from the distribution as it is now.
    pub(super) fn sampler(&self) -> Sampler {
        Sampler { mean: self.mean.clone(), transform: self.power(|axis| axis) * self.sigma }
    }

    /// `place`, moved towards the mean until it is no farther away than draws of this distribution are: what was drawn
    /// from an earlier one must not tear the covariance along. The bound is that of `cma` for injected solutions.
    pub(super) fn nearer(&self, place: &[f64]) -> Vec<f64> {
        let n = self.mean.len() as f64;
        let step = DVector::from_column_slice(place) - &self.mean;
        let distance = (self.power(|axis| 1.0 / axis) * &step).norm() / self.sigma;
        let farthest = n.sqrt() + 2.0 * n / (n + 2.0);
        (&self.mean + step * (farthest / distance.max(farthest))).as_slice().to_vec()
    }

    /// One generation. `ranked` are the places that were scored, the best one first; without any, nothing changes.
    /// Where fewer were scored than there are parents, the weights of those are scaled to the sum 1.
    pub(super) fn step(&mut self, strategy: &Strategy, ranked: &[Vec<f64>]) {
        let parents = strategy.weights.len().min(ranked.len());
        let total: f64 = strategy.weights[..parents].iter().sum();
        if parents == 0 {
            return;
        }
        let n = self.mean.len() as f64;
        let Strategy { path_rate, step_path_rate, rank_one, rank_mu, .. } = *strategy;
        let steps: Vec<(f64, DVector<f64>)> = strategy.weights[..parents]
            .iter()
            .zip(ranked)
            .map(|(weight, place)| (weight / total, DVector::from_column_slice(place) - &self.mean))
            .collect();
        let step = steps.iter().fold(self.mean.clone() * 0.0, |sum, (weight, step)| sum + step * *weight);
        self.generation = self.generation.saturating_add(1);
        self.mean += &step;

        let kept = |rate: f64| (rate * (2.0 - rate) * strategy.effective_parents).sqrt() / self.sigma;
        let whitened = self.power(|axis| 1.0 / axis) * &step;
        self.step_path = &self.step_path * (1.0 - step_path_rate) + whitened * kept(step_path_rate);
        let path_square = self.step_path.norm_squared() / n;
        // The path starts at zero, so that it is short at first.
        let expected = 1.0 - (1.0 - step_path_rate).powf(2.0 * self.generation as f64);
        // While the step size grows fast, the covariance's path stalls.
        let stalls = path_square / expected >= 2.0 + 4.0 / (n + 1.0);
        self.path *= 1.0 - path_rate;
        if !stalls {
            self.path += &step * kept(path_rate);
        }

        let lost = if stalls { path_rate * (2.0 - path_rate) } else { 0.0 };
        self.covariance *= 1.0 - rank_one * (1.0 - lost) - rank_mu;
        self.covariance.ger(rank_one, &self.path, &self.path, 1.0);
        for (weight, step) in &steps {
            self.covariance.ger(weight * rank_mu / (self.sigma * self.sigma), step, step, 1.0);
        }

        let growth = step_path_rate / strategy.damping * (path_square - 1.0) / 2.0;
        let longest = self.axes().0.max();
        self.sigma = (self.sigma * growth.min(1.0).exp()).clamp(NARROWEST / longest, WIDEST / longest);
    }

    /// Square roots of the covariance's eigenvalues, and its eigenvectors.
    fn axes(&self) -> (DVector<f64>, DMatrix<f64>) {
        let eigen = SymmetricEigen::new(self.covariance.clone());
        let longest = eigen.eigenvalues.max().max(f64::MIN_POSITIVE).sqrt();
        (eigen.eigenvalues.map(|value| value.max(0.0).sqrt().max(FLATTEST * longest)), eigen.eigenvectors)
    }

    /// The symmetric matrix with the covariance's eigenvectors, whose eigenvalues are `of` the axes' lengths. It does
    /// not depend on the order and the signs of the eigenvectors.
    fn power(&self, of: impl Fn(f64) -> f64) -> DMatrix<f64> {
        let (axes, vectors) = self.axes();
        &vectors * DMatrix::from_diagonal(&axes.map(of)) * vectors.transpose()
    }
}

/// Turns standard normal numbers into draws of a distribution.
pub(super) struct Sampler {
    mean: DVector<f64>,
    transform: DMatrix<f64>,
}

impl Sampler {
    /// mean + sigma C^(1/2) noise.
    pub(super) fn place(&self, noise: &[f64]) -> Vec<f64> {
        (&self.mean + &self.transform * DVector::from_column_slice(noise)).as_slice().to_vec()
    }
}

#[cfg(test)]
mod tests;
