//! What an engine's process loads: the learner with libtorch, whose images the engine draws.
//!
//! The bridge calls the table that [`lts_trainer_abi`] describes. A session has one thread of its own, on which
//! everything of an experiment runs as in `lts learn`; its simulator hands jobs to the host over a [desk](Desk) and waits
//! for frames. A host that draws what the built-in renderer draws gets the same journal, byte for byte.

#![expect(unsafe_code, reason = "exports the trainer's one symbol")]

mod at_exit;
mod desk;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod destructors;
mod experiment;
mod export;
mod frames;
mod learn;
mod memory;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod operators;
mod own_level;
mod parameters;
mod rgb;
mod scene;
mod session;
mod simulator;
mod trainer;
mod watch;
mod world;

pub use desk::{Desk, Taken};
pub use frames::{Layout, sample};
pub use memory::keep_freed_memory;
pub use trainer::LtsTrainer;

lts_trainer_abi::export!(LtsTrainer);
