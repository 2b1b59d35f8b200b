//! Loads policies from dynamic libraries that follow the C ABI in `include/lts/policy.h`.
//!
//! [`Library::open`] finds and opens a library; [`PluginPolicy::new`] makes one of its policies, which is a
//! [`Policy`](lts_core::Policy) like any other. [`validate`] runs the conformance kit on a library in a process of its own.
//!
//! # Unsafe code
//!
//! What a plugin gives is looked at in one file, `checked.rs`: pointers, tables, texts, lengths, numbers. All calls into a
//! plugin go through one function, [`crash`]`::calling`, which remembers what is being called. What cannot be checked is
//! whether a pointer that is not null points at what it should: a plugin is code in this process. So [`crash::report`]
//! turns a crash inside a plugin into one line and exit code 2, and `validate` looks for crashes before a run.
//! A library is never unloaded: threads and destructors of it could outlive it.

#[cfg(not(target_pointer_width = "64"))]
compile_error!("the policy ABI is for 64-bit machines");

mod calls;
mod checked;
pub mod crash;
mod error;
mod extensions;
mod host;
mod image;
mod leak;
mod library;
mod outstanding;
mod policy;
mod saved;
mod search;
mod space;
pub mod validate;

pub use error::{Fault, PluginError};
pub use library::{Descriptor, Library};
pub use policy::{PluginInfo, PluginPolicy, build};
pub use search::{all as find_all, folders, locate};
