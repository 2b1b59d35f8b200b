//! Plugins that break one rule each: one clear error, and the host goes on.

use crate::build;
use crate::child::{put_through, validated};
use lts_plugin::validate::Limits;

/// A fault, and what the error must say.
const FAULTS: [(&str, &str); 36] = [
    ("no_symbol", "it exports no symbol `lts_plugin_entry_v0`"),
    ("other_major", "it is made for version 1.1 of the policy ABI, and this program takes 0.0 to 0.1"),
    ("newer_minor", "it is made for version 0.2 of the policy ABI"),
    ("undefined_symbol", "the library cannot be loaded: "),
    ("init_is_null", "entry.init broke a rule of the policy ABI: the function is null"),
    ("init_fails", "init failed: no licence on this machine"),
    ("no_factory", "get_factory broke a rule of the policy ABI: it gave a null pointer"),
    (
        "factory_is_not_aligned",
        "get_factory broke a rule of the policy ABI: it gave a pointer that is not aligned",
    ),
    ("create_is_null", "factory.create broke a rule of the policy ABI: the function is null"),
    ("no_policies", "it has 0 policies, expected 1 to 1000"),
    ("too_many_policies", "it has 4000000000 policies"),
    ("one_id_twice", "the id 'test.hostile' comes twice"),
    ("descriptor_is_null", "descriptor broke a rule of the policy ABI: it gave a null pointer"),
    ("name_is_null", "a text of it is null"),
    ("id_with_spaces", "the id 'my policy' is not 1 to 200 letters"),
    ("creates_nothing", "'test.hostile': create failed: it does not say why"),
    ("ask_is_null", "policy.ask broke a rule of the policy ABI: the function is null"),
    ("destroy_is_null", "policy.destroy broke a rule of the policy ABI: the function is null"),
    ("half_an_extension", "state.load broke a rule of the policy ABI: the function is null"),
    ("writes_too_few", "it wrote 17 numbers, expected 18"),
    ("says_too_many", "it wrote 19 numbers, expected 18"),
    ("leaves_numbers_out", "point 2, 'p3.c': the number was not written"),
    ("writes_past_the_end", "it wrote past the end of the buffer of 18 numbers"),
    ("nan", "point 0, 'p0': the number is NaN, expected a finite one"),
    ("infinite", "point 0, 'p0': the number is inf, expected a finite one"),
    ("infinite_logit", "point 0, 'p3.a': the number is inf, expected a finite one"),
    ("out_of_bounds", "point 0, 'p0': the number is 1000000, outside of -1..3"),
    ("no_whole_number", "point 0, 'p2': the number is 0.5, expected a whole one"),
    ("unknown_status", "it returned 77, which is no status"),
    ("message_without_end", "ask failed: mmmm"),
    ("error_without_message", "ask failed: it does not say why"),
    ("says_broken", "it says that it is broken: worn out"),
    ("waits_for_tells", "ask failed: tell me all candidates first, 2 are open"),
    ("recommends_nothing", "recommend broke a rule of the policy ABI: it wrote 0 numbers, expected 6"),
    ("stop_is_neither", "stop broke a rule of the policy ABI: it returned 7, expected 0 or 1"),
    ("state_does_not_load", "the saved state does not fit the policy 'plugin:test.hostile': I forgot how"),
];

#[test]
fn each_fault_gives_one_clear_error() {
    let place = tempfile::tempdir().unwrap();
    for (fault, expected) in FAULTS {
        let path = build::hostile(place.path(), fault);
        let error = put_through(&path, "{}").expect_err(fault);
        assert!(error.contains(expected), "{fault}: {error}");
        assert!(error.len() < 3000 && error.lines().count() == 1, "{fault}: {error}");
    }
}

#[test]
fn huge_texts_are_cut_and_huge_states_refused() {
    let place = tempfile::tempdir().unwrap();
    for fault in ["log_100_mb", "description_100_mb"] {
        assert_eq!(put_through(&build::hostile(place.path(), fault), "{}"), Ok(()), "{fault}");
    }
    for fault in ["state_100_mb", "state_from_null"] {
        let error = put_through(&build::hostile(place.path(), fault), "{}").unwrap_err();
        assert!(error.contains("its state is larger than"), "{error}");
    }
}

#[test]
fn a_policy_without_a_fault_passes() {
    let place = tempfile::tempdir().unwrap();
    let path = build::hostile(place.path(), "none");
    assert_eq!(put_through(&path, "{}"), Ok(()));
    assert_eq!(validated(&path, Limits::default()), []);
}

#[test]
fn a_policy_without_state_runs_and_is_not_resumed() {
    let place = tempfile::tempdir().unwrap();
    let error = put_through(&build::hostile(place.path(), "no_state"), "{}").unwrap_err();
    assert!(
        error.contains("the plugin has no extension lts.state/1, so its runs cannot be resumed"),
        "{error}"
    );
}

#[test]
fn after_a_broken_rule_the_policy_is_not_called_again() {
    use lts_core::Policy;
    let place = tempfile::tempdir().unwrap();
    let mut policy = crate::child::policy(&build::hostile(place.path(), "nan"), "{}").unwrap();
    let error = policy.ask(0, 1).unwrap_err().to_string();
    assert_eq!(policy.recommend().unwrap_err().to_string(), error);
    assert_eq!(policy.save().unwrap_err().to_string(), error);
    assert_eq!(policy.tell(&[]).unwrap_err().to_string(), error);
}
