//! EfficientNet-Lite0 as an encoder: features at strides 2, 4, 8, 16 and 32.

use tch::Tensor;

use crate::layers::{ConvNorm, ConvShape, Mode, Padding};
use crate::store::Store;

/// (blocks, kernel, stride of the first, expansion, output channels) of the seven stages.
const STAGES: [(i64, i64, i64, i64, i64); 7] = [
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
];
/// Channels of the features at strides 2, 4, 8, 16, 32.
pub(crate) const CHANNELS: [i64; 5] = [16, 24, 40, 112, 320];
/// As in the TensorFlow original.
const EPSILON: f64 = 1e-3;

#[derive(Debug)]
pub(crate) struct EfficientNetLite0 {
    stem: ConvNorm,
    blocks: Vec<Block>,
}

/// Inverted residual: expand, depthwise, project.
#[derive(Debug)]
struct Block {
    expand: Option<ConvNorm>,
    depthwise: ConvNorm,
    project: ConvNorm,
    residual: bool,
    stride: i64,
}

impl EfficientNetLite0 {
    pub fn new(store: &mut Store) -> Self {
        let pair = |store: &mut Store, conv: &str, norm: &str, shape: [i64; 5]| {
            let [input, output, kernel, stride, groups] = shape;
            let shape = ConvShape { input, output, kernel, stride, groups, padding: Padding::Same };
            ConvNorm::new(store, format!("{conv}.weight"), norm, shape, EPSILON)
        };
        let stem = pair(store, "_conv_stem", "_bn0", [3, 32, 3, 2, 1]);
        let mut blocks = Vec::new();
        let mut input = 32;
        for (count, kernel, first_stride, expansion, output) in STAGES {
            for index in 0..count {
                let stride = if index == 0 { first_stride } else { 1 };
                let wide = input * expansion;
                let number = blocks.len();
                let mut part = |conv: &str, norm: &str, shape| {
                    pair(
                        store,
                        &format!("_blocks.{number}.{conv}"),
                        &format!("_blocks.{number}.{norm}"),
                        shape,
                    )
                };
                blocks.push(Block {
                    expand: (expansion > 1).then(|| part("_expand_conv", "_bn0", [input, wide, 1, 1, 1])),
                    depthwise: part("_depthwise_conv", "_bn1", [wide, wide, kernel, stride, wide]),
                    project: part("_project_conv", "_bn2", [wide, output, 1, 1, 1]),
                    residual: stride == 1 && input == output,
                    stride,
                });
                input = output;
            }
        }
        Self { stem, blocks }
    }

    /// Features at strides 2 to 32 of `x`: 8-bit RGB values as floats (batch, 3, height, width).
    pub fn features(&self, x: &Tensor, mode: Mode) -> Vec<Tensor> {
        let relu6 = |mut x: Tensor| x.relu6_();
        let x = (x - 127.0) / 128.0;
        let mut x = relu6(self.stem.forward(&x, mode));
        let mut features = Vec::with_capacity(CHANNELS.len());
        for block in &self.blocks {
            if block.stride == 2 {
                features.push(x.shallow_clone());
            }
            let mut y = match &block.expand {
                Some(expand) => relu6(expand.forward(&x, mode)),
                None => x.shallow_clone(),
            };
            y = block.project.forward(&relu6(block.depthwise.forward(&y, mode)), mode);
            x = if block.residual { x + y } else { y };
        }
        features.push(x);
        features
    }
}
