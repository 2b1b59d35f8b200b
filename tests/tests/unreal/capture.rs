//! What is captured through the plugin is what lts-render draws of the same scene: units, axes, poses and camera.

use lts_core::{Seed, Size};
use lts_render::Renderer;
use lts_traffic::{Generator, GeneratorSettings, Shapes, parameter_space};

use crate::stage::{Engine, ended};

/// Labels of one image as the case `capture` wrote them.
struct Seen {
    class: Vec<u8>,
    instance: Vec<u16>,
    /// Metres.
    depth: Vec<f32>,
}

fn read(engine: &Engine, image: usize) -> Seen {
    let file = |ending: &str| std::fs::read(engine.place.path(&format!("seen/{image}.{ending}"))).unwrap();
    Seen {
        class: file("class"),
        instance: file("instance").as_chunks().0.iter().map(|bytes| u16::from_le_bytes(*bytes)).collect(),
        depth: file("depth").as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes) / 100.0).collect(),
    }
}

#[test]
fn fifty_scenes_through_the_plugin_equal_the_renderers() {
    const IMAGES: usize = 50;
    let Some(engine) = Engine::new("game") else { return };
    let (width, height, degrees) = (256, 144, 81.4_f32);
    let experiment = engine.experiment(&[("width = 64\nheight = 32", "width = 256\nheight = 144")]);
    let commands = format!(
        "frames 2\ncase capture {} {} {} {IMAGES} 7\nquit\n",
        experiment.display(),
        Engine::trainer().display(),
        engine.place.path("seen").display(),
    );
    let ran = engine.play(&commands, &["-game", "-RenderOffscreen", "-unattended"]);
    ended(&ran, 0);
    let size = Size::new(width, height);
    let settings = GeneratorSettings { size, horizontal_field_of_view: degrees.to_radians(), models: None };
    let generator = Generator::new(&settings).unwrap();
    let space = parameter_space();
    let values = space.values(&space.start()).unwrap();
    // Coarser forms of far things are a choice of lts-render alone; without their endings the names lead to no such forms.
    let mut shapes = Shapes::clone(generator.shapes());
    for (number, mesh) in shapes.meshes.iter_mut().enumerate().filter(|(_, mesh)| mesh.name != "road") {
        mesh.name = format!("shape-{number}");
    }
    let mut renderer = Renderer::new(&shapes, size, 1).unwrap();
    let (mut worst_class, mut worst_depth, mut worst_instance) = (1.0_f64, 1.0_f64, 1.0_f64);
    for image in 0..IMAGES {
        let scene = generator.scene(&values, Seed::new(7).name("generate").index(image as u64)).unwrap();
        let expected = renderer.render(&[scene]).unwrap().remove(0);
        let seen = read(&engine, image);
        let pixels = size.pixels();
        assert_eq!((seen.class.len(), seen.instance.len(), seen.depth.len()), (pixels, pixels, pixels));
        let share = |count: usize| count as f64 / pixels as f64;
        let class = share(seen.class.iter().zip(&expected.class).filter(|(a, b)| a == b).count());
        let instances = expected.instance.as_ref().unwrap();
        let instance = share(seen.instance.iter().zip(instances).filter(|(a, b)| a == b).count());
        // The sky has no depth: in the engine it is very far away.
        let near = |a: f32, b: f32| {
            if b.is_finite() { (a - b).abs() <= (0.001 * b).max(0.01) } else { a > 10_000.0 }
        };
        let depths = expected.depth.as_ref().unwrap();
        let depth = share(seen.depth.iter().zip(depths).filter(|(a, b)| near(**a, **b)).count());
        assert!(class >= 0.99 && depth >= 0.99, "image {image}: class {class:.4}, depth {depth:.4}");
        (worst_class, worst_depth, worst_instance) =
            (worst_class.min(class), worst_depth.min(depth), worst_instance.min(instance));
    }
    eprintln!(
        "worst of {IMAGES}: class {worst_class:.4}, instance {worst_instance:.4}, depth {worst_depth:.4}"
    );
}
