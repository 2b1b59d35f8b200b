//! A trainer for tests of the bridge: without libtorch, and wrong in every way that it is told to be.
//!
//! The variable `LTS_TEST_TRAINER` spoils the table (`version`, `size`, `null`); the name of the configuration spoils a
//! session (`panic-in-open`, `panic-in-poll`, `panic-in-submit`, `nonsense`, `busy`). Any other is a session of three jobs.
#![expect(unsafe_code, reason = "exports the trainer's one symbol")]

mod double;

use std::sync::OnceLock;

use lts_trainer_abi::{Table, VERSION};

pub use double::Double;

/// The table that a bridge asks for; see `lts_trainer_abi::SYMBOL`.
#[unsafe(no_mangle)]
pub extern "C" fn lts_trainer_table() -> *const Table {
    static SPOILED: OnceLock<Table> = OnceLock::new();
    let whole = lts_trainer_abi::entry::<Double>();
    // SAFETY: the table of a trainer lives for ever.
    let table = unsafe { *whole };
    let spoiled = match std::env::var("LTS_TEST_TRAINER").as_deref() {
        Ok("version") => Table { version: VERSION + 1, ..table },
        Ok("size") => Table { size: table.size - 8, ..table },
        Ok("null") => return std::ptr::null(),
        _ => return whole,
    };
    &raw const *SPOILED.get_or_init(|| spoiled)
}
