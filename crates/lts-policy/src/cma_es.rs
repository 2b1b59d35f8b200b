//! CMA-ES, the evolution strategy with covariance matrix adaptation, as a policy that is asked and told.
//!
//! The numbers are those of Hansen, "The CMA Evolution Strategy: A Tutorial", and of `purecma` of the Python package
//! `cma`. Told outcomes wait until a whole population of them is there; then the distribution makes one step.

mod distribution;

use lts_core::{Candidate, Evaluation, ParameterSpace, Policy, PolicyError, Seed};
use rand::RngExt;
use rand_distr::StandardNormal;
use serde::{Deserialize, Serialize};

use crate::outstanding::{Outstanding, load, save};
use crate::settings::CmaEsSettings;
use distribution::{Distribution, Strategy};

pub(crate) struct CmaEs {
    space: ParameterSpace,
    seed: Seed,
    strategy: Strategy,
    state: State,
}

#[derive(Clone, Serialize, Deserialize)]
struct State {
    distribution: Distribution,
    /// Told outcomes that wait for the rest of their population, in the order of telling.
    waiting: Vec<Told>,
    outstanding: Outstanding<Asked>,
}

/// What a candidate was: its place, and the generation whose distribution it was drawn from.
#[derive(Clone, Serialize, Deserialize)]
struct Asked {
    unconstrained: Vec<f64>,
    generation: u64,
}

#[derive(Clone, Serialize, Deserialize)]
struct Told {
    asked: Asked,
    /// Absent if the candidate failed.
    reward: Option<f64>,
}

impl CmaEs {
    pub(crate) fn new(
        settings: &CmaEsSettings,
        space: ParameterSpace,
        seed: Seed,
    ) -> Result<Self, PolicyError> {
        let error = |key: &str, reason: String| PolicyError::Setting { key: key.into(), reason };
        if !(settings.sigma > 0.0 && settings.sigma.is_finite()) {
            return Err(error("sigma", format!("it is {}, expected a positive number", settings.sigma)));
        }
        if (1..4).contains(&settings.population) {
            let reason =
                format!("it is {}, expected at least 4, or 0 for 4 + 3 ln(dimensions)", settings.population);
            return Err(error("population", reason));
        }
        let mean = space.to_unconstrained(&space.start());
        let strategy = Strategy::new(mean.len(), settings.population);
        let distribution = Distribution::new(mean, settings.sigma);
        let state = State { distribution, waiting: Vec::new(), outstanding: Outstanding::default() };
        Ok(Self { space, seed, strategy, state })
    }

    /// One step of the distribution from a whole population.
    fn generation(&mut self, population: Vec<Told>) {
        let present = self.state.distribution.generation();
        let mut scored: Vec<(f64, Asked)> =
            population.into_iter().filter_map(|told| Some((told.reward?, told.asked))).collect();
        // Stable: equal rewards keep the order of telling.
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let ranked: Vec<Vec<f64>> = scored
            .into_iter()
            .map(|(_, asked)| match asked.generation == present {
                true => asked.unconstrained,
                false => self.state.distribution.nearer(&asked.unconstrained),
            })
            .collect();
        self.state.distribution.step(&self.strategy, &ranked);
    }
}

impl Policy for CmaEs {
    fn kind(&self) -> &str {
        "cma-es"
    }

    fn ask(&mut self, first: u64, count: usize) -> Result<Vec<Candidate>, PolicyError> {
        let (sampler, generation) = (self.state.distribution.sampler(), self.state.distribution.generation());
        let numbers = first..first + count as u64;
        Ok(numbers
            .map(|number| {
                let mut rng = self.seed.name("candidate").index(number).rng();
                let noise: Vec<f64> =
                    (0..self.space.dimension()).map(|_| rng.sample(StandardNormal)).collect();
                let unconstrained = sampler.place(&noise);
                let point = self.space.from_unconstrained(&unconstrained);
                self.state.outstanding.insert(number, Asked { unconstrained, generation });
                Candidate { number, point }
            })
            .collect())
    }

    /// Outcomes count in the order of the candidates' numbers. A failed candidate takes its place in the population,
    /// but none among the parents.
    fn tell(&mut self, evaluations: &[Evaluation]) -> Result<(), PolicyError> {
        let taken = self.state.outstanding.take(evaluations)?;
        self.state.waiting.extend(taken.into_iter().map(|(_, asked, reward)| Told { asked, reward }));
        while self.state.waiting.len() >= self.strategy.population() {
            let population = self.state.waiting.drain(..self.strategy.population()).collect();
            self.generation(population);
        }
        Ok(())
    }

    /// The mean of the distribution.
    fn recommend(&self) -> Result<Vec<f64>, PolicyError> {
        Ok(self.space.from_unconstrained(self.state.distribution.mean()))
    }

    fn metrics(&self) -> Vec<(String, f64)> {
        let distribution = &self.state.distribution;
        vec![
            ("generation".into(), distribution.generation() as f64),
            ("sigma".into(), distribution.sigma()),
            ("axis_ratio".into(), distribution.axis_ratio()),
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
