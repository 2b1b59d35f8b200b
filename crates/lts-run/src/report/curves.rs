//! Charts of rewards, losses and the policy's own metrics.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::RunData;
use super::arms;
use super::chart::{Axis, Chart, ChartSize, Level, Mark, Series};
use super::page::{Key, label, legend};
use super::scale::{Spread, score};
use super::summary::Summary;
use crate::journal::{Assessed, Iteration};

/// Fewer iterations than this are shown as they are.
const SMOOTHED_FROM: usize = 20;

/// The reward over iterations and over images, and the best reward so far.
pub fn rewards(runs: &[RunData], summaries: &[Summary]) -> Markup {
    let metric = metric(runs);
    let over_iterations = Chart {
        title: "Reward".into(),
        note: metric.clone(),
        x: Axis::count("iteration"),
        y: Axis::free(&metric),
        series: by_run(runs, |run| {
            let mut series = vec![dots(run), failures(run)];
            series.extend(means(run, |iteration| iteration.iteration as f64));
            series
        }),
        bands: Vec::new(),
        levels: levels(runs, summaries),
        size: ChartSize::Wide,
    };
    let over_images = Chart {
        title: "Reward over images".into(),
        note: "mean of each iteration".into(),
        x: Axis {
            label: "training images made".into(),
            spread: Spread::Whole,
            range: Some((0.0, summaries.iter().map(|summary| summary.images).max().unwrap_or(0) as f64)),
        },
        y: Axis::free(&metric),
        series: by_run(runs, |run| means(run, |iteration| iteration.images as f64)),
        bands: Vec::new(),
        levels: levels(runs, summaries).into_iter().map(|level| Level { label: None, ..level }).collect(),
        size: ChartSize::Half,
    };
    let best_so_far = Chart {
        title: "Best reward so far".into(),
        note: "of any candidate".into(),
        x: Axis::count("candidate"),
        y: Axis::free(&metric),
        series: by_run(runs, |run| vec![best_steps(run)]),
        bands: Vec::new(),
        levels: Vec::new(),
        size: ChartSize::Half,
    };
    let recommended = Chart {
        title: "Reward of the recommended parameters".into(),
        note: "scored apart from the loop".into(),
        x: Axis::count("iterations done"),
        y: Axis::free(&metric),
        series: by_run(runs, |run| {
            let points = arms::recommended(run, None).into_iter().map(|(done, reward)| (done as f64, reward));
            vec![Series { color: 0, mark: Mark::Line, points: points.collect(), label: None }]
        }),
        bands: Vec::new(),
        levels: Vec::new(),
        size: ChartSize::Half,
    };
    let mut keys = vec![Key::Dots("a candidate"), Key::Line("mean of an iteration")];
    if runs.iter().any(|run| run.iterations.len() >= SMOOTHED_FROM) {
        keys = vec![Key::Dots("a candidate"), Key::Thin("mean of an iteration"), Key::Line("moving mean")];
    }
    if !over_iterations.levels.is_empty() {
        keys.push(Key::Dashed("assessed on its own"));
    }
    if summaries.iter().any(|summary| summary.failed > 0) {
        keys.push(Key::Cross("a failed candidate"));
    }
    html! {
        section aria-labelledby="reward" {
            h2 id="reward" { "Reward" }
            (legend(runs, &keys))
            (over_iterations.figure())
            div class="grid halves" {
                (over_images.figure())
                (best_so_far.figure())
                @if !recommended.is_empty() { (recommended.figure()) }
            }
        }
    }
}

/// The policy's metrics and the training loss.
pub fn learning(runs: &[RunData]) -> Markup {
    let mut names: Vec<&str> = Vec::new();
    for name in runs.iter().flat_map(|run| &run.iterations).flat_map(|iteration| iteration.policy.keys()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let metric_chart = |name: &str| Chart {
        title: words(name),
        note: "policy".into(),
        x: Axis::count("iteration"),
        y: Axis::free(""),
        series: by_run(runs, |run| {
            let values = run
                .iterations
                .iter()
                .filter_map(|iteration| Some((iteration.iteration as f64, *iteration.policy.get(name)?)));
            vec![Series { color: 0, mark: Mark::Line, points: values.collect(), label: None }]
        }),
        bands: Vec::new(),
        levels: Vec::new(),
        size: ChartSize::Third,
    };
    let loss = Chart {
        title: "Training loss".into(),
        note: "last epoch, mean of each iteration".into(),
        x: Axis::count("iteration"),
        y: Axis::free(""),
        series: by_run(runs, losses),
        bands: Vec::new(),
        levels: Vec::new(),
        size: ChartSize::Third,
    };
    if names.is_empty() && loss.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="learning" {
            h2 id="learning" { "Policy and training" }
            (legend(runs, &[]))
            div class="grid thirds" {
                @for name in names { (metric_chart(name).figure()) }
                @if !loss.is_empty() { (loss.figure()) }
            }
        }
    }
}

/// The series of every run, in its colour.
pub fn by_run(runs: &[RunData], series: impl Fn(&RunData) -> Vec<Series>) -> Vec<Series> {
    let colored = |(color, run)| series(run).into_iter().map(move |series| Series { color, ..series });
    let all: Vec<Series> = runs.iter().enumerate().flat_map(colored).collect();
    // Dots of one run must not hide lines of another.
    let (below, above) = all.into_iter().partition::<Vec<_>, _>(|series| series.mark == Mark::Dots);
    below.into_iter().chain(above).filter(|series| !series.points.is_empty()).collect()
}

