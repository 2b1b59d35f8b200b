//! `lts evaluate`: trained weights are scored on a labelled dataset.

use std::path::Path;

use anyhow::{Result, anyhow};
use lts_cli::args::{DataKind, EvaluateArgs};
use lts_cli::exit::Answer;
use lts_core::{Dataset, MainTaskModel, Score, Size, Stop};
use lts_data::{FolderSettings, KittiSettings, LabelledImages, Source};
use lts_torch::{Counter, Device, ModelKind, Reduction, Segmenter};
use serde_json::{Value, json};

/// Scores and answers with a table.
pub fn run(args: &EvaluateArgs) -> Result<Answer> {
    let weights = if args.weights.is_dir() {
        args.weights.join("best/weights.safetensors")
    } else {
        args.weights.clone()
    };
    let device = args.device.parse().map_err(|reason| anyhow!("--device: {reason}"))?;
    match lts_torch::kind_of(&weights)? {
        ModelKind::Segmenter => segmentation(args, &weights, device),
        ModelKind::Counter => counting(args, &weights, device),
    }
}

fn segmentation(args: &EvaluateArgs, weights: &Path, device: Device) -> Result<Answer> {
    let mut segmenter = Segmenter::open(weights, device)?;
    let settings = segmenter.settings().clone();
    let (images, size) = open(args, settings.size)?;
    images.require_class(&settings.target)?;
    let images = images.with_classes(&settings.classes);
    let score = segmenter.score(&images, &Stop::new())?;
    let title = format!("IoU of {}: {:.4}", settings.target, score.reward);
    Ok(answer(&title, &score, images.len(), size, ("target", json!(settings.target))))
}

fn counting(args: &EvaluateArgs, weights: &Path, device: Device) -> Result<Answer> {
    let mut counter = Counter::open(weights, device)?;
    let settings = counter.settings().clone();
    let (images, size) = open(args, settings.size)?;
    let images = images.with_counts(&settings.types)?;
    let score = counter.score(&images, &Stop::new())?;
    let how = match settings.reduction {
        Reduction::Sum => "sum",
        Reduction::Mean => "mean",
    };
    let title = format!("L1 error of the counts, {how} over types: {:.4}", -score.reward);
    Ok(answer(&title, &score, images.len(), size, ("types", json!(settings.types))))
}

/// The dataset, at the size that was asked for or else at that of the training.
fn open(args: &EvaluateArgs, trained: Size) -> Result<(LabelledImages, Size)> {
    let size = args.size.unwrap_or(trained);
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
    Ok((lts_data::open(&source, size)?, size))
}

fn answer(title: &str, score: &Score, images: usize, size: Size, of: (&str, Value)) -> Answer {
    let mut lines = vec![format!("{title} ({images} images at {size})")];
    for (name, value) in &score.metrics {
        lines.push(format!("  {name:<20} {value:.4}"));
    }
    let mut json =
        json!({ "images": images, "size": size, "reward": score.reward, "metrics": score.metrics });
    json[of.0] = of.1;
    Answer::new(lines.join("\n"), json)
}
