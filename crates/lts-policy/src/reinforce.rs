//! REINFORCE on simulator parameters: Algorithm 1 of "Learning to Simulate" (Ruiz, Schulter, Chandraker, ICLR 2019).
//!
//! The policy is a Gaussian over unconstrained parameters with mean omega. With K candidates psi_k, rewards R_k and a
//! baseline b, omega ascends (1/K) sum_k grad log pi(psi_k) (R_k - b). For a Gaussian with deviation sigma and the
//! candidate's noise e = (psi - omega) / sigma, grad log pi is e / sigma for omega, and e^2 - 1 for log sigma. The
//! Fisher information is 1 / sigma^2 for omega and 2 for log sigma; the natural gradient is divided by it.
//!
//! With the setting `sample_credit` each candidate brings the gradient g of the validation objective at its own place,
//! from the credit of its samples (`credit.rs`). The mean of the Gaussian then ascends (1/K) sum_k g_k, and log sigma
//! ascends (1/K) sum_k g_k sigma e_k: the gradient of the mean objective, as psi = omega + sigma e.

mod credit;
mod per_parameter;

use lts_core::{Candidate, Credit, CreditUse, Evaluation, ParameterSpace, Policy, PolicyError, Seed};
use rand::RngExt;
use rand_distr::StandardNormal;
use serde::{Deserialize, Serialize};

use crate::outstanding::{Outstanding, load, save};
use crate::settings::{Baseline, Optimizer, ReinforceSettings};

pub(crate) struct Reinforce {
    settings: ReinforceSettings,
    space: ParameterSpace,
    seed: Seed,
    /// Steps at the beginning for which the mean stays, per dimension.
    hold: Vec<u32>,
    state: State,
}

#[derive(Clone, Serialize, Deserialize)]
struct State {
    /// Unconstrained mean.
    mean: Vec<f64>,
    /// Logarithm of the standard deviation, per dimension.
    log_spread: Vec<f64>,
    baseline: Option<f64>,
    /// Adam's moments of the mean, then of the log spread.
    first: Vec<f64>,
    second: Vec<f64>,
    steps: i32,
    outstanding: Outstanding<Asked>,
    gradient_norm: f64,
    advantage_deviation: f64,
}

/// What a candidate was drawn from: the mean may move before it is told.
#[derive(Clone, Serialize, Deserialize)]
struct Asked {
    noise: Vec<f64>,
    spread: Vec<f64>,
    /// Its place, unconstrained; kept only where credit is waited for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    place: Vec<f64>,
    /// Gradient of the validation objective there, unconstrained, once its credit has come.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    slope: Option<Vec<f64>>,
}

impl Reinforce {
    pub(crate) fn new(
        settings: &ReinforceSettings,
        space: ParameterSpace,
        seed: Seed,
    ) -> Result<Self, PolicyError> {
        check(settings)?;
        let mean = space.to_unconstrained(&space.start());
        let dimension = mean.len();
        let state = State {
            mean,
            log_spread: per_parameter::log_spread(settings.spread, &settings.spread_of, &space)?,
            baseline: None,
            first: vec![0.0; 2 * dimension],
            second: vec![0.0; 2 * dimension],
            steps: 0,
            outstanding: Outstanding::default(),
            gradient_norm: 0.0,
            advantage_deviation: 0.0,
        };
        let hold = per_parameter::hold(&settings.hold_of, &space)?;
        Ok(Self { settings: settings.clone(), space, seed, hold, state })
    }

    /// What a quantity with this decay is divided by now.
    fn fallen(&self, decay: f64) -> f64 {
        1.0 + decay * f64::from(self.state.steps)
    }

    /// Standard deviations of the proposals now.
    fn spreads(&self) -> impl Iterator<Item = f64> {
        let fallen = self.fallen(self.settings.spread_decay);
        self.state.log_spread.iter().map(move |log| log.exp() / fallen)
    }

    fn noise(&self, number: u64) -> Vec<f64> {
        let (stream, sign) = match self.settings.mirrored {
            true => (number / 2, if number.is_multiple_of(2) { 1.0 } else { -1.0 }),
            false => (number, 1.0),
        };
        let mut rng = self.seed.name("candidate").index(stream).rng();
        self.state.mean.iter().map(|_| sign * rng.sample::<f64, _>(StandardNormal)).collect()
    }

