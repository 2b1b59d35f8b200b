//! Opens an experiment: the simulator, the validation set, the main task model, the policy and the plan of the loop.

use lts_core::{MainTaskModel, Policy, Seed, Simulator, Size};
use lts_plugin::PluginInfo;
use lts_render::TrafficSimulator;
use lts_run::Plan;

use crate::{Experiment, ExperimentError, ValidationSet, from_run, task};

/// Everything that a run of an experiment needs.
pub struct Opened {
    /// The experiment, with what was automatic written out.
    pub experiment: Experiment,
    /// What the loop does.
    pub plan: Plan,
    /// The embedded simulator.
    pub simulator: TrafficSimulator,
    /// What rewards are computed on.
    pub validation: ValidationSet,
    /// What is trained.
    pub model: Box<dyn MainTaskModel>,
    /// Who proposes parameters.
    pub policy: Box<dyn Policy>,
    /// Which plugin the policy is of.
    pub plugin: Option<PluginInfo>,
}

/// Opens everything; nothing is written. `at` names the configuration in errors.
///
/// # Errors
/// If a setting has no sense, a file is missing or damaged, or no Vulkan device is there.
pub fn open(mut experiment: Experiment, at: &str) -> Result<Opened, ExperimentError> {
    if let Some((key, reason)) = experiment.loop_.problem() {
        return Err(ExperimentError::setting(format!("{at}: {key}"), reason));
    }
    let settings = &experiment.simulator;
    let size = Size::new(settings.width, settings.height);
    let place = format!("{at}: simulator.parameters");
    let space = match settings.space() {
        Ok(space) if space.dimension() == 0 => {
            let reason = "every parameter is fixed, so there is nothing to learn; free at least one";
            return Err(ExperimentError::setting(place, reason));
        }
        Ok(space) => space,
        Err(error) => return Err(ExperimentError::Parameters { place, error }),
    };
    // The number of threads is part of a result on the CPU: what was automatic is written down.
    if experiment.task.training.threads == 0 {
        experiment.task.training.threads = lts_torch::library_info().threads.max(1);
    }
    from_run::take(&mut experiment.policy, &space)?;
    let seed = Seed::new(experiment.run.seed).name("policy");
    let (policy, plugin) = lts_plugin::build(&experiment.policy, &space, seed)
        .map_err(|error| ExperimentError::Policy { place: at.to_string(), error })?;
    let mut simulator = TrafficSimulator::new(settings)?;
    let classes = simulator.classes().clone();
    let model = experiment.task.model(&classes, simulator.count_names(), size)?;
    let mut validation = experiment.task.validation(settings, &mut simulator)?;
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
