//! A candidate is what a policy proposes; an evaluation is what came of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Proposed parameters, numbered by the host from 0 without gaps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The host's number; noise and datasets of this candidate are seeded by it.
    pub number: u64,
    /// The free parameters in their units, flat, in the order of [`ParameterSpace::labels`](crate::ParameterSpace::labels).
    pub point: Vec<f64>,
}

/// The outcome of one candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The candidate's number.
    pub candidate: u64,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

impl Evaluation {
    /// The reward, if the candidate was scored.
    pub fn reward(&self) -> Option<f64> {
        match &self.outcome {
            Outcome::Scored { reward, .. } => Some(*reward),
            Outcome::Failed { .. } => None,
        }
    }
}

/// Scored, or failed: a failure is told to the policy, it does not end the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Outcome {
    /// The main task model was trained and scored.
    Scored {
        /// Better when higher.
        reward: f64,
        /// Whatever else was measured, by name.
        metrics: BTreeMap<String, f64>,
    },
    /// The simulator or the training failed.
    Failed {
        /// Why, in one line.
        reason: String,
    },
}
