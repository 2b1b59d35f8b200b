//! How far proposals scatter at the start: one standard deviation for all parameters, others for those that are named.

use std::collections::BTreeMap;

use lts_core::{ParameterSpace, PolicyError};

/// Logarithm of the standard deviation of each number of a point, in the unconstrained space.
///
/// # Errors
/// If a deviation is not positive, or `of` names what is not learned.
pub(super) fn log_spread(
    spread: f64,
    of: &BTreeMap<String, f64>,
    space: &ParameterSpace,
) -> Result<Vec<f64>, PolicyError> {
    for (name, value) in of {
        let error = |reason: String| PolicyError::Setting { key: format!("spread_of.{name}"), reason };
        if space.free().all(|parameter| parameter.name != *name) {
            let learned: Vec<&str> = space.free().map(|parameter| parameter.name.as_str()).collect();
            let learned = learned.join(", ");
            return Err(error(format!("no parameter of this name is learned; learned are: {learned}")));
        }
        if !(*value > 0.0 && value.is_finite()) {
            return Err(error(format!("it is {value}, expected a positive number")));
        }
    }
    let own = |name: &str| of.get(name).copied().unwrap_or(spread).ln();
    Ok(space
        .free()
        .flat_map(|parameter| std::iter::repeat_n(own(&parameter.name), parameter.width()))
        .collect())
}
