//! A session as the engine holds it: the trainer's session, or why there is none.

use lts_trainer_abi::{Export, Fault, Frames, Request};
use serde::de::DeserializeOwned;

use crate::bridge::ffi;
use crate::caught::{answer, caught, text_answer};
use crate::convert::{self, from_json, to_json};
use crate::library::{Handle, Library};
use crate::meshes::{no_job, taken};
use crate::options::{base, options, settings};

/// Seconds that dropping a session waits for its thread.
const GRACE: f64 = 2.0;

/// One session: an experiment, its run and its jobs. Every function may be called from any thread.
pub struct Session {
    handle: Result<Handle, Fault>,
}

/// Opens a session. Reads the configuration and starts nothing; [`Session::opened`] says how it went.
pub fn open(given: &ffi::SessionOptions) -> Box<Session> {
    let work = || Library::load(&given.trainer)?.open(&to_json(&options(given)?)?);
    Box::new(Session { handle: caught(|| work().map(Ok), Err) })
}

impl Session {
    pub(crate) fn handle(&self) -> Result<&Handle, Fault> {
        self.handle.as_ref().map_err(Fault::clone)
    }

    fn told<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Fault> {
        from_json(&self.handle()?.ask(&to_json(request)?)?)
    }

    fn done(&self, request: &Request) -> ffi::Answer {
        answer(|| self.handle()?.ask(&to_json(request)?).map(drop))
    }

    /// Whether it is open, and if not, why.
    pub fn opened(&self) -> ffi::Answer {
        answer(|| self.handle().map(drop))
    }

    /// Starts learning, once in a session.
    pub fn start(&self) -> ffi::Answer {
        self.done(&Request::Start)
    }

    /// Hands out no new jobs; training holds at the next sample or evaluation.
    pub fn pause(&self) -> ffi::Answer {
        self.done(&Request::Pause)
    }

    /// Goes on after a pause.
    pub fn resume(&self) -> ffi::Answer {
        self.done(&Request::Resume)
    }

    /// Asks for a stop and returns at once; the event comes when it is done. The run can be resumed.
    pub fn stop(&self) -> ffi::Answer {
        self.done(&Request::Stop)
    }

    /// Stops and waits at most `seconds` for the learner's thread.
    pub fn close(&self, seconds: f64) -> ffi::Answer {
        answer(|| self.handle()?.close(seconds))
    }

    /// Where it stands.
    pub fn progress(&self) -> ffi::Progress {
        caught(|| Ok(convert::progress(self.told(&Request::Progress)?)), convert::failed)
    }

    /// All parameters and their values.
    pub fn parameters(&self) -> Vec<ffi::Parameter> {
        self.list(&Request::Parameters, convert::parameter)
    }

    /// The class ids that frames may hold.
    pub fn classes(&self) -> Vec<ffi::Class> {
        self.list(&Request::Classes, convert::class)
    }

    /// What happened since the last call, oldest first.
    pub fn events(&self) -> Vec<ffi::Event> {
        self.list(&Request::Events, convert::event)
    }

    fn list<T: DeserializeOwned, U>(&self, request: &Request, convert: fn(T) -> U) -> Vec<U> {
        let work = || Ok(self.told::<Vec<T>>(request)?.into_iter().map(convert).collect());
        caught(work, |_| Vec::new())
    }

    /// Writes the report of the run as it stands; the text is its path.
    pub fn report(&self) -> ffi::TextAnswer {
        text_answer(|| self.told(&Request::Report))
    }

    /// The next job, if there is one.
    pub fn poll(&self) -> ffi::Job {
        caught(|| taken(|take| self.handle()?.poll(take)), no_job)
    }

    /// Answers a job with its frames, which are copied.
    pub fn submit(&self, job: u64, frames: &ffi::Frames<'_>) -> ffi::Answer {
        answer(|| {
            let frames = Frames {
                color: frames.color.as_ptr(),
                color_length: frames.color.len(),
                class_ids: frames.class_ids.as_ptr(),
                class_length: frames.class_ids.len(),
                instance16: frames.instance16.as_ptr(),
                instance16_length: frames.instance16.len(),
                instance32: frames.instance32.as_ptr(),
                instance32_length: frames.instance32.len(),
                depth: frames.depth.as_ptr(),
                depth_length: frames.depth.len(),
                color_order: u32::from(frames.color_order.repr),
                depth_step: frames.depth_step,
                depth_unit: frames.depth_unit,
                depth_sky: frames.depth_sky,
            };
            self.handle()?.submit(job, &frames)
        })
    }

    /// Answers a job with the reason why it cannot be drawn: its candidate counts as failed.
    pub fn fail(&self, job: u64, reason: &str) -> ffi::Answer {
        answer(|| self.handle()?.fail(job, reason))
    }

    /// Has `images` images drawn through jobs and writes them to `folder`.
    pub fn export_dataset(
        &self,
        folder: &str,
        images: u64,
        seed: u64,
        from: ffi::Base,
        changes: &[ffi::Setting],
    ) -> ffi::Answer {
        answer(|| {
            let settings = settings(changes)?;
            let export = Export { folder: folder.into(), images, seed, base: base(from), settings };
            self.handle()?.ask(&to_json(&Request::Export(export))?).map(drop)
        })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Whatever it answers: a thread that is not done then ends by itself, and touches nothing of the host.
        let _ = self.close(GRACE);
    }
}
