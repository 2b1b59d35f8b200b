//! Traffic scenes that went to Unreal's numbers and back show the same classes and depths as lts-render's own.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

use glam::Vec3;
use lts_core::{Sample, Seed, Size};
use lts_render::Renderer;
use lts_stand_in::{LtsStandInObject, LtsStandInView, Stage, Surface};
use lts_traffic::{Generator, GeneratorSettings, Mesh, Scene, Shapes, parameter_space};

/// A mesh's section as a host would build it: centimetres, left-handed, the order of the corners kept.
fn surface(mesh: &Mesh, section: usize, hash: u64) -> Surface {
    let section = mesh.sections[section];
    let range = section.first_index as usize..(section.first_index + section.index_count) as usize;
    Surface {
        hash,
        vertices: mesh
            .vertices
            .iter()
            .map(|v| (v.position * Vec3::new(100.0, -100.0, 100.0)).into())
            .collect(),
        normals: mesh.vertices.iter().map(|v| (v.normal * Vec3::new(1.0, -1.0, 1.0)).into()).collect(),
        triangles: mesh.indices[range].to_vec(),
    }
}

fn hash(shape: u16, section: usize) -> u64 {
    u64::from(shape) * 100 + section as u64 + 1
}

/// The scene's objects, one for each section, and the class of each.
fn objects(scene: &Scene, meshes: &[Mesh]) -> (Vec<LtsStandInObject>, Vec<u8>) {
    let (mut objects, mut classes) = (Vec::new(), Vec::new());
    for object in &scene.objects {
        for section in 0..meshes[usize::from(object.shape.0)].sections.len() {
            let turn = object.rotation;
            objects.push(LtsStandInObject {
                surface: hash(object.shape.0, section),
                location: (object.position * Vec3::new(100.0, -100.0, 100.0)).into(),
                rotation: [-turn.x, turn.y, -turn.z, turn.w],
                scale: object.size.into(),
                color: object.color.into(),
            });
            classes.push(object.class);
        }
    }
    (objects, classes)
}

fn view(scene: &Scene) -> LtsStandInView {
    let camera = scene.camera;
    // Yaw to the right is negative here, pitch upward as Unreal writes it: first the pitch, then the yaw.
    let (yaw, pitch) = ((-camera.yaw / 2.0).sin_cos(), (camera.pitch / 2.0).sin_cos());
    LtsStandInView {
        width: camera.width,
        height: camera.height,
        location: (camera.position * Vec3::new(100.0, -100.0, 100.0)).into(),
        rotation: [yaw.0 * pitch.0, -yaw.1 * pitch.0, yaw.0 * pitch.1, yaw.1 * pitch.1],
        field_of_view: camera.horizontal_field_of_view.to_degrees(),
        ..LtsStandInView::default()
    }
}

/// Shares of pixels whose class and whose depth (within 1 cm or 0.1 %) agree.
fn agreement(seen: &Sample, classes: &[u8], expected: &Sample) -> (f64, f64) {
    let numbers = seen.instance.as_ref().unwrap();
    let class = |number: &u16| if *number == 0 { 23 } else { classes[usize::from(*number) - 1] };
    let same =
        numbers.iter().zip(&expected.class).filter(|(number, wanted)| class(number) == **wanted).count();
    let (own, wanted) = (seen.depth.as_ref().unwrap(), expected.depth.as_ref().unwrap());
    let near = |a: f32, b: f32| a == b || (a - b).abs() <= (0.001 * b).max(0.01);
    let close = own.iter().zip(wanted).filter(|(a, b)| near(**a, **b)).count();
    let pixels = numbers.len() as f64;
    (same as f64 / pixels, close as f64 / pixels)
}

#[test]
fn fifty_scenes_survive_the_way_to_unreal_and_back() {
    let size = Size::new(256, 144);
    let settings = GeneratorSettings { size, horizontal_field_of_view: 1.42, models: None };
    let generator = Generator::new(&settings).unwrap();
    let space = parameter_space();
    let values = space.values(&space.start()).unwrap();
    // Coarser forms of far things are a choice of lts-render alone: without their endings the names lead to no such forms.
    let mut shapes = Shapes::clone(generator.shapes());
    for (number, mesh) in shapes.meshes.iter_mut().enumerate() {
        if mesh.name != "road" {
            mesh.name = format!("shape-{number}");
        }
    }
    let mut renderer = Renderer::new(&shapes, size, 1).unwrap();
    let mut stage = Stage::default();
    for (number, mesh) in (0..).zip(&shapes.meshes) {
        for section in 0..mesh.sections.len() {
            stage.add(surface(mesh, section, hash(number, section))).unwrap();
        }
    }
    let (mut worst_class, mut worst_depth) = (1.0_f64, 1.0_f64);
    for index in 0..50 {
        let scene = generator.scene(&values, Seed::new(5).index(index)).unwrap();
        let (objects, classes) = objects(&scene, &shapes.meshes);
        let seen = stage.draw(&view(&scene), &objects).unwrap();
        let expected = renderer.render(&[scene]).unwrap().remove(0);
        let (class, depth) = agreement(&seen, &classes, &expected);
        assert!(class >= 0.99 && depth >= 0.99, "scene {index}: class {class}, depth {depth}");
        (worst_class, worst_depth) = (worst_class.min(class), worst_depth.min(depth));
    }
    eprintln!("worst of 50 scenes: class {worst_class:.4}, depth {worst_depth:.4}");
}
