//! Panics end here: what crosses the border never unwinds.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lts_trainer_abi::{Code, Fault};

use crate::bridge::ffi;

/// What `work` answers, or what `otherwise` makes of its fault.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, Fault>, otherwise: impl FnOnce(Fault) -> T) -> T {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(answer)) => answer,
        Ok(Err(fault)) => otherwise(fault),
        Err(panic) => otherwise(Fault::of_panic(&*panic)),
    }
}

/// Like [`caught`], for work without an answer.
pub(crate) fn answer(work: impl FnOnce() -> Result<(), Fault>) -> ffi::Answer {
    let ok = || ffi::Answer { code: ffi::Code::Ok, message: String::new() };
    caught(|| work().map(|()| ok()), |fault| ffi::Answer { code: code(fault.code), message: fault.message })
}

/// Like [`caught`], for work that answers with a text.
pub(crate) fn text_answer(work: impl FnOnce() -> Result<String, Fault>) -> ffi::TextAnswer {
    let ok = |text| ffi::TextAnswer { code: ffi::Code::Ok, message: String::new(), text };
    caught(
        || work().map(ok),
        |fault| ffi::TextAnswer { code: code(fault.code), message: fault.message, text: String::new() },
    )
}

/// The border's name of a code; both lists have the same order.
pub(crate) fn code(code: Code) -> ffi::Code {
    ffi::Code { repr: code as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_same_numbers_on_both_sides() {
        for (ours, theirs) in [
            (Code::Ok, ffi::Code::Ok),
            (Code::Twice, ffi::Code::Twice),
            (Code::BadConfig, ffi::Code::BadConfig),
            (Code::Panicked, ffi::Code::Panicked),
            (Code::Busy, ffi::Code::Busy),
        ] {
            assert_eq!(code(ours), theirs);
        }
    }

    #[test]
    fn a_panic_is_an_answer() {
        let said = answer(|| panic!("number {}", 7));
        assert_eq!(said.code, ffi::Code::Panicked);
        assert_eq!(said.message, "a mistake of the program: it panicked: number 7");
    }
}
