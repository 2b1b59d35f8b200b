//! What a session tells: its state in numbers, the values of its parameters, and what happened since it was asked last.

use std::collections::VecDeque;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lts_core::{Outcome, Values};
use lts_run::journal::{Assessed, Iteration, Record};
use lts_run::{LoopSettings, State as RunState};
use lts_trainer_abi::{Event, EventKind, Level, Progress, Purpose, State};

/// Events that wait to be asked for; older ones are forgotten.
const REMEMBERED: usize = 10_000;

/// Shared between the learner's thread and the host.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    seen: Mutex<Seen>,
}

/// What the learner was last seen doing.
#[derive(Debug, Default)]
struct Seen {
    progress: Progress,
    purpose: Purpose,
    now: Option<Values>,
    recommended: Option<Values>,
    best: Option<Values>,
    events: VecDeque<Event>,
    /// Of the present work.
    clock: Clock,
    /// Held by the host, whatever it is at.
    paused: bool,
    /// The run's own copy of what is told.
    log: Option<PathBuf>,
}

/// Time at work, without pauses.
#[derive(Debug, Default)]
struct Clock {
    before: Duration,
    running: Option<Instant>,
}

impl Clock {
    fn read(&self) -> Duration {
        self.before + self.running.map_or(Duration::ZERO, |since| since.elapsed())
    }

    fn stop(&mut self) {
        (self.before, self.running) = (self.read(), None);
    }
}

impl Seen {
    fn state(&self) -> State {
        if self.paused { State::Paused } else { self.progress.state }
    }

    fn set_clock(&mut self) {
        let works =
            matches!(self.state(), State::Opening | State::Learning | State::Exporting | State::Stopping);
        match (works, self.clock.running) {
            (true, None) => self.clock.running = Some(Instant::now()),
            (false, Some(_)) => self.clock.stop(),
            _ => {}
        }
    }
}

impl Watch {
    fn lock(&self) -> MutexGuard<'_, Seen> {
        // Nothing panics while it is held.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state.
    pub(crate) fn state(&self) -> State {
        self.lock().state()
    }

    /// All numbers.
    pub(crate) fn progress(&self) -> Progress {
        let seen = self.lock();
        let (state, seconds) = (seen.state(), seen.clock.read().as_secs_f64());
        Progress { state, seconds, ..seen.progress.clone() }
    }

    /// Changes the state, with one line about it.
    pub(crate) fn becomes(&self, state: State, message: impl Into<String>) {
        let mut seen = self.lock();
        (seen.progress.state, seen.progress.message) = (state, message.into());
        seen.paused &= matches!(state, State::Opening | State::Learning);
        seen.set_clock();
    }

    /// Whether the host holds the work; no more, where there is none to hold.
    pub(crate) fn pauses(&self, paused: bool) {
        let mut seen = self.lock();
        seen.paused = paused;
        seen.set_clock();
    }

    /// What images are for from now on.
    pub(crate) fn images_are_for(&self, purpose: Purpose) {
        let mut seen = self.lock();
        seen.purpose = purpose;
        (seen.progress.image, seen.progress.images) = (0, 0);
    }

    /// What images are for.
    pub(crate) fn purpose(&self) -> Purpose {
        self.lock().purpose
    }

    /// So many images of the present dataset are there.
    pub(crate) fn drawn(&self, image: u64, images: u64) {
        let mut seen = self.lock();
        (seen.progress.image, seen.progress.images) = (image, images);
    }

    /// The run at work, from wherever it stands.
    pub(crate) fn runs(&self, run: &Path, settings: &LoopSettings, before: &RunState, best: Option<Values>) {
        let mut seen = self.lock();
        seen.best = best;
        seen.log = Some(run.join("log.txt"));
        let progress = &mut seen.progress;
        progress.run = run.display().to_string();
        (progress.iteration, progress.iterations) = (before.iterations, settings.iterations);
        progress.evaluation = before.evaluations;
        progress.evaluations = settings.iterations * settings.candidates as u64;
        progress.best = before.best.as_ref().map(|best| best.reward);
    }

    /// A line for the log.
    pub(crate) fn line(&self, level: Level, text: impl Into<String>) {
        self.event(Event { level, text: text.into(), ..Event::default() });
    }

