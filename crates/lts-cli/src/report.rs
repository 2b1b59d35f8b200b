//! `lts report`: one or several runs as a self-contained HTML page.

use std::path::PathBuf;

use anyhow::Result;
use lts_run::report;

use crate::args::ReportArgs;
use crate::exit::Answer;

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
    let runs = args.runs.iter().map(|run| report::RunData::read(run)).collect::<Result<Vec<_>, _>>()?;
    report::write(&args.runs, &output)?;
    let summary = report::summary(&runs);
    let json = serde_json::json!({ "report": output, "runs": summary });
    Ok(Answer::new(format!("report: {}", output.display()), json))
}
