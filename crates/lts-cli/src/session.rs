//! A run at work: what an experiment opened goes through the loop in its run directory, with progress and report.

use std::path::{Path, PathBuf};

use anyhow::Result;
use lts_core::{Dataset, MainTaskModel, Policy, Simulator};
use lts_run::journal::Assessed;
use lts_run::{
    Ending, Event, JournalWriter, LocalEvaluator, Observer, Plan, RunDirectory, RunInfo, RunSettings, State,
    learn as run_loop,
};
use serde_json::json;

use crate::events::Events;
use crate::exit::Answer;
use crate::interrupt::stop_on_signal;
use crate::progress::{Progress, Verbosity, assessed_name};
use crate::report;

/// Everything that the loop needs, opened and checked.
pub struct Session {
    /// What the run is about.
    pub plan: Plan,
    /// Makes the training samples.
    pub simulator: Box<dyn Simulator>,
    /// What the reward is computed on.
    pub validation: Box<dyn Dataset>,
    /// The validation set in one line for people.
    pub description: String,
    /// What is trained.
    pub model: Box<dyn MainTaskModel>,
    /// Who proposes parameters.
    pub policy: Box<dyn Policy>,
}

/// Runs the loop in `directory` from wherever its journal stands, and answers with what was reached.
///
/// # Errors
/// If a file, the policy or the model fails; what was journaled can be resumed.
pub fn work(
    session: Session,
    directory: &RunDirectory,
    info: &mut RunInfo,
    verbosity: Verbosity,
) -> Result<Answer> {
    let Session { plan, simulator, validation, description, mut model, mut policy } = session;
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
        description,
    ));
    // Whoever forgot to fix a parameter sees it here.
    progress.say(&format!("learned are: {}", plan.space.free_names()));
    let mut events = Events::open(directory, &before)?;
    let ending = {
        let prefetch = plan.settings.prefetch;
        let mut evaluator =
            LocalEvaluator::new(simulator, model.as_mut(), validation.as_ref(), prefetch, stop.clone());
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
    report::write(&[directory.path().to_path_buf()], &report)?;
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

/// The folder of a run that was given none: `run.directory/<time>_<name>_s<seed>`.
pub fn fresh_path(run: &RunSettings) -> PathBuf {
    let time = jiff::ZonedDateTime::now().strftime("%Y%m%dT%H%M%S").to_string();
    run.directory.join(format!("{time}_{}_s{}", run.name, run.seed))
}
