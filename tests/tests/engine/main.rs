//! The bridge with the real trainer, in a host in Rust that draws its jobs as the built-in renderer does.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

mod data;
mod equal;
mod failures;
mod host;
mod own_level;
mod stopping;
