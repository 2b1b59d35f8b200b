//! Augmentation: random changes of an image, the same geometry for its labels, fixed by a seed.

use std::num::NonZero;
use std::sync::Arc;

use lts_core::{Rng, Sample, Seed};
use rand::RngExt;

use crate::settings::AugmentationSettings;

/// An image and its labels, changed: 8-bit RGB and class ids, of the same size as before.
pub(crate) struct Augmented {
    pub color: Vec<u8>,
    pub class: Vec<u8>,
}

/// Changes `sample` as `settings` allow. The same seed changes it in the same way.
pub(crate) fn augment(sample: &Sample, settings: &AugmentationSettings, seed: Seed) -> Augmented {
    let mut rng = seed.rng();
    let mut augmented = geometry(sample, settings, &mut rng);
    colors(&mut augmented.color, settings, &mut rng);
    let deviation = settings.blur * rng.random::<f64>();
    if deviation > 0.3 {
        let (width, height) = (sample.size.width as usize, sample.size.height as usize);
        augmented.color = blur(&augmented.color, width, height, deviation);
    }
    let deviation = (settings.noise * rng.random::<f64>()) as f32;
    if deviation > 0.5 {
        noise(&mut augmented.color, deviation, &mut rng);
    }
    augmented
}

/// Colours and classes of all `samples` one after the other, each changed by the seed of its number. On all cores.
pub(crate) fn augment_all(
    samples: &[(u64, Arc<Sample>)],
    settings: &AugmentationSettings,
    seed: Seed,
) -> (Vec<u8>, Vec<u8>) {
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
    let part = samples.len().div_ceil(workers).max(1);
    let augmented: Vec<Augmented> = std::thread::scope(|scope| {
        let one = |(index, sample): &(u64, Arc<Sample>)| augment(sample, settings, seed.index(*index));
        let workers: Vec<_> = samples
            .chunks(part)
            .map(|samples| scope.spawn(move || samples.iter().map(one).collect::<Vec<_>>()))
            .collect();
        let join = |worker: std::thread::ScopedJoinHandle<'_, Vec<Augmented>>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().flat_map(join).collect()
    });
    let (colors, classes): (Vec<_>, Vec<_>) =
        augmented.into_iter().map(|augmented| (augmented.color, augmented.class)).unzip();
    (colors.concat(), classes.concat())
}

/// Crop, scale back to size, flip. Colour is interpolated, labels are not.
fn geometry(sample: &Sample, settings: &AugmentationSettings, rng: &mut Rng) -> Augmented {
    let (width, height) = (sample.size.width as usize, sample.size.height as usize);
    let crop = settings.crop.unwrap_or(1.0);
    let kept = crop + (1.0 - crop) * rng.random::<f64>();
    let (left, top) = (rng.random::<f64>() * (1.0 - kept), rng.random::<f64>() * (1.0 - kept));
    let flipped = rng.random::<f64>() < settings.flip;
    // Position of each target pixel's centre in the source, and its two neighbours with their weight.
    let places = |extent: usize, start: f64, mirrored: bool| -> Vec<(usize, usize, f32, usize)> {
        (0..extent)
            .map(|index| {
                let index = if mirrored { extent - 1 - index } else { index };
                let center = (start + kept * (index as f64 + 0.5) / extent as f64) * extent as f64;
                let nearest = (center as usize).min(extent - 1);
                let low = (center - 0.5).max(0.0);
                let first = (low as usize).min(extent - 1);
                (first, (first + 1).min(extent - 1), (low - first as f64) as f32, nearest)
            })
            .collect()
    };
    let (columns, rows) = (places(width, left, flipped), places(height, top, false));
    let mut color = Vec::with_capacity(sample.color.len());
    let mut class = Vec::with_capacity(sample.class.len());
    for (y0, y1, fy, near_y) in &rows {
        let (row0, row1) = (&sample.color[3 * y0 * width..], &sample.color[3 * y1 * width..]);
        for (x0, x1, fx, near_x) in &columns {
            for channel in 0..3 {
                let at = |row: &[u8], x: usize| f32::from(row[3 * x + channel]);
                let upper = at(row0, *x0) + fx * (at(row0, *x1) - at(row0, *x0));
                let lower = at(row1, *x0) + fx * (at(row1, *x1) - at(row1, *x0));
                color.push((upper + fy * (lower - upper) + 0.5) as u8);
            }
            class.push(sample.class[near_y * width + near_x]);
        }
    }
    Augmented { color, class }
}

