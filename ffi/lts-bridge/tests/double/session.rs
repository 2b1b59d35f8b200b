//! Sessions with the double: what goes in comes out at the right place, and faults are answers.

use lts_bridge::{check_libtorch, ffi, meshes, open, preview, trainer_info};

use crate::{double, options};

fn frames<'a>(
    color: &'a [u8],
    class_ids: &'a [u8],
    instance16: &'a [u16],
    depth: &'a [f32],
) -> ffi::Frames<'a> {
    ffi::Frames {
        color,
        color_order: ffi::ColorOrder::Bgra,
        class_ids,
        instance16,
        instance32: &[],
        depth,
        depth_step: 1,
        depth_unit: 1.0,
        depth_sky: 0.0,
    }
}

#[test]
fn a_trainer_says_what_it_is() {
    let info = trainer_info(&double());
    assert_eq!((info.code, info.version.as_str(), info.threads), (ffi::Code::Ok, "0.0.0 (double)", 1));
    assert_eq!(check_libtorch(&double()).text, "an error of the double");
}

#[test]
fn a_job_arrives_whole() {
    let session = open(&options("whole.toml"));
    assert_eq!(session.opened().code, ffi::Code::Ok);
    assert_eq!(session.start().code, ffi::Code::Ok);
    let job = session.poll();
    assert_eq!((job.code, job.id, job.purpose), (ffi::Code::Ok, 1, ffi::Purpose::Validation));
    assert_eq!((job.width, job.height, job.seed, job.images), (4, 2, u64::MAX - 1, 3));
    assert!(job.has_scene);
    assert_eq!(job.scene.environment.weather, ffi::Weather::RainNoon);
    assert_eq!(job.scene.objects.len(), 5);
    let object = &job.scene.objects[4];
    assert_eq!((object.class_id, object.instance, object.rotation.w), (26, 7, 1.0));
    assert_eq!(job.values[0].option, "night");
    assert_eq!(job.values[0].probabilities, [0.25, 0.75]);
    for _ in 0..2 {
        assert_eq!(session.poll().code, ffi::Code::Ok);
    }
    assert_eq!(session.poll().code, ffi::Code::Waiting);

    let flat = meshes(&session);
    assert_eq!(flat.len(), 2);
    assert_eq!((flat[0].name.as_str(), flat[0].indices.as_slice()), ("flat", [0, 1, 2].as_slice()));
    assert_eq!(flat[0].sections[0].material, ffi::Material::Asphalt);
    assert_eq!(flat[0].vertices[1].position, ffi::Vector { x: 1.0, y: 0.0, z: 0.0 });
    assert!(flat[1].vertices.is_empty());

    let look = preview(&session, ffi::Base::Best, &[], 9, 4);
    assert_eq!((look.code, look.id, look.seed, look.image), (ffi::Code::Ok, 0, 9, 4));
    assert!(!look.has_scene && look.scene.objects.is_empty());
}

#[test]
fn frames_are_answered_one_by_one() {
    let session = open(&options("frames.toml"));
    let (color, classes, instances, depth) = ([9_u8; 32], [26_u8; 8], [1_u16; 8], [2.5_f32; 8]);
    let good = frames(&color, &classes, &instances, &depth);
    assert_eq!(session.submit(1, &good).code, ffi::Code::UnknownJob);
    session.poll();
    session.poll();
    let short = session.submit(1, &frames(&color[..4], &classes, &instances, &depth));
    assert_eq!(short.code, ffi::Code::WrongSize);
    assert_eq!(short.message, "colour and class ids have different sizes");
    assert_eq!(session.submit(1, &frames(&[0; 32], &[0; 8], &[], &[])).code, ffi::Code::BadFrame);
    assert_eq!(session.submit(1, &good).code, ffi::Code::Ok);
    assert_eq!(session.submit(1, &good).code, ffi::Code::Twice);
    assert_eq!(session.fail(2, "").code, ffi::Code::BadConfig);
    assert_eq!(session.fail(2, "no memory").code, ffi::Code::Ok);
}

