//! A scene as pure data: what every host (the built-in renderer, a game engine) draws.
//!
//! World frame: metres, right-handed, X forward along the road, Y to the left, Z up; angles in radians, positive
//! counter-clockwise seen from above. Colours are linear RGB in 0..1.

use glam::{Quat, Vec3};
use serde::Serialize;

use crate::choices::Choice;
use crate::mesh::ShapeId;

/// Everything in one image.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scene {
    /// Where the image is taken from.
    pub camera: Camera,
    /// Light and weather.
    pub environment: Environment,
    /// All things with a surface, the ground included.
    pub objects: Vec<Object>,
    /// Every random choice that was made, in order, with its distribution: see [`Choice`].
    pub choices: Vec<Choice>,
}

/// A pinhole camera without distortion that looks along its own X axis.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Camera {
    /// Metres.
    pub position: Vec3,
    /// Radians around Z, 0 looks along X.
    pub yaw: f32,
    /// Radians, positive looks up.
    pub pitch: f32,
    /// Radians across the image width.
    pub horizontal_field_of_view: f32,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// Light, sky, weather, and how the camera responds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Environment {
    /// The kind of weather, for labels and counting.
    pub weather: Weather,
    /// Unit vector from the scene to the sun.
    pub sun_direction: Vec3,
    /// Radiance of the sun; dark when overcast.
    pub sun_color: Vec3,
    /// Light from the sky on an upward surface.
    pub ambient_color: Vec3,
    /// Light reflected from the ground on a downward surface.
    pub ground_color: Vec3,
    /// Sky straight up.
    pub zenith_color: Vec3,
    /// Sky at the horizon.
    pub horizon_color: Vec3,
    /// Share of the sky under clouds, 0..1.
    pub cloud_cover: f32,
    /// Extinction per metre of the fog; its colour is that of the horizon.
    pub fog_density: f32,
    /// Rain streaks in the image, 0..1.
    pub rain: f32,
    /// Water on the ground, 0 (dry) .. 1 (mirroring).
    pub wetness: f32,
    /// Factor on all light before the tone curve.
    pub exposure: f32,
    /// Standard deviation of the sensor's noise, in 8-bit steps.
    pub noise: f32,
    /// Number that fixes noise, clouds and rain streaks of this image.
    pub texture_seed: u32,
}

/// The four weathers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weather {
    ClearNoon,
    ClearSunset,
    RainNoon,
    RainSunset,
}

/// One thing in the scene: a shape, scaled to a size, at a pose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Object {
    /// Which mesh.
    pub shape: ShapeId,
    /// Metres along the mesh's own x, y, z (a mesh fills the unit box, see [`Mesh`](crate::Mesh)).
    pub size: Vec3,
    /// Where the mesh's origin (bottom centre) lies, metres.
    pub position: Vec3,
    /// From the mesh's frame to the world.
    pub rotation: Quat,
    /// Cityscapes label id.
    pub class: u8,
    /// From 1 without gaps for things that are told apart (cars, buildings, ...), 0 for ground.
    pub instance: u16,
    /// The type of car, index into [`CAR_TYPES`](crate::CAR_TYPES), if it is one.
    pub car_type: Option<u8>,
    /// Colour of the sections with material [`Material::Paint`](crate::Material).
    pub color: Vec3,
    /// A number that varies the texture between objects of one shape (window pattern, foliage noise).
    pub variation: u32,
}
