//! `lts doctor`: what the program needs, one line each, and what to do where it is missing.

use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::exit::Answer;
use crate::launcher;

/// One thing that was looked at.
struct Finding {
    name: &'static str,
    state: State,
    text: String,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Good,
    /// Works without it.
    Note,
    Missing,
}

/// Looks at everything; the exit code is 1 if something that is needed is missing.
///
/// # Errors
/// None: what cannot be found out is a finding.
pub fn run() -> Result<Answer> {
    let library = launcher::library();
    let findings = [vulkan(), libtorch(&library), cuda(&library), weights(), disk()];
    let missing = findings.iter().any(|finding| finding.state == State::Missing);
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let mark = match finding.state {
                State::Good => "ok     ",
                State::Note => "note   ",
                State::Missing => "MISSING",
            };
            format!("{mark} {:<10} {}", finding.name, finding.text)
        })
        .collect();
    let json = findings.iter().map(|finding| {
        let state = match finding.state {
            State::Good => "ok",
            State::Note => "note",
            State::Missing => "missing",
        };
        json!({ "name": finding.name, "state": state, "text": finding.text })
    });
    Ok(Answer::new(lines.join("\n"), json.collect()).with_code(u8::from(missing)))
}

fn vulkan() -> Finding {
    let devices = lts_render::devices();
    let names: Vec<String> = devices.iter().map(ToString::to_string).collect();
    if names.is_empty() {
        let text =
            "no Vulkan device: install a driver (Debian: apt-get install mesa-vulkan-drivers libvulkan1)";
        return Finding { name: "Vulkan", state: State::Missing, text: text.into() };
    }
    Finding { name: "Vulkan", state: State::Good, text: names.join("; ") }
}

fn libtorch(library: &Result<launcher::Library>) -> Finding {
    let (state, text) = match library {
        Ok(library) => {
            let place = launcher::find_libtorch().map(|path| path.display().to_string()).unwrap_or_default();
            (State::Good, format!("{} in {place}, {} threads", library.version, library.threads))
        }
        Err(error) => (State::Missing, error.to_string()),
    };
    Finding { name: "libtorch", state, text }
}

fn cuda(library: &Result<launcher::Library>) -> Finding {
    let (state, text) = match library {
        Ok(library) if library.cuda_devices > 0 => (State::Good, format!("{} device(s)", library.cuda_devices)),
        Ok(_) if Path::new("/proc/driver/nvidia").exists() => (
            State::Note,
            "an NVIDIA driver is here, but this libtorch cannot use it: set LIBTORCH to a CUDA build of libtorch 2.11"
                .into(),
        ),
        Ok(_) => (State::Note, "none: training runs on the CPU".into()),
        Err(_) => (State::Note, "unknown without libtorch".into()),
    };
    Finding { name: "CUDA", state, text }
}

fn weights() -> Finding {
    let (state, text) = match lts_data::weights::find_pretrained() {
        Ok(path) => (State::Good, format!("EfficientNet-Lite0 in {}", path.display())),
        Err(error) => (State::Missing, error.to_string()),
    };
    Finding { name: "weights", state, text }
}

fn disk() -> Finding {
    let here = std::env::current_dir().unwrap_or_else(|_| ".".into());
    let (state, text) = match free_bytes(&here) {
        Some(free) if free < 2_000_000_000 => {
            (State::Note, format!("{:.1} GB free here: a run takes up to 2 GB", free as f64 / 1e9))
        }
        Some(free) => (State::Good, format!("{:.0} GB free here", free as f64 / 1e9)),
        None => (State::Note, "the free space here is unknown".into()),
    };
    Finding { name: "disk", state, text }
}

fn free_bytes(path: &Path) -> Option<u64> {
    fs4::available_space(path).ok()
}
