//! The (1+1) evolution strategy: steps from the best point so far, whose size follows the share of steps that are better.
//!
//! Every candidate is the parent plus Gaussian noise. A better one becomes the parent, and the step grows; a worse one lets it
//! shrink, so that about one in five is better (Rechenberg's rule).

use std::collections::BTreeMap;

use lts_plugin_sdk::rand::RngExt;
use lts_plugin_sdk::{Description, Error, Evaluation, Host, Kind, Policy, Severity, Space};
use rand_distr::StandardNormal;
use serde::{Deserialize, Serialize};

struct OnePlusOne {
    space: Space,
    seed: u64,
    settings: Settings,
    state: State,
}

/// `policy.config`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    /// Standard deviation of the first steps, as a share of each range.
    step: f64,
    /// The run ends when the steps are smaller.
    smallest_step: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { step: 0.2, smallest_step: 1e-6 }
    }
}

/// Everything that is learned; positions are shares of the ranges, 0 to 1.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
    parent: Vec<f64>,
    reward: Option<f64>,
    step: f64,
    outstanding: BTreeMap<u64, Vec<f64>>,
}

impl OnePlusOne {
    fn write(&self, shares: &[f64], point: &mut [f64]) {
        for ((value, share), dimension) in point.iter_mut().zip(shares).zip(&self.space.dimensions) {
            *value = dimension.from_share(*share);
        }
    }
}

impl Policy for OnePlusOne {
    const DESCRIPTION: Description = Description {
        id: "org.lts-examples.one-plus-one",
        name: "(1+1) evolution strategy",
        version: env!("CARGO_PKG_VERSION"),
        description: "Gaussian steps from the best point so far, whose size follows Rechenberg's one-fifth rule.",
    };
    type Settings = Settings;

    fn new(space: Space, seed: u64, settings: Settings, host: Host) -> Result<Self, Error> {
        if !(settings.step > 0.0 && settings.step <= 1.0) {
            let text = format!("step is {}, expected a number above 0, at most 1", settings.step);
            return Err(Error::config(text));
        }
        host.log(Severity::Debug, &format!("searching {} numbers", space.dimensions.len()));
        let parent = space.dimensions.iter().map(|dimension| dimension.to_share(dimension.start)).collect();
        let state = State { parent, reward: None, step: settings.step, outstanding: BTreeMap::new() };
        Ok(Self { space, seed, settings, state })
    }

    fn ask(&mut self, number: u64, point: &mut [f64]) -> Result<(), Error> {
        let mut rng = lts_plugin_sdk::rng(self.seed, number);
        // Candidate 0 is the start itself.
        let scale = if number == 0 { 0.0 } else { self.state.step };
        let step = |share: &f64| (share + scale * rng.sample::<f64, _>(StandardNormal)).clamp(0.0, 1.0);
        let shares: Vec<f64> = self.state.parent.iter().map(step).collect();
        self.write(&shares, point);
        self.state.outstanding.insert(number, shares);
        Ok(())
    }

    fn tell(&mut self, evaluations: &[Evaluation<'_>]) -> Result<(), Error> {
        for evaluation in evaluations {
            let shares = self.state.outstanding.remove(&evaluation.candidate);
            let (Some(shares), Some(reward)) = (shares, evaluation.reward) else { continue };
            let better = self.state.reward.is_none_or(|best| reward > best);
            // One step up for four down keeps the size where one in five is better.
            self.state.step *= if better { 1.22 } else { 1.22_f64.powf(-0.25) };
            self.state.step = self.state.step.min(1.0);
            if better {
                (self.state.parent, self.state.reward) = (shares, Some(reward));
            }
        }
        Ok(())
    }

    fn recommend(&self, point: &mut [f64]) -> Result<(), Error> {
        self.write(&self.state.parent, point);
        Ok(())
    }

    fn save(&self) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(&self.state).map_err(|error| Error::new(error.to_string()))
    }

    fn load(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let state: State = serde_json::from_slice(bytes).map_err(|error| Error::state(error.to_string()))?;
        if state.parent.len() != self.space.dimensions.len() {
            return Err(Error::state(format!("it has {} dimensions", state.parent.len())));
        }
        self.state = state;
        Ok(())
    }

    fn metrics(&self) -> Vec<(&'static str, f64)> {
        let logits = self.space.dimensions.iter().filter(|dimension| dimension.kind == Kind::Logit).count();
        vec![("step", self.state.step), ("logits", logits as f64)]
    }

    fn stop(&self) -> Option<String> {
        let step = self.state.step;
        (step < self.settings.smallest_step).then(|| format!("the step is {step:.1e}"))
    }
}

lts_plugin_sdk::export!(OnePlusOne);
