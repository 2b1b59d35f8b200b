//! The tensors of a network by name: where layers take them from, and how they are filled.

use std::collections::BTreeMap;

use lts_core::Seed;
use rand::RngExt;
use rand_distr::StandardNormal;
use tch::{Device, Kind, Tensor};

/// What a tensor is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Trained with the encoder's step size.
    Encoder,
    /// Trained with the decoder's step size.
    Decoder,
    /// Not trained: running statistics of the encoder.
    Buffer,
    /// Not trained, but a part of the decoder: statistics that a training begins with.
    DecoderBuffer,
}

impl Role {
    /// Whether an optimiser moves it.
    pub fn is_trained(self) -> bool {
        matches!(self, Self::Encoder | Self::Decoder)
    }

    /// Whether it is a part of the encoder.
    pub fn is_of_encoder(self) -> bool {
        matches!(self, Self::Encoder | Self::Buffer)
    }
}

/// How a tensor starts where no file gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Start {
    Zeros,
    Ones,
    /// Normal with variance 2 / fan-out (He et al., 2015).
    HeNormal,
}

/// One tensor.
#[derive(Debug)]
pub(crate) struct Entry {
    pub tensor: Tensor,
    pub role: Role,
    start: Start,
}

/// All tensors of a network. The order of the names is fixed.
#[derive(Debug)]
pub(crate) struct Store {
    pub entries: BTreeMap<String, Entry>,
    pub device: Device,
}

impl Store {
    pub fn new(device: Device) -> Self {
        Self { entries: BTreeMap::new(), device }
    }

    /// Makes the tensor `name`. The handle shares its memory with the store.
    pub fn make(&mut self, name: String, shape: &[i64], role: Role, start: Start) -> Tensor {
        let tensor = Tensor::zeros(shape, (Kind::Float, self.device));
        let tensor = if role.is_trained() { tensor.set_requires_grad(true) } else { tensor };
        let handle = tensor.shallow_clone();
        self.entries.insert(name, Entry { tensor, role, start });
        handle
    }

    /// Fills the tensors of `roles` as they start, random ones from `seed` and their name.
    pub fn restart(&mut self, seed: Seed, roles: impl Fn(Role) -> bool) {
        tch::no_grad(|| {
            for (name, entry) in self.entries.iter_mut().filter(|(_, entry)| roles(entry.role)) {
                match entry.start {
                    Start::Zeros => drop(entry.tensor.zero_()),
                    Start::Ones => drop(entry.tensor.fill_(1.0)),
                    Start::HeNormal => {
                        let shape = entry.tensor.size();
                        let fan_out = (shape[0] * shape[2..].iter().product::<i64>()) as f64;
                        let mut rng = seed.name(name).rng();
                        let deviation = (2.0 / fan_out).sqrt() as f32;
                        let values: Vec<f32> = (0..shape.iter().product::<i64>())
                            .map(|_| deviation * rng.sample::<f32, _>(StandardNormal))
                            .collect();
                        entry.tensor.copy_(&Tensor::from_slice(&values).view(shape.as_slice()));
                    }
                }
            }
        });
    }

    /// No gradients for the tensors of `role` from now on: they are not trained, and nothing is computed for them.
    pub fn freeze(&mut self, role: Role) {
        for entry in self.entries.values_mut().filter(|entry| entry.role == role) {
            // The flag belongs to the tensor, which the layers' handles share.
            entry.tensor = entry.tensor.set_requires_grad(false);
        }
    }

    /// All tensors with their names.
    pub fn tensors(&self) -> impl Iterator<Item = (String, &Tensor)> {
        self.entries.iter().map(|(name, entry)| (name.clone(), &entry.tensor))
    }

    /// Tensors that are trained, with their roles, in the order of the names.
    pub fn trained(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries
            .iter()
            .filter(|(_, entry)| entry.role.is_trained())
            .map(|(name, entry)| (name.as_str(), entry))
    }
}
