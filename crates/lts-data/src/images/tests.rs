//! Datasets as users have them: what is read, and one clear line for each thing that can be wrong.

use std::path::{Path, PathBuf};

use lts_core::{Class, ClassMap, Dataset, Size};
use png::{BitDepth, ColorType};

use super::*;
use crate::settings::{FolderSettings, KittiSettings};

const SIZE: Size = Size { width: 8, height: 4 };

fn png(path: &Path, size: Size, color: ColorType, depth: BitDepth, bytes: &[u8]) {
    let file = std::fs::File::create(path).unwrap();
    let mut encoder = png::Encoder::new(file, size.width, size.height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    if color == ColorType::Indexed {
        encoder.set_palette(vec![90; 3 * 64]);
    }
    encoder.write_header().unwrap().write_image_data(bytes).unwrap();
}

/// A folder of two images, `a` and `b`, with labels 26 everywhere.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for name in ["images", "labels"] {
            std::fs::create_dir(folder.at(name)).unwrap();
        }
        for name in ["a", "b"] {
            let image = folder.at(&format!("images/{name}.png"));
            png(&image, SIZE, ColorType::Rgb, BitDepth::Eight, &[7; 3 * 32]);
            folder.labels(name, SIZE, ColorType::Grayscale, BitDepth::Eight, &[26; 32]);
        }
        folder
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn labels(&self, name: &str, size: Size, color: ColorType, depth: BitDepth, bytes: &[u8]) {
        png(&self.at(&format!("labels/{name}.png")), size, color, depth, bytes);
    }

    fn source(&self) -> FolderSettings {
        FolderSettings { path: self.0.path().into(), ..FolderSettings::default() }
    }

    fn open(&self) -> LabelledImages {
        open(&Source::Folder(self.source()), SIZE).unwrap()
    }

    /// The message, with the folder's own path left out.
    fn error(&self) -> String {
        self.message(open(&Source::Folder(self.source()), SIZE).unwrap_err())
    }

    fn message(&self, error: DatasetError) -> String {
        error.to_string().replace(&self.0.path().display().to_string(), "D")
    }
}

#[test]
fn missing_folders_are_named() {
    let kitti = |path: &str| {
        let source = Source::Kitti(KittiSettings { path: path.into(), ..KittiSettings::default() });
        open(&source, SIZE).unwrap_err().to_string()
    };
    assert_eq!(
        kitti("/absent/place"),
        "/absent/place: there is no such folder; give the folder of the labelled images"
    );
    assert_eq!(
        kitti(""),
        "task.validation.path: no path is given; set it with --set task.validation.path=FOLDER"
    );
    let folder = Folder::new();
    std::fs::remove_dir_all(folder.at("labels")).unwrap();
    assert_eq!(
        folder.error(),
        "D: it has no folder 'labels'; expected KITTI's training/image_2 and training/semantic, or a folder of images and one of labels"
    );
    std::fs::create_dir(folder.at("labels")).unwrap();
    assert_eq!(folder.error(), "D/labels: the folder has no PNG or JPEG images");
}

#[test]
fn images_and_labels_that_do_not_belong_together_are_named() {
    let folder = Folder::new();
    std::fs::remove_file(folder.at("labels/b.png")).unwrap();
    assert_eq!(
        folder.error(),
        "D/images/b.png: the image has no label image of the same name; add it or remove the image"
    );
    std::fs::write(folder.at("labels/b.jpg"), b"").unwrap();
    assert_eq!(
        folder.error(),
        "D/labels/b.jpg: the label image is no PNG; JPEG changes label ids, so write the labels as PNG"
    );
    std::fs::write(folder.at("images/b.jpg"), b"").unwrap();
    assert_eq!(folder.error(), "D/images/b.png: it has the same name as b.jpg; remove one of them");
}

#[test]
fn damaged_images_are_named() {
    for broken in ["images/b.png", "labels/b.png"] {
        let folder = Folder::new();
        let bytes = std::fs::read(folder.at(broken)).unwrap();
        std::fs::write(folder.at(broken), &bytes[..bytes.len() / 2]).unwrap();
        let error = folder.error();
        assert!(error.starts_with(&format!("D/{broken}: the image cannot be read (")), "{error}");
        assert!(error.ends_with("): it is damaged or incomplete; get it again"), "{error}");
        assert!(!error.contains('\n'));
    }
}

#[test]
fn labels_of_another_form_are_named() {
    let folder = Folder::new();
    let error = |size: Size, color, depth, bytes: usize| {
        folder.labels("b", size, color, depth, &vec![1; bytes]);
        folder.error()
    };
    assert_eq!(
        error(Size::new(4, 4), ColorType::Grayscale, BitDepth::Eight, 16),
        "D/labels/b.png: the label image is 4x4, expected 8x4 like its image"
    );
    assert_eq!(
        error(SIZE, ColorType::Rgb, BitDepth::Eight, 96),
        "D/labels/b.png: the label image has 3 channels, expected one channel of label ids; convert colours to ids first"
    );
    assert_eq!(
        error(SIZE, ColorType::Grayscale, BitDepth::Sixteen, 64),
        "D/labels/b.png: the label image has 16 bits, expected 8; KITTI's instance images are no labels"
    );
}

