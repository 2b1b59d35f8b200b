//! Write a policy plugin in Rust: implement [`Policy`], and export it with [`export!`](crate::export!).
//!
//! Make a package with `crate-type = ["cdylib"]` that depends on this crate:
//!
//! ```
//! use lts_plugin_sdk::{Description, Error, Evaluation, Host, Policy, Space};
//!
//! /// Draws every candidate between the bounds.
//! struct Blind {
//!     space: Space,
//!     seed: u64,
//! }
//!
//! impl Policy for Blind {
//!     const DESCRIPTION: Description = Description {
//!         id: "org.example.blind",
//!         name: "Blind",
//!         version: env!("CARGO_PKG_VERSION"),
//!         description: "Draws every candidate between the bounds.",
//!     };
//!     type Settings = lts_plugin_sdk::NoSettings;
//!
//!     fn new(space: Space, seed: u64, _: Self::Settings, _: Host) -> Result<Self, Error> {
//!         Ok(Self { space, seed })
//!     }
//!
//!     fn ask(&mut self, number: u64, point: &mut [f64]) -> Result<(), Error> {
//!         use lts_plugin_sdk::rand::RngExt;
//!         let mut rng = lts_plugin_sdk::rng(self.seed, number);
//!         for (value, dimension) in point.iter_mut().zip(&self.space.dimensions) {
//!             *value = dimension.from_share(rng.random());
//!         }
//!         Ok(())
//!     }
//!
//!     fn tell(&mut self, _: &[Evaluation<'_>]) -> Result<(), Error> {
//!         Ok(())
//!     }
//!
//!     fn recommend(&self, point: &mut [f64]) -> Result<(), Error> {
//!         point.copy_from_slice(&self.space.start());
//!         Ok(())
//!     }
//!
//!     fn save(&self) -> Result<Vec<u8>, Error> {
//!         Ok(b"blind".to_vec())
//!     }
//!
//!     fn load(&mut self, state: &[u8]) -> Result<(), Error> {
//!         if state == b"blind" { Ok(()) } else { Err(Error::state("expected the word blind")) }
//!     }
//! }
//!
//! lts_plugin_sdk::export!(Blind);
//! # fn main() {}
//! ```
//!
//! A panic in any of these functions is caught at the border: the host is told the message, and the policy is not called again.
//!
//! # Unsafe code
//!
//! All of it is in `export.rs`, the functions that the host calls. They rely on what `lts/policy.h` promises of the pointers
//! that the host gives, and all run through one function that catches panics.

mod error;
pub mod export;
mod host;
mod policy;
mod space;

pub use error::Error;
pub use host::{Host, Severity};
pub use lts_plugin_abi as abi;
pub use policy::{Credit, Description, Evaluation, Measure, NoSettings, Policy};
pub use rand;
pub use space::{Dimension, Kind, Space};

/// The generator of candidate `number`: the same for the same seed and number, on every machine.
pub fn rng(seed: u64, number: u64) -> rand_chacha::ChaCha8Rng {
    use rand_chacha::rand_core::SeedableRng;
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&number.to_le_bytes());
    key[16..24].copy_from_slice(b"lts-rng1");
    rand_chacha::ChaCha8Rng::from_seed(key)
}
