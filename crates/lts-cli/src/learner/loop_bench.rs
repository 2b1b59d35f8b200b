//! `lts bench loop`: how much of its time the trainer waits for data.

use std::path::Path;

use anyhow::Result;
use lts_cli::exit::Answer;
use lts_core::Stop;
use lts_experiment::{Opened, open};
use lts_run::{Event, LocalEvaluator, RunDirectory, Timing, learn as run_loop};
use serde_json::json;

/// Runs a few iterations in a folder that is removed again, and sums up where the time went.
pub fn run(config: &Path, overrides: &[String], iterations: u64) -> Result<Answer> {
    let mut experiment = lts_experiment::load(config, overrides)?;
    experiment.loop_.iterations = iterations;
    experiment.loop_.sample_every = 0;
    experiment.assessment.repeats = 0;
    let Opened { plan, simulator, validation, mut model, mut policy, .. } =
        open(experiment, &config.display().to_string())?;
    let folder = std::env::temp_dir().join(format!("lts-bench-{}", std::process::id()));
    let directory = RunDirectory::create(&folder)?;
    let (mut total, mut evaluations) = (Timing::default(), 0_usize);
    let mut observer = |event: &Event<'_>| {
        if let Event::Evaluated { timing, .. } = event {
            evaluations += 1;
            total.render += timing.render;
            total.wait += timing.wait;
            total.train += timing.train;
            total.score += timing.score;
        }
    };
    let started = std::time::Instant::now();
    let stop = Stop::new();
    let result = {
        let samples = validation.samples.as_ref();
        let mut evaluator = LocalEvaluator::new(
            Box::new(simulator),
            model.as_mut(),
            samples,
            plan.settings.prefetch,
            stop.clone(),
        );
        run_loop(&plan, &directory, policy.as_mut(), &mut evaluator, &stop, &mut observer)
    };
    let wall = started.elapsed().as_secs_f64();
    // Best effort: it lies in the system's folder for temporary files.
    let _ = std::fs::remove_dir_all(&folder);
    result?;
    let [render, wait, train, score] =
        [total.render, total.wait, total.train, total.score].map(|d| d.as_secs_f64());
    let share = 100.0 * wait / (wait + train).max(1e-9);
    let images = evaluations * plan.settings.images;
    let text = format!(
        "the trainer waits for data {share:.2} % of its time ({wait:.2} s of {:.2} s, {evaluations} candidates, {images} images)\n\
         seconds in all {wall:.2}: training {train:.2}, scoring {score:.2}, waiting {wait:.2}; meanwhile the simulator worked {render:.2}",
        wait + train
    );
    let json = json!({ "wait_share": share / 100.0, "wall_secs": wall, "render_secs": render, "wait_secs": wait,
        "train_secs": train, "score_secs": score, "candidates": evaluations, "images": images });
    Ok(Answer::new(text, json))
}
