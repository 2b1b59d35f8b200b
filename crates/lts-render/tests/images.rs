//! What comes out of the renderer is right: geometry, labels, counts, and the same again.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says why it skips"
)]

use std::ops::ControlFlow;

use glam::{Quat, Vec3};
use lts_core::{Sample, Seed, Simulator, Size};
use lts_render::{Renderer, SimulatorSettings, TrafficSimulator, devices};
use lts_traffic::{Generator, GeneratorSettings, Object, Scene, parameter_space};

/// Radians across the image.
const VIEW: f32 = 1.2;

fn has_device() -> bool {
    let found = !devices().is_empty();
    if !found {
        println!("skipped: there is no Vulkan device");
    }
    found
}

fn generator(size: Size) -> Generator {
    Generator::new(&GeneratorSettings { size, horizontal_field_of_view: VIEW, models: None }).unwrap()
}

fn scenes(generator: &Generator, count: u64) -> Vec<Scene> {
    let space = parameter_space();
    let values = space.values(&space.start()).unwrap();
    (0..count).map(|index| generator.scene(&values, Seed::new(5).index(index)).unwrap()).collect()
}

/// A scene of boxes seen from 1 m above the origin along X.
fn boxes(generator: &Generator, boxes: &[(Vec3, Vec3, u16)]) -> Scene {
    let mut scene = scenes(generator, 1).remove(0);
    let shapes = generator.shapes();
    let shape = shapes.meshes.iter().position(|mesh| mesh.name == "plant.hedge").unwrap();
    scene.camera.position = Vec3::Z;
    (scene.camera.yaw, scene.camera.pitch) = (0.0, 0.0);
    scene.objects = boxes
        .iter()
        .map(|(position, size, instance)| Object {
            shape: lts_traffic::ShapeId(shape as u16),
            size: *size,
            position: *position,
            rotation: Quat::IDENTITY,
            class: 21 + (*instance % 2) as u8 * 5,
            instance: *instance,
            car_type: (*instance >= 100).then_some(2),
            color: Vec3::splat(0.5),
            variation: 0,
        })
        .collect();
    scene
}

fn draw(size: Size, things: &[(Vec3, Vec3, u16)]) -> Sample {
    let generator = generator(size);
    let mut renderer = Renderer::new(generator.shapes(), size, 1).unwrap();
    renderer.render(&[boxes(&generator, things)]).unwrap().remove(0)
}

/// Middle of the pixels of an instance: column, row.
fn middle(sample: &Sample, instance: u16) -> (f32, f32) {
    let width = sample.size.width as usize;
    let found: Vec<usize> = sample
        .instance
        .as_ref()
        .unwrap()
        .iter()
        .enumerate()
        .filter(|(_, own)| **own == instance)
        .map(|(at, _)| at)
        .collect();
    assert!(!found.is_empty(), "instance {instance} is not seen");
    let mean = |of: &dyn Fn(usize) -> usize| {
        found.iter().map(|at| of(*at) as f32 + 0.5).sum::<f32>() / found.len() as f32
    };
    (mean(&|at| at % width), mean(&|at| at / width))
}

#[test]
fn depth_is_metres_along_the_axis() {
    if !has_device() {
        return;
    }
    for distance in [2.0_f32, 9.0, 40.0] {
        // A wall across the whole view: its depth is the same in the corners, not the length of the ray.
        let wall = (Vec3::new(distance + 0.5, 0.0, -60.0), Vec3::new(1.0, 120.0, 120.0), 7);
        let sample = draw(Size::new(160, 96), &[wall]);
        for depth in sample.depth.unwrap() {
            assert!((depth - distance).abs() < 1e-3, "{depth} instead of {distance}");
        }
    }
}

#[test]
fn the_sky_is_infinitely_far() {
    if !has_device() {
        return;
    }
    let sample = draw(Size::new(64, 48), &[(Vec3::new(-5.0, 0.0, 0.0), Vec3::ONE, 1)]);
    assert!(sample.depth.unwrap().iter().all(|depth| *depth == f32::INFINITY));
    assert!(sample.class.iter().all(|class| *class == 23));
    assert!(sample.instance.unwrap().iter().all(|instance| *instance == 0));
}

#[test]
fn x_is_forward_y_left_z_up() {
    if !has_device() {
        return;
    }
    let size = Size::new(320, 200);
    let focal = 160.0 / (VIEW / 2.0).tan();
    let (x, small) = (10.0, Vec3::new(0.02, 0.5, 0.5));
    for (y, z) in [(0.0, 0.0), (3.0, 0.0), (-2.0, 1.5), (1.0, -0.8)] {
        // The middle of the front face, seen from 1 m above the origin.
        let sample = draw(size, &[(Vec3::new(x + 0.01, y, 1.0 + z - 0.25), small, 9)]);
        let (column, row) = middle(&sample, 9);
        assert!((column - (160.0 - focal * y / x)).abs() < 0.6, "column {column} of y {y}");
        assert!((row - (100.0 - focal * z / x)).abs() < 0.6, "row {row} of z {z}");
    }
}

