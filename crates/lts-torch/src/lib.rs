//! Main task models on libtorch: networks, training, scoring. The only crate that names tch.

mod augment;
mod confusion;
mod count_network;
mod counter;
mod described;
mod efficientnet;
mod epochs;
mod features;
mod files;
mod layers;
mod library;
mod network;
mod optimizer;
mod resnet;
mod segmenter;
mod settings;
mod small;
mod store;
mod training;

pub use counter::{Counter, CounterSettings, Reduction};
pub use files::{ModelKind, kind_of};
pub use library::{LibraryInfo, error_of_a_failing_backward, library_info};
pub use segmenter::{Segmenter, SegmenterSettings};
pub use settings::{
    AugmentationSettings, BatchNorm, Device, Encoder, ModelSettings, Optimizer, TrainingSettings,
};

#[cfg(test)]
mod tests;
