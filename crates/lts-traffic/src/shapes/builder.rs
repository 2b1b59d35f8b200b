//! Builds a mesh from faces in metres: sections by material, normals smooth up to a crease, scaled to the unit box.

use glam::Vec3;

use crate::mesh::{Material, Mesh, Section, Vertex};

/// Faces that meet at a larger angle keep an edge between them; cosine of 50 degrees.
const CREASE_COSINE: f32 = 0.64;

/// Collects triangles with materials.
#[derive(Default)]
pub(crate) struct MeshBuilder {
    triangles: Vec<(Material, [Vec3; 3])>,
}

impl MeshBuilder {
    pub fn new() -> Self {
        Self::default()
    }

    /// Corners counter-clockwise seen from outside. A triangle without area is left out.
    pub fn triangle(&mut self, material: Material, a: Vec3, b: Vec3, c: Vec3) {
        if (b - a).cross(c - a).length() > 1e-9 {
            self.triangles.push((material, [a, b, c]));
        }
    }

    /// Corners counter-clockwise seen from outside.
    pub fn quad(&mut self, material: Material, corners: [Vec3; 4]) {
        let [a, b, c, d] = corners;
        self.triangle(material, a, b, c);
        self.triangle(material, a, c, d);
    }

    /// A box without bottom.
    pub fn block(&mut self, material: Material, low: Vec3, high: Vec3) {
        self.walls(material, low, high);
        let top = [(low.x, low.y), (high.x, low.y), (high.x, high.y), (low.x, high.y)];
        self.quad(material, top.map(|(x, y)| Vec3::new(x, y, high.z)));
    }

    /// The four sides of a box.
    pub fn walls(&mut self, material: Material, low: Vec3, high: Vec3) {
        let corners = [(low.x, low.y), (high.x, low.y), (high.x, high.y), (low.x, high.y)];
        for index in 0..4 {
            let ((ax, ay), (bx, by)) = (corners[index], corners[(index + 1) % 4]);
            let at = |x: f32, y: f32, z: f32| Vec3::new(x, y, z);
            self.quad(
                material,
                [at(ax, ay, low.z), at(bx, by, low.z), at(bx, by, high.z), at(ax, ay, high.z)],
            );
        }
    }

    /// A tapered column around the vertical through (`x`, `y`).
    pub fn column(&mut self, material: Material, sides: u32, at: Vec3, height: f32, radii: (f32, f32)) {
        let ring = |angle: u32, radius: f32, z: f32| {
            let turn = std::f32::consts::TAU * angle as f32 / sides as f32;
            at + Vec3::new(radius * turn.cos(), radius * turn.sin(), z)
        };
        for side in 0..sides {
            let next = side + 1;
            self.quad(
                material,
                [
                    ring(side, radii.0, 0.0),
                    ring(next, radii.0, 0.0),
                    ring(next, radii.1, height),
                    ring(side, radii.1, height),
                ],
            );
        }
    }

    /// A disc that faces along +y or -y (`facing`), with `inner` and `outer` radius.
    pub fn ring_along_y(
        &mut self,
        material: Material,
        sides: u32,
        center: Vec3,
        radii: (f32, f32),
        facing: f32,
    ) {
        self.arc_along_y(material, sides, center, radii, facing, std::f32::consts::TAU);
    }

    /// The part of such a disc that stands above its center.
    pub fn arch_along_y(
        &mut self,
        material: Material,
        sides: u32,
        center: Vec3,
        radii: (f32, f32),
        facing: f32,
    ) {
        self.arc_along_y(material, sides, center, radii, facing, std::f32::consts::PI);
    }

    fn arc_along_y(
        &mut self,
        material: Material,
        sides: u32,
        center: Vec3,
        (inner, outer): (f32, f32),
        facing: f32,
        angle: f32,
    ) {
        // Clockwise from the left or counter-clockwise from the right end, so that an arch is the upper half.
        let first = if facing > 0.0 { std::f32::consts::PI } else { 0.0 };
        let at = |side: u32, radius: f32| {
            let turn = first - facing * angle * side as f32 / sides as f32;
            center + Vec3::new(radius * turn.cos(), 0.0, radius * turn.sin())
        };
        for side in 0..sides {
            let next = side + 1;
            self.quad(material, [at(side, inner), at(side, outer), at(next, outer), at(next, inner)]);
        }
    }

