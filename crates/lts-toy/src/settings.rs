//! What an experiment says about the toy: the sections `[simulator]` and `[task]`.

use std::collections::BTreeMap;

use lts_core::Setting;
use serde::{Deserialize, Serialize};

use crate::machine::MachineSettings;

/// `[simulator]` of a toy experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimulatorSettings {
    /// Always `toy`.
    pub kind: SimulatorKind,
    /// What differs from the simulator's own parameters.
    #[serde(default)]
    pub parameters: BTreeMap<String, Setting>,
}

/// Kinds of simulators of this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SimulatorKind {
    /// Two Gaussians for each of two classes.
    Toy,
}

/// `[task]` of a toy experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskSettings {
    /// Always `toy`.
    pub kind: TaskKind,
    /// The support vector machine.
    #[serde(default)]
    pub model: MachineSettings,
    /// The real points.
    #[serde(default)]
    pub validation: ValidationSettings,
}

/// Kinds of tasks of this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// A class for each point.
    Toy,
}

/// `[task.validation]`: real points, drawn anew for validation and for the test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ValidationSettings {
    /// Points that the reward is computed on.
    pub points: usize,
    /// Points that no reward sees.
    pub test_points: usize,
    /// Their seed, apart from the run's: runs with other seeds are scored on the same points.
    pub seed: u64,
}

impl Default for ValidationSettings {
    fn default() -> Self {
        Self { points: 1350, test_points: 1350, seed: 0 }
    }
}
