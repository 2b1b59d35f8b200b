//! What goes wrong is a message, and the host lives: libraries, configurations, frames, candidates.

use std::process::{Command, Stdio};

use lts_bridge::{check_libtorch, ffi, open, preview, trainer_info};
use lts_tests::{Place, SMALL};

use crate::host::{Artist, SMALL_SIZE, is_over, learns, options, submit, ticks, trainer};

#[test]
fn an_error_inside_of_libtorch_s_backward_is_a_message() {
    let info = trainer_info(&trainer());
    assert_eq!(info.code, ffi::Code::Ok, "{}", info.message);
    assert!(info.libtorch.contains("2.11") && info.threads > 0, "{}", info.libtorch);
    // On a thread of its own as well: libtorch's engine hands an error from thread to thread.
    let checked = std::thread::spawn(|| check_libtorch(&trainer())).join().unwrap();
    for answer in [check_libtorch(&trainer()), checked] {
        assert_eq!(answer.code, ffi::Code::Ok, "{}", answer.message);
        assert!(answer.text.contains("backward through the graph a second time"), "{}", answer.text);
    }
}

/// In a process of its own, which does not find libtorch.
#[test]
#[cfg(target_os = "linux")]
fn a_libtorch_that_is_missing_is_named() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "failures::without_libtorch", "--ignored", "--nocapture", "--test-threads=1"])
        .env_remove("LD_LIBRARY_PATH")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "a part of another test"]
fn without_libtorch() {
    let info = trainer_info(&trainer());
    assert_eq!(info.code, ffi::Code::NoTrainer);
    assert!(info.message.contains("libtorch is missing: "), "{}", info.message);
    assert!(info.message.contains("put libtorch's libraries beside the trainer"), "{}", info.message);
}

#[test]
fn configurations_that_do_not_fit_are_named() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let refusal = |change: &dyn Fn(&mut ffi::SessionOptions)| {
        let mut options = options(&place, "e.toml");
        change(&mut options);
        let answer = open(&options).opened();
        assert_eq!(answer.code, ffi::Code::BadConfig, "{}", answer.message);
        assert!(!answer.message.contains('\n'), "{}", answer.message);
        answer.message
    };
    let absent = refusal(&|options| options.config += ".absent");
    assert!(absent.contains("e.toml.absent") && absent.contains("cannot be read"), "{absent}");
    let unknown = refusal(&|options| options.overrides = vec!["loop.iteration=3".into()]);
    assert!(unknown.contains("did you mean 'iterations'?"), "{unknown}");
    let small = refusal(&|options| options.overrides = vec!["simulator.width=3".into()]);
    assert!(small.contains("simulator.width") && small.contains("e.toml"), "{small}");
    let car = refusal(&|options| options.overrides = vec!["simulator.parameters.car.density=3".into()]);
    assert!(car.contains("cars.density"), "{car}");
    assert!(refusal(&|options| options.config.clear()).contains("no configuration"));
    assert!(refusal(&|options| options.resume = "nowhere".into()).contains("no run directory"));
    let declared = refusal(&|options| {
        options.classes =
            vec![ffi::Class { id: 1, name: "car".into(), red: 0, green: 0, blue: 0, ignored: false }];
    });
    assert!(declared.contains("own level alone"), "{declared}");
}

#[test]
fn what_the_thread_finds_is_told_by_the_session() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let overrides = vec!["task.target=tree".to_string()];
    let session = open(&ffi::SessionOptions { overrides, ..options(&place, "e.toml") });
    let events = learns(&session, SMALL_SIZE);
    let progress = session.progress();
    assert_eq!(progress.state, ffi::State::Failed);
    assert!(
        progress.message.contains("task.target") && progress.message.contains("'tree'"),
        "{}",
        progress.message
    );
    let last = events.last().unwrap();
    assert_eq!(
        (last.kind, last.level, &last.text),
        (ffi::EventKind::Failed, ffi::Level::Fault, &progress.message)
    );
    // One session learns once.
    assert_eq!(session.start().code, ffi::Code::WrongState);
    assert_eq!(session.poll().code, ffi::Code::WrongState);
    assert_eq!(session.report().code, ffi::Code::WrongState);
}

