//! What a plugin is put through, in this process or in a child that may die of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use lts_core::{Evaluation, Outcome, ParameterSpace, Policy, Seed};
use lts_plugin::validate::{self, Finding, Limits};
use lts_plugin::{Library, PluginPolicy};
use lts_policy::conformance;

/// The conformance kit's space with all kinds of parameters.
pub(crate) fn all_kinds() -> ParameterSpace {
    conformance::spaces().into_iter().find(|(name, _)| *name == "all kinds").unwrap().1
}

pub(crate) fn policy(path: &Path, config: &str) -> Result<PluginPolicy, String> {
    let library = Library::open(path).map_err(|error| error.to_string())?;
    let id = library.descriptors()[0].id.clone();
    PluginPolicy::from_library(&library, Some(&id), &all_kinds(), Seed::new(1), config)
        .map_err(|error| error.to_string())
}

/// Every call once; the first error, in the words of a user of the program.
pub(crate) fn put_through(path: &Path, config: &str) -> Result<(), String> {
    let mut policy = policy(path, config)?;
    let text = |error: lts_core::PolicyError| error.to_string();
    let candidates = policy.ask(0, 3).map_err(text)?;
    let outcome = Outcome::Scored { reward: 1.0, metrics: [("iou".to_string(), f64::NAN)].into() };
    policy.tell(&[Evaluation { candidate: candidates[1].number, outcome }]).map_err(text)?;
    policy.credit(&credit(0)).map_err(text)?;
    policy.recommend().map_err(text)?;
    policy.metrics();
    policy.stop();
    // A rule that these two broke comes up here.
    let state = policy.save().map_err(text)?;
    policy.load(&state).map_err(text)?;
    policy.ask(3, 1).map_err(text)?;
    Ok(())
}

pub(crate) fn credit(candidate: u64) -> lts_core::Credit {
    let values = vec![1.0, 2.0, 3.0, 4.0];
    // Six numbers in a point of `all_kinds`, two samples.
    let scores = (0..12).map(f64::from).collect();
    lts_core::Credit { candidate, names: vec!["a".into(), "b".into()], values, scores }
}

fn test_program() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child::entry", "--ignored", "--nocapture"]);
    command
}

/// Puts a plugin through in a process of its own, in the way of the program.
pub(crate) fn in_a_child(path: &Path) -> Output {
    test_program().env("LTS_TEST_PLUGIN", path).stdin(Stdio::null()).output().unwrap()
}

/// Validates a plugin as the program does.
pub(crate) fn validated(path: &Path, limits: Limits) -> Vec<Finding> {
    let mut child = test_program();
    child.env("LTS_TEST_VALIDATE", path).env("LTS_TEST_MEMORY", limits.memory_bytes.to_string());
    child.stderr(Stdio::null());
    validate::watch(&mut child, limits).unwrap()
}

#[test]
#[ignore = "the other tests start it in a process of its own"]
fn entry() {
    if let Some(path) = std::env::var_os("LTS_TEST_VALIDATE") {
        let report = PathBuf::from(std::env::args_os().next_back().unwrap());
        let memory = std::env::var("LTS_TEST_MEMORY").unwrap().parse().unwrap();
        validate::run_child(Path::new(&path), None, memory, &report).unwrap();
        std::process::exit(0);
    }
    let path = std::env::var_os("LTS_TEST_PLUGIN").expect("the tests start this one");
    if std::env::var_os("LTS_TEST_WITHOUT_HANDLERS").is_none() {
        lts_plugin::crash::report();
    }
    if let Err(error) = put_through(Path::new(&path), "{}") {
        eprintln!("error: {error}");
        std::process::exit(2);
    }
    std::process::exit(0);
}
