//! The examples through the host under valgrind: no error, no leak. Skipped, with a note, where valgrind is missing.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::build;

/// The exit code with which valgrind says that it found something.
const FOUND: i32 = 9;

fn run(plugin: &Path) -> (Option<i32>, String) {
    let output = Command::new("valgrind")
        .args(["--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect"])
        .args(["--show-leak-kinds=definite,indirect", &format!("--error-exitcode={FOUND}")])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "child::entry", "--ignored", "--nocapture", "--test-threads=1"])
        .env("LTS_TEST_PLUGIN", plugin)
        .env("LTS_TEST_WITHOUT_HANDLERS", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn valgrind_finds_nothing_in_the_examples_and_something_in_a_leak() {
    if !Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: valgrind is not installed");
        return;
    }
    let place = tempfile::tempdir().unwrap();
    for (language, path) in build::examples(place.path()) {
        let (code, text) = run(&path);
        assert_eq!(code, Some(0), "{language}: {text}");
    }
    let (code, text) = run(&build::hostile(place.path(), "leak"));
    assert_eq!(code, Some(FOUND), "{text}");
    assert!(text.contains("definitely lost"), "{text}");
    let (code, text) = run(&build::hostile(place.path(), "destroys_twice"));
    assert_eq!(code, Some(FOUND), "{text}");
}