/// Frames that are wrong, double or unknown leave the job and the run as they were.
#[test]
fn frames_that_do_not_fit_are_refused_and_the_run_goes_on() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let session = open(&options(&place, "e.toml"));
    let mut artist = Artist::new(&session, SMALL_SIZE);
    assert_eq!(session.poll().code, ffi::Code::WrongState, "nothing is started");
    session.start();
    let mut checked = false;
    let mut draw = |job: &ffi::Job| {
        let good = artist.draw(job);
        if !checked {
            let mut short = good.clone();
            short.color.truncate(30);
            assert_eq!(submit(&session, job.id, &short).code, ffi::Code::WrongSize);
            let mut flat = good.clone();
            flat.depth = None;
            assert_eq!(submit(&session, job.id, &flat).code, ffi::Code::WrongSize);
            let mut below = good.clone();
            below.depth.as_mut().unwrap()[7] = -1.0;
            let answer = submit(&session, job.id, &below);
            assert_eq!(answer.code, ffi::Code::BadFrame);
            assert!(answer.message.contains("depth is negative"), "{}", answer.message);
            assert_eq!(submit(&session, 1_000_000, &good).code, ffi::Code::UnknownJob);
        }
        assert_eq!(submit(&session, job.id, &good).code, ffi::Code::Ok);
        if !checked {
            assert_eq!(submit(&session, job.id, &good).code, ffi::Code::Twice);
            assert_eq!(session.fail(job.id, "too late").code, ffi::Code::Twice);
        }
        checked = true;
    };
    ticks(&session, &mut draw, &mut |progress| is_over(progress.state));
    assert!(checked);
    assert_eq!(session.progress().state, ffi::State::Finished, "{}", session.progress().message);
}

/// A candidate whose images do not come, or cannot be drawn, has failed; the others have not.
#[test]
fn images_that_never_come_fail_their_candidate_alone() {
    let place = Place::new();
    place.write("e.toml", SMALL);
    let session = open(&ffi::SessionOptions { frame_timeout: 2.0, ..options(&place, "e.toml") });
    let mut artist = Artist::new(&session, SMALL_SIZE);
    // A device takes its time for the first image.
    artist.draw(&preview(&session, ffi::Base::Start, &[], 1, 0));
    session.start();
    let (mut never, mut refused, mut training) = (None, None, 0);
    let mut draw = |job: &ffi::Job| {
        let sample = artist.draw(job);
        training += u32::from(job.purpose == ffi::Purpose::Training);
        if training == 3 && never.is_none() {
            never = Some((job.id, sample));
        } else if training == 12 && refused.is_none() {
            refused = Some(job.id);
            assert_eq!(session.fail(job.id, "the level has no road").code, ffi::Code::Ok);
        } else {
            let answer = submit(&session, job.id, &sample);
            assert!(matches!(answer.code, ffi::Code::Ok | ffi::Code::Late), "{}", answer.message);
        }
    };
    let events = ticks(&session, &mut draw, &mut |progress| is_over(progress.state));
    assert_eq!(session.progress().state, ffi::State::Finished, "{}", session.progress().message);
    let (late, sample) = never.unwrap();
    assert_eq!(submit(&session, late, &sample).code, ffi::Code::Late);
    let evaluated: Vec<_> = events.iter().filter(|event| event.kind == ffi::EventKind::Evaluated).collect();
    assert_eq!(evaluated.len(), 4);
    let failed: Vec<_> = evaluated.iter().filter(|event| event.reward.is_nan()).collect();
    assert_eq!(failed.len(), 2);
    assert!(
        failed[0].text.contains(&format!("no frames of job {late} came within 2 s")),
        "{}",
        failed[0].text
    );
    assert!(failed[1].text.contains("the level has no road"), "{}", failed[1].text);
    assert!(failed.iter().all(|event| event.level == ffi::Level::Caution));
}
