//! The paper's toy figure from a run directory: machines are trained again from the journal's values and seeds.

use std::path::Path;

use anyhow::Result;
use lts_core::{Seed, Values};
use lts_run::report::{RunData, Section};
use lts_toy::{Panel, Training, figure};

use super::{ToyExperiment, truth};

/// The figure of a toy run, as a section of its report.
///
/// # Errors
/// If the run's configuration cannot be read, or its values do not fit.
pub(crate) fn figures(path: &Path, run: &RunData, title: &str) -> Result<Section> {
    let experiment: ToyExperiment = lts_run::config::load(&path.join("config.toml"), &[])?;
    let task = &experiment.task;
    let (_, test) = task.real_points();
    let root = Seed::new(run.start.seed);
    let (start, real) = (run.start_values(), truth());
    let end = run.iterations.last().map_or(&start, |last| &last.recommended);
    // The values that hold before iteration `index`, trained on with the seed of that iteration.
    let at = |index: usize| -> (&Values, Seed) {
        let before = index.checked_sub(1).and_then(|before| run.iterations.get(before));
        let values = before.map_or(&start, |iteration| &iteration.recommended);
        (values, root.name("iteration").index(index as u64).name("scenes"))
    };
    let regions = |title: &str, values, scenes, points| {
        Panel::regions(title, &Training { values, scenes, points }, &task.model, &test)
    };
    let done = run.iterations.len();
    let mut panels = Vec::new();
    for (name, index) in [("At the start", 0), ("Midway", done / 2), ("At the end", done)] {
        let (values, scenes) = at(index);
        let title = format!("{name}, after {index} iterations");
        panels.push(regions(&title, values, scenes, run.start.images)?);
    }
    // As the assessment does it, so that its numbers are these.
    let images = experiment.assessment.images;
    let points = if images == 0 { run.start.images } else { images };
    let scenes = root.name("assessment").index(0).name("scenes");
    panels.push(regions("True parameters", &real, scenes, points)?);
    panels.push(regions("Learned parameters", end, scenes, points)?);
    let learned = Training { values: end, scenes, points };
    panels.push(Panel::samples("Learned distribution", &learned)?);
    Ok(Section {
        title: title.into(),
        explain: format!(
            "Decision regions of the support vector machine after training on simulated points, under real points \
             that no reward saw. Above: {} points with the parameters at that time. Below: {points} points with the \
             true and with the learned parameters, and these points themselves. Coordinates have no unit.",
            run.start.images
        ),
        html: figure(&panels).into_string(),
    })
}
