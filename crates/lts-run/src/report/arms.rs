//! Runs of one experiment with different seeds are one arm: what they have in common is a mean over seeds with a band.

use std::collections::BTreeMap;

use lts_core::{Outcome, Values};

use super::RunData;
use super::chart::{Band, Mark, Series};
use super::curves::{moving_mean, smoothed};
use crate::journal::{Assessed, Iteration};

/// Runs that differ by their seeds alone.
#[derive(Clone, Debug)]
pub struct Arm<'a> {
    /// For people.
    pub label: String,
    /// Which colour of the palette.
    pub color: usize,
    /// In the order of their seeds.
    pub runs: Vec<&'a RunData>,
    /// The metric that is followed in place of the reward.
    pub metric: Option<String>,
}

/// Which reward is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Followed {
    /// Mean reward of the candidates of an iteration, as a moving mean where there are enough iterations.
    Candidates,
    /// Reward of the recommendation, scored apart with the same seeds each time.
    Recommended,
}

/// What the horizontal axis counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// Iterations done.
    Iterations,
    /// Training images made for candidates.
    Images,
}

/// Values of several seeds at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverSeeds {
    /// Where.
    pub x: f64,
    /// Mean.
    pub mean: f64,
    /// Smallest.
    pub low: f64,
    /// Largest.
    pub high: f64,
}

/// The runs as arms, in the order in which the first run of each is given.
pub fn group(runs: &[RunData]) -> Vec<Arm<'_>> {
    let mut groups: Vec<Vec<&RunData>> = Vec::new();
    for run in runs {
        let place = groups.iter_mut().find(|group| {
            alike(group[0], run) && group.iter().all(|known| known.start.seed != run.start.seed)
        });
        match place {
            Some(group) => group.push(run),
            None => groups.push(vec![run]),
        }
    }
    for group in &mut groups {
        group.sort_by_key(|run| run.start.seed);
    }
    let labels = labels(&groups);
    let arms = groups.into_iter().zip(labels).enumerate();
    arms.map(|(color, (runs, label))| Arm { label, color, runs, metric: None }).collect()
}

/// Whether two runs are of one experiment, whatever their seeds.
fn alike(a: &RunData, b: &RunData) -> bool {
    let key = |run: &RunData| {
        let start = &run.start;
        (start.name.clone(), start.policy.clone(), start.metric.clone(), start.candidates, start.images)
    };
    key(a) == key(b)
        && a.start.carry_over == b.start.carry_over
        && a.start.space == b.start.space
        && a.start.validation_parameters == b.start.validation_parameters
}

/// The shortest names that tell the groups apart.
fn labels(groups: &[Vec<&RunData>]) -> Vec<String> {
    let forms: [&dyn Fn(&RunData) -> String; 4] = [
        &|run| run.start.name.clone(),
        &|run| run.start.policy.clone(),
        &|run| format!("{}, {}", run.start.name, run.start.policy),
        &|run| {
            let start = &run.start;
            format!("{}, {}, {} x {} images", start.name, start.policy, start.candidates, start.images)
        },
    ];
    for form in forms {
        let labels: Vec<String> = groups.iter().map(|group| form(group[0])).collect();
        let different: std::collections::BTreeSet<&String> = labels.iter().collect();
        if different.len() == labels.len() {
            return labels;
        }
    }
    groups.iter().map(|group| format!("{}, {}", group[0].start.name, group[0].directory)).collect()
}

impl Arm<'_> {
    /// Whether its candidates go on from the weights of earlier ones.
    pub fn accumulated(&self) -> bool {
        self.runs.iter().any(|run| !run.start.carry_over.is_none())
    }

    /// A reward over iterations or images.
    pub fn followed(&self, followed: Followed, over: Over) -> Vec<OverSeeds> {
        let each = self.runs.iter().map(|run| match followed {
            Followed::Candidates => {
                let metric = self.metric.as_deref().map(|metric| means(run, metric));
                let mean = |iteration: &Iteration| {
                    let x = match over {
                        Over::Iterations => iteration.iteration as f64 + 1.0,
                        Over::Images => iteration.images as f64,
                    };
                    let value = match &metric {
                        None => iteration.reward_mean,
                        Some(means) => means.get(&iteration.iteration).copied(),
                    };
                    (x, value.unwrap_or(f64::NAN))
                };
                let points: Vec<(f64, f64)> = run.iterations.iter().map(mean).collect();
                if smoothed(points.len()) { moving_mean(&points) } else { points }
            }
            Followed::Recommended => recommended(run, self.metric.as_deref())
                .into_iter()
                .map(|(iterations, reward)| {
                    let x = match over {
                        Over::Iterations => iterations as f64,
                        Over::Images => images_after(run, iterations) as f64,
                    };
                    (x, reward)
                })
                .collect(),
        });
        over_seeds(&each.collect::<Vec<_>>())
    }

    /// Something of the recommendation, before the first iteration and after each one.
    pub fn parameter(&self, value: impl Fn(&Values) -> Option<f64>) -> Vec<OverSeeds> {
        let each = self.runs.iter().map(|run| super::parameters::over_iterations(run, &value));
        over_seeds(&each.collect::<Vec<_>>())
    }

    /// One of the policy's metrics after each iteration.
    pub fn metric(&self, name: &str) -> Vec<OverSeeds> {
        let each = self.runs.iter().map(|run| {
            let values = run.iterations.iter();
            let values = values.filter_map(|it| Some((it.iteration as f64 + 1.0, *it.policy.get(name)?)));
            values.collect()
        });
        over_seeds(&each.collect::<Vec<_>>())
    }

    /// Mean rewards of the assessments of `of` after the loop, one for each run that has them.
    pub fn assessed(&self, of: Assessed) -> Vec<f64> {
        self.runs.iter().filter_map(|run| assessed(run, of, self.metric.as_deref())).collect()
    }

    /// A line for the mean and a band around it, if there are several runs.
    pub fn drawn(&self, values: &[OverSeeds], label: bool) -> (Series, Option<Band>) {
        let points = values.iter().map(|value| (value.x, value.mean)).collect();
        let label = label.then(|| self.label.clone());
        let series = Series { color: self.color, mark: Mark::Line, points, label };
        (series, (self.runs.len() > 1).then(|| band(self.color, values)))
    }
}

