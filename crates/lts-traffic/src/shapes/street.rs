//! Street furniture and the pieces of the ground.

use glam::Vec3;

use super::builder::MeshBuilder;
use crate::mesh::{Material, Mesh};

fn at(x: f32, y: f32, z: f32) -> Vec3 {
    Vec3::new(x, y, z)
}

/// A round post.
pub(crate) fn pole() -> Mesh {
    let mut mesh = MeshBuilder::new();
    mesh.column(Material::Metal, 6, Vec3::ZERO, 1.0, (0.5, 0.45));
    mesh.finish("pole", Vec3::ONE)
}

/// The form of a post that is far away.
pub(crate) fn pole_far() -> Mesh {
    let mut mesh = MeshBuilder::new();
    mesh.column(Material::Metal, 3, Vec3::ZERO, 1.0, (0.5, 0.45));
    mesh.finish("pole.far", Vec3::ONE)
}

/// The form of a lamp post that is far away.
pub(crate) fn lamp_far() -> Mesh {
    let mut mesh = MeshBuilder::new();
    mesh.column(Material::Metal, 3, at(-0.9, 0.0, 0.0), 7.8, (0.1, 0.06));
    mesh.block(Material::Metal, at(-0.9, -0.1, 7.7), at(1.0, 0.1, 8.0));
    mesh.finish("lamp.far", at(2.0, 0.24, 8.0))
}

/// A lamp post of 8 m, its arm over the road (+x), and the head.
pub(crate) fn lamp() -> Mesh {
    let mut mesh = MeshBuilder::new();
    mesh.column(Material::Metal, 6, at(-0.9, 0.0, 0.0), 7.8, (0.1, 0.06));
    mesh.block(Material::Metal, at(-0.9, -0.04, 7.7), at(0.6, 0.04, 7.8));
    mesh.block(Material::Metal, at(0.3, -0.12, 7.78), at(1.0, 0.12, 8.0));
    mesh.finish("lamp", at(2.0, 0.24, 8.0))
}

/// A post of 3.4 m with a box of three lights that faces -x.
pub(crate) fn traffic_light() -> Mesh {
    let mut mesh = MeshBuilder::new();
    mesh.column(Material::Metal, 6, Vec3::ZERO, 3.0, (0.07, 0.06));
    mesh.block(Material::Rubber, at(-0.15, -0.17, 2.4), at(0.15, 0.17, 3.4));
    for (height, material) in [(3.18, Material::RearLamp), (2.88, Material::Rubber), (2.58, Material::Rubber)]
    {
        let (x, half) = (-0.155, 0.1);
        mesh.quad(
            material,
            [
                at(x, half, height - half),
                at(x, -half, height - half),
                at(x, -half, height + half),
                at(x, half, height + half),
            ],
        );
    }
    mesh.finish("traffic_light", at(0.34, 0.34, 3.4))
}

/// Both sides of a plate in the y-z plane whose outline is `outline`, counter-clockwise seen from -x.
fn plate(name: &str, outline: &[(f32, f32)]) -> Mesh {
    let mut mesh = MeshBuilder::new();
    let point = |(y, z): (f32, f32), x: f32| at(x, y, z);
    for pair in outline[1..].windows(2) {
        let (a, b, c) = (outline[0], pair[0], pair[1]);
        mesh.triangle(Material::Plain, point(a, -0.5), point(c, -0.5), point(b, -0.5));
        mesh.triangle(Material::Metal, point(a, 0.5), point(b, 0.5), point(c, 0.5));
    }
    mesh.finish(name, Vec3::ONE)
}

/// A round sign.
pub(crate) fn sign_round() -> Mesh {
    let outline: Vec<(f32, f32)> = (0..10)
        .map(|corner| {
            let turn = std::f32::consts::TAU * (corner as f32 + 0.5) / 10.0;
            (0.5 * turn.cos(), 0.5 + 0.5 * turn.sin())
        })
        .collect();
    plate("sign.round", &outline)
}

/// A triangular sign.
pub(crate) fn sign_triangle() -> Mesh {
    plate("sign.triangle", &[(-0.5, 0.0), (0.5, 0.0), (0.0, 1.0)])
}

/// A rectangular sign.
pub(crate) fn sign_rectangle() -> Mesh {
    plate("sign.rectangle", &[(-0.5, 0.0), (0.5, 0.0), (0.5, 1.0), (-0.5, 1.0)])
}

/// A rectangle on the ground.
pub(crate) fn flat(name: &str, material: Material) -> Mesh {
    let mut mesh = MeshBuilder::new();
    mesh.quad(material, [at(-0.5, -0.5, 0.0), at(0.5, -0.5, 0.0), at(0.5, 0.5, 0.0), at(-0.5, 0.5, 0.0)]);
    mesh.finish(name, Vec3::ONE)
}

/// A slab: pavement on top, kerb stone at the sides.
pub(crate) fn pavement() -> Mesh {
    let mut mesh = MeshBuilder::new();
    mesh.walls(Material::Kerb, at(-0.5, -0.5, 0.0), at(0.5, 0.5, 1.0));
    mesh.quad(
        Material::Pavement,
        [at(-0.5, -0.5, 1.0), at(0.5, -0.5, 1.0), at(0.5, 0.5, 1.0), at(-0.5, 0.5, 1.0)],
    );
    mesh.finish("pavement", Vec3::ONE)
}
