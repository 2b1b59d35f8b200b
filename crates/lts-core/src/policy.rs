//! The policy: it proposes candidates and learns from their rewards (ask and tell).

use crate::{Candidate, Credit, CreditUse, Evaluation};

/// Proposes parameters and learns from the rewards.
///
/// Rewards are always better when higher. Told evaluations may be partial, out of order, or failed. The random
/// numbers of a candidate come from the policy's seed and the candidate's number alone, so a policy that was saved,
/// loaded and asked again proposes the same candidates.
pub trait Policy: Send {
    /// The name under which the policy is configured, e.g. `reinforce`.
    fn kind(&self) -> &str;

    /// Proposes one candidate for each of `count` numbers from `first` on, inside the bounds of the space.
    ///
    /// # Errors
    /// If the policy cannot propose, e.g. because a plugin failed.
    fn ask(&mut self, first: u64, count: usize) -> Result<Vec<Candidate>, PolicyError>;

    /// Tells outcomes of candidates that were asked and not told yet.
    ///
    /// # Errors
    /// [`PolicyError::UnknownCandidate`] for a number that is not outstanding, [`PolicyError::Reward`] for a reward
    /// that is not finite; the policy is then unchanged.
    fn tell(&mut self, evaluations: &[Evaluation]) -> Result<(), PolicyError>;

    /// Whether it uses [`credit`](Policy::credit), the same at each call.
    fn credit_use(&self) -> CreditUse {
        CreditUse::None
    }

    /// Tells what single samples of an outstanding candidate were worth, at most once, before the candidate itself is
    /// told. A policy that learns from whole candidates alone ignores it. What is remembered of it is part of the state.
    ///
    /// # Errors
    /// [`PolicyError::UnknownCandidate`] if the candidate is not outstanding, or if the policy fails.
    fn credit(&mut self, credit: &Credit) -> Result<(), PolicyError> {
        let _ = credit;
        Ok(())
    }

    /// The point to use if the run ended now, flat and in units like [`Candidate::point`].
    ///
    /// # Errors
    /// If a plugin failed; a built-in policy always has one.
    fn recommend(&self) -> Result<Vec<f64>, PolicyError>;

    /// Why the policy wants to end the run, if it does.
    fn stop(&self) -> Option<String> {
        None
    }

    /// What the policy wants plotted (baseline, spread, gradient norm, ...), by name in a fixed order.
    fn metrics(&self) -> Vec<(String, f64)> {
        Vec::new()
    }

    /// The whole state, outstanding candidates included, as JSON text.
    ///
    /// # Errors
    /// If a plugin failed or cannot save; a built-in policy always can.
    fn save(&self) -> Result<String, PolicyError>;

    /// Restores a state that [`save`](Policy::save) of the same kind, space and settings wrote.
    ///
    /// # Errors
    /// [`PolicyError::State`] if it does not fit; the policy is then unchanged.
    fn load(&mut self, state: &str) -> Result<(), PolicyError>;
}

/// What can go wrong in a policy.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum PolicyError {
    /// A told candidate was never asked, or was told before.
    #[error("candidate {number} is not outstanding: it was never asked, or was told before")]
    UnknownCandidate {
        /// The candidate's number.
        number: u64,
    },
    /// A told reward is NaN or infinite.
    #[error("the reward of candidate {number} is {reward}: a reward must be finite (tell a failure instead)")]
    Reward {
        /// The candidate's number.
        number: u64,
        /// The reward.
        reward: f64,
    },
    /// A saved state does not fit this policy.
    #[error("the saved state does not fit the policy '{kind}': {reason}")]
    State {
        /// The policy's name.
        kind: String,
        /// Why.
        reason: String,
    },
    /// A plugin failed or broke a rule.
    #[error("the policy plugin '{plugin}': {reason}")]
    Plugin {
        /// The policy's id, or the library's path.
        plugin: String,
        /// What it did, what was expected.
        reason: String,
    },
    /// A setting has no sense.
    #[error("policy.{key}: {reason}")]
    Setting {
        /// The key in the configuration.
        key: String,
        /// What was expected.
        reason: String,
    },
}
