//! Where a run stands, rebuilt from its journal: the same records give the same state.

use lts_core::{Candidate, Outcome};

use crate::journal::{Assessed, Record};

/// The best candidate so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// Its number.
    pub candidate: u64,
    /// Its reward.
    pub reward: f64,
    /// Its point.
    pub point: Vec<f64>,
}

/// Progress of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Whether the first line is written.
    pub started: bool,
    /// Iterations that are complete.
    pub iterations: u64,
    /// Candidates asked so far.
    pub asked: u64,
    /// Candidates of the iteration at work; empty between iterations.
    pub open: Vec<Candidate>,
    /// Evaluations of the iteration at work, in the order of `open`.
    pub evaluated: Vec<lts_core::Evaluation>,
    /// The best candidate of the run.
    pub best: Option<Best>,
    /// Reward of the best candidate of the iteration at work.
    pub leading_reward: Option<f64>,
    /// Evaluations so far.
    pub evaluations: u64,
    /// Complete iterations in a row in which every candidate failed.
    pub failed_iterations: u64,
    /// Assessments after the loop so far.
    pub assessed: Vec<(Assessed, u32, Option<f64>)>,
    /// Assessments of the recommendation between iterations: after how many, and the repeat.
    pub checked: Vec<(u64, u32)>,
    /// Why the run ended.
    pub finished: Option<String>,
}

impl State {
    /// The state after `records`.
    pub fn replay(records: &[Record]) -> Self {
        let mut state = Self::default();
        for record in records {
            state.apply(record);
        }
        state
    }

    /// Takes one more record.
    pub fn apply(&mut self, record: &Record) {
        match record {
            Record::Start(_) => self.started = true,
            Record::Ask { candidates, .. } => {
                self.asked += candidates.len() as u64;
                self.open = candidates.clone();
                self.leading_reward = None;
            }
            Record::Evaluation { evaluation, .. } => {
                self.evaluations += 1;
                if let Some(reward) = evaluation.reward() {
                    if self.leading_reward.is_none_or(|leading| reward > leading) {
                        self.leading_reward = Some(reward);
                    }
                    let candidate = self.open.iter().find(|open| open.number == evaluation.candidate);
                    if let Some(candidate) = candidate
                        && self.best.as_ref().is_none_or(|best| reward > best.reward)
                    {
                        let (candidate, point) = (candidate.number, candidate.point.clone());
                        self.best = Some(Best { candidate, reward, point });
                    }
                }
                self.evaluated.push(evaluation.clone());
            }
            Record::Iteration(iteration) => {
                self.iterations += 1;
                let all_failed = iteration.reward_mean.is_none();
                self.failed_iterations = if all_failed { self.failed_iterations + 1 } else { 0 };
                self.open.clear();
                self.evaluated.clear();
            }
            Record::Assessment { repeat, iteration: Some(iteration), .. } => {
                self.checked.push((*iteration, *repeat));
            }
            Record::Assessment { of, repeat, outcome, .. } => {
                let reward = match outcome {
                    Outcome::Scored { reward, .. } => Some(*reward),
                    Outcome::Failed { .. } => None,
                };
                self.assessed.push((*of, *repeat, reward));
            }
            Record::Finish { reason } => self.finished = Some(reason.clone()),
        }
    }

    /// Mean reward of the assessments of `of`, and how many there are.
    pub fn assessment(&self, of: Assessed) -> Option<(f64, usize)> {
        let rewards: Vec<f64> = self.rewards(of).collect();
        (!rewards.is_empty()).then(|| (rewards.iter().sum::<f64>() / rewards.len() as f64, rewards.len()))
    }

    /// Best reward of the assessments of `of`.
    pub fn best_assessment(&self, of: Assessed) -> Option<f64> {
        self.rewards(of).reduce(f64::max)
    }

    fn rewards(&self, of: Assessed) -> impl Iterator<Item = f64> {
        self.assessed.iter().filter(move |(which, ..)| *which == of).filter_map(|(.., reward)| *reward)
    }
}
