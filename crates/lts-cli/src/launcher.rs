//! Starts `lts-learner`, the part of the program that is linked to libtorch, once libtorch is known to be there.
//!
//! `lts` itself is not linked to libtorch: a program whose libraries are missing ends before its first line, with a
//! message of the system's loader. This way a missing or foreign libtorch is one clear line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Facts about libtorch, as `lts-learner` prints them.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Library {
    /// Version of libtorch.
    pub version: String,
    /// Number of usable CUDA devices.
    pub cuda_devices: i64,
    /// Threads that libtorch uses by default.
    pub threads: usize,
}

/// The folder that holds `lib/libtorch_cpu.so`: `LIBTORCH` if set, else what the program was built with, else a
/// folder `libtorch` beside the program.
///
/// # Errors
/// If it is at none of these places; the message names them.
pub fn find_libtorch() -> Result<PathBuf> {
    let beside = || Some(std::env::current_exe().ok()?.parent()?.join("libtorch"));
    let candidates: Vec<(&str, PathBuf)> = match std::env::var_os("LIBTORCH") {
        Some(path) => vec![("LIBTORCH", path.into())],
        None => [
            option_env!("LTS_BUILT_WITH_LIBTORCH").map(|path| ("the place it was built with", path.into())),
            beside().map(|path| ("the program's folder", path)),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    for (_, path) in &candidates {
        if path.join("lib/libtorch_cpu.so").is_file() {
            return Ok(path.clone());
        }
    }
    let looked: Vec<String> =
        candidates.iter().map(|(what, path)| format!("{} ({what})", path.display())).collect();
    bail!(
        "libtorch is missing: no lib/libtorch_cpu.so in {}; run scripts/setup, or set LIBTORCH to a libtorch 2.11",
        looked.join(" or ")
    )
}

/// Runs the present command line in `lts-learner`, in this process's place. Returns only on failure.
///
/// # Errors
/// If libtorch or `lts-learner` is missing or they do not fit together.
pub fn become_learner() -> Result<std::convert::Infallible> {
    use std::os::unix::process::CommandExt;
    let mut command = learner()?;
    library()?;
    let error = command.args(std::env::args_os().skip(1)).exec();
    Err(error).context("lts-learner could not be started")
}

/// Asks `lts-learner` about libtorch.
///
/// # Errors
/// If libtorch or `lts-learner` is missing or they do not fit together.
pub fn library() -> Result<Library> {
    let output =
        learner()?.args(["library", "--json"]).output().context("lts-learner could not be started")?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let reason = message.lines().find(|line| !line.trim().is_empty()).unwrap_or("it said nothing").trim();
        let libtorch = find_libtorch()?;
        bail!(
            "the libtorch in {} does not work with this program (it needs libtorch 2.11): {reason}",
            libtorch.display()
        );
    }
    serde_json::from_slice(&output.stdout).context("lts-learner answered something unexpected")
}

/// Mesa's device-selection layer prints "XDG_RUNTIME_DIR is invalid or not set" on machines without a desktop, and is of
/// no use to a program that chooses its device itself. This variable switches the layer off.
const WITHOUT_SELECTION_LAYER: (&str, &str) = ("NODEVICE_SELECT", "1");

/// Makes sure that looking for a graphics device prints nothing, by starting the program anew, in its own place, with
/// the layer switched off. Does nothing where that is done already, or if it fails: the messages are harmless.
pub fn quiet_graphics() {
    use std::os::unix::process::CommandExt;
    let (name, value) = WITHOUT_SELECTION_LAYER;
    if std::env::var_os(name).is_none()
        && let Ok(program) = std::env::current_exe()
    {
        let _ = Command::new(program).args(std::env::args_os().skip(1)).env(name, value).exec();
    }
}

/// `lts-learner` with an environment in which it finds libtorch.
fn learner() -> Result<Command> {
    let libtorch = find_libtorch()?;
    let program =
        std::env::current_exe().context("the program's own path is unknown")?.with_file_name("lts-learner");
    if !program.is_file() {
        bail!(
            "{} is missing: it belongs beside lts; build both with cargo build --release",
            program.display()
        );
    }
    let mut command = Command::new(program);
    command.env(WITHOUT_SELECTION_LAYER.0, WITHOUT_SELECTION_LAYER.1);
    command.env("LD_LIBRARY_PATH", with_first(&libtorch.join("lib"), std::env::var_os("LD_LIBRARY_PATH")));
    // The threads that train share the cores with the one that makes images: a thread that waits must sleep. Where it
    // spins instead, training is several times slower on a busy machine.
    if std::env::var_os("OMP_WAIT_POLICY").is_none() {
        command.env("OMP_WAIT_POLICY", "passive");
    }
    // A program that was built against the CPU files alone uses CUDA where libtorch brings it.
    let cuda = libtorch.join("lib/libtorch_cuda.so");
    if cuda.is_file() {
        command.env("LD_PRELOAD", with_first(&cuda, std::env::var_os("LD_PRELOAD")));
    }
    Ok(command)
}

fn with_first(path: &Path, rest: Option<OsString>) -> OsString {
    let mut list = path.as_os_str().to_owned();
    if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
        list.push(":");
        list.push(rest);
    }
    list
}
