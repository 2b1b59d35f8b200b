//! Random parameters: every candidate is drawn without looking at rewards. The paper's baseline.

use lts_core::{Candidate, Evaluation, ParameterSpace, Policy, PolicyError, Seed};
use serde::{Deserialize, Serialize};

use crate::outstanding::{Outstanding, load, save};

pub(crate) struct Random {
    space: ParameterSpace,
    seed: Seed,
    state: State,
}

#[derive(Clone, Default, Serialize, Deserialize)]
struct State {
    outstanding: Outstanding<Vec<f64>>,
    best: Option<(f64, Vec<f64>)>,
}

impl Random {
    pub(crate) fn new(space: ParameterSpace, seed: Seed) -> Self {
        Self { space, seed, state: State::default() }
    }
}

impl Policy for Random {
    fn kind(&self) -> &str {
        "random"
    }

    fn ask(&mut self, first: u64, count: usize) -> Result<Vec<Candidate>, PolicyError> {
        let numbers = first..first + count as u64;
        Ok(numbers
            .map(|number| {
                let point = self.space.sample(&mut self.seed.name("candidate").index(number).rng());
                self.state.outstanding.insert(number, point.clone());
                Candidate { number, point }
            })
            .collect())
    }

    fn tell(&mut self, evaluations: &[Evaluation]) -> Result<(), PolicyError> {
        for (_, point, reward) in self.state.outstanding.take(evaluations)? {
            if let Some(reward) = reward
                && self.state.best.as_ref().is_none_or(|(best, _)| reward > *best)
            {
                self.state.best = Some((reward, point));
            }
        }
        Ok(())
    }

    /// The best point that was seen: what the paper reports of this baseline.
    fn recommend(&self) -> Result<Vec<f64>, PolicyError> {
        Ok(self.state.best.as_ref().map_or_else(|| self.space.start(), |(_, point)| point.clone()))
    }

    fn save(&self) -> Result<String, PolicyError> {
        Ok(save(self.kind(), self.space.labels(), &self.state))
    }

    fn load(&mut self, state: &str) -> Result<(), PolicyError> {
        self.state = load(self.kind(), &self.space.labels(), state)?;
        Ok(())
    }
}
