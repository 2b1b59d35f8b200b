//! What goes wrong through the plugin ends in one clear line; the engine lives, and quits within two seconds.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use lts_tests::{Ran, ran as done};

use crate::stage::{Engine, ended, quit_seconds};

/// A headless run of `experiment`; ends by itself.
fn headless(engine: &Engine, experiment: &Path, more: &[&str]) -> Ran {
    let learn = format!("-LtsLearn={}", experiment.display());
    let runs = format!("-LtsRuns={}", engine.place.path("Runs").display());
    let mut args = vec!["-game", "-RenderOffscreen", "-unattended", &learn, &runs];
    args.extend(more);
    engine.play("until 250 LtsLearn: exit code\n", &args)
}

/// The one line that says why a headless run failed.
fn reason(ran: &Ran) -> String {
    ended(ran, ran.code);
    assert_ne!(ran.code, 0, "{}", ran.out);
    assert!(quit_seconds(ran) < 2.0, "{}", ran.out);
    let line = ran.out.lines().find(|line| line.contains("LtsLearn: failed: "));
    line.unwrap_or_else(|| panic!("{}\n{}", ran.out, ran.err)).to_string()
}

/// Everything that the log says as an error.
fn errors(ran: &Ran) -> String {
    ran.out.lines().filter(|line| line.contains("Error: ")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_trainer_that_is_missing_or_foreign_is_a_message() {
    let Some(engine) = Engine::new("game") else { return };
    let experiment = engine.experiment(&[]);
    let run = |trainer: &str| {
        let learn = format!("-LtsLearn={}", experiment.display());
        let trainer = format!("-LtsTrainer={trainer}");
        let script = engine.place.write("commands.txt", "until 60 LtsLearn: exit code\n");
        engine.run(&[
            &format!("--script={}", script.display()),
            &trainer,
            "-game",
            "-RenderOffscreen",
            "-unattended",
            &learn,
        ])
    };
    let missing = reason(&run("/nowhere/liblts_trainer.so"));
    assert!(missing.contains("/nowhere/liblts_trainer.so"), "{missing}");
    let text = engine.place.write("text.so", "no library\n");
    reason(&run(text.to_str().unwrap()));
    // A library of another kind: the bridge's table is not in it.
    let source = engine.place.write("other.c", "int other(void) { return 1; }\n");
    let library = engine.place.path("other.so");
    let built =
        Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&library).arg(source).status().unwrap();
    assert!(built.success());
    let other = reason(&run(library.to_str().unwrap()));
    assert!(other.contains("other.so"), "{other}");
}

#[test]
fn a_bad_configuration_is_one_line_that_names_the_place() {
    let Some(engine) = Engine::new("game") else { return };
    let experiment = engine.experiment(&[("batch_size = 4", "batch_sise = 4")]);
    let said = reason(&headless(&engine, &experiment, &[]));
    assert!(said.contains("batch_sise"), "{said}");
    let said = reason(&headless(&engine, Path::new("/nowhere/small.toml"), &[]));
    assert!(said.contains("/nowhere/small.toml"), "{said}");
    let experiment = engine.experiment(&[]);
    let said = reason(&headless(&engine, &experiment, &["-LtsSet=loop.candidates=0"]));
    assert!(said.contains("candidates"), "{said}");
}

#[test]
fn without_rendering_it_refuses_or_draws_with_the_built_in_renderer() {
    let Some(engine) = Engine::new("game") else { return };
    let experiment = engine.experiment(&[]);
    let refused = headless(&engine, &experiment, &["-nullrhi"]);
    reason(&refused);
    assert!(errors(&refused).contains("-nullrhi"), "{}", refused.out);
    engine.settings("WithoutRendering=BuiltIn");
    let ran = headless(&engine, &experiment, &["-nullrhi"]);
    ended(&ran, 0);
    assert!(ran.out.contains("LtsLearn: finished"), "{}", ran.out);
}

#[test]
fn play_in_editor_twice_and_a_change_of_map_while_it_learns() {
    let Some(engine) = Engine::new("editor") else { return };
    let experiment = engine.experiment(&[("iterations = 2", "iterations = 100")]);
    let settings =
        format!("Experiment={}\nRuns={}", experiment.display(), engine.place.path("Runs").display());
    engine.settings(&settings);
    let commands = "frames 5\npie begin\nclick Learn\nuntil 100 LtsLearn: started\nframes 100\npie end\nframes 50\nforget\npie begin\n\
                    until 100 LtsLearn: iteration\nmap Other\nforget\nuntil 100 LtsLearn: iteration\npie end\nframes 20\nclick Stop\n\
                    until 30 LtsLearn: stopped\nforget\nclick Learn\nuntil 100 LtsLearn: started\nframes 30\nquit\n";
    let ran = engine.play(commands, &["-RenderOffscreen"]);
    ended(&ran, 0);
    assert!(quit_seconds(&ran) < 2.0, "{}", ran.out);
}

#[test]
fn it_quits_within_two_seconds_at_any_moment() {
    let Some(engine) = Engine::new("game") else { return };
    let experiment =
        engine.experiment(&[("iterations = 2", "iterations = 100"), ("images = 8", "images = 16")]);
    let learn = format!("-LtsLearn={}", experiment.display());
    // Loading libtorch cannot be broken off: on a machine that is busy with other things it alone may take longer than that.
    let started = Instant::now();
    reason(&headless(&engine, Path::new("/nowhere/small.toml"), &[]));
    let limit = started.elapsed().as_secs_f64().max(2.0) + 0.2;
    for moment in [
        "frames 3",
        "seconds 0.3",
        "seconds 1.5",
        "until 100 LtsLearn: started",
        "until 100 LtsLearn: iteration 1",
    ] {
        for later in ["", "seconds 0.7\n"] {
            let runs = format!("-LtsRuns={}", engine.place.path("Runs").display());
            let commands = format!("{moment}\n{later}quit\n");
            let ran = engine.play(&commands, &["-game", "-RenderOffscreen", "-unattended", &learn, &runs]);
            ended(&ran, 0);
            assert!(quit_seconds(&ran) < limit, "{moment} {later}: {}", ran.out);
        }
    }
}

#[test]
fn a_terminated_engine_leaves_a_run_that_can_go_on() {
    let Some(engine) = Engine::new("game") else { return };
    let experiment = engine.experiment(&[("iterations = 2", "iterations = 3")]);
    let trainer = format!("-LtsTrainer={}", Engine::trainer().display());
    let runs = engine.place.path("Runs");
    let mut child = engine
        .command(&[
            "-game",
            "-RenderOffscreen",
            "-unattended",
            &trainer,
            &format!("-LtsLearn={}", experiment.display()),
            &format!("-LtsRuns={}", runs.display()),
        ])
        .spawn()
        .unwrap();
    let begun = lts_tests::wait_until(|| {
        let mut found = std::fs::read_dir(&runs).into_iter().flatten().flatten();
        found.any(|entry| lts_tests::journal(&entry.path()).contains("\"iteration\""))
    });
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(begun, "the run never finished an iteration");
    std::thread::sleep(Duration::from_millis(50));
    let resume = format!("-LtsResume={}", engine.run_directory().display());
    let ran = engine
        .play("until 250 LtsLearn: exit code\n", &["-game", "-RenderOffscreen", "-unattended", &resume]);
    ended(&ran, 0);
    assert!(ran.out.contains("LtsLearn: iteration 3 of 3"), "{}", ran.out);
}

#[test]
fn a_spoiled_trainer_never_takes_the_engine_along() {
    let Some(engine) = Engine::new("game") else { return };
    let double = format!("-LtsTrainer={}", Engine::double().display());
    let run = |config: &str, spoil: &str, commands: &str| {
        std::fs::copy(engine.experiment(&[]), engine.place.path(config)).unwrap();
        let script = engine.place.write("commands.txt", commands);
        let learn = format!("-LtsLearn={}", engine.place.path(config).display());
        let script = format!("--script={}", script.display());
        let mut command =
            engine.command(&[&script, &double, "-game", "-RenderOffscreen", "-unattended", &learn]);
        done(command.env("LTS_TEST_TRAINER", spoil).output().unwrap())
    };
    // A table of another version, of another size, and none.
    for (spoil, said) in [("version", "version"), ("size", "version"), ("null", "no table")] {
        let line = reason(&run("small.toml", spoil, "until 60 LtsLearn: exit code\n"));
        assert!(line.contains(said), "{spoil}: {line}");
    }
    let panicked = run("panic-in-open.toml", "", "until 60 LtsLearn: exit code\n");
    assert_eq!(panicked.code, 1, "{panicked:?}");
    assert!(errors(&panicked).contains("it panicked: told to panic in open"), "{}", panicked.out);
    // Whatever it answers later: the engine goes on, and quits when it is asked to.
    for config in ["panic-in-poll.toml", "panic-in-submit.toml", "nonsense.toml", "busy.toml"] {
        let lived = run(config, "", "seconds 1.5\nquit\n");
        assert_eq!(lived.code, 0, "{config}: {lived:?}");
        assert!(quit_seconds(&lived) < 2.5, "{config}: {}", lived.out);
    }
}

#[test]
fn images_that_nobody_draws_do_not_hold_the_engine() {
    let Some(engine) = Engine::new("editor") else { return };
    let experiment = engine.experiment(&[]);
    let runs = engine.place.path("Runs");
    // Nothing plays, and the level that is edited may not be used: there is no world to draw in.
    engine.settings(&format!(
        "bUseEditorWorld=False\nExperiment={}\nRuns={}",
        experiment.display(),
        runs.display()
    ));
    let ran = engine.play(
        "click Learn\nuntil 60 Learning begins\nseconds 1\nclick Stop\nseconds 1\nquit\n",
        &["-RenderOffscreen"],
    );
    ended(&ran, 0);
    assert!(!ran.out.contains("LtsLearn: iteration") && quit_seconds(&ran) < 2.2, "{}", ran.out);
}
