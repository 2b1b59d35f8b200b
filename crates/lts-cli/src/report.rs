//! `lts report`: one or several runs as a self-contained HTML page.

use std::path::{Path, PathBuf};

use anyhow::Result;
use lts_run::report::{self, RunData, Section};

use crate::args::ReportArgs;
use crate::exit::Answer;
use crate::toy;

/// Writes the page and answers with its path and the table.
///
/// # Errors
/// If a folder is no run directory, its journal is damaged, or the page cannot be written.
pub fn run(args: &ReportArgs) -> Result<Answer> {
    let output = match (&args.output, args.runs.as_slice()) {
        (Some(output), _) => output.clone(),
        (None, [run]) => run.join("report.html"),
        (None, _) => PathBuf::from("report.html"),
    };
    let runs = write(&args.runs, &output)?;
    let summary = report::summary(&runs);
    let json = serde_json::json!({ "report": output, "runs": summary });
    Ok(Answer::new(format!("report: {}", output.display()), json))
}

/// Writes the page of `paths` to `output`, with figures of their tasks; the runs that it shows.
///
/// # Errors
/// As [`run`].
pub fn write(paths: &[PathBuf], output: &Path) -> Result<Vec<RunData>> {
    let runs = paths.iter().map(|run| RunData::read(run)).collect::<Result<Vec<_>, _>>()?;
    let mut sections: Vec<Section> = Vec::new();
    let first = report::first_of_each(&runs);
    for (index, (path, run)) in paths.iter().zip(&runs).enumerate() {
        if first.contains(&index) && toy::is_toy(path)? {
            let which = if runs.len() > 1 {
                format!(" of {}, seed {}", run.start.name, run.start.seed)
            } else {
                String::new()
            };
            sections.push(toy::figures(path, run, &format!("Decision regions{which}"))?);
        }
    }
    report::write_with(&runs, &sections, output)?;
    Ok(runs)
}
