//! Images a second that the segmenter trains on and scores, on random images.
//!
//! `cargo run --release -p lts-torch --example throughput [WIDTH HEIGHT [DECODER_WIDTH [ENCODER_FACTOR]]]`
#![expect(clippy::print_stdout, reason = "the numbers are the result")]

use std::sync::Arc;
use std::time::Instant;

use lts_core::{ClassMap, MainTaskModel, ModelError, Sample, Seed, Size, Stop};
use lts_torch::{
    AugmentationSettings, ModelSettings, Segmenter, SegmenterSettings, TrainingSettings, library_info,
};
use rand::RngExt;

const IMAGES: u64 = 64;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |index: usize, otherwise: f64| given.get(index).map_or(Ok(otherwise), |text| text.parse::<f64>());
    println!("{:?}", library_info());
    let model = ModelSettings::default();
    let size = Size::new(number(0, 320.0)? as u32, number(1, 96.0)? as u32);
    let model = ModelSettings { decoder_width: number(2, model.decoder_width as f64)? as i64, ..model };
    measure(size, model, number(3, TrainingSettings::default().encoder_learning_rate_factor)?)?;
    Ok(())
}

/// Measures with the defaults otherwise; the first pass warms up and is not counted.
fn measure(size: Size, model: ModelSettings, factor: f64) -> Result<(), ModelError> {
    let name = format!("{size}, decoder width {}, encoder factor {factor}", model.decoder_width);
    let mut segmenter = Segmenter::new(SegmenterSettings {
        model,
        training: TrainingSettings {
            epochs: 1,
            encoder_learning_rate_factor: factor,
            ..TrainingSettings::default()
        },
        augmentation: AugmentationSettings::default(),
        classes: ClassMap::traffic(),
        target: "car".into(),
        size,
    })?;
    let samples: Vec<Arc<Sample>> = (0..IMAGES).map(|index| sample(size, index)).collect();
    let rate = |start: Instant| IMAGES as f64 / start.elapsed().as_secs_f64();
    let (mut train, mut score, mut loss) = (0.0, 0.0, 0.0);
    for pass in 0..2 {
        let start = Instant::now();
        let mut stream = samples.iter().map(|sample| Ok(Arc::clone(sample)));
        let report = segmenter.fit(&mut stream, Seed::new(pass), &Stop::new())?;
        loss = report.losses.last().copied().unwrap_or(f64::NAN);
        train = rate(start);
        let start = Instant::now();
        segmenter.score(&samples, &Stop::new())?;
        score = rate(start);
    }
    println!("{name}: train {train:.1}, score {score:.1} images/s, loss {loss:.6}");
    Ok(())
}

/// Colours that follow the classes, in blocks, with noise.
fn sample(size: Size, index: u64) -> Arc<Sample> {
    let ids = [7, 21, 23, 26];
    let mut rng = Seed::new(1).index(index).rng();
    let blocks: Vec<u8> = (0..64).map(|_| ids[rng.random_range(0..ids.len())]).collect();
    let at = |x: u32, y: u32| blocks[(8 * (8 * y / size.height) + 8 * x / size.width) as usize];
    let class: Vec<u8> =
        (0..size.height).flat_map(|y| (0..size.width).map(move |x| (x, y))).map(|(x, y)| at(x, y)).collect();
    let color = class.iter().flat_map(|id| [*id, id.wrapping_mul(7), id.wrapping_mul(3)]);
    let color = color.map(|value| value.saturating_add(rng.random_range(0..30))).collect();
    Arc::new(Sample { size, color, class, instance: None, depth: None, counts: Vec::new() })
}
