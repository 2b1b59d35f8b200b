//! The counting network: an encoder, the means of its features over the image, and one linear output per type.

use tch::{Device, Kind, Tensor};

use crate::features::Features;
use crate::layers::Mode;
use crate::settings::Encoder;
use crate::store::{Role, Start, Store};

/// Levels whose means the head reads: strides 8, 16 and 32. Far cars are too small for the coarsest one alone.
const LEVELS: std::ops::RangeInclusive<usize> = 2..=4;

/// Takes images of any size.
#[derive(Debug)]
pub(crate) struct CountNetwork {
    pub store: Store,
    encoder: Features,
    head: (Tensor, Tensor),
}

impl CountNetwork {
    /// A network with `types` outputs; its tensors are not filled yet.
    pub fn new(encoder: Encoder, types: i64, device: Device) -> Self {
        let mut store = Store::new(device);
        let (encoder, channels) = Features::new(&mut store, encoder);
        let width: i64 = channels[LEVELS].iter().sum();
        // Zeros: a linear output needs no symmetry broken, and counts start from nothing.
        let weight = store.make("head.weight".into(), &[types, width], Role::Decoder, Start::Zeros);
        let bias = store.make("head.bias".into(), &[types], Role::Decoder, Start::Zeros);
        Self { store, encoder, head: (weight, bias) }
    }

    /// What the head knows of `x`, 8-bit RGB values as floats (batch, 3, height, width): (batch, channels).
    pub fn describe(&self, x: &Tensor, mode: Mode) -> Tensor {
        let means = self.encoder.of(x, mode);
        let means: Vec<Tensor> =
            means[LEVELS].iter().map(|level| level.mean_dim([2, 3].as_slice(), false, Kind::Float)).collect();
        Tensor::cat(&means, 1)
    }

    /// Counts (batch, types) of described images.
    pub fn count(&self, described: &Tensor) -> Tensor {
        described.linear(&self.head.0, Some(&self.head.1))
    }
}