/// The band of `values`.
pub fn band(color: usize, values: &[OverSeeds]) -> Band {
    Band { color, points: values.iter().map(|value| (value.x, value.low, value.high)).collect() }
}

/// Mean, smallest and largest at every place that all series have.
pub fn over_seeds(series: &[Vec<(f64, f64)>]) -> Vec<OverSeeds> {
    let mut places: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for (x, y) in series.iter().flatten().filter(|point| point.1.is_finite() && point.0 >= 0.0) {
        // Numbers that are not negative are ordered like their bits.
        places.entry((x + 0.0).to_bits()).or_default().push(*y);
    }
    let complete = places.into_iter().filter(|(_, values)| values.len() == series.len());
    complete
        .map(|(x, values)| OverSeeds {
            x: f64::from_bits(x),
            // Division first: a sum of large values is infinite.
            mean: values.iter().map(|value| value / values.len() as f64).sum(),
            low: values.iter().copied().fold(f64::INFINITY, f64::min),
            high: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        })
        .collect()
}

/// The metric of this name, or the reward; none of a failure.
pub fn number_of(outcome: &Outcome, metric: Option<&str>) -> Option<f64> {
    match (outcome, metric) {
        (Outcome::Failed { .. }, _) => None,
        (Outcome::Scored { reward, .. }, None) => Some(*reward),
        (Outcome::Scored { metrics, .. }, Some(name)) => metrics.get(name).copied(),
    }
}

/// Mean of a metric over the candidates of each iteration.
fn means(run: &RunData, metric: &str) -> BTreeMap<u64, f64> {
    let mut all: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for evaluated in &run.evaluations {
        if let Some(value) = number_of(&evaluated.outcome, Some(metric)) {
            all.entry(evaluated.iteration).or_default().push(value);
        }
    }
    all.into_iter().filter_map(|(at, values)| Some((at, mean(values.into_iter())?))).collect()
}

/// Mean reward, or metric, of the assessments of `of` after the loop.
pub fn assessed(run: &RunData, of: Assessed, metric: Option<&str>) -> Option<f64> {
    let after = run.assessments.iter().filter(|one| one.of == of && one.iteration.is_none());
    mean(after.filter_map(|one| number_of(&one.outcome, metric)))
}

/// The reward, or a metric, of the recommendation after so many iterations: at the start, between iterations, and at the end. Empty
/// if it was not scored between iterations.
pub fn recommended(run: &RunData, metric: Option<&str>) -> Vec<(u64, f64)> {
    let mut between: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for one in &run.assessments {
        if let (Some(iteration), Some(reward)) = (one.iteration, number_of(&one.outcome, metric)) {
            between.entry(iteration).or_default().push(reward);
        }
    }
    if between.is_empty() {
        return Vec::new();
    }
    let mut points: BTreeMap<u64, f64> =
        between.into_iter().filter_map(|(at, rewards)| Some((at, mean(rewards.into_iter())?))).collect();
    if let Some(start) = assessed(run, Assessed::Start, metric) {
        points.insert(0, start);
    }
    if let (Some(last), Some(end)) = (run.iterations.last(), assessed(run, Assessed::Recommended, metric)) {
        points.insert(last.iteration + 1, end);
    }
    points.into_iter().collect()
}

/// Training images made for candidates after so many iterations.
pub fn images_after(run: &RunData, iterations: u64) -> u64 {
    let done = run.iterations.iter().take_while(|iteration| iteration.iteration < iterations);
    done.last().map_or(0, |last| last.images)
}

/// The mean, if there is anything.
pub fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let values: Vec<f64> = values.collect();
    (!values.is_empty()).then(|| values.iter().map(|value| value / values.len() as f64).sum())
}

/// The standard deviation (n - 1), if there are two values or more.
pub fn deviation(values: &[f64]) -> Option<f64> {
    let mean = mean(values.iter().copied()).filter(|_| values.len() > 1)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_stands_only_where_every_seed_has_a_value() {
        let series =
            [vec![(0.0, 1.0), (1.0, 2.0), (2.0, 5.0)], vec![(0.0, 3.0), (1.0, f64::NAN), (2.0, 6.0)]];
        let spread = over_seeds(&series);
        assert_eq!(spread.len(), 2, "{spread:?}");
        assert_eq!(spread[0], OverSeeds { x: 0.0, mean: 2.0, low: 1.0, high: 3.0 });
        assert_eq!(spread[1], OverSeeds { x: 2.0, mean: 5.5, low: 5.0, high: 6.0 });
        assert!(over_seeds(&[]).is_empty());
    }

    #[test]
    fn spread_needs_two_values() {
        assert_eq!(deviation(&[3.0]), None);
        assert_eq!(deviation(&[1.0, 3.0]), Some(2f64.sqrt()));
        assert_eq!(mean(std::iter::empty()), None);
    }
}