/// Brightness, contrast, saturation and hue as one affine map of colours. Hue turns in the YIQ plane.
fn colors(color: &mut [u8], settings: &AugmentationSettings, rng: &mut Rng) {
    let mut around = |strength: f64| (1.0 + strength * (2.0 * rng.random::<f64>() - 1.0)) as f32;
    let (brightness, contrast) = (around(settings.brightness), around(settings.contrast));
    let saturation = around(settings.saturation);
    let turn = (around(settings.hue) - 1.0) * std::f32::consts::TAU;
    if (brightness, contrast, saturation, turn) == (1.0, 1.0, 1.0, 0.0) {
        return;
    }
    let gray = color.iter().map(|value| f64::from(*value)).sum::<f64>() / color.len().max(1) as f64;
    let offset = gray as f32 * brightness * (1.0 - contrast);
    let (sin, cos) = turn.sin_cos();
    for pixel in color.chunks_exact_mut(3) {
        let [r, g, b] = [f32::from(pixel[0]), f32::from(pixel[1]), f32::from(pixel[2])];
        let luma = 0.299 * r + 0.587 * g + 0.114 * b;
        let (i, q) = (0.596 * r - 0.274 * g - 0.322 * b, 0.211 * r - 0.523 * g + 0.312 * b);
        let (i, q) = (saturation * (cos * i - sin * q), saturation * (sin * i + cos * q));
        let turned =
            [luma + 0.956 * i + 0.621 * q, luma - 0.272 * i - 0.647 * q, luma - 1.106 * i + 1.703 * q];
        for (target, value) in pixel.iter_mut().zip(turned) {
            // A cast to u8 saturates.
            *target = (value * brightness * contrast + offset + 0.5) as u8;
        }
    }
}

/// Gaussian blur, rows then columns; the border is repeated.
fn blur(color: &[u8], width: usize, height: usize, deviation: f64) -> Vec<u8> {
    let radius = (2.5 * deviation).ceil() as isize;
    let weights: Vec<f32> =
        (-radius..=radius).map(|x| (-(x * x) as f64 / (2.0 * deviation * deviation)).exp() as f32).collect();
    let sum: f32 = weights.iter().sum();
    let pass = |source: &[f32], along: usize, extent: usize, across: usize, lines: usize| {
        let mut target = vec![0.0_f32; source.len()];
        for line in 0..lines {
            for index in 0..extent {
                for (weight, offset) in weights.iter().zip(-radius..) {
                    let from = (index as isize + offset).clamp(0, extent as isize - 1) as usize;
                    let (from, to) =
                        (3 * (line * across + from * along), 3 * (line * across + index * along));
                    for channel in 0..3 {
                        target[to + channel] += weight / sum * source[from + channel];
                    }
                }
            }
        }
        target
    };
    let source: Vec<f32> = color.iter().map(|value| f32::from(*value)).collect();
    let rows = pass(&source, 1, width, width, height);
    pass(&rows, width, height, 1, width).iter().map(|value| (value + 0.5) as u8).collect()
}

/// Adds noise that is nearly Gaussian: the sum of four bytes of one random word.
fn noise(color: &mut [u8], deviation: f32, rng: &mut Rng) {
    // Four independent bytes have together a mean of 510 and a standard deviation of 147.8.
    for value in color {
        let [a, b, c, d] = rng.random::<u32>().to_le_bytes().map(f32::from);
        *value = (f32::from(*value) + deviation * (a + b + c + d - 510.0) / 147.8 + 0.5) as u8;
    }
}

#[cfg(test)]
mod tests {
    use lts_core::Size;

    use super::*;

    /// Blue where the class is 1, red where it is 2.
    fn sample() -> Sample {
        let size = Size::new(64, 32);
        let class: Vec<u8> =
            (0..size.pixels()).map(|i| if (i % 64 + i / 64) % 40 < 20 { 1 } else { 2 }).collect();
        let color = class.iter().flat_map(|c| if *c == 1 { [20, 20, 220] } else { [220, 20, 20] }).collect();
        Sample { size, color, class, instance: None, depth: None, counts: Vec::new() }
    }

    #[test]
    fn colors_and_labels_stay_on_each_other() {
        let settings = AugmentationSettings { blur: 0.0, crop: Some(0.6), ..AugmentationSettings::default() };
        for seed in 0..30 {
            let augmented = augment(&sample(), &settings, Seed::new(seed));
            let pairs = augmented.color.chunks_exact(3).zip(&augmented.class);
            let wrong = pairs.filter(|(color, class)| (color[2] > color[0]) != (**class == 1)).count();
            // Only pixels that mix two colours at a border may be told wrongly.
            assert!(wrong < 64 * 32 / 12, "seed {seed}: {wrong}");
        }
    }

    #[test]
    fn nothing_changes_where_nothing_is_allowed() {
        let off = AugmentationSettings {
            flip: 0.0,
            crop: Some(1.0),
            brightness: 0.0,
            contrast: 0.0,
            saturation: 0.0,
            hue: 0.0,
            blur: 0.0,
            noise: 0.0,
        };
        let same = augment(&sample(), &off, Seed::new(1));
        assert_eq!((same.color, same.class), (sample().color, sample().class));
    }

    #[test]
    fn a_seed_fixes_the_change() {
        let settings = AugmentationSettings { crop: Some(0.6), ..AugmentationSettings::default() };
        let change = |seed| augment(&sample(), &settings, Seed::new(seed)).color;
        assert_eq!(change(1), change(1));
        assert_ne!(change(1), change(2));
    }
}
