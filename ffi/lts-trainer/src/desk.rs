//! The desk between the learner and the host: jobs wait here to be polled, and frames to be taken.
//!
//! The host never waits. The learner's simulator waits in [`Desk::take`], until the frames are there, the host gave the
//! job up, its time is over, or the desk is closed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lts_core::Sample;
use lts_trainer_abi::{Code, Fault, Job, Planes};

use crate::frames::{Layout, sample};

/// Jobs that are remembered as given up.
const REMEMBERED: usize = 4096;

/// What came of a job.
#[derive(Debug)]
pub enum Taken {
    /// Its frames.
    Sample(Box<Sample>),
    /// Why there are none.
    Failed(String),
    /// The desk was closed.
    Closed,
}

/// The desk of a session.
#[derive(Debug)]
pub struct Desk {
    inner: Mutex<Inner>,
    changed: Condvar,
    /// From poll to submit.
    timeout: Duration,
}

#[derive(Debug, Default)]
struct Inner {
    /// Not polled yet.
    waiting: VecDeque<(Job, Layout)>,
    /// Polled and not answered.
    open: BTreeMap<u64, Open>,
    answered: BTreeMap<u64, Result<Box<Sample>, String>>,
    given_up: BTreeSet<u64>,
    /// The last id that was given.
    last: u64,
    paused: bool,
    closed: bool,
}

#[derive(Debug)]
struct Open {
    layout: Layout,
    since: Instant,
    /// A thread is copying its frames.
    submitting: bool,
}

