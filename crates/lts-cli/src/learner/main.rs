//! The part of `lts` that is linked to libtorch: learn, resume, evaluate, and the benchmark of the loop.
//!
//! Not meant to be called by hand: `lts` checks that libtorch is there and then runs this in its place.

mod evaluate;
mod learn;
mod loop_bench;

use std::process::ExitCode;

use clap::Parser;
use lts_cli::args::{Bench, Cli, Command};
use lts_cli::exit::{self, Answer};
use lts_cli::launcher::Library;
use lts_cli::progress::Verbosity;

fn main() -> ExitCode {
    let cli = Cli::parse();
    lts_plugin::crash::report();
    lts_cli::log::to_stderr(cli.quiet);
    exit::finish(cli.json, run(&cli))
}

fn run(cli: &Cli) -> anyhow::Result<Answer> {
    let verbosity = if cli.quiet { Verbosity::Quiet } else { Verbosity::Normal };
    match &cli.command {
        Command::Learn(args) => learn::learn(args, verbosity),
        Command::Resume(args) => learn::resume(args, verbosity),
        Command::Evaluate(args) => evaluate::run(args),
        Command::Bench(Bench::Loop { config, set, iterations }) => loop_bench::run(config, set, *iterations),
        Command::Library => {
            let info = lts_torch::library_info();
            let (version, cuda_devices) = (info.version, info.cuda_devices);
            let library = Library { version, cuda_devices, threads: info.threads.max(0) as usize };
            Ok(Answer::text("").with_json(serde_json::to_value(library)?))
        }
        _ => anyhow::bail!("this command belongs to lts: run lts instead of lts-learner"),
    }
}
