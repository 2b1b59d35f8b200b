//! How fast labelled images are made, and which stage takes how long.

use std::time::Instant;

use lts_core::{Seed, Setting, SimulatorError, Size, Value, Values};
use lts_traffic::{Generator, GeneratorSettings, Scene, parameter_space};
use serde::Serialize;

use crate::renderer::Renderer;

/// What was measured. The stages overlap: they do not add up to the whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchReport {
    /// Images with four planes each.
    pub images: usize,
    /// Wall time.
    pub seconds: f64,
    /// Scene generation.
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

/// Parameters that give about 300 objects in a scene.
fn values() -> Result<Values, SimulatorError> {
    let mut space = parameter_space();
    let dense = [
        ("road.length", 100.0),
        ("buildings.density", 8.0),
        ("vegetation.density", 20.0),
        ("street_furniture.density", 10.0),
        ("cars.density", 12.0),
        ("cars.parked", 0.9),
    ];
    let error =
        |error: lts_core::SpaceError| SimulatorError::Parameter { name: error.name, reason: error.reason };
    for (name, value) in dense {
        space.apply(name, &Setting::Fixed(Value::Number(value))).map_err(error)?;
    }
    space.values(&space.start()).map_err(error)
}

/// Makes `images` images of `size`, a new scene for each.
///
/// # Errors
/// If there is no device or it fails.
pub fn render(size: Size, images: usize) -> Result<BenchReport, SimulatorError> {
    let values = values()?;
    let generator =
        Generator::new(&GeneratorSettings { size, horizontal_field_of_view: 1.42, models: None })?;
    let mut renderer = Renderer::new(generator.shapes(), size, 32)?;
    let seed = Seed::new(0).name("bench");
    let scene = |index: usize| generator.scene(&values, seed.index(index as u64));
    // The first batch pays for compiled shaders and fresh memory.
    renderer.render(&(0..renderer.views()).map(&scene).collect::<Result<Vec<Scene>, _>>()?)?;
    let before = renderer.stages();
    let (mut generate, mut objects, mut done, mut next) = (0.0, 0, 0, 0);
    let started = Instant::now();
    while done < images {
        if next < images {
            let making = Instant::now();
            let end = images.min(next + renderer.views());
            let scenes = (next..end).map(&scene).collect::<Result<Vec<Scene>, _>>()?;
            objects += scenes.iter().map(|scene| scene.objects.len()).sum::<usize>();
            generate += making.elapsed().as_secs_f64();
            renderer.submit(&scenes)?;
            let is_first = next == 0;
            next = end;
            if is_first && next < images {
                continue;
            }
        }
        done += renderer.collect()?.len();
    }
    let seconds = started.elapsed().as_secs_f64();
    let after = renderer.stages();
    Ok(BenchReport {
        images,
        seconds,
        generate_seconds: generate,
        pack_seconds: (after.pack - before.pack).as_secs_f64(),
        gpu_seconds: (after.device - before.device).as_secs_f64(),
        readback_seconds: (after.readback - before.readback).as_secs_f64(),
        objects_per_image: objects as f64 / images as f64,
        triangles_per_image: (after.triangles - before.triangles) as f64 / images as f64,
        device: renderer.device().to_string(),
    })
}
