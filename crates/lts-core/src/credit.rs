//! Credit: what single samples of a candidate's dataset were worth, in one or several columns.

/// Rewards of the samples that the simulator made for one candidate.
///
/// ```
/// let credit = lts_core::Credit { candidate: 3, names: vec!["influence".into()], values: vec![0.5, -0.25] };
/// assert_eq!(credit.samples(), 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Credit {
    /// The candidate's number.
    pub candidate: u64,
    /// What the columns are, e.g. `influence`.
    pub names: Vec<String>,
    /// Row-major, one row a sample in the order of the dataset, one number a column; finite, better when higher.
    pub values: Vec<f64>,
}

impl Credit {
    /// Number of samples (rows).
    pub fn samples(&self) -> usize {
        self.values.len().checked_div(self.names.len()).unwrap_or(0)
    }
}
