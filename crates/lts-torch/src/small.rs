//! A small encoder for the CPU: two convolutions a stride, a few hundred images a second where the large ones do ten.

use tch::Tensor;

use crate::layers::{ConvNorm, ConvShape, Mode, Padding};
use crate::store::Store;

/// Channels of the features at strides 2, 4, 8, 16, 32.
pub(crate) const CHANNELS: [i64; 5] = [16, 24, 40, 80, 128];
const EPSILON: f64 = 1e-5;

/// Five stages of two 3x3 convolutions, the first of which halves the image.
#[derive(Debug)]
pub(crate) struct Small {
    stages: Vec<[ConvNorm; 2]>,
}

impl Small {
    pub fn new(store: &mut Store) -> Self {
        let mut input = 3;
        let mut stages = Vec::new();
        for (stage, output) in CHANNELS.into_iter().enumerate() {
            let mut layer = |number: u8, input: i64, stride: i64| {
                let shape =
                    ConvShape { input, output, kernel: 3, stride, groups: 1, padding: Padding::Symmetric };
                let name = format!("stage{stage}.conv{number}.weight");
                ConvNorm::new(store, name, &format!("stage{stage}.norm{number}"), shape, EPSILON)
            };
            stages.push([layer(1, input, 2), layer(2, output, 1)]);
            input = output;
        }
        Self { stages }
    }

    /// Features at strides 2 to 32 of `x`: 8-bit RGB values as floats (batch, 3, height, width).
    pub fn features(&self, x: &Tensor, mode: Mode) -> Vec<Tensor> {
        let mut x = (x - 127.0) / 64.0;
        let mut features = Vec::with_capacity(CHANNELS.len());
        for stage in &self.stages {
            for layer in stage {
                x = layer.forward(&x, mode).relu_();
            }
            features.push(x.shallow_clone());
        }
        features
    }
}
