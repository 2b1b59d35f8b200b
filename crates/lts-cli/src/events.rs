//! Scalars and images of a run for TensorBoard, which every host of the learner writes alike.

pub(crate) use lts_run::tensorboard::RunScalars as Events;
