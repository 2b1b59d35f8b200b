//! The simulator: parameters and a seed fix the labelled samples it makes.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::{ClassMap, ParameterSpace, Sample, Seed, Values};

/// Makes labelled samples from parameters.
pub trait Simulator: Send {
    /// The parameters it has, with the experiment's bounds, starts and fixed values applied.
    fn space(&self) -> &ParameterSpace;

    /// The meaning of the class ids in its samples.
    fn classes(&self) -> &ClassMap;

    /// What [`Sample::counts`] counts, in order; empty if it counts nothing.
    fn count_names(&self) -> &[String];

    /// Makes `images` samples and hands them to `deliver` in order. Sample `i` depends on `values` and
    /// `seed.index(i)` alone. Ends early, without an error, when `deliver` answers [`ControlFlow::Break`].
    ///
    /// # Errors
    /// If a value is missing or the device fails.
    fn generate(
        &mut self,
        values: &Values,
        images: usize,
        seed: Seed,
        deliver: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<(), SimulatorError>;

    /// The score function of `samples` that [`generate`](Simulator::generate) made from `values`: the gradient of
    /// log q(sample | values), where q is the density with which the simulator makes the sample. Row-major, one row a
    /// sample, one finite number for each number of a flat point of the [`space`](Simulator::space), in the inverse of
    /// its unit. Its mean over samples is 0.
    ///
    /// `None` if the simulator does not know it, as most do not; an empty list of samples asks whether it does.
    ///
    /// # Errors
    /// If a value is missing, or a sample is none of this simulator.
    fn score_function(
        &self,
        values: &Values,
        samples: &[Arc<Sample>],
    ) -> Result<Option<Vec<f64>>, SimulatorError> {
        let _ = (values, samples);
        Ok(None)
    }
}

/// What can go wrong in a simulator.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// A parameter is missing, not finite or of the wrong kind.
    #[error("parameter '{name}': {reason}")]
    Parameter {
        /// The parameter.
        name: String,
        /// What is wrong, what was expected.
        reason: String,
    },
    /// The graphics device is missing or failed.
    #[error("graphics device: {reason}")]
    Device {
        /// What is wrong and what to do.
        reason: String,
    },
    /// The program that draws the images could not.
    #[error("{reason}")]
    Host {
        /// What is wrong.
        reason: String,
    },
    /// A model file cannot be used.
    #[error("{path}: {reason}")]
    Model {
        /// The file.
        path: String,
        /// What is wrong, what was expected.
        reason: String,
    },
}
