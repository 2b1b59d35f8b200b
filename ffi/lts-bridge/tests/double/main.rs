//! The bridge with a trainer that is a double: every call, every fault, a C++ host, and valgrind over all of it.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

#[cfg(unix)]
mod cpp;
mod session;
mod spoiled;
#[cfg(target_os = "linux")]
mod valgrind;

use lts_bridge::ffi;

/// Path of the double's library, which cargo builds beside the tests.
fn double() -> String {
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let path = std::env::current_exe().unwrap().with_file_name(format!("{prefix}lts_test_trainers{suffix}"));
    assert!(path.is_file(), "{} is absent", path.display());
    path.display().to_string()
}

/// Options of a session of the double; the name of the configuration tells it what to do.
fn options(config: &str) -> ffi::SessionOptions {
    ffi::SessionOptions {
        trainer: double(),
        config: config.into(),
        overrides: vec!["run.seed=5".into()],
        runs: "/runs".into(),
        resume: String::new(),
        host: "a test".into(),
        images: ffi::Images::OwnLevel,
        parameters: Vec::new(),
        classes: Vec::new(),
        jobs_ahead: 0,
        frame_timeout: 0.0,
    }
}
