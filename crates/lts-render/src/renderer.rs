//! The renderer: batches of scenes go in, labelled images come out, two batches under way at a time.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use lts_core::{Sample, SimulatorError, Size};
use lts_traffic::{Scene, ShapeId, Shapes};

use crate::batch::Batch;
use crate::device::{self, DeviceInfo};
use crate::geometry::Geometry;
use crate::levels::Levels;
use crate::occlusion::Solids;
use crate::pack::{Forms, Packed};
use crate::pipelines::Pipelines;
use crate::readback::{Origin, Planes};
use crate::targets::Layers;

/// Where the time of a renderer went.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stages {
    /// Culling, sorting, packing, upload and recording; on a device without hardware also most of the drawing.
    pub pack: Duration,
    /// Waiting for the device.
    pub device: Duration,
    /// From the device's buffers to samples, effects of camera and weather included.
    pub readback: Duration,
    /// Triangles that were drawn.
    pub triangles: u64,
}

impl Stages {
    /// What came on top of `before`.
    pub(crate) fn since(&self, before: &Self) -> Self {
        Self {
            pack: self.pack - before.pack,
            device: self.device - before.device,
            readback: self.readback - before.readback,
            triangles: self.triangles - before.triangles,
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.pack += other.pack;
        self.device += other.device;
        self.readback += other.readback;
        self.triangles += other.triangles;
    }
}

/// Draws scenes of one size.
///
/// An image depends on its scene alone: not on the other scenes of its batch, nor on how many there are.
pub struct Renderer {
    device: wgpu::Device,
    queue: wgpu::Queue,
    info: DeviceInfo,
    geometry: Geometry,
    levels: Levels,
    solids: Solids,
    pipelines: Pipelines,
    layers: Layers,
    /// Size of the images that come out; the layers are `supersampling` times as fine.
    size: Size,
    supersampling: u32,
    contact: ShapeId,
    idle: Vec<Batch>,
    under_way: VecDeque<UnderWay>,
    stages: Stages,
    /// Memory for what is filled in the image of a scene.
    picture: Vec<f32>,
}

/// A batch that the device works on.
struct UnderWay {
    batch: Batch,
    origins: Vec<Origin>,
    submission: wgpu::SubmissionIndex,
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
        let limits = device.limits();
        let limit = limits.max_texture_dimension_2d;
        if tile.width > limit || tile.height > limit {
            let reason = format!("{} draws at most {limit} pixels each way, not {tile}", info.name);
            return Err(SimulatorError::Device { reason });
        }
        let contact = flat_piece(shapes)?;
        Ok(Self {
            geometry: Geometry::new(&device, shapes),
            levels: Levels::new(shapes),
            solids: Solids::new(shapes),
            pipelines: Pipelines::new(&device),
            layers: Layers::new(tile, views, limits.max_texture_array_layers),
            device,
            queue,
            info,
            size,
            supersampling,
            contact,
            idle: Vec::new(),
            under_way: VecDeque::new(),
            stages: Stages::default(),
            picture: Vec::new(),
        })
    }

    /// Draws these shapes from now on; the device and its targets stay. For hosts whose shapes come one by one.
    ///
    /// # Errors
    /// If batches are under way, or the shapes have no mesh `road`.
    pub fn set_shapes(&mut self, shapes: &Shapes) -> Result<(), SimulatorError> {
        if self.is_busy() {
            let reason = "shapes are replaced between batches: collect those that are under way".into();
            return Err(SimulatorError::Device { reason });
        }
        self.contact = flat_piece(shapes)?;
        self.geometry = Geometry::new(&self.device, shapes);
        self.levels = Levels::new(shapes);
        self.solids = Solids::new(shapes);
        Ok(())
    }

