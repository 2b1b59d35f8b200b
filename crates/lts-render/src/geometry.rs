//! The meshes of a generator on the device: one buffer of corners, one of indices, ranges for each shape.

use std::ops::Range;

use bytemuck::{Pod, Zeroable};
use lts_traffic::{Mesh, Shapes};
use wgpu::util::DeviceExt;

use crate::levels;
use crate::surface::Surface;

#[repr(C)]
#[derive(Clone, Copy, Pod, Zeroable)]
struct Corner {
    position: [f32; 3],
    /// Signed bytes, the fourth unused.
    normal: [i8; 4],
    material: u32,
}

/// Attributes of a corner, in the order of the shader's locations from 0.
pub(crate) const CORNER_ATTRIBUTES: [wgpu::VertexAttribute; 3] =
    wgpu::vertex_attr_array![0 => Float32x3, 1 => Snorm8x4, 2 => Uint32];
pub(crate) const CORNER_BYTES: u64 = size_of::<Corner>() as u64;

/// What one shape takes in the shared buffers.
#[derive(Clone, Debug)]
pub(crate) struct ShapeRange {
    /// All of it.
    pub indices: Range<u32>,
    /// Its parts, in the order of drawing.
    pub parts: Vec<(Surface, Range<u32>)>,
    pub base_vertex: i32,
}

pub(crate) struct Geometry {
    pub corners: wgpu::Buffer,
    pub indices: wgpu::Buffer,
    pub ranges: Vec<ShapeRange>,
}

impl Geometry {
    pub fn new(device: &wgpu::Device, shapes: &Shapes) -> Self {
        let (mut corners, mut indices) = (Vec::new(), Vec::new());
        let ranges = shapes.meshes.iter().map(|mesh| add(mesh, &mut corners, &mut indices)).collect();
        let buffer = |label, contents: &[u8], usage| {
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label: Some(label),
                contents,
                usage,
            })
        };
        Self {
            corners: buffer("corners", bytemuck::cast_slice(&corners), wgpu::BufferUsages::VERTEX),
            indices: buffer("indices", bytemuck::cast_slice(&indices), wgpu::BufferUsages::INDEX),
            ranges,
        }
    }
}

fn add(mesh: &Mesh, corners: &mut Vec<Corner>, indices: &mut Vec<u32>) -> ShapeRange {
    let (first, base) = (indices.len() as u32, corners.len());
    let mut sections: Vec<_> = mesh.sections.iter().collect();
    let surface_of = |material| Surface::of(material, levels::level(&mesh.name));
    sections.sort_by_key(|section| surface_of(section.material));
    let mut parts: Vec<(Surface, Range<u32>)> = Vec::new();
    for section in sections {
        let start = indices.len() as u32;
        // A corner has one material: corners that sections share are stored for each.
        let mut known = std::collections::BTreeMap::new();
        let range = section.first_index as usize..(section.first_index + section.index_count) as usize;
        for index in &mesh.indices[range] {
            let own = *known.entry(*index).or_insert_with(|| {
                let vertex = mesh.vertices[*index as usize];
                let byte = |x: f32| (x * 127.0).round() as i8;
                let normal = [byte(vertex.normal.x), byte(vertex.normal.y), byte(vertex.normal.z), 0];
                let material = section.material as u32;
                corners.push(Corner { position: vertex.position.into(), normal, material });
                (corners.len() - 1 - base) as u32
            });
            indices.push(own);
        }
        let end = indices.len() as u32;
        let surface = surface_of(section.material);
        match parts.last_mut().filter(|(last, _)| *last == surface) {
            Some((_, range)) => range.end = end,
            None => parts.push((surface, start..end)),
        }
    }
    ShapeRange { indices: first..indices.len() as u32, parts, base_vertex: base as i32 }
}
