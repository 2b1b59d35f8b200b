//! Random choices with their names, distributions and values: the one place where a scene draws.
//!
//! Because every choice is kept with the parameter of psi that it depends on, the log-probability of a scene's
//! choices and its gradient with respect to psi (the score function) can be had later.

use std::collections::BTreeMap;
use std::sync::Arc;

use lts_core::{Rng, Seed, softmax};
use rand::RngExt;
use rand_distr::{Distribution as _, Poisson, StandardNormal};
use serde::Serialize;

/// One random choice: `group.index.field`, what it was drawn from, what came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What it belongs to, e.g. `cars`.
    pub group: &'static str,
    /// Which one of them.
    pub index: u32,
    /// What was chosen, e.g. `type`.
    pub field: &'static str,
    /// What it was drawn from.
    pub distribution: Distribution,
    /// What came out; the index of an option for a categorical.
    pub value: f64,
}

/// The distribution of a [`Choice`], with the parameter of psi that it depends on, if it does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Distribution {
    /// Options by logits; the parameter is the logits.
    Categorical {
        /// Unnormalised log-probabilities.
        logits: Arc<[f64]>,
        /// The parameter that holds them.
        parameter: Option<&'static str>,
    },
    /// A whole number of events.
    Poisson {
        /// Expected number, proportional to the parameter.
        mean: f64,
        /// The parameter.
        parameter: Option<(&'static str, f64)>,
    },
    /// Yes (1) or no (0); the parameter is the probability.
    Bernoulli {
        /// Probability of yes.
        probability: f64,
        /// The parameter.
        parameter: Option<&'static str>,
    },
    /// Bell curve around a mean; the parameter is the deviation.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        deviation: f64,
        /// The parameter.
        parameter: Option<&'static str>,
    },
    /// Uniform between bounds.
    Uniform {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
}

impl Choice {
    /// Logarithm of the probability (density) of the value.
    pub fn log_probability(&self) -> f64 {
        match &self.distribution {
            Distribution::Categorical { logits, .. } => softmax(logits)[self.value as usize].ln(),
            Distribution::Poisson { mean, .. } => {
                let factorial: f64 = (1..=self.value as u64).map(|k| (k as f64).ln()).sum();
                if *mean > 0.0 { self.value * mean.ln() - mean - factorial } else { 0.0 }
            }
            Distribution::Bernoulli { probability, .. } => {
                if self.value == 1.0 {
                    probability.ln()
                } else {
                    (1.0 - probability).ln()
                }
            }
            Distribution::Normal { mean, deviation, .. } => {
                let z = (self.value - mean) / deviation;
                -0.5 * z * z - deviation.ln() - 0.5 * std::f64::consts::TAU.ln()
            }
            Distribution::Uniform { low, high } => -(high - low).ln(),
        }
    }

    /// The parameter of psi that the choice depends on, and the derivative of the log-probability by it: one number,
    /// or one per option for a categorical.
    pub fn gradient(&self) -> Option<(&'static str, Vec<f64>)> {
        match &self.distribution {
            Distribution::Categorical { logits, parameter } => {
                let mut slope: Vec<f64> = softmax(logits).iter().map(|p| -p).collect();
                slope[self.value as usize] += 1.0;
                Some(((*parameter)?, slope))
            }
            Distribution::Poisson { mean, parameter } => {
                let (name, value) = (*parameter)?;
                (value > 0.0).then(|| (name, vec![(self.value - mean) / value]))
            }
            Distribution::Bernoulli { probability, parameter } => {
                let spread = probability * (1.0 - probability);
                let name = (*parameter)?;
                (spread > 0.0).then(|| (name, vec![(self.value - probability) / spread]))
            }
            Distribution::Normal { mean, deviation, parameter } => {
                let z = (self.value - mean) / deviation;
                Some(((*parameter)?, vec![(z * z - 1.0) / deviation]))
            }
            Distribution::Uniform { .. } => None,
        }
    }
}

/// Sum of the gradients of all `choices`, by parameter.
pub fn score_function(choices: &[Choice]) -> BTreeMap<&'static str, Vec<f64>> {
    let mut sums: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    for (name, slope) in choices.iter().filter_map(Choice::gradient) {
        let sum = sums.entry(name).or_insert_with(|| vec![0.0; slope.len()]);
        sum.iter_mut().zip(slope).for_each(|(sum, slope)| *sum += slope);
    }
    sums
}

/// Draws choices of one group from a stream of its own, so that more cars do not move the houses.
pub(crate) struct Draws<'a> {
    group: &'static str,
    rng: Rng,
    choices: &'a mut Vec<Choice>,
}

impl<'a> Draws<'a> {
    pub fn new(group: &'static str, seed: Seed, choices: &'a mut Vec<Choice>) -> Self {
        Self { group, rng: seed.name(group).rng(), choices }
    }

    fn keep(&mut self, index: usize, field: &'static str, distribution: Distribution, value: f64) -> f64 {
        self.choices.push(Choice { group: self.group, index: index as u32, field, distribution, value });
        value
    }

