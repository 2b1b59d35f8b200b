//! The toy experiment of the paper: two classes of points in the plane, and a support vector machine.
//!
//! The real points of each class come from three Gaussians; the simulator has two for each class, on purpose. Their
//! means and spreads are learned so that the machine, trained on simulated points alone, is right about real ones.
//! Nothing here needs a GPU or libtorch.

mod figure;
mod machine;
mod mixture;
mod model;
mod panels;
mod point;
mod score;
mod settings;
mod simulator;

pub use figure::figure;
pub use machine::{Machine, MachineSettings};
pub use mixture::{Component, Mixture};
pub use model::PointClassifier;
pub use panels::{Panel, Training};
pub use point::Point;
pub use settings::{SimulatorKind, SimulatorSettings, TaskKind, TaskSettings, ValidationSettings};
pub use simulator::MixtureSimulator;
