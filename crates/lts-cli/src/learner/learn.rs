//! `lts learn` and `lts resume`: an experiment becomes a run directory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lts_cli::args::{LearnArgs, ResumeArgs};
use lts_cli::exit::Answer;
use lts_cli::progress::{Progress, Verbosity, assessed_name};
use lts_core::{MainTaskModel, Policy, Seed, Simulator, Size};
use lts_plugin::PluginInfo;
use lts_policy::PolicySettings;
use lts_render::{SimulatorSettings, TrafficSimulator};
use lts_run::journal::Assessed;
use lts_run::tensorboard::EventWriter;
use lts_run::{
    Ending, Event, Experiment, JournalWriter, LocalEvaluator, Observer, Plan, RunDirectory, RunInfo, State,
    learn as run_loop,
};
use serde_json::json;

use crate::interrupt::stop_on_signal;
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
        None => fresh_path(&opened.experiment),
    };
    let directory = RunDirectory::create(&path)?;
    let mut resolved = opened.experiment.clone();
    resolved.make_paths_absolute()?;
    directory.write("config.toml", lts_run::config::to_toml(&resolved)?.as_bytes())?;
    let mut info = RunInfo::new(std::env::args().collect(), machine(), &files(&args.config, &resolved));
    info.plugin = opened.plugin.clone();
    info.write(&directory)?;
    work(opened, &directory, &mut info, verbosity)
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
    work(opened, &directory, &mut info, verbosity)
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

fn work(
    opened: Opened,
    directory: &RunDirectory,
    info: &mut RunInfo,
    verbosity: Verbosity,
) -> Result<Answer> {
    let Opened { plan, simulator, validation, mut model, mut policy, .. } = opened;
    let stop = stop_on_signal()?;
    let (_, records, _) = JournalWriter::open(directory)?;
    let before = State::replay(&records);
    if let Some(reason) = &before.finished {
        let report = write_report(directory)?;
        return Ok(answer(
            directory,
            &before,
            &plan,
            &report,
            &format!("the run is finished already: {reason}"),
        ));
    }
    let mut progress = Progress::new(
        verbosity,
        directory.path(),
        &plan.settings,
        before.iterations,
        before.best.as_ref().map(|best| best.reward),
    );
    progress.say(&format!("run directory: {}", directory.path().display()));
    progress.say(&format!(
        "{} learns {} numbers in {} iterations of {} candidates with {} images each; {}",
        policy.kind(),
        plan.space.dimension(),
        plan.settings.iterations,
        plan.settings.candidates,
        plan.settings.images,
        validation.description,
    ));
    let mut events = Events::open(directory, &before)?;
    let ending = {
        let prefetch = plan.settings.prefetch;
        let samples = validation.samples.as_ref();
        let mut evaluator =
            LocalEvaluator::new(Box::new(simulator), model.as_mut(), samples, prefetch, stop.clone());
        let mut observer = |event: &Event<'_>| {
            progress.event(event);
            events.event(event);
        };
        run_loop(&plan, directory, policy.as_mut(), &mut evaluator, &stop, &mut observer)
    };
    events.close();
    let ending = match ending {
        Ok(ending) => ending,
        Err(error) => {
            // The run's own record of its end; the error itself is what the caller sees.
            info.happened(&format!("failed: {error}"));
            let _ = info.write(directory);
            return Err(error.into());
        }
    };
    let total = progress.total();
    let busy = total.train + total.wait;
    if busy.as_secs_f64() > 0.0 {
        let share = 100.0 * total.wait.as_secs_f64() / busy.as_secs_f64();
        progress.note(&format!("the trainer waited {share:.1} % of its time for data"));
    }
    let report = write_report(directory)?;
    match ending {
        Ending::Finished(state) => {
            info.happened("finished");
            info.write(directory)?;
            Ok(answer(directory, &state, &plan, &report, ""))
        }
        Ending::Stopped(state) => {
            info.happened("stopped");
            info.write(directory)?;
            let path = directory.path().display();
            let note = format!("stopped; go on with: lts resume {path}");
            Ok(answer(directory, &state, &plan, &report, &note).with_code(130))
        }
    }
}

