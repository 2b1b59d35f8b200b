//! `policy.from_run`: fixed parameters that another run learned.

use std::path::Path;

use lts_core::{ParameterSpace, Setting, Values};
use lts_policy::{FixedSettings, PolicySettings};

use crate::ExperimentError;

/// Writes the parameters that `policy` takes from a run into its own, so that the run is not needed any more. What the
/// policy's `parameters` say themselves stays.
pub(crate) fn take(policy: &mut PolicySettings, space: &ParameterSpace) -> Result<(), ExperimentError> {
    let PolicySettings::Fixed(FixedSettings { parameters, from_run }) = policy else { return Ok(()) };
    let Some(run) = from_run.take() else { return Ok(()) };
    let learned = recommended(&run)?;
    for parameter in space.free() {
        if let Some(value) = learned.get(&parameter.name) {
            parameters.entry(parameter.name.clone()).or_insert_with(|| Setting::Fixed(value.clone()));
        }
    }
    Ok(())
}

fn recommended(run: &Path) -> Result<Values, ExperimentError> {
    let error = |reason: String| ExperimentError::setting("policy.from_run", reason);
    let file = run.join("recommended/parameters.json");
    let text = std::fs::read_to_string(&file).map_err(|cause| {
        let run = run.display();
        error(format!("{run} has no recommended/parameters.json ({cause}); expected a run directory of a run that is finished"))
    })?;
    serde_json::from_str(&text)
        .map_err(|_| error(format!("{}: expected a JSON object of values by parameter name", file.display())))
}
