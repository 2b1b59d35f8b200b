//! Settings of single parameters: one value for all numbers of a point, others for the parameters that are named.

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
    if let Some((name, value)) = of.iter().find(|(_, value)| !(**value > 0.0 && value.is_finite())) {
        let reason = format!("it is {value}, expected a positive number");
        return Err(PolicyError::Setting { key: format!("spread_of.{name}"), reason });
    }
    Ok(spread_out("spread_of", spread, of, space)?.into_iter().map(f64::ln).collect())
}

/// Steps at the beginning for which each number of a point stays.
///
/// # Errors
/// If `of` names what is not learned.
pub(super) fn hold(of: &BTreeMap<String, u32>, space: &ParameterSpace) -> Result<Vec<u32>, PolicyError> {
    spread_out("hold_of", 0, of, space)
}

/// The value of each number of a point: its parameter's own, or the `common` one.
fn spread_out<T: Copy>(
    key: &str,
    common: T,
    of: &BTreeMap<String, T>,
    space: &ParameterSpace,
) -> Result<Vec<T>, PolicyError> {
    let known = |name: &String| space.free().any(|parameter| parameter.name == *name);
    if let Some(name) = of.keys().find(|name| !known(name)) {
        let learned = space.free_names();
        return Err(PolicyError::Setting {
            key: format!("{key}.{name}"),
            reason: format!("no parameter of this name is learned; learned are: {learned}"),
        });
    }
    let own = |name: &str| of.get(name).copied().unwrap_or(common);
    Ok(space
        .free()
        .flat_map(|parameter| std::iter::repeat_n(own(&parameter.name), parameter.width()))
        .collect())
}
