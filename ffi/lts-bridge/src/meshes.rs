//! Scenes and meshes as the border's structs.

use lts_trainer_abi::{Code, Fault, JobView, MeshView, Object, Preview, Section, Text, Value, Vertex};

use crate::bridge::ffi;
use crate::caught::{caught, code};
use crate::convert::{from_json, kind, to_json};
use crate::options::{base, settings};
use crate::session::Session;

/// All meshes of the session, in the order of their numbers; none where it failed to open.
pub fn meshes(session: &Session) -> Vec<ffi::Mesh> {
    let work = || {
        let mut meshes = Vec::new();
        session.handle()?.meshes(&mut |view| meshes.push(mesh(view)))?;
        Ok(meshes)
    };
    caught(work, |_| Vec::new())
}

/// A scene to look at.
pub fn preview(
    session: &Session,
    from: ffi::Base,
    changes: &[ffi::Setting],
    seed: u64,
    image: u64,
) -> ffi::Job {
    let work = || {
        let preview = Preview { base: base(from), settings: settings(changes)?, seed, image };
        let request = to_json(&preview)?;
        taken(|take| session.handle()?.preview(&request, take))
    };
    caught(work, no_job)
}

/// The job that `call` hands over.
pub(crate) fn taken(
    call: impl FnOnce(&mut dyn FnMut(&JobView)) -> Result<(), Fault>,
) -> Result<ffi::Job, Fault> {
    let mut taken = Err(Fault::new(Code::Failed, "the trainer handed over no job"));
    call(&mut |view| taken = job(view))?;
    taken
}

/// What is answered where there is no job.
pub(crate) fn no_job(fault: Fault) -> ffi::Job {
    ffi::Job {
        code: code(fault.code),
        message: fault.message,
        id: 0,
        purpose: ffi::Purpose::Training,
        image: 0,
        images: 0,
        seed: 0,
        width: 0,
        height: 0,
        field_of_view: 0.0,
        has_scene: false,
        scene: no_scene(),
        values: Vec::new(),
    }
}

fn no_scene() -> ffi::Scene {
    let zero = vector([0.0; 3]);
    ffi::Scene {
        camera: ffi::Camera { position: zero, yaw: 0.0, pitch: 0.0, field_of_view: 0.0 },
        environment: ffi::Environment {
            weather: ffi::Weather::ClearNoon,
            sun_direction: zero,
            sun_color: zero,
            ambient_color: zero,
            ground_color: zero,
            zenith_color: zero,
            horizon_color: zero,
            cloud_cover: 0.0,
            fog_density: 0.0,
            rain: 0.0,
            wetness: 0.0,
            exposure: 0.0,
            noise: 0.0,
            texture_seed: 0,
        },
        objects: Vec::new(),
    }
}

fn job(view: &JobView) -> Result<ffi::Job, Fault> {
    // SAFETY: the trainer lends the scene while it hands over the job.
    let scene = unsafe { view.scene.as_ref() };
    let values: Vec<Value> = from_json(&text(view.values))?;
    let scene = scene.map(|scene| {
        let environment = &scene.environment;
        ffi::Scene {
            camera: ffi::Camera {
                position: vector(scene.camera.position),
                yaw: scene.camera.yaw,
                pitch: scene.camera.pitch,
                field_of_view: scene.camera.field_of_view,
            },
            environment: ffi::Environment {
                weather: ffi::Weather { repr: environment.weather.min(3) as u8 },
                sun_direction: vector(environment.sun_direction),
                sun_color: vector(environment.sun_color),
                ambient_color: vector(environment.ambient_color),
                ground_color: vector(environment.ground_color),
                zenith_color: vector(environment.zenith_color),
                horizon_color: vector(environment.horizon_color),
                cloud_cover: environment.cloud_cover,
                fog_density: environment.fog_density,
                rain: environment.rain,
                wetness: environment.wetness,
                exposure: environment.exposure,
                noise: environment.noise,
                texture_seed: environment.texture_seed,
            },
            objects: lent(scene.objects, scene.object_count).iter().map(object).collect(),
        }
    });
    Ok(ffi::Job {
        code: ffi::Code::Ok,
        message: String::new(),
        id: view.id,
        purpose: ffi::Purpose { repr: view.purpose.min(3) as u8 },
        image: view.image,
        images: view.images,
        seed: view.seed,
        width: view.width,
        height: view.height,
        field_of_view: view.field_of_view,
        has_scene: scene.is_some(),
        scene: scene.unwrap_or_else(no_scene),
        values: values.into_iter().map(value).collect(),
    })
}

fn value(value: Value) -> ffi::Value {
    ffi::Value {
        name: value.name,
        kind: kind(value.kind),
        number: value.number,
        option: value.option,
        probabilities: value.probabilities,
    }
}

fn object(object: &Object) -> ffi::Object {
    let [x, y, z, w] = object.rotation;
    ffi::Object {
        mesh: object.mesh,
        size: vector(object.size),
        position: vector(object.position),
        rotation: ffi::Quaternion { x, y, z, w },
        color: vector(object.color),
        variation: object.variation,
        instance: object.instance,
        class_id: object.class_id as u8,
    }
}

fn mesh(view: &MeshView) -> ffi::Mesh {
    let vertex =
        |vertex: &Vertex| ffi::Vertex { position: vector(vertex.position), normal: vector(vertex.normal) };
    let section = |section: &Section| ffi::Section {
        material: ffi::Material { repr: section.material.min(16) as u8 },
        first_index: section.first_index,
        index_count: section.index_count,
    };
    ffi::Mesh {
        name: text(view.name),
        vertices: lent(view.vertices, view.vertex_count).iter().map(vertex).collect(),
        indices: lent(view.indices, view.index_count).to_vec(),
        sections: lent(view.sections, view.section_count).iter().map(section).collect(),
    }
}

fn vector([x, y, z]: [f32; 3]) -> ffi::Vector {
    ffi::Vector { x, y, z }
}

fn text(text: Text) -> String {
    // SAFETY: the trainer lends it while it hands over what it belongs to.
    unsafe { text.to_string() }
}

/// What the trainer lends while it hands over a job or mesh.
fn lent<'a, T>(at: *const T, count: usize) -> &'a [T] {
    if at.is_null() || count == 0 {
        return &[];
    }
    // SAFETY: by the table's contract; used before the hand-over ends.
    unsafe { std::slice::from_raw_parts(at, count) }
}
