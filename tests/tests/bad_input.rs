//! Bad input gets one clear line and exit code 2, and nothing is half-written.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

use std::path::Path;

use lts_tests::{Place, SMALL, can_mount, wait_until};

/// A dataset folder of two images with labels, the first of the classes road and car.
fn folder_of_images(place: &Place) {
    for index in 0..2 {
        let image = image::RgbImage::from_pixel(96, 48, image::Rgb([90, 100, 110]));
        let label = image::GrayImage::from_fn(96, 48, |x, _| image::Luma([if x < 20 { 26 } else { 7 }]));
        for (folder, name) in [("images", index), ("labels", index)] {
            std::fs::create_dir_all(place.path("data").join(folder)).unwrap();
            let path = place.path("data").join(folder).join(format!("{name:06}.png"));
            if folder == "images" { image.save(path).unwrap() } else { label.save(path).unwrap() }
        }
    }
}

fn on_folder(place: &Place) -> String {
    place.write(
        "e.toml",
        &SMALL.replace(
            "kind = \"simulated\"\nimages = 6\nseed = 1\nparameters = { cars.density = 8 }",
            "kind = \"folder\"\npath = \"data\"",
        ),
    );
    place.failure(&["learn", "e.toml"])
}

#[test]
fn a_mistyped_key_names_the_nearest_one() {
    let place = Place::new();
    place.write("e.toml", &SMALL.replace("images = 8", "imagse = 8"));
    assert_eq!(
        place.failure(&["learn", "e.toml"]),
        "e.toml: loop.imagse: unknown key 'imagse'; did you mean 'images'?"
    );
    place.write("e.toml", &SMALL.replace("batch_size", "batchsize"));
    assert!(
        place.failure(&["learn", "e.toml"]).contains("unknown key 'batchsize'; did you mean 'batch_size'?")
    );
    place.write("e.toml", &SMALL.replace("cars.density", "cars.densty"));
    assert!(place.failure(&["learn", "e.toml"]).contains("did you mean 'cars.density'?"));
    assert_eq!(place.names(), ["e.toml"]);
}

#[test]
fn a_value_of_another_type_is_named_with_its_key() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let line = place.failure(&["learn", "e.toml", "--set", "loop.images=many"]);
    assert!(line.starts_with("e.toml: loop.images: invalid type"), "{line}");
    let line = place.failure(&["learn", "e.toml", "--set", "loop.images=0"]);
    assert!(line.contains("loop.images: it must be at least 1"), "{line}");
    let line = place.failure(&["learn", "e.toml", "--set", "policy.kind=reinforced"]);
    assert!(line.contains("did you mean 'reinforce'?"), "{line}");
    assert_eq!(place.names(), ["e.toml"]);
}

#[test]
fn missing_files_are_named() {
    let place = Place::new();
    assert!(
        place.failure(&["learn", "absent.toml"]).starts_with("absent.toml: the experiment cannot be read")
    );
    assert!(on_folder(&place).contains("data: "), "{}", on_folder(&place));
    assert!(place.failure(&["report", "absent"]).starts_with("absent: "));
    assert!(place.failure(&["resume", "absent"]).starts_with("absent: "));
    assert!(place.failure(&["evaluate", "absent.safetensors", "data"]).starts_with("absent.safetensors: "));
    assert_eq!(place.names(), ["e.toml"]);
}

#[test]
fn damaged_images_and_labels_are_named() {
    let place = Place::new();
    folder_of_images(&place);
    let image = place.path("data/images/000001.png");
    let whole = std::fs::read(&image).unwrap();
    std::fs::write(&image, &whole[..whole.len() / 2]).unwrap();
    assert!(on_folder(&place).contains("000001.png: "), "{}", on_folder(&place));

    folder_of_images(&place);
    let label = place.path("data/labels/000000.png");
    image::GrayImage::new(95, 48).save(&label).unwrap();
    let line = on_folder(&place);
    assert!(
        line.contains("labels/000000.png: ") && line.contains("95x48") && line.contains("96x48"),
        "{line}"
    );

    image::RgbImage::new(96, 48).save(&label).unwrap();
    let line = on_folder(&place);
    assert!(line.contains("labels/000000.png: ") && line.contains("channel"), "{line}");

    image::GrayImage::from_pixel(96, 48, image::Luma([7])).save(&label).unwrap();
    image::GrayImage::from_pixel(96, 48, image::Luma([7]))
        .save(place.path("data/labels/000001.png"))
        .unwrap();
    let line = on_folder(&place);
    assert!(line.contains("car") && line.contains("data"), "{line}");
    assert_eq!(place.names(), ["data", "e.toml"]);
}

