//! The three examples conform, climb, log, and go on from a saved state.

use lts_core::{Evaluation, Outcome, Policy, Seed};
use lts_plugin::validate::Limits;
use lts_plugin::{Library, PluginPolicy};

use crate::build;
use crate::child::{all_kinds, validated};

#[test]
fn the_examples_have_no_findings() {
    let place = tempfile::tempdir().unwrap();
    for (language, path) in build::examples(place.path()) {
        assert_eq!(validated(&path, Limits::default()), [], "{language}");
    }
}

/// A bowl over the shares of the ranges; best 0.
fn reward(point: &[f64]) -> f64 {
    let space = all_kinds();
    -space.to_unconstrained(point).iter().map(|u| (u - 0.8).powi(2)).sum::<f64>()
}

fn round(policy: &mut dyn Policy, iteration: u64) -> Vec<Vec<f64>> {
    let candidates = policy.ask(iteration * 8, 8).unwrap();
    let told: Vec<Evaluation> = candidates
        .iter()
        .map(|candidate| {
            let outcome = if candidate.number % 7 == 3 {
                Outcome::Failed { reason: "every seventh fails".into() }
            } else {
                let metrics = [("iou.mean".to_string(), 0.5)].into();
                Outcome::Scored { reward: reward(&candidate.point), metrics }
            };
            Evaluation { candidate: candidate.number, outcome }
        })
        .collect();
    policy.tell(&told).unwrap();
    candidates.into_iter().map(|candidate| candidate.point).collect()
}

#[test]
fn the_examples_climb() {
    let place = tempfile::tempdir().unwrap();
    for (language, path) in build::examples(place.path()) {
        let library = Library::open(&path).unwrap();
        let mut policy =
            PluginPolicy::from_library(&library, None, &all_kinds(), Seed::new(4), "{}").unwrap();
        let start = reward(&policy.recommend().unwrap());
        for iteration in 0..60 {
            round(&mut policy, iteration);
        }
        let end = reward(&policy.recommend().unwrap());
        // The bowl's best is 0; half of the way is far more than luck gives in six dimensions.
        assert!(end > 0.5 * start, "{language}: from {start} to {end}");
        assert!(!policy.metrics().is_empty(), "{language}");
    }
}

#[test]
fn a_saved_and_loaded_example_goes_on_exactly() {
    let place = tempfile::tempdir().unwrap();
    for (language, path) in build::examples(place.path()) {
        let library = Library::open(&path).unwrap();
        let make = || PluginPolicy::from_library(&library, None, &all_kinds(), Seed::new(2), "{}").unwrap();
        let mut whole = make();
        let all: Vec<_> = (0..20).map(|iteration| round(&mut whole, iteration)).collect();
        for stop in [1, 5, 13] {
            let mut first = make();
            let mut parts: Vec<_> = (0..stop).map(|iteration| round(&mut first, iteration)).collect();
            let mut second = make();
            second.load(&first.save().unwrap()).unwrap();
            drop(first);
            parts.extend((stop..20).map(|iteration| round(&mut second, iteration)));
            assert_eq!(parts, all, "{language}, saved after {stop}");
            assert_eq!(second.save(), whole.save(), "{language}");
        }
    }
}

#[test]
fn settings_reach_the_examples_and_mistakes_are_named() {
    let place = tempfile::tempdir().unwrap();
    let examples = build::examples(place.path());
    let error = |index: usize, config: &str| {
        let library = Library::open(&examples[index].1).unwrap();
        let policy = PluginPolicy::from_library(&library, None, &all_kinds(), Seed::new(2), config);
        policy.err().map(|error| error.to_string()).unwrap_or_default()
    };
    for (index, good, unknown, senseless) in [
        (0, r#"{"spread": 0.5}"#, r#"{"sprad":1}"#, r#"{"spread":-1}"#),
        (1, r#"{"batch":8, "keep":2}"#, r#"{"bath":1}"#, r#"{"keep":1}"#),
        (2, r#"{"step":0.1}"#, r#"{"stepp":1}"#, r#"{"step":0}"#),
    ] {
        assert_eq!(error(index, good), "");
        assert!(error(index, unknown).contains("unknown"), "{}", error(index, unknown));
        assert!(error(index, senseless).contains("expected"), "{}", error(index, senseless));
        assert!(error(index, r#"{"spread":"wide","batch":[1],"step":true}"#).contains("create failed"));
    }
}
