//! `lts generate`: a labelled dataset, or a contact sheet, from given or learned parameters.

use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use lts_core::{ParameterSpace, Sample, Seed, Simulator, Value, Values};
use lts_data::{DatasetWriter, Manifest};
use lts_render::{SimulatorSettings, TrafficSimulator};
use lts_run::journal::Record;

use crate::args::{At, GenerateArgs};
use crate::exit::Answer;
use crate::simulator;

/// Scenes on a contact sheet.
const SHEET_ROWS: usize = 8;

/// Writes what was asked for and answers with where it is.
///
/// # Errors
/// If the configuration, the parameters, the device or the disk fail; nothing is half-written then.
pub fn run(args: &GenerateArgs, quiet: bool) -> Result<Answer> {
    let experiment = simulator::load(&args.source, &args.set)?;
    let settings = experiment.simulator;
    let seed = args.seed.unwrap_or(experiment.run.seed);
    let space = settings.space()?;
    let values = values(args, &space)?;
    if args.images == 0 {
        bail!("--images: it must be at least 1");
    }
    let mut writer = args.output.as_deref().map(DatasetWriter::create).transpose()?;
    let mut simulator = TrafficSimulator::new(&settings)?;
    let wanted = if writer.is_some() { args.images } else { args.images.min(SHEET_ROWS) };
    let bar = bar(wanted, quiet);
    let mut shown: Vec<Sample> = Vec::new();
    let mut failure = None;
    let mut index = 0;
    simulator.generate(&values, wanted, Seed::new(seed).name("generate"), &mut |sample| {
        if let Some(writer) = &mut writer
            && let Err(error) = writer.push(index, &sample)
        {
            failure = Some(error);
            return ControlFlow::Break(());
        }
        if args.sheet.is_some() && shown.len() < SHEET_ROWS {
            shown.push(sample);
        }
        index += 1;
        bar.inc(1);
        ControlFlow::Continue(())
    })?;
    bar.finish_and_clear();
    if let Some(error) = failure {
        return Err(error.into());
    }
    let mut lines = Vec::new();
    if let (Some(writer), Some(output)) = (writer, &args.output) {
        writer.finish(&manifest(&settings, &simulator, seed, wanted, &values), simulator.classes())?;
        lines.push(format!("dataset: {} ({wanted} images, seed {seed})", output.display()));
    }
    if let Some(path) = &args.sheet {
        let sheet = lts_render::contact_sheet(&shown, simulator.classes());
        write_png(path, &sheet)?;
        lines.push(format!("sheet: {} (columns: image, classes, instances, depth)", path.display()));
    }
    let json =
        serde_json::json!({ "images": wanted, "seed": seed, "dataset": args.output, "sheet": args.sheet });
    Ok(Answer::new(lines.join("\n"), json))
}

/// The parameters to use: from a file, a run, or the experiment's start.
fn values(args: &GenerateArgs, space: &ParameterSpace) -> Result<Values> {
    let start = || Ok(space.values(&space.start())?);
    if let Some(file) = &args.parameters {
        return merged(space, file);
    }
    if !args.source.is_dir() {
        if args.at.is_some_and(|at| at != At::Start) {
            bail!("--at: {} is no run directory, so it has no learned parameters", args.source.display());
        }
        return start();
    }
    match args.at.unwrap_or(At::Recommended) {
        At::Start => start(),
        At::Best => merged(space, &args.source.join("best/parameters.json")),
        At::Recommended => {
            let finished = args.source.join("recommended/parameters.json");
            if finished.is_file() { merged(space, &finished) } else { latest(&args.source) }
        }
    }
}

/// Values from a file; what it does not name stays at the experiment's start.
fn merged(space: &ParameterSpace, file: &Path) -> Result<Values> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{}: the parameters cannot be read", file.display()))?;
    let given: Values = serde_json::from_str(&text).with_context(|| {
        format!(
            "{}: expected a JSON object of numbers and arrays of logits by parameter name",
            file.display()
        )
    })?;
    let mut changed = space.clone();
    for (name, value) in given.iter() {
        let setting = lts_core::Setting::Fixed(value.clone());
        changed.apply(name, &setting).with_context(|| file.display().to_string())?;
    }
    let start: Vec<(String, Value)> = changed
        .parameters()
        .iter()
        .map(|parameter| (parameter.name.clone(), parameter.start.clone()))
        .collect();
    let mut values = Values::new();
    for (name, value) in start {
        values.insert(name, value);
    }
    Ok(values)
}

/// The recommendation of the last complete iteration of a run that is not finished.
fn latest(run: &Path) -> Result<Values> {
    let path = run.join("journal.jsonl");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("{}: the journal cannot be read", path.display()))?;
    let records = text.lines().filter_map(|line| serde_json::from_str::<Record>(line).ok());
    let mut recommended = records.filter_map(|record| match record {
        Record::Iteration(iteration) => Some(iteration.recommended),
        _ => None,
    });
    recommended
        .next_back()
        .with_context(|| format!("{}: no iteration is complete yet; use --at start", run.display()))
}

fn manifest(
    settings: &SimulatorSettings,
    simulator: &TrafficSimulator,
    seed: u64,
    images: usize,
    values: &Values,
) -> Manifest {
    Manifest {
        format: 1,
        generator: format!("lts {}", env!("CARGO_PKG_VERSION")),
        images,
        size: lts_core::Size::new(settings.width, settings.height),
        horizontal_field_of_view_deg: settings.horizontal_field_of_view_deg,
        seed,
        values: values.clone(),
        counts: simulator.count_names().to_vec(),
        depth_scale: 0.0,
    }
}

fn write_png(path: &Path, sheet: &image::RgbImage) -> Result<()> {
    let mut png = std::io::Cursor::new(Vec::new());
    sheet.write_to(&mut png, image::ImageFormat::Png).context("the sheet has no PNG form")?;
    Ok(lts_run::write_whole(path, png.get_ref())?)
}

fn bar(images: usize, quiet: bool) -> ProgressBar {
    use std::io::IsTerminal;
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(images as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:24} {pos}/{len} images, {per_sec} (left: {eta})") {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}
