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
        self.apply(x, &self.weight, None)
    }

    fn apply(&self, x: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Tensor {
        let (stride, groups) = ([self.stride; 2], self.groups);
        if self.padding == Padding::Symmetric || self.stride == 1 {
            return x.conv2d(weight, bias, stride, [self.kernel / 2; 2], [1, 1], groups);
        }
        let size = x.size();
        let total = |extent: i64| ((extent - 1) / self.stride * self.stride + self.kernel - extent).max(0);
        let (height, width) = (total(size[2]), total(size[3]));
        let (top, left) = (height / 2, width / 2);
        let padded = x.constant_pad_nd([left, width - left, top, height - top]);
        padded.conv2d(weight, bias, stride, [0, 0], [1, 1], groups)
    }
}

/// A convolution of an encoder with the batch normalisation behind it.
#[derive(Debug)]
pub(crate) struct ConvNorm {
    conv: Conv,
    norm: BatchNorm,
}

impl ConvNorm {
    /// `conv` and `norm` are the tensors' names; `norm` without its parts.
    pub fn new(store: &mut Store, conv: String, norm: &str, shape: ConvShape, epsilon: f64) -> Self {
        let output = shape.output;
        let conv = Conv::new(store, conv, Role::Encoder, shape);
        Self { conv, norm: BatchNorm::new(store, norm, output, epsilon) }
    }

    pub fn forward(&self, x: &Tensor, mode: Mode) -> Tensor {
        match mode {
            Mode::TrainBatch => self.norm.forward(&self.conv.forward(x)),
            // Stored statistics make it an affine map of each channel, which the convolution can do itself: a pass
            // over the feature map is saved forwards, and two backwards.
            Mode::Stored => {
                let (scale, shift) = self.norm.affine();
                self.conv.apply(x, &(&self.conv.weight * scale.view([-1, 1, 1, 1])), Some(&shift))
            }
        }
    }
}

/// Batch normalisation.
#[derive(Debug)]
struct BatchNorm {
    weight: Tensor,
    bias: Tensor,
    mean: Tensor,
    variance: Tensor,
    epsilon: f64,
}

impl BatchNorm {
    fn new(store: &mut Store, name: &str, channels: i64, epsilon: f64) -> Self {
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

    /// With the statistics of the batch, which are averaged for later.
    fn forward(&self, x: &Tensor) -> Tensor {
        // Candidates train for a few steps: the stored statistics must follow quickly.
        let momentum = 0.2;
        let (weight, bias) = (Some(&self.weight), Some(&self.bias));
        let (mean, variance) = (Some(&self.mean), Some(&self.variance));
        x.batch_norm(weight, bias, mean, variance, true, momentum, self.epsilon, false)
    }

    /// Factor and summand of each channel with the stored statistics.
    fn affine(&self) -> (Tensor, Tensor) {
        let scale = &self.weight / (&self.variance + self.epsilon).sqrt();
        let shift = &self.bias - &self.mean * &scale;
        (scale, shift)
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
        x.group_norm(8, Some(&self.weight), Some(&self.bias), 1e-5, false).relu_()
    }
}

#[cfg(test)]
mod tests {
    use tch::{Device, Kind, Tensor};

    use super::*;

    /// What one tap of a 3x3 kernel with stride 2 reads from the numbers 0.. along a row, border zeros included.
    fn taps(padding: Padding, extent: i64) -> Vec<Vec<f64>> {
        let row = Tensor::arange(extent, (Kind::Float, Device::Cpu)) + 1.0;
        let image = row.view([1, 1, 1, extent]).repeat([1, 1, extent, 1]);
        let tap = |column: i64| {
            let mut store = Store::new(Device::Cpu);
            let shape = ConvShape { input: 1, output: 1, kernel: 3, stride: 2, groups: 1, padding };
            let conv = Conv::new(&mut store, "w".into(), Role::Encoder, shape);
            tch::no_grad(|| {
                let _ = conv.weight.shallow_clone().narrow(2, 1, 1).narrow(3, column, 1).fill_(1.0);
                Vec::try_from(conv.forward(&image).get(0).get(0).get(1)).unwrap()
            })
        };
        (0..3).map(tap).collect()
    }

    #[test]
    fn same_padding_is_that_of_tensorflow() {
        // An even extent gets its one border pixel at the end, an odd one gets two, one at each side.
        let even = [vec![1.0, 3.0, 5.0], vec![2.0, 4.0, 6.0], vec![3.0, 5.0, 0.0]];
        assert_eq!(taps(Padding::Same, 6), even);
        let symmetric = [vec![0.0, 2.0, 4.0], vec![1.0, 3.0, 5.0], vec![2.0, 4.0, 6.0]];
        assert_eq!(taps(Padding::Symmetric, 6), symmetric);
        let odd = [vec![0.0, 2.0, 4.0], vec![1.0, 3.0, 5.0], vec![2.0, 4.0, 0.0]];
        assert_eq!(taps(Padding::Same, 5), odd);
        assert_eq!(taps(Padding::Symmetric, 5), odd);
    }
}
