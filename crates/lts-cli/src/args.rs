//! The command line, as typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Learns the parameters of a simulator, so that a network trained on its images does well on real ones.
///
/// Results go to standard output, progress to standard error. Exit codes: 0 done, 1 the answer is no,
/// 2 wrong use or failure, 130 interrupted with a resumable run.
#[derive(Debug, Parser)]
#[command(name = "lts", version, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Print one JSON value as the result.
    #[arg(long, global = true)]
    pub json: bool,
    /// Print no progress.
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run an experiment: learn simulator parameters.
    Learn(LearnArgs),
    /// Go on with a run that was interrupted.
    Resume(ResumeArgs),
    /// Draw one or several runs as a self-contained HTML page.
    Report(ReportArgs),
    /// Reproduce an experiment of the paper: all arms and seeds, one page with figures, a verdict on each claim.
    Reproduce(ReproduceArgs),
    /// Write a labelled dataset from given or learned parameters.
    Generate(GenerateArgs),
    /// Score trained weights on a labelled dataset.
    Evaluate(EvaluateArgs),
    /// Check what the program needs; each line says what to do.
    Doctor,
    /// Measure speed on this machine.
    #[command(subcommand)]
    Bench(Bench),
    /// Look at policy plugins: what is there, what is in a library, does it keep the rules.
    #[command(subcommand)]
    Plugin(Plugin),
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print facts about libtorch as JSON.
    #[command(hide = true)]
    Library,
}

/// Arguments of `lts learn`.
#[derive(Debug, Args)]
pub struct LearnArgs {
    /// The experiment, a TOML file.
    pub config: PathBuf,
    /// Override a key, e.g. --set policy.learning_rate=0.05 (repeatable).
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Seed of everything random; overrides run.seed.
    #[arg(long)]
    pub seed: Option<u64>,
    /// The run directory to make; default: `run.directory/<time>_<name>_s<seed>`.
    #[arg(long)]
    pub run_dir: Option<PathBuf>,
}

/// Arguments of `lts resume`.
#[derive(Debug, Args)]
pub struct ResumeArgs {
    /// The run directory.
    pub run: PathBuf,
}

/// Arguments of `lts report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Run directories, drawn side by side; runs that differ by their seeds alone as a mean with a band.
    #[arg(required = true)]
    pub runs: Vec<PathBuf>,
    /// The HTML file to write; default: report.html in the run directory, or here for several runs.
    #[arg(long, short)]
    pub output: Option<PathBuf>,
}

/// Arguments of `lts reproduce`.
#[derive(Debug, Args)]
pub struct ReproduceArgs {
    /// What to reproduce: toy, counting, segmentation, or the path of a definition.
    pub name: String,
    /// The small size shows the claims on a CPU with two cores, the full size is for a GPU.
    #[arg(long, value_enum, default_value = "small")]
    pub size: ReproduceSize,
    /// The folder of runs and page; what is there already is kept or resumed. Default: reproduce-NAME-SIZE.
    #[arg(long, short)]
    pub out: Option<PathBuf>,
    /// How many seeds, from 1 on; default: what the definition says.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    pub seeds: Option<u64>,
    /// Runs at the same time; 0 is one for each core. Default: what the definition says.
    #[arg(long)]
    pub jobs: Option<usize>,
    /// Override a key of every arm's experiment, e.g. --set loop.iterations=10 (repeatable).
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The folder of experiments; default: experiments here, or beside the program.
    #[arg(long)]
    pub experiments: Option<PathBuf>,
    /// Make runs anew that were made with other settings.
    #[arg(long)]
    pub redo: bool,
    /// Run nothing: judge and draw what is there.
    #[arg(long, conflicts_with = "redo")]
    pub page_only: bool,
}

/// Sizes of a reproduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReproduceSize {
    /// For a CPU with two cores.
    Small,
    /// For a GPU.
    Full,
}

/// Arguments of `lts generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// The experiment whose simulator is used, a TOML file, or a run directory.
    pub source: PathBuf,
    /// Which parameters of a run directory to use.
    #[arg(long, value_enum)]
    pub at: Option<At>,
    /// Parameters from a JSON file, as `recommended/parameters.json` of a run.
    #[arg(long, conflicts_with = "at")]
    pub parameters: Option<PathBuf>,
    /// Override a key, e.g. --set simulator.parameters.cars.density=8 (repeatable).
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// How many images.
    #[arg(long, short = 'n', default_value_t = 100)]
    pub images: usize,
    /// Seed of the scenes; default: run.seed of the experiment.
    #[arg(long)]
    pub seed: Option<u64>,
    /// The folder to write; must not exist or be empty.
    #[arg(long, short, required_unless_present = "sheet")]
    pub output: Option<PathBuf>,
    /// Write a PNG that shows images, labels, instances and depth of the first scenes side by side.
    #[arg(long)]
    pub sheet: Option<PathBuf>,
}

