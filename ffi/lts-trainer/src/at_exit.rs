//! A process that ends while it trains: its threads are stopped before the libraries under them take themselves down.
//!
//! What runs when a process ends runs in the reverse order of its registration, and libraries register when they are first
//! used: libtorch and the graphics driver after the trainer. So the trainer is told before all of them, by the end of the
//! main thread, from which an engine ends its process. Where another thread ends it, only what was registered
//! after the trainer's last registration runs before: the [destructors](crate::destructors) of libtorch are not registered at
//! all, and the trainer registers again when the driver has drawn its first image.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use crate::session::Shared;

/// How long the end of a process may be held up.
const GRACE: Duration = Duration::from_secs(2);

/// Sessions with a thread that may be at work.
static SESSIONS: Mutex<Vec<Weak<Shared>>> = Mutex::new(Vec::new());

/// Has the thread of `shared` stopped when the process ends.
pub(crate) fn knows(shared: &Arc<Shared>) {
    let mut sessions = SESSIONS.lock().unwrap_or_else(PoisonError::into_inner);
    sessions.retain(|known| known.strong_count() > 0);
    sessions.push(Arc::downgrade(shared));
    drop(sessions);
    comes_first();
    #[cfg(target_os = "linux")]
    main_thread::watch();
}

/// Registers again: what libraries registered since the last time runs later.
pub(crate) fn comes_first() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        extern "C" fn run(_: *mut std::ffi::c_void) {
            stop_all();
        }
        crate::destructors::at_exit(run);
    }
    #[cfg(all(unix, not(all(target_os = "linux", target_env = "gnu"))))]
    {
        extern "C" fn run() {
            stop_all();
        }
        // SAFETY: the function takes nothing and does not unwind. If there is no room for it, it is not called.
        unsafe { libc::atexit(run) };
    }
}

/// Stops all sessions, once: it is registered more than once.
#[cfg(unix)]
fn stop_all() {
    static BEGUN: AtomicBool = AtomicBool::new(false);
    if BEGUN.swap(true, Ordering::AcqRel) {
        return;
    }
    let stop = || {
        let sessions: Vec<Arc<Shared>> = {
            let sessions = SESSIONS.lock().unwrap_or_else(PoisonError::into_inner);
            sessions.iter().filter_map(Weak::upgrade).collect()
        };
        sessions.iter().for_each(|session| session.stop());
        let deadline = Instant::now() + GRACE;
        sessions.iter().all(|session| session.waits(deadline))
    };
    // Nobody is left to be told.
    let _ = std::panic::catch_unwind(stop);
}

#[cfg(target_os = "linux")]
mod main_thread {
    //! The main thread's own data are dropped first of all when it ends the process.

    struct Watch;

    impl Drop for Watch {
        fn drop(&mut self) {
            super::stop_all();
        }
    }

    thread_local! {
        static WATCH: Watch = const { Watch };
    }

    /// Watches, if this is the main thread: where another one ends, its process goes on.
    pub(super) fn watch() {
        // SAFETY: neither takes anything nor fails.
        let (thread, process) = unsafe { (libc::gettid(), libc::getpid()) };
        if thread == process {
            WATCH.with(|_| ());
        }
    }
}
