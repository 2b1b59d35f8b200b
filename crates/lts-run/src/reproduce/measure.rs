//! Numbers of the runs of a reproduction: rewards, distances to the truth, iterations and images until a level.

use std::collections::BTreeMap;

use lts_core::{Outcome, Values};
use serde::{Deserialize, Serialize};

use super::definition::{Definition, Efficiency};
use crate::journal::Assessed;
use crate::report::RunData;
use crate::report::arms::{Arm, Followed, Over, assessed, deviation, mean, number_of};

/// A number of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// Name of the arm.
    pub arm: String,
    /// Which number.
    pub value: ValueOf,
    /// One of the metrics in place of the reward, e.g. `accuracy.test`.
    #[serde(default)]
    pub metric: Option<String>,
}

/// Which number of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueOf {
    /// Assessed: the start.
    Start,
    /// Assessed: the recommendation at the end.
    Recommended,
    /// Assessed: the best candidate.
    Best,
    /// Assessed: the hidden true parameters.
    ValidationParameters,
    /// Mean over all candidates of the run.
    AllCandidates,
    /// Mean over the candidates of the last tenth of the iterations.
    LastCandidates,
    /// The best candidate's reward.
    BestCandidate,
}

/// The runs of a reproduction by arm and seed.
pub struct Measured<'a> {
    definition: &'a Definition,
    runs: BTreeMap<&'a str, Vec<&'a RunData>>,
    seeds: Vec<u64>,
}

/// A row of the table of images.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Name of the arm.
    pub arm: String,
    /// Its label.
    pub label: String,
    /// For each seed, images until the level; absent if it was not reached.
    pub images: BTreeMap<u64, Option<u64>>,
    /// Mean over the seeds that reached it.
    pub mean: Option<f64>,
    /// Images of the whole run.
    pub all_images: u64,
    /// Reward at the end, mean over seeds.
    pub reward: Option<f64>,
    /// Its standard deviation over the seeds.
    pub deviation: Option<f64>,
    /// Share of the gap that is closed at the end, mean over seeds.
    pub closed: Option<f64>,
}

impl<'a> Measured<'a> {
    /// The runs of each arm, by the arm's name, in any order.
    pub fn new(definition: &'a Definition, seeds: &[u64], runs: &'a BTreeMap<String, Vec<RunData>>) -> Self {
        let sorted = runs.iter().map(|(arm, runs)| {
            let mut runs: Vec<&RunData> = runs.iter().collect();
            runs.sort_by_key(|run| run.start.seed);
            (arm.as_str(), runs)
        });
        Self { definition, runs: sorted.collect(), seeds: seeds.to_vec() }
    }

    /// All seeds that were asked for.
    pub fn seeds(&self) -> Vec<u64> {
        self.seeds.clone()
    }

    /// Whether there are runs of the arm.
    pub fn has(&self, arm: &str) -> bool {
        self.runs.get(arm).is_some_and(|runs| !runs.is_empty())
    }

    /// What the reward is.
    pub fn metric(&self) -> String {
        self.runs.values().flatten().next().map_or_else(String::new, |run| run.start.metric.clone())
    }

