//! The numbers of a run that its row in the table shows, also as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::RunData;
use super::data::reward;
use crate::journal::Assessed;

/// What a run reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Name of the run directory.
    pub directory: String,
    /// The experiment's name.
    pub experiment: String,
    /// What the reward is.
    pub metric: String,
    /// The policy's kind.
    pub policy: String,
    /// The run's seed.
    pub seed: u64,
    /// Complete iterations.
    pub iterations: usize,
    /// Candidates with an outcome, failed ones included.
    pub candidates: usize,
    /// Candidates that failed.
    pub failed: usize,
    /// Training images that were made for candidates.
    pub images: u64,
    /// Mean reward of the first iteration in which a candidate was scored.
    pub reward_start: Option<f64>,
    /// Highest reward of a candidate.
    pub reward_best: Option<f64>,
    /// Mean reward of the last complete iteration in which a candidate was scored.
    pub reward_last: Option<f64>,
    /// Points of interest that were scored on their own.
    pub assessments: BTreeMap<Assessed, AssessmentSummary>,
    /// Share of the trainer's time (waiting and training) in which it waited for images, 0 to 1.
    pub wait_share: Option<f64>,
    /// Wall time of all evaluations and assessments, in seconds.
    pub wall_secs: Option<f64>,
    /// Why the run ended; absent if it goes on or was interrupted.
    pub finish: Option<String>,
}

/// Repeated scores of one point of interest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssessmentSummary {
    /// Mean reward.
    pub mean: Option<f64>,
    /// Standard deviation over the repeats (n - 1); absent for a single one.
    pub deviation: Option<f64>,
    /// Repeats that were scored.
    pub repeats: usize,
    /// Repeats that failed.
    pub failed: usize,
}

/// The summary of each run.
pub fn summary(runs: &[RunData]) -> Vec<Summary> {
    runs.iter().map(summarize).collect()
}

fn summarize(run: &RunData) -> Summary {
    let mut rewards: BTreeMap<Assessed, Vec<Option<f64>>> = BTreeMap::new();
    for assessment in run.assessments.iter().filter(|assessment| assessment.iteration.is_none()) {
        rewards.entry(assessment.of).or_default().push(reward(&assessment.outcome));
    }
    Summary {
        directory: run.directory.clone(),
        experiment: run.start.name.clone(),
        metric: run.start.metric.clone(),
        policy: run.start.policy.clone(),
        seed: run.start.seed,
        iterations: run.iterations.len(),
        candidates: run.evaluations.len(),
        failed: run.evaluations.iter().filter(|evaluated| evaluated.reward().is_none()).count(),
        images: run.iterations.last().map_or(0, |last| last.images),
        reward_start: run.iterations.iter().find_map(|iteration| iteration.reward_mean),
        reward_best: run.best().map(|(_, reward)| reward),
        reward_last: run.iterations.iter().rev().find_map(|iteration| iteration.reward_mean),
        assessments: rewards.into_iter().map(|(of, rewards)| (of, assess(&rewards))).collect(),
        wait_share: run.time.and_then(|time| {
            let busy = time.wait_secs + time.train_secs;
            (busy > 0.0).then(|| time.wait_secs / busy)
        }),
        wall_secs: run.time.map(|time| time.wait_secs + time.train_secs + time.score_secs),
        finish: run.finish.clone(),
    }
}

fn assess(rewards: &[Option<f64>]) -> AssessmentSummary {
    let scored: Vec<f64> = rewards.iter().copied().flatten().collect();
    let count = scored.len() as f64;
    let mean = (!scored.is_empty()).then(|| scored.iter().sum::<f64>() / count);
    let deviation = mean.filter(|_| scored.len() > 1).map(|mean| {
        (scored.iter().map(|reward| (reward - mean).powi(2)).sum::<f64>() / (count - 1.0)).sqrt()
    });
    AssessmentSummary { mean, deviation, repeats: scored.len(), failed: rewards.len() - scored.len() }
}
