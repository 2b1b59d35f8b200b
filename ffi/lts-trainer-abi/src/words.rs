//! What bridge and trainer say to each other as JSON: options, requests, progress, parameters, events.

use serde::{Deserialize, Serialize};

/// Who makes the images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Images {
    /// The host draws scenes of the traffic generator.
    #[default]
    Traffic,
    /// The host draws its own level.
    OwnLevel,
    /// The built-in renderer draws; there are no jobs.
    BuiltIn,
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A number between bounds.
    #[default]
    Real,
    /// A positive number, learned on a logarithmic scale.
    LogReal,
    /// A whole number.
    Integer,
    /// One of several options, drawn for each image.
    Categorical,
}

/// A parameter that the host declares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Declaration {
    /// Unique name.
    pub name: String,
    /// For people.
    pub unit: String,
    /// For people.
    pub description: String,
    /// What values it takes.
    pub kind: Kind,
    /// Smallest value.
    pub low: f64,
    /// Largest value.
    pub high: f64,
    /// Value at the start.
    pub start: f64,
    /// Options of a categorical.
    pub options: Vec<String>,
    /// Their probabilities at the start; empty: all alike.
    pub probabilities: Vec<f64>,
}

/// The meaning of a class id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// In label images.
    pub id: u8,
    /// Unique name.
    pub name: String,
    /// sRGB.
    pub color: [u8; 3],
    /// Neither trains nor counts.
    pub ignored: bool,
}

/// What a session is opened with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// Folder of the trainer's library, where its other files lie, too.
    pub folder: String,
    /// Path of the experiment's TOML.
    pub config: String,
    /// Each `key=value`.
    pub overrides: Vec<String>,
    /// Folder for the run directory; empty: as the TOML says.
    pub runs: String,
    /// A run directory to go on with; empty: a new run.
    pub resume: String,
    /// The host in one line.
    pub host: String,
    /// Who makes the images.
    pub images: Images,
    /// Parameters of an own level.
    pub parameters: Vec<Declaration>,
    /// Classes of an own level.
    pub classes: Vec<Class>,
    /// Most jobs that are handed out and not answered; 0: the trainer chooses.
    pub jobs_ahead: u32,
    /// Seconds from poll to submit after which a job failed; 0: the trainer chooses.
    pub frame_timeout: f64,
}

/// A value of a parameter by name: a number, or a probability for each option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Name of the parameter.
    pub name: String,
    /// One number, or one for each option.
    pub numbers: Vec<f64>,
}

/// Which parameters settings are laid over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Base {
    /// Where the policy started.
    #[default]
    Start,
    /// What the policy recommends now.
    Recommended,
    /// The best candidate so far.
    Best,
}

/// A scene to look at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Where the values come from.
    pub base: Base,
    /// What differs.
    pub settings: Vec<Setting>,
    /// Seed of the dataset.
    pub seed: u64,
    /// Number of the image in it.
    pub image: u64,
}

/// A dataset to write.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Export {
    /// The folder, which must not exist.
    pub folder: String,
    /// How many images.
    pub images: u64,
    /// Seed of the dataset.
    pub seed: u64,
    /// Where the values come from.
    pub base: Base,
    /// What differs.
    pub settings: Vec<Setting>,
}

/// What a bridge asks; the answer is JSON of the type that is named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// What the library is: [`Info`]. Needs no session.
    Info,
    /// Provoke an error inside of libtorch: `String`, the error as it was caught. Needs no session.
    CheckLibtorch,
    /// Start learning: nothing.
    Start,
    /// Hold: nothing.
    Pause,
    /// Go on: nothing.
    Resume,
    /// End soon: nothing.
    Stop,
    /// [`Progress`].
    Progress,
    /// A list of [`Parameter`].
    Parameters,
    /// A list of [`Class`].
    Classes,
    /// A list of [`Event`], those since the last time.
    Events,
    /// Write the report: `String`, its path.
    Report,
    /// Write a dataset: nothing.
    Export(Export),
}

/// What a trainer is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Info {
    /// Its version.
    pub version: String,
    /// Version of libtorch.
    pub libtorch: String,
    /// Usable CUDA devices.
    pub cuda_devices: u32,
    /// Threads on the CPU.
    pub threads: u32,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "documented in the bridge, name by name")]
pub enum State {
    #[default]
    Idle,
    Opening,
    Learning,
    Paused,
    Exporting,
    Stopping,
    Stopped,
    Finished,
    Failed,
}

/// Where a session stands, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// The state.
    pub state: State,
    /// In one line.
    pub message: String,
    /// Complete iterations.
    pub iteration: u64,
    /// All iterations.
    pub iterations: u64,
    /// Complete evaluations.
    pub evaluation: u64,
    /// All evaluations.
    pub evaluations: u64,
    /// Images that were delivered of the present dataset.
    pub image: u64,
    /// All images of it.
    pub images: u64,
    /// Mean reward of the last iteration.
    pub reward_mean: Option<f64>,
    /// Best reward of it.
    pub reward_best: Option<f64>,
    /// Best reward of the run.
    pub best: Option<f64>,
    /// Jobs to be polled.
    pub jobs_waiting: u32,
    /// Jobs to be answered.
    pub jobs_open: u32,
    /// Seconds at work.
    pub seconds: f64,
    /// The run directory.
    pub run: String,
}

/// A parameter with its values: numbers, or probabilities of options.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// What it is: name, unit, kind, bounds, start.
    pub declaration: Declaration,
    /// Not learned.
    pub fixed: bool,
    /// Of the candidate at work; one number, or one for each option; empty if unknown.
    pub now: Vec<f64>,
    /// What the policy recommends; as `now`.
    pub recommended: Vec<f64>,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "documented in the bridge, name by name")]
pub enum EventKind {
    #[default]
    Line,
    Started,
    Evaluated,
    IterationDone,
    Assessed,
    Finished,
    Stopped,
    Failed,
}

/// How serious a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Level {
    #[default]
    Information,
    Caution,
    Fault,
}

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// What it is about.
    pub kind: EventKind,
    /// How serious.
    pub level: Level,
    /// One line.
    pub text: String,
    /// The iteration, from 0.
    pub iteration: u64,
    /// A reward, if there is one.
    pub reward: Option<f64>,
    /// The best reward, if there is one.
    pub best: Option<f64>,
}

/// What a job's frames are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "documented in the bridge, name by name")]
#[repr(u32)]
pub enum Purpose {
    #[default]
    Training,
    Validation,
    Export,
    Preview,
}
