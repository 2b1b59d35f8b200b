//! The table itself, and the structs that go through it: plain C, lent for the time of a call.

use std::ffi::c_void;

use crate::scene::{Camera, Environment, Object, Section, Vertex};

/// UTF-8 without an ending zero; `at` may be null if `length` is 0.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Text {
    /// First byte.
    pub at: *const u8,
    /// Bytes.
    pub length: usize,
}

/// Takes what a call answers, while the call runs. Must not unwind.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Sink<T> {
    /// Passed to `take`.
    pub context: *mut c_void,
    /// Called at most once (by `meshes` once a mesh), on the caller's thread.
    pub take: unsafe extern "C" fn(context: *mut c_void, what: *const T),
}

/// A job; see [`Job`](crate::Job).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct JobView {
    /// Number of the job.
    pub id: u64,
    /// Number of a [`Purpose`](crate::Purpose).
    pub purpose: u32,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Radians.
    pub field_of_view: f32,
    /// From 0.
    pub image: u64,
    /// Of the dataset.
    pub images: u64,
    /// What is random in it.
    pub seed: u64,
    /// Null for an own level.
    pub scene: *const SceneView,
    /// JSON, a list of [`Value`](crate::Value).
    pub values: Text,
}

/// A scene; see [`Scene`](crate::Scene).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct SceneView {
    /// Where it is taken from.
    pub camera: Camera,
    /// Light and weather.
    pub environment: Environment,
    /// All things.
    pub objects: *const Object,
    /// How many.
    pub object_count: usize,
}

/// A mesh; see [`Mesh`](crate::Mesh).
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct MeshView {
    /// Its name.
    pub name: Text,
    /// Corners.
    pub vertices: *const Vertex,
    /// How many.
    pub vertex_count: usize,
    /// Three a triangle.
    pub indices: *const u32,
    /// How many.
    pub index_count: usize,
    /// By material.
    pub sections: *const Section,
    /// How many.
    pub section_count: usize,
}

/// The frames of a job. A plane that is absent has length 0; lengths count elements.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Frames {
    /// Four bytes a pixel.
    pub color: *const u8,
    /// Its length.
    pub color_length: usize,
    /// Class ids.
    pub class_ids: *const u8,
    /// Its length.
    pub class_length: usize,
    /// Instances in 16 bits.
    pub instance16: *const u16,
    /// Its length.
    pub instance16_length: usize,
    /// Instances in 32 bits.
    pub instance32: *const u32,
    /// Its length.
    pub instance32_length: usize,
    /// Distances along the optical axis.
    pub depth: *const f32,
    /// Its length.
    pub depth_length: usize,
    /// 0 RGBA, 1 BGRA.
    pub color_order: u32,
    /// Elements of `depth` a pixel, of which the first counts.
    pub depth_step: u32,
    /// Metres of a depth of 1.
    pub depth_unit: f32,
    /// Metres from which on it is the sky; 0: infinity alone is.
    pub depth_sky: f32,
}

/// The function that a trainer exports under [`SYMBOL`](crate::SYMBOL). The table lives as long as the library.
pub type Entry = unsafe extern "C" fn() -> *const Table;

/// What a trainer can do. Every function may be called from any thread, returns the number of a
/// [`Code`](crate::Code), and where that is none of success, gives its message to the sink of texts.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct Table {
    /// [`VERSION`](crate::VERSION): if it is another one, nothing below may be read.
    pub version: u32,
    /// Bytes of this struct.
    pub size: u32,
    /// Opens a session from JSON [`Options`](crate::Options). `session` is set on success alone.
    pub open:
        unsafe extern "C" fn(options: Text, session: *mut *const c_void, texts: *const Sink<Text>) -> u32,
    /// Answers a JSON [`Request`](crate::Request) with JSON. `session` may be null where the request needs none.
    pub ask: unsafe extern "C" fn(session: *const c_void, request: Text, texts: *const Sink<Text>) -> u32,
    /// Takes the next job, if there is one.
    pub poll: unsafe extern "C" fn(
        session: *const c_void,
        job: *const Sink<JobView>,
        texts: *const Sink<Text>,
    ) -> u32,
    /// The job of a JSON [`Preview`](crate::Preview).
    pub preview: unsafe extern "C" fn(
        session: *const c_void,
        request: Text,
        job: *const Sink<JobView>,
        texts: *const Sink<Text>,
    ) -> u32,
    /// All meshes, in the order of their numbers.
    pub meshes: unsafe extern "C" fn(
        session: *const c_void,
        mesh: *const Sink<MeshView>,
        texts: *const Sink<Text>,
    ) -> u32,
    /// Answers job `job` with frames, which are copied.
    pub submit: unsafe extern "C" fn(
        session: *const c_void,
        job: u64,
        frames: *const Frames,
        texts: *const Sink<Text>,
    ) -> u32,
    /// Answers job `job` with a reason why it cannot be drawn.
    pub fail:
        unsafe extern "C" fn(session: *const c_void, job: u64, reason: Text, texts: *const Sink<Text>) -> u32,
    /// Stops, and waits at most so many seconds for the session's thread.
    pub close: unsafe extern "C" fn(session: *const c_void, seconds: f64, texts: *const Sink<Text>) -> u32,
    /// Frees the session, which nobody may use any more. A thread that was not done goes on until it is.
    pub free: unsafe extern "C" fn(session: *const c_void),
}
