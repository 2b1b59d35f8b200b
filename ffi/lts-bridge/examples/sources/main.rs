//! Writes the C++ half of the border into a folder: header, source, and cxx's own, which an engine's module compiles.
//!
//! `cargo run --release -p lts-bridge --example sources -- FOLDER`

mod write;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!(
            "usage: sources FOLDER (writes lts/bridge.h, lts/bridge.cc, rust/cxx.h and cxx.cc into it)"
        );
        return ExitCode::from(2);
    };
    match write::sources(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
