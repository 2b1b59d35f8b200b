//! Descriptions of images by an encoder that does not change: computed once for images that are scored again and again.

use std::sync::Arc;

use lts_core::Sample;
use tch::Tensor;

/// Sets of images that are remembered: a validation set and a test set, and one more for whoever alternates.
const MOST: usize = 3;

/// What is known of some sets of samples.
#[derive(Default)]
pub(crate) struct Described {
    sets: Vec<(Vec<Arc<Sample>>, Tensor)>,
}

impl Described {
    /// The description of exactly these samples (samples, channels), if it is known.
    pub fn find(&self, samples: &[Arc<Sample>]) -> Option<Tensor> {
        let same = |known: &[Arc<Sample>]| {
            known.len() == samples.len() && known.iter().zip(samples).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        self.sets.iter().find(|(known, _)| same(known)).map(|(_, description)| description.shallow_clone())
    }

    /// Remembers a description; the oldest is forgotten.
    pub fn keep(&mut self, samples: &[Arc<Sample>], description: &Tensor) {
        // A set that is read from disk anew each time is never asked for again.
        if samples.iter().any(|sample| Arc::strong_count(sample) == 1) {
            return;
        }
        if self.sets.len() == MOST {
            drop(self.sets.remove(0));
        }
        self.sets.push((samples.to_vec(), description.shallow_clone()));
    }
}
