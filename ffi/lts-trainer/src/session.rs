//! A session: one experiment, one thread at work at most, and everything that the host asks meanwhile.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use lts_core::{Seed, Stop};
use lts_trainer_abi::{
    Base, Class, Code, Event, EventKind, Export, Fault, Images, Job, Level, Mesh, Options, Planes, Preview,
    Purpose, Request, Session, State,
};

use crate::at_exit;
use crate::desk::Desk;
use crate::experiment::{self, Source};
use crate::export;
use crate::learn::{self, Ended};
use crate::parameters;
use crate::trainer::{failed, json};
use crate::watch::Watch;
use crate::world::World;

/// Jobs ahead, where the host names no number: enough that drawing and training overlap.
const JOBS_AHEAD: u32 = 4;
/// Seconds from poll to submit, where the host names no number.
const FRAME_TIMEOUT: f64 = 60.0;
/// libtorch recurses deeply; a system's default can be too small.
const STACK: usize = 16 << 20;

/// What the learner's thread and the host share.
pub(crate) struct Shared {
    pub(crate) options: Options,
    pub(crate) source: Source,
    pub(crate) world: World,
    pub(crate) desk: Desk,
    pub(crate) watch: Watch,
    work: Mutex<Work>,
    done: Condvar,
}

/// The thread at work.
#[derive(Default)]
struct Work {
    busy: bool,
    stop: Stop,
    learned: bool,
    thread: Option<JoinHandle<()>>,
}

impl Shared {
    /// Whether the host draws nothing.
    pub(crate) fn is_built_in(&self) -> bool {
        self.options.images == Images::BuiltIn
    }

    /// Most jobs that are not answered.
    pub(crate) fn jobs_ahead(&self) -> usize {
        let ahead = self.options.jobs_ahead;
        if ahead == 0 { JOBS_AHEAD as usize } else { ahead as usize }
    }

    /// The host in one line.
    pub(crate) fn host(&self) -> String {
        if self.options.host.is_empty() { "an engine".into() } else { self.options.host.clone() }
    }

    /// Whether a stop was asked for.
    pub(crate) fn is_stopping(&self) -> bool {
        self.work().stop.is_requested()
    }

    /// Asks the thread for its end.
    pub(crate) fn stop(&self) {
        let work = self.work();
        if work.busy {
            work.stop.request();
            if self.watch.state() != State::Stopping {
                self.watch.becomes(State::Stopping, "stops");
            }
        }
        drop(work);
        // Whoever waits for frames, or in a pause, sees the stop.
        self.desk.close();
    }

