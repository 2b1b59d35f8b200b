//! Toy experiments: learned by `lts` itself, without libtorch, and drawn in the report.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use lts_core::{Sample, Seed, Simulator, Values};
use lts_plugin::PluginInfo;
use lts_policy::PolicySettings;
use lts_run::{Experiment, Plan, RunDirectory, RunInfo};
use lts_toy::{Mixture, MixtureSimulator, SimulatorSettings, TaskSettings};

use crate::args::{LearnArgs, ResumeArgs};
use crate::exit::Answer;
use crate::progress::Verbosity;
use crate::session::{Session, fresh_path, work};

mod figure;

pub(crate) use figure::figures;

/// A toy experiment.
pub type ToyExperiment = Experiment<SimulatorSettings, TaskSettings>;

/// Whether `source`, an experiment's file or a run directory, is about the toy. What cannot be read is not: whoever
/// opens it says why.
///
/// # Errors
/// If the simulator is of a kind that is unknown.
pub fn is_toy(source: &Path) -> Result<bool> {
    let file = if source.is_dir() { source.join("config.toml") } else { source.to_path_buf() };
    let table: Option<toml::Table> = lts_run::config::resolve(&file, &[]).ok();
    let kind = table.as_ref().and_then(|table| table.get("simulator")?.get("kind"));
    match kind.map(|kind| kind.as_str().unwrap_or_default()) {
        None => Ok(false),
        Some("toy") => Ok(true),
        Some(other) => bail!(
            "{}: simulator.kind: unknown value '{other}'; expected 'toy', or no kind for traffic scenes",
            file.display()
        ),
    }
}

/// The refusal of a command that needs images.
///
/// # Errors
/// If `source` is about the toy.
pub fn refuse(source: &Path, command: &str) -> Result<()> {
    if is_toy(source)? {
        bail!(
            "{}: a toy experiment has points and no images: `{command}` is for traffic scenes",
            source.display()
        );
    }
    Ok(())
}

/// `lts learn` of a toy experiment.
///
/// # Errors
/// If the experiment does not fit, or the run fails.
pub fn learn(args: &LearnArgs, verbosity: Verbosity) -> Result<Answer> {
    let mut experiment: ToyExperiment = lts_run::config::load(&args.config, &args.set)?;
    if let Some(seed) = args.seed {
        experiment.run.seed = seed;
    }
    let (session, plugin) = open(&experiment, &args.config.display().to_string())?;
    let path = args.run_dir.clone().unwrap_or_else(|| fresh_path(&experiment.run));
    if let PolicySettings::Plugin(plugin) = &mut experiment.policy {
        // Where it was found, so that a resume from another folder finds the same library.
        plugin.path = lts_plugin::locate(&plugin.path)?;
    }
    let directory = RunDirectory::create(&path)?;
    directory.write("config.toml", lts_run::config::to_toml(&experiment)?.as_bytes())?;
    let machine = BTreeMap::from([
        ("system".into(), format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
        ("cores".into(), std::thread::available_parallelism().map_or(1, |n| n.get()).to_string()),
    ]);
    let files = lts_run::config::files(&args.config)?;
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let mut info = RunInfo::new(std::env::args().collect(), machine, &files);
    info.plugin = plugin;
    info.write(&directory)?;
    work(session, &directory, &mut info, verbosity)
}

/// `lts resume` of a toy run.
///
/// # Errors
/// If the run directory is damaged, or the run fails.
pub fn resume(args: &ResumeArgs, verbosity: Verbosity) -> Result<Answer> {
    let directory = RunDirectory::open(&args.run)?;
    let mut info = RunInfo::read(&directory)?;
    let config = directory.join("config.toml");
    let experiment: ToyExperiment = lts_run::config::load(&config, &[])?;
    let (session, _) = open(&experiment, &config.display().to_string())?;
    info.happened("resumed");
    info.write(&directory)?;
    work(session, &directory, &mut info, verbosity)
}

fn open(experiment: &ToyExperiment, at: &str) -> Result<(Session, Option<PluginInfo>)> {
    if let Some((key, reason)) = experiment.loop_.problem() {
        bail!("{at}: {key}: {reason}");
    }
    let images = experiment.assessment.images;
    if experiment.loop_.images < 2 || images == 1 {
        let key = if images == 1 { "assessment.images" } else { "loop.images" };
        bail!("{at}: {key}: it is 1, expected at least 2: a point of each class");
    }
    let simulator = MixtureSimulator::new(&experiment.simulator.parameters)
        .with_context(|| format!("{at}: simulator.parameters"))?;
    let space = simulator.space().clone();
    if space.dimension() == 0 {
        bail!("{at}: simulator.parameters: every parameter is fixed, so there is nothing to learn");
    }
    let seed = Seed::new(experiment.run.seed).name("policy");
    let (policy, plugin) =
        lts_plugin::build(&experiment.policy, &space, seed).with_context(|| at.to_string())?;
    let model = experiment.task.model().with_context(|| at.to_string())?;
    let (points, test) = experiment.task.real_points();
    let description = format!("{} points of the real mixture, {} more as a test", points.len(), test.len());
    let validation: Vec<Arc<Sample>> = points.into_iter().map(|point| Arc::new(point.into())).collect();
    let plan = Plan {
        name: experiment.run.name.clone(),
        seed: experiment.run.seed,
        settings: experiment.loop_.clone(),
        assessment: experiment.assessment.clone(),
        space,
        classes: simulator.classes().clone(),
        metric: experiment.task.metric(),
        validation_parameters: Some(truth()),
    };
    let session = Session {
        plan,
        simulator: Box::new(simulator),
        validation: Box::new(validation),
        description,
        model: Box::new(model),
        policy,
    };
    Ok((session, plugin))
}

/// The real mixture as values: the simulator draws from any components that values name.
fn truth() -> Values {
    Mixture::real().to_values("real")
}
