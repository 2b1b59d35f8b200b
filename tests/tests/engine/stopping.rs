//! Pause, stop and quit at any moment: the thread is gone within two seconds, and the process lives.

use std::time::{Duration, Instant};

use lts_bridge::{Session, ffi, open};
use lts_tests::{Place, SMALL};

use crate::host::{Artist, SMALL_SIZE, is_over, learns, options, submit, ticks};

/// Long steps: large batches, many epochs.
const HEAVY: [&str; 6] = [
    "simulator.width=256",
    "simulator.height=144",
    "task.training.epochs=200",
    "task.training.batch_size=16",
    "loop.images=16",
    "task.model.weights=random",
];
const HEAVY_SIZE: lts_core::Size = lts_core::Size { width: 256, height: 144 };
const SOON: Duration = Duration::from_secs(2);

fn place() -> Place {
    let place = Place::new();
    place.write("e.toml", SMALL);
    place
}

fn heavy(place: &Place) -> Box<Session> {
    open(&ffi::SessionOptions { overrides: HEAVY.map(String::from).into(), ..options(place, "e.toml") })
}

/// Draws until `until` holds.
fn draws(session: &Session, size: lts_core::Size, until: &mut dyn FnMut(&ffi::Progress) -> bool) {
    let mut artist = Artist::new(session, size);
    session.start();
    let mut draw = |job: &ffi::Job| {
        submit(session, job.id, &artist.draw(job));
    };
    ticks(session, &mut draw, until);
}

#[test]
fn a_stop_in_the_middle_of_a_training_step_takes_less_than_two_seconds() {
    let place = place();
    let session = heavy(&place);
    // All images of the first candidate are there: what follows is training alone.
    let mut since = None;
    draws(&session, HEAVY_SIZE, &mut |progress| {
        if progress.state == ffi::State::Learning && progress.image == 16 {
            since.get_or_insert_with(Instant::now);
        }
        since.is_some_and(|since| since.elapsed() > Duration::from_secs(3))
    });
    assert_eq!(session.progress().evaluation, 0, "it still trains the first candidate");
    let stopping = Instant::now();
    let answer = session.close(2.0);
    let took = stopping.elapsed();
    println!("the stop took {:.2} s", took.as_secs_f64());
    assert_eq!(answer.code, ffi::Code::Ok, "{}", answer.message);
    assert!(took < SOON, "{took:?}");
    assert_eq!(session.progress().state, ffi::State::Stopped);
    assert_eq!(session.poll().code, ffi::Code::WrongState);
}

#[test]
fn a_stop_while_images_are_drawn_drops_their_jobs() {
    let place = place();
    let session = open(&options(&place, "e.toml"));
    let mut artist = Artist::new(&session, SMALL_SIZE);
    session.start();
    let mut polled = Vec::new();
    // The host polls and does not answer, as one that is in the middle of drawing.
    ticks(&session, &mut |job| polled.push((job.id, artist.draw(job))), &mut |progress| {
        progress.jobs_open == 4
    });
    let stopping = Instant::now();
    assert_eq!(session.close(2.0).code, ffi::Code::Ok);
    assert!(stopping.elapsed() < SOON);
    for (id, sample) in &polled {
        assert_eq!(submit(&session, *id, sample).code, ffi::Code::Late);
        assert_eq!(session.fail(*id, "stopped").code, ffi::Code::Late);
    }
    assert_eq!(session.progress().state, ffi::State::Stopped);
    let events = session.events();
    assert_eq!(events.last().unwrap().kind, ffi::EventKind::Stopped);
    assert!(events.iter().all(|event| event.kind != ffi::EventKind::Failed));
}

#[test]
fn a_pause_holds_the_run_and_it_goes_on_afterwards() {
    let place = place();
    let session = open(&options(&place, "e.toml"));
    assert_eq!(session.pause().code, ffi::Code::WrongState);
    draws(&session, SMALL_SIZE, &mut |progress| progress.evaluation == 1);
    assert_eq!(session.pause().code, ffi::Code::Ok);
    assert_eq!(session.resume().code, ffi::Code::Ok);
    assert_eq!(session.pause().code, ffi::Code::Ok);
    assert_eq!(session.poll().code, ffi::Code::Waiting);
    std::thread::sleep(Duration::from_millis(700));
    let before = session.progress();
    assert_eq!(before.state, ffi::State::Paused);
    std::thread::sleep(Duration::from_millis(700));
    let after = session.progress();
    assert_eq!(
        (after.evaluation, after.state, after.seconds),
        (before.evaluation, ffi::State::Paused, before.seconds)
    );
    assert_eq!(session.resume().code, ffi::Code::Ok);
    let mut artist = Artist::new(&session, SMALL_SIZE);
    let mut draw = |job: &ffi::Job| {
        submit(&session, job.id, &artist.draw(job));
    };
    ticks(&session, &mut draw, &mut |progress| is_over(progress.state));
    assert_eq!(session.progress().state, ffi::State::Finished, "{}", session.progress().message);
    // A pause ends with a stop as well.
    let session = open(&options(&place, "e.toml"));
    session.start();
    session.pause();
    assert_eq!(session.close(2.0).code, ffi::Code::Ok);
    assert_eq!(session.progress().state, ffi::State::Stopped);
}

#[test]
fn a_session_can_be_dropped_at_any_moment() {
    let place = place();
    for milliseconds in [0_u64, 5, 30, 100, 300, 700, 1500, 3000] {
        let session = open(&options(&place, "e.toml"));
        let started = Instant::now();
        draws(&session, SMALL_SIZE, &mut |_| started.elapsed() > Duration::from_millis(milliseconds));
        let dropping = Instant::now();
        drop(session);
        let took = dropping.elapsed();
        assert!(took < SOON, "after {milliseconds} ms: {took:?}");
    }
    // The process is as good as new.
    let session = open(&options(&place, "e.toml"));
    learns(&session, SMALL_SIZE);
    assert_eq!(session.progress().state, ffi::State::Finished);
}
