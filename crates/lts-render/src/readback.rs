//! From the device's planes to samples.

use lts_core::{Sample, Size};
use lts_traffic::{Environment, Scene};

use crate::counts::{self, CarTypes};
use crate::frustum::NEAR;
use crate::post;
use crate::targets::Layers;

/// What is needed of a scene when its image comes back.
pub(crate) struct Origin {
    environment: Environment,
    cars: CarTypes,
}

impl Origin {
    pub fn new(scene: &Scene) -> Self {
        Self { environment: scene.environment, cars: CarTypes::new(scene) }
    }
}

/// The layers of a batch as they came back: four bytes a pixel each.
pub(crate) struct Planes<'a> {
    pub color: &'a [u8],
    pub ids: &'a [u32],
    /// `NEAR` / depth; 0 for the sky.
    pub depth: &'a [f32],
    pub layers: Layers,
    /// Size of the images; the layers are `fine` times as large both ways.
    pub size: Size,
    pub fine: usize,
}

impl Planes<'_> {
    /// The image of one view, with the effects of camera and weather.
    pub fn sample(&self, view: usize, origin: &Origin) -> Sample {
        let stride = self.layers.row_bytes() as usize / 4;
        let start = view * self.layers.layer_bytes() / 4;
        let (width, height, fine) = (self.size.width as usize, self.size.height as usize, self.fine);
        let pixels = self.size.pixels();
        let (mut color, mut class) = (Vec::with_capacity(3 * pixels), Vec::with_capacity(pixels));
        let (mut instance, mut depth) = (Vec::with_capacity(pixels), Vec::with_capacity(pixels));
        for y in 0..height {
            // Labels are those at the middle of the pixel.
            let middle = start + (y * fine + fine / 2) * stride + fine / 2;
            let row = middle..middle + (width - 1) * fine + 1;
            let (ids, depths) = (&self.ids[row.clone()], &self.depth[row]);
            // The sky has 0, which becomes infinity.
            if fine == 1 {
                // Without a step the compiler works on many pixels at once.
                class.extend(ids.iter().map(|ids| (ids & 255) as u8));
                instance.extend(ids.iter().map(|ids| (ids >> 8) as u16));
                depth.extend(depths.iter().map(|depth| NEAR / depth));
            } else {
                class.extend(ids.iter().step_by(fine).map(|ids| (ids & 255) as u8));
                instance.extend(ids.iter().step_by(fine).map(|ids| (ids >> 8) as u16));
                depth.extend(depths.iter().step_by(fine).map(|depth| NEAR / depth));
            }
            self.color_row(start + y * fine * stride, stride, &mut color);
        }
        let mut sample = Sample {
            size: self.size,
            color,
            class,
            instance: Some(instance),
            depth: Some(depth),
            counts: Vec::new(),
        };
        sample.counts = counts::visible(&sample, &origin.cars);
        post::develop(&mut sample, &origin.environment);
        sample
    }

    /// Adds the colours of the row of pixels whose first fine pixel is `first`.
    fn color_row(&self, first: usize, stride: usize, color: &mut Vec<u8>) {
        let (width, fine) = (self.size.width as usize, self.fine);
        if fine == 1 {
            let row = &self.color[4 * first..4 * (first + width)];
            let first = color.len();
            color.resize(first + 3 * width, 0);
            let pixels = color[first..].as_chunks_mut::<3>().0.iter_mut();
            for (pixel, [red, green, blue, _]) in pixels.zip(row.as_chunks::<4>().0) {
                *pixel = [*red, *green, *blue];
            }
            return;
        }
        for x in 0..width {
            let mut sum = [0_u32; 3];
            for sub in 0..fine * fine {
                let at = 4 * (first + sub / fine * stride + x * fine + sub % fine);
                sum.iter_mut()
                    .zip(&self.color[at..at + 3])
                    .for_each(|(sum, value)| *sum += u32::from(*value));
            }
            color.extend(sum.map(|sum| (sum / (fine * fine) as u32) as u8));
        }
    }
}