/// Parameters that a run directory holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum At {
    /// Where the policy started.
    Start,
    /// The policy's recommendation (the latest one if the run is not finished).
    Recommended,
    /// The best candidate.
    Best,
}

/// Arguments of `lts evaluate`.
#[derive(Debug, Args)]
pub struct EvaluateArgs {
    /// A weights file, or a run directory (its best weights).
    pub weights: PathBuf,
    /// The dataset's folder: KITTI semantics, or images and labels as `lts generate` writes them.
    pub data: PathBuf,
    /// Kind of the dataset; told by its folders if absent.
    #[arg(long, value_enum)]
    pub kind: Option<DataKind>,
    /// Class map of the dataset, a TOML file.
    #[arg(long)]
    pub classes: Option<PathBuf>,
    /// Size at which to score, e.g. 320x96; default: the size that the weights were trained at.
    #[arg(long, value_parser = parse_size, value_name = "WIDTHxHEIGHT")]
    pub size: Option<lts_core::Size>,
    /// Use so many images at most.
    #[arg(long)]
    pub limit: Option<usize>,
    /// Where to compute: auto, cpu or cuda.
    #[arg(long, default_value = "auto")]
    pub device: String,
}

/// Kinds of datasets on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DataKind {
    /// KITTI's semantic benchmark.
    Kitti,
    /// A folder of images and label images.
    Folder,
}

/// What to do with policy plugins.
#[derive(Debug, Subcommand)]
pub enum Plugin {
    /// List the libraries in the folders of LTS_PLUGIN_PATH and in the user's data folder.
    List,
    /// Say what policies a library has, its version of the ABI and its SHA-256.
    Info {
        /// The library.
        file: PathBuf,
    },
    /// Run the conformance kit on a library in a process of its own; exit code 1 if there are findings.
    Validate {
        /// The library.
        file: PathBuf,
        /// Only this policy of it; default: each one.
        #[arg(long)]
        id: Option<String>,
        /// Seconds until a plugin that does not return is a finding.
        #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
        time_limit_secs: u64,
        /// Memory (address space) that the process may take, in MiB.
        #[arg(long, default_value_t = 2048, value_parser = clap::value_parser!(u64).range(64..))]
        memory_limit_mib: u64,
    },
    /// What `info` and `list` do in a process of its own.
    #[command(hide = true)]
    Probe {
        /// The library.
        file: PathBuf,
        /// The file to write.
        report: PathBuf,
    },
    /// What `validate` does in a process of its own.
    #[command(hide = true)]
    ValidateHere {
        /// The library.
        file: PathBuf,
        /// Only this policy of it.
        #[arg(long)]
        id: Option<String>,
        /// Memory that the process may take, in bytes.
        #[arg(long)]
        memory_bytes: u64,
        /// The file to write.
        report: PathBuf,
    },
}

/// What to measure.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Scene generation, rendering and readback: images per second and time per stage.
    Render {
        /// Image size.
        #[arg(long, value_parser = parse_size, default_value = "256x144", value_name = "WIDTHxHEIGHT")]
        size: lts_core::Size,
        /// How many images.
        #[arg(long, default_value_t = 2000)]
        images: usize,
    },
    /// The learning loop: how much of its time the trainer waits for data.
    Loop {
        /// The experiment, a TOML file.
        config: PathBuf,
        /// Override a key (repeatable).
        #[arg(long = "set", value_name = "KEY=VALUE")]
        set: Vec<String>,
        /// Iterations to measure.
        #[arg(long, default_value_t = 3)]
        iterations: u64,
    },
}

fn parse_size(text: &str) -> Result<lts_core::Size, String> {
    let parsed =
        text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    match parsed {
        Some((width, height)) if width >= 32 && height >= 32 => Ok(lts_core::Size::new(width, height)),
        _ => Err("expected WIDTHxHEIGHT in pixels, at least 32x32, e.g. 320x96".into()),
    }
}
