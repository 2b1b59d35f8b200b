//! Charts of every learned parameter, and of the probabilities of every categorical, over the iterations.

use lts_core::{Kind, Parameter, Value, Values, softmax};
use maud::{Markup, html};

use super::RunData;
use super::chart::{Axis, Chart, ChartSize, Level, Mark, Series};
use super::curves::by_run;
use super::page::{Key, label, legend};
use super::scale::Spread;

/// Every parameter of the runs, once by name, in the order in which the runs name them.
pub fn union(runs: &[RunData]) -> Vec<&Parameter> {
    let mut all: Vec<&Parameter> = Vec::new();
    for parameter in runs.iter().flat_map(|run| run.start.space.parameters()) {
        match all.iter_mut().find(|known| known.name == parameter.name) {
            // What one run fixes and another learns counts as learned.
            Some(known) if known.fixed => *known = parameter,
            Some(_) => {}
            None => all.push(parameter),
        }
    }
    all
}

/// Small charts of the numbers that are learned.
pub fn numbers(runs: &[RunData]) -> Markup {
    let learned = union(runs).into_iter().filter(|parameter| !parameter.fixed);
    let charts: Vec<Chart> = learned.filter_map(|parameter| number_chart(runs, parameter)).collect();
    if charts.is_empty() {
        return html! {};
    }
    let mut keys = vec![Key::Line("recommended"), Key::Dots("a candidate")];
    if charts.iter().any(|chart| !chart.levels.is_empty()) {
        keys.push(Key::Dashed("true value"));
    }
    html! {
        section aria-labelledby="parameters" {
            h2 id="parameters" { "Parameters" }
            (legend(runs, &keys))
            div class="grid thirds" { @for chart in &charts { (chart.figure()) } }
        }
    }
}

/// The probabilities of categoricals; one column for each run.
pub fn categoricals(runs: &[RunData]) -> Markup {
    let learned = union(runs).into_iter().filter(|parameter| !parameter.fixed);
    let learned: Vec<&Parameter> =
        learned.filter(|parameter| matches!(parameter.kind, Kind::Logits { .. })).collect();
    if learned.is_empty() {
        return html! {};
    }
    let mut keys = vec![Key::Line("probability of an option, as recommended")];
    if runs.iter().any(|run| run.start.validation_parameters.is_some()) {
        keys.push(Key::Dashed("true probability"));
    }
    html! {
        section aria-labelledby="categoricals" {
            h2 id="categoricals" { "Probabilities of categoricals" }
            (legend(&[], &keys))
            div class=(format!("grid columns-{}", if runs.len() == 1 { 2 } else { runs.len().min(3) })) {
                @for parameter in &learned {
                    @for index in 0..runs.len() { (categorical_chart(runs, index, parameter)) }
                }
            }
        }
    }
}

fn number_chart(runs: &[RunData], parameter: &Parameter) -> Option<Chart> {
    let name = parameter.name.as_str();
    let bounds = runs.iter().filter_map(|run| bounds(run.start.space.parameter(name)?));
    let range = bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let spread = match parameter.kind {
        Kind::Real { .. } => Spread::Linear,
        Kind::LogReal { .. } => Spread::Log,
        Kind::Integer { .. } => Spread::Whole,
        Kind::Logits { .. } => return None,
    };
    let mut levels: Vec<Level> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        if let Some(value) = run.start.validation_parameters.as_ref().and_then(|truth| truth.number(name))
            && levels.iter().all(|level| level.value != value)
        {
            // The first truth is that of all runs, unless they differ.
            levels.push(Level { color: (index > 0).then_some(index), value, label: None });
        }
    }
    Some(Chart {
        title: name.into(),
        note: parameter.unit.clone(),
        x: Axis::count("iterations done"),
        y: Axis { label: String::new(), spread, range: Some(range) },
        series: by_run(runs, |run| {
            if run.start.space.parameter(name).is_none() {
                return Vec::new();
            }
            let candidates = run.evaluations.iter().filter_map(|evaluated| {
                Some((evaluated.iteration as f64, evaluated.values.as_ref()?.number(name)?))
            });
            let candidates: Vec<(f64, f64)> = candidates.collect();
            let fixed = run.start.space.parameter(name).is_some_and(|parameter| parameter.fixed);
            let recommended = over_iterations(run, |values| values.number(name));
            let series = |mark, points| Series { color: 0, mark, points, label: None };
            vec![
                series(Mark::Dots, if fixed { Vec::new() } else { candidates }),
                series(if spread == Spread::Whole { Mark::Steps } else { Mark::Line }, recommended),
            ]
        }),
        bands: Vec::new(),
        levels,
        size: ChartSize::Third,
    })
}

fn categorical_chart(runs: &[RunData], index: usize, parameter: &Parameter) -> Markup {
    let run = &runs[index];
    let of_run = run.start.space.parameter(&parameter.name);
    let options: &[String] = match of_run.map(|parameter| &parameter.kind) {
        Some(Kind::Logits { options }) => options,
        _ => &[],
    };
    let truth = run.start.validation_parameters.as_ref();
    let truth = truth.and_then(|truth| truth.probabilities(&parameter.name)).unwrap_or_default();
    let probability = |option: usize| {
        over_iterations(run, |values| values.probabilities(&parameter.name)?.get(option).copied())
    };
    Chart {
        title: parameter.name.clone(),
        note: if runs.len() > 1 { label(runs, index) } else { String::new() },
        x: Axis::count("iterations done"),
        y: Axis { label: String::new(), spread: Spread::Linear, range: Some((0.0, 1.0)) },
        series: options
            .iter()
            .enumerate()
            .map(|(color, option)| Series {
                color,
                mark: Mark::Line,
                points: probability(color),
                label: Some(option.clone()),
            })
            .collect(),
        bands: Vec::new(),
        levels: truth
            .into_iter()
            .take(options.len())
            .enumerate()
            .map(|(color, value)| Level { color: Some(color), value, label: None })
            .collect(),
        size: if runs.len() > 2 { ChartSize::Third } else { ChartSize::Half },
    }
    .figure()
}

/// What holds before the first iteration and after each one.
pub fn over_iterations(run: &RunData, value: impl Fn(&Values) -> Option<f64>) -> Vec<(f64, f64)> {
    let start = value(&run.start_values()).map(|value| (0.0, value));
    let later = run
        .iterations
        .iter()
        .filter_map(|iteration| Some((iteration.iteration as f64 + 1.0, value(&iteration.recommended)?)));
    start.into_iter().chain(later).collect()
}

/// The bounds of a number.
pub fn bounds(parameter: &Parameter) -> Option<(f64, f64)> {
    match parameter.kind {
        Kind::Real { low, high } | Kind::LogReal { low, high } => Some((low, high)),
        Kind::Integer { low, high } => Some((low as f64, high as f64)),
        Kind::Logits { .. } => None,
    }
}

/// The number itself, or the probability of the option.
pub fn shown(value: &Value, option: Option<usize>) -> Option<f64> {
    match (value, option) {
        (Value::Number(number), None) => Some(*number),
        (Value::Logits(logits), Some(option)) => softmax(logits).get(option).copied(),
        _ => None,
    }
}
