//! ResNet-18 and ResNet-50 as encoders, with torchvision's names: features at strides 2, 4, 8, 16 and 32.

use tch::{Kind, Tensor};

use crate::layers::{ConvNorm, ConvShape, Mode, Padding};
use crate::store::Store;

/// As in torchvision.
const EPSILON: f64 = 1e-5;
/// Mean and deviation of ImageNet's colours in 8-bit steps.
const MEAN: [f64; 3] = [123.675, 116.28, 103.53];
const DEVIATION: [f64; 3] = [58.395, 57.12, 57.375];

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    Eighteen,
    Fifty,
}

impl Depth {
    /// Channels of the features at strides 2, 4, 8, 16, 32.
    pub fn channels(self) -> [i64; 5] {
        match self {
            Self::Eighteen => [64, 64, 128, 256, 512],
            Self::Fifty => [64, 256, 512, 1024, 2048],
        }
    }
}

#[derive(Debug)]
pub(crate) struct ResNet {
    stem: ConvNorm,
    layers: Vec<Vec<Block>>,
}

#[derive(Debug)]
struct Block {
    convs: Vec<ConvNorm>,
    shortcut: Option<ConvNorm>,
}

impl ResNet {
    pub fn new(store: &mut Store, depth: Depth) -> Self {
        let stem = pair(store, "conv1", "bn1", 3, 64, 7, 2);
        let counts = match depth {
            Depth::Eighteen => [2, 2, 2, 2],
            Depth::Fifty => [3, 4, 6, 3],
        };
        let mut input = 64;
        let mut layers = Vec::new();
        for (level, count) in counts.into_iter().enumerate() {
            let narrow = 64 << level;
            let output = depth.channels()[level + 1];
            let mut blocks = Vec::new();
            for index in 0..count {
                let stride = if index == 0 && level > 0 { 2 } else { 1 };
                let prefix = format!("layer{}.{index}", level + 1);
                let (conv, norm) = (|n: u8| format!("{prefix}.conv{n}"), |n: u8| format!("{prefix}.bn{n}"));
                let convs = match depth {
                    Depth::Eighteen => vec![
                        pair(store, &conv(1), &norm(1), input, output, 3, stride),
                        pair(store, &conv(2), &norm(2), output, output, 3, 1),
                    ],
                    Depth::Fifty => vec![
                        pair(store, &conv(1), &norm(1), input, narrow, 1, 1),
                        pair(store, &conv(2), &norm(2), narrow, narrow, 3, stride),
                        pair(store, &conv(3), &norm(3), narrow, output, 1, 1),
                    ],
                };
                let (shortcut, shortcut_norm) =
                    (format!("{prefix}.downsample.0"), format!("{prefix}.downsample.1"));
                let shortcut = (stride == 2 || input != output)
                    .then(|| pair(store, &shortcut, &shortcut_norm, input, output, 1, stride));
                blocks.push(Block { convs, shortcut });
                input = output;
            }
            layers.push(blocks);
        }
        Self { stem, layers }
    }

    /// Features at strides 2 to 32 of `x`: 8-bit RGB values as floats (batch, 3, height, width).
    pub fn features(&self, x: &Tensor, mode: Mode) -> Vec<Tensor> {
        let options = (Kind::Float, x.device());
        let row = |values: [f64; 3]| {
            Tensor::from_slice(&values).to_kind(options.0).to_device(options.1).view([1, 3, 1, 1])
        };
        let x = (x - row(MEAN)) / row(DEVIATION);
        let mut x = self.stem.forward(&x, mode).relu_();
        let mut features = vec![x.shallow_clone()];
        x = x.max_pool2d([3, 3], [2, 2], [1, 1], [1, 1], false);
        for blocks in &self.layers {
            for block in blocks {
                x = block.forward(&x, mode);
            }
            features.push(x.shallow_clone());
        }
        features
    }
}

impl Block {
    fn forward(&self, x: &Tensor, mode: Mode) -> Tensor {
        let mut y = x.shallow_clone();
        for (index, conv) in self.convs.iter().enumerate() {
            y = conv.forward(&y, mode);
            if index + 1 < self.convs.len() {
                y = y.relu_();
            }
        }
        let shortcut = match &self.shortcut {
            Some(conv) => conv.forward(x, mode),
            None => x.shallow_clone(),
        };
        (y + shortcut).relu_()
    }
}

fn pair(
    store: &mut Store,
    conv: &str,
    norm: &str,
    input: i64,
    output: i64,
    kernel: i64,
    stride: i64,
) -> ConvNorm {
    let shape = ConvShape { input, output, kernel, stride, groups: 1, padding: Padding::Symmetric };
    ConvNorm::new(store, format!("{conv}.weight"), norm, shape, EPSILON)
}
