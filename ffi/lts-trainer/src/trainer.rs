//! The trainer as the table offers it: facts, a check of libtorch, sessions.

use lts_trainer_abi::{Code, Fault, Info, Options, Request, Session, Trainer};
use serde::Serialize;

use crate::memory::keep_freed_memory;
use crate::session::EngineSession;

/// The trainer of this library.
#[derive(Debug)]
pub struct LtsTrainer;

impl Trainer for LtsTrainer {
    fn ask(request: &Request) -> Result<String, Fault> {
        use_cuda_where_it_is();
        match request {
            Request::Info => {
                let info = lts_torch::library_info();
                json(&Info {
                    version: env!("CARGO_PKG_VERSION").into(),
                    libtorch: info.version,
                    cuda_devices: info.cuda_devices.try_into().unwrap_or(0),
                    threads: info.threads.try_into().unwrap_or(0),
                })
            }
            Request::CheckLibtorch => json(&lts_torch::error_of_a_failing_backward().map_err(failed)?),
            _ => Err(Fault::new(Code::WrongState, "this needs a session")),
        }
    }

    fn open(options: Options) -> Result<Box<dyn Session>, Fault> {
        keep_freed_memory();
        use_cuda_where_it_is();
        Ok(Box::new(EngineSession::open(options)?))
    }
}

/// A trainer that was built against the CPU files alone uses CUDA where libtorch brings it.
fn use_cuda_where_it_is() {
    #[cfg(unix)]
    {
        use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};
        static ONCE: std::sync::Once = std::sync::Once::new();
        ONCE.call_once(|| {
            // SAFETY: a part of the libtorch that is loaded already; its initialisers register its kernels there.
            if let Ok(library) = unsafe { Library::open(Some("libtorch_cuda.so"), RTLD_NOW | RTLD_LOCAL) } {
                std::mem::forget(library);
            }
        });
    }
}

/// An answer as JSON.
pub(crate) fn json(answer: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(answer).map_err(failed)
}

/// A fault of the work itself.
pub(crate) fn failed(error: impl std::fmt::Display) -> Fault {
    Fault::new(Code::Failed, error.to_string())
}
