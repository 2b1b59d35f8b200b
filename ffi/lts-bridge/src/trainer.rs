//! Questions to a trainer's library that need no session.

use lts_trainer_abi::{Fault, Info, Request};

use crate::bridge::ffi;
use crate::caught::{caught, code, text_answer};
use crate::convert::{from_json, to_json};
use crate::library::Library;

/// Version of this bridge.
pub fn bridge_version() -> String {
    env!("CARGO_PKG_VERSION").into()
}

/// Loads the trainer's library at `path` and asks what it is.
pub fn trainer_info(path: &str) -> ffi::TrainerInfo {
    let ask = || -> Result<Info, Fault> { from_json(&Library::load(path)?.ask(&to_json(&Request::Info)?)?) };
    let told = |info: Info, code, message| ffi::TrainerInfo {
        code,
        message,
        version: info.version,
        libtorch: info.libtorch,
        cuda_devices: info.cuda_devices,
        threads: info.threads,
    };
    caught(
        || Ok(told(ask()?, ffi::Code::Ok, String::new())),
        |fault| told(Info::default(), code(fault.code), fault.message),
    )
}

/// Has libtorch fail inside of a backward pass; the text is its error, as it was caught.
pub fn check_libtorch(path: &str) -> ffi::TextAnswer {
    text_answer(|| from_json(&Library::load(path)?.ask(&to_json(&Request::CheckLibtorch)?)?))
}
