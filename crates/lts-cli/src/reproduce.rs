//! `lts reproduce`: runs all arms and seeds of a definition, and writes a page with figures and verdicts.

mod find;
mod request;
mod runner;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use lts_run::report::RunData;
use lts_run::reproduce::{Definition, Reproduction, Shows, Size};
use serde_json::json;

use crate::args::{ReproduceArgs, ReproduceSize};
use crate::exit::Answer;
use crate::interrupt::stop_on_signal;
use crate::progress::Verbosity;
use crate::toy;
use request::Request;
use runner::{Ended, Runner};

/// Runs what is missing, then judges and draws. Exit code 1 if a claim does not hold, 130 if it was interrupted.
///
/// # Errors
/// If the definition or an experiment does not fit, a run fails, or what is there was made with other settings.
pub fn run(args: &ReproduceArgs, verbosity: Verbosity) -> Result<Answer> {
    let (name, file) = find::definition(&args.name, args.experiments.as_deref())?;
    let definition = Definition::read(&file)?;
    let size = match args.size {
        ReproduceSize::Small => Size::Small,
        ReproduceSize::Full => Size::Full,
    };
    let seeds: Vec<u64> = (1..=args.seeds.unwrap_or(definition.seeds)).collect();
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("reproduce-{name}-{size}")));
    let reproduction =
        Reproduction { name: &name, definition: &definition, size, seeds: &seeds, set: &args.set };
    let requests = request::all(&reproduction, &file, &out)?;
    let stop = stop_on_signal()?;
    let runner = Runner { jobs: args.jobs.unwrap_or(definition.jobs), redo: args.redo, stop, verbosity };
    if !args.page_only {
        match runner.run(&requests)? {
            Ended::All => {}
            Ended::Stopped => {
                let again = "stopped; the same command goes on where it was";
                return Ok(Answer::new(again, json!({ "stopped": true, "out": out })).with_code(130));
            }
        }
    }
    finish(&reproduction, &requests, &out)
}

/// Reads the runs, judges them and writes the page.
fn finish(reproduction: &Reproduction<'_>, requests: &[Request], out: &std::path::Path) -> Result<Answer> {
    let mut runs: BTreeMap<String, Vec<RunData>> = BTreeMap::new();
    for request in requests.iter().filter(|request| request.is_begun()) {
        let run = RunData::read(&request.directory)?;
        // What is unfinished proves nothing yet.
        if run.finish.is_some() {
            runs.entry(request.arm.clone()).or_default().push(run);
        }
    }
    let results = reproduction.results(&runs);
    let mut drawn: BTreeMap<&str, String> = BTreeMap::new();
    for figure in &reproduction.definition.figures {
        if let Shows::Task { arm } = &figure.shows
            && let Some(run) = runs.get(arm).and_then(|runs| runs.first())
            && let Some(request) =
                requests.iter().find(|request| request.arm == *arm && request.seed == run.start.seed)
            && toy::is_toy(&request.directory)?
        {
            drawn.insert(arm, toy::figures(&request.directory, run, "")?.html);
        }
    }
    let page = reproduction.page(&results, &runs, &|arm| drawn.get(arm).cloned());
    std::fs::create_dir_all(out).with_context(|| format!("{}: cannot be made", out.display()))?;
    let path = out.join("index.html");
    lts_run::write_whole(&path, page.as_bytes())?;
    let mut json = serde_json::to_value(&results).context("the results have no JSON form")?;
    lts_run::write_whole(&out.join("results.json"), &serde_json::to_vec_pretty(&json)?)?;
    json["page"] = json!(path);
    let text = format!("{}\npage: {}", results.text(), path.display());
    Ok(Answer::new(text, json).with_code(u8::from(results.refuted())))
}
