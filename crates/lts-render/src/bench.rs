//! How fast labelled images are made, and which stage takes how long.

use std::ops::ControlFlow;
use std::time::Instant;

use lts_core::{Seed, SimulatorError, Size, Value, Values};
use lts_traffic::{Generator, GeneratorSettings, parameter_space};
use serde::Serialize;

use crate::lanes::Lanes;

/// What was measured. The stages are summed over the lanes: they add up to more than the whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchReport {
    /// Images with four planes each.
    pub images: usize,
    /// Wall time.
    pub seconds: f64,
    /// Renderers that worked side by side.
    pub lanes: usize,
    /// Scene generation, summed over the lanes as the other stages.
    pub generate_seconds: f64,
    /// Culling, packing, upload.
    pub pack_seconds: f64,
    /// Waiting for the device.
    pub gpu_seconds: f64,
    /// From the device's buffers to samples.
    pub readback_seconds: f64,
    /// Mean number of objects in a scene.
    pub objects_per_image: f64,
    /// Mean number of triangles drawn, shadows not counted.
    pub triangles_per_image: f64,
    /// The device.
    pub device: String,
}

/// Parameters that give about 300 objects in a scene; some are denser than what a policy may ask for.
fn values() -> Result<Values, SimulatorError> {
    let space = parameter_space();
    let error =
        |error: lts_core::SpaceError| SimulatorError::Parameter { name: error.name, reason: error.reason };
    let mut values = space.values(&space.start()).map_err(error)?;
    let dense = [
        ("road.length", 120.0),
        ("buildings.density", 12.0),
        ("vegetation.density", 26.0),
        ("street_furniture.density", 10.0),
        ("cars.density", 12.0),
        ("cars.parked", 1.0),
    ];
    for (name, value) in dense {
        values.insert(name, Value::Number(value));
    }
    // Two lanes a direction.
    values.insert("road.lanes", Value::Logits(vec![0.0, 30.0]));
    Ok(values)
}

/// Makes `images` images of `size`, a new scene for each.
///
/// # Errors
/// If there is no device or it fails.
pub fn render(size: Size, images: usize) -> Result<BenchReport, SimulatorError> {
    let values = values()?;
    let generator =
        Generator::new(&GeneratorSettings { size, horizontal_field_of_view: 1.42, models: None })?;
    let mut lanes = Lanes::new(generator.shapes(), size, 16, 1)?;
    let seed = Seed::new(0).name("bench");
    let scene = |index: usize| generator.scene(&values, seed.index(index as u64));
    // The first batches pay for compiled shaders and fresh memory.
    lanes.render(32 * lanes.count(), &scene, &mut |_| ControlFlow::Continue(()))?;
    let mut done = 0;
    let started = Instant::now();
    let stages = lanes.render(images, &scene, &mut |sample| {
        done += usize::from(sample.size == size);
        ControlFlow::Continue(())
    })?;
    let seconds = started.elapsed().as_secs_f64();
    Ok(BenchReport {
        images: done,
        seconds,
        lanes: lanes.count(),
        generate_seconds: stages.generate.as_secs_f64(),
        pack_seconds: stages.drawing.pack.as_secs_f64(),
        gpu_seconds: stages.drawing.device.as_secs_f64(),
        readback_seconds: stages.drawing.readback.as_secs_f64(),
        objects_per_image: stages.objects as f64 / images as f64,
        triangles_per_image: stages.drawing.triangles as f64 / images as f64,
        device: lanes.device().to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scene_has_about_300_objects() {
        let settings =
            GeneratorSettings { size: Size::new(256, 144), horizontal_field_of_view: 1.42, models: None };
        let (generator, values) = (Generator::new(&settings).unwrap(), values().unwrap());
        let objects = (0..200)
            .map(|index| generator.scene(&values, Seed::new(index)).unwrap().objects.len())
            .sum::<usize>();
        assert!((290.0..=310.0).contains(&(objects as f64 / 200.0)), "{}", objects as f64 / 200.0);
    }
}
