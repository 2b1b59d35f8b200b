//! Images look as they did when a person last looked at them. `LTS_BLESS=1` records them anew.

use std::path::PathBuf;

use image::{GrayImage, RgbImage};
use lts_core::{Seed, Setting, Size, Value};
use lts_render::{Renderer, devices};
use lts_traffic::{Generator, GeneratorSettings, WEATHERS, parameter_space};

/// Share of labels that must be the same; devices round the corners of triangles differently.
const LABELS: f64 = 0.995;
/// Mean difference of colours, in steps of 256.
const COLORS: f64 = 3.0;

#[test]
fn every_weather_looks_as_recorded() {
    if devices().is_empty() {
        println!("skipped: there is no Vulkan device");
        return;
    }
    let size = Size::new(192, 96);
    let settings = GeneratorSettings { size, horizontal_field_of_view: 1.42, models: None };
    let generator = Generator::new(&settings).unwrap();
    let mut renderer = Renderer::new(generator.shapes(), size, 4).unwrap();
    let scenes: Vec<_> = (0..WEATHERS.len())
        .map(|weather| {
            let mut space = parameter_space();
            let mut logits = vec![-30.0; WEATHERS.len()];
            logits[weather] = 0.0;
            space.apply("weather", &Setting::Fixed(Value::Logits(logits))).unwrap();
            space.apply("cars.density", &Setting::Fixed(Value::Number(8.0))).unwrap();
            let values = space.values(&space.start()).unwrap();
            generator.scene(&values, Seed::new(11).index(weather as u64)).unwrap()
        })
        .collect();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for (sample, name) in renderer.render(&scenes).unwrap().into_iter().zip(WEATHERS) {
        let (color_path, class_path) =
            (folder.join(format!("{name}.png")), folder.join(format!("{name}.class.png")));
        if std::env::var_os("LTS_BLESS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            let (width, height) = (size.width, size.height);
            RgbImage::from_raw(width, height, sample.color.clone()).unwrap().save(&color_path).unwrap();
            GrayImage::from_raw(width, height, sample.class.clone()).unwrap().save(&class_path).unwrap();
        }
        let read = |path: &PathBuf| {
            image::open(path)
                .unwrap_or_else(|cause| panic!("{}: {cause}; LTS_BLESS=1 records the images", path.display()))
        };
        let (color, class) = (read(&color_path).into_rgb8(), read(&class_path).into_luma8());
        let same = class.as_raw().iter().zip(&sample.class).filter(|(a, b)| a == b).count();
        assert!(same as f64 >= LABELS * size.pixels() as f64, "{name}: {same} of {} labels", size.pixels());
        let difference: f64 =
            color.as_raw().iter().zip(&sample.color).map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
        let mean = difference / color.as_raw().len() as f64;
        assert!(mean < COLORS, "{name}: colours differ by {mean}");
    }
}
