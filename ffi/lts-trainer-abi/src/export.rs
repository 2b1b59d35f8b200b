//! The trainer's half of the table, in safe Rust: two traits, and C functions around them that catch panics.

use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::fault::{Code, Fault};
use crate::scene::{Job, Mesh};
use crate::table::{Frames, JobView, MeshView, SceneView, Sink, Table, Text};
use crate::words::{Options, Preview, Request};

/// What a library offers.
pub trait Trainer: 'static {
    /// Answers a request that needs no session, with JSON.
    ///
    /// # Errors
    /// If it fails, or the request needs a session.
    fn ask(request: &Request) -> Result<String, Fault>;

    /// Opens a session.
    ///
    /// # Errors
    /// If the options do not fit.
    fn open(options: Options) -> Result<Box<dyn Session>, Fault>;
}

/// One session. Every function may be called from any thread.
pub trait Session: Send + Sync {
    /// Answers a request with JSON (empty where the answer is nothing).
    ///
    /// # Errors
    /// If it fails or has no sense in the present state.
    fn ask(&self, request: Request) -> Result<String, Fault>;

    /// The next job; [`Code::Waiting`] if there is none.
    ///
    /// # Errors
    /// [`Code::Waiting`], or [`Code::WrongState`] if none will come.
    fn poll(&self) -> Result<Job, Fault>;

    /// A scene to look at.
    ///
    /// # Errors
    /// If a setting does not fit.
    fn preview(&self, preview: &Preview) -> Result<Job, Fault>;

    /// Gives all meshes to `take`.
    fn meshes(&self, take: &mut dyn FnMut(&Mesh));

    /// Takes the frames of a job.
    ///
    /// # Errors
    /// If the job is not open, or the frames do not fit.
    fn submit(&self, job: u64, planes: &Planes<'_>) -> Result<(), Fault>;

    /// Takes the reason why a job cannot be drawn.
    ///
    /// # Errors
    /// If the job is not open.
    fn fail(&self, job: u64, reason: &str) -> Result<(), Fault>;

    /// Stops and waits at most `wait`.
    ///
    /// # Errors
    /// [`Code::Busy`] if the thread is not done by then.
    fn close(&self, wait: Duration) -> Result<(), Fault>;
}

/// [`Frames`] as slices.
#[derive(Clone, Copy, Debug)]
pub struct Planes<'a> {
    /// Four bytes a pixel.
    pub color: &'a [u8],
    /// Whether blue comes first.
    pub blue_first: bool,
    /// Class ids.
    pub class_ids: &'a [u8],
    /// Instances, or empty.
    pub instance16: &'a [u16],
    /// Instances, or empty.
    pub instance32: &'a [u32],
    /// Distances along the optical axis, or empty.
    pub depth: &'a [f32],
    /// Elements of `depth` a pixel.
    pub depth_step: usize,
    /// Metres of a depth of 1.
    pub depth_unit: f32,
    /// Metres from which on it is the sky; 0: infinity alone is.
    pub depth_sky: f32,
}

/// The table of `T`, for the function that a library exports; see [`export!`](crate::export!).
pub fn entry<T: Trainer>() -> *const Table {
    const {
        &Table {
            version: crate::VERSION,
            size: size_of::<Table>() as u32,
            open: open::<T>,
            ask: ask::<T>,
            poll,
            preview,
            meshes,
            submit,
            fail,
            close,
            free,
        }
    }
}

/// Exports a [`Trainer`] as the library's one symbol.
#[macro_export]
macro_rules! export {
    ($trainer:ty) => {
        /// The table of this trainer; see `lts_trainer_abi::SYMBOL`.
        #[unsafe(no_mangle)]
        pub extern "C" fn lts_trainer_table() -> *const $crate::Table {
            $crate::entry::<$trainer>()
        }
    };
}

type Handle = Box<dyn Session>;

/// Runs `work`, gives its text or the message of its fault to `texts`, and answers with the code's number.
///
/// # Safety
/// `texts` is null or a live sink.
unsafe fn guarded(texts: *const Sink<Text>, work: impl FnOnce() -> Result<String, Fault>) -> u32 {
    let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Fault::of_panic(&*panic)));
    let (code, text) = match result {
        Ok(text) => (Code::Ok, text),
        Err(fault) => (fault.code, fault.message),
    };
    if !text.is_empty() {
        // SAFETY: by this function's contract.
        unsafe { give(texts, &Text::of(&text)) };
    }
    code as u32
}

