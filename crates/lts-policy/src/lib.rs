//! Policies that propose simulator parameters and learn from rewards.
//!
//! [`PolicySettings`] names a policy and its settings; [`build`] makes it. Every policy passes
//! [`conformance::check`], which a policy of another origin can run as well.

mod cma_es;
pub mod conformance;
mod fixed;
mod outstanding;
mod random;
mod random_search;
mod reinforce;
mod settings;

pub use settings::{
    Baseline, CmaEsSettings, FixedSettings, Optimizer, PluginSettings, PolicySettings, RandomSearchSettings,
    RandomSettings, ReinforceSettings,
};

use lts_core::{ParameterSpace, Policy, PolicyError, Seed};

/// Makes the policy that `settings` name, for `space`. Its random numbers come from `seed`.
///
/// # Errors
/// If a setting has no sense or does not fit the space, and for a plugin: this crate loads no libraries.
pub fn build(
    settings: &PolicySettings,
    space: &ParameterSpace,
    seed: Seed,
) -> Result<Box<dyn Policy>, PolicyError> {
    let space = space.clone();
    Ok(match settings {
        PolicySettings::Reinforce(settings) => Box::new(reinforce::Reinforce::new(settings, space, seed)?),
        PolicySettings::Random(RandomSettings {}) => Box::new(random::Random::new(space, seed)),
        PolicySettings::RandomSearch(settings) => {
            Box::new(random_search::RandomSearch::new(settings, space, seed)?)
        }
        PolicySettings::CmaEs(settings) => Box::new(cma_es::CmaEs::new(settings, space, seed)?),
        PolicySettings::Fixed(settings) => Box::new(fixed::Fixed::new(settings, space)?),
        PolicySettings::Plugin(_) => {
            let reason = "a plugin is no built-in policy: the owner of the run loads it".into();
            return Err(PolicyError::Setting { key: "kind".into(), reason });
        }
    })
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod variance;