    pub fn uniform(&mut self, index: usize, field: &'static str, low: f64, high: f64) -> f64 {
        let value = low + (high - low) * self.rng.random::<f64>();
        self.keep(index, field, Distribution::Uniform { low, high }, value)
    }

    /// A choice among options that does not depend on psi, by probabilities up to a factor.
    pub fn weighted(&mut self, index: usize, field: &'static str, weights: &[f64]) -> usize {
        let logits: Arc<[f64]> = weights.iter().map(|weight| weight.ln()).collect();
        self.option(index, field, &logits, None)
    }

    /// A choice among options by the logits of a parameter.
    pub fn categorical(
        &mut self,
        index: usize,
        field: &'static str,
        logits: &Arc<[f64]>,
        parameter: &'static str,
    ) -> usize {
        self.option(index, field, logits, Some(parameter))
    }

    fn option(
        &mut self,
        index: usize,
        field: &'static str,
        logits: &Arc<[f64]>,
        parameter: Option<&'static str>,
    ) -> usize {
        let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = logits.iter().map(|logit| (logit - largest).exp()).sum();
        let mut rest = self.rng.random::<f64>() * total;
        let mut chosen = logits.len() - 1;
        for (option, logit) in logits.iter().enumerate() {
            rest -= (logit - largest).exp();
            if rest < 0.0 {
                chosen = option;
                break;
            }
        }
        let distribution = Distribution::Categorical { logits: Arc::clone(logits), parameter };
        self.keep(index, field, distribution, chosen as f64);
        chosen
    }

    /// A number of events whose mean is `value * exposure`, where `value` is a parameter.
    pub fn poisson(
        &mut self,
        index: usize,
        field: &'static str,
        parameter: (&'static str, f64),
        exposure: f64,
    ) -> usize {
        let mean = (parameter.1 * exposure).max(0.0);
        let count = match Poisson::new(mean) {
            Ok(poisson) if mean > 0.0 => poisson.sample(&mut self.rng),
            _ => 0.0,
        };
        let distribution = Distribution::Poisson { mean, parameter: Some(parameter) };
        self.keep(index, field, distribution, count) as usize
    }

    /// Yes or no with a parameter as the probability.
    pub fn bernoulli(
        &mut self,
        index: usize,
        field: &'static str,
        probability: f64,
        parameter: &'static str,
    ) -> bool {
        let yes = self.rng.random::<f64>() < probability;
        let distribution = Distribution::Bernoulli { probability, parameter: Some(parameter) };
        self.keep(index, field, distribution, f64::from(u8::from(yes))) == 1.0
    }

    /// A bell curve around 0 with a parameter as the deviation; 0 if that is 0.
    pub fn normal(&mut self, field: &'static str, deviation: f64, parameter: &'static str) -> f64 {
        let value = deviation * self.rng.sample::<f64, _>(StandardNormal);
        if deviation > 0.0 {
            let distribution = Distribution::Normal { mean: 0.0, deviation, parameter: Some(parameter) };
            self.keep(0, field, distribution, value);
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(distribution: Distribution, value: f64) -> Choice {
        Choice { group: "g", index: 0, field: "f", distribution, value }
    }

    #[test]
    fn gradients_equal_finite_differences() {
        let step = 1e-6;
        let slope = |make: &dyn Fn(f64) -> Choice, at: f64| {
            let (above, below) = (make(at + step).log_probability(), make(at - step).log_probability());
            ((above - below) / (2.0 * step), make(at).gradient().unwrap().1[0])
        };
        let poisson =
            |x: f64| choice(Distribution::Poisson { mean: 1.7 * x, parameter: Some(("p", x)) }, 4.0);
        let bernoulli =
            |x: f64| choice(Distribution::Bernoulli { probability: x, parameter: Some("p") }, 1.0);
        let normal =
            |x: f64| choice(Distribution::Normal { mean: 0.0, deviation: x, parameter: Some("p") }, 0.8);
        let categorical = |x: f64| {
            let logits = Arc::from([x, 0.3, -0.5]);
            choice(Distribution::Categorical { logits, parameter: Some("p") }, 0.0)
        };
        for (make, at) in [
            (&poisson as &dyn Fn(f64) -> Choice, 2.0),
            (&bernoulli, 0.3),
            (&normal, 0.5),
            (&categorical, 0.2),
        ] {
            let (difference, gradient) = slope(make, at);
            assert!((difference - gradient).abs() < 1e-5, "{difference} {gradient}");
        }
    }

    #[test]
    fn options_come_as_often_as_their_logits_say() {
        let mut choices = Vec::new();
        let mut draws = Draws::new("g", Seed::new(1), &mut choices);
        let logits: Arc<[f64]> = Arc::from([0.0, 1.0_f64.exp().ln() + 0.0986]);
        let count = (0..20_000).filter(|i| draws.categorical(*i, "f", &logits, "p") == 1).count();
        // Probability 0.75 with a standard error of 0.003.
        assert!((count as f64 / 20_000.0 - 0.75).abs() < 0.012, "{count}");
    }
}
