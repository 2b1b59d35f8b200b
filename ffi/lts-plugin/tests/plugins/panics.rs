//! Panics and exceptions in each call are caught at the border, and break the policy.

use lts_core::{Policy, PolicyError, Seed};
use lts_plugin::{Library, PluginPolicy};

use crate::build;
use crate::child::{all_kinds, credit, policy, put_through};

#[test]
fn a_panic_in_any_call_is_an_error_with_its_message() {
    let path = build::rust("lts_test_plugins");
    for call in ["create", "ask", "tell", "credit", "recommend", "metrics", "save", "load", "stop"] {
        let error = put_through(&path, &format!("{{\"panic_in\":\"{call}\"}}")).expect_err(call);
        // A panic in stop is told by the next call, which knows no message.
        let expected = if call == "stop" {
            "an earlier call panicked".to_string()
        } else {
            format!("told to panic in {call}")
        };
        assert!(error.contains(&expected), "{call}: {error}");
    }
    assert_eq!(put_through(&path, r#"{"panic_in":"destroy"}"#), Ok(()));
    assert_eq!(put_through(&path, "{}"), Ok(()));
    assert!(put_through(&path, r#"{"panik_in":"ask"}"#).unwrap_err().contains("unknown field `panik_in`"));
}

#[test]
fn exceptions_are_caught_by_the_helper() {
    let place = tempfile::tempdir().unwrap();
    let path = build::library(&build::source("throwing.cpp"), place.path(), "caught", &["-DFAULT_caught"]);
    let mut throwing = policy(&path, "{}").unwrap();
    // lts::Error leaves the policy intact, other exceptions break it.
    for _ in 0..2 {
        assert!(throwing.recommend().unwrap_err().to_string().ends_with("recommend failed: not yet"));
    }
    let state = throwing.save().unwrap();
    assert!(matches!(throwing.load(&state), Err(PolicyError::State { reason, .. }) if reason == "never"));
    let error = throwing.ask(0, 1).unwrap_err().to_string();
    assert!(
        error.contains("ask broke a rule of the policy ABI: it says that it is broken: no point today"),
        "{error}"
    );
    let mut throwing = policy(&path, "{}").unwrap();
    let error = throwing.tell(&[]).unwrap_err().to_string();
    assert!(error.contains("it threw something that is no std::exception"), "{error}");
}

#[test]
fn an_id_is_found_or_the_error_names_what_there_is() {
    let library = Library::open(&build::rust("lts_test_plugins")).unwrap();
    let make = |id| PluginPolicy::from_library(&library, id, &all_kinds(), Seed::new(1), "{}");
    assert_eq!(make(Some("test.panicking")).unwrap().kind(), "plugin:test.panicking");
    let error = make(Some("test.panic")).err().unwrap().to_string();
    assert!(
        error.ends_with("it has no policy 'test.panic'; it has test.panicking, test.built-in"),
        "{error}"
    );
    let error = make(None).err().unwrap().to_string();
    assert!(error.ends_with("set policy.id to one of test.panicking, test.built-in"), "{error}");
}

#[test]
fn credit_is_checked_before_the_plugin_sees_it() {
    let library = Library::open(&build::rust("lts_test_plugins")).unwrap();
    let mut policy =
        PluginPolicy::from_library(&library, Some("test.panicking"), &all_kinds(), Seed::new(1), "{}")
            .unwrap();
    assert_eq!(policy.credit(&credit(0)), Err(PolicyError::UnknownCandidate { number: 0 }));
    policy.ask(0, 1).unwrap();
    let mut odd = credit(0);
    odd.values[2] = f64::INFINITY;
    assert_eq!(policy.credit(&odd), Err(PolicyError::Reward { number: 0, reward: f64::INFINITY }));
    let mut short = credit(0);
    short.scores.pop();
    assert_eq!(
        policy.credit(&short).unwrap_err().to_string(),
        "policy.credit: the credit of candidate 0 has 4 values and 11 scores, which is no table of 2 columns and 6 \
         scores a sample"
    );
    policy.credit(&credit(0)).unwrap();
    // Told once, also after a resume.
    let state = policy.save().unwrap();
    policy.load(&state).unwrap();
    assert_eq!(policy.credit(&credit(0)), Err(PolicyError::UnknownCandidate { number: 0 }));
}
