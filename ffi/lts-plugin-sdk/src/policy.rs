//! The trait of a policy plugin, and what it is told.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{Error, Host, Space};

/// What a policy is, for the host and for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Description {
    /// Unique, as a reverse domain name: `org.example.my-policy`. This is `policy.id` in an experiment.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// The policy's own version.
    pub version: &'static str,
    /// One sentence for people.
    pub description: &'static str,
}

/// What came of a candidate.
#[derive(Clone, Copy, Debug)]
pub struct Evaluation<'a> {
    /// The number it was asked under.
    pub candidate: u64,
    /// Better when higher, finite; none if the evaluation failed.
    pub reward: Option<f64>,
    /// Why it failed; empty if it was scored.
    pub reason: &'a str,
    /// Other measures, by name.
    pub measures: &'a [Measure<'a>],
}

/// A named measure of a scored candidate; may be NaN where it has no meaning.
#[derive(Clone, Copy, Debug)]
pub struct Measure<'a> {
    /// Its name, e.g. `iou.mean`.
    pub name: &'a str,
    /// Its value.
    pub value: f64,
}

/// What single samples of a candidate's dataset were worth.
#[derive(Clone, Copy, Debug)]
pub struct Credit<'a> {
    /// The candidate, which is outstanding.
    pub candidate: u64,
    /// What the columns are.
    pub names: &'a [&'a str],
    /// Row-major, one row a sample, one finite number a column; better when higher.
    pub values: &'a [f64],
    /// Row-major, one row a sample, one finite number for each dimension: the derivative of the logarithm of the density
    /// with which the simulator makes the sample. Empty if the simulator does not know it.
    pub scores: &'a [f64],
}

impl Credit<'_> {
    /// The column called `name`, one number a sample.
    pub fn column(&self, name: &str) -> Option<impl Iterator<Item = f64> + '_> {
        let index = self.names.iter().position(|one| *one == name)?;
        Some(self.values.iter().skip(index).step_by(self.names.len()).copied())
    }
}

/// The settings of a policy that has none: every key is refused.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoSettings {}

/// A policy. The host makes one call at a time, from any thread.
///
/// The random numbers of a candidate come from the seed and the candidate's number alone (see [`rng`](crate::rng)), so that
/// a run that was killed and resumed continues exactly.
pub trait Policy: Sized + Send + 'static {
    /// What it is.
    const DESCRIPTION: Description;

    /// The table `policy.config` of an experiment. Give it `#[serde(deny_unknown_fields, default)]`.
    type Settings: DeserializeOwned;

    /// Makes a policy for `space`.
    ///
    /// # Errors
    /// If a setting makes no sense.
    fn new(space: Space, seed: u64, settings: Self::Settings, host: Host) -> Result<Self, Error>;

    /// Proposes candidate `number`: writes one value, inside its bounds, for each dimension of the space. All values are
    /// not-a-number before, and the host refuses a point in which one still is.
    ///
    /// # Errors
    /// If it cannot.
    fn ask(&mut self, number: u64, point: &mut [f64]) -> Result<(), Error>;

    /// Learns what came of candidates: each is outstanding and comes once, sorted by number. Some may be missing or failed.
    ///
    /// # Errors
    /// If it cannot; it is then unchanged.
    fn tell(&mut self, evaluations: &[Evaluation<'_>]) -> Result<(), Error>;

    /// Writes the point to use if the run ended now, in the way of [`ask`](Policy::ask).
    ///
    /// # Errors
    /// If it cannot.
    fn recommend(&self, point: &mut [f64]) -> Result<(), Error>;

    /// Everything that later calls depend on, as bytes.
    ///
    /// # Errors
    /// If it cannot.
    fn save(&self) -> Result<Vec<u8>, Error>;

    /// Restores what [`save`](Policy::save) gave; the policy is fresh.
    ///
    /// # Errors
    /// [`Error::state`] if the bytes are no such state.
    fn load(&mut self, state: &[u8]) -> Result<(), Error>;

    /// What it wants plotted, by name, in a fixed order; finite numbers.
    fn metrics(&self) -> Vec<(&'static str, f64)> {
        Vec::new()
    }

    /// Why it wants to end the run, if it does.
    fn stop(&self) -> Option<String> {
        None
    }

    /// Whether it has the extension `lts.credit/1`. Without it the host does not work credit out.
    const USES_CREDIT: bool = false;

    /// Takes the credit of single samples of an outstanding candidate, at most once, before it is told; see
    /// `lts/ext/credit.h`. Called only with [`USES_CREDIT`](Self::USES_CREDIT), and where the task knows credit.
    ///
    /// # Errors
    /// If it cannot.
    fn credit(&mut self, credit: &Credit<'_>) -> Result<(), Error> {
        let _ = credit;
        Ok(())
    }
}
