//! Credit: what single samples of a candidate's dataset were worth, and how they come to be.

/// Rewards of the samples that the simulator made for one candidate.
///
/// ```
/// use lts_core::Credit;
/// let (names, scores) = (vec!["influence".into()], vec![1.0, 2.0, -1.0, -2.0]);
/// let credit = Credit { candidate: 3, names, values: vec![0.5, -0.25], scores };
/// assert_eq!(credit.samples(), 2);
/// // Two samples and four numbers: the simulator has two parameters.
/// assert_eq!(credit.score(1), Some(&[-1.0, -2.0][..]));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Credit {
    /// The candidate's number.
    pub candidate: u64,
    /// What the columns are, e.g. [`INFLUENCE`](Self::INFLUENCE).
    pub names: Vec<String>,
    /// Row-major, one row a sample in the order of the dataset, one number a column; finite, better when higher.
    pub values: Vec<f64>,
    /// Row-major, one row a sample: the [score function](crate::Simulator::score_function) of the sample, one finite
    /// number for each number of a point. Empty if the simulator knows none.
    pub scores: Vec<f64>,
}

impl Credit {
    /// The column of [`MainTaskModel::influence`](crate::MainTaskModel::influence): by how much the validation objective
    /// rises for each unit of weight that the sample gets in the training, where each has the weight 1.
    ///
    /// With the scores s of the samples, the sum over samples of influence times s is the gradient of the objective in
    /// the candidate's parameters.
    pub const INFLUENCE: &str = "influence";

    /// Number of samples (rows).
    pub fn samples(&self) -> usize {
        self.values.len().checked_div(self.names.len()).unwrap_or(0)
    }

    /// The score function of sample `index`, one number for each number of a point, in the inverse of their units.
    pub fn score(&self, index: usize) -> Option<&[f64]> {
        let width = self.scores.len().checked_div(self.samples()).filter(|width| *width > 0)?;
        self.scores.chunks_exact(width).nth(index)
    }

    /// The column called `name`, one number a sample.
    pub fn column(&self, name: &str) -> Option<impl Iterator<Item = f64> + '_> {
        let index = self.names.iter().position(|one| one == name)?;
        Some(self.values.iter().skip(index).step_by(self.names.len()).copied())
    }
}

/// Whether a policy uses the credit of samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CreditUse {
    /// It does not, so nobody works it out.
    #[default]
    None,
    /// It takes it where the task knows it.
    Welcome,
    /// It cannot learn without.
    Required,
}
