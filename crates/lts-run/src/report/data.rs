//! A run as the report sees it: the records of its journal sorted by what they are, and the files beside it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lts_core::{Outcome, Values};
use serde::Deserialize;

use super::ReportError;
use crate::journal::{Assessed, FORMAT, Iteration, Record, Start};

/// Everything that a report shows of one run.
#[derive(Clone, Debug)]
pub struct RunData {
    /// Name of the run directory.
    pub directory: String,
    /// The first line of the journal.
    pub start: Start,
    /// Candidates with an outcome, in the order of the journal.
    pub evaluations: Vec<Evaluated>,
    /// Complete iterations.
    pub iterations: Vec<Iteration>,
    /// Points of interest that were scored on their own.
    pub assessments: Vec<Assessment>,
    /// Why the run ended; absent if it goes on or was interrupted.
    pub finish: Option<String>,
    /// `run.json`, if it is there and readable.
    pub info: Option<serde_json::Map<String, serde_json::Value>>,
    /// Sums over `timing.jsonl`, if it is there.
    pub time: Option<TimeSpent>,
    /// The first and the last contact sheet.
    pub samples: Vec<SampleSheet>,
}

/// A candidate and its outcome.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The iteration, from 0.
    pub iteration: u64,
    /// The candidate's number.
    pub candidate: u64,
    /// All parameters by name, fixed ones included; absent if the point does not fit the space.
    pub values: Option<Values>,
    /// Reward and metrics, or a failure.
    pub outcome: Outcome,
    /// Mean training loss of the last epoch.
    pub loss: Option<f64>,
}

/// One score of a point of interest.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// Which parameters.
    pub of: Assessed,
    /// After how many iterations, if it was scored between two of them; absent after the loop.
    pub iteration: Option<u64>,
    /// Reward and metrics, or a failure.
    pub outcome: Outcome,
}

/// Seconds spent over all evaluations of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
pub struct TimeSpent {
    /// The simulator made samples (at the same time as the rest).
    pub render_secs: f64,
    /// The trainer waited for samples.
    pub wait_secs: f64,
    /// The trainer trained.
    pub train_secs: f64,
    /// The model was scored.
    pub score_secs: f64,
}

/// A PNG with training images and their labels.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleSheet {
    /// The iteration, from 0.
    pub iteration: u64,
    /// The file's bytes.
    pub png: Vec<u8>,
}

impl RunData {
    /// All parameters at the start, fixed ones included.
    pub fn start_values(&self) -> Values {
        let mut values = Values::new();
        for parameter in self.start.space.parameters() {
            values.insert(parameter.name.clone(), parameter.start.clone());
        }
        values
    }

    /// Reads a run directory. The run may be live or have been killed: an incomplete last line is passed over.
    ///
    /// # Errors
    /// If the folder is no run directory, or its journal is damaged or of an unknown version.
    pub fn read(run: &Path) -> Result<Self, ReportError> {
        let absent = |reason: &str| ReportError::NotARun { path: run.into(), reason: reason.into() };
        if !run.is_dir() {
            return Err(absent(if run.exists() { "it is a file" } else { "there is no such folder" }));
        }
        let path = run.join("journal.jsonl");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(absent("it has no journal.jsonl"));
            }
            Err(error) => return Err(ReportError::File { path, action: "read the journal", error }),
        };
        let records = records(&path, &bytes)?;
        let name = run.canonicalize().ok().and_then(|full| full.file_name().map(ToOwned::to_owned));
        let name = name.map_or_else(|| run.display().to_string(), |name| name.to_string_lossy().into_owned());
        let mut data = Self::from_records(name, records).map_err(|error| match error {
            Refused::Empty => absent("nothing is journaled yet"),
            Refused::Line { line, reason } => ReportError::Journal { path, line, reason },
        })?;
        let json = std::fs::read(run.join("run.json")).ok();
        data.info = json.and_then(|json| serde_json::from_slice(&json).ok());
        data.time = std::fs::read_to_string(run.join("timing.jsonl")).ok().and_then(|text| time(&text));
        data.samples = samples(&run.join("samples"));
        Ok(data)
    }

    fn from_records(directory: String, records: Vec<Record>) -> Result<Self, Refused> {
        let mut records = records.into_iter().enumerate();
        let refuse = |index: usize, reason: &str| Refused::Line { line: index + 1, reason: reason.into() };
        let start = match records.next() {
            None => return Err(Refused::Empty),
            Some((_, Record::Start(start))) => start,
            Some((index, _)) => return Err(refuse(index, "the first record must be 'start'")),
        };
        let mut points = BTreeMap::new();
        let mut data = Self {
            directory,
            start,
            evaluations: Vec::new(),
            iterations: Vec::new(),
            assessments: Vec::new(),
            finish: None,
            info: None,
            time: None,
            samples: Vec::new(),
        };
        for (index, record) in records {
            match record {
                Record::Start(_) => return Err(refuse(index, "'start' may only be the first record")),
                Record::Ask { candidates, .. } => {
                    points
                        .extend(candidates.into_iter().map(|candidate| (candidate.number, candidate.point)));
                }
                Record::Evaluation { iteration, evaluation, losses } => {
                    let Some(point) = points.remove(&evaluation.candidate) else {
                        let reason = format!("candidate {} was not asked for", evaluation.candidate);
                        return Err(refuse(index, &reason));
                    };
                    data.evaluations.push(Evaluated {
                        iteration,
                        candidate: evaluation.candidate,
                        values: data.start.space.values(&point).ok(),
                        outcome: evaluation.outcome,
                        loss: losses.last().copied(),
                    });
                }
                Record::Iteration(iteration) => data.iterations.push(iteration),
                Record::Assessment { of, iteration, outcome, .. } => {
                    data.assessments.push(Assessment { of, iteration, outcome });
                }
                Record::Finish { reason } => data.finish = Some(reason),
            }
        }
        Ok(data)
    }

    /// The scored candidate with the highest reward, the first of equals, and its reward.
    pub fn best(&self) -> Option<(&Evaluated, f64)> {
        let mut best: Option<(&Evaluated, f64)> = None;
        for evaluated in &self.evaluations {
            if let Some(reward) = evaluated.reward()
                && best.is_none_or(|(_, highest)| reward > highest)
            {
                best = Some((evaluated, reward));
            }
        }
        best
    }
}

