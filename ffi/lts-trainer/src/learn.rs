//! Learning on the session's thread: the same loop, run directory and report as `lts learn`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use lts_core::{ParameterSpace, Stop, Values};
use lts_experiment::{Opened, ValidationSet};
use lts_run::journal::Record;
use lts_run::tensorboard::RunScalars;
use lts_run::{
    Ending, Event as RunEvent, JournalWriter, LocalEvaluator, Observer, RunDirectory, RunInfo, State,
};
use lts_trainer_abi::{Code, Event, EventKind, Fault, Images, Level, Purpose, State as SessionState};

use crate::session::Shared;
use crate::simulator::Drawer;
use crate::trainer::failed;

/// Learns until the end or a stop; one line of result.
pub(crate) fn learn(shared: &Arc<Shared>, stop: &Stop) -> Result<Ended, Fault> {
    let source = &shared.source;
    shared.watch.becomes(SessionState::Opening, "reads data and weights");
    shared.watch.images_are_for(Purpose::Validation);
    let at = source.config.display().to_string();
    let opened = lts_experiment::open_with(source.experiment.clone(), &at, |_| Ok(Drawer::new(shared)?));
    let opened = match opened {
        // Whatever it says: the images of the validation set are not drawn any more.
        _ if stop.is_requested() => return Ok(Ended::Stopped),
        Ok(opened) => opened,
        Err(error) => return Err(Fault::new(Code::BadConfig, error.to_string())),
    };
    let directory = match &source.resumed {
        Some(run) => RunDirectory::open(run),
        None => fresh(&opened.experiment.run),
    };
    let directory = directory.map_err(|error| Fault::new(Code::Disk, error.to_string()))?;
    let mut info = begin(shared, &opened, &directory)?;
    let result = work(shared, opened, &directory, stop);
    info.happened(&match &result {
        Ok(Ended::Finished(_)) => "finished".into(),
        Ok(Ended::Stopped) => "stopped".into(),
        Err(fault) => format!("failed: {fault}"),
    });
    let written = info.write(&directory);
    // The error that ended the run is the one that matters.
    let ended = result?;
    written.map_err(failed)?;
    Ok(ended)
}

/// How learning ended.
pub(crate) enum Ended {
    /// By itself, with one line of result.
    Finished(String),
    /// On request.
    Stopped,
}

/// A new run directory, under a name that is free.
fn fresh(run: &lts_run::RunSettings) -> Result<RunDirectory, lts_run::RunError> {
    let time = jiff::ZonedDateTime::now().strftime("%Y%m%dT%H%M%S").to_string();
    let name = format!("{time}_{}_s{}", run.name, run.seed);
    let named = |number: u32| match number {
        1 => run.directory.join(&name),
        _ => run.directory.join(format!("{name}_{number}")),
    };
    // An editor may start two runs within a second.
    let free = (1..1000).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(1));
    RunDirectory::create(&free)
}

/// Writes what a run directory begins with, or that it goes on.
fn begin(shared: &Shared, opened: &Opened<Drawer>, directory: &RunDirectory) -> Result<RunInfo, Fault> {
    if shared.source.resumed.is_some() {
        let mut info = RunInfo::read(directory).map_err(failed)?;
        info.happened(&format!("resumed by {}", shared.host()));
        info.write(directory).map_err(failed)?;
        return Ok(info);
    }
    let mut resolved = opened.experiment.clone();
    lts_experiment::make_paths_absolute(&mut resolved).map_err(failed)?;
    let config = lts_run::config::to_toml(&resolved).map_err(failed)?;
    directory.write("config.toml", config.as_bytes()).map_err(failed)?;
    let options = &shared.options;
    let mut command = vec![shared.host(), shared.source.config.display().to_string()];
    command.extend(options.overrides.iter().map(|one| format!("--set {one}")));
    let weights = resolved.task.model.weights.clone().unwrap_or_default();
    let files: Vec<&Path> = [shared.source.config.as_path(), Path::new(&weights)]
        .into_iter()
        .filter(|file| file.is_file())
        .collect();
    let mut info = RunInfo::new(command, machine(options.images), &files);
    info.plugin = opened.plugin.clone();
    info.write(directory).map_err(failed)?;
    Ok(info)
}

