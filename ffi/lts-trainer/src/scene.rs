//! Scenes and meshes of the traffic generator as the table's plain structs.

use lts_traffic::{Camera, Environment, Mesh, Object, Scene, Weather};
use lts_trainer_abi as abi;

/// A scene for the host.
pub(crate) fn scene(scene: &Scene) -> abi::Scene {
    abi::Scene {
        camera: camera(&scene.camera),
        environment: environment(&scene.environment),
        objects: scene.objects.iter().map(object).collect(),
    }
}

fn camera(camera: &Camera) -> abi::Camera {
    abi::Camera {
        position: camera.position.into(),
        yaw: camera.yaw,
        pitch: camera.pitch,
        field_of_view: camera.horizontal_field_of_view,
    }
}

fn environment(look: &Environment) -> abi::Environment {
    abi::Environment {
        weather: match look.weather {
            Weather::ClearNoon => 0,
            Weather::ClearSunset => 1,
            Weather::RainNoon => 2,
            Weather::RainSunset => 3,
        },
        sun_direction: look.sun_direction.into(),
        sun_color: look.sun_color.into(),
        ambient_color: look.ambient_color.into(),
        ground_color: look.ground_color.into(),
        zenith_color: look.zenith_color.into(),
        horizon_color: look.horizon_color.into(),
        cloud_cover: look.cloud_cover,
        fog_density: look.fog_density,
        rain: look.rain,
        wetness: look.wetness,
        exposure: look.exposure,
        noise: look.noise,
        texture_seed: look.texture_seed,
    }
}

fn object(object: &Object) -> abi::Object {
    abi::Object {
        mesh: u32::from(object.shape.0),
        size: object.size.into(),
        position: object.position.into(),
        rotation: object.rotation.into(),
        color: object.color.into(),
        variation: object.variation,
        instance: u32::from(object.instance),
        class_id: u32::from(object.class),
    }
}

/// A mesh for the host.
pub(crate) fn mesh(mesh: &Mesh) -> abi::Mesh {
    abi::Mesh {
        name: mesh.name.clone(),
        vertices: mesh
            .vertices
            .iter()
            .map(|vertex| abi::Vertex { position: vertex.position.into(), normal: vertex.normal.into() })
            .collect(),
        indices: mesh.indices.clone(),
        sections: mesh
            .sections
            .iter()
            .map(|section| abi::Section {
                material: section.material as u32,
                first_index: section.first_index,
                index_count: section.index_count,
            })
            .collect(),
    }
}
