//! The report: one or several runs as one self-contained HTML page, made from their journals alone.
//!
//! [`write()`] makes the page of run directories, [`render`] of runs that were read, and [`summary()`] gives the numbers
//! of its table. Nothing in the page comes from elsewhere and it holds no script; the same runs give the same bytes.

pub(crate) mod arms;
pub(crate) mod chart;
pub(crate) mod compare;
mod curves;
mod data;
pub(crate) mod page;
mod parameters;
pub(crate) mod scale;
mod summary;
mod tables;

use std::path::{Path, PathBuf};

pub use data::{Assessment, Evaluated, RunData, SampleSheet, TimeSpent};
pub use summary::{AssessmentSummary, Summary, summary};

/// Why no report could be made.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The folder is not a run directory, or nothing was journaled in it.
    #[error("{}: this is no run directory ({reason}); give a folder that `lts learn` made", path.display())]
    NotARun {
        /// The folder.
        path: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// A line of the journal is not what it should be.
    #[error("{}:{line}: the journal is damaged: {reason}", path.display())]
    Journal {
        /// The journal.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// The journal is of a version that this program does not know.
    #[error(
        "{}:1: the journal has format {found}, this program reads format {}; use the version of `lts` that made it",
        path.display(),
        crate::journal::FORMAT
    )]
    Format {
        /// The journal.
        path: PathBuf,
        /// The version it has, as it stands there.
        found: String,
    },
    /// There is nothing to show.
    #[error("a report needs at least one run directory")]
    Empty,
    /// A file cannot be read or written.
    #[error("{}: cannot {action}: {error}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// What the system said.
        error: std::io::Error,
    },
    /// The page cannot be written.
    #[error(transparent)]
    Write(#[from] crate::RunError),
}

/// A section of the page from one who knows more of an experiment than its journal says, e.g. figures of its task.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What is seen, in a sentence or two.
    pub explain: String,
    /// Its content. It may use the classes and colours of the page's style sheet, and must not load anything.
    pub html: String,
}

/// The first run of each experiment among `runs`: one of those that differ by their seeds alone.
pub fn first_of_each(runs: &[RunData]) -> Vec<usize> {
    let first = |arm: &arms::Arm<'_>| runs.iter().position(|run| std::ptr::eq(run, arm.runs[0]));
    arms::group(runs).iter().filter_map(first).collect()
}

/// Reads `runs` and writes their report to `out`, complete or not at all.
///
/// # Errors
/// If a folder is no run directory, its journal is damaged, or the page cannot be written.
pub fn write(runs: &[PathBuf], out: &Path) -> Result<(), ReportError> {
    let runs = runs.iter().map(|run| RunData::read(run)).collect::<Result<Vec<_>, _>>()?;
    write_with(&runs, &[], out)
}

/// Writes the report of `runs`, with further `sections`, to `out`, complete or not at all.
///
/// # Errors
/// [`ReportError::Empty`] if there are no runs; or the page cannot be written.
pub fn write_with(runs: &[RunData], sections: &[Section], out: &Path) -> Result<(), ReportError> {
    Ok(crate::write_whole(out, render_with(runs, sections)?.as_bytes())?)
}

/// The page of `runs`, side by side; runs that differ by their seeds alone are one arm, drawn as a mean with a band.
///
/// # Errors
/// [`ReportError::Empty`] if there are none.
pub fn render(runs: &[RunData]) -> Result<String, ReportError> {
    render_with(runs, &[])
}

/// The page of `runs`, side by side, with further `sections` after the rewards.
///
/// # Errors
/// [`ReportError::Empty`] if there are no runs.
pub fn render_with(runs: &[RunData], sections: &[Section]) -> Result<String, ReportError> {
    if runs.is_empty() { Err(ReportError::Empty) } else { Ok(page::page(runs, sections)) }
}

#[cfg(test)]
mod tests;
