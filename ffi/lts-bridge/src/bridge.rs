//! The border to C++: shared structs and functions, as cxx generates them on the other side. No logic.
//!
//! World frame: metres, right-handed, X forward along the road, Y to the left, Z up; angles in radians, positive
//! counter-clockwise seen from above. Colours of objects and light are linear RGB. Texts are UTF-8. Unknown numbers are
//! NaN, unknown texts empty. Every function may be called from any thread, never blocks on learning or drawing
//! (but [`Session::close`], for a time it is given), and never unwinds.

use crate::meshes::{meshes, preview};
use crate::session::{Session, open};
use crate::trainer::{bridge_version, check_libtorch, trainer_info};

#[cxx::bridge(namespace = "lts")]
pub mod ffi {
    // ---- answers -------------------------------------------------------------------------------------------------

    /// How a call ended.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Code {
        /// It did what it was asked to do.
        Ok,
        /// Nothing to do at the moment (no job to draw).
        Waiting,
        /// The call has no sense in the session's present state.
        WrongState,
        /// No job has this id.
        UnknownJob,
        /// The job was given up before (time-out, cancelled, stopped): the frames are dropped.
        Late,
        /// The job's frames were submitted before.
        Twice,
        /// A frame has another size than the job says.
        WrongSize,
        /// The frames hold something impossible (an instance above 65535, a depth that is negative or not a number).
        BadFrame,
        /// The configuration, an option or an argument does not fit.
        BadConfig,
        /// The trainer's library, or one that it needs (libtorch), cannot be loaded.
        NoTrainer,
        /// The library is no trainer, or one of another version.
        WrongTrainer,
        /// A file or folder cannot be read or written.
        Disk,
        /// The work failed; the message says why.
        Failed,
        /// A mistake of the program itself, caught; the session is not usable any more.
        Panicked,
        /// The learner's thread did not end in time; it ends by itself later and touches nothing of the host.
        Busy,
    }

    /// The answer of a call: `message` is one line for the log, empty where all is well.
    #[derive(Debug, Clone)]
    struct Answer {
        code: Code, message: String,
    }

    /// An answer with a text, e.g. a path.
    #[derive(Debug, Clone)]
    struct TextAnswer {
        code: Code, message: String, text: String,
    }

    /// What a trainer's library says of itself.
    #[derive(Debug, Clone)]
    struct TrainerInfo {
        code: Code, message: String,
        /// Version of the trainer, e.g. `0.1.0`.
        version: String,
        /// Version of libtorch, e.g. `2.11.0`.
        libtorch: String,
        /// CUDA devices it can train on.
        cuda_devices: u32,
        /// Threads that it trains with on the CPU, if the configuration names no number.
        threads: u32,
    }

    // ---- opening -------------------------------------------------------------------------------------------------

    /// Who makes the images.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Images {
        /// The host draws scenes of the traffic generator.
        Traffic,
        /// The host draws its own level from values of the parameters that it declares.
        OwnLevel,
        /// The built-in renderer draws the traffic scenes; no job ever comes (for a host without a graphics device).
        BuiltIn,
    }

    /// What values a parameter takes.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Kind {
        /// A number in `low..=high`.
        Real,
        /// A positive number in `low..=high`, learned on a logarithmic scale.
        LogReal,
        /// A whole number in `low..=high`.
        Integer,
        /// One of `options`, drawn anew for each image with learned probabilities.
        Categorical,
    }

    /// A parameter of the host's own level.
    #[derive(Debug, Clone)]
    struct Declaration {
        /// Unique, letters, digits, `_` and `.`, e.g. `fog.density`.
        name: String, unit: String, description: String, kind: Kind,
        /// Bounds; not looked at for a categorical.
        low: f64, high: f64,
        /// Value at the start; not looked at for a categorical.
        start: f64,
        /// Options of a categorical, at least two; empty otherwise.
        options: Vec<String>,
        /// Their probabilities at the start; empty: all alike.
        probabilities: Vec<f64>,
    }

    /// The meaning of a class id, with its sRGB colour in pictures of labels.
    #[derive(Debug, Clone)]
    struct Class {
        id: u8, name: String, red: u8, green: u8, blue: u8,
        /// Pixels of this class neither train nor count.
        ignored: bool,
    }

    /// What a session is opened with. All fields have a meaning when empty or 0, but `config` (or `resume`) and `trainer`.
    #[derive(Debug, Clone)]
    struct SessionOptions {
        /// Full path of the trainer's library.
        trainer: String,
        /// Path of the experiment's TOML file. Relative paths inside of it start at its own folder.
        config: String,
        /// Each `key=value`, as `lts learn --set`, e.g. `simulator.width=640`.
        overrides: Vec<String>,
        /// Folder in which a new run directory is made; empty: as the file says.
        runs: String,
        /// A run directory to go on with; then `config` and `runs` are not looked at.
        resume: String,
        /// The host in one line for `run.json`, e.g. `Unreal Engine 4.27.2, plugin 0.1.0`.
        host: String, images: Images,
        /// Parameters of the own level; only with `Images::OwnLevel`.
        parameters: Vec<Declaration>,
        /// Class ids of the own level; empty: the traffic classes (Cityscapes label ids). Only with `Images::OwnLevel`.
        classes: Vec<Class>,
        /// Most jobs that are handed out and not answered; 0: 4.
        jobs_ahead: u32,
        /// Seconds from `poll` to `submit` after which a job counts as failed; 0: 60.
        frame_timeout: f64,
    }

    // ---- what a session tells -------------------------------------------------------------------------------------

    /// Where a session stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum State {
        /// Opened; nothing runs.
        Idle,
        /// The learner's thread reads data and weights (and has the validation images drawn, if they are simulated).
        Opening,
        /// It learns.
        Learning,
        /// It holds; no new jobs are handed out.
        Paused,
        /// A dataset is being exported.
        Exporting,
        /// A stop was asked for and takes effect soon.
        Stopping,
        /// Stopped; the run can be resumed by a new session.
        Stopped,
        /// The run or export is complete.
        Finished,
        /// It failed; `Progress::message` says why.
        Failed,
    }

    /// Where a session stands, in numbers.
    #[derive(Debug, Clone)]
    struct Progress {
        state: State,
        /// What it does, or why it failed, in one line.
        message: String,
        /// Complete iterations, and all of them.
        iteration: u64, iterations: u64,
        /// Complete evaluations, and all of the run (without the assessment after it).
        evaluation: u64, evaluations: u64,
        /// Images of the present evaluation, validation set or export that the host delivered, and all of them.
        image: u64, images: u64,
        /// Mean and best reward of the last complete iteration; better when higher.
        reward_mean: f64, reward_best: f64,
        /// Best reward of the run.
        best: f64,
        /// Jobs that wait to be polled, and jobs that were polled and not answered.
        jobs_waiting: u32, jobs_open: u32,
        /// Seconds since the start (of this session, without pauses).
        seconds: f64,
        /// The run directory; empty before the start.
        run: String,
    }

    /// A parameter and its values: numbers, or of a categorical a probability for each option.
    #[derive(Debug, Clone)]
    struct Parameter {
        name: String, unit: String, description: String, kind: Kind,
        /// Not learned.
        fixed: bool, low: f64, high: f64, options: Vec<String>,
        /// At the start of the run.
        start: f64, start_probabilities: Vec<f64>,
        /// Of the candidate that is being evaluated.
        now: f64, now_probabilities: Vec<f64>,
        /// What the policy recommends after the last complete iteration.
        recommended: f64, recommended_probabilities: Vec<f64>,
    }

    /// What an event is about.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum EventKind {
        /// A line for the log; `level` says how serious.
        Line,
        /// Data and weights are read; learning begins (or goes on, after a resume).
        Started,
        /// A candidate was scored, or failed: then `reward` is NaN and `text` says why.
        Evaluated,
        /// An iteration is complete; `reward` is its mean, `best` its best.
        IterationDone,
        /// Parameters were scored after the loop; `text` names them.
        Assessed,
        /// The run or export is complete; `text` is one line of result.
        Finished,
        /// It stopped on request.
        Stopped,
        /// It failed; `text` says why.
        Failed,
    }

    /// How serious a line is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Level {
        Information, Caution, Fault,
    }

    /// Something that happened since the last call of `events`.
    #[derive(Debug, Clone)]
    struct Event {
        kind: EventKind, level: Level, text: String,
        /// The iteration it belongs to, from 0.
        iteration: u64, reward: f64, best: f64,
    }

    // ---- scenes --------------------------------------------------------------------------------------------------

    /// Three numbers along x, y, z.
    #[derive(Debug, Clone, Copy, PartialEq)]
    struct Vector {
        x: f32, y: f32, z: f32,
    }

    /// A unit quaternion.
    #[derive(Debug, Clone, Copy, PartialEq)]
    struct Quaternion {
        x: f32, y: f32, z: f32, w: f32,
    }

    /// A pinhole camera that looks along its own X axis: yaw around Z first, then `pitch` upward.
    #[derive(Debug, Clone, Copy)]
    struct Camera {
        position: Vector, yaw: f32,
        /// Positive looks up.
        pitch: f32,
        /// Radians across the image width.
        field_of_view: f32,
    }

    /// The four weathers.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Weather {
        ClearNoon, ClearSunset, RainNoon, RainSunset,
    }

    /// Light, sky and weather of a scene; see `lts_traffic::Environment`.
    #[derive(Debug, Clone, Copy)]
    struct Environment {
        weather: Weather,
        /// Unit vector from the scene to the sun.
        sun_direction: Vector, sun_color: Vector, ambient_color: Vector, ground_color: Vector,
        zenith_color: Vector, horizon_color: Vector,
        /// 0..1.
        cloud_cover: f32,
        /// Extinction per metre.
        fog_density: f32,
        /// 0..1.
        rain: f32,
        /// 0 dry .. 1 mirroring.
        wetness: f32,
        /// Factor on all light before the tone curve.
        exposure: f32,
        /// Standard deviation of the sensor's noise, in 8-bit steps.
        noise: f32,
        /// Fixes noise, clouds and rain streaks of this image.
        texture_seed: u32,
    }

    /// A thing with a surface (the ground included): the mesh, scaled by `size`, then turned, then moved.
    #[derive(Debug, Clone, Copy)]
    struct Object {
        /// Index into `meshes`.
        mesh: u32,
        /// Metres along the mesh's own axes; the mesh fills the box x, y in -0.5..0.5, z in 0..1.
        size: Vector,
        /// Where the mesh's origin (bottom centre) lies.
        position: Vector,
        /// From the mesh's frame to the world.
        rotation: Quaternion,
        /// Colour of sections of `Paint`, `Facade`, `Roof`, `Foliage`, `Plain`.
        color: Vector,
        /// Varies the texture between objects of one mesh.
        variation: u32,
        /// From 1 without gaps for things that are told apart, 0 for ground.
        instance: u32, class_id: u8,
    }

    /// Everything in one image.
    #[derive(Debug, Clone)]
    struct Scene {
        camera: Camera, environment: Environment, objects: Vec<Object>,
    }

    /// The value of a parameter for one image.
    #[derive(Debug, Clone)]
    struct Value {
        name: String, kind: Kind,
        /// The number; of a categorical the index of the option that was drawn for this image.
        number: f64,
        /// Name of the option that was drawn; empty for numbers.
        option: String,
        /// Probability of each option; empty for numbers.
        probabilities: Vec<f64>,
    }

    /// What a job's frames are for.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Purpose {
        Training, Validation, Export, Preview,
    }

    /// One image to draw. `code` is `Ok` if there is one, `Waiting` if there is none at the moment.
    #[derive(Debug, Clone)]
    struct Job {
        code: Code, message: String, id: u64, purpose: Purpose,
        /// Number of the image in its dataset, from 0, and their count.
        image: u64, images: u64,
        /// Everything random in this image follows from it.
        seed: u64, width: u32, height: u32,
        /// Radians across the image width, also for an own level.
        field_of_view: f32,
        /// Whether `scene` is filled (traffic) or the host makes it from `values` and `seed` (own level).
        has_scene: bool, scene: Scene, values: Vec<Value>,
    }

    /// What a section of a mesh is made of; the host decides how it looks.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Material {
        Paint, Glass, Rubber, Metal, HeadLamp, RearLamp, Plate, Facade, Roof, Bark, Foliage, Asphalt,
        Marking, Pavement, Kerb, Grass, Plain,
    }

    /// A corner of a mesh; `normal` has unit length in the unscaled mesh.
    #[derive(Debug, Clone, Copy)]
    struct Vertex {
        position: Vector, normal: Vector,
    }

    /// A run of triangles of one material.
    #[derive(Debug, Clone, Copy)]
    struct Section {
        material: Material, first_index: u32,
        /// A multiple of 3.
        index_count: u32,
    }

    /// A mesh; triangles are counter-clockwise seen from outside, front along +x.
    #[derive(Debug, Clone)]
    struct Mesh {
        /// E.g. `car.sedan`, `road`.
        name: String, vertices: Vec<Vertex>, indices: Vec<u32>, sections: Vec<Section>,
    }

    // ---- frames --------------------------------------------------------------------------------------------------

    /// Order of the four bytes of a colour pixel; alpha is not looked at.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum ColorOrder {
        Rgba, Bgra,
    }

    /// The frames of one job, row-major from the top left pixel, all of the job's size. Copied before `submit` returns.
    #[derive(Debug, Clone, Copy)]
    struct Frames<'a> {
        /// sRGB, four bytes a pixel.
        color: &'a [u8], color_order: ColorOrder,
        /// Class id, one a pixel.
        class_ids: &'a [u8],
        /// Instance, 0 for none; one of both, or both empty if there is none.
        instance16: &'a [u16], instance32: &'a [u32],
        /// Distance along the optical axis, infinite for the sky: `depth_step` numbers a pixel of which the first counts.
        depth: &'a [f32], depth_step: u32,
        /// Metres of a depth of 1: 0.01 for centimetres.
        depth_unit: f32,
        /// From this many metres on it is the sky; 0: only infinity is.
        depth_sky: f32,
    }

    /// A value for a preview or export, by name: one number, or for a categorical a probability for each option.
    #[derive(Debug, Clone)]
    struct Setting {
        name: String, numbers: Vec<f64>,
    }

    /// Which parameters a preview or export starts from, before settings.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Base {
        Start,
        /// The policy's recommendation after the last complete iteration; the start before there is one.
        Recommended,
        /// The best candidate so far; the start before there is one.
        Best,
    }

    extern "Rust" {
        /// One session: an experiment, its run and its jobs.
        type Session;

        /// Version of this bridge, e.g. `0.1.0`.
        fn bridge_version() -> String;
        /// Loads the trainer's library at `path` and asks it.
        fn trainer_info(path: &str) -> TrainerInfo;
        /// Provokes an error inside of libtorch's backward; `Ok` if it came back as a message, which is `text`.
        fn check_libtorch(path: &str) -> TextAnswer;
        /// Opens a session; look at `opened` for how it went. Reads the configuration, starts nothing.
        fn open(options: &SessionOptions) -> Box<Session>;

        fn opened(self: &Session) -> Answer;
        fn start(self: &Session) -> Answer;
        fn pause(self: &Session) -> Answer;
        fn resume(self: &Session) -> Answer;
        /// Asks for a stop and returns at once.
        fn stop(self: &Session) -> Answer;
        /// Stops and waits at most `seconds` for the learner's thread; `Busy` if it is not done by then. Also on drop (2 s).
        fn close(self: &Session, seconds: f64) -> Answer;

        fn progress(self: &Session) -> Progress;
        fn parameters(self: &Session) -> Vec<Parameter>;
        fn classes(self: &Session) -> Vec<Class>;
        /// What happened since the last call, oldest first.
        fn events(self: &Session) -> Vec<Event>;
        /// Writes the report anew and answers with its path.
        fn report(self: &Session) -> TextAnswer;

        fn poll(self: &Session) -> Job;
        fn submit(self: &Session, job: u64, frames: &Frames) -> Answer;
        /// The host cannot draw the job: the candidate counts as failed, with this reason.
        fn fail(self: &Session, job: u64, reason: &str) -> Answer;

        /// All meshes; the same for every scene of the session. Empty for an own level.
        fn meshes(session: &Session) -> Vec<Mesh>;
        /// A scene to look at: image `image` of `lts generate --seed <seed>`. Nothing is submitted for it.
        fn preview(session: &Session, base: Base, settings: &[Setting], seed: u64, image: u64) -> Job;
        /// Has the host draw `images` jobs and writes them as a dataset to `folder`, which must not exist.
        fn export_dataset(self: &Session, folder: &str, images: u64, seed: u64, base: Base, settings: &[Setting]) -> Answer;
    }
}
