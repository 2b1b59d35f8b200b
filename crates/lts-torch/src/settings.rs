//! What an experiment says about its main task model: `[task.model]`, `[task.training]`, `[task.augmentation]`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// `[task.model]`: the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModelSettings {
    /// The part that is shared with image classifiers. Absent: EfficientNet-Lite0 for segmentation, ResNet-18 for counting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoder: Option<Encoder>,
    /// `pretrained` (EfficientNet-Lite0 alone), `random`, or the path of a safetensors file: for a ResNet with
    /// torchvision's names, or weights that this program wrote, of which those of another task start the encoder alone.
    /// Absent: `pretrained` for segmentation, `random` for counting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<String>,
    /// Channels of the decoder at the finest level; coarser levels have up to four times as many.
    pub decoder_width: i64,
}

impl Default for ModelSettings {
    fn default() -> Self {
        Self { encoder: None, weights: None, decoder_width: 32 }
    }
}

impl ModelSettings {
    /// Writes down what is absent, and returns encoder and weights.
    pub(crate) fn fill(&mut self, encoder: Encoder, weights: &str) -> (Encoder, String) {
        let weights = self.weights.get_or_insert_with(|| weights.into()).clone();
        (*self.encoder.get_or_insert(encoder), weights)
    }
}

/// Encoders, by their usual names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoder {
    /// EfficientNet-Lite0 (Tan and Le, 2019; without squeeze-excite), 3.4 million weights.
    EfficientnetLite0,
    /// ResNet-18 (He et al., 2016).
    Resnet18,
    /// ResNet-50.
    Resnet50,
    /// Ten 3x3 convolutions of 16 to 128 channels, 0.4 million weights: for the CPU and small images.
    Small,
}

impl Encoder {
    /// The name in configurations and weights files.
    pub fn name(self) -> &'static str {
        match self {
            Self::EfficientnetLite0 => "efficientnet-lite0",
            Self::Resnet18 => "resnet18",
            Self::Resnet50 => "resnet50",
            Self::Small => "small",
        }
    }
}

/// `[task.training]`: how the network is fitted to a candidate's images.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrainingSettings {
    /// Passes over a candidate's images (xi).
    pub epochs: u32,
    /// Images an optimiser step.
    pub batch_size: usize,
    /// AdamW, or stochastic gradient descent with momentum 0.9.
    pub optimizer: Optimizer,
    /// Step size of the decoder, or of the counting head.
    pub learning_rate: f64,
    /// The encoder's step size is the decoder's times this; 0 keeps the encoder as it is.
    pub encoder_learning_rate_factor: f64,
    /// Optimiser steps over which the step size rises from 0.
    pub warmup_steps: u32,
    /// Share of the step size that is gone in the last epoch, 0..1; it falls evenly from epoch to epoch.
    pub decay: f64,
    /// Decoupled weight decay.
    pub weight_decay: f64,
    /// Class weights from the batch's own pixel shares, share^-balance; 0 weighs all pixels alike.
    pub balance: f64,
    /// Further factors on the loss by class name.
    pub class_weights: BTreeMap<String, f64>,
    /// Share of the target that is spread over all classes, 0..1.
    pub label_smoothing: f64,
    /// Statistics of the encoder's batch normalisation.
    pub batch_norm: BatchNorm,
    /// Where to compute.
    pub device: Device,
    /// Threads on the CPU; 0 takes one per core.
    pub threads: i32,
}

impl Default for TrainingSettings {
    fn default() -> Self {
        Self {
            epochs: 2,
            batch_size: 8,
            optimizer: Optimizer::AdamW,
            learning_rate: 2e-3,
            encoder_learning_rate_factor: 0.1,
            warmup_steps: 4,
            decay: 0.0,
            weight_decay: 1e-4,
            balance: 0.3,
            class_weights: BTreeMap::new(),
            label_smoothing: 0.0,
            batch_norm: BatchNorm::Auto,
            device: Device::Auto,
            threads: 0,
        }
    }
}

/// Optimisers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Optimizer {
    /// Adam with decoupled weight decay (Loshchilov and Hutter, 2019).
    AdamW,
    /// Stochastic gradient descent with momentum 0.9.
    Sgd,
}