    /// The arms of these names that have runs, with a colour for each name, followed by `metric` if one is given.
    pub fn arms(&self, names: &[String], metric: Option<&str>) -> Vec<Arm<'a>> {
        let arms = names.iter().enumerate().filter_map(|(color, name)| {
            let runs = self.runs.get(name.as_str())?.clone();
            let label = self.definition.arm(name)?.label.clone();
            (!runs.is_empty()).then_some(Arm { label, color, runs, metric: metric.map(String::from) })
        });
        arms.collect()
    }

    fn run(&self, arm: &str, seed: u64) -> Option<&'a RunData> {
        self.runs.get(arm)?.iter().find(|run| run.start.seed == seed).copied()
    }

    /// A number of one run.
    pub fn value(&self, quantity: &Quantity, seed: u64) -> Option<f64> {
        let run = self.run(&quantity.arm, seed)?;
        let of = |outcome: &Outcome| number_of(outcome, quantity.metric.as_deref());
        let assessed = |which: Assessed| {
            let after = run.assessments.iter().filter(|one| one.of == which && one.iteration.is_none());
            mean(after.filter_map(|one| of(&one.outcome)))
        };
        let from = |first: u64| {
            let late = run.evaluations.iter().filter(|one| one.iteration >= first);
            mean(late.filter_map(|one| of(&one.outcome)))
        };
        match quantity.value {
            ValueOf::Start => assessed(Assessed::Start),
            ValueOf::Recommended => assessed(Assessed::Recommended),
            ValueOf::Best => assessed(Assessed::Best),
            ValueOf::ValidationParameters => assessed(Assessed::ValidationParameters),
            ValueOf::AllCandidates => from(0),
            ValueOf::LastCandidates => {
                let count = run.iterations.len() as u64;
                from(count - count.div_ceil(10))
            }
            ValueOf::BestCandidate => {
                run.evaluations.iter().filter_map(|one| of(&one.outcome)).reduce(f64::max)
            }
        }
    }

    /// The reward with the validation set's own parameters in this seed: the arm's own, or that of another arm.
    pub fn truth(&self, arm: &str, seed: u64) -> Option<f64> {
        self.reference(arm, seed, Assessed::ValidationParameters)
    }

    /// Between the reward at the start and that of the validation parameters, after `share` of the way.
    pub fn level(&self, arm: &str, seed: u64, share: f64) -> Option<f64> {
        let (start, truth) = self.gap(arm, seed)?;
        Some(start + share * (truth - start))
    }

    /// Rewards at the start and with the validation parameters, if there is a gap between them.
    fn gap(&self, arm: &str, seed: u64) -> Option<(f64, f64)> {
        let start = self.reference(arm, seed, Assessed::Start)?;
        let truth = self.truth(arm, seed)?;
        (truth > start).then_some((start, truth))
    }

    fn reference(&self, arm: &str, seed: u64, of: Assessed) -> Option<f64> {
        let own = self.run(arm, seed).and_then(|run| assessed(run, of, None));
        own.or_else(|| {
            // Another start is no reference, unless it is the same one.
            let like = self.run(arm, seed)?;
            let others = self.definition.arms.iter().filter_map(|other| self.run(&other.name, seed));
            let fits = |run: &&RunData| {
                run.start.metric == like.start.metric
                    && (of == Assessed::ValidationParameters || run.start_values() == like.start_values())
            };
            others.filter(fits).find_map(|run| assessed(run, of, None))
        })
    }

    /// Mean total variation distance of `parameters` to the ground truth, at the start and at the end.
    pub fn distances(&self, arm: &str, parameters: &[String], seed: u64) -> Option<(f64, f64)> {
        let run = self.run(arm, seed)?;
        let truth = run.start.validation_parameters.as_ref()?;
        let end = &run.iterations.last()?.recommended;
        let distance = |values: &Values| {
            let each: Option<Vec<f64>> =
                parameters.iter().map(|name| total_variation(values, truth, name)).collect();
            mean(each?.into_iter())
        };
        Some((distance(&run.start_values())?, distance(end)?))
    }

    /// The reward of one run over iterations and images.
    fn curve(&self, arm: &str, seed: u64, follow: Followed) -> Option<Vec<(u64, u64, f64)>> {
        let run = self.run(arm, seed)?;
        let one = Arm { label: String::new(), color: 0, runs: vec![run], metric: None };
        let iterations = one.followed(follow, Over::Iterations);
        let images = one.followed(follow, Over::Images);
        let points: Vec<(u64, u64, f64)> =
            iterations.iter().zip(&images).map(|(at, with)| (at.x as u64, with.x as u64, at.mean)).collect();
        (!points.is_empty()).then_some(points)
    }

    /// Iterations and images until the reward is at `level` and stays there at the next point as well. None if there is
    /// nothing to follow, `Some(None)` if it never comes there.
    pub fn until(&self, arm: &str, seed: u64, follow: Followed, level: f64) -> Option<Option<(u64, u64)>> {
        let curve = self.curve(arm, seed, follow)?;
        let there = (0..curve.len()).find(|&index| {
            curve[index].2 >= level && curve.get(index + 1).is_none_or(|next| next.2 >= level)
        });
        Some(there.map(|index| (curve[index].0, curve[index].1)))
    }

    /// The iteration from which on `arm` is above `than`, if it is at the end; and the last iteration that both have.
    pub fn passes(&self, arm: &str, than: &str, seed: u64, follow: Followed) -> Option<(Option<f64>, f64)> {
        let other: BTreeMap<u64, f64> =
            self.curve(than, seed, follow)?.into_iter().map(|(at, _, value)| (at, value)).collect();
        let ours = self.curve(arm, seed, follow)?;
        let both: Vec<(u64, bool)> =
            ours.into_iter().filter_map(|(at, _, value)| Some((at, value > *other.get(&at)?))).collect();
        let last = both.last()?.0;
        let from = both.iter().rev().take_while(|(_, above)| *above).last().map(|(at, _)| *at as f64);
        // Being above at the last point alone is no passing.
        Some((from.filter(|from| *from < last as f64), last as f64))
    }

    /// The table of images until a share of the gap is closed.
    pub fn efficiency(&self, table: &Efficiency) -> Vec<Row> {
        let names = table.arms.iter().filter(|name| self.has(name));
        names.map(|name| self.row(name, table)).collect()
    }

    fn row(&self, arm: &str, table: &Efficiency) -> Row {
        let (mut images, mut rewards, mut closed, mut all) = (BTreeMap::new(), Vec::new(), Vec::new(), 0);
        for &seed in &self.seeds {
            let Some(run) = self.run(arm, seed) else { continue };
            all = all.max(run.iterations.last().map_or(0, |last| last.images));
            let level = self.level(arm, seed, table.share);
            if let Some(reached) = level.and_then(|level| self.until(arm, seed, table.follow, level)) {
                images.insert(seed, reached.map(|(_, images)| images));
            }
            let Some(reward) = assessed(run, Assessed::Recommended, None) else { continue };
            rewards.push(reward);
            if let Some((start, truth)) = self.gap(arm, seed) {
                closed.push((reward - start) / (truth - start));
            }
        }
        Row {
            arm: arm.into(),
            label: self.definition.arm(arm).map_or_else(String::new, |arm| arm.label.clone()),
            mean: mean(images.values().flatten().map(|images| *images as f64)),
            images,
            all_images: all,
            reward: mean(rewards.iter().copied()),
            deviation: deviation(&rewards),
            closed: mean(closed.into_iter()),
        }
    }
}

/// Half the sum of absolute differences of the probabilities of a categorical, 0 to 1.
fn total_variation(a: &Values, b: &Values, name: &str) -> Option<f64> {
    let (a, b) = (a.probabilities(name)?, b.probabilities(name)?);
    (a.len() == b.len()).then(|| a.iter().zip(&b).map(|(a, b)| (a - b).abs()).sum::<f64>() / 2.0)
}
