//! A bounded number of slots: the simulator takes one for each sample it makes ahead, the trainer gives it back.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Hands out at most a fixed number of slots at a time.
#[derive(Clone, Debug)]
pub struct Slots(Arc<(Mutex<usize>, Condvar)>);

/// One slot, given back when dropped.
#[derive(Debug)]
pub struct Slot(Slots);

impl Slots {
    /// `count` free slots.
    pub fn new(count: usize) -> Self {
        Self(Arc::new((Mutex::new(count), Condvar::new())))
    }

    /// Waits until a slot is free and takes it.
    pub fn take(&self) -> Slot {
        let (free, changed) = &*self.0;
        // The number stays right even if a holder of the lock panicked: it is one assignment.
        let mut free = free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = changed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Slot(self.clone())
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let (free, changed) = &*self.0.0;
        *free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        changed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taker_waits_for_a_slot_that_is_given_back() {
        let slots = Slots::new(1);
        let first = slots.take();
        let waiting = {
            let slots = slots.clone();
            std::thread::spawn(move || drop(slots.take()))
        };
        assert!(!waiting.is_finished());
        drop(first);
        waiting.join().unwrap();
    }
}
