//! `lts learn` and `lts resume`: an experiment becomes a run directory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use lts_cli::args::{LearnArgs, ResumeArgs};
use lts_cli::exit::Answer;
use lts_cli::progress::Verbosity;
use lts_cli::session::{Session, fresh_path, work};
use lts_experiment::{Experiment, Opened, ValidationSet, open};
use lts_run::{RunDirectory, RunInfo};

fn session(opened: Opened) -> Session {
    let Opened { plan, simulator, validation, model, policy, .. } = opened;
    let ValidationSet { samples: validation, description, .. } = validation;
    Session { plan, simulator: Box::new(simulator), validation, description, model, policy }
}

/// `lts learn`.
pub fn learn(args: &LearnArgs, verbosity: Verbosity) -> Result<Answer> {
    let mut experiment = lts_experiment::load(&args.config, &args.set)?;
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
    lts_experiment::make_paths_absolute(&mut resolved)?;
    directory.write("config.toml", lts_run::config::to_toml(&resolved)?.as_bytes())?;
    let files = files(&args.config, &resolved)?;
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let mut info = RunInfo::new(std::env::args().collect(), machine(), &files);
    info.plugin = opened.plugin.clone();
    info.write(&directory)?;
    work(session(opened), &directory, &mut info, verbosity)
}

/// `lts resume`.
pub fn resume(args: &ResumeArgs, verbosity: Verbosity) -> Result<Answer> {
    let directory = RunDirectory::open(&args.run)?;
    let mut info = RunInfo::read(&directory)?;
    let config = directory.join("config.toml");
    let experiment = lts_experiment::load(&config, &[])?;
    let opened = open(experiment, &config.display().to_string())?;
    info.happened("resumed");
    info.write(&directory)?;
    work(session(opened), &directory, &mut info, verbosity)
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

/// Files whose hashes the run keeps: the experiment, its bases, and weights.
fn files(config: &Path, experiment: &Experiment) -> Result<Vec<PathBuf>> {
    let mut files = lts_run::config::files(config)?;
    let weights = experiment.task.model.weights.as_deref().map(PathBuf::from);
    files.extend(weights.filter(|weights| weights.is_file()));
    Ok(files)
}
