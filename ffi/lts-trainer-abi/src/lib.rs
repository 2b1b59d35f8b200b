//! The C table between the bridge (linked into an engine's module) and the trainer (a library with libtorch).
//!
//! A trainer exports one function, [`SYMBOL`], which gives a [`Table`]: its version and size come first, and a bridge
//! looks at nothing else of a table of another version. Control goes through [`Table::ask`] as JSON ([`Request`]);
//! scenes, meshes and frames go as plain structs, lent for the time of a call. Who allocates also frees; nothing
//! unwinds across. [`Trainer`] and [`export!`] are the trainer's half in safe Rust.
#![expect(unsafe_code, reason = "a C table is called and offered")]

mod export;
mod fault;
mod scene;
mod table;
mod words;

pub use export::{Planes, Session, Trainer, entry};
pub use fault::{Code, Fault};
pub use scene::{Camera, Environment, Job, Mesh, Object, Scene, Section, Value, Vertex};
pub use table::{Entry, Frames, JobView, MeshView, SceneView, Sink, Table, Text};
pub use words::{
    Base, Class, Declaration, Event, EventKind, Export, Images, Info, Kind, Level, Options, Parameter,
    Preview, Progress, Purpose, Request, Setting, State,
};

/// Version of the table and of all that goes through it. A bridge takes its own alone.
pub const VERSION: u32 = 1;

/// Name of the one function that a trainer exports, with an ending zero; its type is [`Entry`].
pub const SYMBOL: &[u8] = b"lts_trainer_table\0";