impl Desk {
    /// A closed desk.
    pub fn new(timeout: Duration) -> Self {
        let inner = Mutex::new(Inner { closed: true, ..Inner::default() });
        Self { inner, changed: Condvar::new(), timeout }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing panics while it is held that could leave it half changed.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens it for work.
    pub fn open(&self) {
        let mut inner = self.lock();
        (inner.closed, inner.paused) = (false, false);
    }

    /// Gives up all jobs, wakes all who wait, and takes no more.
    pub fn close(&self) {
        let mut inner = self.lock();
        inner.closed = true;
        inner.waiting.clear();
        inner.answered.clear();
        let open: Vec<u64> = inner.open.keys().copied().collect();
        inner.give_up(open);
        self.changed.notify_all();
    }

    /// Hands out no jobs until [`resume`](Self::resume).
    pub fn pause(&self) {
        self.lock().paused = true;
    }

    /// Goes on; open jobs have their whole time again.
    pub fn resume(&self) {
        let mut inner = self.lock();
        inner.paused = false;
        let now = Instant::now();
        inner.open.values_mut().for_each(|open| open.since = now);
        self.changed.notify_all();
    }

    /// Waits while the desk is paused.
    pub fn hold(&self) {
        let mut inner = self.lock();
        while inner.paused && !inner.closed {
            inner = self.changed.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Puts a job there, and gives it its id.
    pub fn post(&self, mut job: Job, layout: Layout) -> u64 {
        let mut inner = self.lock();
        inner.last += 1;
        job.id = inner.last;
        if !inner.closed {
            inner.waiting.push_back((job, layout));
        }
        inner.last
    }

    /// Waits for what comes of job `id`.
    pub fn take(&self, id: u64) -> Taken {
        let mut inner = self.lock();
        loop {
            if inner.closed {
                return Taken::Closed;
            }
            match inner.answered.remove(&id) {
                Some(Ok(sample)) => return Taken::Sample(sample),
                Some(Err(reason)) => return Taken::Failed(reason),
                None => {}
            }
            let left = inner.open.get(&id).map(|open| self.timeout.saturating_sub(open.since.elapsed()));
            inner = match left {
                Some(Duration::ZERO) if !inner.paused => {
                    inner.give_up([id]);
                    let seconds = self.timeout.as_secs_f64();
                    return Taken::Failed(format!("no frames of job {id} came within {seconds} s"));
                }
                Some(left) if !inner.paused => {
                    let waited = self.changed.wait_timeout(inner, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                _ => self.changed.wait(inner).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Nobody wants the frames of these jobs any more.
    pub fn give_up(&self, ids: impl IntoIterator<Item = u64>) {
        self.lock().give_up(ids);
    }

    /// Jobs that wait to be polled, and jobs that wait to be answered.
    pub fn counts(&self) -> (usize, usize) {
        let inner = self.lock();
        (inner.waiting.len(), inner.open.len())
    }

    /// The host takes the next job.
    ///
    /// # Errors
    /// [`Code::Waiting`] if there is none, [`Code::WrongState`] if the desk is closed.
    pub fn poll(&self) -> Result<Job, Fault> {
        let mut inner = self.lock();
        if inner.closed {
            return Err(Fault::new(Code::WrongState, "nothing is at work that needs images"));
        }
        let next = if inner.paused { None } else { inner.waiting.pop_front() };
        let (job, layout) = next.ok_or_else(|| Fault::new(Code::Waiting, ""))?;
        inner.open.insert(job.id, Open { layout, since: Instant::now(), submitting: false });
        // Its time begins: who waits for it has to look at the clock.
        self.changed.notify_all();
        Ok(job)
    }

    /// The host answers a job with frames. The desk is free while they are copied.
    ///
    /// # Errors
    /// If the job is not open, or the frames do not fit; then the host may try again.
    pub fn submit(&self, id: u64, planes: &Planes<'_>) -> Result<(), Fault> {
        let layout = {
            let mut inner = self.lock();
            let open = inner.openly(id)?;
            if open.submitting {
                return Err(Fault::new(
                    Code::Twice,
                    format!("job {id}: its frames are being submitted already"),
                ));
            }
            open.submitting = true;
            open.layout
        };
        let result = sample(planes, &layout);
        let mut inner = self.lock();
        let open = inner.openly(id)?;
        match result {
            Ok(sample) => {
                inner.answer(id, Ok(Box::new(sample)));
                self.changed.notify_all();
                Ok(())
            }
            Err(fault) => {
                // The host may try again.
                open.submitting = false;
                Err(Fault::new(fault.code, format!("job {id}: {}", fault.message)))
            }
        }
    }

    /// The host answers a job with a reason.
    ///
    /// # Errors
    /// If the job is not open.
    pub fn fail(&self, id: u64, reason: &str) -> Result<(), Fault> {
        let mut inner = self.lock();
        inner.openly(id)?;
        inner.answer(id, Err(format!("the host could not draw job {id}: {reason}")));
        self.changed.notify_all();
        Ok(())
    }
}

impl Inner {
    /// The open job `id`, or why it is none.
    fn openly(&mut self, id: u64) -> Result<&mut Open, Fault> {
        if self.given_up.contains(&id) {
            let reason =
                format!("job {id} was given up before: its time was over, or it is not needed any more");
            return Err(Fault::new(Code::Late, reason));
        }
        let unknown = id == 0 || id > self.last || self.waiting.iter().any(|(job, _)| job.id == id);
        self.open.get_mut(&id).ok_or_else(|| {
            if unknown {
                Fault::new(Code::UnknownJob, format!("there is no job {id}; poll gives the ids"))
            } else {
                Fault::new(Code::Twice, format!("job {id} was answered before"))
            }
        })
    }

    fn answer(&mut self, id: u64, answer: Result<Box<Sample>, String>) {
        self.open.remove(&id);
        self.answered.insert(id, answer);
    }

    fn give_up(&mut self, ids: impl IntoIterator<Item = u64>) {
        for id in ids {
            self.waiting.retain(|(job, _)| job.id != id);
            self.answered.remove(&id);
            if self.open.remove(&id).is_some() {
                self.given_up.insert(id);
            }
        }
        while self.given_up.len() > REMEMBERED {
            self.given_up.pop_first();
        }
    }
}

#[cfg(test)]
mod tests;
