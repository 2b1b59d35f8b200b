//! Tables: what each run reached, all parameters, failures, and facts about the runs.

use std::collections::BTreeMap;

use lts_core::{Kind, Outcome, Parameter, Values};
use maud::{Markup, html};

use super::RunData;
use super::curves::assessed;
use super::page::{self, color_of, label, swatch};
use super::parameters::{bounds, shown, union};
use super::scale::{duration, number, percent, score, with_deviation};
use super::summary::{AssessmentSummary, Summary};
use crate::journal::Assessed;

/// How many different reasons of failures are listed.
const REASONS: usize = 10;

/// A row for each run.
pub fn runs(runs: &[RunData], summaries: &[Summary]) -> Markup {
    let order = [Assessed::Start, Assessed::Recommended, Assessed::Best, Assessed::ValidationParameters];
    let shown: Vec<Assessed> = order
        .into_iter()
        .filter(|of| summaries.iter().any(|summary| summary.assessments.contains_key(of)))
        .collect();
    // Arms are told apart by the experiment's name where the policy is the same.
    let named = page::arms(runs).is_some();
    let timed = summaries.iter().any(|summary| summary.wall_secs.is_some());
    html! {
        div class="scroll" {
            table class="runs" {
                thead {
                    tr {
                        th colspan="2" scope="colgroup" { "Run" }
                        th colspan="4" scope="colgroup" class="group" { "Work" }
                        th colspan="3" scope="colgroup" class="group" { "Reward of candidates" }
                        @if !shown.is_empty() {
                            th colspan=(shown.len()) scope="colgroup" class="group" {
                                "Assessed on its own, mean ± deviation"
                            }
                        }
                        @if timed { th scope="colgroup" class="group" { "Time" } }
                    }
                    tr {
                        th scope="col" { @if named { "experiment" } @else { "policy" } }
                        th scope="col" { "seed" }
                        @for name in ["iterations", "candidates", "failed", "images"] { th scope="col" { (name) } }
                        th scope="col" { "first iteration" }
                        th scope="col" { "best" }
                        th scope="col" { "last iteration" }
                        @for of in &shown { th scope="col" { (assessed(*of)) } }
                        @if timed { th scope="col" { "in all, trainer waits" } }
                    }
                }
                tbody {
                    @for (index, summary) in summaries.iter().enumerate() {
                        tr {
                            th scope="row" {
                                @if runs.len() > 1 { (swatch(color_of(runs, index))) }
                                @if named { (summary.experiment) } @else { (summary.policy) }
                            }
                            td { (summary.seed) }
                            td { (count(summary.iterations as u64)) }
                            td { (count(summary.candidates as u64)) }
                            td { (count(summary.failed as u64)) }
                            td { (count(summary.images)) }
                            td { (optional(summary.reward_start)) }
                            td { (optional(summary.reward_best)) }
                            td { (optional(summary.reward_last)) }
                            @for of in &shown { td { (assessment(summary.assessments.get(of))) } }
                            @if timed {
                                td {
                                    (summary.wall_secs.map_or_else(dash, duration))
                                    @if let Some(share) = summary.wait_share { span class="small" { (percent(share)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// All parameters: learned ones with their values, fixed ones in one list.
pub fn parameters(runs: &[RunData]) -> Markup {
    let all = union(runs);
    let (fixed, learned): (Vec<&Parameter>, Vec<&Parameter>) =
        all.into_iter().partition(|parameter| parameter.fixed);
    let truths = runs.iter().any(|run| run.start.validation_parameters.is_some());
    let columns: Vec<RunValues> = runs.iter().map(RunValues::of).collect();
    html! {
        section aria-labelledby="values" {
            h2 id="values" { "Values" }
            p class="explain" { "Categoricals as probabilities of their options." }
            @if !learned.is_empty() {
                div class="scroll" {
                    table class="values" {
                        thead {
                            @if runs.len() > 1 {
                                tr {
                                    th {}
                                    @for index in 0..runs.len() {
                                        th colspan="3" scope="colgroup" class="group" {
                                            (swatch(index)) (label(runs, index))
                                        }
                                    }
                                    th colspan=(if truths { 4 } else { 3 }) class="group" {}
                                }
                            }
                            tr {
                                th scope="col" { "parameter" }
                                @for _ in runs {
                                    th scope="col" { "start" }
                                    th scope="col" { "recommended" }
                                    th scope="col" { "best candidate" }
                                }
                                @if truths { th scope="col" { "true" } }
                                th scope="col" { "bounds" }
                                th scope="col" class="text" { "unit" }
                                th scope="col" class="text" { "meaning" }
                            }
                        }
                        tbody { @for parameter in &learned { (rows(runs, &columns, parameter, truths)) } }
                    }
                }
            }
            @if !fixed.is_empty() {
                h3 { "Fixed parameters" }
                dl class="fixed" {
                    @for parameter in fixed {
                        div title=(parameter.description) { dt { (parameter.name) } dd { (fixed_value(parameter)) } }
                    }
                }
            }
        }
    }
}

/// The values of one run that the table shows.
struct RunValues {
    start: Values,
    recommended: Option<Values>,
    best: Option<Values>,
}

impl RunValues {
    fn of(run: &RunData) -> Self {
        Self {
            start: run.start_values(),
            recommended: run.iterations.last().map(|last| last.recommended.clone()),
            best: run.best().and_then(|(best, _)| best.values.clone()),
        }
    }
}

fn rows(runs: &[RunData], columns: &[RunValues], parameter: &Parameter, truths: bool) -> Markup {
    let truth = runs.iter().find_map(|run| run.start.validation_parameters.as_ref()?.get(&parameter.name));
    let options: Vec<Option<usize>> = match &parameter.kind {
        Kind::Logits { options } => (0..options.len()).map(Some).collect(),
        _ => vec![None],
    };
    let cell = |values: Option<&Values>, option: Option<usize>| {
        let value = values.and_then(|values| shown(values.get(&parameter.name)?, option));
        value.map_or_else(dash, |value| if option.is_some() { percent(value) } else { number(value) })
    };
    html! {
        @for option in &options {
            @let first = option.is_none_or(|option| option == 0);
            tr class=[(!first).then_some("more")] {
                th scope="row" {
                    (parameter.name)
                    @if let (Some(option), Kind::Logits { options }) = (option, &parameter.kind) {
                        span class="option" { " " (options[*option]) }
                    }
                }
                @for column in columns {
                    td { (cell(Some(&column.start), *option)) }
                    td class="strong" { (cell(column.recommended.as_ref(), *option)) }
                    td { (cell(column.best.as_ref(), *option)) }
                }
                @if truths {
                    @let value = truth.and_then(|truth| shown(truth, *option));
                    td { (value.map_or_else(dash, |value| if option.is_some() { percent(value) } else { number(value) })) }
                }
                td {
                    @if let Some((low, high)) = bounds(parameter) { (number(low)) " … " (number(high)) }
                }
                td class="text" { @if option.is_none() { (parameter.unit) } }
                @if first { td class="text meaning" rowspan=(options.len()) { (parameter.description) } }
            }
        }
    }
}

fn fixed_value(parameter: &Parameter) -> String {
    match &parameter.kind {
        Kind::Logits { options } => {
            let shares = options.iter().enumerate().filter_map(|(index, option)| {
                Some(format!("{option} {}", percent(shown(&parameter.start, Some(index))?)))
            });
            shares.collect::<Vec<_>>().join(", ")
        }
        _ => {
            let value = shown(&parameter.start, None).map_or_else(dash, number);
            format!("{value} {}", parameter.unit).trim_end().into()
        }
    }
}

/// Why candidates and assessments failed.
pub fn failures(runs: &[RunData]) -> Markup {
    let failed: Vec<(usize, Vec<(String, usize)>)> = runs
        .iter()
        .enumerate()
        .map(|(index, run)| (index, reasons(run)))
        .filter(|(_, all)| !all.is_empty())
        .collect();
    if failed.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="failures" {
            h2 id="failures" { "Failures" }
            div class="scroll" {
                table {
                    thead {
                        tr { th scope="col" { "run" } th scope="col" { "times" } th scope="col" class="text" { "reason" } }
                    }
                    tbody {
                        @for (index, all) in &failed {
                            @for (reason, times) in all.iter().take(REASONS) {
                                tr {
                                    th scope="row" { (label(runs, *index)) }
                                    td { (times) }
                                    td class="text meaning" { (reason) }
                                }
                            }
                            @if all.len() > REASONS {
                                @let rest: usize = all[REASONS..].iter().map(|(_, times)| times).sum();
                                tr {
                                    th scope="row" { (label(runs, *index)) }
                                    td { (rest) }
                                    td class="text meaning" { "for other reasons; journal.jsonl has them all" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Different reasons with how often they came, the most frequent first.
fn reasons(run: &RunData) -> Vec<(String, usize)> {
    let candidates = run.evaluations.iter().map(|evaluated| &evaluated.outcome);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for outcome in candidates.chain(run.assessments.iter().map(|assessment| &assessment.outcome)) {
        if let Outcome::Failed { reason } = outcome {
            *counts.entry(reason.clone()).or_default() += 1;
        }
    }
    let mut reasons: Vec<(String, usize)> = counts.into_iter().collect();
    reasons.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    reasons
}

/// What `run.json` says of each run.
pub fn facts(runs: &[RunData]) -> Markup {
    if runs.iter().all(|run| run.info.is_none()) {
        return html! {};
    }
    html! {
        section aria-labelledby="facts" {
            h2 id="facts" { "How it was made" }
            @for (index, run) in runs.iter().enumerate() {
                @if let Some(info) = &run.info {
                    details {
                        summary { (label(runs, index)) " " span class="note" { (run.directory) } }
                        dl class="facts" {
                            @for (name, value) in info { div { dt { (name) } dd { (fact(name, value)) } } }
                        }
                    }
                }
            }
        }
    }
}

fn fact(name: &str, value: &serde_json::Value) -> Markup {
    use serde_json::Value;
    html! {
        @match value {
            Value::String(text) => (text),
            Value::Array(words) if name == "command" => code { (command(words)) },
            Value::Array(items) => ul { @for item in items { li { (fact("", item)) } } },
            Value::Object(map) => ul { @for (key, item) in map { li { span class="note" { (key) } " " (fact("", item)) } } },
            other => (other.to_string()),
        }
    }
}

fn command(words: &[serde_json::Value]) -> String {
    let words = words.iter().map(|word| match word.as_str() {
        Some(word) if word.contains([' ', '"', '\'', '$', '*']) => {
            format!("'{}'", word.replace('\'', r"'\''"))
        }
        Some(word) => word.into(),
        None => word.to_string(),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn assessment(assessment: Option<&AssessmentSummary>) -> Markup {
    html! {
        @match assessment {
            Some(AssessmentSummary { mean: Some(mean), deviation, repeats, failed }) => {
                @match deviation.map(|deviation| with_deviation(*mean, deviation)) {
                    Some((mean, deviation)) => { span class="strong" { (mean) } " ± " (deviation) }
                    None => span class="strong" { (score(*mean)) }
                }
                span class="small" {
                    "n = " (repeats) @if *failed > 0 { ", " (failed) " failed" }
                }
            }
            Some(failure) => { "failed" span class="small" { (failure.failed) " times" } }
            None => (dash()),
        }
    }
}

/// A whole number with all its digits.
fn count(value: u64) -> String {
    let digits = value.to_string();
    let gap = |index: usize| digits.len() > 4 && index > 0 && (digits.len() - index).is_multiple_of(3);
    digits
        .char_indices()
        .flat_map(|(index, digit)| gap(index).then_some('\u{202f}').into_iter().chain([digit]))
        .collect()
}

fn optional(value: Option<f64>) -> String {
    value.map_or_else(dash, score)
}

fn dash() -> String {
    "–".into()
}
