//! The program `lts`: what needs no libtorch happens here, the rest in `lts-learner`.

use std::process::ExitCode;

use clap::Parser;
use lts_cli::args::{Bench, Cli, Command};
use lts_cli::progress::Verbosity;
use lts_cli::{bench, doctor, exit, generate, launcher, plugin, report, reproduce, toy};

fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Learn(_) | Command::Resume(_)) {
        lts_plugin::crash::report();
    }
    lts_cli::log::to_stderr(cli.quiet);
    exit::finish(cli.json, run(&cli))
}

fn run(cli: &Cli) -> anyhow::Result<exit::Answer> {
    if matches!(cli.command, Command::Generate(_) | Command::Doctor | Command::Bench(Bench::Render { .. })) {
        launcher::quiet_graphics();
    }
    let verbosity = if cli.quiet { Verbosity::Quiet } else { Verbosity::Normal };
    match &cli.command {
        Command::Generate(args) => toy::refuse(&args.source, "lts generate")?,
        Command::Bench(Bench::Loop { config, .. }) => toy::refuse(config, "lts bench loop")?,
        _ => {}
    }
    match &cli.command {
        Command::Learn(args) if toy::is_toy(&args.config)? => toy::learn(args, verbosity),
        Command::Resume(args) if toy::is_toy(&args.run)? => toy::resume(args, verbosity),
        Command::Learn(_)
        | Command::Resume(_)
        | Command::Evaluate(_)
        | Command::Bench(Bench::Loop { .. })
        | Command::Library => match launcher::become_learner()? {},
        Command::Report(args) => report::run(args),
        Command::Reproduce(args) => reproduce::run(args, verbosity),
        Command::Generate(args) => generate::run(args, cli.quiet),
        Command::Doctor => doctor::run(),
        Command::Plugin(command) => plugin::run(command),
        Command::Bench(Bench::Render { size, images }) => bench::render(*size, *images),
        Command::Completions { shell } => Ok(exit::Answer::text(lts_cli::completions(*shell))),
    }
}
