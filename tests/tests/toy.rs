//! The toy experiment: it needs no libtorch, goes on after a kill, is drawn, and reaches what the paper claims.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

use std::path::Path;

use lts_tests::{Place, SMALL, journal, wait_until};

/// The experiment as it is shipped.
const TOY: &str = include_str!("../../experiments/toy.toml");

/// The same, learned from the credit of single samples.
const CREDIT: &str = include_str!("../../experiments/toy_credit.toml");

const SHORT: &[&str] = &["--set", "loop.iterations=40", "--set", "assessment.repeats=1"];

/// `accuracy.test` of the assessments of `of`, as the journal has them.
fn assessed(run: &Path, of: &str) -> Vec<f64> {
    let text = journal(run);
    let lines = text.lines().filter(|line| line.contains(&format!("\"of\":\"{of}\"")));
    lines
        .map(|line| {
            let rest = line.split_once("\"accuracy.test\":").unwrap().1;
            rest[..rest.find([',', '}']).unwrap()].parse().unwrap()
        })
        .collect()
}

fn learn(place: &Place, run: &str, more: &[&str]) {
    learn_file(place, "toy.toml", run, more);
}

fn learn_file(place: &Place, file: &str, run: &str, more: &[&str]) {
    let command = [&["learn", file, "-q", "--run-dir", run], more].concat();
    // No libtorch is there, and none is missed.
    let output = place.command(&command).env("LIBTORCH", "absent").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn killed_and_resumed_without_libtorch_the_journal_is_the_same() {
    let place = Place::new();
    place.write("toy.toml", TOY);
    for (credit, name) in [("false", "rewards"), ("true", "credit")] {
        let credit = format!("policy.sample_credit={credit}");
        let more = [SHORT, &["--set", &credit]].concat();
        let whole = format!("{name}-whole");
        learn(&place, &whole, &more);
        let whole = journal(&place.path(&whole));
        assert!(whole.lines().count() > 400, "{whole}");
        let run = format!("{name}-killed");
        let killed = place.path(&run);
        let command = [&["learn", "toy.toml", "-q", "--run-dir", &run], &more[..]].concat();
        let mut child = place.command(&command).env("LIBTORCH", "absent").spawn().unwrap();
        assert!(wait_until(|| journal(&killed).lines().count() > 60), "the run goes on");
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!journal(&killed).contains("\"finish\""), "it was killed before its end");
        place.success(&["resume", &run, "-q"]);
        assert_eq!(whole, journal(&killed), "{name}");
    }
}

#[test]
fn the_report_draws_six_panels_with_the_accuracies_of_the_journal() {
    let place = Place::new();
    place.write("toy.toml", TOY);
    learn(&place, "run", SHORT);
    place.success(&["report", "run", "-o", "page.html"]);
    let page = std::fs::read_to_string(place.path("page.html")).unwrap();
    assert_eq!(page.matches("<figure class=\"chart plane\">").count(), 6);
    // Machines are trained again for the figure: they must be those that the assessment scored.
    for (title, of) in [("True parameters", "validation-parameters"), ("Learned parameters", "recommended")] {
        let accuracy = assessed(&place.path("run"), of)[0];
        let caption =
            format!("<strong>{title}</strong> <span class=\"note\">test accuracy {accuracy:.3}</span>");
        assert!(page.contains(&caption), "{caption}");
    }
}

#[test]
fn learned_points_are_as_good_as_the_paper_says() {
    let place = Place::new();
    place.write("toy.toml", TOY);
    for seed in ["1", "2", "3"] {
        learn(&place, seed, &["--seed", seed]);
        let mean = |of: &str| {
            let all = assessed(&place.path(seed), of);
            assert_eq!(all.len(), 5);
            all.iter().sum::<f64>() / 5.0
        };
        let (start, learned, truth) = (mean("start"), mean("recommended"), mean("validation-parameters"));
        println!("seed {seed}: start {start:.4}, learned {learned:.4}, true parameters {truth:.4}");
        // The claim. The start is hardly better than chance; true parameters are right but for overlaps.
        assert!(learned >= 0.97 && start < 0.8 && truth > 0.98, "{start} {learned} {truth}");
    }
}

#[test]
fn sixty_candidates_are_enough_where_each_sample_has_credit() {
    let place = Place::new();
    place.write("toy.toml", TOY);
    place.write("toy_credit.toml", CREDIT);
    let as_many =
        ["--set", "loop.candidates=2", "--set", "loop.iterations=30", "--set", "policy.learning_rate=0.1"];
    for seed in ["1", "2", "3"] {
        let mean = |file: &str, more: &[&str]| {
            let run = format!("{file}-{seed}");
            learn_file(&place, file, &run, &[&["--seed", seed], more].concat());
            assert_eq!(journal(&place.path(&run)).matches("\"record\":\"evaluation\"").count(), 60);
            let all = assessed(&place.path(&run), "recommended");
            all.iter().sum::<f64>() / all.len() as f64
        };
        let (credit, rewards) = (mean("toy_credit.toml", &[]), mean("toy.toml", &as_many));
        println!("seed {seed}: learned from credit {credit:.4}, from as many rewards {rewards:.4}");
        // The first is what the paper's form reaches with 3,000 candidates.
        assert!(credit >= 0.97 && credit > rewards + 0.01, "{credit} {rewards}");
    }
}

#[test]
fn mistakes_are_named() {
    let place = Place::new();
    place.write("toy.toml", TOY);
    let line = place.failure(&["learn", "toy.toml", "--set", "task.model.gamma=0"]);
    assert_eq!(line, "toy.toml: task.model.gamma: it is 0, expected a positive number");
    let line = place.failure(&["generate", "toy.toml", "-o", "out"]);
    assert!(line.contains("a toy experiment has points and no images"), "{line}");
    place.write("scenes.toml", SMALL);
    let line = place.failure(&[
        "learn",
        "scenes.toml",
        "--run-dir",
        "run",
        "--set",
        "policy.sample_credit=true",
        "--set",
        "task.model.weights=random",
    ]);
    assert!(
        line.starts_with("scenes.toml: policy.sample_credit: this task knows no credit of single"),
        "{line}"
    );
    assert!(!place.path("run").exists());
    place.write("tyo.toml", &TOY.replacen("\"toy\"\n\n[task]", "\"tyo\"\n\n[task]", 1));
    let line = place.failure(&["learn", "tyo.toml"]);
    assert!(line.contains("simulator.kind: unknown value 'tyo'; expected 'toy'"), "{line}");
}
