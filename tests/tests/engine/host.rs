//! A host as small as can be: opens sessions, draws their jobs with the built-in renderer, and submits the frames.

use std::time::{Duration, Instant};

use lts_bridge::{Session, ffi, meshes};
use lts_core::{Sample, Size};
use lts_render::Renderer;
use lts_tests::Place;
use lts_traffic::{
    CAR_TYPES, Camera, Environment, Generator, GeneratorSettings, Object, Scene, ShapeId, Weather,
};

/// Path of the trainer's library, which cargo builds beside the tests.
pub fn trainer() -> String {
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let path = std::env::current_exe().unwrap().with_file_name(format!("{prefix}lts_trainer{suffix}"));
    assert!(path.is_file(), "{} is absent", path.display());
    path.display().to_string()
}

/// Options of a session about `config` in `place`, whose runs land in `place`, too.
pub fn options(place: &Place, config: &str) -> ffi::SessionOptions {
    ffi::SessionOptions {
        trainer: trainer(),
        config: place.path(config).display().to_string(),
        overrides: Vec::new(),
        runs: place.path("runs").display().to_string(),
        resume: String::new(),
        host: "a host in Rust".into(),
        images: ffi::Images::Traffic,
        parameters: Vec::new(),
        classes: Vec::new(),
        jobs_ahead: 0,
        frame_timeout: 0.0,
    }
}

/// Draws jobs.
pub struct Artist {
    renderer: Renderer,
    names: Vec<String>,
}

impl Artist {
    /// An artist for jobs of `session`, whose images have this size.
    pub fn new(session: &Session, size: Size) -> Self {
        let settings = GeneratorSettings { size, horizontal_field_of_view: 1.4, models: None };
        let generator = Generator::new(&settings).unwrap();
        let shapes = generator.shapes();
        let crossed = meshes(session);
        assert_eq!(crossed.len(), shapes.meshes.len());
        for (crossed, own) in crossed.iter().zip(&shapes.meshes) {
            assert_eq!((&crossed.name, &crossed.indices), (&own.name, &own.indices));
            assert_eq!(crossed.vertices.len(), own.vertices.len());
            let same = |(a, b): (&ffi::Vertex, &lts_traffic::Vertex)| {
                [a.position.x, a.position.y, a.position.z] == b.position.to_array()
                    && [a.normal.x, a.normal.y, a.normal.z] == b.normal.to_array()
            };
            assert!(crossed.vertices.iter().zip(&own.vertices).all(same), "{}", own.name);
            for (crossed, own) in crossed.sections.iter().zip(&own.sections) {
                assert_eq!(u32::from(crossed.material.repr), own.material as u32);
                assert_eq!((crossed.first_index, crossed.index_count), (own.first_index, own.index_count));
            }
        }
        let names = crossed.into_iter().map(|mesh| mesh.name).collect();
        Self { renderer: Renderer::new(shapes, size, 1).unwrap(), names }
    }

    /// The image of `job`.
    pub fn draw(&mut self, job: &ffi::Job) -> Sample {
        assert!(job.has_scene);
        let scene = self.scene(job);
        self.renderer.render(&[scene]).unwrap().remove(0)
    }