    /// Most scenes of one [`submit`](Self::submit).
    pub fn views(&self) -> usize {
        self.layers.views
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
        let forms = Forms {
            ranges: &self.geometry.ranges,
            levels: &self.levels,
            solids: &self.solids,
            contact: self.contact,
        };
        let (tile, picture) = (self.layers.tile, &mut self.picture);
        let packed: Vec<Packed> =
            scenes.iter().map(|scene| Packed::new(scene, tile, forms, picture)).collect();
        self.stages.triangles += packed.iter().map(|view| view.triangles).sum::<u64>();
        let mut batch =
            self.idle.pop().unwrap_or_else(|| Batch::new(&self.device, &self.pipelines, self.layers));
        batch.upload(&self.device, &self.queue, &packed);
        let mut encoder = self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        batch.draw(&mut encoder, &self.geometry, &self.pipelines, &packed);
        let submission = self.queue.submit([encoder.finish()]);
        for buffer in &batch.targets.back {
            // Whether it worked is seen when the buffer is read.
            buffer.slice(..).map_async(wgpu::MapMode::Read, |_| ());
        }
        let origins = scenes.iter().map(Origin::new).collect();
        self.under_way.push_back(UnderWay { batch, origins, submission });
        self.stages.pack += started.elapsed();
        Ok(())
    }

    /// Waits for the oldest batch and gives its images, in the order of its scenes; empty if none is under way.
    ///
    /// # Errors
    /// If the device fails.
    pub fn collect(&mut self) -> Result<Vec<Sample>, SimulatorError> {
        let Some(UnderWay { batch, origins, submission }) = self.under_way.pop_front() else {
            return Ok(Vec::new());
        };
        let started = Instant::now();
        let wait = wgpu::PollType::Wait { submission_index: Some(submission), timeout: None };
        let failed = |cause: String| SimulatorError::Device { reason: format!("the device failed: {cause}") };
        self.device.poll(wait).map_err(|cause| failed(cause.to_string()))?;
        self.stages.device += started.elapsed();
        let started = Instant::now();
        let samples = {
            let [color, ids, depth] = &batch.targets.back;
            let map = |buffer: &wgpu::Buffer| {
                buffer.slice(..).get_mapped_range().map_err(|cause| failed(cause.to_string()))
            };
            let (color, ids, depth) = (map(color)?, map(ids)?, map(depth)?);
            let planes = Planes {
                color: &color,
                ids: bytemuck::cast_slice(&ids),
                depth: bytemuck::cast_slice(&depth),
                layers: self.layers,
                size: self.size,
                fine: self.supersampling as usize,
            };
            origins.iter().enumerate().map(|(view, origin)| planes.sample(view, origin)).collect()
        };
        batch.targets.back.iter().for_each(wgpu::Buffer::unmap);
        self.idle.push(batch);
        self.stages.readback += started.elapsed();
        Ok(samples)
    }
}

/// The mesh that dark patches under cars are drawn with.
fn flat_piece(shapes: &Shapes) -> Result<ShapeId, SimulatorError> {
    let found = shapes.meshes.iter().position(|mesh| mesh.name == "road");
    found
        .map(|index| ShapeId(index as u16))
        .ok_or_else(|| SimulatorError::Device { reason: "the shapes have no flat piece".into() })
}

#[cfg(test)]
mod tests {
    use lts_core::{Seed, Value};
    use lts_traffic::{Generator, GeneratorSettings, parameter_space};

    use super::*;

    #[test]
    fn leaving_out_what_is_hidden_changes_no_pixel() {
        let size = Size::new(160, 96);
        let settings = GeneratorSettings { size, horizontal_field_of_view: 1.42, models: None };
        let generator = Generator::new(&settings).unwrap();
        let space = parameter_space();
        let mut values = space.values(&space.start()).unwrap();
        for (name, value) in
            [("road.length", 90.0), ("cars.density", 10.0), ("cars.parked", 0.8), ("buildings.density", 10.0)]
        {
            values.insert(name, Value::Number(value));
        }
        let scene = |index| generator.scene(&values, Seed::new(7).index(index)).unwrap();
        let scenes: Vec<Scene> = (0..48).map(scene).collect();
        let mut renderer = Renderer::new(generator.shapes(), size, 16).unwrap();
        let without_hidden = renderer.render(&scenes).unwrap();
        let drawn = renderer.stages().triangles;
        renderer.solids = Solids::none(generator.shapes());
        let all = renderer.render(&scenes).unwrap();
        assert!(without_hidden == all);
        // The scenes are dense enough for the test to mean something.
        let all_triangles = renderer.stages().triangles - drawn;
        assert!(20 * drawn < 19 * all_triangles, "{drawn} of {all_triangles}");
    }
}