    /// Waits for the thread's end; whether it came before `deadline`.
    pub(crate) fn waits(&self, deadline: Instant) -> bool {
        let mut work = self.work();
        while work.busy {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            work = self.done.wait_timeout(work, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        let thread = work.thread.take();
        drop(work);
        if let Some(thread) = thread {
            // Its own panic was caught and told.
            let _ = thread.join();
        }
        true
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        // Nothing panics while it is held.
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A session as the table offers it.
pub(crate) struct EngineSession {
    shared: Arc<Shared>,
}

impl EngineSession {
    /// Reads the experiment and prepares its scenes; starts nothing.
    pub(crate) fn open(options: Options) -> Result<Self, Fault> {
        if !options.folder.is_empty() {
            lts_data::weights::look_in(Path::new(&options.folder));
        }
        let source = experiment::read(&options)?;
        let world = World::new(&source.experiment, &options).map_err(|fault| {
            Fault::new(fault.code, format!("{}: {}", source.config.display(), fault.message))
        })?;
        let seconds = if options.frame_timeout > 0.0 { options.frame_timeout } else { FRAME_TIMEOUT };
        let timeout = Duration::try_from_secs_f64(seconds).map_err(|_| {
            Fault::new(Code::BadConfig, format!("frame_timeout: {seconds} s cannot be waited for"))
        })?;
        Ok(Self {
            shared: Arc::new(Shared {
                options,
                source,
                world,
                desk: Desk::new(timeout),
                watch: Watch::default(),
                work: Mutex::default(),
                done: Condvar::new(),
            }),
        })
    }

    /// Starts a thread that does `what` from state `to` on.
    fn begin(
        &self,
        to: State,
        what: impl FnOnce(&Arc<Shared>, &Stop) -> Result<Ended, Fault> + Send + 'static,
    ) -> Result<(), Fault> {
        let shared = &self.shared;
        let mut work = shared.work();
        let before = shared.watch.state();
        if work.busy {
            return Err(wrong("the session is at work already", before));
        }
        if to == State::Opening && work.learned {
            return Err(wrong("a session learns once; open another one for a new run", before));
        }
        if let Some(thread) = work.thread.take() {
            // It is done: `busy` is its last word.
            let _ = thread.join();
        }
        let stop = Stop::new();
        shared.desk.open();
        shared.watch.becomes(to, "starts");
        let run = {
            let (shared, stop) = (Arc::clone(shared), stop.clone());
            move || at_work(&shared, to, before, || what(&shared, &stop))
        };
        let thread = std::thread::Builder::new().name("lts-learner".into()).stack_size(STACK).spawn(run);
        let thread = thread.map_err(|error| {
            shared.desk.close();
            shared.watch.becomes(before, "");
            failed(format!("no thread can be started: {error}"))
        })?;
        at_exit::knows(shared);
        *work =
            Work { busy: true, stop, learned: work.learned || to == State::Opening, thread: Some(thread) };
        Ok(())
    }

    fn pause(&self) -> Result<(), Fault> {
        let _work = self.shared.work();
        match self.shared.watch.state() {
            State::Learning | State::Opening => {
                self.shared.desk.pause();
                self.shared.watch.pauses(true);
                Ok(())
            }
            state => Err(wrong("there is nothing to pause", state)),
        }
    }

    fn resume(&self) -> Result<(), Fault> {
        let _work = self.shared.work();
        match self.shared.watch.state() {
            State::Paused => {
                self.shared.watch.pauses(false);
                self.shared.desk.resume();
                Ok(())
            }
            state => Err(wrong("it is not paused", state)),
        }
    }

    fn export(&self, export: Export) -> Result<(), Fault> {
        if export.images == 0 || export.folder.is_empty() {
            return Err(Fault::new(Code::BadConfig, "an export needs a folder and at least 1 image"));
        }
        let values = self.values(export.base, &export.settings)?;
        self.begin(State::Exporting, move |shared, stop| export::export(shared, &export, &values, stop))
    }

    fn values(&self, base: Base, settings: &[lts_trainer_abi::Setting]) -> Result<lts_core::Values, Fault> {
        let [_, recommended, best] = self.shared.watch.values();
        let base = match base {
            Base::Start => None,
            Base::Recommended => recommended,
            Base::Best => best,
        };
        parameters::values(&self.shared.world.space, base.as_ref(), settings)
    }

    fn report(&self) -> Result<String, Fault> {
        let progress = self.shared.watch.progress();
        let resumed = self.shared.source.resumed.as_ref().map(|run| run.display().to_string());
        let run = if progress.run.is_empty() { resumed.unwrap_or_default() } else { progress.run };
        if run.is_empty() {
            return Err(wrong("there is no run yet", progress.state));
        }
        learn::write_report(Path::new(&run))
    }

    fn classes(&self) -> Vec<Class> {
        let classes = self.shared.world.classes.classes().iter();
        classes
            .map(|class| Class {
                id: class.id,
                name: class.name.clone(),
                color: class.color,
                ignored: class.ignore,
            })
            .collect()
    }
}

/// The thread: does the work, and says how it ended, whatever happens.
fn at_work(shared: &Shared, kind: State, before: State, what: impl FnOnce() -> Result<Ended, Fault>) {
    let result = catch_unwind(AssertUnwindSafe(what)).unwrap_or_else(|panic| Err(Fault::of_panic(&*panic)));
    shared.desk.close();
    let iteration = shared.watch.progress().iteration;
    let export = kind == State::Exporting;
    let (state, kind, level, text) = match result {
        Ok(Ended::Finished(text)) => {
            (if export { before } else { State::Finished }, EventKind::Finished, Level::Information, text)
        }
        Ok(Ended::Stopped) => {
            let text = "stopped on request".to_string();
            (if export { before } else { State::Stopped }, EventKind::Stopped, Level::Information, text)
        }
        Err(fault) => {
            (if export { before } else { State::Failed }, EventKind::Failed, Level::Fault, fault.message)
        }
    };
    shared.watch.images_are_for(Purpose::Training);
    let mut work = shared.work();
    shared.watch.becomes(state, text.clone());
    shared.watch.event(Event { kind, level, text, iteration, ..Event::default() });
    work.busy = false;
    shared.done.notify_all();
}

fn wrong(what: &str, state: State) -> Fault {
    Fault::new(Code::WrongState, format!("{what} (the session is {state:?})").to_lowercase())
}

impl Session for EngineSession {
    fn ask(&self, request: Request) -> Result<String, Fault> {
        let shared = &self.shared;
        let nothing = |()| String::new();
        match request {
            Request::Start => self.begin(State::Opening, learn::learn).map(nothing),
            Request::Pause => self.pause().map(nothing),
            Request::Resume => self.resume().map(nothing),
            Request::Stop => {
                shared.stop();
                Ok(String::new())
            }
            Request::Progress => {
                let mut progress = shared.watch.progress();
                let (waiting, open) = shared.desk.counts();
                (progress.jobs_waiting, progress.jobs_open) = (waiting as u32, open as u32);
                json(&progress)
            }
            Request::Parameters => {
                let [now, recommended, _] = shared.watch.values();
                json(&parameters::list(&shared.world.space, now.as_ref(), recommended.as_ref()))
            }
            Request::Classes => json(&self.classes()),
            Request::Events => json(&shared.watch.events()),
            Request::Report => json(&self.report()?),
            Request::Export(export) => self.export(export).map(nothing),
            Request::Info | Request::CheckLibtorch => {
                Err(Fault::new(Code::WrongState, "this is asked without a session"))
            }
        }
    }

    fn poll(&self) -> Result<Job, Fault> {
        self.shared.desk.poll()
    }

    fn preview(&self, preview: &Preview) -> Result<Job, Fault> {
        let values = self.values(preview.base, &preview.settings)?;
        let seed = Seed::new(preview.seed).name("generate");
        let place = (preview.image, preview.image + 1);
        let image = self.shared.world.image(&values, seed, place, Purpose::Preview).map_err(failed)?;
        Ok(image.into_parts().0)
    }

    fn meshes(&self, take: &mut dyn FnMut(&Mesh)) {
        self.shared.world.meshes(take);
    }

    fn submit(&self, job: u64, planes: &Planes<'_>) -> Result<(), Fault> {
        self.shared.desk.submit(job, planes)
    }

    fn fail(&self, job: u64, reason: &str) -> Result<(), Fault> {
        self.shared.desk.fail(job, reason)
    }

    fn close(&self, wait: Duration) -> Result<(), Fault> {
        self.shared.stop();
        if self.shared.waits(Instant::now() + wait.min(Duration::from_secs(3600))) {
            return Ok(());
        }
        let seconds = wait.as_secs_f64();
        let reason =
            format!("the learner's thread did not end within {seconds} s; it ends by itself after its step");
        Err(Fault::new(Code::Busy, reason))
    }
}

#[cfg(test)]
mod tests;
