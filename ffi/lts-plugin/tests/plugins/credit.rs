//! Credit reaches a plugin with all its numbers, is part of its state, and is not worked out for plugins that ignore it.

use lts_core::{Credit, CreditUse, Evaluation, Outcome, ParameterSpace, Policy, Seed};
use lts_plugin::validate::Limits;
use lts_plugin::{Library, PluginPolicy};

use crate::build;
use crate::child::{all_kinds, validated};

fn credited(place: &std::path::Path) -> PluginPolicy {
    let path = build::library(&build::source("credited.cpp"), place, "credited", &[]);
    let library = Library::open(&path).unwrap();
    PluginPolicy::from_library(&library, None, &all_kinds(), Seed::new(1), "{}").unwrap()
}

/// Two samples and two columns; the influence says that the first number of a point is to rise, and the fourth to fall.
fn table(candidate: u64) -> Credit {
    let mut scores = vec![0.0; 12];
    (scores[0], scores[6], scores[3], scores[9]) = (1.0, -1.0, -0.5, 0.5);
    let names = vec!["luck".into(), "influence".into()];
    Credit { candidate, names, values: vec![-7.0, 0.3, 7.0, 0.1], scores }
}

fn round(policy: &mut dyn Policy, number: u64, credit: &Credit) {
    policy.ask(number, 1).unwrap();
    policy.credit(credit).unwrap();
    let outcome = Outcome::Scored { reward: 0.0, metrics: Default::default() };
    policy.tell(&[Evaluation { candidate: number, outcome }]).unwrap();
}

#[test]
fn a_plugin_moves_the_way_that_its_credit_says() {
    let place = tempfile::tempdir().unwrap();
    let mut policy = credited(place.path());
    assert_eq!(policy.credit_use(), CreditUse::Welcome);
    assert!(policy.extensions().contains(&"lts.credit/1"));
    let before = policy.recommend().unwrap();
    round(&mut policy, 0, &table(0));
    let after = policy.recommend().unwrap();
    assert!(after[0] > before[0] && after[3] < before[3], "{before:?} {after:?}");
    for still in [1, 2, 4, 5] {
        assert!((after[still] - before[still]).abs() < 1e-12, "{still}");
    }
    assert_eq!(policy.metrics(), [("credited".to_string(), 1.0)]);
    // What a plugin refuses is an error, and it goes on.
    policy.ask(1, 1).unwrap();
    let without = Credit { scores: Vec::new(), ..table(1) };
    let error = policy.credit(&without).unwrap_err().to_string();
    assert!(error.ends_with("credit failed: expected influence and scores"), "{error}");
    policy.credit(&table(1)).unwrap();
}

#[test]
fn credit_is_part_of_the_saved_state() {
    let place = tempfile::tempdir().unwrap();
    let (mut whole, mut first, mut second) =
        (credited(place.path()), credited(place.path()), credited(place.path()));
    for policy in [&mut whole, &mut first] {
        policy.ask(0, 2).unwrap();
        policy.credit(&table(0)).unwrap();
    }
    second.load(&first.save().unwrap()).unwrap();
    for policy in [&mut whole, &mut second] {
        policy.credit(&table(1)).unwrap();
        policy.tell(&[]).unwrap();
        assert!(policy.credit(&table(1)).is_err(), "once is enough");
    }
    assert_eq!(second.save(), whole.save());
    assert_eq!(second.recommend(), whole.recommend());
}

#[test]
fn a_plugin_that_takes_credit_conforms_and_others_have_none() {
    let place = tempfile::tempdir().unwrap();
    let path = build::library(&build::source("credited.cpp"), place.path(), "credited", &[]);
    assert_eq!(validated(&path, Limits::default()), []);
    let path = build::library(&build::source("credited.cpp"), place.path(), "forgets", &["-DFAULT_forgets"]);
    let findings = validated(&path, Limits::default());
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(finding.rule, "the credit of samples is taken and is part of the state");
    assert!(finding.seen.contains("it goes on in another way"), "{finding:?}");
    let space: ParameterSpace = all_kinds();
    for (language, path) in build::examples(place.path()) {
        let library = Library::open(&path).unwrap();
        let policy = PluginPolicy::from_library(&library, None, &space, Seed::new(1), "{}").unwrap();
        assert_eq!(policy.credit_use(), CreditUse::None, "{language}");
    }
}
