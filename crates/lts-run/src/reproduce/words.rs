//! Results in words: numbers of the tables, and the tables as text.

use super::Results;
use super::claims::{Judgement, Verdict};
use super::measure::Row;
use crate::report::scale::{score, with_deviation};

/// A measured number: counts whole, others like rewards.
pub fn shown(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() >= 10.0 { count(value.abs() as u64) } else { score(value) }
}

/// A measured number of one seed.
pub fn measured(value: Option<f64>) -> String {
    value.map_or_else(|| "never".into(), shown)
}

/// A share in whole percent.
pub fn share(value: f64) -> String {
    let sign = if value <= -0.005 { "\u{2212}" } else { "" };
    format!("{sign}{:.0} %", 100.0 * value.abs())
}

/// The reward at the end, mean and deviation over the seeds.
pub fn reached(row: &Row) -> String {
    match (row.reward, row.deviation) {
        (Some(reward), Some(deviation)) => {
            let (reward, deviation) = with_deviation(reward, deviation);
            format!("{reward} ± {deviation}")
        }
        (Some(reward), None) => score(reward),
        _ => "–".into(),
    }
}

/// Mean and deviation over the seeds.
pub fn ours(claim: &Judgement) -> String {
    match (claim.ours, claim.deviation) {
        (Some(mean), Some(deviation)) if deviation > 0.0 => {
            let (mean, deviation) = with_deviation(mean, deviation);
            format!("{mean} ± {deviation}")
        }
        (Some(mean), _) => shown(mean),
        _ => "never".into(),
    }
}

/// Images until the level, over the seeds.
pub fn until(row: &Row) -> String {
    let reached = row.images.values().flatten().count();
    match row.mean {
        None if row.images.is_empty() => "not measured".into(),
        None => "not reached".into(),
        Some(mean) if reached == row.images.len() => count(mean.round() as u64),
        Some(mean) => format!("{} in {reached} of {}", count(mean.round() as u64), row.images.len()),
    }
}

/// A whole number, thousands apart.
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    let gap = |index: usize| digits.len() > 4 && index > 0 && (digits.len() - index).is_multiple_of(3);
    let letters = digits.char_indices();
    letters.flat_map(|(index, digit)| gap(index).then_some('\u{202f}').into_iter().chain([digit])).collect()
}

/// The tables as text for a terminal.
pub fn text(results: &Results) -> String {
    let mut rows = vec![["claim", "paper", "ours", "needed", "verdict"].map(String::from)];
    for claim in &results.claims {
        let needed = claim.needed.map(|needed| format!("{} {}", claim.relation.sign(), shown(needed)));
        let unmeasured = claim.seeds.is_empty();
        rows.push([
            claim.claim.clone(),
            claim.paper.clone(),
            if unmeasured { "–".into() } else { format!("{} {}", ours(claim), claim.what) },
            needed.unwrap_or_else(|| "–".into()),
            claim.verdict.to_string(),
        ]);
    }
    let mut lines = table(&rows, &[44, 30, 40, 16, 16]);
    let notes = results.claims.iter().filter(|claim| !claim.note.is_empty());
    lines.extend(notes.map(|claim| format!("{} ({}): {}", claim.claim, claim.verdict, claim.note)));
    if !results.efficiency.is_empty() {
        let until_share = format!("images until {} of the gap", share(results.share.unwrap_or_default()));
        let head = ["policy", &until_share, "images in all", "reward at the end", "gap closed at the end"];
        let mut rows = vec![head.map(String::from)];
        for row in &results.efficiency {
            rows.push([
                row.label.clone(),
                until(row),
                count(row.all_images),
                reached(row),
                row.closed.map_or_else(|| "–".into(), share),
            ]);
        }
        lines.push(String::new());
        lines.extend(table(&rows, &[44, 28, 14, 22, 22]));
    }
    let held = results.claims.iter().filter(|claim| claim.verdict == Verdict::Holds).count();
    lines.push(String::new());
    lines.push(format!("{held} of {} claims hold", results.claims.len()));
    lines.join("\n")
}

/// Columns of at most these widths, longer texts on several lines.
fn table(rows: &[[String; 5]], most: &[usize; 5]) -> Vec<String> {
    let wrapped: Vec<Vec<Vec<String>>> =
        rows.iter().map(|row| row.iter().zip(most).map(|(cell, most)| wrap(cell, *most)).collect()).collect();
    let width = |column: usize| {
        let lines = wrapped.iter().flat_map(|row| &row[column]);
        lines.map(|line| line.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut lines = Vec::new();
    for (index, row) in wrapped.iter().enumerate() {
        let height = row.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..height {
            let cells = row.iter().zip(&widths).map(|(cell, width)| {
                let text = cell.get(at).map_or("", String::as_str);
                format!("{text}{}", " ".repeat(width - text.chars().count()))
            });
            lines.push(cells.collect::<Vec<_>>().join("  ").trim_end().to_string());
        }
        if index == 0 {
            lines.push("-".repeat(widths.iter().sum::<usize>() + 8));
        }
    }
    lines
}

fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > most {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_cells_are_wrapped_and_columns_stand_below_each_other() {
        let row = |first: &str| [first, "b", "c", "d", "e"].map(String::from);
        let lines = table(&[row("head"), row("one two three")], &[8, 5, 5, 5, 5]);
        assert_eq!(lines, ["head     b  c  d  e", "-------------------", "one two  b  c  d  e", "three"]);
    }

    #[test]
    fn counts_have_gaps_and_shares_do_not() {
        assert_eq!(shown(60_000.0), "60\u{202f}000");
        assert_eq!(shown(0.9871), "0.987");
        assert_eq!(measured(None), "never");
    }
}
