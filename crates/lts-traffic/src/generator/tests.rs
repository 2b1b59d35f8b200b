//! Scenes keep their promises: the same twice, cars apart, counts that follow the parameters.

use glam::Vec2;
use lts_core::{ParameterSpace, Seed, Setting, Size, Value, Values};
use proptest::prelude::*;

use super::*;
use crate::placing::{Footprint, class};
use crate::{parameter_space, score_function};

fn generator() -> Generator {
    let settings =
        GeneratorSettings { size: Size::new(256, 144), horizontal_field_of_view: 1.42, models: None };
    Generator::new(&settings).unwrap()
}

fn values(changes: &[(&str, f64)]) -> Values {
    let mut space: ParameterSpace = parameter_space();
    for (name, value) in changes {
        space.apply(name, &Setting::Fixed(Value::Number(*value))).unwrap();
    }
    space.values(&space.start()).unwrap()
}

fn count(values: &Values, class: u8) -> usize {
    let generator = generator();
    let scenes = (0..40).map(|i| generator.scene(values, Seed::new(i)).unwrap());
    scenes.map(|scene| scene.objects.iter().filter(|object| object.class == class).count()).sum()
}

#[test]
fn the_same_seed_gives_the_same_scene() {
    let (values, generator) = (values(&[]), generator());
    assert_eq!(
        generator.scene(&values, Seed::new(3)).unwrap(),
        generator.scene(&values, Seed::new(3)).unwrap()
    );
    assert_ne!(
        generator.scene(&values, Seed::new(3)).unwrap(),
        generator.scene(&values, Seed::new(4)).unwrap()
    );
}

#[test]
fn densities_change_how_many_there_are() {
    for (name, low, high, class) in [
        ("cars.density", 1.0, 8.0, class::CAR),
        ("cars.parked", 0.1, 0.8, class::CAR),
        ("buildings.density", 1.0, 5.0, class::BUILDING),
        ("vegetation.density", 2.0, 15.0, class::VEGETATION),
        ("street_furniture.density", 1.0, 9.0, class::POLE),
    ] {
        let (few, many) = (count(&values(&[(name, low)]), class), count(&values(&[(name, high)]), class));
        assert!(many > few + few / 4, "{name}: {few} and {many}");
    }
}

#[test]
fn more_cars_do_not_move_the_houses() {
    let houses = |density| {
        let scene = generator().scene(&values(&[("cars.density", density)]), Seed::new(5)).unwrap();
        let positions = scene.objects.into_iter().filter(|object| object.class == class::BUILDING);
        positions.map(|object| object.position).collect::<Vec<_>>()
    };
    assert_eq!(houses(1.0), houses(9.0));
}

#[test]
fn the_score_function_has_an_entry_for_each_drawn_parameter() {
    let scene = generator().scene(&values(&[]), Seed::new(1)).unwrap();
    assert!(scene.choices.iter().all(|choice| choice.log_probability().is_finite()));
    let score = score_function(&scene.choices);
    for name in
        ["weather", "cars.density", "cars.parked", "buildings.density", "intersection.kind", "cars.type"]
    {
        assert!(score.contains_key(name), "{name}");
    }
    assert_eq!(score["weather"].len(), 4);
}

#[test]
fn a_summary_of_a_scene_is_recorded() {
    // A change here changes users' datasets: it needs a line in the changelog.
    let scene = generator().scene(&values(&[]), Seed::new(11)).unwrap();
    let lines: Vec<String> = [
        class::ROAD,
        class::SIDEWALK,
        class::BUILDING,
        class::POLE,
        class::TRAFFIC_SIGN,
        class::VEGETATION,
        class::TERRAIN,
        class::CAR,
    ]
    .map(|class| {
        let of_class: Vec<_> = scene.objects.iter().filter(|object| object.class == class).collect();
        let last = of_class.last().map(|object| object.position);
        format!("class {class}: {} objects, the last at {last:.2?}", of_class.len())
    })
    .into();
    insta::assert_snapshot!(format!("{:?}\n{}", scene.environment.weather, lines.join("\n")));
}

#[test]
fn model_files_replace_shapes() {
    let root = std::env::var_os("LTS_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let folder = root.join("models_cc0");
    let settings = |folder| GeneratorSettings {
        size: Size::new(64, 64),
        horizontal_field_of_view: 1.4,
        models: Some(folder),
    };
    let absent = Generator::new(&settings(root.join("no such folder"))).unwrap_err().to_string();
    assert!(absent.contains("the folder of models cannot be read"), "{absent}");
    if !folder.is_dir() {
        eprintln!("skipped: {} is absent", folder.display());
        return;
    }
    let generator = Generator::new(&settings(folder)).unwrap();
    let sedan = generator.shapes().mesh(generator.catalogue.cars[1].0);
    assert!(sedan.name.contains("NormalCar1"), "{}", sedan.name);
    assert!(sedan.sections.iter().any(|section| section.material == crate::Material::Glass));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn cars_do_not_touch_each_other_or_the_camera(
        seed in 0..10_000u64, density in 0.0..12.0f64, parked in 0.0..1.0f64, length in 20.0..120.0f64,
    ) {
        let values = values(&[("cars.density", density), ("cars.parked", parked), ("road.length", length)]);
        let scene = generator().scene(&values, Seed::new(seed)).unwrap();
        let mut footprints: Vec<Footprint> = scene
            .objects
            .iter()
            .filter(|object| object.class == class::CAR)
            .map(|object| Footprint {
                center: object.position.truncate(),
                half: object.size.truncate() / 2.0,
                yaw: 2.0 * object.rotation.z.atan2(object.rotation.w),
            })
            .collect();
        // The car that the camera rides on.
        let camera = scene.camera.position.truncate();
        footprints.push(Footprint { center: camera, half: Vec2::new(1.5, 0.9), yaw: 0.0 });
        for (index, one) in footprints.iter().enumerate() {
            for other in &footprints[index + 1..] {
                prop_assert!(!one.overlaps(other), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn every_parameter_gives_a_finite_scene(seed in 0..10_000u64) {
        let space = parameter_space();
        let values = space.values(&space.sample(&mut Seed::new(seed).rng())).unwrap();
        let scene = generator().scene(&values, Seed::new(seed)).unwrap();
        let mut instances: Vec<u16> = scene.objects.iter().map(|o| o.instance).filter(|i| *i > 0).collect();
        instances.sort_unstable();
        prop_assert!(instances.iter().zip(1..).all(|(found, expected)| *found == expected));
        for object in &scene.objects {
            prop_assert!(object.position.is_finite() && object.size.cmpgt(Vec3::ZERO).all(), "{object:?}");
        }
    }
}
