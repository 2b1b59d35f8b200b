//! The meshes of a generator on the device: one buffer of corners, one of indices, a range for each shape.

use std::ops::Range;

use bytemuck::{Pod, Zeroable};
use lts_traffic::Shapes;
use wgpu::util::DeviceExt;

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
    pub indices: Range<u32>,
    pub base_vertex: i32,
}

pub(crate) struct Geometry {
    pub corners: wgpu::Buffer,
    pub indices: wgpu::Buffer,
    pub ranges: Vec<ShapeRange>,
}

impl Geometry {
    pub fn new(device: &wgpu::Device, shapes: &Shapes) -> Self {
        let (mut corners, mut indices, mut ranges) = (Vec::new(), Vec::new(), Vec::new());
        for mesh in &shapes.meshes {
            let (first, base) = (indices.len() as u32, corners.len());
            for section in &mesh.sections {
                // A corner has one material: corners that sections share are stored for each.
                let range =
                    section.first_index as usize..(section.first_index + section.index_count) as usize;
                let mut known = std::collections::BTreeMap::new();
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
            }
            ranges.push(ShapeRange { indices: first..indices.len() as u32, base_vertex: base as i32 });
        }
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
