//! Candidates that were asked and not told yet, and the checks that every tell shares.

use std::collections::BTreeMap;

use lts_core::{Evaluation, Outcome, PolicyError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What a policy remembers of each outstanding candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Outstanding<T>(BTreeMap<u64, T>);

impl<T> Default for Outstanding<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Outstanding<T> {
    pub(crate) fn insert(&mut self, candidate: u64, memory: T) {
        self.0.insert(candidate, memory);
    }

    pub(crate) fn get_mut(&mut self, candidate: u64) -> Option<&mut T> {
        self.0.get_mut(&candidate)
    }

    /// Takes what belongs to `evaluations` out, by candidate number, with the rewards of those that were scored.
    /// Changes nothing if one of them is unknown, told twice or not finite.
    pub(crate) fn take(
        &mut self,
        evaluations: &[Evaluation],
    ) -> Result<Vec<(u64, T, Option<f64>)>, PolicyError> {
        let mut numbers: Vec<u64> = evaluations.iter().map(|evaluation| evaluation.candidate).collect();
        numbers.sort_unstable();
        let twice = numbers.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
        if let Some(number) =
            twice.or_else(|| numbers.iter().copied().find(|number| !self.0.contains_key(number)))
        {
            return Err(PolicyError::UnknownCandidate { number });
        }
        for evaluation in evaluations {
            if let Outcome::Scored { reward, .. } = evaluation.outcome
                && !reward.is_finite()
            {
                return Err(PolicyError::Reward { number: evaluation.candidate, reward });
            }
        }
        let mut taken: Vec<(u64, T, Option<f64>)> = evaluations
            .iter()
            .filter_map(|evaluation| {
                let memory = self.0.remove(&evaluation.candidate)?;
                Some((evaluation.candidate, memory, evaluation.reward()))
            })
            .collect();
        // The order of telling must not matter.
        taken.sort_by_key(|(number, ..)| *number);
        Ok(taken)
    }
}

/// A state as JSON, with the policy's kind and the labels of its space so that it fits nothing else.
#[derive(Serialize, Deserialize)]
struct Saved<S> {
    kind: String,
    labels: Vec<String>,
    state: S,
}

pub(crate) fn save<S: Serialize>(kind: &str, labels: Vec<String>, state: &S) -> String {
    let saved = Saved { kind: kind.into(), labels, state };
    #[expect(clippy::expect_used, reason = "plain numbers, names and lists always have a JSON form")]
    serde_json::to_string(&saved).expect("a policy's state has a JSON form")
}

pub(crate) fn load<S: DeserializeOwned>(kind: &str, labels: &[String], text: &str) -> Result<S, PolicyError> {
    let error = |reason: String| PolicyError::State { kind: kind.into(), reason };
    let saved: Saved<S> = serde_json::from_str(text).map_err(|cause| error(cause.to_string()))?;
    if saved.kind != kind {
        return Err(error(format!("it is of the policy '{}'", saved.kind)));
    }
    if saved.labels != labels {
        return Err(error("it is of another parameter space".into()));
    }
    Ok(saved.state)
}
