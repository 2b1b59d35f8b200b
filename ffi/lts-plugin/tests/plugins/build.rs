//! Builds the libraries that the tests load.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of this crate.
pub(crate) fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A library from a C or C++ file, compiled as strictly as users are told to.
pub(crate) fn library(source: &Path, place: &Path, name: &str, options: &[&str]) -> PathBuf {
    let cpp = source.extension().is_some_and(|extension| extension == "cpp");
    let (compiler, standard) = if cpp { ("c++", "-std=c++11") } else { ("cc", "-std=c11") };
    let out = place.join(format!("lib{name}{}", std::env::consts::DLL_SUFFIX));
    let run = Command::new(compiler)
        .args([standard, "-O1", "-Wall", "-Wextra", "-pedantic", "-Werror", "-fPIC", "-shared"])
        .args(options)
        .arg("-I")
        .arg(here().join("include"))
        .arg(source)
        .arg("-o")
        .arg(&out)
        .arg("-lm")
        .output()
        .unwrap();
    assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
    out
}

/// A file of the tests' sources.
pub(crate) fn source(name: &str) -> PathBuf {
    here().join("tests/plugins/sources").join(name)
}

/// The hostile plugin with one fault.
pub(crate) fn hostile(place: &Path, fault: &str) -> PathBuf {
    // Faults leave functions unused and code unreached.
    let quiet =
        ["-Wno-unused-function", "-Wno-unused-parameter", "-Wno-unused-const-variable", "-Wno-array-bounds"];
    let define = format!("-DFAULT_{fault}");
    library(&source("hostile.c"), place, fault, &[&quiet[..], &[&define]].concat())
}

/// A library that Cargo built beside the tests.
pub(crate) fn rust(name: &str) -> PathBuf {
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    std::env::current_exe().unwrap().with_file_name(format!("{prefix}{name}{suffix}"))
}

/// The examples: name and library.
pub(crate) fn examples(place: &Path) -> Vec<(&'static str, PathBuf)> {
    let folder = here().join("../examples");
    let c = folder.join("c-random-search/random_search.c");
    let cpp = folder.join("cpp-cross-entropy/cross_entropy.cpp");
    vec![
        ("C", library(&c, place, "random_search", &[])),
        ("C++", library(&cpp, place, "cross_entropy", &[])),
        ("Rust", rust("lts_example_one_plus_one")),
    ]
}
