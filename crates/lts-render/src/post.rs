//! What camera and weather do to the finished image: mirrored streets, smoothed edges, rain, noise.

use lts_core::Sample;
use lts_traffic::Environment;

/// Road, sidewalk and terrain: what lies flat.
fn is_ground(class: u8) -> bool {
    matches!(class, 7 | 8 | 22)
}

/// Changes the colours of `sample`; labels stay as they are.
pub(crate) fn develop(sample: &mut Sample, environment: &Environment) {
    if environment.wetness > 0.05 {
        mirror(sample, environment.wetness);
    }
    smooth_edges(sample);
    if environment.rain > 0.05 {
        rain(sample, environment.rain, environment.texture_seed);
    }
    noise(&mut sample.color, sample.size.width as usize, environment.noise, environment.texture_seed);
}

/// Wet ground mirrors what stands on it: below the foot of a thing its image hangs upside down, fading and smeared.
fn mirror(sample: &mut Sample, wetness: f32) {
    let (width, height) = (sample.size.width as usize, sample.size.height as usize);
    let strengths: Vec<f32> =
        (0..height).map(|below| 0.5 * wetness * (-(below as f32) / (0.16 * height as f32)).exp()).collect();
    // Of each column the lowest row so far that does not lie flat.
    let mut feet = vec![None; width];
    for y in 0..height {
        for (x, last) in feet.iter_mut().enumerate() {
            let at = y * width + x;
            if !is_ground(sample.class[at]) {
                *last = Some(y);
                continue;
            }
            // Grass does not mirror; the sky's light on wet ground is in the shading already.
            let Some(foot) =
                last.filter(|foot| sample.class[foot * width + x] != 23 && sample.class[at] != 22)
            else {
                continue;
            };
            let below = y - foot;
            if below > foot {
                continue;
            }
            let strength = strengths[below];
            let rows = [foot + 1 - below, foot - below, (foot + 2 - below).min(foot)];
            for channel in 0..3 {
                let mirrored: f32 =
                    rows.iter().map(|row| f32::from(sample.color[3 * (row * width + x) + channel])).sum();
                let own = &mut sample.color[3 * at + channel];
                *own = (f32::from(*own) * (1.0 - strength) + strength * mirrored / 3.0 + 0.5) as u8;
            }
        }
    }
}

/// Where the label or the depth jumps, a pixel takes some of its neighbours' colour.
fn smooth_edges(sample: &mut Sample) {
    let (width, height) = (sample.size.width as usize, sample.size.height as usize);
    let (Some(instance), Some(depth)) = (&sample.instance, &sample.depth) else { return };
    let row = |y: usize| y * width..(y + 1) * width;
    let labels = |y: usize, labels: &mut Vec<u32>| {
        labels.clear();
        let both = sample.class[row(y)].iter().zip(&instance[row(y)]);
        labels.extend(both.map(|(class, instance)| u32::from(*class) | u32::from(*instance) << 8));
    };
    let (mut own, mut next) = (Vec::new(), Vec::new());
    let [mut down, mut above, mut right, mut edge] = std::array::from_fn(|_| vec![0; width]);
    // The colours of the last two rows as they were.
    let (mut source, mut source_above) = (vec![0; 3 * width], vec![0; 3 * width]);
    if height > 0 {
        labels(0, &mut next);
    }
    for y in 0..height.saturating_sub(1) {
        std::mem::swap(&mut own, &mut next);
        labels(y + 1, &mut next);
        std::mem::swap(&mut down, &mut above);
        let (depth, depth_below) = (&depth[row(y)], &depth[row(y + 1)]);
        differences(&own, &next, depth, depth_below, &mut down);
        differences(&own, &own[1..], depth, &depth[1..], &mut right);
        std::mem::swap(&mut source, &mut source_above);
        let (colors, colors_below) = sample.color[3 * y * width..].split_at_mut(3 * width);
        source.copy_from_slice(colors);
        if y == 0 {
            continue;
        }
        // A pixel is smoothed if it differs from any of its four neighbours.
        down.iter().zip(&above).zip(&right).zip(&mut edge).for_each(|(((a, b), c), edge)| *edge = a | b | c);
        edge[1..].iter_mut().zip(&right).for_each(|(edge, left)| *edge |= left);
        for x in (1..width.saturating_sub(1)).filter(|x| edge[*x] != 0) {
            for at in 3 * x..3 * x + 3 {
                let around = [source[at - 3], source[at + 3], source_above[at], colors_below[at]];
                let sum = 4 * u32::from(source[at]) + around.map(u32::from).iter().sum::<u32>();
                colors[at] = ((sum + 4) / 8) as u8;
            }
        }
    }
}

