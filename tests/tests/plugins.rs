//! `lts plugin` and `policy.kind = "plugin"` through the real program: good libraries work, bad ones get one line.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

use std::path::{Path, PathBuf};
use std::process::Command;

use lts_tests::{Place, SMALL};

/// The folder of what crosses language borders.
fn ffi() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ffi")
}

fn compile(place: &Place, source: &str, name: &str, options: &[&str]) {
    let run = Command::new("cc")
        .args(["-std=c11", "-O1", "-w", "-fPIC", "-shared"])
        .args(options)
        .arg("-I")
        .arg(ffi().join("lts-plugin/include"))
        .arg(ffi().join(source))
        .arg("-o")
        .arg(place.path(name))
        .arg("-lm")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

fn random_search(place: &Place, name: &str) {
    compile(place, "examples/c-random-search/random_search.c", name, &[]);
}

fn hostile(place: &Place, fault: &str) {
    let define = format!("-DFAULT_{fault}");
    compile(place, "lts-plugin/tests/plugins/sources/hostile.c", &format!("{fault}.so"), &[&define]);
}

#[test]
fn info_and_list_say_what_is_there() {
    let place = Place::new();
    random_search(&place, "search.so");
    let ran = place.run(&["plugin", "info", "search.so"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for text in
        ["sha256: ", "policy ABI: 0.1", "policy: org.lts-examples.random-search 1.0.0: Random search."]
    {
        assert!(ran.out.contains(text), "{}", ran.out);
    }
    place.write("text.so", "hello\n");
    let mut list = place.command(&["plugin", "list", "--json"]);
    let output = list
        .env("LTS_PLUGIN_PATH", place.path(""))
        .env("XDG_DATA_HOME", place.path("none"))
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("org.lts-examples.random-search"), "{text}");
    assert!(text.contains("it is a text file"), "{text}");
}

#[test]
fn validate_answers_yes_or_no_and_never_dies() {
    let place = Place::new();
    random_search(&place, "search.so");
    let ran = place.run(&["plugin", "validate", "search.so"]);
    assert_eq!((ran.code, ran.out.trim().ends_with("no findings")), (0, true), "{ran:?}");
    for (fault, expected) in
        [("abort", "signal 6"), ("endless", "did not return within 2 s"), ("leak", "bytes are left")]
    {
        hostile(&place, fault);
        let ran = place.run(&["plugin", "validate", &format!("{fault}.so"), "--time-limit-secs", "2"]);
        assert_eq!(ran.code, 1, "{fault}: {ran:?}");
        assert!(ran.out.contains("finding: ") && ran.out.contains(expected), "{fault}: {ran:?}");
    }
    assert!(place.failure(&["plugin", "validate", "absent.so"]).contains("there is no such library here"));
    hostile(&place, "other_major");
    assert!(
        place
            .failure(&["plugin", "info", "other_major.so"])
            .contains("made for version 1.1 of the policy ABI")
    );
}

#[test]
fn a_plugin_learns_and_is_recorded() {
    let place = Place::new();
    random_search(&place, "librandom_search.so");
    place.write("e.toml", SMALL);
    let policy = "policy={kind=\"plugin\",path=\"librandom_search.so\",config={spread=0.3}}";
    let ran = place.run(&["learn", "e.toml", "--run-dir", "run", "--set", policy]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read = |name: &str| std::fs::read_to_string(place.path("run").join(name)).unwrap();
    assert!(read("journal.jsonl").contains("\"policy\":\"plugin:org.lts-examples.random-search\""));
    let info = read("run.json");
    for key in ["\"id\": \"org.lts-examples.random-search\"", "\"version\": \"1.0.0\"", "\"sha256\": \""] {
        assert!(info.contains(key), "{info}");
    }
    assert!(read("config.toml").contains(&place.path("librandom_search.so").display().to_string()));
}

#[test]
fn a_bad_plugin_is_one_line_and_exit_code_2() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let learn = |path: &str| {
        let policy = format!("policy={{kind=\"plugin\",path=\"{path}\"}}");
        place.failure(&["learn", "e.toml", "-q", "--run-dir", path.trim_end_matches(".so"), "--set", &policy])
    };
    for (fault, expected) in
        [("nan", "the number is NaN"), ("abort", "ask crashed with an abort"), ("init_fails", "no licence")]
    {
        hostile(&place, fault);
        let line = learn(&format!("{fault}.so"));
        assert!(line.contains(expected), "{fault}: {line}");
    }
    assert!(learn("absent.so").contains("there is no such library here"));
}