fn machine(images: Images) -> BTreeMap<String, String> {
    let library = lts_torch::library_info();
    let images = match images {
        Images::Traffic => "drawn by the host: traffic scenes",
        Images::OwnLevel => "drawn by the host: a level of its own",
        Images::BuiltIn => "drawn by the built-in renderer",
    };
    BTreeMap::from([
        ("system".into(), format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
        ("cores".into(), std::thread::available_parallelism().map_or(1, |n| n.get()).to_string()),
        ("libtorch".into(), library.version),
        ("cuda_devices".into(), library.cuda_devices.to_string()),
        ("images".into(), images.into()),
    ])
}

fn work(
    shared: &Arc<Shared>,
    opened: Opened<Drawer>,
    directory: &RunDirectory,
    stop: &Stop,
) -> Result<Ended, Fault> {
    let Opened { plan, simulator, validation, mut model, mut policy, .. } = opened;
    let ValidationSet { samples, description, .. } = validation;
    let (_, records, _) = JournalWriter::open(directory).map_err(failed)?;
    let before = State::replay(&records);
    goes_on_alike(&records, &plan.space)?;
    let watch = &shared.watch;
    let best = before.best.as_ref().and_then(|best| plan.space.values(&best.point).ok());
    watch.runs(directory.path(), &plan.settings, &before, best);
    watch.recommends(last_recommended(&records));
    watch.images_are_for(Purpose::Training);
    if let Some(reason) = &before.finished {
        return Ok(Ended::Finished(format!("the run is finished already: {reason}")));
    }
    watch.becomes(SessionState::Learning, "learns");
    let text = format!(
        "{} learns {} numbers in {} iterations of {} candidates with {} images each; {description}",
        policy.kind(),
        plan.space.dimension(),
        plan.settings.iterations,
        plan.settings.candidates,
        plan.settings.images,
    );
    let iteration = before.iterations;
    watch.event(Event { kind: EventKind::Started, text, iteration, ..Event::default() });
    watch.line(Level::Information, format!("run directory: {}", directory.path().display()));
    watch.line(Level::Information, format!("learned are: {}", plan.space.free_names()));
    let mut scalars = RunScalars::open(directory, &before).map_err(failed)?;
    let ending = {
        let prefetch = plan.settings.prefetch;
        let simulator = Box::new(simulator);
        let mut evaluator =
            LocalEvaluator::new(simulator, model.as_mut(), samples.as_ref(), prefetch, stop.clone());
        // Before the evaluator waits for its simulator, on every way out of here: nobody draws for it any more.
        let _closed = ClosesDesk(shared);
        let mut observer = |event: &RunEvent<'_>| {
            watch.sees(event);
            scalars.event(event);
            // A pause holds training here.
            if matches!(event, RunEvent::SampleArrived | RunEvent::Evaluated { .. }) {
                shared.desk.hold();
            }
        };
        lts_run::learn(&plan, directory, policy.as_mut(), &mut evaluator, stop, &mut observer)
    };
    scalars.close();
    let ending = ending.map_err(failed)?;
    write_report(directory.path())?;
    Ok(match ending {
        Ending::Finished(state) => {
            let best = state.best.map(|best| format!("; the best candidate has reward {:.4}", best.reward));
            let run = directory.path().display();
            Ended::Finished(format!("the run is done: {run}{}", best.unwrap_or_default()))
        }
        Ending::Stopped(_) => Ended::Stopped,
    })
}

struct ClosesDesk<'a>(&'a Shared);

impl Drop for ClosesDesk<'_> {
    fn drop(&mut self) {
        self.0.desk.close();
    }
}

/// Refuses to go on with a run that had other parameters, e.g. those of another level.
fn goes_on_alike(records: &[Record], space: &ParameterSpace) -> Result<(), Fault> {
    let Some(Record::Start(start)) = records.first() else { return Ok(()) };
    if start.space == *space {
        return Ok(());
    }
    let reason =
        "the run was made with other parameters than this level and configuration declare; start a new run";
    Err(Fault::new(Code::BadConfig, reason))
}

fn last_recommended(records: &[Record]) -> Option<Values> {
    records.iter().rev().find_map(|record| match record {
        Record::Iteration(iteration) => Some(iteration.recommended.clone()),
        _ => None,
    })
}

/// Writes the report of a run anew; its path.
pub(crate) fn write_report(run: &Path) -> Result<String, Fault> {
    let output = run.join("report.html");
    let data = lts_run::report::RunData::read(run).map_err(failed)?;
    lts_run::report::write_with(&[data], &[], &output).map_err(failed)?;
    Ok(output.display().to_string())
}
