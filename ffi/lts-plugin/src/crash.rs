//! What happens when a plugin crashes: one line that names the plugin and the call, and exit code 2.

use std::cell::Cell;

/// What this thread calls in a plugin at the moment. The texts outlive the call.
#[derive(Clone, Copy)]
struct Call {
    plugin: (*const u8, usize),
    call: &'static str,
}

thread_local! {
    // Constant at the start and without a destructor, so that a signal handler may read it.
    static CALL: Cell<Option<Call>> = const { Cell::new(None) };
}

/// Runs `body`, which calls the function `call` of `plugin` and nothing else: every call into a plugin goes through here.
///
/// An exception or a panic that leaves the plugin against the rules ends in an abort inside of this call.
pub(crate) fn calling<R>(plugin: &str, call: &'static str, body: impl FnOnce() -> R) -> R {
    let outer = CALL.replace(Some(Call { plugin: (plugin.as_ptr(), plugin.len()), call }));
    // The unwinding of another language or another copy of Rust's library cannot be caught: `catch_unwind` aborts on it,
    // while CALL still names the plugin, and that is what `report` turns into a line.
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(body));
    CALL.set(outer);
    match result {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// From now on a crash (segmentation fault, abort, ...) inside a plugin's function ends the process with one line on standard
/// error and exit code 2. What is on the disk stays valid. Crashes elsewhere do what they did before.
///
/// For a program to call once, at its start; on systems other than Unix it does nothing.
pub fn report() {
    #[cfg(unix)]
    unix::install();
}

#[cfg(unix)]
#[expect(unsafe_code, reason = "signal handlers are the system's C interface")]
mod unix {
    use std::sync::{Mutex, OnceLock, PoisonError};

    use super::CALL;

    const SIGNALS: [libc::c_int; 5] =
        [libc::SIGSEGV, libc::SIGABRT, libc::SIGBUS, libc::SIGFPE, libc::SIGILL];

    /// What the signals did before.
    static BEFORE: OnceLock<[libc::sigaction; 5]> = OnceLock::new();

    pub(super) fn install() {
        static ONCE: Mutex<()> = Mutex::new(());
        let _one = ONCE.lock().unwrap_or_else(PoisonError::into_inner);
        if BEFORE.get().is_some() {
            return;
        }
        let before = SIGNALS.map(|signal| {
            // SAFETY: a `sigaction` of zeros is a valid value; both pointers are to live values of ours or null.
            unsafe {
                let mut before: libc::sigaction = std::mem::zeroed();
                libc::sigaction(signal, std::ptr::null(), &raw mut before);
                before
            }
        });
        let _ = BEFORE.set(before);
        for signal in SIGNALS {
            // SAFETY: as above; the handler does only what is allowed in one (write, _exit, sigaction), and runs on the
            // alternative stack that Rust's library gives its threads.
            unsafe {
                let mut action: libc::sigaction = std::mem::zeroed();
                let handler: extern "C" fn(libc::c_int) = crashed;
                action.sa_sigaction = handler as libc::sighandler_t;
                action.sa_flags = libc::SA_ONSTACK;
                libc::sigemptyset(&raw mut action.sa_mask);
                libc::sigaction(signal, &raw const action, std::ptr::null_mut());
            }
        }
    }

    extern "C" fn crashed(signal: libc::c_int) {
        if let Some(call) = CALL.get() {
            // SAFETY: the texts outlive the call that is on the stack now.
            let plugin = unsafe { std::slice::from_raw_parts(call.plugin.0, call.plugin.1) };
            let name = match signal {
                libc::SIGSEGV => "a segmentation fault",
                libc::SIGABRT => "an abort, e.g. by an exception that nobody caught",
                libc::SIGBUS => "a bus error",
                libc::SIGFPE => "an arithmetic fault",
                _ => "an illegal instruction",
            };
            let parts: [&[u8]; 7] = [
                b"error: the policy plugin '",
                plugin,
                b"': ",
                call.call.as_bytes(),
                b" crashed with ",
                name.as_bytes(),
                b"; what is on the disk stays valid, and `lts plugin validate` looks for the reason\n",
            ];
            for part in parts {
                // SAFETY: the bytes are live; `write` is allowed in a handler.
                unsafe { libc::write(2, part.as_ptr().cast(), part.len()) };
            }
            // SAFETY: ends the process without running anything of it.
            unsafe { libc::_exit(2) };
        }
        // No plugin's doing: what happened before happens on return, when the fault comes again.
        let before = SIGNALS.iter().position(|one| *one == signal).zip(BEFORE.get());
        if let Some((index, before)) = before {
            // SAFETY: restores what `sigaction` gave; allowed in a handler.
            unsafe { libc::sigaction(signal, &raw const before[index], std::ptr::null_mut()) };
        }
    }
}
