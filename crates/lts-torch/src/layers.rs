//! Layers of the networks: convolution with either padding rule, batch and group normalisation.

use tch::Tensor;

use crate::store::{Role, Start, Store};

/// Whether a forward pass trains: batch statistics are used and averaged only then, and only if not frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Training with the batch's statistics.
    TrainBatch,
    /// Training or scoring with the stored statistics.
    Stored,
}

/// How an image is padded before a convolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Padding {
    /// The same on both sides, as PyTorch does.
    Symmetric,
    /// TensorFlow's "SAME": one more at the end where it does not divide evenly.
    Same,
}

/// A convolution without bias.
#[derive(Debug)]
pub(crate) struct Conv {
    weight: Tensor,
    kernel: i64,
    stride: i64,
    groups: i64,
    padding: Padding,
}

/// What a convolution is like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ConvShape {
    pub input: i64,
    pub output: i64,
    pub kernel: i64,
    pub stride: i64,
    pub groups: i64,
    pub padding: Padding,
}

impl Conv {
    pub fn new(store: &mut Store, name: String, role: Role, shape: ConvShape) -> Self {
        let ConvShape { input, output, kernel, stride, groups, padding } = shape;
        let weight = store.make(name, &[output, input / groups, kernel, kernel], role, Start::HeNormal);
        Self { weight, kernel, stride, groups, padding }
    }

    pub fn forward(&self, x: &Tensor) -> Tensor {
        let (stride, groups) = ([self.stride; 2], self.groups);
        let none = None::<&Tensor>;
        if self.padding == Padding::Symmetric || self.stride == 1 {
            return x.conv2d(&self.weight, none, stride, [self.kernel / 2; 2], [1, 1], groups);
        }
        let size = x.size();
        let total = |extent: i64| ((extent - 1) / self.stride * self.stride + self.kernel - extent).max(0);
        let (height, width) = (total(size[2]), total(size[3]));
        let (top, left) = (height / 2, width / 2);
        let padded = x.constant_pad_nd([left, width - left, top, height - top]);
        padded.conv2d(&self.weight, none, stride, [0, 0], [1, 1], groups)
    }
}

/// Batch normalisation.
#[derive(Debug)]
pub(crate) struct BatchNorm {
    weight: Tensor,
    bias: Tensor,
    mean: Tensor,
    variance: Tensor,
    epsilon: f64,
}

impl BatchNorm {
    pub fn new(store: &mut Store, name: &str, channels: i64, epsilon: f64) -> Self {
        let mut make =
            |part: &str, role, start| store.make(format!("{name}.{part}"), &[channels], role, start);
        Self {
            weight: make("weight", Role::Encoder, Start::Ones),
            bias: make("bias", Role::Encoder, Start::Zeros),
            mean: make("running_mean", Role::Buffer, Start::Zeros),
            variance: make("running_var", Role::Buffer, Start::Ones),
            epsilon,
        }
    }

    pub fn forward(&self, x: &Tensor, mode: Mode) -> Tensor {
        // Candidates train for a few steps: the stored statistics must follow quickly.
        let momentum = 0.2;
        let (weight, bias) = (Some(&self.weight), Some(&self.bias));
        let (mean, variance) = (Some(&self.mean), Some(&self.variance));
        x.batch_norm(weight, bias, mean, variance, mode == Mode::TrainBatch, momentum, self.epsilon, false)
    }
}

/// Convolution, group normalisation and ReLU of the decoder: no running statistics that a short training leaves stale.
#[derive(Debug)]
pub(crate) struct DecoderBlock {
    conv: Conv,
    weight: Tensor,
    bias: Tensor,
}

impl DecoderBlock {
    pub fn new(store: &mut Store, name: &str, input: i64, output: i64) -> Self {
        let shape = ConvShape { input, output, kernel: 3, stride: 1, groups: 1, padding: Padding::Symmetric };
        let conv = Conv::new(store, format!("{name}.conv.weight"), Role::Decoder, shape);
        let weight = store.make(format!("{name}.norm.weight"), &[output], Role::Decoder, Start::Ones);
        let bias = store.make(format!("{name}.norm.bias"), &[output], Role::Decoder, Start::Zeros);
        Self { conv, weight, bias }
    }

    pub fn forward(&self, x: &Tensor) -> Tensor {
        let x = self.conv.forward(x);
        x.group_norm(8, Some(&self.weight), Some(&self.bias), 1e-5, false).relu()
    }
}
