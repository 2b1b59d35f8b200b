//! Two plugins in one library, for tests: one that panics in the call it is told to, and a built-in policy as a plugin.

mod built_in;
mod panicking;

lts_plugin_sdk::export!(panicking::Panicking, built_in::BuiltIn);
