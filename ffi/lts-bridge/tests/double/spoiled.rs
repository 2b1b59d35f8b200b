//! Libraries that are none, no trainers, or trainers of another version.

use std::process::{Command, Stdio};

use lts_bridge::{ffi, open, trainer_info};

use crate::{double, options};

fn refusal(trainer: &str) -> (ffi::Code, String) {
    let info = trainer_info(trainer);
    let mut given = options("any.toml");
    given.trainer = trainer.into();
    let opened = open(&given).opened();
    assert_eq!((info.code, &info.message), (opened.code, &opened.message));
    (opened.code, opened.message)
}

#[test]
fn a_library_that_is_not_there_or_none_is_named() {
    let place = tempfile::tempdir().unwrap();
    let absent = place.path().join("libabsent.so").display().to_string();
    let (code, message) = refusal(&absent);
    assert_eq!(code, ffi::Code::NoTrainer);
    assert!(message.contains(&absent) && message.contains("there is no such file"), "{message}");

    let (code, message) = refusal("liblts_trainer.so");
    assert_eq!(code, ffi::Code::NoTrainer);
    assert!(message.contains("expected the full path"), "{message}");

    let text = place.path().join("libtext.so");
    std::fs::write(&text, "this is a text file\n").unwrap();
    let (code, message) = refusal(&text.display().to_string());
    assert_eq!(code, ffi::Code::NoTrainer);
    assert!(message.contains("cannot be loaded") && !message.contains('\n'), "{message}");
}

#[test]
#[cfg(unix)]
fn a_library_that_is_no_trainer_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let (source, library) = (place.path().join("other.c"), place.path().join("libother.so"));
    std::fs::write(&source, "int other(void) { return 1; }\n").unwrap();
    let built =
        Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(&source).status().unwrap();
    assert!(built.success());
    let (code, message) = refusal(&library.display().to_string());
    assert_eq!(code, ffi::Code::WrongTrainer);
    assert!(message.contains("it is no trainer"), "{message}");
}

/// In a process of its own, because the table is spoiled by a variable of the process.
#[test]
fn a_table_of_another_version_is_refused() {
    for (spoiled, expected) in [
        ("version", "it speaks version 2 of the table, this plugin speaks 1"),
        ("size", "build and stage both together"),
        ("null", "it gives no table"),
    ] {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "spoiled::child", "--ignored", "--nocapture", "--test-threads=1"])
            .env("LTS_TEST_TRAINER", spoiled)
            .env("LTS_EXPECTED", expected)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "{spoiled}: {said}");
    }
}

#[test]
#[ignore = "a part of another test"]
fn child() {
    let (code, message) = refusal(&double());
    assert_eq!(code, ffi::Code::WrongTrainer);
    let expected = std::env::var("LTS_EXPECTED").unwrap();
    assert!(message.contains(&expected), "{message}");
}