    /// Something happened.
    pub(crate) fn event(&self, event: Event) {
        let mut seen = self.lock();
        let log = seen.log.clone();
        let line = event.text.clone();
        seen.events.push_back(event);
        if seen.events.len() > REMEMBERED {
            seen.events.pop_front();
        }
        drop(seen);
        if let Some(log) = log {
            // For people alone: a full disk already failed the journal.
            let file = OpenOptions::new().create(true).append(true).open(log);
            let _ = file.and_then(|mut file| writeln!(file, "{line}"));
        }
    }

    /// What happened since the last call.
    pub(crate) fn events(&self) -> Vec<Event> {
        self.lock().events.drain(..).collect()
    }

    /// Values of the candidate at work, recommended ones, and the best ones.
    pub(crate) fn values(&self) -> [Option<Values>; 3] {
        let seen = self.lock();
        [seen.now.clone(), seen.recommended.clone(), seen.best.clone()]
    }

    /// Sees what the loop does.
    pub(crate) fn sees(&self, event: &lts_run::Event<'_>) {
        use lts_run::Event as Seen;
        match event {
            Seen::CandidateBegins { iteration, candidate, values } => {
                let mut seen = self.lock();
                seen.now = Some((*values).clone());
                seen.progress.message = format!("iteration {iteration}: candidate {}", candidate.number);
            }
            Seen::AssessmentBegins { of, repeat } => {
                self.lock().progress.message = format!("assesses {}, repeat {repeat}", name(*of));
            }
            Seen::Evaluated { record, .. } => self.evaluated(record),
            Seen::IterationEnds(iteration) => self.iterated(iteration),
            _ => {}
        }
    }

    fn evaluated(&self, record: &Record) {
        let event = match record {
            Record::Evaluation { iteration, evaluation, .. } => {
                let mut seen = self.lock();
                seen.progress.evaluation += 1;
                let (level, text) = told(&evaluation.outcome, &format!("candidate {}", evaluation.candidate));
                let reward = evaluation.reward();
                if let Some(reward) = reward
                    && seen.progress.best.is_none_or(|best| reward > best)
                {
                    seen.progress.best = Some(reward);
                    seen.best = seen.now.clone();
                }
                let best = seen.progress.best;
                Event { kind: EventKind::Evaluated, level, text, iteration: *iteration, reward, best }
            }
            Record::Assessment { of, outcome, .. } => {
                let (level, text) = told(outcome, name(*of));
                let reward = match outcome {
                    Outcome::Scored { reward, .. } => Some(*reward),
                    Outcome::Failed { .. } => None,
                };
                let iteration = self.lock().progress.iteration;
                Event { kind: EventKind::Assessed, level, text, iteration, reward, best: None }
            }
            _ => return,
        };
        self.event(event);
    }

    fn iterated(&self, record: &Iteration) {
        let mut seen = self.lock();
        seen.recommended = Some(record.recommended.clone());
        let progress = &mut seen.progress;
        progress.iteration = record.iteration + 1;
        (progress.reward_mean, progress.reward_best) = (record.reward_mean, record.reward_best);
        let text = match (record.reward_mean, record.reward_best) {
            (Some(mean), Some(best)) => {
                format!("iteration {} is done: mean reward {mean:.4}, best {best:.4}", record.iteration)
            }
            _ => format!("iteration {} is done: every candidate failed", record.iteration),
        };
        drop(seen);
        self.event(Event {
            kind: EventKind::IterationDone,
            level: Level::Information,
            text,
            iteration: record.iteration,
            reward: record.reward_mean,
            best: record.reward_best,
        });
    }

    /// What a resumed run had recommended.
    pub(crate) fn recommends(&self, values: Option<Values>) {
        self.lock().recommended = values;
    }
}

fn told(outcome: &Outcome, what: &str) -> (Level, String) {
    match outcome {
        Outcome::Scored { reward, .. } => (Level::Information, format!("{what}: reward {reward:.4}")),
        Outcome::Failed { reason } => (Level::Caution, format!("{what} failed: {reason}")),
    }
}

fn name(of: Assessed) -> &'static str {
    match of {
        Assessed::Start => "the start",
        Assessed::Recommended => "the recommended parameters",
        Assessed::Best => "the best candidate",
        Assessed::ValidationParameters => "the validation set's own parameters",
    }
}
