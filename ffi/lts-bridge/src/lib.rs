//! What an engine's module links: sessions of the learner behind a cxx border, without libtorch.
//!
//! [`ffi`] is the border. A session is opened with the path of a trainer's library, which is loaded then; a library
//! that is missing, foreign or broken is an answer with a message. Nothing here blocks on learning or drawing, and a
//! panic on either side is an answer, too.
#![expect(unsafe_code, reason = "calls the trainer's C table")]

// Fields that belong together stand on one line there, with one comment.
#[rustfmt::skip]
#[expect(missing_docs, unused_qualifications, reason = "a comment may be for several fields; the macro qualifies")]
mod bridge;
mod caught;
mod convert;
mod library;
mod meshes;
mod options;
mod session;
mod trainer;

pub use bridge::ffi;
pub use meshes::{meshes, preview};
pub use session::{Session, open};
pub use trainer::{bridge_version, check_libtorch, trainer_info};