    /// The scene of `job`, as the generator made it, from what came over the border.
    fn scene(&self, job: &ffi::Job) -> Scene {
        let vector = |v: ffi::Vector| glam::Vec3::new(v.x, v.y, v.z);
        let look = &job.scene.environment;
        let object = |object: &ffi::Object| {
            let name = &self.names[object.mesh as usize];
            let kind = CAR_TYPES.iter().position(|kind| {
                name.strip_prefix("car.").is_some_and(|rest| rest.split('.').next() == Some(kind))
            });
            let ffi::Quaternion { x, y, z, w } = object.rotation;
            Object {
                shape: ShapeId(object.mesh as u16),
                size: vector(object.size),
                position: vector(object.position),
                rotation: glam::Quat::from_xyzw(x, y, z, w),
                class: object.class_id,
                instance: object.instance as u16,
                car_type: kind.map(|kind| kind as u8),
                color: vector(object.color),
                variation: object.variation,
            }
        };
        Scene {
            camera: Camera {
                position: vector(job.scene.camera.position),
                yaw: job.scene.camera.yaw,
                pitch: job.scene.camera.pitch,
                horizontal_field_of_view: job.scene.camera.field_of_view,
                width: job.width,
                height: job.height,
            },
            environment: Environment {
                weather: match look.weather {
                    ffi::Weather::ClearNoon => Weather::ClearNoon,
                    ffi::Weather::ClearSunset => Weather::ClearSunset,
                    ffi::Weather::RainNoon => Weather::RainNoon,
                    _ => Weather::RainSunset,
                },
                sun_direction: vector(look.sun_direction),
                sun_color: vector(look.sun_color),
                ambient_color: vector(look.ambient_color),
                ground_color: vector(look.ground_color),
                zenith_color: vector(look.zenith_color),
                horizon_color: vector(look.horizon_color),
                cloud_cover: look.cloud_cover,
                fog_density: look.fog_density,
                rain: look.rain,
                wetness: look.wetness,
                exposure: look.exposure,
                noise: look.noise,
                texture_seed: look.texture_seed,
            },
            objects: job.scene.objects.iter().map(object).collect(),
            choices: Vec::new(),
        }
    }
}

/// Submits `sample` as an engine has it: blue first, depth in centimetres, the sky far away.
pub fn submit(session: &Session, job: u64, sample: &Sample) -> ffi::Answer {
    let color: Vec<u8> =
        sample.color.chunks_exact(3).flat_map(|pixel| [pixel[2], pixel[1], pixel[0], 255]).collect();
    session.submit(
        job,
        &ffi::Frames {
            color: &color,
            color_order: ffi::ColorOrder::Bgra,
            class_ids: &sample.class,
            instance16: sample.instance.as_deref().unwrap_or_default(),
            instance32: &[],
            depth: sample.depth.as_deref().unwrap_or_default(),
            depth_step: 1,
            depth_unit: 1.0,
            depth_sky: 0.0,
        },
    )
}

/// Whether a session is done.
pub fn is_over(state: ffi::State) -> bool {
    matches!(state, ffi::State::Stopped | ffi::State::Finished | ffi::State::Failed)
}

/// Ticks like an engine until `until` says so: polls, has `draw` answer each job, and collects what is told.
pub fn ticks(
    session: &Session,
    draw: &mut dyn FnMut(&ffi::Job),
    until: &mut dyn FnMut(&ffi::Progress) -> bool,
) -> Vec<ffi::Event> {
    let started = Instant::now();
    let mut events = Vec::new();
    loop {
        let job = session.poll();
        if job.code == ffi::Code::Ok {
            draw(&job);
        } else {
            std::thread::sleep(Duration::from_millis(1));
        }
        events.extend(session.events());
        let progress = session.progress();
        if until(&progress) {
            events.extend(session.events());
            return events;
        }
        assert!(started.elapsed() < Duration::from_secs(300), "it does not end: {progress:?}");
    }
}

/// Starts `session`, draws all it wants, and returns what it told.
pub fn learns(session: &Session, size: Size) -> Vec<ffi::Event> {
    let answer = session.opened();
    assert_eq!(answer.code, ffi::Code::Ok, "{}", answer.message);
    let mut artist = Artist::new(session, size);
    assert_eq!(session.start().code, ffi::Code::Ok);
    let mut draw = |job: &ffi::Job| {
        let sample = artist.draw(job);
        let answer = submit(session, job.id, &sample);
        assert!(matches!(answer.code, ffi::Code::Ok | ffi::Code::Late), "{}", answer.message);
    };
    ticks(session, &mut draw, &mut |progress| is_over(progress.state))
}

/// The size of the images of `lts_tests::SMALL`.
pub const SMALL_SIZE: Size = Size { width: 64, height: 32 };
