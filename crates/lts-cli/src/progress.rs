//! Progress of a run on standard error: a bar on a terminal, plain lines elsewhere; and the same lines in `log.txt`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use lts_core::Outcome;
use lts_run::journal::{Assessed, Record};
use lts_run::{Event, LoopSettings, Observer, Timing};

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verbosity {
    /// Nothing but errors.
    Quiet,
    /// A bar on a terminal, plain lines elsewhere.
    Normal,
}

/// Shows a run's progress.
pub struct Progress {
    bar: Option<ProgressBar>,
    verbosity: Verbosity,
    log: PathBuf,
    settings: LoopSettings,
    started: Instant,
    /// Present iteration, from 0.
    iteration: u64,
    /// Candidates of it that were evaluated.
    evaluated: u64,
    /// Samples of the present job that reached the trainer.
    arrived: usize,
    best: Option<f64>,
    total: Timing,
}

impl Progress {
    /// Progress of a run in `directory` that has done `iterations` and `evaluated` candidates of the next one.
    pub fn new(
        verbosity: Verbosity,
        directory: &Path,
        settings: &LoopSettings,
        iterations: u64,
        best: Option<f64>,
    ) -> Self {
        let terminal = verbosity == Verbosity::Normal && std::io::stderr().is_terminal();
        let bar = terminal.then(|| {
            let bar = ProgressBar::new(settings.iterations * settings.candidates as u64);
            let template = "{bar:24} {percent:>3} %  {msg}  (left: {eta})";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("━╸─"));
            }
            bar.enable_steady_tick(Duration::from_millis(250));
            bar.set_position(iterations * settings.candidates as u64);
            bar.reset_eta();
            bar
        });
        Self {
            bar,
            verbosity,
            log: directory.join("log.txt"),
            settings: settings.clone(),
            started: Instant::now(),
            iteration: iterations,
            evaluated: 0,
            arrived: 0,
            best,
            total: Timing::default(),
        }
    }

    /// Says one line: above the bar on a terminal, and in the log.
    pub fn say(&self, line: &str) {
        let seconds = self.started.elapsed().as_secs();
        let clock = format!("[{:02}:{:02}:{:02}]", seconds / 3600, seconds / 60 % 60, seconds % 60);
        match (&self.bar, self.verbosity) {
            (Some(bar), _) => bar.println(format!("{clock} {line}")),
            (None, Verbosity::Normal) => eprintln!("{clock} {line}"),
            (None, Verbosity::Quiet) => {}
        }
        self.note(line);
    }

    /// Where the time of all evaluations so far went.
    pub fn total(&self) -> Timing {
        self.total
    }

    /// Writes one line to the log alone.
    pub fn note(&self, line: &str) {
        use std::io::Write;
        let time = jiff::ZonedDateTime::now().strftime("%Y-%m-%d %H:%M:%S").to_string();
        // A log that cannot be written must not end a run: the journal would have failed before.
        if let Ok(mut file) = std::fs::OpenOptions::new().create(true).append(true).open(&self.log) {
            let _ = writeln!(file, "{time} {line}");
        }
    }

    fn refresh(&self) {
        if let Some(bar) = &self.bar {
            let best = self.best.map(|best| format!(", best reward {best:.4}")).unwrap_or_default();
            bar.set_message(format!(
                "iteration {}/{}, candidate {}/{}, image {}/{}{best}",
                (self.iteration + 1).min(self.settings.iterations),
                self.settings.iterations,
                (self.evaluated + 1).min(self.settings.candidates as u64),
                self.settings.candidates,
                self.arrived.min(self.settings.images),
                self.settings.images,
            ));
        }
    }

    fn evaluated(&mut self, record: &Record, timing: &Timing) {
        self.arrived = 0;
        self.total.render += timing.render;
        self.total.wait += timing.wait;
        self.total.train += timing.train;
        self.total.score += timing.score;
        match record {
            Record::Evaluation { iteration, evaluation, .. } => {
                self.evaluated += 1;
                if let Some(bar) = &self.bar {
                    bar.inc(1);
                }
                match &evaluation.outcome {
                    Outcome::Scored { reward, .. } => {
                        self.best = Some(self.best.map_or(*reward, |best| best.max(*reward)));
                        self.note(&format!(
                            "iteration {iteration}, candidate {}: reward {reward:.4} ({})",
                            evaluation.candidate,
                            seconds(timing)
                        ));
                    }
                    Outcome::Failed { reason } => {
                        self.say(&format!("candidate {} failed: {reason}", evaluation.candidate));
                    }
                }
            }
            Record::Assessment { of, repeat, iteration: Some(iteration), outcome, .. } => {
                let what = assessed_name(*of);
                let score = match outcome {
                    Outcome::Scored { reward, .. } => format!("reward {reward:.4}"),
                    Outcome::Failed { reason } => reason.clone(),
                };
                self.note(&format!("{what} after {iteration} iterations, repeat {}: {score}", repeat + 1));
            }
            Record::Assessment { of, repeat, outcome, .. } => {
                let what = assessed_name(*of);
                match outcome {
                    Outcome::Scored { reward, .. } => {
                        self.say(&format!("{what}, repeat {}: reward {reward:.4}", repeat + 1));
                    }
                    Outcome::Failed { reason } => {
                        self.say(&format!("{what}, repeat {}: {reason}", repeat + 1))
                    }
                }
            }
            _ => {}
        }
        self.refresh();
    }
}

impl Observer for Progress {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::CandidateBegins { iteration, .. } => {
                self.iteration = *iteration;
                self.arrived = 0;
                self.refresh();
            }
            Event::AssessmentBegins { of, repeat } => {
                if let Some(bar) = &self.bar {
                    bar.set_message(format!("assessing the {}, repeat {}", assessed_name(*of), repeat + 1));
                }
            }
            Event::SampleArrived => {
                self.arrived += 1;
                self.refresh();
            }
            Event::Evaluated { record, timing } => self.evaluated(record, timing),
            Event::IterationEnds(iteration) => {
                self.evaluated = 0;
                let number =
                    |value: Option<f64>| value.map_or("none".to_string(), |value| format!("{value:.4}"));
                self.say(&format!(
                    "iteration {}/{}: mean reward {}, best {} (of the run {})",
                    iteration.iteration + 1,
                    self.settings.iterations,
                    number(iteration.reward_mean),
                    number(iteration.reward_best),
                    number(self.best),
                ));
            }
            Event::Samples { .. } => {}
            Event::Finished { reason } => {
                if let Some(bar) = &self.bar {
                    bar.finish_and_clear();
                }
                self.note(&format!("finished: {reason}"));
            }
        }
    }
}

/// What people call a point of interest.
pub fn assessed_name(of: Assessed) -> &'static str {
    match of {
        Assessed::Start => "start parameters",
        Assessed::Recommended => "learned parameters",
        Assessed::Best => "best candidate's parameters",
        Assessed::ValidationParameters => "true parameters",
    }
}

fn seconds(timing: &Timing) -> String {
    format!(
        "trained {:.1} s, waited {:.2} s, scored {:.1} s",
        timing.train.as_secs_f64(),
        timing.wait.as_secs_f64(),
        timing.score.as_secs_f64()
    )
}
