//! The page of a reproduction: verdicts, the table of images, figures, and what was run.

use maud::{Markup, html};

use super::claims::{Judgement, Seeded, Verdict};
use super::definition::Efficiency;
use super::figures;
use super::measure::{Measured, Row};
use super::words::{count, measured, ours, reached, share, shown, until};
use super::{Reproduction, Results};
use crate::report::page::whole;

/// The whole page. `task` draws what the program knows of the task, by the name of an arm.
pub fn page(
    reproduction: &Reproduction<'_>,
    results: &Results,
    runs: &Measured<'_>,
    task: &dyn Fn(&str) -> Option<String>,
) -> String {
    let definition = reproduction.definition;
    let content = html! {
        header {
            p class="kicker" { "Learning to simulate, reproduced" }
            h1 { (definition.title) }
            p class="about" { (definition.explain) }
        }
        main {
            (verdicts(results))
            @if let Some(table) = &definition.efficiency { (images(table, &results.efficiency)) }
            @for (index, figure) in definition.figures.iter().enumerate() {
                (figures::figure(index, figure, runs, task))
            }
            (made(reproduction, results))
        }
    };
    whole(&format!("{} - reproduced", definition.title), &content)
}

fn verdicts(results: &Results) -> Markup {
    let held = results.claims.iter().filter(|claim| claim.verdict == Verdict::Holds).count();
    html! {
        section aria-labelledby="claims" {
            h2 id="claims" { "Claims" }
            p class="explain" {
                (held) " of " (results.claims.len()) " hold here. Ours: mean ± standard deviation over "
                (results.seeds.len()) @if results.seeds.len() == 1 { " seed" } @else { " seeds" }
                ", below it each seed."
            }
            div class="scroll" {
                table class="claims" {
                    thead {
                        tr {
                            th scope="col" class="text" { "claim" }
                            th scope="col" class="text" { "paper" }
                            th scope="col" class="text" { "ours" }
                            th scope="col" class="text" { "needed" }
                            th scope="col" class="text" { "verdict" }
                        }
                    }
                    tbody { @for claim in &results.claims { (row(claim)) } }
                }
            }
        }
    }
}

fn row(claim: &Judgement) -> Markup {
    let class = match claim.verdict {
        Verdict::Holds => "verdict yes",
        Verdict::DoesNotHold => "verdict no",
        Verdict::NotMeasured => "verdict open",
    };
    html! {
        tr {
            th scope="row" class="text wide-text" { (claim.claim) }
            td class="text wide-text" { (claim.paper) }
            td class="text" {
                @if claim.seeds.is_empty() { "–" } @else {
                    span class="strong" { (ours(claim)) } " " span class="option" { (claim.what) }
                    span class="small" {
                        @for (index, seed) in claim.seeds.iter().enumerate() {
                            @if index > 0 { ", " }
                            (each(seed))
                        }
                    }
                }
            }
            td class="text" {
                @if let Some(needed) = claim.needed {
                    (claim.relation.sign()) " " (shown(needed))
                } @else if !claim.seeds.is_empty() {
                    "the other one never came there"
                }
            }
            td class="text" {
                span class=(class) { (claim.verdict) }
            }
        }
        @if !claim.note.is_empty() {
            tr class="more" { td colspan="5" class="text meaning" { (claim.note) } }
        }
    }
}

fn each(seed: &Seeded) -> Markup {
    html! { (measured(seed.ours)) @if !seed.holds { " (no)" } }
}

fn images(table: &Efficiency, rows: &[Row]) -> Markup {
    html! {
        section aria-labelledby="images" {
            h2 id="images" { "Images until " (share(table.share)) " of the gap is closed" }
            p class="explain" {
                "The gap is between the reward with the start parameters and that with the validation set's own parameters, "
                "both of the same seed. It counts as closed where the reward stays there at the next point as well. "
                "Training images of candidates are counted; those of assessments, which the policy never sees, are not."
            }
            div class="scroll" {
                table class="runs" {
                    thead {
                        tr {
                            th scope="col" { "policy" }
                            th scope="col" { "images, mean" }
                            th scope="col" { "each seed" }
                            th scope="col" { "images in all" }
                            th scope="col" { "reward at the end" }
                            th scope="col" { "gap closed at the end" }
                        }
                    }
                    tbody {
                        @for row in rows {
                            tr {
                                th scope="row" { (row.label) }
                                td class="strong" { (until(row)) }
                                td {
                                    @for (index, images) in row.images.values().enumerate() {
                                        @if index > 0 { ", " }
                                        @match images { Some(images) => (count(*images)), None => "not reached" }
                                    }
                                }
                                td { (count(row.all_images)) }
                                td { (reached(row)) }
                                td { (row.closed.map_or_else(|| "–".to_string(), share)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn made(reproduction: &Reproduction<'_>, results: &Results) -> Markup {
    let definition = reproduction.definition;
    html! {
        section aria-labelledby="made" {
            h2 id="made" { "What was run" }
            p class="explain" {
                "Size " b { (results.size) } ", seeds "
                (results.seeds.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")) ". "
                (definition.source)
            }
            div class="scroll" {
                table class="runs" {
                    thead {
                        tr {
                            th scope="col" { "arm" }
                            th scope="col" class="text" { "what it is" }
                            th scope="col" class="text" { "experiment" }
                            th scope="col" class="text" { "overrides" }
                        }
                    }
                    tbody {
                        @for arm in definition.arms_at(reproduction.size) {
                            tr {
                                th scope="row" { (arm.name) }
                                td class="text" { (arm.label) }
                                td class="text" { code { (arm.experiment.display()) } }
                                td class="text meaning" {
                                    @let set = definition.overrides(arm, reproduction.size);
                                    @for one in set.iter().chain(reproduction.set) { code { (one) } " " }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
