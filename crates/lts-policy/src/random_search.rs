//! Random search: candidates are Gaussian steps from the best point so far, which moves when one is better.

use lts_core::{Candidate, Evaluation, ParameterSpace, Policy, PolicyError, Seed};
use rand::RngExt;
use rand_distr::StandardNormal;
use serde::{Deserialize, Serialize};

use crate::outstanding::{Outstanding, load, save};
use crate::settings::RandomSearchSettings;

pub(crate) struct RandomSearch {
    space: ParameterSpace,
    seed: Seed,
    spread: f64,
    state: State,
}

#[derive(Clone, Serialize, Deserialize)]
struct State {
    outstanding: Outstanding<Vec<f64>>,
    /// Unconstrained.
    center: Vec<f64>,
    /// Absent until the first reward: the start itself is candidate 0.
    reward: Option<f64>,
}

impl RandomSearch {
    pub(crate) fn new(
        settings: &RandomSearchSettings,
        space: ParameterSpace,
        seed: Seed,
    ) -> Result<Self, PolicyError> {
        if !(settings.spread > 0.0 && settings.spread.is_finite()) {
            let reason = format!("it is {}, expected a positive number", settings.spread);
            return Err(PolicyError::Setting { key: "spread".into(), reason });
        }
        let center = space.to_unconstrained(&space.start());
        let state = State { outstanding: Outstanding::default(), center, reward: None };
        Ok(Self { space, seed, spread: settings.spread, state })
    }
}

impl Policy for RandomSearch {
    fn kind(&self) -> &str {
        "random-search"
    }

    fn ask(&mut self, first: u64, count: usize) -> Result<Vec<Candidate>, PolicyError> {
        let numbers = first..first + count as u64;
        Ok(numbers
            .map(|number| {
                let mut rng = self.seed.name("candidate").index(number).rng();
                let scale = if number == 0 { 0.0 } else { self.spread };
                let step = |center: &f64| center + scale * rng.sample::<f64, _>(StandardNormal);
                let unconstrained: Vec<f64> = self.state.center.iter().map(step).collect();
                let point = self.space.from_unconstrained(&unconstrained);
                self.state.outstanding.insert(number, unconstrained);
                Candidate { number, point }
            })
            .collect())
    }

    fn tell(&mut self, evaluations: &[Evaluation]) -> Result<(), PolicyError> {
        for (_, unconstrained, reward) in self.state.outstanding.take(evaluations)? {
            if let Some(reward) = reward
                && self.state.reward.is_none_or(|best| reward > best)
            {
                self.state.reward = Some(reward);
                self.state.center = unconstrained;
            }
        }
        Ok(())
    }

    fn recommend(&self) -> Result<Vec<f64>, PolicyError> {
        Ok(self.space.from_unconstrained(&self.state.center))
    }

    fn save(&self) -> Result<String, PolicyError> {
        Ok(save(self.kind(), self.space.labels(), &self.state))
    }

    fn load(&mut self, state: &str) -> Result<(), PolicyError> {
        self.state = load(self.kind(), &self.space.labels(), state)?;
        Ok(())
    }
}
