//! The same images give the same journal as `lts learn`, byte for byte: in one go, stopped and resumed, twice in a row.

use std::path::{Path, PathBuf};

use lts_bridge::{Session, ffi, open};
use lts_tests::{Place, SMALL, journal};

use crate::host::{Artist, SMALL_SIZE, is_over, learns, options, submit, ticks};

const LONGER: [&str; 2] = ["loop.iterations=3", "loop.carry_over=best"];

/// A place with an experiment and its run by `lts learn`.
fn place(run: &str) -> Place {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let mut command = vec!["learn", "e.toml", "-q", "--run-dir", run];
    command.extend(LONGER.iter().flat_map(|one| ["--set", one]));
    place.success(&command);
    place
}

fn longer(place: &Place) -> ffi::SessionOptions {
    ffi::SessionOptions { overrides: LONGER.map(String::from).into(), ..options(place, "e.toml") }
}

fn run(session: &Session) -> PathBuf {
    PathBuf::from(session.progress().run)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_host_that_draws_alike_gets_the_journal_of_lts_learn() {
    let place = place("alone");
    let alone = place.path("alone");
    let session = open(&longer(&place));
    let events = learns(&session, SMALL_SIZE);
    let progress = session.progress();
    assert_eq!(progress.state, ffi::State::Finished, "{}", progress.message);
    assert!(journal(&alone).lines().count() > 15);
    assert_eq!(journal(&alone), journal(&run(&session)));
    assert_eq!(names(&alone), names(&run(&session)), "the same files are in both run directories");
    assert_eq!((progress.iteration, progress.evaluation), (3, 6));
    let count = |kind: ffi::EventKind| events.iter().filter(|event| event.kind == kind).count();
    assert_eq!(count(ffi::EventKind::Started), 1);
    assert_eq!(count(ffi::EventKind::Evaluated), 6);
    assert_eq!(count(ffi::EventKind::IterationDone), 3);
    assert_eq!(count(ffi::EventKind::Finished), 1);
    assert!(
        events.iter().filter(|event| event.kind == ffi::EventKind::Evaluated).all(|e| e.reward.is_finite())
    );
    let parameters = session.parameters();
    let density = parameters.iter().find(|one| one.name == "cars.density").unwrap();
    assert!(!density.fixed && density.now.is_finite() && density.recommended.is_finite());
    assert_eq!(density.start, 4.0);
    assert!(Path::new(&session.report().text).is_file());
    // What one of them wrote, the other resumes.
    assert!(place.success(&["resume", run(&session).to_str().unwrap(), "-q"]).contains("finished already"));
}

#[test]
fn a_run_that_was_stopped_goes_on_to_the_same_journal() {
    let place = place("alone");
    let session = open(&longer(&place));
    let mut artist = Artist::new(&session, SMALL_SIZE);
    session.start();
    let mut draw = |job: &ffi::Job| {
        submit(&session, job.id, &artist.draw(job));
    };
    let mut stopped = false;
    let events = ticks(&session, &mut draw, &mut |progress| {
        if progress.evaluation == 3 && !stopped {
            stopped = session.stop().code == ffi::Code::Ok;
        }
        is_over(progress.state)
    });
    assert_eq!(session.progress().state, ffi::State::Stopped);
    assert_eq!(events.last().unwrap().kind, ffi::EventKind::Stopped);
    let whole = journal(&place.path("alone"));
    let half = journal(&run(&session));
    assert!(whole.starts_with(&half) && half.len() < whole.len(), "a stop leaves nothing but what was done");
    let resume = run(&session).display().to_string();
    drop(session);

    let session = open(&ffi::SessionOptions { resume, config: String::new(), ..options(&place, "e.toml") });
    learns(&session, SMALL_SIZE);
    assert_eq!(journal(&run(&session)), whole);
}

#[test]
fn the_built_in_renderer_and_a_second_session_give_it_too() {
    let place = place("alone");
    let whole = journal(&place.path("alone"));
    let built_in = ffi::SessionOptions { images: ffi::Images::BuiltIn, ..longer(&place) };
    for options in [built_in, longer(&place), longer(&place)] {
        let session = open(&options);
        learns(&session, SMALL_SIZE);
        assert_eq!(journal(&run(&session)), whole);
        assert_eq!(session.close(2.0).code, ffi::Code::Ok);
    }
    assert_eq!(names(&place.path("runs")).len(), 3, "each has a run directory of its own");
}
