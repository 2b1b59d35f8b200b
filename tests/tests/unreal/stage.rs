//! The stand-in engine as tests use it: built once, run in a fresh project, with what it printed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lts_tests::{Place, Ran, SMALL, ran};

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// Runs one of the project's scripts.
pub fn script(name: &str, args: &[&str]) -> Ran {
    let mut command = Command::new(root().join("scripts").join(name));
    ran(command.args(args).current_dir(root()).stdin(Stdio::null()).output().unwrap())
}

/// Whether the tools are here that scripts/setup --tests installs; a message otherwise.
pub fn has(tools: &[&str]) -> bool {
    let is_there = |name: &&&str| {
        let found = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&found).any(|folder| folder.join(name).is_file())
    };
    let any = |name: &&str| match *name {
        "clang++" => ["clang++", "clang++-14", "clang++-15", "clang++-16", "clang++-13"]
            .iter()
            .any(|name| is_there(&name)),
        _ => is_there(&name),
    };
    match tools.iter().find(|tool| !any(tool)) {
        None => true,
        Some(tool) => {
            eprintln!("skipped: {tool} is missing; scripts/setup --tests installs it");
            false
        }
    }
}

/// A project folder for the engine, and the engine's program.
pub struct Engine {
    pub place: Place,
    program: PathBuf,
}

impl Engine {
    /// The program `editor` or `game`, built if it is not up to date; `None`, with a message, where clang cannot be had.
    pub fn new(kind: &str) -> Option<Self> {
        if !has(&["clang++"]) {
            return None;
        }
        let built = script("stand-in-engine", &[kind]);
        assert_eq!(built.code, 0, "{} {}", built.out, built.err);
        let place = Place::new();
        let program = root().join("target/stand-in").join(kind).join("stand-in-engine");
        let engine = Self { place, program };
        engine.settings("");
        Some(engine)
    }

    /// The game that was built without the bridge.
    pub fn without_bridge() -> Option<Self> {
        let program = root().join("target/stand-in/game-without-bridge/stand-in-engine");
        let engine = Self { place: Place::new(), program };
        engine.settings("");
        Some(engine)
    }

    /// Writes the project's settings of the plugin; scenes are captured in the frame that shows them.
    pub fn settings(&self, more: &str) {
        let text = format!(
            "[/Script/LearningToSimulate.LtsSettings]\nSettleFrames=0\nMillisecondsPerFrame=100\n{more}\n"
        );
        self.place.write("Config/DefaultGame.ini", &text);
    }

    /// The trainer that was built beside the tests.
    pub fn trainer() -> PathBuf {
        root().join("target/release/liblts_trainer.so")
    }

    /// A trainer that is wrong in every way that it is told to be.
    pub fn double() -> PathBuf {
        let built = root().join("target/release/liblts_test_trainers.so");
        // A test build leaves it beside the test programs.
        if built.is_file() { built } else { root().join("target/release/deps/liblts_test_trainers.so") }
    }

    /// The engine with these arguments, not started yet.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(format!("--project={}", self.place.path("").display()).trim_end_matches('/'));
        command.arg(format!("--plugin={}", root().join("unreal_plugin/LearningToSimulate").display()));
        command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let weights = root().join(".deps/weights");
        if std::env::var_os("LTS_WEIGHTS").is_none() && weights.is_dir() {
            command.env("LTS_WEIGHTS", weights);
        }
        command
    }

    /// Runs the engine to its end; it must end by itself, not by a signal, within five minutes.
    pub fn run(&self, args: &[&str]) -> Ran {
        let mut child = self.command(args).spawn().unwrap();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let read = |mut pipe: Box<dyn std::io::Read + Send>| {
            std::thread::spawn(move || {
                let mut text = Vec::new();
                pipe.read_to_end(&mut text).unwrap();
                String::from_utf8_lossy(&text).into_owned()
            })
        };
        let (out, err) = (read(Box::new(out)), read(Box::new(err)));
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if started.elapsed() > Duration::from_secs(limit()) {
                child.kill().unwrap();
                panic!("the engine does not end: {args:?}\n{}\n{}", out.join().unwrap(), err.join().unwrap());
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        Ran { code: status.code().unwrap_or(-1), out: out.join().unwrap(), err: err.join().unwrap() }
    }

    /// Runs a script of the engine's commands.
    pub fn play(&self, commands: &str, args: &[&str]) -> Ran {
        let script = self.place.write("commands.txt", commands);
        let script = format!("--script={}", script.display());
        let trainer = format!("-LtsTrainer={}", Self::trainer().display());
        let mut all = vec![script.as_str(), trainer.as_str()];
        all.extend(args);
        self.run(&all)
    }

    /// Writes a small experiment, with these changes of its TOML; its path.
    pub fn experiment(&self, changes: &[(&str, &str)]) -> PathBuf {
        let text = changes.iter().fold(SMALL.to_string(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        self.place.write("small.toml", &text)
    }

    /// The only run directory under `Runs`.
    pub fn run_directory(&self) -> PathBuf {
        let runs: Vec<PathBuf> =
            std::fs::read_dir(self.place.path("Runs")).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(runs.len(), 1, "{runs:?}");
        runs[0].clone()
    }
}

/// Seconds that a run may take; the long test takes longer.
fn limit() -> u64 {
    if std::env::args().any(|argument| argument.contains("thirty")) { 3600 } else { 300 }
}

/// The seconds that the engine said quitting took.
pub fn quit_seconds(ran: &Ran) -> f64 {
    let line =
        ran.out.lines().rev().find(|line| line.contains("quit took")).unwrap_or_else(|| panic!("{ran:?}"));
    line.split_whitespace().rev().nth(1).unwrap().parse().unwrap()
}

/// The engine ended by itself with this code, and said no error of its own runtime.
pub fn ended(ran: &Ran, code: i32) {
    assert_eq!(ran.code, code, "{}\n{}", ran.out, ran.err);
    for sign in ["Assertion failed", "Ensure condition", "engine's allocator", "panicked"] {
        assert!(!ran.err.contains(sign), "{}\n{}", ran.out, ran.err);
    }
}
