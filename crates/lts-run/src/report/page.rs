//! The page: its head, the order of its sections, what was reached, sample images, and legends.

use base64::Engine;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::arms::Arm;
use super::chart::color;
use super::data::SampleSheet;
use super::scale::{number, score};
use super::summary::{Summary, summary};
use super::{RunData, Section};
use super::{arms, compare, curves, parameters, tables};
use crate::journal::Assessed;

/// An entry of a legend.
#[derive(Clone, Copy, Debug)]
pub enum Key {
    /// Small dots.
    Dots(&'static str),
    /// A line.
    Line(&'static str),
    /// A thin line.
    Thin(&'static str),
    /// A dashed line.
    Dashed(&'static str),
    /// A band.
    Band(&'static str),
    /// A cross.
    Cross(&'static str),
}

/// The whole page.
pub fn page(runs: &[RunData], sections: &[Section]) -> String {
    let summaries = summary(runs);
    let arms = arms(runs);
    let title = title(runs);
    let content = html! {
        header {
            p class="kicker" { "Learning to simulate" }
            h1 { (title) }
            p class="about" { (about(runs)) }
        }
        main {
            section aria-labelledby="reached" {
                h2 id="reached" { "What was reached" }
                div class="tiles" {
                    @match &arms {
                        Some(arms) => { @for arm in arms { (compare::tile(arm)) } }
                        None => { @for index in 0..runs.len() { (tile(runs, &summaries, index)) } }
                    }
                }
                (tables::runs(runs, &summaries))
            }
            @match &arms {
                Some(arms) => (compare::rewards(arms)),
                None => (curves::rewards(runs, &summaries)),
            }
            @for (index, own) in sections.iter().enumerate() { (section(index, own)) }
            @match &arms {
                Some(arms) => {
                    (compare::categoricals(runs, arms))
                    (compare::numbers(runs, arms))
                    (compare::learning(arms))
                    (compare::values(runs, arms))
                }
                None => {
                    (samples(runs))
                    (parameters::numbers(runs))
                    (parameters::categoricals(runs))
                    (curves::learning(runs))
                    (tables::parameters(runs))
                }
            }
            (tables::failures(runs))
            (tables::facts(runs))
        }
    };
    whole(&format!("{title} - report"), &content)
}

/// A self-contained page with this style sheet around `content`.
pub fn whole(title: &str, content: &Markup) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(include_str!("page.css"))) }
            }
            body { (content) }
        }
    };
    markup.into_string()
}

/// The runs as arms, if seeds of one experiment are among them.
pub fn arms(runs: &[RunData]) -> Option<Vec<Arm<'_>>> {
    let arms = arms::group(runs);
    arms.iter().any(|arm| arm.runs.len() > 1).then_some(arms)
}

/// The colour of a run: its own, or that of its arm.
pub fn color_of(runs: &[RunData], index: usize) -> usize {
    let arm = arms(runs).and_then(|arms| arms.iter().position(|arm| holds(arm, &runs[index])));
    arm.unwrap_or(index)
}

fn holds(arm: &Arm<'_>, run: &RunData) -> bool {
    arm.runs.iter().any(|known| std::ptr::eq(*known, run))
}

fn section(index: usize, section: &Section) -> Markup {
    let id = format!("section-{index}");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (section.title) }
            p class="explain" { (section.explain) }
            (PreEscaped(&section.html))
        }
    }
}

/// The name of a run among `runs`: policy and seed, with the folder where that is not enough.
pub fn label(runs: &[RunData], index: usize) -> String {
    let short = |run: &RunData| format!("{} s{}", run.start.policy, run.start.seed);
    if let Some(arm) = arms(runs).and_then(|arms| arms.into_iter().find(|arm| holds(arm, &runs[index]))) {
        return format!("{} s{}", arm.label, runs[index].start.seed);
    }
    let own = short(&runs[index]);
    let alike = runs.iter().filter(|run| short(run) == own).count();
    if alike > 1 { format!("{own} ({})", runs[index].directory) } else { own }
}

/// What colours and marks mean: the runs if there are several, then `keys`.
pub fn legend(runs: &[RunData], keys: &[Key]) -> Markup {
    let named = if runs.len() > 1 { 0..runs.len() } else { 0..0 };
    legend_of(&named.map(|index| (index, label(runs, index))).collect::<Vec<_>>(), keys)
}

