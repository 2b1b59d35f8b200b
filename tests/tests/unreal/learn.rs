//! Learning through the plugin, headless: the loop of the engine draws, the real bridge and trainer learn.

use std::path::Path;

use serde_json::Value;

use crate::stage::{Engine, ended, quit_seconds, root};

fn lines(run: &Path) -> Vec<Value> {
    lts_tests::journal(run).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Candidates that the policy asked for in the first iteration, before any reward was told.
fn first_asked(journal: &[Value]) -> String {
    journal.iter().find(|line| line["record"] == "ask").unwrap().to_string()
}

/// Mean rewards of the iterations.
fn rewards(ran: &str) -> Vec<f64> {
    ran.lines()
        .filter_map(|line| line.split("reward ").nth(1).filter(|_| line.contains("LtsLearn: iteration")))
        .map(|rest| rest.split(',').next().unwrap().trim().parse().unwrap())
        .collect()
}

#[test]
fn a_headless_run_learns_and_asks_as_lts_learn_does() {
    let Some(engine) = Engine::new("game") else { return };
    let experiment = engine.experiment(&[]);
    let ran = engine.play(
        "until 250 LtsLearn: exit code\n",
        &[
            "-game",
            "-RenderOffscreen",
            "-unattended",
            &format!("-LtsLearn={}", experiment.display()),
            &format!("-LtsRuns={}", engine.place.path("Runs").display()),
        ],
    );
    ended(&ran, 0);
    assert_eq!(rewards(&ran.out).len(), 2, "{}", ran.out);
    assert!(quit_seconds(&ran) < 2.0, "{}", ran.out);
    // The same configuration and seed: what is asked before the first reward is the same. Afterwards images differ, because the
    // engine lights a scene in its own way.
    let own = engine.place.success(&["learn", "small.toml", "--run-dir", "direct"]);
    let (direct, through) = (lines(&engine.place.path("direct")), lines(&engine.run_directory()));
    assert_eq!(first_asked(&direct), first_asked(&through), "{own}");
    assert_eq!(direct.len(), through.len(), "{own}");
}

#[test]
fn a_blueprint_of_the_scenario_has_the_users_own_level_learned() {
    let Some(engine) = Engine::new("editor") else { return };
    let experiment = engine.experiment(&[("cars.density = 8", "cube.size = 2.0")]);
    let runs = engine.place.path("Runs");
    engine.settings(&format!("Experiment={}\nRuns={}", experiment.display(), runs.display()));
    let commands = "case level\npie begin\nclick Learn\nuntil 250 Learning is finished\npie end\nquit\n";
    let ran = engine.play(commands, &["-RenderOffscreen"]);
    ended(&ran, 0);
    assert_eq!(rewards(&ran.out).len(), 2, "{}", ran.out);
    let journal = lts_tests::journal(&engine.run_directory());
    assert!(journal.contains("cube.size"), "{journal}");
}

/// A quarter of an hour: run it with --run-ignored all.
#[test]
#[ignore = "30 iterations of the quickstart take a quarter of an hour"]
fn thirty_iterations_of_the_quickstart_raise_the_reward() {
    let Some(engine) = Engine::new("game") else { return };
    let ran = engine.play(
        "until 3000 LtsLearn: exit code\n",
        &[
            "-game",
            "-RenderOffscreen",
            "-unattended",
            &format!("-LtsLearn={}", root().join("experiments/quickstart.toml").display()),
            &format!("-LtsRuns={}", engine.place.path("Runs").display()),
            "-LtsSet=loop.iterations=30",
        ],
    );
    ended(&ran, 0);
    let rewards = rewards(&ran.out);
    assert_eq!(rewards.len(), 30, "{}", ran.out);
    let mean = |rewards: &[f64]| rewards.iter().sum::<f64>() / rewards.len() as f64;
    let (first, last) = (mean(&rewards[..5]), mean(&rewards[25..]));
    eprintln!(
        "mean reward of the first five iterations {first:.4}, of the last five {last:.4}: {rewards:.3?}"
    );
    assert!(last > first + 0.02, "{rewards:?}");
}
