//! Generates the C++ half of the border and writes it, with cxx's own sources of the same release.

use std::path::Path;

/// Writes `lts/bridge.h`, `lts/bridge.cc`, `rust/cxx.h` and `cxx.cc` into `folder`.
///
/// # Errors
/// If cxx does not take the border, or the disk does not take the files.
pub fn sources(folder: &Path) -> Result<(), String> {
    let tokens: proc_macro2::TokenStream = include_str!("../../src/bridge.rs")
        .parse()
        .map_err(|error| format!("src/bridge.rs cannot be read as Rust: {error}"))?;
    let code = cxx_gen::generate_header_and_cc(tokens, &cxx_gen::Opt::default())
        .map_err(|error| format!("src/bridge.rs: cxx does not take it: {error}"))?;
    let mut source = b"#include \"lts/bridge.h\"\n".to_vec();
    source.extend_from_slice(&code.implementation);
    // In its own package the header lies elsewhere.
    let runtime =
        include_str!(concat!(env!("OUT_DIR"), "/cxx.cc")).replace("\"../include/cxx.h\"", "\"rust/cxx.h\"");
    let files: [(&str, &[u8]); 4] = [
        ("lts/bridge.h", &code.header),
        ("lts/bridge.cc", &source),
        ("rust/cxx.h", cxx_gen::HEADER.as_bytes()),
        ("cxx.cc", runtime.as_bytes()),
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