/// Gives `what` to a sink.
///
/// # Safety
/// `sink` is null or live.
unsafe fn give<T>(sink: *const Sink<T>, what: &T) {
    // SAFETY: by this function's contract; the caller's own function gets its own context.
    if let Some(sink) = unsafe { sink.as_ref() } {
        // SAFETY: as above.
        unsafe { (sink.take)(sink.context, what) };
    }
}

impl Text {
    /// Lends `text`.
    pub fn of(text: &str) -> Self {
        Self { at: text.as_ptr(), length: text.len() }
    }

    /// The text, made valid where it is not.
    ///
    /// # Safety
    /// It is lent: `at` is readable for `length` bytes, or `length` is 0.
    pub unsafe fn to_string(self) -> String {
        // SAFETY: by this function's contract.
        String::from_utf8_lossy(unsafe { slice(self.at, self.length) }).into_owned()
    }
}

/// A slice that may be absent.
///
/// # Safety
/// `at` is readable for `length` elements, or `length` is 0.
unsafe fn slice<'a, T>(at: *const T, length: usize) -> &'a [T] {
    if at.is_null() || length == 0 {
        return &[];
    }
    // SAFETY: by this function's contract.
    unsafe { std::slice::from_raw_parts(at, length) }
}

/// The session behind a pointer.
///
/// # Safety
/// `session` is null or came from `open` and was not freed.
unsafe fn session<'a>(session: *const c_void) -> Result<&'a Handle, Fault> {
    // SAFETY: by this function's contract.
    let handle = unsafe { session.cast::<Handle>().as_ref() };
    handle.ok_or_else(|| Fault::new(Code::WrongState, "there is no session"))
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text)
        .map_err(|error| Fault::new(Code::BadConfig, format!("the bridge asked something unknown: {error}")))
}

// SAFETY of all functions below: the table's documentation is the contract; pointers are lent for the call.

unsafe extern "C" fn open<T: Trainer>(
    options: Text,
    opened: *mut *const c_void,
    texts: *const Sink<Text>,
) -> u32 {
    let work = || {
        // SAFETY: lent by the caller.
        let options = parsed(&unsafe { options.to_string() })?;
        let handle: Handle = T::open(options)?;
        // SAFETY: the caller's own variable.
        unsafe { *opened = Box::into_raw(Box::new(handle)).cast_const().cast() };
        Ok(String::new())
    };
    // SAFETY: the caller's sink.
    unsafe { guarded(texts, work) }
}

unsafe extern "C" fn ask<T: Trainer>(at: *const c_void, request: Text, texts: *const Sink<Text>) -> u32 {
    let work = || {
        // SAFETY: lent by the caller.
        let request = parsed(&unsafe { request.to_string() })?;
        if at.is_null() {
            return T::ask(&request);
        }
        // SAFETY: the caller's session.
        unsafe { session(at) }?.ask(request)
    };
    // SAFETY: the caller's sink.
    unsafe { guarded(texts, work) }
}

unsafe extern "C" fn poll(at: *const c_void, sink: *const Sink<JobView>, texts: *const Sink<Text>) -> u32 {
    let work = || {
        // SAFETY: the caller's session.
        let job = unsafe { session(at) }?.poll()?;
        // SAFETY: the caller's sink.
        unsafe { give_job(sink, &job) }
    };
    // SAFETY: the caller's sink.
    unsafe { guarded(texts, work) }
}

unsafe extern "C" fn preview(
    at: *const c_void,
    request: Text,
    sink: *const Sink<JobView>,
    texts: *const Sink<Text>,
) -> u32 {
    let work = || {
        // SAFETY: lent by the caller.
        let preview: Preview = parsed(&unsafe { request.to_string() })?;
        // SAFETY: the caller's session.
        let job = unsafe { session(at) }?.preview(&preview)?;
        // SAFETY: the caller's sink.
        unsafe { give_job(sink, &job) }
    };
    // SAFETY: the caller's sink.
    unsafe { guarded(texts, work) }
}

