//! The trainer's words as the border's structs.

use lts_trainer_abi::{Class, Code, Event, EventKind, Fault, Kind, Level, Parameter, Progress, State};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::bridge::ffi;

/// A request as JSON.
pub(crate) fn to_json(what: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(what)
        .map_err(|error| Fault::new(Code::Failed, format!("the request has no JSON form: {error}")))
}

/// An answer of the trainer.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| {
        Fault::new(Code::WrongTrainer, format!("the trainer answered something unknown: {error}"))
    })
}

pub(crate) fn kind(kind: Kind) -> ffi::Kind {
    match kind {
        Kind::Real => ffi::Kind::Real,
        Kind::LogReal => ffi::Kind::LogReal,
        Kind::Integer => ffi::Kind::Integer,
        Kind::Categorical => ffi::Kind::Categorical,
    }
}

fn state(state: State) -> ffi::State {
    match state {
        State::Idle => ffi::State::Idle,
        State::Opening => ffi::State::Opening,
        State::Learning => ffi::State::Learning,
        State::Paused => ffi::State::Paused,
        State::Exporting => ffi::State::Exporting,
        State::Stopping => ffi::State::Stopping,
        State::Stopped => ffi::State::Stopped,
        State::Finished => ffi::State::Finished,
        State::Failed => ffi::State::Failed,
    }
}

pub(crate) fn progress(progress: Progress) -> ffi::Progress {
    ffi::Progress {
        state: state(progress.state),
        message: progress.message,
        iteration: progress.iteration,
        iterations: progress.iterations,
        evaluation: progress.evaluation,
        evaluations: progress.evaluations,
        image: progress.image,
        images: progress.images,
        reward_mean: progress.reward_mean.unwrap_or(f64::NAN),
        reward_best: progress.reward_best.unwrap_or(f64::NAN),
        best: progress.best.unwrap_or(f64::NAN),
        jobs_waiting: progress.jobs_waiting,
        jobs_open: progress.jobs_open,
        seconds: progress.seconds,
        run: progress.run,
    }
}

/// What is told of a session that failed to open, or whose trainer does not answer.
pub(crate) fn failed(fault: Fault) -> ffi::Progress {
    progress(Progress { state: State::Failed, message: fault.message, ..Progress::default() })
}

pub(crate) fn parameter(parameter: Parameter) -> ffi::Parameter {
    let Parameter { declaration: own, fixed, now, recommended } = parameter;
    let categorical = own.kind == Kind::Categorical;
    let number = |numbers: &[f64]| match numbers {
        [number] if !categorical => *number,
        _ => f64::NAN,
    };
    let shares = |numbers: Vec<f64>| if categorical { numbers } else { Vec::new() };
    ffi::Parameter {
        kind: kind(own.kind),
        fixed,
        low: own.low,
        high: own.high,
        start: if categorical { f64::NAN } else { own.start },
        name: own.name,
        unit: own.unit,
        description: own.description,
        options: own.options,
        start_probabilities: own.probabilities,
        now: number(&now),
        now_probabilities: shares(now),
        recommended: number(&recommended),
        recommended_probabilities: shares(recommended),
    }
}

pub(crate) fn class(class: Class) -> ffi::Class {
    let [red, green, blue] = class.color;
    ffi::Class { id: class.id, name: class.name, red, green, blue, ignored: class.ignored }
}

pub(crate) fn event(event: Event) -> ffi::Event {
    ffi::Event {
        kind: match event.kind {
            EventKind::Line => ffi::EventKind::Line,
            EventKind::Started => ffi::EventKind::Started,
            EventKind::Evaluated => ffi::EventKind::Evaluated,
            EventKind::IterationDone => ffi::EventKind::IterationDone,
            EventKind::Assessed => ffi::EventKind::Assessed,
            EventKind::Finished => ffi::EventKind::Finished,
            EventKind::Stopped => ffi::EventKind::Stopped,
            EventKind::Failed => ffi::EventKind::Failed,
        },
        level: match event.level {
            Level::Information => ffi::Level::Information,
            Level::Caution => ffi::Level::Caution,
            Level::Fault => ffi::Level::Fault,
        },
        text: event.text,
        iteration: event.iteration,
        reward: event.reward.unwrap_or(f64::NAN),
        best: event.best.unwrap_or(f64::NAN),
    }
}
