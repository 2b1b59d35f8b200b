//! What an experiment says about its policy: the section `[policy]`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lts_core::Setting;
use serde::{Deserialize, Serialize};

/// A policy by name, with its settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum PolicySettings {
    /// Policy gradient, Algorithm 1 of "Learning to Simulate".
    Reinforce(ReinforceSettings),
    /// The random-parameters baseline.
    Random(RandomSettings),
    /// Steps around the best point so far.
    RandomSearch(RandomSearchSettings),
    /// Evolution strategy with covariance matrix adaptation.
    CmaEs(CmaEsSettings),
    /// Given parameters, always.
    Fixed(FixedSettings),
    /// A policy in a dynamic library, loaded by the owner of the run.
    Plugin(PluginSettings),
}

impl Default for PolicySettings {
    fn default() -> Self {
        Self::Reinforce(ReinforceSettings::default())
    }
}

/// Settings of `reinforce`. The defaults are those of the paper and its public reimplementations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReinforceSettings {
    /// Step size of the optimiser.
    pub learning_rate: f64,
    /// How fast the step size falls: it is divided by 1 + decay times the number of steps before.
    pub learning_rate_decay: f64,
    /// Standard deviation of the proposals, in the unconstrained space; the start of it if it is learned.
    /// The paper's variance is 0.05.
    pub spread: f64,
    /// Standard deviations of single parameters in the place of `spread`, by name: wide where rewards hardly tell.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub spread_of: BTreeMap<String, f64>,
    /// How fast all spreads narrow: they are divided by 1 + decay times the number of steps before.
    pub spread_decay: f64,
    /// Steps at the beginning for which the means of single parameters stay, by name, while proposals scatter around
    /// them: for those whose reward is another one until the other parameters are about right.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hold_of: BTreeMap<String, u32>,
    /// Whether the standard deviation of each dimension is learned as well.
    pub learn_spread: bool,
    /// What a reward is compared with.
    pub baseline: Baseline,
    /// Weight of an iteration's mean reward in the moving average, above 0, at most 1.
    pub baseline_weight: f64,
    /// How the gradient moves the mean.
    pub optimizer: Optimizer,
    /// Adam's decay of the first moment, 0..1.
    pub beta1: f64,
    /// Adam's decay of the second moment, 0..1.
    pub beta2: f64,
    /// Candidates come in pairs on both sides of the mean (antithetic sampling).
    pub mirrored: bool,
    /// Rewards of an iteration are replaced by their centred ranks.
    pub ranked: bool,
    /// Advantages of an iteration are divided by their standard deviation.
    pub normalize: bool,
    /// The gradient is multiplied by the inverse of the Gaussian's Fisher information, so that a step is measured by
    /// what it does to the proposals.
    pub natural_gradient: bool,
    /// The gradient comes from the credit of single samples instead of the candidates' rewards; for tasks that know it.
    pub sample_credit: bool,
}

impl Default for ReinforceSettings {
    fn default() -> Self {
        Self {
            learning_rate: 0.1,
            learning_rate_decay: 0.0,
            spread: 0.05_f64.sqrt(),
            spread_of: BTreeMap::new(),
            spread_decay: 0.0,
            hold_of: BTreeMap::new(),
            learn_spread: false,
            baseline: Baseline::MovingAverage,
            baseline_weight: 0.1,
            optimizer: Optimizer::Adam,
            beta1: 0.9,
            beta2: 0.999,
            mirrored: false,
            ranked: false,
            normalize: false,
            natural_gradient: false,
            sample_credit: false,
        }
    }
}

/// What a reward is compared with to give its advantage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Baseline {
    /// An exponential moving average of the iterations' mean rewards, the paper's.
    MovingAverage,
    /// The mean reward of the same iteration; needs two candidates or more.
    IterationMean,
    /// Nothing.
    None,
}

/// How a gradient moves the mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Optimizer {
    /// Kingma and Ba, 2015.
    Adam,
    /// The gradient times the learning rate.
    Ascent,
}

/// `random` has no settings: each candidate is drawn between the bounds without looking at rewards.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RandomSettings {}

/// Settings of `random-search`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RandomSearchSettings {
    /// Standard deviation of the steps from the best point, in the unconstrained space.
    pub spread: f64,
}

impl Default for RandomSearchSettings {
    fn default() -> Self {
        Self { spread: 0.5 }
    }
}

/// Settings of `cma-es`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CmaEsSettings {
    /// Candidates a generation, at least 4; 0 takes 4 + 3 ln(dimensions), rounded down.
    pub population: usize,
    /// Standard deviation of the first generation, in the unconstrained space.
    pub sigma: f64,
}

impl Default for CmaEsSettings {
    fn default() -> Self {
        Self { population: 0, sigma: 0.5 }
    }
}

/// Settings of `fixed`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FixedSettings {
    /// Parameters that differ from the start, by name: a number, logits, or a table with `probabilities`.
    pub parameters: BTreeMap<String, Setting>,
    /// A run directory whose recommended parameters are taken, but for those in `parameters`. The owner of the run
    /// reads it and writes them into `parameters`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_run: Option<PathBuf>,
}

/// Settings of `plugin`: a policy that somebody else wrote, in a dynamic library.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PluginSettings {
    /// The library: a path, or a bare file name that is looked for.
    pub path: PathBuf,
    /// Which of the library's policies; may be left out if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What the policy itself reads.
    #[serde(default)]
    pub config: BTreeMap<String, serde_json::Value>,
}
