//! Claims of the paper as statements about numbers of runs, and the verdict on each.

use serde::{Deserialize, Serialize};

use super::definition::Size;
use super::measure::{Measured, Quantity};
use crate::report::arms::{Followed, deviation, mean};
use crate::report::compare::in_words;

/// A claim, and where it is from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// In words.
    pub text: String,
    /// What the paper says, with its number.
    pub paper: String,
    /// What was tried, shown if it does not hold.
    #[serde(default)]
    pub tried: String,
    /// Whether it must hold in every seed or in the mean over seeds.
    #[serde(default)]
    pub judged: Judged,
    /// Judged at this size alone.
    #[serde(default)]
    pub only: Option<Size>,
    /// In numbers.
    #[serde(flatten)]
    pub states: States,
}

/// Over what a claim must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judged {
    /// In every seed.
    #[default]
    EverySeed,
    /// In the mean over seeds.
    Mean,
}

/// What a claim states of every seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum States {
    /// A number is at least this.
    AtLeast {
        /// Which number.
        of: Quantity,
        /// The bound.
        least: f64,
    },
    /// A reward is at most a share of the reference's size below the reference.
    Within {
        /// Which number.
        of: Quantity,
        /// What it is compared with.
        reference: Quantity,
        /// The share, e.g. 0.1.
        share: f64,
    },
    /// A number is above another one.
    Beats {
        /// Which number.
        of: Quantity,
        /// What it is compared with.
        than: Quantity,
    },
    /// The total variation distance of probabilities to the ground truth, mean of the named categoricals, is at the end
    /// at most a share of what it was at the start.
    Closer {
        /// Name of the arm.
        arm: String,
        /// Names of categoricals.
        parameters: Vec<String>,
        /// The share, e.g. 0.5.
        share: f64,
    },
    /// An arm comes within a share of the validation parameters' reward after more iterations than another arm.
    Later {
        /// Name of the arm.
        arm: String,
        /// Name of the arm that is there first.
        than: String,
        /// Which reward.
        follow: Followed,
        /// The share of the reference's size, e.g. 0.1.
        share: f64,
    },
    /// An arm's reward is above another arm's from some iteration to the end.
    Passes {
        /// Name of the arm.
        arm: String,
        /// Name of the arm that is passed.
        than: String,
        /// Which reward.
        follow: Followed,
    },
    /// An arm closes a share of the gap between its start and the validation parameters with fewer images than another.
    FewerImages {
        /// Name of the arm.
        arm: String,
        /// Name of the arm that needs more.
        than: String,
        /// Which reward.
        follow: Followed,
        /// The share of the gap, e.g. 0.95.
        share: f64,
    },
}

/// What was found about a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not.
    DoesNotHold,
    /// There are no runs that it could be judged by.
    NotMeasured,
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Holds => "holds",
            Self::DoesNotHold => "does not hold",
            Self::NotMeasured => "not measured",
        })
    }
}

/// A claim with its verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judgement {
    /// The claim in words.
    pub claim: String,
    /// What the paper says.
    pub paper: String,
    /// What was compared, in words, e.g. `iterations`.
    pub what: String,
    /// How ours must stand to what is needed: `>=`, `>`, `<=` or `<`.
    pub relation: Relation,
    /// Ours and what is needed, for each seed that was measured.
    pub seeds: Vec<Seeded>,
    /// Mean of ours.
    pub ours: Option<f64>,
    /// Standard deviation of ours over the seeds (n - 1).
    pub deviation: Option<f64>,
    /// Mean of what is needed.
    pub needed: Option<f64>,
    /// Whether every seed must hold or the mean.
    pub judged: Judged,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it was not measured, or what was tried if it does not hold.
    pub note: String,
}

/// Ours and what is needed, of one seed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Seeded {
    /// The seed.
    pub seed: u64,
    /// What was measured; absent if it never came to it.
    pub ours: Option<f64>,
    /// What it is compared with.
    pub needed: f64,
    /// Whether the statement holds in this seed.
    pub holds: bool,
}

/// How ours must stand to what is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Relation {
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// Above.
    #[serde(rename = ">")]
    Above,
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// Below.
    #[serde(rename = "<")]
    Below,
}

impl Relation {
    fn holds(self, ours: f64, needed: f64) -> bool {
        match self {
            Self::AtLeast => ours >= needed,
            Self::Above => ours > needed,
            Self::AtMost => ours <= needed,
            Self::Below => ours < needed,
        }
    }

    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::Above => ">",
            Self::AtMost => "≤",
            Self::Below => "<",
        }
    }
}

impl States {
    /// Names of the arms that it is about.
    pub fn arms(&self) -> Vec<&str> {
        match self {
            Self::AtLeast { of, .. } => vec![&of.arm],
            Self::Within { of, reference: than, .. } | Self::Beats { of, than } => vec![&of.arm, &than.arm],
            Self::Closer { arm, .. } => vec![arm],
            Self::Later { arm, than, .. }
            | Self::Passes { arm, than, .. }
            | Self::FewerImages { arm, than, .. } => vec![arm, than],
        }
    }