#[test]
fn what_is_in_front_is_labelled() {
    if !has_device() {
        return;
    }
    let (near, far) = (Vec3::new(6.0, 0.0, 0.0), Vec3::new(12.0, 0.0, -2.0));
    let things = [(far, Vec3::new(1.0, 8.0, 8.0), 2), (near, Vec3::new(1.0, 1.0, 2.0), 3)];
    for order in [[0, 1], [1, 0]] {
        let sample = draw(Size::new(96, 64), &order.map(|index| things[index]));
        let at =
            |x: usize, y: usize| (sample.class[96 * y + x], sample.instance.as_ref().unwrap()[96 * y + x]);
        assert_eq!(at(48, 32), (26, 3));
        assert_eq!(at(30, 32), (21, 2));
    }
}

#[test]
fn cars_count_from_enough_pixels_on() {
    if !has_device() {
        return;
    }
    // 320x240 needs 5 pixels.
    let size = Size::new(320, 240);
    let focal = 160.0 / (VIEW / 2.0).tan();
    let side = |pixels: f32| pixels / focal * 20.0;
    let thing = |pixels: f32, y: f32, instance| {
        let side = side(pixels);
        (Vec3::new(20.5, y, 1.0), Vec3::new(1.0, side, side), instance)
    };
    let sample = draw(size, &[thing(4.0, 3.0, 100), thing(1.6, 0.0, 101), thing(30.0, -4.0, 102)]);
    assert_eq!(sample.counts, [0, 0, 2, 0, 0]);
    assert_eq!(draw(size, &[thing(1.6, 0.0, 101)]).counts, [0; 5]);
}

#[test]
fn an_image_depends_on_its_scene_alone() {
    if !has_device() {
        return;
    }
    let size = Size::new(160, 90);
    let generator = generator(size);
    let scenes = scenes(&generator, 16);
    let together = Renderer::new(generator.shapes(), size, 16).unwrap().render(&scenes).unwrap();
    let again = Renderer::new(generator.shapes(), size, 16).unwrap().render(&scenes).unwrap();
    let single = Renderer::new(generator.shapes(), size, 1).unwrap().render(&scenes).unwrap();
    assert_eq!(together.len(), 16);
    assert!(together == again, "two runs differ");
    assert!(together == single, "a batch of 16 differs from 16 batches");
}

#[test]
fn an_empty_road_has_no_shadow_of_the_scene_before() {
    if !has_device() {
        return;
    }
    let size = Size::new(160, 90);
    let generator = generator(size);
    let sunny = |scene: &Scene| scene.environment.sun_color.max_element() > 0.5;
    let full = scenes(&generator, 16).into_iter().find(sunny).unwrap();
    let mut empty = full.clone();
    empty.objects.retain(|object| object.instance == 0);
    let mut renderer = Renderer::new(generator.shapes(), size, 1).unwrap();
    let alone = renderer.render(std::slice::from_ref(&empty)).unwrap();
    // Both batches that can be under way have drawn shadows since.
    renderer.render(&vec![full; 4]).unwrap();
    assert!(renderer.render(&vec![empty; 2]).unwrap() == [alone.clone(), alone].concat());
}

#[test]
fn odd_sizes_and_finer_colours_keep_the_labels() {
    if !has_device() {
        return;
    }
    for size in [Size::new(333, 77), Size::new(33, 35)] {
        let generator = generator(size);
        let scenes = scenes(&generator, 3);
        let plain = Renderer::new(generator.shapes(), size, 2).unwrap().render(&scenes).unwrap();
        let mut fine = Renderer::with_supersampling(generator.shapes(), size, 2, 3).unwrap();
        for (plain, fine) in plain.iter().zip(fine.render(&scenes).unwrap()) {
            assert_eq!((plain.size, plain.color.len()), (size, 3 * size.pixels()));
            let same = plain.class.iter().zip(&fine.class).filter(|(a, b)| a == b).count();
            // Finer colours come from finer forms of distant things, whose outlines differ a little.
            assert!(same as f64 > 0.95 * size.pixels() as f64, "{same} of {}", size.pixels());
        }
    }
}

#[test]
fn the_simulator_numbers_its_images_whatever_its_batches() {
    if !has_device() {
        return;
    }
    let images = |views| {
        let settings = SimulatorSettings { width: 64, height: 48, views, ..SimulatorSettings::default() };
        let mut simulator = TrafficSimulator::new(&settings).unwrap();
        let values = simulator.space().values(&simulator.space().start()).unwrap();
        let mut samples = Vec::new();
        simulator
            .generate(&values, 7, Seed::new(3), &mut |sample| {
                samples.push(sample);
                ControlFlow::Continue(())
            })
            .unwrap();
        samples
    };
    let (one, many) = (images(1), images(3));
    assert_eq!(one.len(), 7);
    assert!(one == many);
}
