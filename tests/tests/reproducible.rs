//! The same configuration gives the same journal: run twice, killed and resumed, interrupted and resumed.

use std::path::Path;

use lts_tests::{Place, SMALL, journal, ran, send_signal, wait_until};

const LONGER: &[&str] = &["--set", "loop.iterations=4", "--set", "loop.carry_over=best"];

fn learn(place: &Place, run: &str) {
    place.success(&[&["learn", "e.toml", "-q", "--run-dir", run], LONGER].concat());
}

fn lines(run: &Path) -> usize {
    journal(run).lines().count()
}

#[test]
fn run_twice_and_killed_and_resumed_the_journal_is_the_same() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    learn(&place, "first");
    learn(&place, "second");
    let first = journal(&place.path("first"));
    assert!(first.lines().count() > 15, "{first}");
    assert_eq!(first, journal(&place.path("second")));

    let killed = place.path("killed");
    let mut child =
        place.command(&[&["learn", "e.toml", "-q", "--run-dir", "killed"], LONGER].concat()).spawn().unwrap();
    assert!(wait_until(|| lines(&killed) >= 7), "the run goes on");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!journal(&killed).contains("\"finish\""), "it was killed before its end");
    place.success(&["resume", "killed", "-q"]);
    assert_eq!(first, journal(&killed));
}

#[test]
fn ctrl_c_leaves_a_resumable_run() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    learn(&place, "whole");
    let run = place.path("run");
    let child = place.command(&[&["learn", "e.toml", "--run-dir", "run"], LONGER].concat()).spawn().unwrap();
    assert!(wait_until(|| lines(&run) >= 5), "the run goes on");
    send_signal(&child, "INT");
    let ran = ran(child.wait_with_output().unwrap());
    assert_eq!(ran.code, 130, "{}", ran.err);
    assert!(
        ran.err.contains("lts resume run") || ran.out.contains("lts resume run"),
        "{} {}",
        ran.out,
        ran.err
    );
    place.success(&["resume", "run", "-q"]);
    assert_eq!(journal(&run), journal(&place.path("whole")));
}
