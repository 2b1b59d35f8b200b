//! Keeps cxx's own C++ source of the very release that is linked, for the example that stages sources.

use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let header = std::env::var_os("DEP_CXXBRIDGE1_HEADER").map(PathBuf::from);
    let source = header.as_deref().and_then(Path::parent).and_then(Path::parent);
    let output = std::env::var_os("OUT_DIR").map(PathBuf::from);
    let (Some(source), Some(output)) = (source, output) else {
        panic!("cxx says nothing of its header; the release that Cargo.toml pins does");
    };
    let source = source.join("src/cxx.cc");
    if let Err(error) = std::fs::copy(&source, output.join("cxx.cc")) {
        panic!("{}: it cannot be copied: {error}", source.display());
    }
}
