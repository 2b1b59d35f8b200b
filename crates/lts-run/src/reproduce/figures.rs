//! The figures of a reproduction: ours from journals, the paper's from its digitised points beside it.

use maud::{Markup, PreEscaped, html};

use super::definition::{Figure, Paper, Shows};
use super::measure::Measured;
use crate::report::chart::{Axis, Chart, ChartSize, Level, Mark, Series};
use crate::report::compare::{arms_legend, probability_chart, probability_keys, reward_chart, reward_keys};
use crate::report::page::legend_of;

/// A figure with its heading. `task` draws what the program knows of the task, by the name of an arm.
pub fn figure(
    index: usize,
    figure: &Figure,
    runs: &Measured<'_>,
    task: &dyn Fn(&str) -> Option<String>,
) -> Markup {
    let id = format!("figure-{index}");
    let content = content(figure, runs, task);
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (figure.title) }
            @if !figure.explain.is_empty() { p class="explain" { (figure.explain) } }
            @match content {
                Some(content) => (content),
                None => { p class="absent" { "There are no runs for this figure at this size." } }
            }
        }
    }
}

fn content(figure: &Figure, runs: &Measured<'_>, task: &dyn Fn(&str) -> Option<String>) -> Option<Markup> {
    match &figure.shows {
        Shows::Reward { arms: names, follow, over, metric, validation_line, paper } => {
            let arms = runs.arms(names, metric.as_deref());
            let size = if paper.is_some() { ChartSize::Half } else { ChartSize::Wide };
            let mut chart = reward_chart(&arms, *follow, *over, *validation_line, size);
            if paper.is_some() {
                chart.note = format!("{}, {}", lowered(&chart.title), chart.note);
                chart.title = "Here".into();
            }
            (!arms.is_empty()).then(|| {
                html! {
                    (arms_legend(&arms, &reward_keys(&arms, Some(*follow), *validation_line)))
                    @match paper {
                        None => (chart.figure()),
                        Some(paper) => {
                            div class="grid halves" { (chart.figure()) (paper_chart(paper, names).figure()) }
                            p class="explain below" { (paper.note) }
                        }
                    }
                }
            })
        }
        Shows::Probabilities { arm, parameters } => {
            let arms = runs.arms(std::slice::from_ref(arm), None);
            let arm = arms.first()?;
            let run = arm.runs.first()?;
            let charts = parameters.iter().filter_map(|name| run.start.space.parameter(name));
            let charts = charts.map(|parameter| probability_chart(arm, parameter, false, ChartSize::Half));
            let keys = probability_keys(run.start.validation_parameters.is_some());
            Some(html! {
                (legend_of(&[], &keys))
                div class="grid halves" { @for chart in charts { (chart.figure()) } }
            })
        }
        Shows::Task { arm } => {
            runs.has(arm).then(|| task(arm)).flatten().map(|drawn| html! { (PreEscaped(drawn)) })
        }
    }
}

fn lowered(text: &str) -> String {
    let mut text = text.to_string();
    if let Some(first) = text.get_mut(0..1) {
        first.make_ascii_lowercase();
    }
    text
}

/// The paper's curves, in the colours of the arms that they belong to.
fn paper_chart(paper: &Paper, names: &[String]) -> Chart {
    let mut series = Vec::new();
    let mut levels = Vec::new();
    for curve in &paper.curves {
        let color = curve.arm.as_ref().and_then(|arm| names.iter().position(|name| name == arm));
        match (color, curve.points.as_slice()) {
            // A reference that is the same everywhere.
            (None, [(_, value)]) => {
                levels.push(Level { color: None, value: *value, label: Some(curve.label.clone()) });
            }
            (color, points) => {
                let color = color.unwrap_or(names.len());
                let label = Some(curve.label.clone());
                series.push(Series { color, mark: Mark::Line, points: points.to_vec(), label });
                series.push(Series { color, mark: Mark::Dots, points: points.to_vec(), label: None });
            }
        }
    }
    Chart {
        title: "The paper".into(),
        note: "digitised points, straight lines between them".into(),
        x: Axis::count(&paper.x),
        y: Axis::free(&paper.y),
        series,
        bands: Vec::new(),
        levels,
        size: ChartSize::Half,
    }
}