/// # Safety
/// `sink` is null or live.
unsafe fn give_job(sink: *const Sink<JobView>, job: &Job) -> Result<String, Fault> {
    let values = serde_json::to_string(&job.values)
        .map_err(|error| Fault::new(Code::Failed, format!("the values have no JSON form: {error}")))?;
    let scene = job.scene.as_ref().map(|scene| SceneView {
        camera: scene.camera,
        environment: scene.environment,
        objects: scene.objects.as_ptr(),
        object_count: scene.objects.len(),
    });
    let view = JobView {
        id: job.id,
        purpose: job.purpose as u32,
        width: job.width,
        height: job.height,
        field_of_view: job.field_of_view,
        image: job.image,
        images: job.images,
        seed: job.seed,
        scene: scene.as_ref().map_or(std::ptr::null(), |scene| &raw const *scene),
        values: Text::of(&values),
    };
    // SAFETY: by this function's contract.
    unsafe { give(sink, &view) };
    Ok(String::new())
}

unsafe extern "C" fn meshes(at: *const c_void, sink: *const Sink<MeshView>, texts: *const Sink<Text>) -> u32 {
    let work = || {
        let mut take = |mesh: &Mesh| {
            let view = MeshView {
                name: Text::of(&mesh.name),
                vertices: mesh.vertices.as_ptr(),
                vertex_count: mesh.vertices.len(),
                indices: mesh.indices.as_ptr(),
                index_count: mesh.indices.len(),
                sections: mesh.sections.as_ptr(),
                section_count: mesh.sections.len(),
            };
            // SAFETY: the caller's sink.
            unsafe { give(sink, &view) };
        };
        // SAFETY: the caller's session.
        unsafe { session(at) }?.meshes(&mut take);
        Ok(String::new())
    };
    // SAFETY: the caller's sink.
    unsafe { guarded(texts, work) }
}

unsafe extern "C" fn submit(
    at: *const c_void,
    job: u64,
    frames: *const Frames,
    texts: *const Sink<Text>,
) -> u32 {
    let work = || {
        // SAFETY: lent by the caller.
        let frames = unsafe { frames.as_ref() };
        let frames = frames.ok_or_else(|| Fault::new(Code::BadFrame, "there are no frames"))?;
        // SAFETY: as the struct says, each pointer is readable for its length.
        let planes = unsafe {
            Planes {
                color: slice(frames.color, frames.color_length),
                blue_first: frames.color_order == 1,
                class_ids: slice(frames.class_ids, frames.class_length),
                instance16: slice(frames.instance16, frames.instance16_length),
                instance32: slice(frames.instance32, frames.instance32_length),
                depth: slice(frames.depth, frames.depth_length),
                depth_step: frames.depth_step as usize,
                depth_unit: frames.depth_unit,
                depth_sky: frames.depth_sky,
            }
        };
        // SAFETY: the caller's session.
        unsafe { session(at) }?.submit(job, &planes)?;
        Ok(String::new())
    };
    // SAFETY: the caller's sink.
    unsafe { guarded(texts, work) }
}

unsafe extern "C" fn fail(at: *const c_void, job: u64, reason: Text, texts: *const Sink<Text>) -> u32 {
    let work = || {
        // SAFETY: lent by the caller; the caller's session.
        let (reason, session) = unsafe { (reason.to_string(), session(at)?) };
        session.fail(job, &reason)?;
        Ok(String::new())
    };
    // SAFETY: the caller's sink.
    unsafe { guarded(texts, work) }
}

unsafe extern "C" fn close(at: *const c_void, seconds: f64, texts: *const Sink<Text>) -> u32 {
    let work = || {
        let wait = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::ZERO);
        // SAFETY: the caller's session.
        unsafe { session(at) }?.close(wait)?;
        Ok(String::new())
    };
    // SAFETY: the caller's sink.
    unsafe { guarded(texts, work) }
}

unsafe extern "C" fn free(at: *const c_void) {
    if !at.is_null() {
        // SAFETY: it came from `open`, and nobody uses it any more. A panic while dropping must not unwind into C.
        let _ =
            catch_unwind(AssertUnwindSafe(|| unsafe { drop(Box::from_raw(at.cast_mut().cast::<Handle>())) }));
    }
}
