//! Opens an experiment: the simulator, the validation set, the main task model, the policy and the plan of the loop.

use lts_core::{MainTaskModel, Policy, Seed, Simulator, Size};
use lts_plugin::PluginInfo;
use lts_render::{SimulatorSettings, TrafficSimulator};
use lts_run::Plan;

use crate::{Experiment, ExperimentError, ValidationSet, from_run, task};

/// Everything that a run of an experiment needs; `S` makes its images.
pub struct Opened<S = TrafficSimulator> {
    /// The experiment, with what was automatic written out.
    pub experiment: Experiment,
    /// What the loop does.
    pub plan: Plan,
    /// The simulator.
    pub simulator: S,
    /// What rewards are computed on.
    pub validation: ValidationSet,
    /// What is trained.
    pub model: Box<dyn MainTaskModel>,
    /// Who proposes parameters.
    pub policy: Box<dyn Policy>,
    /// Which plugin the policy is of.
    pub plugin: Option<PluginInfo>,
}

/// Opens everything, with the embedded simulator; nothing is written. `at` names the configuration in errors.
///
/// # Errors
/// If a setting has no sense, a file is missing or damaged, or no Vulkan device is there.
pub fn open(experiment: Experiment, at: &str) -> Result<Opened, ExperimentError> {
    open_with(experiment, at, |settings| {
        // A parameter that does not fit is found before a device is looked for, and named with its place.
        let place = format!("{at}: simulator.parameters");
        settings.space().map_err(|error| ExperimentError::Parameters { place, error })?;
        Ok(TrafficSimulator::new(settings)?)
    })
}

/// Like [`open`], with the simulator that `make` makes from the experiment's settings.
///
/// # Errors
/// As [`open`], or what `make` says.
pub fn open_with<S: Simulator>(
    mut experiment: Experiment,
    at: &str,
    make: impl FnOnce(&SimulatorSettings) -> Result<S, ExperimentError>,
) -> Result<Opened<S>, ExperimentError> {
    if let Some((key, reason)) = experiment.loop_.problem() {
        return Err(ExperimentError::setting(format!("{at}: {key}"), reason));
    }
    let settings = &experiment.simulator;
    let size = Size::new(settings.width, settings.height);
    let mut simulator = make(settings)?;
    let space = simulator.space().clone();
    if space.dimension() == 0 {
        let reason = "every parameter is fixed, so there is nothing to learn; free at least one";
        return Err(ExperimentError::setting(format!("{at}: simulator.parameters"), reason));
    }
    // The number of threads is part of a result on the CPU: what was automatic is written down.
    if experiment.task.training.threads == 0 {
        experiment.task.training.threads = lts_torch::library_info().threads.max(1);
    }
    from_run::take(&mut experiment.policy, &space)?;
    let seed = Seed::new(experiment.run.seed).name("policy");
    let (policy, plugin) = lts_plugin::build(&experiment.policy, &space, seed)
        .map_err(|error| ExperimentError::Policy { place: at.to_string(), error })?;
    let classes = simulator.classes().clone();
    let mut model = experiment.task.model(&classes, simulator.count_names(), size)?;
    let known = lts_run::credit::is_known(&simulator, model.as_mut());
    lts_run::credit::check(policy.as_ref(), known)
        .map_err(|error| ExperimentError::Policy { place: at.to_string(), error })?;
    let mut validation = experiment.task.validation(size, &mut simulator)?;
    let model = task::with_test(model, validation.test.take());
    let plan = Plan {
        name: experiment.run.name.clone(),
        seed: experiment.run.seed,
        settings: experiment.loop_.clone(),
        assessment: experiment.assessment.clone(),
        space,
        classes,
        metric: experiment.task.metric(),
        validation_parameters: validation.parameters.clone(),
    };
    Ok(Opened { experiment, plan, simulator, validation, model, policy, plugin })
}
