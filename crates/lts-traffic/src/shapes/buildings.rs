//! Houses: walls with windows (drawn by the host) under a flat, gable or hip roof.

use glam::Vec3;

use super::builder::MeshBuilder;
use crate::mesh::{Material, Mesh};

const ONE: Vec3 = Vec3::ONE;

fn at(x: f32, y: f32, z: f32) -> Vec3 {
    Vec3::new(x, y, z)
}

/// Notes that the walls, `wall` from the middle, are opaque up to `height`.
fn walled(mesh: Mesh, wall: f32, height: f32) -> Mesh {
    Mesh { solids: vec![(at(-wall, -wall, 0.0), at(wall, wall, height))], ..mesh }
}

/// A block with a parapet.
pub(crate) fn flat() -> Mesh {
    let mut mesh = MeshBuilder::new();
    mesh.walls(Material::Facade, at(-0.5, -0.5, 0.0), at(0.5, 0.5, 0.96));
    mesh.block(Material::Roof, at(-0.5, -0.5, 0.96), at(0.5, 0.5, 1.0));
    walled(mesh.finish("building.flat", ONE), 0.5, 0.96)
}

/// A ridge along x, gables at both ends, eaves that stand out a little.
pub(crate) fn gable() -> Mesh {
    let mut mesh = MeshBuilder::new();
    let (eaves, wall) = (0.68, 0.46);
    mesh.walls(Material::Facade, at(-wall, -wall, 0.0), at(wall, wall, eaves));
    for end in [-1.0, 1.0] {
        let mut corners = [
            at(end * wall, -end * wall, eaves),
            at(end * wall, end * wall, eaves),
            at(end * wall, 0.0, 0.98),
        ];
        if end < 0.0 {
            corners = [corners[0], corners[1], corners[2]];
        }
        mesh.triangle(Material::Facade, corners[0], corners[1], corners[2]);
    }
    for side in [-1.0, 1.0] {
        let low = eaves - 0.03;
        let corners = [
            at(side * 0.5, -0.5 * side, low),
            at(-side * 0.5, -0.5 * side, low),
            at(-side * 0.5, 0.0, 1.0),
            at(side * 0.5, 0.0, 1.0),
        ];
        let [a, b, c, d] = corners;
        mesh.quad(Material::Roof, [b, a, d, c]);
    }
    mesh.block(Material::Roof, at(0.18, 0.08, 0.8), at(0.26, 0.16, 1.0));
    walled(mesh.finish("building.gable", ONE), wall, eaves)
}

/// Four roof faces.
pub(crate) fn hip() -> Mesh {
    let mut mesh = MeshBuilder::new();
    let (eaves, wall, ridge) = (0.74, 0.47, 0.22);
    mesh.walls(Material::Facade, at(-wall, -wall, 0.0), at(wall, wall, eaves));
    let low = eaves - 0.02;
    let corner = [at(-0.5, -0.5, low), at(0.5, -0.5, low), at(0.5, 0.5, low), at(-0.5, 0.5, low)];
    let (left, right) = (at(-ridge, 0.0, 1.0), at(ridge, 0.0, 1.0));
    mesh.quad(Material::Roof, [corner[0], corner[1], right, left]);
    mesh.quad(Material::Roof, [corner[2], corner[3], left, right]);
    mesh.triangle(Material::Roof, corner[1], corner[2], right);
    mesh.triangle(Material::Roof, corner[3], corner[0], left);
    walled(mesh.finish("building.hip", ONE), wall, eaves)
}
