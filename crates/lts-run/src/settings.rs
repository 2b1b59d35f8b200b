//! The sections of an experiment that the loop itself reads: `[run]`, `[policy]`, `[loop]`, `[assessment]`.

use std::path::PathBuf;

use lts_policy::PolicySettings;
use serde::{Deserialize, Serialize};

use crate::journal::Assessed;

/// A whole experiment. `S` is what the simulator reads, `T` what the task reads; the program that owns them says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Experiment<S, T> {
    /// Name, seed and place.
    #[serde(default)]
    pub run: RunSettings,
    /// The simulator and its parameters.
    pub simulator: S,
    /// What is learned on the images, and what it is scored on.
    pub task: T,
    /// Who proposes parameters.
    #[serde(default)]
    pub policy: PolicySettings,
    /// How long and how much.
    #[serde(default, rename = "loop")]
    pub loop_: LoopSettings,
    /// What is compared after the loop.
    #[serde(default)]
    pub assessment: AssessmentSettings,
}

/// `[run]`: name, seed and place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RunSettings {
    /// Name of the experiment, part of the run directory's name.
    pub name: String,
    /// Everything random follows from it.
    pub seed: u64,
    /// Folder in which run directories are made, relative to the current folder.
    pub directory: PathBuf,
}

impl Default for RunSettings {
    fn default() -> Self {
        Self { name: "experiment".into(), seed: 1, directory: "runs".into() }
    }
}

/// `[loop]`: how long and how much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LoopSettings {
    /// Steps of the policy.
    pub iterations: u64,
    /// Candidates a step (K).
    pub candidates: usize,
    /// Training images a candidate (M).
    pub images: usize,
    /// Which weights a candidate's training starts from.
    pub carry_over: CarryOver,
    /// Whether all candidates of a step share the seeds of scenes, starting weights and training, so that their
    /// rewards differ by their parameters alone.
    pub common_random_numbers: bool,
    /// Most images that the simulator makes ahead of the trainer.
    pub prefetch: usize,
    /// Steps between saved sample images; 0 saves none.
    pub sample_every: u64,
    /// The run fails after so many steps in a row in which every candidate failed.
    pub give_up_after: u64,
}

impl Default for LoopSettings {
    fn default() -> Self {
        Self {
            iterations: 100,
            candidates: 4,
            images: 64,
            carry_over: CarryOver::None,
            common_random_numbers: true,
            prefetch: 128,
            sample_every: 10,
            give_up_after: 3,
        }
    }
}

/// Which weights a candidate's training starts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CarryOver {
    /// The starting weights, each time (one main task model per candidate).
    #[default]
    None,
    /// All candidates of a step from the same weights: those of the best candidate of the step before.
    Best,
    /// The weights of the candidate before (one accumulated main task model).
    Sequence,
}

impl CarryOver {
    /// Whether each candidate has a main task model of its own.
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// `[assessment]`: parameters that are scored apart from the loop, each from the starting weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AssessmentSettings {
    /// Trainings for each of them, with the same seeds for all; 0 assesses nothing.
    pub repeats: u32,
    /// Training images each; 0 takes `loop.images`.
    pub images: usize,
    /// Which. `validation-parameters` is passed over where the validation set has none.
    pub of: Vec<Assessed>,
    /// Iterations between assessments of the policy's recommendation during the run; 0 assesses after the loop alone.
    /// The policy never sees these scores, and their images are not counted.
    pub every: u64,
}

impl Default for AssessmentSettings {
    fn default() -> Self {
        Self {
            repeats: 2,
            images: 0,
            of: vec![Assessed::Start, Assessed::Recommended, Assessed::ValidationParameters],
            every: 0,
        }
    }
}

impl LoopSettings {
    /// The first setting that has no sense, with its key and what was expected.
    pub fn problem(&self) -> Option<(&'static str, String)> {
        let least = |key, value: u64| (value == 0).then(|| (key, "it must be at least 1".to_string()));
        least("loop.iterations", self.iterations)
            .or_else(|| least("loop.candidates", self.candidates as u64))
            .or_else(|| least("loop.images", self.images as u64))
            .or_else(|| least("loop.prefetch", self.prefetch as u64))
            .or_else(|| least("loop.give_up_after", self.give_up_after))
    }
}