    /// Rewards minus the baseline, as the settings shape them.
    fn advantages(&mut self, rewards: &[f64]) -> Vec<f64> {
        let shaped = if self.settings.ranked { centered_ranks(rewards) } else { rewards.to_vec() };
        let mean = shaped.iter().sum::<f64>() / shaped.len() as f64;
        let baseline = match self.settings.baseline {
            Baseline::None => 0.0,
            Baseline::IterationMean => mean,
            // The first iteration has nothing earlier to be compared with than its own mean.
            Baseline::MovingAverage => self.state.baseline.unwrap_or(mean),
        };
        let weight = self.settings.baseline_weight;
        self.state.baseline = Some(self.state.baseline.map_or(mean, |old| old + weight * (mean - old)));
        let mut advantages: Vec<f64> = shaped.iter().map(|reward| reward - baseline).collect();
        let squares = advantages.iter().map(|advantage| advantage * advantage).sum::<f64>();
        self.state.advantage_deviation = (squares / advantages.len() as f64).sqrt();
        if self.settings.normalize && self.state.advantage_deviation > 1e-12 {
            advantages.iter_mut().for_each(|advantage| *advantage /= self.state.advantage_deviation);
        }
        advantages
    }

    /// Sum over the `rows` of the two numbers that `part` gives for each dimension, for the mean and for the log spread.
    fn gradient<T>(&self, rows: &[(&T, &Asked)], part: impl Fn(&T, &Asked, usize) -> (f64, f64)) -> Vec<f64> {
        let dimension = self.state.mean.len();
        let width = if self.settings.learn_spread { 2 * dimension } else { dimension };
        let mut gradient = vec![0.0; width];
        for (what, asked) in rows {
            for index in 0..dimension {
                let (mean_metric, spread_metric) = match self.settings.natural_gradient {
                    true => (asked.spread[index] * asked.spread[index], 0.5),
                    false => (1.0, 1.0),
                };
                let (mean, spread) = part(what, asked, index);
                gradient[index] += mean_metric * mean;
                if self.settings.learn_spread {
                    gradient[dimension + index] += spread_metric * spread;
                }
            }
        }
        gradient
    }

    fn step(&mut self, gradient: &[f64]) {
        let ReinforceSettings { beta1, beta2, optimizer, .. } = self.settings;
        // Robbins and Monro, 1951: steps of 1/n average the noise out and still reach any place.
        let learning_rate = self.settings.learning_rate / self.fallen(self.settings.learning_rate_decay);
        let before = self.state.steps;
        self.state.steps = before.saturating_add(1);
        let correct = |beta: f64| 1.0 - beta.powi(self.state.steps);
        let (correct1, correct2) = (correct(beta1), correct(beta2));
        let dimension = self.state.mean.len();
        for (index, &slope) in gradient.iter().enumerate() {
            let (first, second) = (&mut self.state.first[index], &mut self.state.second[index]);
            *first = beta1 * *first + (1.0 - beta1) * slope;
            *second = beta2 * *second + (1.0 - beta2) * slope * slope;
            let rise = match optimizer {
                Optimizer::Adam => (*first / correct1) / ((*second / correct2).sqrt() + 1e-8),
                Optimizer::Ascent => slope,
            };
            if index < dimension {
                // Moments are kept meanwhile: the first step that is taken has the size of any other.
                if i64::from(before) >= i64::from(self.hold[index]) {
                    self.state.mean[index] += learning_rate * rise;
                }
            } else {
                // Between a hundredth and ten: a spread of 0 would end the learning for good.
                let log_spread = &mut self.state.log_spread[index - dimension];
                *log_spread = (*log_spread + learning_rate * rise).clamp(0.01_f64.ln(), 10.0_f64.ln());
            }
        }
    }
}

impl Policy for Reinforce {
    fn kind(&self) -> &str {
        "reinforce"
    }

    fn ask(&mut self, first: u64, count: usize) -> Result<Vec<Candidate>, PolicyError> {
        let spread: Vec<f64> = self.spreads().collect();
        let numbers = first..first + count as u64;
        Ok(numbers
            .map(|number| {
                let noise = self.noise(number);
                let parts = self.state.mean.iter().zip(&spread).zip(&noise);
                let unconstrained: Vec<f64> =
                    parts.map(|((mean, spread), noise)| mean + spread * noise).collect();
                let point = self.space.from_unconstrained(&unconstrained);
                let place = if self.settings.sample_credit { unconstrained } else { Vec::new() };
                let asked = Asked { noise, spread: spread.clone(), place, slope: None };
                self.state.outstanding.insert(number, asked);
                Candidate { number, point }
            })
            .collect())
    }

