//! From the credit of single samples to the gradient of the validation objective at a candidate's place.
//!
//! "AutoSimulate" (Behl et al., ECCV 2020): the gradient of the objective J in the parameters psi is the expectation over
//! samples x of (influence of x on J) times d log q(x | psi) / d psi. The first factor is the main task model's, the
//! second one the simulator's score function; both come with the credit. As the mean of a score is 0, a constant can be
//! taken off the influence: here for each parameter the one with which the sum varies least, the mean influence weighted
//! by the squares of the scores (the optimal baseline of a likelihood-ratio gradient).

use lts_core::{Credit, PolicyError};

/// The gradient for each of the `dimension` numbers of a point, in the inverse of their units.
pub(super) fn gradient(credit: &Credit, dimension: usize) -> Result<Vec<f64>, PolicyError> {
    let fail = |reason: String| PolicyError::Setting { key: "sample_credit".into(), reason };
    let number = credit.candidate;
    let influence: Vec<f64> = match credit.column(Credit::INFLUENCE) {
        Some(column) => column.collect(),
        None => return Err(fail(format!("the credit of candidate {number} has no column 'influence'"))),
    };
    if credit.scores.len() != influence.len() * dimension {
        return Err(fail(format!(
            "the credit of candidate {number} has {} scores, expected {dimension} for each of {} samples",
            credit.scores.len(),
            influence.len()
        )));
    }
    if let Some(reward) = credit.values.iter().chain(&credit.scores).copied().find(|one| !one.is_finite()) {
        return Err(PolicyError::Reward { number, reward });
    }
    let one = |index: usize| {
        let scores = || credit.scores.iter().skip(index).step_by(dimension);
        let squares: f64 = scores().map(|score| score * score).sum();
        let weighted: f64 = influence.iter().zip(scores()).map(|(one, score)| one * score * score).sum();
        let baseline = if squares > 0.0 { weighted / squares } else { 0.0 };
        influence.iter().zip(scores()).map(|(one, score)| (one - baseline) * score).sum()
    };
    Ok((0..dimension).map(one).collect())
}

#[cfg(test)]
mod tests;