fn write_report(directory: &RunDirectory) -> Result<PathBuf> {
    let report = directory.join("report.html");
    lts_run::report::write(&[directory.path().to_path_buf()], &report)?;
    Ok(report)
}

/// The result for people and for programs.
fn answer(directory: &RunDirectory, state: &State, plan: &Plan, report: &Path, note: &str) -> Answer {
    let mut lines = Vec::new();
    let mut assessed = serde_json::Map::new();
    for of in [Assessed::Start, Assessed::Recommended, Assessed::Best, Assessed::ValidationParameters] {
        if let Some((mean, count)) = state.assessment(of) {
            let name = assessed_name(of);
            lines.push(format!("reward with the {name}: {mean:.4} ({}, mean of {count})", plan.metric));
            assessed.insert(name.replace([' ', '\''], "_"), json!({ "reward": mean, "repeats": count }));
        }
    }
    if let Some(best) = &state.best {
        lines.push(format!("best candidate: reward {:.4} (candidate {})", best.reward, best.candidate));
    }
    lines.push(format!("run: {}", directory.path().display()));
    lines.push(format!("report: {}", report.display()));
    if !note.is_empty() {
        lines.push(note.to_string());
    }
    let json = json!({
        "run": directory.path(),
        "report": report,
        "iterations": state.iterations,
        "evaluations": state.evaluations,
        "best": state.best.as_ref().map(|best| json!({ "candidate": best.candidate, "reward": best.reward })),
        "assessments": assessed,
        "finished": state.finished,
    });
    Answer::new(lines.join("\n"), json)
}

fn fresh_path(experiment: &LtsExperiment) -> PathBuf {
    let run = &experiment.run;
    let time = jiff::ZonedDateTime::now().strftime("%Y%m%dT%H%M%S").to_string();
    run.directory.join(format!("{time}_{}_s{}", run.name, run.seed))
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

/// Scalars and images for TensorBoard.
struct Events {
    writer: Option<EventWriter>,
}

impl Events {
    fn open(directory: &RunDirectory, before: &State) -> Result<Self> {
        let folder = directory.join("tb");
        let writer = if before.started {
            EventWriter::resume(&folder, before.iterations)?
        } else {
            let mut writer = EventWriter::create(&folder)?;
            let config = std::fs::read_to_string(directory.join("config.toml")).unwrap_or_default();
            writer.text("config", 0, &format!("```toml\n{config}\n```"))?;
            writer
        };
        Ok(Self { writer: Some(writer) })
    }

    fn close(&mut self) {
        if let Some(writer) = &mut self.writer {
            // Plots are a convenience: a full disk already failed the journal.
            let _ = writer.flush();
        }
    }
}

impl Observer for Events {
    fn event(&mut self, event: &Event<'_>) {
        let Some(writer) = &mut self.writer else { return };
        let mut write = || match event {
            Event::IterationEnds(iteration) => {
                let step = iteration.iteration;
                for (name, value) in
                    [("reward/mean", iteration.reward_mean), ("reward/best", iteration.reward_best)]
                {
                    if let Some(value) = value {
                        writer.scalar(name, step, value)?;
                    }
                }
                for (name, value) in &iteration.policy {
                    writer.scalar(&format!("policy/{name}"), step, *value)?;
                }
                for (name, value) in iteration.recommended.iter() {
                    match value {
                        lts_core::Value::Number(number) => {
                            writer.scalar(&format!("parameters/{name}"), step, *number)?
                        }
                        lts_core::Value::Logits(logits) => {
                            for (index, probability) in lts_core::softmax(logits).into_iter().enumerate() {
                                writer.scalar(&format!("probabilities/{name}/{index}"), step, probability)?;
                            }
                        }
                    }
                }
                writer.flush()
            }
            Event::Samples { iteration, png, size } => writer.image("samples", *iteration, png, *size),
            _ => Ok(()),
        };
        if write().is_err() {
            self.writer = None;
        }
    }
}
