//! Scenes, meshes and jobs as plain data: metres, right-handed, X forward, Y left, Z up, radians, linear colours.

use serde::{Deserialize, Serialize};

use crate::words::{Kind, Purpose};

/// A pinhole camera; see `lts_traffic::Camera`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub struct Camera {
    /// Metres.
    pub position: [f32; 3],
    /// Radians around Z.
    pub yaw: f32,
    /// Radians, positive looks up.
    pub pitch: f32,
    /// Radians across the image width.
    pub field_of_view: f32,
}

/// Light and weather; see `lts_traffic::Environment`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub struct Environment {
    /// 0 clear noon, 1 clear sunset, 2 rain at noon, 3 rain at sunset.
    pub weather: u32,
    /// Unit vector to the sun.
    pub sun_direction: [f32; 3],
    /// Radiance of the sun.
    pub sun_color: [f32; 3],
    /// Light of the sky.
    pub ambient_color: [f32; 3],
    /// Light from the ground.
    pub ground_color: [f32; 3],
    /// Sky straight up.
    pub zenith_color: [f32; 3],
    /// Sky at the horizon.
    pub horizon_color: [f32; 3],
    /// 0..1.
    pub cloud_cover: f32,
    /// Extinction per metre.
    pub fog_density: f32,
    /// 0..1.
    pub rain: f32,
    /// 0..1.
    pub wetness: f32,
    /// Factor on all light.
    pub exposure: f32,
    /// Standard deviation in 8-bit steps.
    pub noise: f32,
    /// Fixes noise, clouds and rain.
    pub texture_seed: u32,
}

/// One thing: a mesh, scaled, turned, moved; see `lts_traffic::Object`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub struct Object {
    /// Number of the mesh.
    pub mesh: u32,
    /// Metres along the mesh's axes.
    pub size: [f32; 3],
    /// Metres.
    pub position: [f32; 3],
    /// Quaternion x, y, z, w from the mesh's frame to the world.
    pub rotation: [f32; 4],
    /// Linear RGB.
    pub color: [f32; 3],
    /// Varies the texture.
    pub variation: u32,
    /// 0 for ground.
    pub instance: u32,
    /// Label id.
    pub class_id: u32,
}

/// Everything in one image.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Where it is taken from.
    pub camera: Camera,
    /// Light and weather.
    pub environment: Environment,
    /// All things.
    pub objects: Vec<Object>,
}

/// A corner of a mesh.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub struct Vertex {
    /// In the unit box.
    pub position: [f32; 3],
    /// Unit length.
    pub normal: [f32; 3],
}

/// Triangles of one material; `material` is the number of `lts_traffic::Material`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(C)]
pub struct Section {
    /// What it is made of.
    pub material: u32,
    /// First index.
    pub first_index: u32,
    /// Number of indices.
    pub index_count: u32,
}

/// A mesh by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mesh {
    /// E.g. `car.sedan`.
    pub name: String,
    /// Corners.
    pub vertices: Vec<Vertex>,
    /// Three a triangle.
    pub indices: Vec<u32>,
    /// By material.
    pub sections: Vec<Section>,
}

/// One image to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its number in the session, from 1.
    pub id: u64,
    /// What its frames are for.
    pub purpose: Purpose,
    /// Number of the image in its dataset, from 0.
    pub image: u64,
    /// Images of the dataset.
    pub images: u64,
    /// What is random in it.
    pub seed: u64,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Radians across the width.
    pub field_of_view: f32,
    /// Absent for an own level.
    pub scene: Option<Scene>,
    /// The parameters of this image.
    pub values: Vec<Value>,
}

/// A parameter's value for one image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// Name of the parameter.
    pub name: String,
    /// What values it takes.
    pub kind: Kind,
    /// The number, or the index of the option that was drawn.
    pub number: f64,
    /// Name of that option.
    pub option: String,
    /// Probability of each option.
    pub probabilities: Vec<f64>,
}