#[test]
fn palettes_and_small_bit_depths_are_read_as_the_stored_numbers() {
    let folder = Folder::new();
    // An odd width: rows are padded to whole bytes.
    let size = Size::new(5, 2);
    png(&folder.at("images/b.png"), size, ColorType::Rgb, BitDepth::Eight, &[7; 30]);
    let cases = [
        (BitDepth::One, vec![0b1011_0000, 0b0100_1000], [1, 0, 1, 1, 0, 0, 1, 0, 0, 1]),
        (
            BitDepth::Two,
            vec![0b0001_1011, 0b1100_0000, 0b1110_0100, 0b0100_0000],
            [0, 1, 2, 3, 3, 3, 2, 1, 0, 1],
        ),
        (BitDepth::Four, vec![0x12, 0x34, 0x50, 0xfe, 0xdc, 0xb0], [1, 2, 3, 4, 5, 15, 14, 13, 12, 11]),
        (BitDepth::Eight, vec![0, 9, 8, 7, 6, 26, 27, 28, 29, 30], [0, 9, 8, 7, 6, 26, 27, 28, 29, 30]),
    ];
    for (depth, bytes, ids) in cases {
        for color in [ColorType::Grayscale, ColorType::Indexed] {
            folder.labels("b", size, color, depth, &bytes);
            let found = decode::labels(&folder.at("labels/b.png")).unwrap();
            assert_eq!(found, (ids.to_vec(), size), "{color:?} {depth:?}");
        }
    }
}

#[test]
fn unknown_ids_are_told_and_an_absent_class_is_refused() {
    let folder = Folder::new();
    folder.labels("b", SIZE, ColorType::Grayscale, BitDepth::Eight, &[[26; 16], [211; 16]].concat());
    let images = folder.open();
    assert_eq!(images.unknown_ids(), [211]);
    assert_eq!(images.pixels_of_id(), &BTreeMap::from([(26, 48), (211, 16)]));
    images.require_class("car").unwrap();
    assert_eq!(
        folder.message(images.require_class("person").unwrap_err()).split("; it has").next().unwrap(),
        "D: its class map predicts no class 'person'",
        "the built-in map merges people into others"
    );
    for name in ["a", "b"] {
        folder.labels(name, SIZE, ColorType::Grayscale, BitDepth::Eight, &[7; 32]);
    }
    assert_eq!(
        folder.message(folder.open().require_class("car").unwrap_err()),
        "D: no pixel of the 2 labels is of the class 'car', so nothing can be scored (label ids found: 7); check the labels and the class map"
    );
}

#[test]
fn a_class_map_beside_the_images_is_used_and_its_mistakes_are_named() {
    let folder = Folder::new();
    std::fs::write(folder.at("classes.toml"), map(&[(26, "bus")]).to_toml()).unwrap();
    assert_eq!(folder.open().classes(), &map(&[(26, "bus")]));
    std::fs::write(folder.at("classes.toml"), "[[class]]\nid = 300\n").unwrap();
    let error = folder.error();
    assert!(error.starts_with("D/classes.toml: line 2: invalid value"), "{error}");
    let absent = FolderSettings { classes: Some(folder.at("none.toml")), ..folder.source() };
    let error = folder.message(open(&Source::Folder(absent), SIZE).unwrap_err());
    assert!(error.starts_with("D/none.toml: the class map cannot be read: "), "{error}");
}

#[test]
fn skip_and_limit_choose_by_name() {
    let folder = Folder::new();
    folder.labels("b", SIZE, ColorType::Grayscale, BitDepth::Eight, &[7; 32]);
    let open = |skip, limit| {
        open(&Source::Folder(FolderSettings { skip, limit, ..folder.source() }), SIZE)
            .map(|images| (0..images.len()).map(|i| images.sample(i).unwrap().class[0]).collect::<Vec<_>>())
    };
    assert_eq!(open(0, 0).unwrap(), [26, 7]);
    assert_eq!(open(0, 1).unwrap(), [26]);
    assert_eq!(open(1, 9).unwrap(), [7]);
    assert_eq!(folder.message(open(2, 0).unwrap_err()), "D: no images to use: found 2, passed over 2");
}

fn class(id: u8, name: &str) -> Class {
    Class { id, name: name.into(), color: [id, 0, 0], ignore: false, merge_into: None }
}

