//! The Unreal plugin's real sources without the engine: rules, facts, compilation, and runs on the stand-in engine.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

mod capture;
mod failures;
mod form;
mod learn;
mod stage;
