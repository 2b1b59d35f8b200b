//! The encoders behind one face: features of an image at strides 2, 4, 8, 16 and 32.

use tch::Tensor;

use crate::efficientnet::{self, EfficientNetLite0};
use crate::layers::Mode;
use crate::resnet::{Depth, ResNet};
use crate::settings::Encoder;
use crate::small::{self, Small};
use crate::store::Store;

/// An encoder of any kind.
#[derive(Debug)]
pub(crate) enum Features {
    EfficientNetLite0(EfficientNetLite0),
    ResNet(ResNet),
    Small(Small),
}

impl Features {
    /// The encoder and the channels of its features; its tensors are not filled yet.
    pub fn new(store: &mut Store, encoder: Encoder) -> (Self, [i64; 5]) {
        let resnet =
            |store: &mut Store, depth: Depth| (Self::ResNet(ResNet::new(store, depth)), depth.channels());
        match encoder {
            Encoder::EfficientnetLite0 => {
                (Self::EfficientNetLite0(EfficientNetLite0::new(store)), efficientnet::CHANNELS)
            }
            Encoder::Resnet18 => resnet(store, Depth::Eighteen),
            Encoder::Resnet50 => resnet(store, Depth::Fifty),
            Encoder::Small => (Self::Small(Small::new(store)), small::CHANNELS),
        }
    }

    /// Features of `x`: 8-bit RGB values as floats (batch, 3, height, width).
    pub fn of(&self, x: &Tensor, mode: Mode) -> Vec<Tensor> {
        match self {
            Self::EfficientNetLite0(encoder) => encoder.features(x, mode),
            Self::ResNet(encoder) => encoder.features(x, mode),
            Self::Small(encoder) => encoder.features(x, mode),
        }
    }
}
