//! `lts evaluate`: trained weights are scored on a labelled dataset.

use anyhow::{Result, anyhow};
use lts_cli::args::{DataKind, EvaluateArgs};
use lts_cli::exit::Answer;
use lts_core::{Dataset, MainTaskModel, Score, Stop};
use lts_data::{FolderSettings, KittiSettings, Source};
use lts_torch::Segmenter;
use serde_json::json;

/// Scores and answers with a table.
pub fn run(args: &EvaluateArgs) -> Result<Answer> {
    let weights = if args.weights.is_dir() {
        args.weights.join("best/weights.safetensors")
    } else {
        args.weights.clone()
    };
    let device = args.device.parse().map_err(|reason| anyhow!("--device: {reason}"))?;
    let mut segmenter = Segmenter::open(&weights, device)?;
    let settings = segmenter.settings().clone();
    let size = args.size.unwrap_or(settings.size);
    let path = args.data.clone();
    let (limit, classes) = (args.limit.unwrap_or(0), args.classes.clone());
    let source = match (args.kind, Source::detect(path.clone())) {
        (Some(DataKind::Kitti), _) | (None, Source::Kitti(_)) => {
            Source::Kitti(KittiSettings { path, limit, classes, ..KittiSettings::default() })
        }
        (Some(DataKind::Folder), _) | (None, Source::Folder(_)) => {
            Source::Folder(FolderSettings { path, limit, classes, ..FolderSettings::default() })
        }
    };
    let images = lts_data::open(&source, size)?;
    images.require_class(&settings.target)?;
    let images = images.with_classes(&settings.classes);
    let score = segmenter.score(&images, &Stop::new())?;
    let text = table(&score, &settings.target, &format!("{} images at {size}", images.len()));
    let json = json!({ "images": images.len(), "size": size, "target": settings.target,
        "reward": score.reward, "metrics": score.metrics });
    Ok(Answer::new(text, json))
}

fn table(score: &Score, target: &str, what: &str) -> String {
    let mut lines = vec![format!("IoU of {target}: {:.4} ({what})", score.reward)];
    for (name, value) in &score.metrics {
        lines.push(format!("  {name:<20} {value:.4}"));
    }
    lines.join("\n")
}
