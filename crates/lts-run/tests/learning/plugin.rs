//! The loop with a policy from a dynamic library: the same journal after `kill -9` and a resume, and no foreign library.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lts_core::{Policy, Seed};
use lts_plugin::PluginInfo;
use lts_policy::{PluginSettings, PolicySettings};
use lts_run::{CarryOver, Ending, RunDirectory, RunError, RunInfo};

use super::{Setup, journal, run_policy, space};

/// The example in Rust, which Cargo builds beside the tests.
fn library() -> PathBuf {
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    std::env::current_exe().unwrap().with_file_name(format!("{prefix}lts_example_one_plus_one{suffix}"))
}

fn policy(path: &Path) -> (Box<dyn Policy>, PluginInfo) {
    let config = [("step".to_string(), serde_json::json!(0.3))].into();
    let id = Some("org.lts-examples.one-plus-one".to_string());
    let settings = PolicySettings::Plugin(PluginSettings { path: path.into(), id, config });
    let (policy, info) = lts_plugin::build(&settings, &space(), Seed::new(5)).unwrap();
    (policy, info.unwrap())
}

const SETUP: Setup =
    Setup { carry_over: CarryOver::Best, diverge_at: 5, iterations: 8, scores: true, every: 0 };

#[test]
fn killed_and_resumed_gives_the_same_journal() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole");
    let ending = run_policy(&whole, &SETUP, policy(&library()).0, &mut |_, _| ()).unwrap();
    assert!(matches!(ending, Ending::Finished(_)));
    let expected = journal(&whole);
    assert!(expected.starts_with(r#"{"record":"start""#));
    assert!(expected.contains(r#""policy":"plugin:org.lts-examples.one-plus-one""#));
    let lines = expected.lines().count();
    for kill_after in [1, lines / 4, lines / 2, lines - 3] {
        let path = folder.path().join(format!("killed-{kill_after}"));
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "plugin::child", "--ignored"])
            .env("LTS_TEST_RUN", &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        let written =
            || std::fs::read_to_string(path.join("journal.jsonl")).map_or(0, |text| text.lines().count());
        while written() < kill_after {
            assert!(start.elapsed() < Duration::from_secs(60), "the child writes nothing");
            std::thread::sleep(Duration::from_millis(1));
        }
        // SIGKILL on Unix.
        child.kill().unwrap();
        assert!(!child.wait().unwrap().success());
        assert!(journal(&path).len() < expected.len(), "it was killed too late to show anything");
        run_policy(&path, &SETUP, policy(&library()).0, &mut |_, _| ()).unwrap();
        assert_eq!(journal(&path), expected, "killed after {kill_after} lines");
    }
}

#[test]
#[ignore = "another test starts it, and kills it"]
fn child() {
    let path = PathBuf::from(std::env::var_os("LTS_TEST_RUN").expect("another test starts this one"));
    let slow = &mut |_, _: &lts_core::Stop| std::thread::sleep(Duration::from_millis(20));
    run_policy(&path, &SETUP, policy(&library()).0, slow).unwrap();
}

#[test]
fn a_run_is_not_resumed_with_another_build_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    run_policy(&path, &SETUP, policy(&library()).0, &mut |seen, stop| {
        if seen == 4 {
            stop.request();
        }
    })
    .unwrap();
    let before = journal(&path);
    // The same code in a file of another hash: bytes behind the end of a library are not looked at.
    let other = folder.path().join("other.so");
    let mut bytes = std::fs::read(library()).unwrap();
    bytes.extend(b"another build");
    std::fs::write(&other, bytes).unwrap();
    let error = run_policy(&path, &SETUP, policy(&other).0, &mut |_, _| ()).unwrap_err();
    assert!(matches!(error, RunError::Policy(_)));
    let text = error.to_string();
    assert!(text.contains("it was saved by another build of the library"), "{text}");
    assert!(text.contains("put the build back that the run was made with"), "{text}");
    assert_eq!(journal(&path), before);
    let ending = run_policy(&path, &SETUP, policy(&library()).0, &mut |_, _| ()).unwrap();
    assert!(matches!(ending, Ending::Finished(_)));
}

#[test]
fn the_run_directory_says_which_plugin_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let directory = RunDirectory::create(&folder.path().join("run")).unwrap();
    directory.write("config.toml", b"").unwrap();
    let mut info = RunInfo::new(Vec::new(), Default::default(), &[]);
    info.plugin = Some(policy(&library()).1);
    info.write(&directory).unwrap();
    let read = RunInfo::read(&directory).unwrap();
    assert_eq!(read, info);
    let plugin = read.plugin.unwrap();
    assert_eq!((plugin.id.as_str(), plugin.sha256.len()), ("org.lts-examples.one-plus-one", 64));
    assert_eq!(plugin.path, library());
}
