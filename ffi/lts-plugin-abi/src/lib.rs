//! The C ABI of policy plugins in Rust, as bindgen reads it from the headers in `ffi/lts-plugin/include/lts`.
//!
//! The headers are the specification and hold the documentation. `scripts/bindings` writes `bindings_generated.rs`.

#[allow(
    missing_docs,
    non_camel_case_types,
    clippy::all,
    clippy::allow_attributes,
    reason = "generated; the headers say what everything is"
)]
mod bindings_generated;

pub use bindings_generated::*;

/// The name of the one symbol that a plugin exports.
pub const ENTRY_SYMBOL: &str = "lts_plugin_entry_v0";

// Constants and pointers to constants: what a plugin exports is read from any thread.
macro_rules! shared {
    ($($table:ty),*) => {$(
        #[expect(unsafe_code, reason = "the tables of the ABI are constant once they are published")]
        // SAFETY: the header says that these tables are constant while they can be reached.
        unsafe impl Sync for $table {}
    )*};
}
shared!(lts_plugin_entry_t, lts_policy_factory_t, lts_policy_descriptor_t);
shared!(lts_state_t, lts_metrics_t, lts_stop_t, lts_credit_t, lts_host_log_t);
