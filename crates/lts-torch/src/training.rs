//! What every main task model shares: where its weights start, how they move, and how a training is kept on disk.

use std::collections::HashMap;
use std::path::Path;

use lts_core::{ModelError, Seed, Stop};
use tch::Tensor;

use crate::epochs::Epoch;
use crate::files::{self, WeightsFile};
use crate::layers::Mode;
use crate::library;
use crate::optimizer::Optimizer;
use crate::settings::{BatchNorm, Encoder, TrainingSettings};
use crate::store::{Role, Store};

/// Where weights start.
enum Origin {
    Random,
    /// A file with the encoder's tensors, and perhaps the others.
    File(WeightsFile),
}

/// The training of the weights in a [`Store`].
pub(crate) struct Training {
    encoder: Encoder,
    /// What the header of a file with the whole network says.
    format: &'static str,
    origin: Origin,
    optimizer: Optimizer,
    /// Mode of the encoder while training.
    pub mode: Mode,
    /// Whether the encoder is neither trained nor adapted: an image has the same features from the first candidate to
    /// the last. One with random weights is then filled from a seed of its own, not from those of the candidates.
    pub encoder_is_fixed: bool,
    encoder_is_filled: bool,
}

impl Training {
    /// The training of the weights in `store`, which are filled. `weights` is the setting of that name.
    ///
    /// # Errors
    /// If there are no such weights, or they are not of this network.
    pub fn new(
        encoder: Encoder,
        weights: &str,
        format: &'static str,
        settings: &TrainingSettings,
        store: &mut Store,
    ) -> Result<Self, ModelError> {
        let still = settings.encoder_learning_rate_factor == 0.0;
        if still {
            store.freeze(Role::Encoder);
        }
        let origin = match weights {
            "random" => Origin::Random,
            "pretrained" if encoder == Encoder::EfficientnetLite0 => {
                Origin::File(files::read(&lts_data::weights::find_pretrained()?)?)
            }
            "pretrained" => {
                let reason = format!(
                    "no pretrained weights of {} come with the program; expected 'random' or the path of a safetensors file with torchvision's names",
                    encoder.name()
                );
                return Err(ModelError::Setting { key: "task.model.weights".into(), reason });
            }
            path => Origin::File(files::read(Path::new(path))?),
        };
        let stored = match settings.batch_norm {
            BatchNorm::Auto => still || matches!(origin, Origin::File(_)),
            BatchNorm::Frozen => true,
            BatchNorm::Batch => false,
        };
        let mut training = Self {
            encoder,
            format,
            origin,
            optimizer: Optimizer::new(settings, store),
            mode: if stored { Mode::Stored } else { Mode::TrainBatch },
            encoder_is_fixed: still && stored,
            encoder_is_filled: false,
        };
        // A file that does not fit is found now, not in the middle of a run.
        training.reset(store, Seed::new(0))?;
        Ok(training)
    }

    /// Starting weights and a fresh optimiser.
    pub fn reset(&mut self, store: &mut Store, seed: Seed) -> Result<(), ModelError> {
        let keeps_encoder = self.encoder_is_fixed && self.encoder_is_filled;
        store.restart(seed, |role| !role.is_of_encoder());
        if !keeps_encoder {
            let seed = if self.encoder_is_fixed { Seed::new(0).name("encoder") } else { seed };
            store.restart(seed, Role::is_of_encoder);
        }
        self.optimizer.restart();
        if let Origin::File(file) = &self.origin {
            if let Some(encoder) = file.metadata.get("encoder")
                && encoder != self.encoder.name()
            {
                let wanted = self.encoder.name();
                let reason = format!("these are weights of another network ({encoder}), expected {wanted}");
                return Err(files::error(&file.path, reason));
            }
            // A file of this network has all its tensors; one of another task or an image classifier the encoder's alone.
            let whole = file.metadata.get("format").is_some_and(|format| format == self.format);
            for (name, entry) in &mut store.entries {
                let wanted = if entry.role.is_of_encoder() { !keeps_encoder } else { whole };
                if wanted {
                    file.copy_into(name, &mut entry.tensor)?;
                }
            }
        }
        self.encoder_is_filled = true;
        Ok(())
    }

