//! Writes the C++ half of the border into a folder: header, source, and cxx's own, which an engine's module compiles.
//!
//! `cargo run --release -p lts-bridge --example sources -- FOLDER`

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!(
            "usage: sources FOLDER (writes lts/bridge.h, lts/bridge.cc, rust/cxx.h and cxx.cc into it)"
        );
        return ExitCode::from(2);
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn write(folder: &Path) -> Result<(), String> {
    let tokens: proc_macro2::TokenStream = include_str!("../src/bridge.rs")
        .parse()
        .map_err(|error| format!("src/bridge.rs cannot be read as Rust: {error}"))?;
    let code = cxx_gen::generate_header_and_cc(tokens, &cxx_gen::Opt::default())
        .map_err(|error| format!("src/bridge.rs: cxx does not take it: {error}"))?;
    let mut source = b"#include \"lts/bridge.h\"\n".to_vec();
    source.extend_from_slice(&code.implementation);
    let files: [(&str, &[u8]); 4] = [
        ("lts/bridge.h", &code.header),
        ("lts/bridge.cc", &source),
        ("rust/cxx.h", cxx_gen::HEADER.as_bytes()),
        ("cxx.cc", include_bytes!(concat!(env!("OUT_DIR"), "/cxx.cc"))),
    ];
    for (name, bytes) in files {
        let path = folder.join(name);
        let written = match path.parent() {
            Some(parent) => std::fs::create_dir_all(parent),
            None => Ok(()),
        }
        .and_then(|()| std::fs::write(&path, bytes));
        written.map_err(|error| format!("{}: it cannot be written: {error}", path.display()))?;
    }
    Ok(())
}
