//! All of it under valgrind: no error, no leak. Skipped, with a note, where valgrind is missing.

use std::process::{Command, Stdio};

#[test]
fn valgrind_finds_nothing() {
    if !Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        println!("skipped: valgrind is not installed");
        return;
    }
    let output = Command::new("valgrind")
        .args(["--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect"])
        .args(["--show-leak-kinds=definite,indirect", "--error-exitcode=9"])
        .arg(std::env::current_exe().unwrap())
        // Other processes are not looked into: the C++ host has valgrind of its own.
        .args(["session::", "spoiled::a_library_that_is", "--test-threads=1"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(
        said.contains("test result: ok") && said.contains("session::a_job_arrives_whole ... ok"),
        "{said}"
    );
}