/// The metrics of the runs, which are one where they can be compared.
pub fn metric<'a>(runs: impl IntoIterator<Item = &'a RunData>) -> String {
    let mut metrics: Vec<&str> = Vec::new();
    for run in runs {
        if !metrics.contains(&run.start.metric.as_str()) {
            metrics.push(&run.start.metric);
        }
    }
    metrics.join(" / ")
}

/// A point of interest, for people.
pub fn assessed(of: Assessed) -> &'static str {
    match of {
        Assessed::Start => "start",
        Assessed::Recommended => "recommended",
        Assessed::Best => "best candidate",
        Assessed::ValidationParameters => "validation parameters",
    }
}

fn dots(run: &RunData) -> Series {
    let scored = run.evaluations.iter();
    let points = scored.filter_map(|evaluated| Some((evaluated.iteration as f64, evaluated.reward()?)));
    Series { color: 0, mark: Mark::Dots, points: points.collect(), label: None }
}

fn failures(run: &RunData) -> Series {
    let failed = run.evaluations.iter().filter(|evaluated| evaluated.reward().is_none());
    let points = failed.map(|evaluated| (evaluated.iteration as f64, f64::NAN)).collect();
    Series { color: 0, mark: Mark::Crosses, points, label: None }
}

/// The mean reward of each iteration, and its moving mean where there are enough.
fn means(run: &RunData, x: impl Fn(&Iteration) -> f64) -> Vec<Series> {
    let mean = |iteration: &Iteration| (x(iteration), iteration.reward_mean.unwrap_or(f64::NAN));
    let points: Vec<(f64, f64)> = run.iterations.iter().map(mean).collect();
    let series = |mark, points| Series { color: 0, mark, points, label: None };
    if points.len() < SMOOTHED_FROM {
        return vec![series(Mark::Line, points)];
    }
    vec![series(Mark::Thin, points.clone()), series(Mark::Line, moving_mean(&points))]
}

/// Whether so many iterations are drawn as a moving mean.
pub fn smoothed(iterations: usize) -> bool {
    iterations >= SMOOTHED_FROM
}

/// Each point with the mean of its neighbours; a fifteenth of the points on either side together.
pub fn moving_mean(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let reach = (points.len() / 30).max(1);
    (0..points.len())
        .map(|index| {
            let last = (index + reach).min(points.len() - 1);
            let near = points[index.saturating_sub(reach)..=last].iter().map(|point| point.1);
            let near: Vec<f64> = near.filter(|y| y.is_finite()).collect();
            let mean = near.iter().sum::<f64>() / near.len() as f64;
            (points[index].0, if near.is_empty() { f64::NAN } else { mean })
        })
        .collect()
}

fn best_steps(run: &RunData) -> Series {
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut last = None;
    for evaluated in &run.evaluations {
        let number = evaluated.candidate as f64;
        if let Some(reward) = evaluated.reward() {
            last = Some(number);
            if points.last().is_none_or(|best| reward > best.1) {
                points.push((number, reward));
            }
        }
    }
    if let (Some(last), Some(best)) = (last, points.last().copied())
        && last > best.0
    {
        points.push((last, best.1));
    }
    Series { color: 0, mark: Mark::Steps, points, label: None }
}

fn losses(run: &RunData) -> Vec<Series> {
    let mut by_iteration: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for evaluated in &run.evaluations {
        if let Some(loss) = evaluated.loss.filter(|loss| loss.is_finite()) {
            by_iteration.entry(evaluated.iteration).or_default().push(loss);
        }
    }
    let dots = by_iteration.iter().flat_map(|(x, losses)| losses.iter().map(|loss| (*x as f64, *loss)));
    let means =
        by_iteration.iter().map(|(x, losses)| (*x as f64, losses.iter().sum::<f64>() / losses.len() as f64));
    let series = |mark, points| Series { color: 0, mark, points, label: None };
    vec![series(Mark::Dots, dots.collect()), series(Mark::Line, means.collect())]
}

/// Assessed points as levels. One line serves all runs where they agree.
fn levels(runs: &[RunData], summaries: &[Summary]) -> Vec<Level> {
    let mut levels = Vec::new();
    for of in [Assessed::ValidationParameters, Assessed::Start, Assessed::Best, Assessed::Recommended] {
        let means: Vec<(usize, f64)> = summaries
            .iter()
            .enumerate()
            .filter_map(|(index, summary)| Some((index, summary.assessments.get(&of)?.mean?)))
            .collect();
        let Some((_, first)) = means.first() else { continue };
        let shared = means.iter().all(|(_, mean)| mean == first);
        if shared && (means.len() > 1 || runs.len() == 1) {
            let label = Some(format!("{} {}", assessed(of), score(*first)));
            levels.push(Level { color: None, value: *first, label });
        } else {
            levels.extend(means.iter().map(|(index, mean)| {
                let label = Some(format!("{} {}, {}", assessed(of), score(*mean), label(runs, *index)));
                Level { color: Some(*index), value: *mean, label }
            }));
        }
    }
    levels
}

/// A metric's name, for people.
pub fn words(name: &str) -> String {
    let mut words = name.replace('_', " ");
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    words
}
