//! EfficientNet-Lite0 as an encoder: features at strides 2, 4, 8, 16 and 32.

use tch::Tensor;

use crate::layers::{BatchNorm, Conv, ConvShape, Mode, Padding};
use crate::store::{Role, Store};

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
    stem: (Conv, BatchNorm),
    blocks: Vec<Block>,
}

/// Inverted residual: expand, depthwise, project.
#[derive(Debug)]
struct Block {
    expand: Option<(Conv, BatchNorm)>,
    depthwise: (Conv, BatchNorm),
    project: (Conv, BatchNorm),
    residual: bool,
    stride: i64,
}

impl EfficientNetLite0 {
    pub fn new(store: &mut Store) -> Self {
        let conv =
            |store: &mut Store, name: String, shape: ConvShape| Conv::new(store, name, Role::Encoder, shape);
        let shape = |input, output, kernel, stride, groups| ConvShape {
            input,
            output,
            kernel,
            stride,
            groups,
            padding: Padding::Same,
        };
        let stem = (
            conv(store, "_conv_stem.weight".into(), shape(3, 32, 3, 2, 1)),
            BatchNorm::new(store, "_bn0", 32, EPSILON),
        );
        let mut blocks = Vec::new();
        let mut input = 32;
        for (count, kernel, first_stride, expansion, output) in STAGES {
            for index in 0..count {
                let stride = if index == 0 { first_stride } else { 1 };
                let prefix = format!("_blocks.{}", blocks.len());
                let wide = input * expansion;
                let expand = (expansion > 1).then(|| {
                    let name = format!("{prefix}._expand_conv.weight");
                    let expand = conv(store, name, shape(input, wide, 1, 1, 1));
                    (expand, BatchNorm::new(store, &format!("{prefix}._bn0"), wide, EPSILON))
                });
                let name = format!("{prefix}._depthwise_conv.weight");
                let depthwise = conv(store, name, shape(wide, wide, kernel, stride, wide));
                let depthwise = (depthwise, BatchNorm::new(store, &format!("{prefix}._bn1"), wide, EPSILON));
                let project =
                    conv(store, format!("{prefix}._project_conv.weight"), shape(wide, output, 1, 1, 1));
                let project = (project, BatchNorm::new(store, &format!("{prefix}._bn2"), output, EPSILON));
                blocks.push(Block {
                    expand,
                    depthwise,
                    project,
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
        let relu6 = |x: Tensor| x.clamp(0.0, 6.0);
        let x = (x - 127.0) / 128.0;
        let mut x = relu6(self.stem.1.forward(&self.stem.0.forward(&x), mode));
        let mut features = Vec::with_capacity(CHANNELS.len());
        for block in &self.blocks {
            if block.stride == 2 {
                features.push(x.shallow_clone());
            }
            let mut y = match &block.expand {
                Some((conv, norm)) => relu6(norm.forward(&conv.forward(&x), mode)),
                None => x.shallow_clone(),
            };
            y = relu6(block.depthwise.1.forward(&block.depthwise.0.forward(&y), mode));
            y = block.project.1.forward(&block.project.0.forward(&y), mode);
            x = if block.residual { x + y } else { y };
        }
        features.push(x);
        features
    }
}
