//! What the two programs `lts` and `lts-learner` share, and the commands that need no libtorch.

pub mod args;
pub mod bench;
pub mod doctor;
mod events;
pub mod exit;
pub mod generate;
mod interrupt;
pub mod launcher;
pub mod log;
pub mod plugin;
pub mod progress;
pub mod report;
pub mod reproduce;
pub mod session;
pub mod simulator;
pub mod toy;

use clap::CommandFactory;

/// The completion script of `lts` for `shell`.
pub fn completions(shell: clap_complete::Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::Cli::command(), "lts", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
