//! A level of the host's own: it declares parameters and classes, and draws from values and a seed alone.

use lts_bridge::{Session, ffi, meshes, open, preview};
use lts_core::{Sample, Size};
use lts_tests::Place;

use crate::host::{is_over, options, submit, ticks};

const LEVEL: &str = r#"
[simulator]
width = 64
height = 32

[simulator.parameters]
crate.size = { start = 6.0 }

[task]
target = "crate"

[task.model]
encoder = "efficientnet-lite0"
weights = "random"

[task.training]
epochs = 1
batch_size = 4

[task.validation]
kind = "simulated"
images = 4
parameters = { crate.size = 20 }

[loop]
iterations = 1
candidates = 2
images = 4

[assessment]
repeats = 0
"#;

fn declared() -> Vec<ffi::Declaration> {
    let number = |name: &str, low, high, start| ffi::Declaration {
        name: name.into(),
        unit: "px".into(),
        description: "side of the crate".into(),
        kind: ffi::Kind::Real,
        low,
        high,
        start,
        options: Vec::new(),
        probabilities: Vec::new(),
    };
    let time = ffi::Declaration {
        kind: ffi::Kind::Categorical,
        options: vec!["day".into(), "night".into()],
        probabilities: vec![0.7, 0.3],
        ..number("time", 0.0, 0.0, 0.0)
    };
    vec![number("crate.size", 2.0, 24.0, 10.0), time]
}

fn session(place: &Place, parameters: Vec<ffi::Declaration>, resume: String) -> Box<Session> {
    let class =
        |id, name: &str, ignored| ffi::Class { id, name: name.into(), red: id, green: 9, blue: 9, ignored };
    open(&ffi::SessionOptions {
        images: ffi::Images::OwnLevel,
        parameters,
        classes: vec![class(0, "unlabeled", true), class(1, "ground", false), class(2, "crate", false)],
        resume,
        ..options(place, "level.toml")
    })
}

/// A square of the job's size, at the place that its seed says, bright by day.
fn draw(job: &ffi::Job) -> Sample {
    let size = Size::new(job.width, job.height);
    let value = |name: &str| job.values.iter().find(|value| value.name == name).unwrap();
    let side = value("crate.size").number as usize;
    let bright = if value("time").option == "day" { 230 } else { 60 };
    let (x0, y0) = (job.seed as usize % (64 - side), (job.seed >> 32) as usize % (32 - side));
    let inside = |at: usize| (x0..x0 + side).contains(&(at % 64)) && (y0..y0 + side).contains(&(at / 64));
    let class: Vec<u8> = (0..size.pixels()).map(|at| if inside(at) { 2 } else { 1 }).collect();
    let color = class.iter().flat_map(|class| [if *class == 2 { bright } else { 20 }; 3]).collect();
    Sample { size, color, class, instance: None, depth: None, counts: Vec::new() }
}

#[test]
fn a_level_of_the_host_s_own_is_learned() {
    let place = Place::new();
    place.write("level.toml", LEVEL);
    let session = session(&place, declared(), String::new());
    assert_eq!(session.opened().code, ffi::Code::Ok, "{}", session.opened().message);
    assert!(meshes(&session).is_empty());
    assert_eq!(session.classes().len(), 3);
    assert_eq!(session.parameters()[0].start, 6.0, "the file has the last word on a start");
    let look = preview(&session, ffi::Base::Start, &[], 3, 0);
    assert_eq!((look.code, look.has_scene, look.values[0].number), (ffi::Code::Ok, false, 6.0));
    session.start();
    let mut sizes = Vec::new();
    let mut answer = |job: &ffi::Job| {
        assert!(!job.has_scene && job.values.len() == 2);
        assert!((job.field_of_view - 1.4207).abs() < 1e-3);
        sizes.push((job.purpose, job.values[0].number));
        assert_eq!(submit(&session, job.id, &draw(job)).code, ffi::Code::Ok);
    };
    ticks(&session, &mut answer, &mut |progress| is_over(progress.state));
    let progress = session.progress();
    assert_eq!(progress.state, ffi::State::Finished, "{}", progress.message);
    assert!(sizes[..4].iter().all(|one| *one == (ffi::Purpose::Validation, 20.0)));
    assert_eq!(sizes.len(), 4 + 2 * 4);
    assert!(progress.best.is_finite());

    // Another level cannot go on with its run.
    let mut others = declared();
    others[0].name = "box.size".into();
    place.write("level.toml", "");
    let other = self::session(&place, others, progress.run.clone());
    assert!(other.opened().message.contains("crate.size"), "{}", other.opened().message);
    let mut wider = declared();
    wider[1].options.push("dusk".into());
    wider[1].probabilities.clear();
    let other = self::session(&place, wider, progress.run);
    other.start();
    ticks(&other, &mut |job| drop(submit(&other, job.id, &draw(job))), &mut |progress| {
        is_over(progress.state)
    });
    let message = other.progress().message;
    assert!(message.contains("start a new run"), "{message}");
}
