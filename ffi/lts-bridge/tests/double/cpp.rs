//! A host in C++: the generated sources compile as an engine compiles them, link, and run a session.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::double;
use write::sources;

#[path = "../../examples/sources/write.rs"]
mod write;

/// As an engine's module is compiled: an old standard, no exceptions, no run-time types, every warning an error.
const FLAGS: [&str; 8] =
    ["-std=c++14", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra", "-Wshadow", "-Wundef", "-Werror"];

fn run(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    said.into_owned()
}

/// The bridge as a static library, which cargo builds beside the tests: the youngest one, if several builds left theirs.
fn library() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let built = std::fs::read_dir(tests.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with("liblts_bridge") && name.ends_with(".a")
    };
    built.filter(is_ours).max_by_key(|path| path.metadata().unwrap().modified().unwrap()).unwrap()
}

#[test]
fn a_host_in_cpp_runs_a_session() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    sources(folder).unwrap();
    let host = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/double/host.cpp");
    let program = folder.join("host");
    let compiler = std::env::var("CXX").unwrap_or_else(|_| "c++".into());
    run(Command::new(&compiler)
        .args(FLAGS)
        .arg("-I")
        .arg(folder)
        .arg(host)
        .args([folder.join("lts/bridge.cc"), folder.join("cxx.cc")])
        .arg(library())
        .args(["-ldl", "-lpthread", "-lm", "-lgcc_s", "-o"])
        .arg(&program));
    let said = run(Command::new(&program).arg(double()));
    assert!(said.starts_with("done\n"), "{said}");
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