/// What colours and marks mean: colours with their names, then `keys`.
pub fn legend_of(names: &[(usize, String)], keys: &[Key]) -> Markup {
    if names.is_empty() && keys.is_empty() {
        return html! {};
    }
    html! {
        ul class="legend" {
            @for (color, name) in names { li { (swatch(*color)) (name) } }
            @for key in keys {
                @let (shape, class, text) = match key {
                    Key::Dots(text) => ("M4 6h0M11 4h0M18 8h0", "dots", text),
                    Key::Line(text) => ("M1 6H21", "line", text),
                    Key::Thin(text) => ("M1 6H21", "thin", text),
                    Key::Dashed(text) => ("M1 6H21", "level", text),
                    Key::Band(text) => ("M0 1H22V11H0Z", "band", text),
                    Key::Cross(text) => ("M8 3l6 6m-6 0l6 -6", "crosses", text),
                };
                li {
                    svg class="key" viewBox="0 0 22 12" aria-hidden="true" {
                        path class=(format!("{class} ink")) d=(shape) {}
                    }
                    (text)
                }
            }
        }
    }
}

/// A spot in the colour of a run.
pub fn swatch(index: usize) -> Markup {
    html! { span class=(format!("swatch {}", color(Some(index)))) aria-hidden="true" {} }
}

fn title(runs: &[RunData]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for run in runs {
        if !names.contains(&run.start.name.as_str()) {
            names.push(&run.start.name);
        }
    }
    names.join(", ")
}

fn about(runs: &[RunData]) -> Markup {
    let start = &runs[0].start;
    let same =
        runs.iter().all(|run| (run.start.candidates, run.start.images) == (start.candidates, start.images));
    html! {
        "Reward: " b { (curves::metric(runs)) } " on the validation set, better when higher. "
        @if same {
            (start.candidates) @if start.candidates == 1 { " candidate" } @else { " candidates" }
            " an iteration, " (number(start.images as f64))
            @if start.images == 1 { " image" } @else { " images" } " each."
        } @else {
            @for arm in arms::group(runs) {
                @let start = &arm.runs[0].start;
                (arm.label) ": " (start.candidates) " x " (number(start.images as f64)) " images. "
            }
        }
    }
}

/// Where a run started and what it reached, in large figures.
fn tile(runs: &[RunData], summaries: &[Summary], index: usize) -> Markup {
    let summary = &summaries[index];
    let mean = |of| summary.assessments.get(&of).and_then(|assessment| assessment.mean);
    let (from, to, how) = match (mean(Assessed::Start), mean(Assessed::Recommended)) {
        (Some(from), Some(to)) => (Some(from), Some(to), "from the start to the recommended parameters"),
        _ => (
            summary.reward_start,
            summary.reward_last,
            "from the first to the last iteration, mean of candidates",
        ),
    };
    let state = match summary.finish.as_deref() {
        Some("iterations") => "all iterations done".to_string(),
        Some(reason) => format!("ended: {reason}"),
        None => "not finished: it goes on or was interrupted".into(),
    };
    html! {
        div class="tile" {
            p class="name" { @if runs.len() > 1 { (swatch(index)) } (label(runs, index)) }
            p class="figures" {
                @match (from, to) {
                    (Some(from), Some(to)) => {
                        span class="from" { (score(from)) } span class="arrow" { " → " } span { (score(to)) }
                    }
                    _ => { span class="from" { "no reward yet" } }
                }
            }
            @if from.is_some() && to.is_some() { p { (how) } }
            @if let Some(truth) = mean(Assessed::ValidationParameters) {
                p { "the validation set's own parameters: " b { (score(truth)) } }
            }
            p class="state" { (state) } p class="state" { (summary.directory) }
        }
    }
}

fn samples(runs: &[RunData]) -> Markup {
    if runs.iter().all(|run| run.samples.is_empty()) {
        return html! {};
    }
    html! {
        section aria-labelledby="samples" {
            h2 id="samples" { "Training images" }
            p class="explain" { "Images of the simulator, each with its labels below, early and late in the run." }
            div class="grid columns-2" {
                @for (index, run) in runs.iter().enumerate() {
                    @for (place, sheet) in run.samples.iter().enumerate() {
                        (sample(runs, index, sheet, if place == 0 { "early" } else { "late" }))
                    }
                    // Keeps early images of all runs in one column.
                    @if runs.len() > 1 {
                        @for _ in run.samples.len()..2 { div class="absent" { "no images of " (label(runs, index)) } }
                    }
                }
            }
        }
    }
}

fn sample(runs: &[RunData], index: usize, sheet: &SampleSheet, when: &str) -> Markup {
    let run = if runs.len() > 1 { format!("{}, ", label(runs, index)) } else { String::new() };
    let caption = format!("{run}iteration {}", sheet.iteration);
    let data = base64::engine::general_purpose::STANDARD.encode(&sheet.png);
    // Width and height stand at fixed places of a PNG file.
    let side = |at: usize| {
        let bytes = sheet.png.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_be_bytes)
    };
    html! {
        figure class="sample" {
            figcaption { strong { (when) } " " span class="note" { (caption) } }
            img src=(format!("data:image/png;base64,{data}")) width=(side(16)) height=(side(20))
                alt=(format!("Training images with their labels, {when}, {caption}"));
        }
    }
}
