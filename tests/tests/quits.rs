//! A host whose process ends at any moment, without a word to its session: the exit code is its own.
//!
//! The end must come from the main thread, as an engine's does; a test of the usual harness runs on another one.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use lts_bridge::{Session, ffi, open};
use lts_tests::{Place, SMALL};

use crate::host::{Artist, SMALL_SIZE, options, submit, ticks};

#[path = "engine/host.rs"]
#[expect(dead_code, reason = "what only other tests need")]
mod host;

/// Names the moment at which a child process ends.
const MOMENT: &str = "LTS_TEST_QUITS";
/// The child's exit code.
const CODE: i32 = 7;

fn main() {
    if let Ok(moment) = std::env::var(MOMENT) {
        quits(&moment);
    }
    let ends = |moment: &'static str| {
        Trial::test(format!("a_process_ends_in_peace::{}", moment.replace(' ', "_")), move || ends(moment))
    };
    // Seconds in training after all images of a candidate are there; the same, and another thread ends the process; or
    // seconds since the start with the built-in renderer: while it opens, draws the validation set, draws and trains.
    let training = ["trained 0.0", "trained 1.0", "elsewhere 0.2", "elsewhere 1.0"];
    let drawing = ["drawn 0.0", "drawn 0.25", "drawn 0.5", "drawn 1.0", "drawn 2.5"];
    let trials = training.into_iter().chain(drawing).map(ends).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn ends(moment: &str) -> Result<(), Failed> {
    // The child ends without cleaning up: its folders lie in one of ours.
    let place = Place::new();
    let mut child = Command::new(std::env::current_exe()?);
    let child = child.env(MOMENT, moment).env("TMPDIR", place.path("")).stdin(Stdio::null()).output()?;
    if child.status.code() == Some(CODE) {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&child.stdout) + String::from_utf8_lossy(&child.stderr);
    Err(format!("expected exit code {CODE}, got {}: {said}", child.status).into())
}

fn quits(moment: &str) -> ! {
    let (what, seconds) = moment.split_once(' ').unwrap();
    let wait = Duration::from_secs_f64(seconds.parse().unwrap());
    let place = Place::new();
    place.write("e.toml", SMALL);
    // As in a host that does not clean up, the session is never dropped.
    let _session = if what == "drawn" { draws(&place, wait) } else { trains(&place, wait) };
    if what == "elsewhere" {
        let _ = std::thread::spawn(|| std::process::exit(CODE)).join();
    }
    std::process::exit(CODE);
}

/// The first candidate has all its images and is in a long training for `wait`.
fn trains(place: &Place, wait: Duration) -> Box<Session> {
    let overrides = ["task.training.epochs=200", "loop.images=16", "task.model.weights=random"];
    let overrides = overrides.map(String::from).into();
    let session = open(&ffi::SessionOptions { overrides, ..options(place, "e.toml") });
    let mut artist = Artist::new(&session, SMALL_SIZE);
    session.start();
    let mut draw = |job: &ffi::Job| {
        submit(&session, job.id, &artist.draw(job));
    };
    let mut since = None;
    ticks(&session, &mut draw, &mut |progress| {
        if progress.state == ffi::State::Learning && progress.image == 16 {
            since.get_or_insert_with(Instant::now);
        }
        since.is_some_and(|since| since.elapsed() >= wait)
    });
    session
}

/// The trainer draws and trains by itself for `wait`.
fn draws(place: &Place, wait: Duration) -> Box<Session> {
    let session = open(&ffi::SessionOptions { images: ffi::Images::BuiltIn, ..options(place, "e.toml") });
    session.start();
    std::thread::sleep(wait);
    session
}