    fn relation(&self) -> Relation {
        match self {
            Self::AtLeast { .. } | Self::Within { .. } => Relation::AtLeast,
            Self::Beats { .. } | Self::Later { .. } => Relation::Above,
            Self::Closer { .. } => Relation::AtMost,
            Self::Passes { .. } | Self::FewerImages { .. } => Relation::Below,
        }
    }

    fn what(&self, metric: &str) -> String {
        match self {
            Self::AtLeast { of, .. } | Self::Within { of, .. } | Self::Beats { of, .. } => {
                of.metric.as_deref().map_or_else(|| metric.to_string(), |name| in_words(name, metric))
            }
            Self::Closer { .. } => "total variation distance".into(),
            Self::Later { .. } | Self::Passes { .. } => "iterations".into(),
            Self::FewerImages { .. } => "images".into(),
        }
    }

    /// Ours, if it came to it, and what is needed, in one seed; none if runs are missing.
    fn measure(&self, runs: &Measured<'_>, seed: u64) -> Option<(Option<f64>, f64)> {
        Some(match self {
            Self::AtLeast { of, least } => (Some(runs.value(of, seed)?), *least),
            Self::Within { of, reference, share } => {
                let reference = runs.value(reference, seed)?;
                (Some(runs.value(of, seed)?), reference - share * reference.abs())
            }
            Self::Beats { of, than } => (Some(runs.value(of, seed)?), runs.value(than, seed)?),
            Self::Closer { arm, parameters, share } => {
                let (start, end) = runs.distances(arm, parameters, seed)?;
                (Some(end), share * start)
            }
            Self::Later { arm, than, follow, share } => {
                let level = |arm: &str| {
                    let truth = runs.truth(arm, seed)?;
                    Some(truth - share * truth.abs())
                };
                let first = runs.until(than, seed, *follow, level(than)?)?;
                let ours = runs.until(arm, seed, *follow, level(arm)?)?;
                // The other one never came there: nothing is later than that.
                (ours.map(|(iterations, _)| iterations as f64), first.map_or(f64::INFINITY, |at| at.0 as f64))
            }
            Self::Passes { arm, than, follow } => {
                let (passed, last) = runs.passes(arm, than, seed, *follow)?;
                (passed, last)
            }
            Self::FewerImages { arm, than, follow, share } => {
                let level = |arm: &str| runs.level(arm, seed, *share);
                let other = runs.until(than, seed, *follow, level(than)?)?;
                let ours = runs.until(arm, seed, *follow, level(arm)?)?;
                let images = |at: Option<(u64, u64)>| at.map(|(_, images)| images as f64);
                (images(ours), images(other).unwrap_or(f64::INFINITY))
            }
        })
    }
}

/// The verdict on `claim` at `size`.
pub fn judge(claim: &Claim, runs: &Measured<'_>, size: Size) -> Judgement {
    let relation = claim.states.relation();
    let mut judgement = Judgement {
        claim: claim.text.clone(),
        paper: claim.paper.clone(),
        what: claim.states.what(&runs.metric()),
        relation,
        seeds: Vec::new(),
        ours: None,
        deviation: None,
        needed: None,
        judged: claim.judged,
        verdict: Verdict::NotMeasured,
        note: String::new(),
    };
    if let Some(only) = claim.only.filter(|only| *only != size) {
        judgement.note = format!("only at the size {only}");
        return judgement;
    }
    let mut absent: Vec<&str> = claim.states.arms().into_iter().filter(|arm| !runs.has(arm)).collect();
    absent.dedup();
    if !absent.is_empty() {
        judgement.note = format!("no runs of {} at the size {size}", absent.join(", "));
        return judgement;
    }
    for seed in runs.seeds() {
        if let Some((ours, needed)) = claim.states.measure(runs, seed) {
            let holds = ours.is_some_and(|ours| relation.holds(ours, needed));
            judgement.seeds.push(Seeded { seed, ours, needed, holds });
        }
    }
    let seeds = &judgement.seeds;
    if seeds.len() < runs.seeds().len() || seeds.is_empty() {
        judgement.note = format!(
            "{} of {} seeds could be measured: runs are absent, or lack what it is judged by",
            seeds.len(),
            runs.seeds().len()
        );
        judgement.seeds.clear();
        return judgement;
    }
    let ours: Vec<f64> = seeds.iter().filter_map(|seed| seed.ours).collect();
    judgement.ours = mean(ours.iter().copied());
    judgement.deviation = deviation(&ours);
    judgement.needed = mean(seeds.iter().map(|seed| seed.needed)).filter(|needed| needed.is_finite());
    let holds = match claim.judged {
        Judged::EverySeed => seeds.iter().all(|seed| seed.holds),
        Judged::Mean => {
            let needed = mean(seeds.iter().map(|seed| seed.needed));
            ours.len() == seeds.len()
                && judgement.ours.zip(needed).is_some_and(|(ours, needed)| relation.holds(ours, needed))
        }
    };
    judgement.verdict = if holds { Verdict::Holds } else { Verdict::DoesNotHold };
    if !holds {
        judgement.note = claim.tried.clone();
    }
    judgement
}
