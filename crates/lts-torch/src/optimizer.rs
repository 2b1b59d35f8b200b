//! AdamW and SGD with a state that can be saved, which those of libtorch's Rust interface lack.

use std::collections::BTreeMap;

use tch::Tensor;

use crate::settings::{Optimizer as Kind, TrainingSettings};
use crate::store::{Role, Store};

/// Decay of the first and second moment, and of SGD's momentum.
const BETA1: f64 = 0.9;
const BETA2: f64 = 0.999;
const EPSILON: f64 = 1e-8;

/// Moves weights along their gradients.
#[derive(Debug)]
pub(crate) struct Optimizer {
    kind: Kind,
    learning_rate: f64,
    encoder_factor: f64,
    weight_decay: f64,
    warmup_steps: u32,
    /// Factor on the step size in the present epoch.
    pub factor: f64,
    pub steps: u64,
    /// First and second moments by the weights' names; SGD has no second.
    pub moments: BTreeMap<String, (Tensor, Option<Tensor>)>,
}

impl Optimizer {
    /// A fresh optimiser for the weights of `store` that are trained.
    pub fn new(settings: &TrainingSettings, store: &Store) -> Self {
        let factor = settings.encoder_learning_rate_factor;
        let trained = store.trained().filter(|(_, entry)| entry.role == Role::Decoder || factor > 0.0);
        let moments = trained.map(|(name, entry)| {
            let zeros = || entry.tensor.zeros_like().set_requires_grad(false);
            (name.to_string(), (zeros(), (settings.optimizer == Kind::AdamW).then(zeros)))
        });
        Self {
            kind: settings.optimizer,
            learning_rate: settings.learning_rate,
            encoder_factor: factor,
            weight_decay: settings.weight_decay,
            warmup_steps: settings.warmup_steps,
            factor: 1.0,
            steps: 0,
            moments: moments.collect(),
        }
    }

    /// Forgets everything.
    pub fn restart(&mut self) {
        self.steps = 0;
        for (first, second) in self.moments.values_mut() {
            let _ = first.zero_();
            if let Some(second) = second {
                let _ = second.zero_();
            }
        }
    }

    /// One step along the gradients of `store`, which are cleared.
    pub fn step(&mut self, store: &mut Store) {
        self.steps += 1;
        let warmup = (self.steps as f64 / f64::from(self.warmup_steps.max(1))).min(1.0);
        let correct = |beta: f64| 1.0 - beta.powf(self.steps as f64);
        let (correct1, correct2) = (correct(BETA1), correct(BETA2));
        tch::no_grad(|| {
            for (name, (first, second)) in &mut self.moments {
                let Some(entry) = store.entries.get_mut(name) else { continue };
                let mut gradient = entry.tensor.grad();
                if !gradient.defined() {
                    continue;
                }
                let factor = if entry.role == Role::Encoder { self.encoder_factor } else { 1.0 };
                let rate = self.learning_rate * self.factor * factor * warmup;
                // Biases and normalisation are not decayed, as is usual.
                if self.weight_decay > 0.0 && entry.tensor.dim() > 1 {
                    let _ = entry.tensor.g_mul_scalar_(1.0 - rate * self.weight_decay);
                }
                let change = match (self.kind, second) {
                    (Kind::AdamW, Some(second)) => {
                        let _ = first.lerp_(&gradient, 1.0 - BETA1);
                        let _ = second.lerp_(&gradient.square(), 1.0 - BETA2);
                        let scale = (&*second / correct2).sqrt() + EPSILON;
                        &*first / scale * (rate / correct1)
                    }
                    _ => {
                        let _ = first.g_mul_scalar_(BETA1);
                        let _ = first.g_add_(&gradient);
                        &*first * rate
                    }
                };
                let _ = entry.tensor.g_sub_(&change);
                let _ = gradient.zero_();
            }
        });
    }
}