    /// A lumpy ball of 20 or 80 triangles (`fine`), its corners moved by up to `lumps` of the radius.
    pub fn blob(&mut self, material: Material, center: Vec3, radii: Vec3, detail: Detail, lumps: f32) {
        let phi = 1.618_034_f32;
        let corners = [
            (-1.0, phi, 0.0),
            (1.0, phi, 0.0),
            (-1.0, -phi, 0.0),
            (1.0, -phi, 0.0),
            (0.0, -1.0, phi),
            (0.0, 1.0, phi),
            (0.0, -1.0, -phi),
            (0.0, 1.0, -phi),
            (phi, 0.0, -1.0),
            (phi, 0.0, 1.0),
            (-phi, 0.0, -1.0),
            (-phi, 0.0, 1.0),
        ]
        .map(|(x, y, z)| Vec3::new(x, y, z).normalize());
        const FACES: [[usize; 3]; 20] = [
            [0, 11, 5],
            [0, 5, 1],
            [0, 1, 7],
            [0, 7, 10],
            [0, 10, 11],
            [1, 5, 9],
            [5, 11, 4],
            [11, 10, 2],
            [10, 7, 6],
            [7, 1, 8],
            [3, 9, 4],
            [3, 4, 2],
            [3, 2, 6],
            [3, 6, 8],
            [3, 8, 9],
            [4, 9, 5],
            [2, 4, 11],
            [6, 2, 10],
            [8, 6, 7],
            [9, 8, 1],
        ];
        let place = |direction: Vec3| {
            // A fixed pseudo-random lump for each direction, so that shared corners move together.
            let hash = (direction.dot(Vec3::new(12.9898, 78.233, 37.719))
                + center.dot(Vec3::new(3.1, 5.7, 9.2)))
            .sin()
                * 43_758.547;
            let lump = 1.0 + lumps * (2.0 * (hash - hash.floor()) - 1.0);
            center + direction * lump * radii
        };
        for face in FACES {
            let [a, b, c] = face.map(|corner| corners[corner]);
            match detail {
                Detail::Coarse => self.triangle(material, place(a), place(b), place(c)),
                Detail::Fine => {
                    let (ab, bc, ca) = ((a + b).normalize(), (b + c).normalize(), (c + a).normalize());
                    for [a, b, c] in [[a, ab, ca], [ab, b, bc], [ca, bc, c], [ab, bc, ca]] {
                        self.triangle(material, place(a), place(b), place(c));
                    }
                }
            }
        }
    }

    /// The mesh, scaled so that `size` metres (around x = y = 0, from z = 0 up) become the unit box.
    pub fn finish(self, name: impl Into<String>, size: Vec3) -> Mesh {
        let normal = |corners: &[Vec3; 3]| (corners[1] - corners[0]).cross(corners[2] - corners[0]);
        let mut sorted = self.triangles;
        sorted.sort_by_key(|(material, _)| *material as u8);
        let faces: Vec<(Vec3, [Vec3; 3])> =
            sorted.iter().map(|(_, corners)| (normal(corners), *corners)).collect();
        let mut mesh = Mesh {
            name: name.into(),
            vertices: Vec::new(),
            indices: Vec::new(),
            sections: Vec::new(),
            solids: Vec::new(),
        };
        for (material, corners) in &sorted {
            let own = normal(corners).normalize();
            for corner in corners {
                // Faces around this corner that bend only a little from this one, by their area.
                let around = faces.iter().filter(|(face, others)| {
                    others.iter().any(|other| other.distance_squared(*corner) < 1e-8)
                        && face.normalize().dot(own) > CREASE_COSINE
                });
                let smooth = around.map(|(face, _)| *face).sum::<Vec3>().normalize();
                let vertex = Vertex {
                    position: *corner / size,
                    // A mesh that is squeezed into the unit box bends its normals the other way.
                    normal: (smooth * size).normalize(),
                };
                let known = mesh.vertices.iter().position(|known| {
                    known.position.distance_squared(vertex.position) < 1e-10
                        && known.normal.dot(vertex.normal) > 0.9999
                });
                let index = known.unwrap_or_else(|| {
                    mesh.vertices.push(vertex);
                    mesh.vertices.len() - 1
                });
                mesh.indices.push(index as u32);
            }
            match mesh.sections.last_mut().filter(|section| section.material == *material) {
                Some(section) => section.index_count += 3,
                None => {
                    let first_index = mesh.indices.len() as u32 - 3;
                    mesh.sections.push(Section { material: *material, first_index, index_count: 3 });
                }
            }
        }
        mesh
    }
}

/// How fine a [`MeshBuilder::blob`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// 20 triangles.
    Coarse,
    /// 80 triangles.
    Fine,
}
