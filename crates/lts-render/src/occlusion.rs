//! What stands behind houses and cars: a picture of what surely is filled, against which things are tested before they are drawn.
//!
//! It errs on one side only: what it calls hidden has no pixel in the image.

use glam::{Vec2, Vec3};
use lts_traffic::{Object, Shapes};

use crate::frustum::{Frustum, NEAR};

/// Pixels that an occluder must reach beyond a pixel's middle to fill it, and by which a thing is taken to be larger than
/// it is: more than what a rasteriser rounds.
const MARGIN: f32 = 0.05;
/// Shares of the depth by which a thing must be behind.
const CLEARANCE: f32 = 1.002;
/// Pixels along its longest side that a thing needs to be taken for an occluder; smaller ones hide too little.
pub(crate) const LEAST_PIXELS: f32 = 6.0;

/// Boxes that shapes fill, by shape.
pub(crate) struct Solids(Vec<Vec<(Vec3, Vec3)>>);

impl Solids {
    pub fn new(shapes: &Shapes) -> Self {
        Self(shapes.meshes.iter().map(|mesh| mesh.solids.clone()).collect())
    }
}

#[cfg(test)]
impl Solids {
    /// No shape fills anything: nothing is taken to be hidden.
    pub fn none(shapes: &Shapes) -> Self {
        Self(vec![Vec::new(); shapes.meshes.len()])
    }
}

/// The inverse of the depth behind which the middle of a pixel is filled, 1/m; 0 where it is open.
pub(crate) struct Occlusion<'a> {
    frustum: &'a Frustum,
    columns: usize,
    rows: usize,
    pixels: &'a mut [f32],
}

/// A corner in the picture: pixels from the left and from the top, and the inverse of its depth.
type Corner = Vec3;

impl<'a> Occlusion<'a> {
    /// An open picture of `columns` by `rows` pixels in `memory`.
    pub fn new(frustum: &'a Frustum, (columns, rows): (usize, usize), memory: &'a mut Vec<f32>) -> Self {
        memory.clear();
        memory.resize(columns * rows, 0.0);
        Self { frustum, columns, rows, pixels: memory }
    }

    /// Whether no pixel's middle shows `object`, its box made wider by `margin` metres.
    pub fn hides(&self, object: &Object, margin: f32) -> bool {
        let size = object.size + Vec3::new(margin, margin, 0.0);
        let half = size.truncate() / 2.0;
        let (mut low, mut high, mut nearest) = (Vec2::INFINITY, Vec2::NEG_INFINITY, 0.0_f32);
        for corner in 0..8 {
            let pick = |bit: u32, low: f32, high: f32| if corner >> bit & 1 == 0 { low } else { high };
            let local = Vec3::new(pick(0, -half.x, half.x), pick(1, -half.y, half.y), pick(2, 0.0, size.z));
            let seen = self.see(object.position + object.rotation * local);
            if seen.z < NEAR {
                return false;
            }
            let at = self.project(seen);
            (low, high, nearest) = (low.min(at.truncate()), high.max(at.truncate()), nearest.max(at.z));
        }
        let (columns, rows) = (
            middles(low.x - MARGIN, high.x + MARGIN, self.columns),
            middles(low.y - MARGIN, high.y + MARGIN, self.rows),
        );
        let nearest = nearest * CLEARANCE;
        rows.into_iter().all(|row| {
            self.pixels[row * self.columns..][columns.clone()].iter().all(|pixel| *pixel > nearest)
        })
    }

    /// Right, down and forward of the camera, m.
    fn see(&self, world: Vec3) -> Vec3 {
        let p = world - self.frustum.position;
        Vec3::new(-p.dot(self.frustum.left), -p.dot(self.frustum.up), p.dot(self.frustum.forward))
    }

    fn project(&self, seen: Vec3) -> Corner {
        let across = seen.x / (seen.z * self.frustum.tangent_x);
        let down = seen.y / (seen.z * self.frustum.tangent_y);
        let (columns, rows) = (self.columns as f32, self.rows as f32);
        Vec3::new(0.5 * (1.0 + across) * columns, 0.5 * (1.0 + down) * rows, 1.0 / seen.z)
    }

