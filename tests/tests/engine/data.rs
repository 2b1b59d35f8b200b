//! Datasets and previews without learning: what the host exports is what `lts generate` writes.

use std::path::Path;

use lts_bridge::{ffi, open, preview};
use lts_tests::{Place, SMALL};

use crate::host::{Artist, SMALL_SIZE, options, submit, ticks};

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for part in ["images", "labels", "instances", "depth"] {
        let mut paths: Vec<_> =
            std::fs::read_dir(folder.join(part)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let read = |path: &std::path::PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap();
            (format!("{part}/{name}"), std::fs::read(path).unwrap())
        };
        files.extend(paths.iter().map(read));
    }
    for name in ["counts.csv", "classes.toml"] {
        files.push((name.into(), std::fs::read(folder.join(name)).unwrap()));
    }
    files
}

#[test]
fn an_export_is_the_dataset_of_lts_generate_and_a_preview_one_of_its_scenes() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    place.write("values.json", r#"{"cars.density": 9}"#);
    place.success(&[
        "generate",
        "e.toml",
        "--images",
        "3",
        "--seed",
        "7",
        "--parameters",
        "values.json",
        "--output",
        "alone",
    ]);
    let session = open(&options(&place, "e.toml"));
    let mut artist = Artist::new(&session, SMALL_SIZE);
    let dense = [ffi::Setting { name: "cars.density".into(), numbers: vec![9.0] }];
    let folder = place.path("exported").display().to_string();
    let export = |folder: &str, images| session.export_dataset(folder, images, 7, ffi::Base::Start, &dense);
    assert_eq!(export(&folder, 0).code, ffi::Code::BadConfig);
    assert_eq!(export(&folder, 3).code, ffi::Code::Ok);
    assert_eq!(export(&folder, 3).code, ffi::Code::WrongState, "one at a time");
    let mut last = None;
    let mut draw = |job: &ffi::Job| {
        assert_eq!(job.purpose, ffi::Purpose::Export);
        assert_eq!(submit(&session, job.id, &artist.draw(job)).code, ffi::Code::Ok);
        last = Some(job.clone());
    };
    let events = ticks(&session, &mut draw, &mut |progress| progress.state == ffi::State::Idle);
    let told = &events.last().unwrap();
    assert_eq!(told.kind, ffi::EventKind::Finished);
    assert_eq!(told.text, format!("dataset: {folder} (3 images, seed 7)"));
    for (own, other) in files(&place.path("alone")).into_iter().zip(files(&place.path("exported"))) {
        assert_eq!(own.0, other.0);
        assert!(own.1 == other.1, "{} differs", own.0);
    }

    let look = preview(&session, ffi::Base::Start, &dense, 7, 2);
    let last = last.unwrap();
    assert_eq!(
        (look.code, look.seed, look.image, look.purpose),
        (ffi::Code::Ok, last.seed, 2, ffi::Purpose::Preview)
    );
    assert_eq!(format!("{:?}", look.scene), format!("{:?}", last.scene));
    let other = preview(&session, ffi::Base::Start, &[], 7, 2);
    assert!(other.scene.objects.len() < look.scene.objects.len(), "fewer cars");
    let unknown = [ffi::Setting { name: "car.density".into(), numbers: vec![9.0] }];
    let refused = preview(&session, ffi::Base::Start, &unknown, 7, 2);
    assert_eq!(refused.code, ffi::Code::BadConfig);
    assert!(refused.message.contains("did you mean 'cars.density'?"), "{}", refused.message);

    // A folder that is there stays as it is, and the session is of use afterwards.
    assert_eq!(export(&folder, 3).code, ffi::Code::Ok);
    let events = ticks(&session, &mut |_| {}, &mut |progress| progress.state == ffi::State::Idle);
    let told = &events.last().unwrap();
    assert_eq!(told.kind, ffi::EventKind::Failed);
    assert!(told.text.contains("it exists already"), "{}", told.text);
    assert_eq!(session.start().code, ffi::Code::Ok);
    assert_eq!(session.close(2.0).code, ffi::Code::Ok);
}
