//! The vocabulary of learning to simulate: what every other crate speaks, and nothing that needs a GPU or a file.
//!
//! A [`Policy`] proposes [`Candidate`]s in a [`ParameterSpace`]; a [`Simulator`] turns their [`Values`] and a
//! [`Seed`] into [`Sample`]s; a [`MainTaskModel`] is fitted to them and scored on a [`Dataset`], which gives the
//! reward of an [`Evaluation`]; the policy is told.

mod candidate;
mod classes;
mod credit;
mod policy;
mod sample;
mod seed;
mod simulator;
mod space;
mod stop;
mod task;
mod unconstrained;
mod values;

pub use candidate::{Candidate, Evaluation, Outcome};
pub use classes::{Class, ClassMap, ClassMapError, IGNORED};
pub use credit::{Credit, CreditUse};
pub use policy::{Policy, PolicyError};
pub use sample::{Dataset, DatasetError, Sample, Size};
pub use seed::{Rng, Seed};
pub use simulator::{Simulator, SimulatorError};
pub use space::{Kind, Parameter, ParameterSpace, Setting, SettingTable, SpaceError};
pub use stop::Stop;
pub use task::{FitReport, MainTaskModel, ModelError, SampleStream, Score};
pub use values::{Value, Values, softmax};
