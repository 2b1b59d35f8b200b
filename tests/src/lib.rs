//! Runs the real program `lts` in a fresh folder, and says what it did.
#![expect(clippy::unwrap_used, reason = "this crate is for tests alone")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A fresh folder, and the program run inside it.
pub struct Place {
    folder: tempfile::TempDir,
}

/// What the program did.
#[derive(Debug)]
pub struct Ran {
    /// Exit code; -1 if a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Default for Place {
    fn default() -> Self {
        Self::new()
    }
}

impl Place {
    /// An empty folder.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file in the folder.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The program with these arguments, in the folder, not started yet.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Ran {
        ran(self.command(args).output().unwrap())
    }

    /// Runs the program, which must succeed; its standard output.
    pub fn success(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "lts {args:?}: {}", ran.err);
        ran.out
    }

    /// Runs the program, which must fail with exit code 2 and one line; the line.
    pub fn failure(&self, args: &[&str]) -> String {
        self.failure_of(&mut self.command(args))
    }

    /// Like [`failure`](Self::failure), for a prepared command.
    pub fn failure_of(&self, command: &mut Command) -> String {
        let ran = ran(command.output().unwrap());
        assert_eq!(ran.code, 2, "{command:?}: {} {}", ran.out, ran.err);
        let line = ran.err.trim_end();
        assert!(line.starts_with("error: ") && !line.contains('\n'), "one line was expected: {line}");
        assert!(ran.out.is_empty(), "{}", ran.out);
        line.strip_prefix("error: ").unwrap().into()
    }

    /// Names of what lies in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// What a process that ended did.
pub fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Waits until `condition` holds or a minute has passed; whether it holds.
pub fn wait_until(condition: impl Fn() -> bool) -> bool {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(60) {
        if condition() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    false
}

/// Sends `signal` (e.g. `INT`) to a child.
pub fn send_signal(child: &Child, signal: &str) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
}

/// Lines of a run's journal.
pub fn journal(run: &Path) -> String {
    std::fs::read_to_string(run.join("journal.jsonl")).unwrap_or_default()
}

/// A small experiment that runs in seconds: a simulated validation set, two iterations of two candidates.
pub const SMALL: &str = r#"
[run]
name = "small"
seed = 3

[simulator]
width = 64
height = 32

[task]
target = "car"

[task.model]
encoder = "efficientnet-lite0"

[task.training]
epochs = 1
batch_size = 4

[task.validation]
kind = "simulated"
images = 6
seed = 1
parameters = { cars.density = 8 }

[policy]
kind = "reinforce"

[loop]
iterations = 2
candidates = 2
images = 8

[assessment]
repeats = 1
"#;

/// Folder of the shared real data, if it is there; a message otherwise.
pub fn real_data(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("LTS_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let path = root.join(name);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: {} is absent (LTS_DATA names the folder of real data)", path.display());
    None
}

/// Whether this process may mount file systems; a message otherwise.
pub fn can_mount() -> bool {
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if !root {
        eprintln!("skipped: mounting a small file system needs root");
    }
    root
}

/// The program that is tested.
pub fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().and_then(Path::parent).unwrap();
    let program = folder.join("lts");
    assert!(program.is_file(), "{} is absent: run cargo build --release first", program.display());
    program
}