    /// One optimiser step down `loss`; its value.
    ///
    /// # Errors
    /// [`ModelError::Diverged`] if it is not finite, [`ModelError::Stopped`] on a stop, [`ModelError::Library`] if
    /// libtorch fails.
    pub fn step(
        &mut self,
        store: &mut Store,
        loss: &Tensor,
        epoch: Epoch,
        stop: &Stop,
    ) -> Result<f64, ModelError> {
        let value = loss.double_value(&[]);
        if !value.is_finite() {
            return Err(ModelError::Diverged { loss: value, step: self.optimizer.steps });
        }
        // A large batch takes long: a host that quits should not wait for its second half.
        if stop.is_requested() {
            return Err(ModelError::Stopped);
        }
        loss.f_backward().map_err(|cause| library::failure(&cause))?;
        self.optimizer.factor = epoch.rate;
        self.optimizer.step(store);
        Ok(value)
    }

    /// Whether a tensor changes while training, so that its state is part of a training's state.
    fn changes(&self, role: Role) -> bool {
        !role.is_of_encoder() || !self.encoder_is_fixed
    }

    /// Writes weights and the optimiser's state.
    pub fn save(&self, store: &Store, path: &Path) -> Result<(), ModelError> {
        let weights = store.entries.iter().filter(|(_, entry)| self.changes(entry.role));
        let weights = weights.map(|(name, entry)| (name.clone(), &entry.tensor));
        let moments = self.optimizer.moments.iter().flat_map(|(name, (first, second))| {
            let second = second.as_ref().map(|second| (format!("second/{name}"), second));
            std::iter::once((format!("first/{name}"), first)).chain(second)
        });
        let metadata = HashMap::from([("steps".to_string(), self.optimizer.steps.to_string())]);
        files::write(path, weights.chain(moments), metadata)
    }

    /// Restores what [`save`](Self::save) wrote.
    pub fn load(&mut self, store: &mut Store, path: &Path) -> Result<(), ModelError> {
        let file = files::read(path)?;
        let steps = file.metadata.get("steps").and_then(|steps| steps.parse().ok());
        let steps = steps.ok_or_else(|| files::error(path, "it holds no state of a training"))?;
        for (name, entry) in &mut store.entries {
            if self.changes(entry.role) {
                file.copy_into(name, &mut entry.tensor)?;
            }
        }
        for (name, (first, second)) in &mut self.optimizer.moments {
            file.copy_into(&format!("first/{name}"), first)?;
            if let Some(second) = second {
                file.copy_into(&format!("second/{name}"), second)?;
            }
        }
        self.optimizer.steps = steps;
        Ok(())
    }
}

/// Tells libtorch how many threads to use; 0 takes one per core.
pub(crate) fn set_threads(threads: i32) {
    let threads = if threads > 0 {
        threads
    } else {
        std::thread::available_parallelism().map_or(1, |cores| cores.get() as i32)
    };
    if tch::get_num_threads() != threads {
        tch::set_num_threads(threads);
    }
}

#[cfg(test)]
mod tests {
    use tch::{Device, Kind};

    use super::*;
    use crate::network::Network;

    fn epoch() -> Epoch {
        Epoch { seed: Seed::new(0), rate: 1.0 }
    }

    /// A small network with its training, and the loss of an image of zeros.
    fn small() -> (Network, Training, Tensor) {
        let mut network = Network::new(Encoder::Small, 8, 2, Device::Cpu);
        let settings = TrainingSettings { encoder_learning_rate_factor: 1.0, ..TrainingSettings::default() };
        let training =
            Training::new(Encoder::Small, "random", "test", &settings, &mut network.store).unwrap();
        let images = Tensor::zeros([1, 3, 32, 32], (Kind::Float, Device::Cpu));
        let loss = network.forward(&images, training.mode).square().mean(Kind::Float);
        (network, training, loss)
    }

    #[test]
    fn an_error_of_libtorch_in_a_backward_pass_is_an_error_of_the_model() {
        let (mut network, mut training, loss) = small();
        training.step(&mut network.store, &loss, epoch(), &Stop::new()).unwrap();
        // The first pass freed what this one needs.
        let error = training.step(&mut network.store, &loss, epoch(), &Stop::new()).unwrap_err();
        let ModelError::Library(text) = error else { panic!("{error}") };
        assert!(text.contains("a second time") && !text.contains('\n'), "{text}");
        assert_eq!(training.optimizer.steps, 1);
        let checked = crate::error_of_a_failing_backward().unwrap();
        assert!(checked.contains("a second time"), "{checked}");
    }

    #[test]
    fn a_stop_after_the_forward_pass_leaves_the_weights_as_they_are() {
        let (mut network, mut training, loss) = small();
        let stop = Stop::new();
        stop.request();
        let stopped = training.step(&mut network.store, &loss, epoch(), &stop);
        assert!(matches!(stopped, Err(ModelError::Stopped)));
        assert_eq!(training.optimizer.steps, 0);
    }
}
