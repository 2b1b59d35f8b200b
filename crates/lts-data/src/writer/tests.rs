//! What is written is what is read; and an unfinished dataset leaves nothing.

use std::path::Path;

use lts_core::{ClassMap, Dataset, Sample, Size, Values};
use proptest::prelude::*;

use super::*;
use crate::{FolderSettings, Source, open};

fn manifest(images: usize, size: Size) -> Manifest {
    Manifest {
        format: 1,
        generator: "test".into(),
        images,
        size,
        horizontal_field_of_view_deg: 80.0,
        seed: 3,
        values: Values::new(),
        counts: vec!["cars".into(), "houses".into()],
        depth_scale: DEPTH_SCALE,
    }
}

fn sample(size: Size, bytes: &[u8]) -> Sample {
    let mut bytes = bytes.iter().copied().cycle();
    let mut next = || bytes.next().unwrap();
    Sample {
        size,
        color: (0..3 * size.pixels()).map(|_| next()).collect(),
        class: (0..size.pixels()).map(|_| next()).collect(),
        instance: Some((0..size.pixels()).map(|_| u16::from_be_bytes([next(), next()])).collect()),
        depth: Some((0..size.pixels()).map(|_| f32::from(next())).collect()),
        counts: vec![u32::from(next()), 2],
    }
}

fn entries(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn sixteen_bits(path: &Path) -> Vec<u16> {
    image::open(path).unwrap().into_luma16().into_raw()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn what_is_written_is_read(
        width in 1..20u32,
        height in 1..20u32,
        bytes in proptest::collection::vec(any::<u8>(), 1..300),
        count in 1..4usize,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("above/data");
        let size = Size::new(width, height);
        let samples: Vec<Sample> = (0..count).map(|i| sample(size, &bytes[i % bytes.len()..])).collect();
        let mut writer = DatasetWriter::create(&target).unwrap();
        for (index, sample) in samples.iter().enumerate().rev() {
            writer.push(index, sample).unwrap();
        }
        writer.finish(&manifest(count, size), &ClassMap::traffic()).unwrap();
        let source = Source::Folder(FolderSettings { path: target.clone(), ..FolderSettings::default() });
        let names = ["houses".to_string(), "cars".to_string()];
        let images = open(&source, size).unwrap().with_counts(&names).unwrap();
        prop_assert_eq!(images.len(), count);
        prop_assert_eq!(images.classes(), &ClassMap::traffic());
        let mut table = String::from("image,cars,houses\n");
        for (index, sample) in samples.iter().enumerate() {
            let read = images.sample(index).unwrap();
            prop_assert_eq!((&read.color, &read.class), (&sample.color, &sample.class));
            prop_assert_eq!(&read.counts, &[2, sample.counts[0]]);
            let name = format!("{index:06}.png");
            prop_assert_eq!(&sixteen_bits(&target.join("instances").join(&name)), sample.instance.as_ref().unwrap());
            let depth: Vec<u16> = sample.depth.as_ref().unwrap().iter().map(|d| *d as u16 * 256).collect();
            prop_assert_eq!(sixteen_bits(&target.join("depth").join(&name)), depth);
            table += &format!("{index:06},{},2\n", sample.counts[0]);
        }
        prop_assert_eq!(std::fs::read_to_string(target.join("counts.csv")).unwrap(), table);
        let text = std::fs::read_to_string(target.join("manifest.json")).unwrap();
        prop_assert_eq!(serde_json::from_str::<Manifest>(&text).unwrap(), manifest(count, size));
        prop_assert_eq!(entries(target.parent().unwrap()), ["data"]);
    }
}

#[test]
fn depth_is_metres_times_256_and_0_where_there_is_none() {
    let metres = [0.0, 1.0, 1.5, 100.25, 255.99, 256.0, 1e9, f32::INFINITY, f32::NAN, -1.0, 0.001];
    let codes: Vec<u16> =
        encode_depth(&metres).chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    assert_eq!(codes, [0, 256, 384, 25664, 65533, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn a_folder_with_something_in_it_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("data");
    std::fs::create_dir(&target).unwrap();
    drop(DatasetWriter::create(&target).unwrap());
    std::fs::write(target.join("mine"), b"x").unwrap();
    assert_eq!(
        DatasetWriter::create(&target).unwrap_err().to_string(),
        format!("{}: it exists already and is not overwritten; choose another folder", target.display())
    );
    assert_eq!(entries(&target), ["mine"]);
    assert_eq!(entries(folder.path()), ["data"]);
}

#[test]
fn an_unfinished_dataset_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let size = Size::new(2, 2);
    for target in ["data", "deep/er/data"] {
        let mut writer = DatasetWriter::create(&folder.path().join(target)).unwrap();
        writer.push(0, &sample(size, &[1])).unwrap();
        drop(writer);
        assert!(entries(folder.path()).is_empty(), "dropped: {target}");
    }
    let mut writer = DatasetWriter::create(&folder.path().join("data")).unwrap();
    // A plane that is too short is an error, and the name is free again afterwards.
    let broken = Sample { class: vec![1], ..sample(size, &[1]) };
    let error = writer.push(0, &broken).unwrap_err().to_string();
    assert!(error.contains("data: the dataset cannot be written: "), "{error}");
    drop(writer);
    assert!(entries(folder.path()).is_empty());
    std::fs::write(folder.path().join("file"), b"").unwrap();
    assert!(DatasetWriter::create(&folder.path().join("file/data")).is_err());
    assert_eq!(entries(folder.path()), ["file"]);
}
