//! The double: three jobs with a small scene, and answers of every kind that a bridge has to carry.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use lts_trainer_abi::{
    Class, Code, Declaration, Environment, Event, EventKind, Fault, Info, Job, Kind, Level, Mesh, Object,
    Options, Parameter, Planes, Preview, Progress, Purpose, Request, Scene, Section, Session, State, Trainer,
    Value, Vertex,
};
use serde_json::to_string;

/// Jobs of a session.
const JOBS: u64 = 3;

/// The trainer.
#[derive(Debug)]
pub struct Double;

impl Trainer for Double {
    fn ask(request: &Request) -> Result<String, Fault> {
        match request {
            Request::Info => json(&Info {
                version: "0.0.0 (double)".into(),
                libtorch: "none".into(),
                cuda_devices: 0,
                threads: 1,
            }),
            Request::CheckLibtorch => json("an error of the double"),
            _ => Err(Fault::new(Code::WrongState, "this needs a session")),
        }
    }

    #[expect(clippy::panic, reason = "a trainer that panics is what is tested")]
    fn open(options: Options) -> Result<Box<dyn Session>, Fault> {
        if options.config.contains("panic-in-open") {
            panic!("told to panic in open");
        }
        if options.config.contains("refused") {
            return Err(Fault::new(Code::BadConfig, format!("{}: refused", options.config)));
        }
        Ok(Box::new(DoubleSession { options, given: AtomicU64::new(0), answered: AtomicU64::new(0) }))
    }
}

struct DoubleSession {
    options: Options,
    /// The last job that was polled.
    given: AtomicU64,
    /// Bits of the jobs that were answered.
    answered: AtomicU64,
}

impl DoubleSession {
    fn is_told(&self, what: &str) -> bool {
        self.options.config.contains(what)
    }

    fn answer(&self, job: u64) -> Result<(), Fault> {
        if job == 0 || job > self.given.load(Ordering::SeqCst) {
            return Err(Fault::new(Code::UnknownJob, format!("there is no job {job}")));
        }
        let bit = 1 << job;
        if self.answered.fetch_or(bit, Ordering::SeqCst) & bit != 0 {
            return Err(Fault::new(Code::Twice, format!("job {job} was answered before")));
        }
        Ok(())
    }
}

impl Session for DoubleSession {
    fn ask(&self, request: Request) -> Result<String, Fault> {
        if self.is_told("nonsense") {
            return Ok("{ this is no JSON".into());
        }
        match request {
            Request::Progress => json(&Progress {
                state: State::Learning,
                message: format!("runs {}", self.options.config),
                iteration: 1,
                iterations: 2,
                reward_mean: Some(0.5),
                best: None,
                run: self.options.runs.clone(),
                ..Progress::default()
            }),
            Request::Parameters => json(&self.options.parameters.iter().map(parameter).collect::<Vec<_>>()),
            Request::Classes => {
                json(&[Class { id: 26, name: "car".into(), color: [0, 0, 142], ignored: false }])
            }
            Request::Events => json(&[
                Event { level: Level::Caution, text: "a line".into(), ..Event::default() },
                Event {
                    kind: EventKind::IterationDone,
                    iteration: 1,
                    reward: Some(0.25),
                    ..Event::default()
                },
            ]),
            Request::Report => json("/nowhere/report.html"),
            Request::Export(export) => {
                Err(Fault::new(Code::Disk, format!("{}: {} images do not fit", export.folder, export.images)))
            }
            _ => Ok(String::new()),
        }
    }

    #[expect(clippy::panic, reason = "a trainer that panics is what is tested")]
    fn poll(&self) -> Result<Job, Fault> {
        if self.is_told("panic-in-poll") {
            panic!("told to panic in poll");
        }
        let id = self.given.fetch_add(1, Ordering::SeqCst) + 1;
        if id > JOBS {
            self.given.fetch_sub(1, Ordering::SeqCst);
            return Err(Fault::new(Code::Waiting, ""));
        }
        Ok(job(id))
    }

    fn preview(&self, preview: &Preview) -> Result<Job, Fault> {
        let purpose = Purpose::Preview;
        Ok(Job { id: 0, purpose, seed: preview.seed, image: preview.image, scene: None, ..job(0) })
    }

    fn meshes(&self, take: &mut dyn FnMut(&Mesh)) {
        let corner = |x, y| Vertex { position: [x, y, 0.0], normal: [0.0, 0.0, 1.0] };
        take(&Mesh {
            name: "flat".into(),
            vertices: vec![corner(0.0, 0.0), corner(1.0, 0.0), corner(0.0, 1.0)],
            indices: vec![0, 1, 2],
            sections: vec![Section { material: 11, first_index: 0, index_count: 3 }],
        });
        take(&Mesh { name: "empty".into(), ..Mesh::default() });
    }

    #[expect(clippy::panic, reason = "a trainer that panics is what is tested")]
    fn submit(&self, job: u64, planes: &Planes<'_>) -> Result<(), Fault> {
        if self.is_told("panic-in-submit") {
            panic!("told to panic in submit");
        }
        let Planes { color, class_ids, instance16, instance32, depth, .. } = planes;
        // Every element is read, so that a checker of memory sees a plane that is too short.
        let bytes = color.iter().chain(*class_ids).map(|byte| u64::from(*byte)).sum::<u64>();
        let numbers = instance16.iter().map(|one| u64::from(*one)).sum::<u64>()
            + instance32.iter().map(|one| u64::from(*one)).sum::<u64>();
        let metres: f32 = depth.iter().sum();
        if color.len() != 4 * class_ids.len() {
            return Err(Fault::new(Code::WrongSize, "colour and class ids have different sizes"));
        }
        if bytes + numbers == 0 || metres == 0.0 {
            return Err(Fault::new(Code::BadFrame, "all is black"));
        }
        self.answer(job)
    }

    fn fail(&self, job: u64, reason: &str) -> Result<(), Fault> {
        if reason.is_empty() {
            return Err(Fault::new(Code::BadConfig, "there is no reason"));
        }
        self.answer(job)
    }

    fn close(&self, wait: Duration) -> Result<(), Fault> {
        if self.is_told("busy") {
            return Err(Fault::new(Code::Busy, format!("it did not end within {} s", wait.as_secs_f64())));
        }
        Ok(())
    }
}

fn job(id: u64) -> Job {
    let object =
        Object { mesh: 1, rotation: [0.0, 0.0, 0.0, 1.0], instance: 7, class_id: 26, ..Object::default() };
    let environment = Environment { weather: 2, rain: 0.5, ..Environment::default() };
    Job {
        id,
        purpose: Purpose::Validation,
        image: id,
        images: JOBS,
        seed: u64::MAX - id,
        width: 4,
        height: 2,
        field_of_view: 1.25,
        scene: Some(Scene { environment, objects: vec![object; 5], ..Scene::default() }),
        values: vec![Value {
            name: "time".into(),
            kind: Kind::Categorical,
            number: 1.0,
            option: "night".into(),
            probabilities: vec![0.25, 0.75],
        }],
    }
}

fn parameter(declared: &Declaration) -> Parameter {
    let now = if declared.kind == Kind::Categorical {
        declared.probabilities.clone()
    } else {
        vec![declared.start]
    };
    Parameter { declaration: declared.clone(), fixed: false, now, recommended: Vec::new() }
}

fn json<T: serde::Serialize + ?Sized>(what: &T) -> Result<String, Fault> {
    to_string(what).map_err(|error| Fault::new(Code::Failed, error.to_string()))
}
