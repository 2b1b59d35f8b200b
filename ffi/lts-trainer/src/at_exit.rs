//! A process that ends while it trains: its threads are stopped before libtorch takes itself down under them.

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
    #[cfg(unix)]
    {
        static ONCE: std::sync::Once = std::sync::Once::new();
        // SAFETY: the function takes nothing and does not unwind. What is registered last runs first: libtorch, which is
        // loaded already, ends after it. If there is no room for it, a process may end with a signal instead of its code.
        ONCE.call_once(|| unsafe {
            libc::atexit(stop_all);
        });
    }
}

#[cfg(unix)]
extern "C" fn stop_all() {
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
