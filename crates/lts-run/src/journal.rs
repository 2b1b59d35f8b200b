//! The journal: one JSON line for everything that decided or followed from a step of the loop, and no clock.
//!
//! It is the source of truth of a run: resume and report read it. The same configuration and seed give the same
//! bytes. Times live in `timing.jsonl`, which nothing depends on.

use std::collections::BTreeMap;

use lts_core::{Candidate, Evaluation, ParameterSpace, Values};
use serde::{Deserialize, Serialize};

use crate::settings::CarryOver;

/// Version of the journal's format, in its first line.
pub const FORMAT: u32 = 1;

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// The first line.
    Start(Start),
    /// The policy proposed the candidates of an iteration.
    Ask {
        /// From 0.
        iteration: u64,
        /// Numbers and points.
        candidates: Vec<Candidate>,
    },
    /// A candidate was evaluated, in the order of the numbers.
    Evaluation {
        /// From 0.
        iteration: u64,
        /// Its number and reward or failure.
        #[serde(flatten)]
        evaluation: Evaluation,
        /// Mean training loss of each epoch; empty if it failed.
        losses: Vec<f64>,
    },
    /// The policy was told.
    Iteration(Iteration),
    /// A point of interest was scored on its own, from the starting weights, for comparison.
    Assessment {
        /// Which parameters.
        of: Assessed,
        /// From 0; every point of interest uses the same seeds in the same repeat.
        repeat: u32,
        /// After how many iterations, if it was scored between two of them; absent after the loop.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        iteration: Option<u64>,
        /// What was trained on.
        values: Values,
        /// Reward and metrics, or a failure.
        #[serde(flatten)]
        outcome: lts_core::Outcome,
    },
    /// The last line of a run that ended.
    Finish {
        /// Why it ended, e.g. `iterations` or what the policy said.
        reason: String,
    },
}

/// What a run is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// [`FORMAT`].
    pub format: u32,
    /// The experiment's name.
    pub name: String,
    /// The run's seed.
    pub seed: u64,
    /// The policy's kind.
    pub policy: String,
    /// What the reward is, e.g. `IoU of car`.
    pub metric: String,
    /// All parameters, fixed ones included.
    pub space: ParameterSpace,
    /// Hidden true parameters of a simulated validation set.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub validation_parameters: Option<Values>,
    /// Candidates an iteration (K).
    pub candidates: usize,
    /// Images a candidate (M).
    pub images: usize,
    /// Which weights a candidate's training starts from; absent for `none`, one main task model a candidate.
    #[serde(skip_serializing_if = "CarryOver::is_none", default)]
    pub carry_over: CarryOver,
}

/// The state after a policy was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Iteration {
    /// From 0.
    pub iteration: u64,
    /// Mean reward of the candidates that were scored; absent if all failed.
    pub reward_mean: Option<f64>,
    /// Best reward of this iteration.
    pub reward_best: Option<f64>,
    /// Number of the best candidate of the run so far.
    pub best_candidate: Option<u64>,
    /// Training images made since the start of the run.
    pub images: u64,
    /// The policy's recommendation after the tell.
    pub recommended: Values,
    /// The policy's metrics.
    pub policy: BTreeMap<String, f64>,
}

/// Parameters that are scored after the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assessed {
    /// Where the policy started.
    Start,
    /// The policy's recommendation at the end.
    Recommended,
    /// The candidate with the best reward of the run.
    Best,
    /// The hidden true parameters of a simulated validation set.
    ValidationParameters,
}