#[test]
fn what_a_session_tells_comes_out() {
    let mut given = options("told.toml");
    let declared = |name: &str, kind, options: &[&str]| ffi::Declaration {
        name: name.into(),
        unit: "m".into(),
        description: String::new(),
        kind,
        low: 0.0,
        high: 10.0,
        start: 4.0,
        options: options.iter().map(ToString::to_string).collect(),
        probabilities: if options.is_empty() { Vec::new() } else { vec![0.5, 0.5] },
    };
    given.parameters = vec![
        declared("fog", ffi::Kind::Real, &[]),
        ffi::Declaration { start: f64::NAN, ..declared("time", ffi::Kind::Categorical, &["day", "night"]) },
    ];
    let session = open(&given);
    let progress = session.progress();
    assert_eq!((progress.state, progress.iterations), (ffi::State::Learning, 2));
    assert_eq!((progress.run.as_str(), progress.message.as_str()), ("/runs", "runs told.toml"));
    assert!(progress.reward_mean == 0.5 && progress.best.is_nan());
    let parameters = session.parameters();
    assert_eq!((parameters[0].name.as_str(), parameters[0].now, parameters[0].high), ("fog", 4.0, 10.0));
    assert!(parameters[0].recommended.is_nan() && parameters[0].now_probabilities.is_empty());
    assert_eq!((parameters[1].kind, parameters[1].options.len()), (ffi::Kind::Categorical, 2));
    assert!(parameters[1].now.is_nan() && parameters[1].now_probabilities == [0.5, 0.5]);
    let class = &session.classes()[0];
    assert_eq!((class.id, class.name.as_str(), class.blue), (26, "car", 142));
    let events = session.events();
    assert_eq!((events[0].kind, events[0].level), (ffi::EventKind::Line, ffi::Level::Caution));
    assert_eq!((events[1].kind, events[1].reward), (ffi::EventKind::IterationDone, 0.25));
    assert!(events[1].best.is_nan());
    assert_eq!(session.report().text, "/nowhere/report.html");
    let export = session.export_dataset("/full", 3, 1, ffi::Base::Start, &[]);
    assert_eq!((export.code, export.message.as_str()), (ffi::Code::Disk, "/full: 3 images do not fit"));
    for answer in [session.pause(), session.resume(), session.stop(), session.close(0.1)] {
        assert_eq!(answer.code, ffi::Code::Ok);
    }
}

#[test]
fn numbers_that_are_none_are_refused() {
    let mut given = options("numbers.toml");
    given.frame_timeout = f64::NAN;
    let opened = open(&given).opened();
    assert_eq!(opened.code, ffi::Code::BadConfig);
    assert!(opened.message.starts_with("'frame_timeout'"), "{}", opened.message);
    let session = open(&options("numbers.toml"));
    let setting = ffi::Setting { name: "fog".into(), numbers: vec![f64::INFINITY] };
    assert_eq!(preview(&session, ffi::Base::Start, &[setting], 1, 0).code, ffi::Code::BadConfig);
}

#[test]
fn a_session_that_did_not_open_answers_everything_with_the_reason() {
    let session = open(&options("refused.toml"));
    let reason = "refused.toml: refused";
    assert_eq!((session.opened().code, session.opened().message.as_str()), (ffi::Code::BadConfig, reason));
    for answer in [session.start(), session.pause(), session.stop(), session.close(1.0), session.fail(1, "x")]
    {
        assert_eq!((answer.code, answer.message.as_str()), (ffi::Code::BadConfig, reason));
    }
    assert_eq!((session.poll().code, session.report().code), (ffi::Code::BadConfig, ffi::Code::BadConfig));
    let progress = session.progress();
    assert_eq!((progress.state, progress.message.as_str()), (ffi::State::Failed, reason));
    assert!(session.events().is_empty() && session.parameters().is_empty() && meshes(&session).is_empty());
    assert_eq!(session.submit(1, &frames(&[], &[], &[], &[])).code, ffi::Code::BadConfig);
}

#[test]
fn a_panic_in_the_trainer_is_an_answer() {
    let opened = open(&options("panic-in-open.toml")).opened();
    assert_eq!(opened.code, ffi::Code::Panicked);
    assert_eq!(opened.message, "a mistake of the program: it panicked: told to panic in open");
    assert_eq!(open(&options("panic-in-poll.toml")).poll().code, ffi::Code::Panicked);
    let session = open(&options("panic-in-submit.toml"));
    assert_eq!(session.submit(1, &frames(&[1; 4], &[1], &[], &[])).code, ffi::Code::Panicked);
}

#[test]
fn nonsense_of_a_trainer_is_an_answer() {
    let session = open(&options("nonsense.toml"));
    assert_eq!(session.report().code, ffi::Code::WrongTrainer);
    assert_eq!(session.progress().state, ffi::State::Failed);
    assert!(session.events().is_empty());
}

#[test]
fn a_thread_that_does_not_end_is_busy() {
    let session = open(&options("busy.toml"));
    let answer = session.close(0.25);
    assert_eq!((answer.code, answer.message.as_str()), (ffi::Code::Busy, "it did not end within 0.25 s"));
}
