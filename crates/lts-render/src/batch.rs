//! What a batch needs on the device: constants, instances, targets; and the commands that draw it.

use crate::geometry::Geometry;
use crate::pack::{Draw, INSTANCE_BYTES, Packed, View};
use crate::pipelines::Pipelines;
use crate::targets::{Layer, Layers, Targets};

/// Bytes between the constants of two views, as devices align them.
const VIEW_STRIDE: u64 = 256;
const _: () = assert!(size_of::<View>() as u64 <= VIEW_STRIDE);

/// A batch's place on the device; used again when its images are read.
pub(crate) struct Batch {
    pub targets: Targets,
    layers: Layers,
    views: wgpu::Buffer,
    instances: wgpu::Buffer,
    view_group: wgpu::BindGroup,
    shadow_groups: Vec<wgpu::BindGroup>,
}

impl Batch {
    pub fn new(device: &wgpu::Device, pipelines: &Pipelines, layers: Layers) -> Self {
        let targets = Targets::new(device, layers);
        let views = buffer(device, "views", VIEW_STRIDE * layers.views as u64, wgpu::BufferUsages::UNIFORM);
        let sampler = device.create_sampler(&wgpu::SamplerDescriptor {
            label: Some("height map"),
            mag_filter: wgpu::FilterMode::Linear,
            min_filter: wgpu::FilterMode::Linear,
            compare: Some(wgpu::CompareFunction::GreaterEqual),
            ..wgpu::SamplerDescriptor::default()
        });
        let binding = wgpu::BufferBinding {
            buffer: &views,
            offset: 0,
            size: std::num::NonZero::new(size_of::<View>() as u64),
        };
        let view_group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("view"),
            layout: &pipelines.view_layout,
            entries: &[wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::Buffer(binding) }],
        });
        let shadow_group = |layer: &Layer| {
            device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: Some("height map"),
                layout: &pipelines.shadow_layout,
                entries: &[
                    wgpu::BindGroupEntry {
                        binding: 0,
                        resource: wgpu::BindingResource::TextureView(&layer.shadow),
                    },
                    wgpu::BindGroupEntry { binding: 1, resource: wgpu::BindingResource::Sampler(&sampler) },
                ],
            })
        };
        let shadow_groups = targets.layers.iter().map(shadow_group).collect();
        let instances = buffer(device, "instances", INSTANCE_BYTES * 1024, wgpu::BufferUsages::VERTEX);
        Self { targets, layers, views, instances, view_group, shadow_groups }
    }

    /// Brings the views' constants and instances to the device.
    pub fn upload(&mut self, device: &wgpu::Device, queue: &wgpu::Queue, packed: &[Packed]) {
        let count: usize = packed.iter().map(|view| view.instances.len()).sum();
        let mut instances = Vec::with_capacity(count);
        let mut views = vec![0; packed.len() * VIEW_STRIDE as usize];
        for (place, view) in views.chunks_exact_mut(VIEW_STRIDE as usize).zip(packed) {
            place[..size_of::<View>()].copy_from_slice(bytemuck::bytes_of(&view.view));
            instances.extend_from_slice(&view.instances);
        }
        let bytes: &[u8] = bytemuck::cast_slice(&instances);
        if self.instances.size() < bytes.len() as u64 {
            let size = (bytes.len() as u64).next_power_of_two();
            self.instances = buffer(device, "instances", size, wgpu::BufferUsages::VERTEX);
        }
        queue.write_buffer(&self.instances, 0, bytes);
        queue.write_buffer(&self.views, 0, &views);
    }

    /// Draws the views and copies them back.
    pub fn draw(
        &self,
        encoder: &mut wgpu::CommandEncoder,
        geometry: &Geometry,
        pipelines: &Pipelines,
        packed: &[Packed],
    ) {
        let mut first = 0;
        for (view, packed) in packed.iter().enumerate() {
            let offset = (view as u64 * VIEW_STRIDE) as u32;
            let bind = |pass: &mut wgpu::RenderPass<'_>| {
                pass.set_bind_group(0, &self.view_group, &[offset]);
                pass.set_vertex_buffer(0, geometry.corners.slice(..));
                pass.set_vertex_buffer(1, self.instances.slice(first * INSTANCE_BYTES..));
                pass.set_index_buffer(geometry.indices.slice(..), wgpu::IndexFormat::Uint32);
            };
            let layer = &self.targets.layers[view];
            // Without casters as well: what the scene before has left there would throw shadows.
            if packed.light.sunny {
                let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
                    label: Some("height map"),
                    depth_stencil_attachment: depth_attachment(&layer.shadow),
                    ..wgpu::RenderPassDescriptor::default()
                });
                bind(&mut pass);
                pass.set_pipeline(&pipelines.height);
                packed.casters.iter().for_each(|caster| draw(&mut pass, caster));
            }
            let attachments = layer.colors.each_ref().map(|view| {
                let load = wgpu::LoadOp::Clear(wgpu::Color::TRANSPARENT);
                let ops = wgpu::Operations { load, store: wgpu::StoreOp::Store };
                Some(wgpu::RenderPassColorAttachment { view, depth_slice: None, resolve_target: None, ops })
            });
            let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
                label: Some("scene"),
                color_attachments: &attachments,
                depth_stencil_attachment: depth_attachment(&layer.depth),
                ..wgpu::RenderPassDescriptor::default()
            });
            bind(&mut pass);
            pass.set_bind_group(1, &self.shadow_groups[view], &[]);
            let mut bound = None;
            for part in &packed.opaque {
                if bound != Some(part.surface) {
                    pass.set_pipeline(pipelines.surface(part.surface, packed.light));
                    bound = Some(part.surface);
                }
                draw(&mut pass, part);
            }
            if let Some(contacts) = &packed.contacts {
                pass.set_pipeline(&pipelines.contact);
                draw(&mut pass, contacts);
            }
            pass.set_pipeline(&pipelines.sky);
            pass.draw(0..3, 0..1);
            first += packed.instances.len() as u64;
        }
        self.targets.copy_back(encoder, self.layers, packed.len());
    }
}

fn buffer(device: &wgpu::Device, label: &str, size: u64, usage: wgpu::BufferUsages) -> wgpu::Buffer {
    let usage = usage | wgpu::BufferUsages::COPY_DST;
    device.create_buffer(&wgpu::BufferDescriptor {
        label: Some(label),
        size,
        usage,
        mapped_at_creation: false,
    })
}

fn depth_attachment(view: &wgpu::TextureView) -> Option<wgpu::RenderPassDepthStencilAttachment<'_>> {
    Some(wgpu::RenderPassDepthStencilAttachment {
        view,
        depth_ops: Some(wgpu::Operations { load: wgpu::LoadOp::Clear(0.0), store: wgpu::StoreOp::Store }),
        stencil_ops: None,
    })
}

fn draw(pass: &mut wgpu::RenderPass<'_>, draw: &Draw) {
    pass.draw_indexed(draw.indices.clone(), draw.base_vertex, draw.instances.clone());
}
