//! A contact sheet: scenes and their labels side by side, for people's eyes.

use image::{Rgb, RgbImage};
use lts_core::{ClassMap, Sample};

/// Pixels between pictures.
const GAP: u32 = 4;

/// One row a sample: colour, classes, instances, depth (near is bright, the sky is black).
pub fn contact_sheet(samples: &[Sample], classes: &ClassMap) -> RgbImage {
    let Some(first) = samples.first() else { return RgbImage::new(1, 1) };
    let (width, height) = (first.size.width, first.size.height);
    let rows = samples.len() as u32;
    let mut sheet = RgbImage::from_pixel(4 * (width + GAP) - GAP, rows * (height + GAP) - GAP, Rgb([255; 3]));
    for (row, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.size == first.size) {
        let top = row as u32 * (height + GAP);
        for y in 0..height {
            for x in 0..width {
                let at = (y * width + x) as usize;
                let color = [sample.color[3 * at], sample.color[3 * at + 1], sample.color[3 * at + 2]];
                let instance = sample.instance.as_ref().map_or(0, |instance| instance[at]);
                let depth = sample.depth.as_ref().map_or(f32::INFINITY, |depth| depth[at]);
                let pictures =
                    [color, classes.color(sample.class[at]), instance_color(instance), depth_color(depth)];
                for (column, pixel) in pictures.into_iter().enumerate() {
                    sheet.put_pixel(column as u32 * (width + GAP) + x, top + y, Rgb(pixel));
                }
            }
        }
    }
    sheet
}

/// Distinct colours by turning the hue with the golden ratio; black for what is not told apart.
fn instance_color(instance: u16) -> [u8; 3] {
    if instance == 0 {
        return [0; 3];
    }
    let hue = (f32::from(instance) * 0.618_034).fract() * 6.0;
    let value = 0.65 + 0.35 * (f32::from(instance) * 0.754_878).fract();
    let channel = |offset: f32| {
        let distance = ((hue + offset).rem_euclid(6.0) - 3.0).abs() - 1.0;
        (255.0 * value * (0.25 + 0.75 * distance.clamp(0.0, 1.0))) as u8
    };
    [channel(0.0), channel(4.0), channel(2.0)]
}

/// Bright yellow at 2 m to dark blue at 200 m, on a logarithmic scale; black without depth.
fn depth_color(depth: f32) -> [u8; 3] {
    if !depth.is_finite() {
        return [0; 3];
    }
    let near = 1.0 - ((depth.max(2.0).ln() - 2.0_f32.ln()) / 100.0_f32.ln()).clamp(0.0, 1.0);
    let mix = |far: f32, close: f32| (far + near * (close - far)) as u8;
    [mix(30.0, 253.0), mix(20.0, 231.0), mix(90.0, 60.0)]
}
