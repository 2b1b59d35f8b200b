//! `lts learn` and `lts resume`: an experiment becomes a run directory.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use lts_cli::args::{LearnArgs, ResumeArgs};
use lts_cli::exit::Answer;
use lts_cli::progress::Verbosity;
use lts_cli::session::{Session, fresh_path, work};
use lts_core::{MainTaskModel, Policy, Seed, Simulator, Size};
use lts_plugin::PluginInfo;
use lts_policy::PolicySettings;
use lts_render::{SimulatorSettings, TrafficSimulator};
use lts_run::{Experiment, Plan, RunDirectory, RunInfo};

use crate::task::{TaskSettings, Validation};

/// An experiment of this program.
pub type LtsExperiment = Experiment<SimulatorSettings, TaskSettings>;

/// Everything an experiment needs, opened and checked, before anything is written.
pub struct Opened {
    pub experiment: LtsExperiment,
    pub plan: Plan,
    pub simulator: TrafficSimulator,
    pub validation: crate::task::ValidationSet,
    pub model: Box<dyn MainTaskModel>,
    pub policy: Box<dyn Policy>,
    /// Which plugin the policy is of.
    pub plugin: Option<PluginInfo>,
}

impl Opened {
    fn session(self) -> Session {
        let Self { plan, simulator, validation, model, policy, .. } = self;
        let crate::task::ValidationSet { samples: validation, description, .. } = validation;
        Session { plan, simulator: Box::new(simulator), validation, description, model, policy }
    }
}

/// `lts learn`.
pub fn learn(args: &LearnArgs, verbosity: Verbosity) -> Result<Answer> {
    let mut experiment: LtsExperiment = lts_run::config::load(&args.config, &args.set)?;
    if let Some(seed) = args.seed {
        experiment.run.seed = seed;
    }
    let at = args.config.display().to_string();
    let opened = open(experiment, &at)?;
    let path = match &args.run_dir {
        Some(path) => path.clone(),
        None => fresh_path(&opened.experiment.run),
    };
    let directory = RunDirectory::create(&path)?;
    let mut resolved = opened.experiment.clone();
    resolved.make_paths_absolute()?;
    directory.write("config.toml", lts_run::config::to_toml(&resolved)?.as_bytes())?;
    let mut info = RunInfo::new(std::env::args().collect(), machine(), &files(&args.config, &resolved));
    info.plugin = opened.plugin.clone();
    info.write(&directory)?;
    work(opened.session(), &directory, &mut info, verbosity)
}

/// `lts resume`.
pub fn resume(args: &ResumeArgs, verbosity: Verbosity) -> Result<Answer> {
    let directory = RunDirectory::open(&args.run)?;
    let mut info = RunInfo::read(&directory)?;
    let config = directory.join("config.toml");
    let experiment: LtsExperiment = lts_run::config::load(&config, &[])?;
    let opened = open(experiment, &config.display().to_string())?;
    info.happened("resumed");
    info.write(&directory)?;
    work(opened.session(), &directory, &mut info, verbosity)
}

/// Opens everything; nothing is written. `at` names the configuration in errors.
pub fn open(mut experiment: LtsExperiment, at: &str) -> Result<Opened> {
    if let Some((key, reason)) = experiment.loop_.problem() {
        bail!("{at}: {key}: {reason}");
    }
    let settings = &experiment.simulator;
    let size = Size::new(settings.width, settings.height);
    let space = settings.space().with_context(|| format!("{at}: simulator.parameters"))?;
    if space.dimension() == 0 {
        bail!(
            "{at}: simulator.parameters: every parameter is fixed, so there is nothing to learn; free at least one"
        );
    }
    // The number of threads is part of a result on the CPU: what was automatic is written down.
    if experiment.task.training.threads == 0 {
        experiment.task.training.threads = lts_torch::library_info().threads.max(1);
    }
    let seed = Seed::new(experiment.run.seed).name("policy");
    let (policy, plugin) =
        lts_plugin::build(&experiment.policy, &space, seed).with_context(|| at.to_string())?;
    let mut simulator = TrafficSimulator::new(settings)?;
    let classes = simulator.classes().clone();
    let model = Box::new(experiment.task.model(&classes, size)?);
    let validation = experiment.task.validation(settings, &mut simulator)?;
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

fn machine() -> BTreeMap<String, String> {
    let library = lts_torch::library_info();
    let device = lts_render::devices().first().map_or_else(|| "none".to_string(), ToString::to_string);
    BTreeMap::from([
        ("system".into(), format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
        ("cores".into(), std::thread::available_parallelism().map_or(1, |n| n.get()).to_string()),
        ("libtorch".into(), library.version),
        ("cuda_devices".into(), library.cuda_devices.to_string()),
        ("vulkan".into(), device),
    ])
}

/// Files whose hashes the run keeps.
fn files<'a>(config: &'a Path, experiment: &'a LtsExperiment) -> Vec<&'a Path> {
    let weights = Path::new(&experiment.task.model.weights);
    let mut files = vec![config];
    if weights.is_file() {
        files.push(weights);
    }
    files
}

/// Paths of an experiment, made independent of the folder that the program was started in.
trait AbsolutePaths {
    fn make_paths_absolute(&mut self) -> Result<()>;
}

impl AbsolutePaths for LtsExperiment {
    fn make_paths_absolute(&mut self) -> Result<()> {
        let absolute = |path: &Path| {
            std::path::absolute(path)
                .with_context(|| format!("{}: the path cannot be resolved", path.display()))
        };
        match &mut self.task.validation {
            Validation::Kitti(kitti) => {
                kitti.path = absolute(&kitti.path)?;
                kitti.classes = kitti.classes.as_deref().map(absolute).transpose()?;
            }
            Validation::Folder(folder) => {
                folder.path = absolute(&folder.path)?;
                folder.classes = folder.classes.as_deref().map(absolute).transpose()?;
            }
            Validation::Simulated(_) => {}
        }
        if let PolicySettings::Plugin(plugin) = &mut self.policy {
            // Where it was found, so that a resume from another folder finds the same library.
            plugin.path = lts_plugin::locate(&plugin.path)?;
        }
        self.simulator.models = self.simulator.models.as_deref().map(absolute).transpose()?;
        let weights = Path::new(&self.task.model.weights);
        if weights.is_file() {
            self.task.model.weights = absolute(weights)?.display().to_string();
        }
        Ok(())
    }
}
