//! Figures of several arms: rewards, parameters and probabilities as means over seeds with bands.

use lts_core::{Kind, Parameter};
use maud::{Markup, html};

use super::RunData;
use super::arms::{Arm, Followed, Over, band, deviation, mean};
use super::chart::{Axis, Band, Chart, ChartSize, Level, Mark, Series};
use super::curves::{metric, smoothed, words};
use super::page::{Key, legend_of, swatch};
use super::parameters::{bounds, shown, union};
use super::scale::{Spread, number, percent, score};
use crate::journal::Assessed;

/// The band, for a legend.
pub const BAND: Key = Key::Band("smallest to largest over the seeds");

/// A chart of the rewards of `arms`, with the line of the validation parameters if that is wanted and known.
pub fn reward_chart(arms: &[Arm<'_>], followed: Followed, over: Over, truth: bool, size: ChartSize) -> Chart {
    let mut chart = Chart {
        title: match followed {
            Followed::Candidates => "Reward of candidates".into(),
            Followed::Recommended => "Reward of the recommended parameters".into(),
        },
        note: match over {
            Over::Iterations => "over iterations".into(),
            Over::Images => "over images".into(),
        },
        x: match over {
            Over::Iterations => Axis::count("iterations done"),
            Over::Images => Axis::count("training images made"),
        },
        y: Axis::free(&metric_of(arms)),
        series: Vec::new(),
        bands: Vec::new(),
        levels: if truth { truth_level(arms).into_iter().collect() } else { Vec::new() },
        size,
    };
    for arm in arms {
        let (series, band) = arm.drawn(&arm.followed(followed, over), true);
        if !series.points.is_empty() {
            chart.series.push(series);
            chart.bands.extend(band);
        }
    }
    chart
}

/// The metric of the runs of all arms.
fn metric_of(arms: &[Arm<'_>]) -> String {
    let reward = metric(arms.iter().flat_map(|arm| arm.runs.iter().copied()));
    arms.iter()
        .find_map(|arm| arm.metric.as_deref())
        .map_or_else(|| reward.clone(), |name| in_words(name, &reward))
}

/// A metric of the journal as people read it, where `reward` is what the reward is.
pub fn in_words(name: &str, reward: &str) -> String {
    match name {
        "reward.test" => format!("{reward}, on test images"),
        _ => name.to_string(),
    }
}

/// The flat line: the mean reward with the validation set's own parameters.
fn truth_level(arms: &[Arm<'_>]) -> Option<Level> {
    let all = arms.iter().flat_map(|arm| arm.assessed(Assessed::ValidationParameters));
    let value = mean(all)?;
    Some(Level { color: None, value, label: Some(format!("validation parameters {}", score(value))) })
}

/// What lines and bands of `arms` mean.
pub fn arms_legend(arms: &[Arm<'_>], keys: &[Key]) -> Markup {
    let names: Vec<(usize, String)> = arms.iter().map(|arm| (arm.color, named(arm))).collect();
    legend_of(&names, keys)
}

fn named(arm: &Arm<'_>) -> String {
    match arm.runs.len() {
        1 => format!("{}, 1 seed", arm.label),
        seeds => format!("{}, {seeds} seeds", arm.label),
    }
}

/// Keys of charts of rewards; `followed` says of which, or none if of both.
pub fn reward_keys(arms: &[Arm<'_>], followed: Option<Followed>, truth: bool) -> Vec<Key> {
    let many = arms.iter().any(|arm| arm.runs.len() > 1);
    let long = arms.iter().flat_map(|arm| &arm.runs).any(|run| smoothed(run.iterations.len()));
    let mut keys = vec![Key::Line(match (many, followed.filter(|_| long)) {
        (true, Some(Followed::Candidates)) => "moving mean, mean over seeds",
        (false, Some(Followed::Candidates)) => "moving mean",
        (true, None) if long => "mean over seeds; of candidates a moving mean",
        (true, _) => "mean over seeds",
        (false, _) => "the only seed",
    })];
    if many {
        keys.push(BAND);
    }
    if truth && truth_level(arms).is_some() {
        keys.push(Key::Dashed("mean reward with the validation set's own parameters"));
    }
    keys
}

/// Rewards: main task models of one candidate each, and accumulated ones, apart.
pub fn rewards(arms: &[Arm<'_>]) -> Markup {
    let (accumulated, own): (Vec<Arm<'_>>, Vec<Arm<'_>>) =
        arms.iter().cloned().partition(|arm| arm.accumulated());
    html! {
        @if !own.is_empty() {
            (reward_section("reward", "Reward", "One main task model for each candidate, from the starting weights.", &own))
        }
        @if !accumulated.is_empty() {
            (reward_section("accumulated", "Reward of accumulated models",
                "Main task models that go on from the weights of earlier candidates.", &accumulated))
        }
    }
}

fn reward_section(id: &str, title: &str, explain: &str, arms: &[Arm<'_>]) -> Markup {
    // Points are assessed from the starting weights: their reward is no measure for an accumulated model.
    let truth = !arms.iter().any(Arm::accumulated);
    let chart = |followed, over, size| reward_chart(arms, followed, over, truth, size);
    let recommended = chart(Followed::Recommended, Over::Iterations, ChartSize::Half);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (title) }
            p class="explain" { (explain) }
            (arms_legend(arms, &reward_keys(arms, None, truth)))
            (chart(Followed::Candidates, Over::Iterations, ChartSize::Wide).figure())
            @if recommended.series.is_empty() {
                div class="grid" { (chart(Followed::Candidates, Over::Images, ChartSize::Wide).figure()) }
            } @else {
                div class="grid halves" {
                    (chart(Followed::Candidates, Over::Images, ChartSize::Half).figure())
                    (chart(Followed::Recommended, Over::Images, ChartSize::Half).figure())
                }
            }
        }
    }
}

/// Small charts of the numbers that are learned.
pub fn numbers(runs: &[RunData], arms: &[Arm<'_>]) -> Markup {
    let learned = union(runs).into_iter().filter(|parameter| !parameter.fixed);
    let charts: Vec<Chart> = learned.filter_map(|parameter| number_chart(arms, parameter)).collect();
    if charts.is_empty() {
        return html! {};
    }
    let mut keys = vec![Key::Line("recommended, mean over seeds"), BAND];
    if charts.iter().any(|chart| !chart.levels.is_empty()) {
        keys.push(Key::Dashed("true value"));
    }
    html! {
        section aria-labelledby="parameters" {
            h2 id="parameters" { "Parameters" }
            (arms_legend(arms, &keys))
            div class="grid thirds" { @for chart in &charts { (chart.figure()) } }
        }
    }
}

fn number_chart(arms: &[Arm<'_>], parameter: &Parameter) -> Option<Chart> {
    let name = parameter.name.as_str();
    let spread = match parameter.kind {
        Kind::Real { .. } => Spread::Linear,
        Kind::LogReal { .. } => Spread::Log,
        Kind::Integer { .. } => Spread::Whole,
        Kind::Logits { .. } => return None,
    };
    let runs = || arms.iter().flat_map(|arm| arm.runs.iter().copied());
    let range = runs().filter_map(|run| bounds(run.start.space.parameter(name)?));
    let range = range.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let mut levels: Vec<Level> = Vec::new();
    for value in runs().filter_map(|run| run.start.validation_parameters.as_ref()?.number(name)) {
        if levels.iter().all(|level| level.value != value) {
            levels.push(Level { color: None, value, label: None });
        }
    }
    let (mut series, mut bands) = (Vec::new(), Vec::new());
    for arm in arms {
        let (line, band) = arm.drawn(&arm.parameter(|values| values.number(name)), false);
        series.push(line);
        bands.extend(band);
    }
    Some(Chart {
        title: name.into(),
        note: parameter.unit.clone(),
        x: Axis::count("iterations done"),
        y: Axis { label: String::new(), spread, range: Some(range) },
        series,
        bands,
        levels,
        size: ChartSize::Third,
    })
}

/// The probabilities of categoricals, a chart for each of them and each arm that learns.
pub fn categoricals(runs: &[RunData], arms: &[Arm<'_>]) -> Markup {
    let learned = union(runs).into_iter().filter(|parameter| !parameter.fixed);
    let learned: Vec<&Parameter> =
        learned.filter(|parameter| matches!(parameter.kind, Kind::Logits { .. })).collect();
    let learning: Vec<&Arm<'_>> = arms.iter().filter(|arm| learns(arm)).collect();
    if learned.is_empty() || learning.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="categoricals" {
            h2 id="categoricals" { "Probabilities of categoricals" }
            (legend_of(&[], &probability_keys(runs.iter().any(|run| run.start.validation_parameters.is_some()))))
            div class="grid columns-2" {
                @for parameter in &learned {
                    @for arm in &learning { (probability_chart(arm, parameter, true, ChartSize::Half).figure()) }
                }
            }
        }
    }
}

/// Whether the arm's recommendation ever moves.
fn learns(arm: &Arm<'_>) -> bool {
    let moves = |run: &&RunData| {
        let start = run.start_values();
        run.iterations.iter().any(|iteration| iteration.recommended != start)
    };
    arm.runs.iter().any(moves)
}

/// Keys of a chart of probabilities.
pub fn probability_keys(truth: bool) -> Vec<Key> {
    let mut keys = vec![Key::Line("probability of an option, as recommended, mean over seeds"), BAND];
    if truth {
        keys.push(Key::Dashed("ground truth"));
    }
    keys
}

/// Probabilities of the options of a categorical, with the ground truth dashed.
pub fn probability_chart(arm: &Arm<'_>, parameter: &Parameter, named: bool, size: ChartSize) -> Chart {
    let name = parameter.name.as_str();
    let options: &[String] = match &parameter.kind {
        Kind::Logits { options } => options,
        _ => &[],
    };
    let truth = arm.runs.iter().find_map(|run| run.start.validation_parameters.as_ref()?.probabilities(name));
    let (mut series, mut bands) = (Vec::<Series>::new(), Vec::<Band>::new());
    for (color, option) in options.iter().enumerate() {
        let values = arm.parameter(|values| values.probabilities(name)?.get(color).copied());
        let points = values.iter().map(|value| (value.x, value.mean)).collect();
        series.push(Series { color, mark: Mark::Line, points, label: Some(option.replace('_', " ")) });
        if arm.runs.len() > 1 {
            bands.push(band(color, &values));
        }
    }
    let levels = truth.into_iter().flatten().take(options.len()).enumerate();
    Chart {
        title: name.into(),
        note: if named { arm.label.clone() } else { String::new() },
        x: Axis::count("iterations done"),
        y: Axis { label: "probability".into(), spread: Spread::Linear, range: Some((0.0, 1.0)) },
        series,
        bands,
        levels: levels.map(|(color, value)| Level { color: Some(color), value, label: None }).collect(),
        size,
    }
}

/// The policy's metrics.
pub fn learning(arms: &[Arm<'_>]) -> Markup {
    let mut names: Vec<&str> = Vec::new();
    let iterations = arms.iter().flat_map(|arm| &arm.runs).flat_map(|run| &run.iterations);
    for name in iterations.flat_map(|iteration| iteration.policy.keys()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let chart = |name: &str| {
        let drawn: Vec<_> = arms.iter().map(|arm| arm.drawn(&arm.metric(name), false)).collect();
        let (series, bands): (Vec<Series>, Vec<Option<Band>>) = drawn.into_iter().unzip();
        Chart {
            title: words(name),
            note: "policy".into(),
            x: Axis::count("iterations done"),
            y: Axis::free(""),
            series: series.into_iter().filter(|series| !series.points.is_empty()).collect(),
            bands: bands.into_iter().flatten().filter(|band| !band.points.is_empty()).collect(),
            levels: Vec::new(),
            size: ChartSize::Third,
        }
    };
    html! {
        @if !names.is_empty() {
            section aria-labelledby="learning" {
                h2 id="learning" { "Policy" }
                (arms_legend(arms, &[BAND]))
                div class="grid thirds" { @for name in names { (chart(name).figure()) } }
            }
        }
    }
}

/// Where an arm started and what it reached, over its seeds.
pub fn tile(arm: &Arm<'_>) -> Markup {
    let reached = arm.assessed(Assessed::Recommended);
    let from = mean(arm.assessed(Assessed::Start).into_iter()).map(score);
    let to = mean(reached.iter().copied()).map(score);
    let unfinished = arm.runs.iter().filter(|run| run.finish.is_none()).count();
    let seeds: Vec<String> = arm.runs.iter().map(|run| run.start.seed.to_string()).collect();
    html! {
        div class="tile" {
            p class="name" { (swatch(arm.color)) (arm.label) }
            p class="figures" {
                @match (from, to) {
                    (Some(from), Some(to)) => {
                        span class="from" { (from) } span class="arrow" { " → " } span { (to) }
                    }
                    (None, Some(to)) => { span { (to) } }
                    _ => { span class="from" { "not assessed" } }
                }
            }
            @if let Some(deviation) = deviation(&reached) {
                p { "mean over seeds, standard deviation " (number(deviation)) }
            }
            @if let Some(truth) = mean(arm.assessed(Assessed::ValidationParameters).into_iter()) {
                p { "the validation set's own parameters: " b { (score(truth)) } }
            }
            p class="state" {
                @if arm.runs.len() == 1 { "seed " } @else { "seeds " } (seeds.join(", "))
                @if unfinished > 0 { "; " (unfinished) " not finished" }
            }
        }
    }
}

/// Learned parameters of each arm: start, then what is recommended, as means over seeds.
pub fn values(runs: &[RunData], arms: &[Arm<'_>]) -> Markup {
    let learned: Vec<&Parameter> = union(runs).into_iter().filter(|parameter| !parameter.fixed).collect();
    let truth =
        |name: &str| runs.iter().find_map(|run| run.start.validation_parameters.as_ref()?.get(name).cloned());
    let truths = runs.iter().any(|run| run.start.validation_parameters.is_some());
    let cell = |values: Vec<f64>, option: Option<usize>| {
        let text = |value| if option.is_some() { percent(value) } else { number(value) };
        match (mean(values.iter().copied()), deviation(&values)) {
            (Some(mean), Some(deviation)) => format!("{} ± {}", text(mean), text(deviation)),
            (Some(mean), None) => text(mean),
            _ => "–".into(),
        }
    };
    html! {
        section aria-labelledby="values" {
            h2 id="values" { "Values" }
            p class="explain" { "Recommended at the end, mean and standard deviation over seeds; categoricals as probabilities of their options." }
            div class="scroll" {
                table class="values" {
                    thead {
                        tr {
                            th scope="col" { "parameter" }
                            @for arm in arms { th scope="col" { (swatch(arm.color)) (arm.label) } }
                            @if truths { th scope="col" { "true" } }
                            th scope="col" class="text" { "unit" }
                        }
                    }
                    tbody {
                        @for parameter in &learned {
                            @for option in options(parameter) {
                                tr class=[(option.unwrap_or(0) > 0).then_some("more")] {
                                    th scope="row" {
                                        (parameter.name)
                                        @if let (Some(option), Kind::Logits { options }) = (option, &parameter.kind) {
                                            span class="option" { " " (options[option]) }
                                        }
                                    }
                                    @for arm in arms {
                                        td {
                                            (cell(arm.runs.iter().filter_map(|run| {
                                                let last = run.iterations.last()?;
                                                shown(last.recommended.get(&parameter.name)?, option)
                                            }).collect(), option))
                                        }
                                    }
                                    @if truths {
                                        @let value = truth(&parameter.name).and_then(|truth| shown(&truth, option));
                                        td { (cell(value.into_iter().collect(), option)) }
                                    }
                                    td class="text" { @if option.is_none() { (parameter.unit) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn options(parameter: &Parameter) -> Vec<Option<usize>> {
    match &parameter.kind {
        Kind::Logits { options } => (0..options.len()).map(Some).collect(),
        _ => vec![None],
    }
}
