//! What a camera sees, and how large.

use glam::{Mat4, Vec3, Vec4};
use lts_traffic::{Camera, Object};

/// Where the depth buffer holds 1, m; it holds `NEAR` / depth.
pub(crate) const NEAR: f32 = 0.2;

/// Less than so many pixels cannot be seen.
const LEAST_PIXELS: f32 = 0.3;

/// The pyramid of a pinhole camera.
pub(crate) struct Frustum {
    pub position: Vec3,
    pub forward: Vec3,
    pub left: Vec3,
    pub up: Vec3,
    pub tangent_x: f32,
    pub tangent_y: f32,
    /// Pixels of 1 m at a distance of 1 m.
    focal: f32,
}

/// How much of an object a camera sees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seen {
    /// Of its middle, along the optical axis, m.
    pub distance: f32,
    /// Of its longest side, if it lay across the view.
    pub pixels: f32,
}

impl Frustum {
    /// The pyramid of `camera`, whose image is drawn `columns` pixels wide.
    pub fn new(camera: &Camera, columns: u32) -> Self {
        let (yaw_sin, yaw_cos) = camera.yaw.sin_cos();
        let (pitch_sin, pitch_cos) = camera.pitch.sin_cos();
        let forward = Vec3::new(yaw_cos * pitch_cos, yaw_sin * pitch_cos, pitch_sin);
        let left = Vec3::new(-yaw_sin, yaw_cos, 0.0);
        let tangent_x = (camera.horizontal_field_of_view / 2.0).tan();
        Self {
            position: camera.position,
            forward,
            left,
            up: forward.cross(left),
            tangent_x,
            tangent_y: tangent_x * camera.height as f32 / camera.width as f32,
            focal: columns as f32 / (2.0 * tangent_x),
        }
    }

    /// What can be seen of `object`; `None` if nothing can.
    pub fn see(&self, object: &Object) -> Option<Seen> {
        let radius = object.size.length() / 2.0;
        let center =
            object.position + object.rotation * Vec3::new(0.0, 0.0, object.size.z / 2.0) - self.position;
        let distance = center.dot(self.forward);
        let outside = |across: f32, tangent: f32| {
            across.abs() > distance * tangent + radius * (1.0 + tangent * tangent).sqrt()
        };
        let hidden = distance < NEAR - radius
            || outside(center.dot(self.left), self.tangent_x)
            || outside(center.dot(self.up), self.tangent_y);
        let nearest = (distance - radius).max(NEAR);
        let pixels = object.size.max_element() * self.focal / distance.max(NEAR);
        let thin = if object.instance == 0 && object.size.truncate().max_element() < 10.0 {
            // A mark on the ground is seen at a flat angle.
            let across = object.size.y * self.focal / nearest;
            let tall = self.position.z * object.size.x * self.focal / (nearest * nearest);
            across.min(tall)
        } else {
            object.size.max_element() * self.focal / nearest
        };
        (!hidden && thin >= LEAST_PIXELS).then_some(Seen { distance, pixels })
    }

    /// World to clip space; the depth is `NEAR` divided by the distance along the axis, so that it is exact far away.
    pub fn projection(&self) -> Mat4 {
        let row = |axis: Vec3, scale: f32| (axis * scale).extend(-axis.dot(self.position) * scale);
        Mat4::from_cols(
            row(-self.left, 1.0 / self.tangent_x),
            row(self.up, 1.0 / self.tangent_y),
            Vec4::new(0.0, 0.0, 0.0, NEAR),
            row(self.forward, 1.0),
        )
        .transpose()
    }
}
