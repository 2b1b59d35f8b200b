//! Credit of single samples: who knows it, and a policy that needs it where nobody does.

use std::sync::Arc;

use lts_core::{CreditUse, MainTaskModel, Policy, PolicyError, Sample, Simulator, Stop};

/// Whether simulator and model together know what single samples are worth: the one their score function, the other
/// their influence.
pub fn is_known(simulator: &dyn Simulator, model: &mut dyn MainTaskModel) -> bool {
    let space = simulator.space();
    let Ok(values) = space.values(&space.start()) else { return false };
    // Whoever fails here fails in the run as well, and says why.
    let scored = matches!(simulator.score_function(&values, &[]), Ok(Some(_)));
    let nothing: Vec<Arc<Sample>> = Vec::new();
    scored && matches!(model.influence(&[], &nothing, &Stop::new()), Ok(Some(_)))
}

/// Refuses a policy that needs credit where it is not `known`.
///
/// # Errors
/// Names the policy's setting.
pub fn check(policy: &dyn Policy, known: bool) -> Result<(), PolicyError> {
    if known || policy.credit_use() != CreditUse::Required {
        return Ok(());
    }
    Err(PolicyError::Setting {
        key: "sample_credit".into(),
        reason: "this task knows no credit of single samples, so there is nothing to learn from; leave it out, or learn \
                 a toy experiment"
            .into(),
    })
}