/// Where the mean and variance of batch normalisation come from during training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BatchNorm {
    /// Frozen for weights from a file, batch for random ones.
    Auto,
    /// Those that came with the weights: real images' statistics are kept while training on simulated ones.
    Frozen,
    /// Those of each batch, averaged for later use.
    Batch,
}

/// Devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Device {
    /// CUDA if libtorch sees a GPU, else the CPU.
    Auto,
    /// The CPU.
    Cpu,
    /// The first GPU; an error if there is none.
    Cuda,
}

impl std::str::FromStr for Device {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            "cpu" => Ok(Self::Cpu),
            "cuda" => Ok(Self::Cuda),
            other => Err(format!("unknown device '{other}'; expected auto, cpu or cuda")),
        }
    }
}

/// `[task.augmentation]`: random changes of training images. A strength of 0 switches a change off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AugmentationSettings {
    /// Probability of a left-right flip.
    pub flip: f64,
    /// Smallest share of width and height that a random crop keeps, 0..1; 1 crops nothing. Absent: 0.6 for
    /// segmentation, 1 for counting, where a part of an image has other counts than the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crop: Option<f64>,
    /// Brightness is multiplied by 1 - x .. 1 + x.
    pub brightness: f64,
    /// Contrast is multiplied by 1 - x .. 1 + x.
    pub contrast: f64,
    /// Saturation is multiplied by 1 - x .. 1 + x.
    pub saturation: f64,
    /// Hue is turned by up to x of a full turn to either side.
    pub hue: f64,
    /// Largest standard deviation of a Gaussian blur, pixels.
    pub blur: f64,
    /// Largest standard deviation of added noise, 8-bit steps.
    pub noise: f64,
}

impl Default for AugmentationSettings {
    fn default() -> Self {
        Self {
            flip: 0.5,
            crop: None,
            brightness: 0.4,
            contrast: 0.4,
            saturation: 0.5,
            hue: 0.05,
            blur: 1.0,
            noise: 8.0,
        }
    }
}

impl TrainingSettings {
    /// The first setting that has no sense: its key and what was expected.
    pub(crate) fn problem(&self) -> Option<(&'static str, String)> {
        let rules = [
            ("task.training.epochs", f64::from(self.epochs), 1.0, 1e6),
            ("task.training.batch_size", self.batch_size as f64, 1.0, 1e6),
            ("task.training.learning_rate", self.learning_rate, 1e-12, 1e3),
            ("task.training.encoder_learning_rate_factor", self.encoder_learning_rate_factor, 0.0, 1e3),
            ("task.training.decay", self.decay, 0.0, 1.0),
            ("task.training.weight_decay", self.weight_decay, 0.0, 1e3),
            ("task.training.balance", self.balance, 0.0, 1.0),
            ("task.training.label_smoothing", self.label_smoothing, 0.0, 1.0),
            ("task.training.threads", f64::from(self.threads), 0.0, 4096.0),
        ];
        first_outside(&rules)
    }
}

impl AugmentationSettings {
    /// Whether images stay as they are.
    pub(crate) fn changes_nothing(&self) -> bool {
        let Self { flip, crop, brightness, contrast, saturation, hue, blur, noise } = self;
        let off =
            [flip, brightness, contrast, saturation, hue, blur, noise].iter().all(|value| **value == 0.0);
        off && *crop == Some(1.0)
    }

    /// The first setting that has no sense: its key and what was expected.
    pub(crate) fn problem(&self) -> Option<(&'static str, String)> {
        let rules = [
            ("task.augmentation.flip", self.flip, 0.0, 1.0),
            ("task.augmentation.crop", self.crop.unwrap_or(1.0), 0.05, 1.0),
            ("task.augmentation.brightness", self.brightness, 0.0, 1.0),
            ("task.augmentation.contrast", self.contrast, 0.0, 1.0),
            ("task.augmentation.saturation", self.saturation, 0.0, 1.0),
            ("task.augmentation.hue", self.hue, 0.0, 0.5),
            ("task.augmentation.blur", self.blur, 0.0, 20.0),
            ("task.augmentation.noise", self.noise, 0.0, 128.0),
        ];
        first_outside(&rules)
    }
}

fn first_outside(rules: &[(&'static str, f64, f64, f64)]) -> Option<(&'static str, String)> {
    let (key, value, low, high) =
        rules.iter().find(|(_, value, low, high)| !(*low..=*high).contains(value))?;
    Some((key, format!("it is {value}, expected a number in {low}..{high}")))
}
