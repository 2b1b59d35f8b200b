//! Plugins that crash, hang, exit or eat memory: a line and exit code 2 in a run, a finding in a validation.

use std::time::Duration;

use lts_plugin::validate::Limits;

use crate::build;
use crate::child::{in_a_child, validated};

#[test]
#[cfg(unix)]
fn a_crash_in_a_run_is_one_line_and_exit_code_2() {
    let place = tempfile::tempdir().unwrap();
    let escapes =
        build::library(&build::source("throwing.cpp"), place.path(), "escapes", &["-DFAULT_escapes"]);
    for (path, expected) in [
        (build::hostile(place.path(), "abort"), "'test.hostile': ask crashed with an abort"),
        (build::hostile(place.path(), "crash"), "'test.hostile': ask crashed with a segmentation fault"),
        (build::hostile(place.path(), "destroys_twice"), "'test.hostile': destroy crashed with "),
        (escapes, "get_factory crashed with an abort"),
    ] {
        let output = in_a_child(&path);
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{}: {text}", path.display());
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("error: ")).collect();
        assert!(matches!(lines[..], [line] if line.contains(expected)), "{text}");
    }
}

#[test]
fn a_crash_a_hang_an_exit_and_hunger_are_findings() {
    let place = tempfile::tempdir().unwrap();
    for (fault, expected) in [
        ("abort", "the plugin ended its process (signal 6"),
        ("crash", "the plugin ended its process (signal 11"),
        ("endless", "the plugin did not return within 2 s"),
        ("exit", "the plugin ended its process (exit code 0)"),
        ("memory", "the plugin ended its process (signal 6"),
        ("init_fails", "init failed: no licence on this machine"),
        ("no_symbol", "it exports no symbol"),
    ] {
        // Only the endless loop takes the time that it is given.
        let secs = if fault == "endless" { 2 } else { 60 };
        let limits = Limits { time: Duration::from_secs(secs), memory_bytes: 1 << 30 };
        let findings = validated(&build::hostile(place.path(), fault), limits);
        let last = findings.last().expect(fault);
        assert!(last.seen.starts_with(expected), "{fault}: {findings:?}");
    }
}

#[test]
fn rules_that_only_the_kit_sees_are_findings() {
    let place = tempfile::tempdir().unwrap();
    for (fault, rule) in [
        ("random", "the same seed proposes the same"),
        ("metric_is_nan", "metrics are finite"),
        ("waits_for_tells", "asking in parts equals asking at once"),
        ("no_state", "bytes that are no state are refused"),
    ] {
        let findings = validated(&build::hostile(place.path(), fault), Limits::default());
        assert!(findings.iter().any(|finding| finding.rule.starts_with(rule)), "{fault}: {findings:?}");
    }
}

#[test]
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn a_leak_is_a_finding() {
    let place = tempfile::tempdir().unwrap();
    for fault in ["leak", "destroys_nothing"] {
        let findings = validated(&build::hostile(place.path(), fault), Limits::default());
        let [finding] = &findings[..] else { panic!("{fault}: {findings:?}") };
        assert_eq!(finding.rule, "it leaks no memory");
        assert!(finding.seen.contains("bytes are left after 200 policies"), "{}", finding.seen);
    }
}
