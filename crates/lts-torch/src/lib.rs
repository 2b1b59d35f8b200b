//! Main task models on libtorch: networks, training, scoring. The only crate that names tch.

mod augment;
mod confusion;
mod efficientnet;
mod files;
mod layers;
mod library;
mod network;
mod optimizer;
mod resnet;
mod segmenter;
mod settings;
mod store;

pub use library::{LibraryInfo, library_info};
pub use segmenter::{Segmenter, SegmenterSettings};
pub use settings::{
    AugmentationSettings, BatchNorm, Device, Encoder, ModelSettings, Optimizer, TrainingSettings,
};

#[cfg(test)]
mod tests;
