//! The renderer: batches of scenes go in, labelled images come out, two batches under way at a time.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use lts_core::{Sample, SimulatorError, Size};
use lts_traffic::{Environment, Scene, ShapeId, Shapes};

use crate::counts::{self, CarTypes};
use crate::device::{self, DeviceInfo};
use crate::geometry::Geometry;
use crate::pack::{INSTANCE_BYTES, Packed, View};
use crate::pipelines::Pipelines;
use crate::post;
use crate::targets::{Grid, SHADOW_SIZE, Targets};

/// Bytes between the constants of two views, as devices align them.
const VIEW_STRIDE: u64 = 512;

/// Where the time of a renderer went.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stages {
    /// Culling, sorting, packing and upload.
    pub pack: Duration,
    /// Waiting for the device.
    pub device: Duration,
    /// From the device's buffers to samples, effects of camera and weather included.
    pub readback: Duration,
    /// Triangles that were drawn.
    pub triangles: u64,
}

/// Draws scenes of one size.
pub struct Renderer {
    device: wgpu::Device,
    queue: wgpu::Queue,
    info: DeviceInfo,
    geometry: Geometry,
    pipelines: Pipelines,
    grid: Grid,
    /// Size of the images that come out; the grid's tiles are `supersampling` times as fine.
    size: Size,
    supersampling: u32,
    contact: ShapeId,
    idle: Vec<Slot>,
    under_way: VecDeque<(Slot, Vec<Seen>)>,
    stages: Stages,
}

/// What a batch needs on the device.
struct Slot {
    targets: Targets,
    views: wgpu::Buffer,
    instances: wgpu::Buffer,
    view_group: wgpu::BindGroup,
    shadow_group: wgpu::BindGroup,
    submission: Option<wgpu::SubmissionIndex>,
}

/// What is needed of a scene when its image comes back.
struct Seen {
    environment: Environment,
    cars: CarTypes,
}

impl Renderer {
    /// A renderer of `shapes` that draws up to `views` scenes of `size` at a time.
    ///
    /// # Errors
    /// If there is no device, or it cannot hold one image.
    pub fn new(shapes: &Shapes, size: Size, views: usize) -> Result<Self, SimulatorError> {
        Self::with_supersampling(shapes, size, views, 1)
    }

