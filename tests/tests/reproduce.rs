//! `lts reproduce` with the real program: a tiny toy with all arms, interrupted and resumed, changed, and missing.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

use std::path::Path;
use std::process::Command;

use lts_tests::{Place, Ran, journal, ran, send_signal, wait_until};

/// The toy and its arms as they are shipped.
fn place() -> Place {
    let place = Place::new();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../experiments");
    for entry in std::fs::read_dir(&from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with("toy") {
            place.write(&format!("experiments/{name}"), &std::fs::read_to_string(&path).unwrap());
        }
    }
    let text = std::fs::read_to_string(from.join("reproduce/toy.toml")).unwrap();
    place.write("experiments/reproduce/toy.toml", &text);
    place
}

const TINY: [&str; 6] = [
    "--set=loop.iterations=6",
    "--set=loop.images=40",
    "--set=assessment.every=2",
    "--set=assessment.repeats=1",
    "--set=task.validation.points=300",
    "--set=task.validation.test_points=300",
];

/// The command; no libtorch is there, and none is missed.
fn command(place: &Place, out: &str, more: &[&str]) -> Command {
    let mut command =
        place.command(&[&["reproduce", "toy", "--seeds", "2", "--out", out], &TINY[..], more].concat());
    command.env("LIBTORCH", "absent");
    command
}

fn reproduce(place: &Place, out: &str, more: &[&str]) -> Ran {
    ran(command(place, out, more).output().unwrap())
}

fn files(place: &Place, out: &str) -> (String, String) {
    let read = |name: &str| std::fs::read_to_string(place.path(out).join(name)).unwrap();
    (read("results.json"), read("index.html"))
}

#[test]
fn interrupted_and_resumed_the_page_is_the_same() {
    let place = place();
    let whole = reproduce(&place, "whole", &[]);
    // So few iterations reach nothing: the answer is no.
    assert_eq!(whole.code, 1, "{}{}", whole.out, whole.err);
    for text in ["does not hold", "images until 95 % of the gap", "random search", "claims hold"] {
        assert!(whole.out.contains(text), "{text}: {}", whole.out);
    }
    let (results, page) = files(&place, "whole");
    assert_eq!(page.matches("<figure class=\"chart plane\">").count(), 6, "the six panels");
    assert!(page.contains("class=\"band c0\""), "a band over the seeds");

    let child = command(&place, "cut", &["--jobs", "1"]).spawn().unwrap();
    let second = place.path("cut/runs/plain/s2");
    assert!(wait_until(|| journal(&second).lines().count() > 8), "the second run goes on");
    send_signal(&child, "INT");
    let stopped = ran(child.wait_with_output().unwrap());
    assert_eq!(stopped.code, 130, "{}{}", stopped.out, stopped.err);
    assert!(stopped.out.contains("the same command goes on"), "{}", stopped.out);
    assert!(!place.path("cut/index.html").exists());
    let first = std::fs::metadata(place.path("cut/runs/plain/s1/journal.jsonl")).unwrap().modified().unwrap();
    let resumed = reproduce(&place, "cut", &[]);
    assert_eq!(resumed.code, 1, "{}", resumed.err);
    assert!(resumed.err.contains("plain, seed 2: resumed"), "{}", resumed.err);
    assert!(!resumed.err.contains("plain, seed 1:"), "a finished run is kept: {}", resumed.err);
    let now = std::fs::metadata(place.path("cut/runs/plain/s1/journal.jsonl")).unwrap().modified().unwrap();
    assert_eq!(first, now);
    assert_eq!(files(&place, "cut"), (results, page));

    let changed = reproduce(&place, "cut", &["--set=loop.candidates=4"]);
    assert_eq!(changed.code, 2);
    assert!(
        changed.err.contains("this run was made with other settings (loop.candidates was 10, is now 4)"),
        "{}",
        changed.err
    );
    let json = reproduce(&place, "cut", &["--json", "--page-only"]);
    let answer: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(answer["claims"][0]["verdict"], "does-not-hold");
    assert_eq!(answer["efficiency"].as_array().unwrap().len(), 6);
}

#[test]
fn several_runs_of_a_reproduction_are_arms_in_a_report() {
    let place = place();
    for (arm, seed) in [("toy", "1"), ("toy", "2"), ("toy_plain", "1"), ("toy_plain", "2")] {
        let file = format!("experiments/{arm}.toml");
        let run = format!("{arm}{seed}");
        let args = [&["learn", &file, "--seed", seed, "--run-dir", &run, "-q"], &TINY[..]].concat();
        place.success(&args);
    }
    place.success(&["report", "toy1", "toy2", "toy_plain1", "toy_plain2", "-o", "page.html"]);
    let page = std::fs::read_to_string(place.path("page.html")).unwrap();
    for text in ["toy, 2 seeds", "toy_plain, 2 seeds", "smallest to largest over the seeds", "toy s2"] {
        assert!(page.contains(text), "{text}");
    }
    // What the base says, and what the file over it says.
    let config = std::fs::read_to_string(place.path("toy_plain1/config.toml")).unwrap();
    assert!(config.contains("mirrored = false") && config.contains("candidates = 10"), "{config}");
    assert!(!config.contains("base ="), "{config}");
}

#[test]
fn what_is_missing_is_named() {
    let place = place();
    let line = place.failure(&["reproduce", "toi"]);
    assert!(line.starts_with("toi: there is no experiments/reproduce/toi.toml"), "{line}");
    assert!(line.ends_with("expected one of toy"), "{line}");
    let elsewhere = Place::new();
    let line = elsewhere.failure(&["reproduce", "toy", "--experiments", "absent"]);
    assert_eq!(
        line,
        "toy: there is no absent/reproduce/toy.toml; run it where the project's folder experiments is, or give that \
         folder with --experiments"
    );
    let line = place.failure(&["reproduce", "toy", "--set", "loop.imagse=3", "--out", "x", "-q"]);
    assert!(line.contains("unknown key 'imagse'; did you mean 'images'?"), "{line}");
}
