//! Meshes by name, shared by every host: triangles in sections of one material each.

use glam::Vec3;
use serde::Serialize;

/// Index of a mesh in [`Shapes::meshes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ShapeId(pub u16);

/// What a surface is made of; the host decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Material {
    /// The object's own colour, glossy (car bodies).
    Paint,
    /// Car windows: dark, mirrors the sky.
    Glass,
    /// Tyres, bumpers, trim: matt black.
    Rubber,
    /// Rims, poles, signs' backs: grey metal.
    Metal,
    /// Head lamps: white.
    HeadLamp,
    /// Rear lamps: red.
    RearLamp,
    /// Number plates: white with dark marks.
    Plate,
    /// The object's own colour, matt, with a grid of windows (facades).
    Facade,
    /// Roofs: the object's own colour darkened, matt.
    Roof,
    /// Trunks and stems.
    Bark,
    /// Leaves: the object's own colour, mottled.
    Foliage,
    /// Road surface with grain, patches and cracks.
    Asphalt,
    /// Painted road markings: worn white.
    Marking,
    /// Pavement slabs.
    Pavement,
    /// Kerb stone.
    Kerb,
    /// Grass and earth.
    Grass,
    /// The object's own colour, matt (everything else, sign faces).
    Plain,
}

/// A triangle mesh that fills the box x, y in -0.5..0.5, z in 0..1; [`Object::size`](crate::Object::size) scales it.
/// Its front looks along +x. Triangles are counter-clockwise seen from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Mesh {
    /// Name, e.g. `car.sedan`.
    pub name: String,
    /// Corners.
    pub vertices: Vec<Vertex>,
    /// Three corners a triangle, grouped by section.
    pub indices: Vec<u32>,
    /// Runs of `indices` of one material, in order, together all of them.
    pub sections: Vec<Section>,
    /// Low and high corners of upright boxes that lie inside of the closed surface: what is behind one of them cannot
    /// be seen. A mesh need not have any.
    pub solids: Vec<(Vec3, Vec3)>,
}

/// A corner of a mesh.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertex {
    /// In the unit box.
    pub position: Vec3,
    /// Unit length, in the unscaled mesh (scale with the inverse of the size).
    pub normal: Vec3,
}

/// A run of triangles of one material.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Section {
    /// What it is made of.
    pub material: Material,
    /// First entry of [`Mesh::indices`].
    pub first_index: u32,
    /// Number of entries, a multiple of 3.
    pub index_count: u32,
}

/// All meshes of a generator: the procedural ones, and model files that replace some of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Shapes {
    /// By [`ShapeId`].
    pub meshes: Vec<Mesh>,
}

impl Mesh {
    /// How many triangles.
    pub fn triangle_count(&self) -> usize {
        self.indices.len() / 3
    }
}

impl Shapes {
    /// The mesh of `id`.
    ///
    /// # Panics
    /// If `id` is of another generator.
    pub fn mesh(&self, id: ShapeId) -> &Mesh {
        &self.meshes[usize::from(id.0)]
    }
}
