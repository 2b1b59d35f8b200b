//! The learning loop: run directory, journal, checkpoints, resume, metrics, report.
//!
//! [`learn`] runs a [`Plan`] in a [`RunDirectory`]: it asks a policy, has an [`Evaluator`] make data, train and
//! score, tells the policy, and commits a [`journal`] line for each step. Everything that a resume needs is in the
//! journal and its checkpoint; the same configuration and seed give the same journal, killed in between or not.

mod checkpoint;
pub mod config;
pub mod credit;
mod directory;
mod error;
mod evaluator;
mod info;
pub mod journal;
mod learner;
mod observer;
pub mod report;
pub mod reproduce;
mod samples;
mod settings;
mod slots;
mod state;
pub mod tensorboard;
mod weights;

pub use checkpoint::{Checkpoint, JournalWriter};
pub use directory::{RunDirectory, write_whole};
pub use error::RunError;
pub use evaluator::{Completed, Evaluator, Job, LocalEvaluator};
pub use info::RunInfo;
pub use learner::{Ending, Plan, learn};
pub use observer::{Event, Observer, Timing};
pub use settings::{AssessmentSettings, CarryOver, Experiment, LoopSettings, RunSettings};
pub use state::{Best, State};