/// Not 0 where a pixel differs from its neighbour; without a branch, so that the compiler works on many pixels at once.
fn differences(labels: &[u32], next_labels: &[u32], depth: &[f32], next_depth: &[f32], edges: &mut [u32]) {
    let labels = labels.iter().zip(next_labels);
    let depth = depth.iter().zip(next_depth);
    for ((edge, (label, next)), (a, b)) in edges.iter_mut().zip(labels).zip(depth) {
        let nearer = if a < b { a } else { b };
        let jump = u32::from((a - b).abs() > 0.12 * nearer);
        *edge = (label ^ next) | jump;
    }
}

/// A 32-bit hash of two numbers (PCG's output function).
fn hash(seed: u32, index: u32) -> u32 {
    let state =
        index.wrapping_mul(747_796_405).wrapping_add(seed ^ 0x9E37_79B9).wrapping_mul(2_891_336_453) | 1;
    let word = ((state >> ((state >> 28) + 4)) ^ state).wrapping_mul(277_803_737);
    (word >> 22) ^ word
}

/// Bright, thin, slanted streaks.
fn rain(sample: &mut Sample, amount: f32, seed: u32) {
    let (width, height) = (sample.size.width as usize, sample.size.height as usize);
    let share = |index: u32| hash(seed, index) as f32 / u32::MAX as f32;
    let streaks = (amount * 0.006 * (width * height) as f32) as u32;
    let slant = 0.24 * (share(0) - 0.5);
    for streak in 0..streaks {
        let random = |n: u32| share(16 + 4 * streak + n);
        let (left, top) = (random(0) * width as f32, random(1) * height as f32 * 1.1 - 0.1 * height as f32);
        // Near drops are long and bright, far ones short and faint.
        let near = random(2) * random(2);
        let length = (0.03 + 0.16 * near) * height as f32 + 1.0;
        let strength = 0.07 + 0.22 * near;
        for step in 0..length as usize {
            let (x, y) = ((left + slant * step as f32) as isize, (top + step as f32) as isize);
            if (0..width as isize).contains(&x) && (0..height as isize).contains(&y) {
                let at = 3 * (y as usize * width + x as usize);
                for value in &mut sample.color[at..at + 3] {
                    *value = (f32::from(*value) * (1.0 - strength) + 205.0 * strength) as u8;
                }
            }
        }
    }
}

/// Pixels of noise that are made anew for an image; each row takes a run of them that starts elsewhere.
const NOISE_PIXELS: usize = 4096;

/// Noise of the sensor: nearly Gaussian, half of it the same in all three channels.
fn noise(color: &mut [u8], width: usize, deviation: f32, seed: u32) {
    // A sum of two random bytes has a mean of 255 and a standard deviation of 104.5; in 65536ths of a step.
    let scale = (deviation.clamp(0.0, 64.0) / 104.5 * 65_536.0) as i32;
    let made = (0..NOISE_PIXELS as u32).flat_map(|index| {
        let [a, b, c, d] = hash(seed, index ^ 0x5bd1_e995).to_le_bytes().map(i32::from);
        [a + b - 255, a + c - 255, a + d - 255].map(|offset| ((scale * offset + 32_768) >> 16) as i16)
    });
    let offsets: Vec<i16> = made.collect();
    for (row, pixels) in color.chunks_mut(3 * width.clamp(1, NOISE_PIXELS / 2)).enumerate() {
        let room = (3 * NOISE_PIXELS - pixels.len()) as u64;
        let start = ((u64::from(hash(seed ^ 0x27d4_eb2f, row as u32)) * room) >> 32) as usize;
        for (value, offset) in pixels.iter_mut().zip(&offsets[start..]) {
            *value = i16::from(*value).saturating_add(*offset).clamp(0, 255) as u8;
        }
    }
}
