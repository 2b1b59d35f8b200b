//! Reproductions: what a definition says about arms, seeds and claims, and the page and verdicts from the runs' journals.
//!
//! Nothing here runs anything: who has the runs calls [`Reproduction::results`] and [`Reproduction::page`].

mod claims;
mod definition;
mod figures;
mod measure;
mod page;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

pub use claims::{Claim, Judged, Judgement, Relation, Seeded, States, Verdict};
pub use definition::{
    ArmSettings, Definition, Efficiency, Figure, Paper, PaperCurve, Shows, Size, SizeSettings, Source,
};
pub use measure::{Measured, Quantity, Row, ValueOf};

use crate::report::RunData;
pub use crate::report::arms::{Followed, Over};

/// Why a reproduction cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReproduceError {
    /// The definition does not fit.
    #[error("{}: {reason}", path.display())]
    Definition {
        /// The file.
        path: PathBuf,
        /// What is wrong, what was expected.
        reason: String,
    },
}

/// A definition at a size, with seeds and overrides.
#[derive(Clone, Copy, Debug)]
pub struct Reproduction<'a> {
    /// Short name, e.g. `toy`.
    pub name: &'a str,
    /// What is reproduced.
    pub definition: &'a Definition,
    /// At which size.
    pub size: Size,
    /// With which seeds.
    pub seeds: &'a [u64],
    /// Overrides of all arms, for the page.
    pub set: &'a [String],
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Results {
    /// Short name.
    pub name: String,
    /// The size.
    pub size: Size,
    /// The seeds.
    pub seeds: Vec<u64>,
    /// Claims with their verdicts.
    pub claims: Vec<Judgement>,
    /// Which share of the gap the table of images is about.
    pub share: Option<f64>,
    /// Images until that share is closed, for each arm.
    pub efficiency: Vec<Row>,
}

impl Reproduction<'_> {
    /// Verdicts and table, from the runs of each arm by name.
    pub fn results(&self, runs: &BTreeMap<String, Vec<RunData>>) -> Results {
        let measured = Measured::new(self.definition, self.seeds, runs);
        let claims = self.definition.claims.iter();
        Results {
            name: self.name.into(),
            size: self.size,
            seeds: self.seeds.to_vec(),
            claims: claims.map(|claim| claims::judge(claim, &measured, self.size)).collect(),
            share: self.definition.efficiency.as_ref().map(|table| table.share),
            efficiency: self
                .definition
                .efficiency
                .as_ref()
                .map_or_else(Vec::new, |table| measured.efficiency(table)),
        }
    }

    /// The page. `task` draws what the program knows of the task from the first seed of an arm, by its name, as HTML.
    pub fn page(
        &self,
        results: &Results,
        runs: &BTreeMap<String, Vec<RunData>>,
        task: &dyn Fn(&str) -> Option<String>,
    ) -> String {
        page::page(self, results, &Measured::new(self.definition, self.seeds, runs), task)
    }
}

impl Results {
    /// Whether a claim does not hold.
    pub fn refuted(&self) -> bool {
        self.claims.iter().any(|claim| claim.verdict == Verdict::DoesNotHold)
    }

    /// The tables for a terminal.
    pub fn text(&self) -> String {
        words::text(self)
    }
}

#[cfg(test)]
mod tests;