#[test]
fn foreign_weights_are_named() {
    let place = Place::new();
    let weights = place.write("w.safetensors", "this is no safetensors file");
    place.write("e.toml", SMALL);
    let line =
        place.failure(&["learn", "e.toml", "--set", &format!("task.model.weights={}", weights.display())]);
    assert!(line.contains("w.safetensors: "), "{line}");
    folder_of_images(&place);
    assert!(place.failure(&["evaluate", "w.safetensors", "data"]).contains("w.safetensors: "));
    assert_eq!(place.names(), ["data", "e.toml", "w.safetensors"]);
}

#[test]
fn weights_of_another_network_are_named() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    place.success(&["learn", "e.toml", "--run-dir", "run", "-q", "--set", "loop.iterations=1"]);
    let line = place.failure(&[
        "learn",
        "e.toml",
        "--set",
        "task.model.encoder=resnet18",
        "--set",
        "task.model.weights=run/best/weights.safetensors",
    ]);
    assert!(line.starts_with("run/best/weights.safetensors: "), "{line}");
    assert_eq!(place.names(), ["e.toml", "run"]);
}

#[test]
fn without_a_vulkan_device_the_line_says_what_to_install() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let mut command = place.command(&["generate", "e.toml", "-n", "1", "-o", "out"]);
    // The loader looks for drivers in these files alone.
    command.env("VK_ICD_FILENAMES", "/nonexistent.json").env("VK_DRIVER_FILES", "/nonexistent.json");
    let line = place.failure_of(&mut command);
    assert!(line.contains("Vulkan") && line.contains("mesa-vulkan-drivers"), "{line}");
    assert_eq!(place.names(), ["e.toml"]);
}

#[test]
fn without_libtorch_the_line_says_what_to_do() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let mut command = place.command(&["learn", "e.toml"]);
    let line = place.failure_of(command.env("LIBTORCH", "/nonexistent"));
    assert!(line.contains("libtorch is missing") && line.contains("scripts/setup"), "{line}");

    // A file of the right name that is no library.
    std::fs::create_dir_all(place.path("libtorch/lib")).unwrap();
    std::fs::write(place.path("libtorch/lib/libtorch_cpu.so"), "nothing").unwrap();
    let mut command = place.command(&["learn", "e.toml"]);
    let line = place.failure_of(command.env("LIBTORCH", place.path("libtorch")));
    assert!(line.contains("does not work with this program"), "{line}");
    assert_eq!(place.names(), ["e.toml", "libtorch"]);
}

#[test]
fn a_full_disk_is_said_and_leaves_a_resumable_run() {
    if !can_mount() {
        return;
    }
    let place = Place::new();
    place.write("e.toml", SMALL);
    let disk = place.path("disk");
    std::fs::create_dir(&disk).unwrap();
    let _mounted = SmallDisk::mount(&disk, "256k");
    let line = place.failure(&["learn", "e.toml", "-q", "--run-dir", "disk/run"]);
    assert!(line.contains("disk/run") && line.contains("space"), "{line}");
    let line = place.failure(&["generate", "e.toml", "-n", "200", "-o", "disk/data"]);
    assert!(line.contains("disk/data") && line.contains("space"), "{line}");
    let left: Vec<_> = std::fs::read_dir(&disk).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["run"], "generate leaves nothing behind");
}

#[test]
fn a_second_process_on_a_run_is_refused() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let mut first = place
        .command(&["learn", "e.toml", "-q", "--run-dir", "run", "--set", "loop.iterations=500"])
        .spawn()
        .unwrap();
    assert!(wait_until(|| !lts_tests::journal(&place.path("run")).is_empty()));
    let line = place.failure(&["resume", "run"]);
    assert_eq!(line, "run: another process works on this run; wait for it or stop it first");
    assert!(place.failure(&["learn", "e.toml", "--run-dir", "run"]).starts_with("run: it exists already"));
    first.kill().unwrap();
    first.wait().unwrap();
}

/// A file system of a few bytes, gone when dropped.
struct SmallDisk<'a>(&'a Path);

impl<'a> SmallDisk<'a> {
    fn mount(path: &'a Path, size: &str) -> Self {
        let options = format!("size={size}");
        let status = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(path)
            .status();
        assert!(status.unwrap().success());
        Self(path)
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg(self.0).status();
    }
}