impl Evaluated {
    /// The reward, if the candidate was scored.
    pub fn reward(&self) -> Option<f64> {
        reward(&self.outcome)
    }
}

/// The reward of an outcome, if it has one.
pub(super) fn reward(outcome: &Outcome) -> Option<f64> {
    match outcome {
        Outcome::Scored { reward, .. } => Some(*reward),
        Outcome::Failed { .. } => None,
    }
}

enum Refused {
    Empty,
    Line { line: usize, reason: String },
}

fn records(path: &Path, bytes: &[u8]) -> Result<Vec<Record>, ReportError> {
    let damaged =
        |line: usize, reason: String| ReportError::Journal { path: PathBuf::from(path), line, reason };
    let mut records = Vec::new();
    let mut lines = bytes.split(|byte| *byte == b'\n').enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        // What follows the last line break is empty, or a line that was not written to its end.
        let incomplete = lines.peek().is_none();
        if incomplete && line.is_empty() {
            break;
        }
        if index == 0
            && let Ok(first) = serde_json::from_slice::<serde_json::Value>(line)
            && let Some(format) = first.get("format")
            && *format != FORMAT
        {
            return Err(ReportError::Format { path: path.into(), found: format.to_string() });
        }
        match serde_json::from_slice(line) {
            Ok(record) => records.push(record),
            Err(_) if incomplete => break,
            Err(error) => return Err(damaged(index + 1, error.to_string())),
        }
    }
    Ok(records)
}

fn time(text: &str) -> Option<TimeSpent> {
    let mut sum = TimeSpent::default();
    let mut lines = 0;
    // Nothing depends on these times: a line that a killed process left incomplete is passed over.
    for spent in text.lines().filter_map(|line| serde_json::from_str::<TimeSpent>(line).ok()) {
        lines += 1;
        sum.render_secs += spent.render_secs;
        sum.wait_secs += spent.wait_secs;
        sum.train_secs += spent.train_secs;
        sum.score_secs += spent.score_secs;
    }
    (lines > 0).then_some(sum)
}

fn samples(folder: &Path) -> Vec<SampleSheet> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let sheets: BTreeMap<u64, PathBuf> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?;
            let iteration = name.strip_prefix("iteration_")?.strip_suffix(".png")?.parse().ok()?;
            Some((iteration, path))
        })
        .collect();
    let first_and_last = sheets.iter().take(1).chain(sheets.iter().skip(1).last());
    first_and_last
        .filter_map(|(iteration, path)| {
            let png = std::fs::read(path).ok().filter(|png| png.starts_with(b"\x89PNG\r\n\x1a\n"))?;
            Some(SampleSheet { iteration: *iteration, png })
        })
        .collect()
}