    /// One gradient step from the evaluations that are told together. Failed ones are left out.
    fn tell(&mut self, evaluations: &[Evaluation]) -> Result<(), PolicyError> {
        let taken = self.state.outstanding.take(evaluations)?;
        let (rewards, asked): (Vec<f64>, Vec<Asked>) =
            taken.into_iter().filter_map(|(_, asked, reward)| Some((reward?, asked))).unzip();
        if rewards.is_empty() {
            return Ok(());
        }
        let advantages = self.advantages(&rewards);
        let gradient = if self.settings.sample_credit {
            let rows: Vec<_> =
                asked.iter().filter_map(|asked| Some((asked.slope.as_ref()?, asked))).collect();
            if rows.is_empty() {
                return Ok(());
            }
            self.gradient(&rows, |slope, asked, index| {
                let share = slope[index] / rows.len() as f64;
                (share, share * asked.spread[index] * asked.noise[index])
            })
        } else {
            let rows: Vec<_> = advantages.iter().zip(&asked).collect();
            self.gradient(&rows, |advantage, asked, index| {
                let share = advantage / rows.len() as f64;
                let (noise, spread) = (asked.noise[index], asked.spread[index]);
                (share * noise / spread, share * (noise * noise - 1.0))
            })
        };
        self.state.gradient_norm = gradient.iter().map(|slope| slope * slope).sum::<f64>().sqrt();
        self.step(&gradient);
        Ok(())
    }

    fn credit_use(&self) -> CreditUse {
        if self.settings.sample_credit { CreditUse::Required } else { CreditUse::None }
    }

    fn credit(&mut self, credit: &Credit) -> Result<(), PolicyError> {
        if !self.settings.sample_credit {
            return Ok(());
        }
        let number = credit.candidate;
        let asked = self.state.outstanding.get_mut(number).filter(|asked| asked.slope.is_none());
        let asked = asked.ok_or(PolicyError::UnknownCandidate { number })?;
        let gradient = credit::gradient(credit, asked.place.len())?;
        let slopes = self.space.unconstrained_slopes(&asked.place);
        asked.slope = Some(gradient.iter().zip(slopes).map(|(gradient, slope)| gradient * slope).collect());
        Ok(())
    }

    /// The mean of the policy.
    fn recommend(&self) -> Result<Vec<f64>, PolicyError> {
        Ok(self.space.from_unconstrained(&self.state.mean))
    }

    fn metrics(&self) -> Vec<(String, f64)> {
        vec![
            ("baseline".into(), self.state.baseline.unwrap_or(0.0)),
            ("spread".into(), self.spreads().sum::<f64>() / self.state.log_spread.len().max(1) as f64),
            ("gradient_norm".into(), self.state.gradient_norm),
            ("advantage_deviation".into(), self.state.advantage_deviation),
        ]
    }

    fn save(&self) -> Result<String, PolicyError> {
        Ok(save(self.kind(), self.space.labels(), &self.state))
    }

    fn load(&mut self, state: &str) -> Result<(), PolicyError> {
        self.state = load(self.kind(), &self.space.labels(), state)?;
        Ok(())
    }
}

/// Ranks spread evenly over -0.5..0.5, ties by their mean rank.
fn centered_ranks(rewards: &[f64]) -> Vec<f64> {
    let count = rewards.len();
    rewards
        .iter()
        .map(|reward| {
            let below = rewards.iter().filter(|other| *other < reward).count() as f64;
            let equal = rewards.iter().filter(|other| *other == reward).count() as f64;
            if count == 1 { 0.0 } else { (below + (equal - 1.0) / 2.0) / (count - 1) as f64 - 0.5 }
        })
        .collect()
}

fn check(settings: &ReinforceSettings) -> Result<(), PolicyError> {
    let rules = [
        ("learning_rate", settings.learning_rate, settings.learning_rate > 0.0, "a positive number"),
        (
            "learning_rate_decay",
            settings.learning_rate_decay,
            settings.learning_rate_decay >= 0.0,
            "0 or a positive number",
        ),
        ("spread_decay", settings.spread_decay, settings.spread_decay >= 0.0, "0 or a positive number"),
        ("spread", settings.spread, settings.spread > 0.0, "a positive number"),
        (
            "baseline_weight",
            settings.baseline_weight,
            settings.baseline_weight > 0.0 && settings.baseline_weight <= 1.0,
            "a number above 0, at most 1",
        ),
        ("beta1", settings.beta1, (0.0..1.0).contains(&settings.beta1), "a number from 0, below 1"),
        ("beta2", settings.beta2, (0.0..1.0).contains(&settings.beta2), "a number from 0, below 1"),
    ];
    match rules.iter().find(|(_, value, holds, _)| !holds || !value.is_finite()) {
        None => Ok(()),
        Some((key, value, _, expected)) => Err(PolicyError::Setting {
            key: (*key).into(),
            reason: format!("it is {value}, expected {expected}"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_centered_and_share_ties() {
        assert_eq!(centered_ranks(&[3.0, 1.0, 2.0]), [0.5, -0.5, 0.0]);
        assert_eq!(centered_ranks(&[1.0, 1.0]), [0.0, 0.0]);
        assert_eq!(centered_ranks(&[7.0]), [0.0]);
    }
}
