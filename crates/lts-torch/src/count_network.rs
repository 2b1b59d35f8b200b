//! The counting network: an encoder, the means of its features over the image, and one linear output per type.

use tch::{Device, Kind, Tensor};

use crate::features::Features;
use crate::layers::Mode;
use crate::settings::Encoder;
use crate::store::{Role, Start, Store};

/// Levels whose means the head reads: strides 8, 16 and 32. Far cars are too small for the coarsest one alone.
const LEVELS: std::ops::RangeInclusive<usize> = 2..=4;
/// Least variance of an input of the head, as a share of the mean one: what hardly varies is not blown up.
const LEAST_VARIANCE: f64 = 0.01;

/// Takes images of any size.
#[derive(Debug)]
pub(crate) struct CountNetwork {
    pub store: Store,
    encoder: Features,
    weight: Tensor,
    bias: Tensor,
    /// Mean and deviation of the inputs of the head in the first batch it was trained on; zeros before.
    mean: Tensor,
    deviation: Tensor,
}

impl CountNetwork {
    /// A network with `types` outputs; its tensors are not filled yet.
    pub fn new(encoder: Encoder, types: i64, device: Device) -> Self {
        let mut store = Store::new(device);
        let (encoder, channels) = Features::new(&mut store, encoder);
        let width: i64 = channels[LEVELS].iter().sum();
        let mut make = |name: &str, shape: &[i64], role| store.make(name.into(), shape, role, Start::Zeros);
        let weight = make("head.weight", &[types, width], Role::Decoder);
        let bias = make("head.bias", &[types], Role::Decoder);
        let mean = make("head.mean", &[width], Role::DecoderBuffer);
        let deviation = make("head.deviation", &[width], Role::DecoderBuffer);
        Self { store, encoder, weight, bias, mean, deviation }
    }

    /// What the head knows of `x`, 8-bit RGB values as floats (batch, 3, height, width): (batch, channels).
    pub fn describe(&self, x: &Tensor, mode: Mode) -> Tensor {
        let means = self.encoder.of(x, mode);
        let means: Vec<Tensor> =
            means[LEVELS].iter().map(|level| level.mean_dim([2, 3].as_slice(), false, Kind::Float)).collect();
        Tensor::cat(&means, 1)
    }

    /// Before the first step of a training from the start: the inputs of the head are put on one scale, and its outputs
    /// begin at the mean counts. Otherwise a few images could not teach it more than their number.
    pub fn begin(&mut self, described: &Tensor, counts: &Tensor) {
        if self.deviation.abs().max().double_value(&[]) > 0.0 {
            return;
        }
        tch::no_grad(|| {
            let mean = described.mean_dim([0].as_slice(), false, Kind::Float);
            let variance = (described - &mean).square().mean_dim([0].as_slice(), false, Kind::Float);
            let least = variance.mean(Kind::Float) * LEAST_VARIANCE + 1e-12;
            self.deviation.copy_(&(variance + least).sqrt());
            self.mean.copy_(&mean);
            self.bias.copy_(&counts.mean_dim([0].as_slice(), false, Kind::Float));
        });
    }

    /// Counts (batch, types) of described images.
    pub fn count(&self, described: &Tensor) -> Tensor {
        // As many inputs of variance 1 as there are channels: their sum has variance 1 as well.
        let scale = &self.deviation * (self.mean.numel() as f64).sqrt();
        let inputs = (described - &self.mean) / scale.clamp_min(1e-6);
        inputs.linear(&self.weight, Some(&self.bias))
    }
}
