//! What stands behind houses: a coarse picture of what surely is filled, against which things are tested before they are drawn.
//!
//! It errs on one side only: what it calls hidden has no pixel in the image.

use glam::{Vec2, Vec3};
use lts_traffic::{Object, Shapes};

use crate::frustum::{Frustum, NEAR};

/// Cells of the picture.
const COLUMNS: usize = 96;
const ROWS: usize = 54;
/// Cells that an occluder must reach beyond a cell to fill it: more than what a rasteriser rounds.
const MARGIN: f32 = 0.05;
/// Shares of the depth by which a thing must be behind.
const CLEARANCE: f32 = 1.002;
/// Pixels along its longest side that a thing needs to be taken for an occluder; smaller ones hide too little.
pub(crate) const LEAST_PIXELS: f32 = 24.0;

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

/// The inverse of the depth behind which a cell is filled, 1/m; 0 where it is open.
pub(crate) struct Occlusion<'a> {
    frustum: &'a Frustum,
    cells: Vec<f32>,
}

/// A corner in the picture: cells from the left and from the top, and the inverse of its depth.
type Corner = Vec3;

impl<'a> Occlusion<'a> {
    /// The picture of the solid ones of `objects`.
    pub fn new<'o>(frustum: &'a Frustum, solids: &Solids, objects: impl Iterator<Item = &'o Object>) -> Self {
        let mut picture = Self { frustum, cells: vec![0.0; COLUMNS * ROWS] };
        for object in objects {
            for (low, high) in &solids.0[usize::from(object.shape.0)] {
                picture.add(object, *low, *high);
            }
        }
        picture
    }

    /// Whether all of `object`, its box made wider by `margin` metres, lies behind what is filled.
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
        let range = |low: f32, high: f32, cells: usize| {
            let last = cells as f32 - 1.0;
            (low - MARGIN).floor().clamp(0.0, last) as usize
                ..=(high + MARGIN).floor().clamp(0.0, last) as usize
        };
        let columns = range(low.x, high.x, COLUMNS);
        range(low.y, high.y, ROWS).all(|row| {
            self.cells[row * COLUMNS..][columns.clone()].iter().all(|cell| *cell > nearest * CLEARANCE)
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
        Vec3::new(0.5 * (1.0 + across) * COLUMNS as f32, 0.5 * (1.0 + down) * ROWS as f32, 1.0 / seen.z)
    }

    /// Fills the cells that the walls of a box fill.
    fn add(&mut self, object: &Object, low: Vec3, high: Vec3) {
        let corner = |x: f32, y: f32, z: f32| {
            self.see(object.position + object.rotation * (Vec3::new(x, y, z) * object.size))
        };
        let feet = [(low.x, low.y), (high.x, low.y), (high.x, high.y), (low.x, high.y)];
        let walls: [[Vec3; 4]; 4] = std::array::from_fn(|side| {
            let (a, b) = (feet[side], feet[(side + 1) % 4]);
            [(a, low.z), (b, low.z), (b, high.z), (a, high.z)].map(|((x, y), z)| corner(x, y, z))
        });
        for wall in &walls {
            let normal = (wall[1] - wall[0]).cross(wall[2] - wall[0]);
            // Walls that look away hide nothing that the others do not.
            if normal.dot(wall[0]) < 0.0 {
                self.fill(wall);
            }
        }
    }

    /// Fills the cells inside of a flat convex polygon, counter-clockwise seen from the camera.
    fn fill(&mut self, wall: &[Vec3]) {
        let corners: Vec<Corner> = before_camera(wall).into_iter().map(|seen| self.project(seen)).collect();
        let [a, b, c, ..] = corners[..] else { return };
        // The inverse depth is linear in the picture: its slope from three corners.
        let (u, v) = (b - a, c - a);
        let area = u.x * v.y - u.y * v.x;
        if area.abs() < 1e-6 {
            return;
        }
        let slope = Vec2::new(u.z * v.y - v.z * u.y, u.x * v.z - v.x * u.z) / area;
        let edges: Vec<(Vec2, f32)> = (0..corners.len())
            .filter_map(|index| {
                let (from, to) = (corners[index].truncate(), corners[(index + 1) % corners.len()].truncate());
                let inward = (to - from).perp() * area.signum();
                let inward = inward.try_normalize()?;
                // Distance of a cell's worst corner from the edge, for a cell whose middle is given.
                let slack = 0.5 * (inward.x.abs() + inward.y.abs()) + MARGIN;
                Some((inward, -inward.dot(from) - slack))
            })
            .collect();
        let low = corners.iter().fold(Vec2::INFINITY, |low, corner| low.min(corner.truncate()));
        let high = corners.iter().fold(Vec2::NEG_INFINITY, |high, corner| high.max(corner.truncate()));
        let end = |high: f32, cells: usize| high.clamp(0.0, cells as f32) as usize;
        for row in low.y.max(0.0) as usize..end(high.y, ROWS) {
            for column in low.x.max(0.0) as usize..end(high.x, COLUMNS) {
                let middle = Vec2::new(column as f32 + 0.5, row as f32 + 0.5);
                if edges.iter().all(|(inward, offset)| inward.dot(middle) + offset > 0.0) {
                    let inverse =
                        a.z + slope.dot(middle - a.truncate()) - 0.5 * (slope.x.abs() + slope.y.abs());
                    let cell = &mut self.cells[row * COLUMNS + column];
                    *cell = cell.max(inverse);
                }
            }
        }
    }
}

/// The part of a convex polygon in front of the near plane.
fn before_camera(corners: &[Vec3]) -> Vec<Vec3> {
    let mut kept = Vec::with_capacity(corners.len() + 1);
    for (index, corner) in corners.iter().enumerate() {
        let next = corners[(index + 1) % corners.len()];
        if corner.z >= NEAR {
            kept.push(*corner);
        }
        if (corner.z >= NEAR) != (next.z >= NEAR) {
            let mut crossing = corner.lerp(next, (NEAR - corner.z) / (next.z - corner.z));
            crossing.z = NEAR;
            kept.push(crossing);
        }
    }
    kept
}