fn map(classes: &[(u8, &str)]) -> ClassMap {
    ClassMap::new(classes.iter().map(|(id, name)| class(*id, name)).collect()).unwrap()
}

#[test]
fn labels_are_rewritten_to_another_map_by_name() {
    let folder = Folder::new();
    let truck = Class { merge_into: Some("car".into()), ..class(3, "truck") };
    let own = ClassMap::new(vec![
        class(1, "road"),
        class(2, "car"),
        truck,
        class(4, "tram"),
        Class { ignore: true, ..class(5, "void") },
    ]);
    std::fs::write(folder.at("classes.toml"), own.unwrap().to_toml()).unwrap();
    let ids = [1, 2, 3, 4, 5, 77];
    let bytes: Vec<u8> = (0..32).map(|i| ids[i % 6]).collect();
    folder.labels("a", SIZE, ColorType::Grayscale, BitDepth::Eight, &bytes);
    let first = |images: &LabelledImages| images.sample(0).unwrap().class[..6].to_vec();
    let uncached = |mut images: LabelledImages| {
        images.cache = None;
        images
    };

    let with_other = map(&[(26, "car"), (7, "road"), (9, "other")]);
    let exchange = |images: LabelledImages| images.with_classes(&with_other);
    for images in [exchange(folder.open()), exchange(uncached(folder.open()))] {
        assert_eq!(first(&images), [7, 26, 26, 9, 255, 255]);
        assert_eq!(images.classes(), &with_other);
        assert_eq!(images.pixels_of_id()[&26], 11);
        assert_eq!(images.unknown_ids(), [26, 77], "what is on disk is told");
        images.require_class("car").unwrap();
    }
    let without_other = map(&[(26, "car"), (255, "road")]);
    // Twice in a row is the same as the second on what the first gave.
    for images in [folder.open(), uncached(folder.open())] {
        assert_eq!(first(&images.with_classes(&without_other)), [255, 26, 26, 254, 254, 254]);
    }
    let swapped = map(&[(7, "car"), (26, "road")]);
    for images in [exchange(folder.open()), exchange(uncached(folder.open()))] {
        assert_eq!(first(&images.with_classes(&swapped)), [26, 7, 7, 255, 255, 255]);
    }
    let same = folder.open();
    let own = same.classes().clone();
    assert_eq!(first(&same.with_classes(&own)), ids);
}

/// KITTI's semantic benchmark, where it is present.
#[test]
fn real_images_are_read() {
    let root = std::env::var_os("LTS_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let path = root.join("kitti_semantics_half");
    if !path.is_dir() {
        eprintln!("skipped: {} is absent; set LTS_DATA to the folder that holds it", path.display());
        return;
    }
    let source = Source::Kitti(KittiSettings { path, limit: 100, ..KittiSettings::default() });
    let size = Size::new(320, 96);
    let images = open(&source, size).unwrap();
    assert_eq!(images.len(), 100);
    images.require_class("car").unwrap();
    let car = ClassMap::traffic().id("car").unwrap();
    let share = images.pixels_of_id()[&car] as f64 / (100 * size.pixels()) as f64;
    // Cars fill 5 to 10 % of KITTI's street images.
    assert!((0.02..0.2).contains(&share), "{share}");
    let sample = images.sample(99).unwrap();
    assert_eq!(
        (sample.size, sample.color.len(), sample.class.len()),
        (size, 3 * size.pixels(), size.pixels())
    );
}

#[test]
fn counts_are_refused_where_they_are_not_those_of_the_image() {
    let folder = Folder::new();
    let names = ["cars".to_string()];
    let error = |images: LabelledImages| folder.message(images.with_counts(&names).unwrap_err());
    assert_eq!(
        error(folder.open()),
        "D/counts.csv: there is no such file, so nothing says what the images show; counting needs a folder that `lts generate` wrote"
    );
    std::fs::write(folder.at("counts.csv"), "image,cars\na,3\n").unwrap();
    assert_eq!(error(folder.open()), "D/counts.csv: it has no line for the image 'b'");
    std::fs::write(folder.at("counts.csv"), "image,cars\nb,1\na,3\n").unwrap();
    let images = folder.open().with_counts(&names).unwrap();
    assert_eq!([images.sample(0).unwrap().counts[0], images.sample(1).unwrap().counts[0]], [3, 1]);
    // Twice as high: half of the width would be lost.
    let square = open(&Source::Folder(folder.source()), Size::new(4, 4)).unwrap();
    let message = error(square);
    assert!(message.starts_with("D/images/a.png: it is 8x4 and would be cut to fit 4x4"), "{message}");
    let stretched = FolderSettings { fit: Fit::Stretch, ..folder.source() };
    let images = open(&Source::Folder(stretched), Size::new(4, 4)).unwrap().with_counts(&names).unwrap();
    assert_eq!(images.sample(1).unwrap().counts, [1]);
}
