//! Pictures of labels: class ids in the class map's colours.

use image::RgbImage;
use lts_core::{ClassMap, Sample};

/// The labels of `sample` in the colours of `classes`.
pub fn colorize(sample: &Sample, classes: &ClassMap) -> RgbImage {
    let width = sample.size.width as usize;
    RgbImage::from_fn(sample.size.width, sample.size.height, |x, y| {
        image::Rgb(classes.color(sample.class[y as usize * width + x as usize]))
    })
}