    /// Fills the pixels that the solid parts of `object` fill.
    pub fn add(&mut self, object: &Object, solids: &Solids) {
        for (low, high) in &solids.0[usize::from(object.shape.0)] {
            self.add_box(object, *low, *high);
        }
    }

    fn add_box(&mut self, object: &Object, low: Vec3, high: Vec3) {
        let corner = |x: f32, y: f32, z: f32| {
            self.see(object.position + object.rotation * (Vec3::new(x, y, z) * object.size))
        };
        let feet = [(low.x, low.y), (high.x, low.y), (high.x, high.y), (low.x, high.y)];
        let lower = feet.map(|(x, y)| corner(x, y, low.z));
        let upper = feet.map(|(x, y)| corner(x, y, high.z));
        for side in 0..4 {
            let next = (side + 1) % 4;
            let wall = [lower[side], lower[next], upper[next], upper[side]];
            let normal = (wall[1] - wall[0]).cross(wall[2] - wall[0]);
            // Walls that look away hide nothing that the others do not.
            if normal.dot(wall[0]) < 0.0 {
                self.fill(&wall);
            }
        }
    }

    /// Fills the pixels whose middle lies inside of a flat convex polygon, counter-clockwise seen from the camera.
    fn fill(&mut self, wall: &[Vec3; 4]) {
        let (corners, count) = before_camera(wall);
        let mut corners = corners;
        let corners = &mut corners[..count];
        corners.iter_mut().for_each(|corner| *corner = self.project(*corner));
        let [a, b, c, ..] = corners[..] else { return };
        // The inverse depth is linear in the picture: its slope from three corners.
        let (u, v) = (b - a, c - a);
        let area = u.x * v.y - u.y * v.x;
        if area.abs() < 1e-6 {
            return;
        }
        let slope = Vec2::new(u.z * v.y - v.z * u.y, u.x * v.z - v.x * u.z) / area;
        let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
        for corner in corners.iter() {
            (low, high) = (low.min(corner.y), high.max(corner.y));
        }
        for row in middles(low + MARGIN, high - MARGIN, self.rows) {
            let y = row as f32 + 0.5;
            // Between which columns the row is inside of every edge, moved inward by the margin.
            let (mut left, mut right) = (0.0_f32, self.columns as f32);
            for index in 0..count {
                let (from, to) = (corners[index], corners[(index + 1) % count]);
                let inward = (to - from).truncate().perp() * area.signum();
                let offset = inward.length() * MARGIN - inward.y * (y - from.y);
                // inward.x * (x - from.x) must be above the offset.
                if inward.x > 0.0 {
                    left = left.max(from.x + offset / inward.x);
                } else if inward.x < 0.0 {
                    right = right.min(from.x + offset / inward.x);
                } else if offset >= 0.0 {
                    right = f32::NEG_INFINITY;
                }
            }
            let columns = middles(left, right, self.columns);
            let first = a.z + slope.y * (y - a.y) + slope.x * (columns.start as f32 + 0.5 - a.x);
            for (pixel, column) in self.pixels[row * self.columns..][columns].iter_mut().zip(0_u16..) {
                let inverse = first + slope.x * f32::from(column);
                *pixel = if inverse > *pixel { inverse } else { *pixel };
            }
        }
    }
}

/// The pixels of `count` whose middle lies between `low` and `high`.
fn middles(low: f32, high: f32, count: usize) -> std::ops::Range<usize> {
    let first = (low - 0.5).ceil().clamp(0.0, count as f32) as usize;
    let end = ((high - 0.5).floor() + 1.0).clamp(0.0, count as f32) as usize;
    first..end.max(first)
}

/// The part of a convex polygon of four corners in front of the near plane, and how many corners it has.
fn before_camera(corners: &[Vec3; 4]) -> ([Vec3; 8], usize) {
    let (mut kept, mut count) = ([Vec3::ZERO; 8], 0);
    let mut keep = |corner| {
        kept[count] = corner;
        count += 1;
    };
    for (index, corner) in corners.iter().enumerate() {
        let next = corners[(index + 1) % corners.len()];
        if corner.z >= NEAR {
            keep(*corner);
        }
        if (corner.z >= NEAR) != (next.z >= NEAR) {
            let mut crossing = corner.lerp(next, (NEAR - corner.z) / (next.z - corner.z));
            crossing.z = NEAR;
            keep(crossing);
        }
    }
    (kept, count)
}
