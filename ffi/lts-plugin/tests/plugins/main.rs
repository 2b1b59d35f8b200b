//! Plugins in C, C++ and Rust through the host: examples that work, and hostile ones that must not hurt.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

mod build;
mod child;
mod crashes;
mod credit;
mod examples;
mod files;
mod headers;
mod hostile;
mod page;
mod panics;
#[cfg(target_os = "linux")]
mod valgrind;
