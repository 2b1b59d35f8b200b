//! The segmentation network: an encoder and a U-Net decoder (Ronneberger et al., 2015) that ends at stride 2.

use tch::{Device, Tensor};

use crate::features::Features;
use crate::layers::{DecoderBlock, Mode};
use crate::settings::Encoder;
use crate::store::{Role, Start, Store};

/// Takes images of any size.
#[derive(Debug)]
pub(crate) struct Network {
    pub store: Store,
    encoder: Features,
    /// From stride 16 to stride 2.
    decoder: Vec<DecoderBlock>,
    head: (Tensor, Tensor),
}

impl Network {
    /// A network that predicts `classes` channels, with a decoder of `width` channels at the finest level; its tensors
    /// are not filled yet.
    pub fn new(encoder: Encoder, width: i64, classes: i64, device: Device) -> Self {
        let mut store = Store::new(device);
        let (encoder, channels) = Features::new(&mut store, encoder);
        let mut decoder = Vec::new();
        let mut input = channels[4];
        for (level, factor) in [(3, 4), (2, 3), (1, 2), (0, 1)] {
            let name = format!("decoder.{}", 1 << (level + 1));
            decoder.push(DecoderBlock::new(&mut store, &name, input + channels[level], factor * width));
            input = factor * width;
        }
        let weight =
            store.make("head.weight".into(), &[classes, input, 1, 1], Role::Decoder, Start::HeNormal);
        let bias = store.make("head.bias".into(), &[classes], Role::Decoder, Start::Zeros);
        Self { store, encoder, decoder, head: (weight, bias) }
    }

    /// Logits (batch, classes, height, width) of `x`: 8-bit RGB values as floats (batch, 3, height, width).
    pub fn forward(&self, x: &Tensor, mode: Mode) -> Tensor {
        let size = x.size();
        let (height, width) = (size[2], size[3]);
        // Five halvings and doublings meet again only on multiples of 32; the border is repeated, not black.
        let (down, right) = ((32 - height % 32) % 32, (32 - width % 32) % 32);
        let padded =
            if down + right > 0 { x.replication_pad2d([0, right, 0, down]) } else { x.shallow_clone() };
        let features = self.encoder.of(&padded, mode);
        let mut y = features[4].shallow_clone();
        for (block, skip) in self.decoder.iter().zip(features[..4].iter().rev()) {
            let target = skip.size();
            let up = y.upsample_nearest2d([target[2], target[3]], None, None);
            y = block.forward(&Tensor::cat(&[up, skip.shallow_clone()], 1));
        }
        let logits = y.conv2d(&self.head.0, Some(&self.head.1), [1, 1], [0, 0], [1, 1], 1);
        let logits = logits.upsample_bilinear2d([height + down, width + right], false, None, None);
        if down + right > 0 { logits.narrow(2, 0, height).narrow(3, 0, width) } else { logits }
    }

    /// Features of the encoder alone, for tests of pretrained weights.
    #[cfg(test)]
    pub fn features(&self, x: &Tensor, mode: Mode) -> Vec<Tensor> {
        self.encoder.of(x, mode)
    }
}