    /// Like [`new`](Self::new), with colour drawn `supersampling` times finer both ways and averaged.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_supersampling(
        shapes: &Shapes,
        size: Size,
        views: usize,
        supersampling: u32,
    ) -> Result<Self, SimulatorError> {
        let (device, queue, info) = device::open()?;
        let tile = Size::new(size.width * supersampling, size.height * supersampling);
        let limit = device.limits().max_texture_dimension_2d;
        if tile.width > limit || tile.height > limit {
            let reason = format!("{} draws at most {limit} pixels each way, not {tile}", info.name);
            return Err(SimulatorError::Device { reason });
        }
        let contact =
            shapes.meshes.iter().position(|mesh| mesh.name == "road").map(|index| ShapeId(index as u16));
        let contact = contact
            .ok_or_else(|| SimulatorError::Device { reason: "the shapes have no flat piece".into() })?;
        Ok(Self {
            geometry: Geometry::new(&device, shapes),
            pipelines: Pipelines::new(&device),
            grid: Grid::new(tile, views, limit.min(8192)),
            device,
            queue,
            info,
            size,
            supersampling,
            contact,
            idle: Vec::new(),
            under_way: VecDeque::new(),
            stages: Stages::default(),
        })
    }

    /// Most scenes of one [`submit`](Self::submit).
    pub fn views(&self) -> usize {
        self.grid.views()
    }

    /// Whether a batch is under way.
    pub fn is_busy(&self) -> bool {
        !self.under_way.is_empty()
    }

    /// The device that draws.
    pub fn device(&self) -> &DeviceInfo {
        &self.info
    }

    /// Where the time went so far.
    pub fn stages(&self) -> Stages {
        self.stages
    }

    /// Draws `scenes` and waits for the images, in order.
    ///
    /// # Errors
    /// If the device fails.
    pub fn render(&mut self, scenes: &[Scene]) -> Result<Vec<Sample>, SimulatorError> {
        let mut samples = Vec::with_capacity(scenes.len());
        for batch in scenes.chunks(self.views()) {
            self.submit(batch)?;
            if self.under_way.len() > 1 {
                samples.extend(self.collect()?);
            }
        }
        while self.is_busy() {
            samples.extend(self.collect()?);
        }
        Ok(samples)
    }

    /// Starts to draw up to [`views`](Self::views) scenes; their images come with a later [`collect`](Self::collect).
    ///
    /// # Errors
    /// If there are too many scenes or one is of another size.
    pub fn submit(&mut self, scenes: &[Scene]) -> Result<(), SimulatorError> {
        let started = Instant::now();
        let fits =
            |scene: &Scene| (scene.camera.width, scene.camera.height) == (self.size.width, self.size.height);
        if scenes.len() > self.views() || !scenes.iter().all(fits) {
            let reason = format!("a batch has at most {} scenes of {}", self.views(), self.size);
            return Err(SimulatorError::Device { reason });
        }
        let mut packed = Packed::default();
        let ranges = &self.geometry.ranges;
        let triangles_of = |shape: ShapeId| ranges[usize::from(shape.0)].indices.len() as u32 / 3;
        for (view, scene) in scenes.iter().enumerate() {
            packed.add(scene, self.grid.shadow_tile(view), self.contact, &triangles_of);
        }
        self.stages.triangles += packed.triangles;
        let mut slot = self.idle.pop().unwrap_or_else(|| self.slot());
        self.upload(&mut slot, &packed);
        slot.submission = Some(self.draw(&slot, &packed));
        for buffer in &slot.targets.back {
            // Whether it worked is seen when the buffer is read.
            buffer.slice(..).map_async(wgpu::MapMode::Read, |_| ());
        }
        let seen = scenes
            .iter()
            .map(|scene| Seen { environment: scene.environment, cars: CarTypes::new(scene) })
            .collect();
        self.under_way.push_back((slot, seen));
        self.stages.pack += started.elapsed();
        Ok(())
    }

    /// Waits for the oldest batch and gives its images, in the order of its scenes; empty if none is under way.
    ///
    /// # Errors
    /// If the device fails.
    pub fn collect(&mut self) -> Result<Vec<Sample>, SimulatorError> {
        let Some((slot, seen)) = self.under_way.pop_front() else { return Ok(Vec::new()) };
        let started = Instant::now();
        let wait = wgpu::PollType::Wait { submission_index: slot.submission.clone(), timeout: None };
        let failed = |cause: String| SimulatorError::Device { reason: format!("the device failed: {cause}") };
        self.device.poll(wait).map_err(|cause| failed(cause.to_string()))?;
        self.stages.device += started.elapsed();
        let started = Instant::now();
        let samples = {
            let [color, ids, depth] = &slot.targets.back;
            let map = |buffer: &wgpu::Buffer| {
                buffer.slice(..).get_mapped_range().map_err(|cause| failed(cause.to_string()))
            };
            let (color, ids, depth) = (map(color)?, map(ids)?, map(depth)?);
            let planes = Planes {
                color: &color,
                ids: bytemuck::cast_slice(&ids),
                depth: bytemuck::cast_slice(&depth),
            };
            let read = |(view, seen): (usize, &Seen)| self.sample(view, seen, &planes);
            seen.iter().enumerate().map(read).collect()
        };
        slot.targets.back.iter().for_each(wgpu::Buffer::unmap);
        self.idle.push(slot);
        self.stages.readback += started.elapsed();
        Ok(samples)
    }

    fn slot(&self) -> Slot {
        let targets = Targets::new(&self.device, self.grid);
        let buffer = |label, size, usage| {
            let usage = usage | wgpu::BufferUsages::COPY_DST;
            self.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some(label),
                size,
                usage,
                mapped_at_creation: false,
            })
        };
        let views = buffer("views", VIEW_STRIDE * self.views() as u64, wgpu::BufferUsages::UNIFORM);
        let instances = buffer("instances", INSTANCE_BYTES * 1024, wgpu::BufferUsages::VERTEX);
        let sampler = self.device.create_sampler(&wgpu::SamplerDescriptor {
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
        let view_group = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("view"),
            layout: &self.pipelines.view_layout,
            entries: &[wgpu::BindGroupEntry { binding: 0, resource: wgpu::BindingResource::Buffer(binding) }],
        });
        let shadow_group = self.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("height map"),
            layout: &self.pipelines.shadow_layout,
            entries: &[
                wgpu::BindGroupEntry {
                    binding: 0,
                    resource: wgpu::BindingResource::TextureView(&targets.shadow),
                },
                wgpu::BindGroupEntry { binding: 1, resource: wgpu::BindingResource::Sampler(&sampler) },
            ],
        });
        Slot { targets, views, instances, view_group, shadow_group, submission: None }
    }

    fn upload(&self, slot: &mut Slot, packed: &Packed) {
        let bytes: &[u8] = bytemuck::cast_slice(&packed.instances);
        if slot.instances.size() < bytes.len() as u64 {
            slot.instances = self.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("instances"),
                size: (bytes.len() as u64).next_power_of_two(),
                usage: wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            });
        }
        self.queue.write_buffer(&slot.instances, 0, bytes);
        let mut views = vec![0; packed.views.len() * VIEW_STRIDE as usize];
        for (place, view) in views.chunks_exact_mut(VIEW_STRIDE as usize).zip(&packed.views) {
            place[..size_of::<View>()].copy_from_slice(bytemuck::bytes_of(view));
        }
        self.queue.write_buffer(&slot.views, 0, &views);
    }

    fn draw(&self, slot: &Slot, packed: &Packed) -> wgpu::SubmissionIndex {
        let mut encoder = self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        let depth_attachment = |view| {
            Some(wgpu::RenderPassDepthStencilAttachment {
                view,
                depth_ops: Some(wgpu::Operations {
                    load: wgpu::LoadOp::Clear(0.0),
                    store: wgpu::StoreOp::Store,
                }),
                stencil_ops: None,
            })
        };
        {
            let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
                label: Some("height map"),
                depth_stencil_attachment: depth_attachment(&slot.targets.shadow),
                ..wgpu::RenderPassDescriptor::default()
            });
            pass.set_pipeline(&self.pipelines.height);
            self.bind_geometry(&mut pass, slot);
            for (view, draws) in packed.draws.iter().enumerate() {
                let (column, row) = self.grid.place(view);
                self.tile(
                    &mut pass,
                    slot,
                    view,
                    (column * SHADOW_SIZE, row * SHADOW_SIZE, SHADOW_SIZE, SHADOW_SIZE),
                );
                self.draw_all(&mut pass, &draws.casters);
            }
        }
        {
            let attachments: Vec<_> = slot
                .targets
                .views
                .iter()
                .map(|view| {
                    let load = wgpu::LoadOp::Clear(wgpu::Color::TRANSPARENT);
                    let ops = wgpu::Operations { load, store: wgpu::StoreOp::Store };
                    Some(wgpu::RenderPassColorAttachment {
                        view,
                        depth_slice: None,
                        resolve_target: None,
                        ops,
                    })
                })
                .collect();
            let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
                label: Some("scene"),
                color_attachments: &attachments,
                depth_stencil_attachment: depth_attachment(&slot.targets.depth),
                ..wgpu::RenderPassDescriptor::default()
            });
            pass.set_bind_group(1, &slot.shadow_group, &[]);
            self.bind_geometry(&mut pass, slot);
            let Size { width, height } = self.grid.tile;
            for (view, draws) in packed.draws.iter().enumerate() {
                let (column, row) = self.grid.place(view);
                self.tile(&mut pass, slot, view, (column * width, row * height, width, height));
                pass.set_pipeline(&self.pipelines.scene);
                self.draw_all(&mut pass, &draws.opaque);
                if let Some(contacts) = &draws.contacts {
                    pass.set_pipeline(&self.pipelines.contact);
                    self.draw_all(&mut pass, std::slice::from_ref(contacts));
                }
                pass.set_pipeline(&self.pipelines.sky);
                pass.draw(0..3, 0..1);
            }
        }
        slot.targets.copy_back(&mut encoder, self.grid);
        self.queue.submit([encoder.finish()])
    }

    fn bind_geometry(&self, pass: &mut wgpu::RenderPass<'_>, slot: &Slot) {
        pass.set_vertex_buffer(0, self.geometry.corners.slice(..));
        pass.set_vertex_buffer(1, slot.instances.slice(..));
        pass.set_index_buffer(self.geometry.indices.slice(..), wgpu::IndexFormat::Uint32);
    }

    fn tile(
        &self,
        pass: &mut wgpu::RenderPass<'_>,
        slot: &Slot,
        view: usize,
        (x, y, width, height): (u32, u32, u32, u32),
    ) {
        pass.set_bind_group(0, &slot.view_group, &[(view as u64 * VIEW_STRIDE) as u32]);
        pass.set_viewport(x as f32, y as f32, width as f32, height as f32, 0.0, 1.0);
        pass.set_scissor_rect(x, y, width, height);
    }

    fn draw_all(&self, pass: &mut wgpu::RenderPass<'_>, draws: &[crate::pack::Draw]) {
        for draw in draws {
            let range = &self.geometry.ranges[usize::from(draw.shape.0)];
            pass.draw_indexed(range.indices.clone(), range.base_vertex, draw.instances.clone());
        }
    }

    /// Reads the image of one view out of the atlas.
    fn sample(&self, view: usize, seen: &Seen, planes: &Planes<'_>) -> Sample {
        let (column, row) = self.grid.place(view);
        let tile = self.grid.tile;
        let stride = self.grid.row_bytes() as usize / 4;
        let start = row as usize * tile.height as usize * stride + column as usize * tile.width as usize;
        let (width, height, fine) =
            (self.size.width as usize, self.size.height as usize, self.supersampling as usize);
        let pixels = self.size.pixels();
        let (mut color, mut class) = (Vec::with_capacity(3 * pixels), Vec::with_capacity(pixels));
        let (mut instance, mut depth) = (Vec::with_capacity(pixels), Vec::with_capacity(pixels));
        for y in 0..height {
            // Labels are those at the middle of the pixel.
            let middle = start + (y * fine + fine / 2) * stride + fine / 2;
            for x in 0..width {
                let at = middle + x * fine;
                let ids = planes.ids[at];
                class.push((ids & 255) as u8);
                instance.push((ids >> 8) as u16);
                let metres = planes.depth[at];
                depth.push(if metres > 1e30 { f32::INFINITY } else { metres });
            }
            if fine == 1 {
                let first = 4 * (start + y * stride);
                let row = &planes.color[first..first + 4 * width];
                color.extend(row.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]));
            } else {
                for x in 0..width {
                    let mut sum = [0_u32; 3];
                    for sub in 0..fine * fine {
                        let at = 4 * (start + (y * fine + sub / fine) * stride + x * fine + sub % fine);
                        sum.iter_mut()
                            .zip(&planes.color[at..at + 3])
                            .for_each(|(sum, value)| *sum += u32::from(*value));
                    }
                    color.extend(sum.map(|sum| (sum / (fine * fine) as u32) as u8));
                }
            }
        }
        let mut sample = Sample {
            size: self.size,
            color,
            class,
            instance: Some(instance),
            depth: Some(depth),
            counts: Vec::new(),
        };
        sample.counts = counts::visible(&sample, &seen.cars);
        post::develop(&mut sample, &seen.environment);
        sample
    }
}

/// The atlas as it came back: four bytes a pixel each.
struct Planes<'a> {
    color: &'a [u8],
    ids: &'a [u32],
    depth: &'a [f32],
}
