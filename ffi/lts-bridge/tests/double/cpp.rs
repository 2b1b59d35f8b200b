//! A host in C++: the generated sources compile as an engine compiles them, link, and run a session.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::double;

/// As an engine's module is compiled: an old standard, no exceptions, no run-time types, every warning an error.
const FLAGS: [&str; 8] =
    ["-std=c++14", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra", "-Wshadow", "-Wundef", "-Werror"];

fn run(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    said.into_owned()
}

fn sources(folder: &Path) {
    let example =
        std::env::current_exe().unwrap().parent().unwrap().with_file_name("examples").join("sources");
    run(Command::new(example).arg(folder));
}

#[test]
fn a_host_in_cpp_runs_a_session() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    sources(folder);
    let host = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/double/host.cpp");
    let library = std::env::current_exe().unwrap().with_file_name("liblts_bridge.a");
    let program = folder.join("host");
    let compiler = std::env::var("CXX").unwrap_or_else(|_| "c++".into());
    run(Command::new(&compiler)
        .args(FLAGS)
        .arg("-I")
        .arg(folder)
        .arg(host)
        .args([folder.join("lts/bridge.cc"), folder.join("cxx.cc")])
        .arg(library)
        .args(["-ldl", "-lpthread", "-lm", "-lgcc_s", "-o"])
        .arg(&program));
    let said = run(Command::new(&program).arg(double()));
    assert_eq!(said.trim_end(), "done");
    if Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        let flags = [
            "--quiet",
            "--leak-check=full",
            "--errors-for-leak-kinds=definite,indirect",
            "--error-exitcode=9",
        ];
        run(Command::new("valgrind").args(flags).arg(&program).arg(double()));
    }
}
