//! Jobs on the desk: in time, late, twice, never, unknown, given up, closed, paused.

use std::sync::Arc;

use lts_core::Size;
use lts_trainer_abi::Purpose;

use super::*;

const LAYOUT: Layout = Layout { size: Size { width: 1, height: 1 }, whole: true };

fn desk(timeout: Duration) -> Arc<Desk> {
    let desk = Desk::new(timeout);
    desk.open();
    Arc::new(desk)
}

fn post(desk: &Desk) -> u64 {
    let job = Job {
        id: 0,
        purpose: Purpose::Training,
        image: 0,
        images: 1,
        seed: 0,
        width: 1,
        height: 1,
        field_of_view: 1.0,
        scene: None,
        values: Vec::new(),
    };
    desk.post(job, LAYOUT)
}

fn submit(desk: &Desk, id: u64, color: &[u8]) -> Result<(), Code> {
    let planes = Planes {
        color,
        blue_first: false,
        class_ids: &[1],
        instance16: &[2],
        instance32: &[],
        depth: &[3.0],
        depth_step: 1,
        depth_unit: 1.0,
        depth_sky: 0.0,
    };
    desk.submit(id, &planes).map_err(|fault| fault.code)
}

const PIXEL: [u8; 4] = [9, 8, 7, 255];

#[test]
fn frames_reach_who_waits_for_them() {
    let desk = desk(Duration::from_secs(60));
    let id = post(&desk);
    let waiting = std::thread::spawn({
        let desk = Arc::clone(&desk);
        move || desk.take(id)
    });
    assert_eq!(desk.poll().unwrap().id, id);
    assert_eq!(desk.poll().unwrap_err().code, Code::Waiting);
    assert_eq!(submit(&desk, id, &PIXEL[..3]), Err(Code::WrongSize), "and the job stays open");
    assert_eq!(submit(&desk, id, &PIXEL), Ok(()));
    assert_eq!(submit(&desk, id, &PIXEL), Err(Code::Twice));
    let Taken::Sample(sample) = waiting.join().unwrap() else { panic!("no sample") };
    assert_eq!((sample.color, sample.class), (vec![9, 8, 7], vec![1]));
}

#[test]
fn a_job_that_nobody_polled_is_unknown() {
    let desk = desk(Duration::from_secs(60));
    let id = post(&desk);
    for unknown in [0, id, id + 1] {
        assert_eq!(submit(&desk, unknown, &PIXEL), Err(Code::UnknownJob));
    }
    assert_eq!(desk.fail(id + 1, "no reason").unwrap_err().code, Code::UnknownJob);
}

#[test]
fn frames_that_never_come_fail_the_job_and_late_ones_are_dropped() {
    let desk = desk(Duration::from_millis(30));
    let id = post(&desk);
    desk.poll().unwrap();
    let Taken::Failed(reason) = desk.take(id) else { panic!("it must fail") };
    assert_eq!(reason, "no frames of job 1 came within 0.03 s");
    assert_eq!(submit(&desk, id, &PIXEL), Err(Code::Late));
    assert_eq!(desk.fail(id, "too late").unwrap_err().code, Code::Late);
}

#[test]
fn the_time_of_a_job_does_not_run_before_it_is_polled_nor_in_a_pause() {
    let desk = desk(Duration::from_millis(60));
    let id = post(&desk);
    let waiting = std::thread::spawn({
        let desk = Arc::clone(&desk);
        move || desk.take(id)
    });
    std::thread::sleep(Duration::from_millis(120));
    desk.poll().unwrap();
    desk.pause();
    std::thread::sleep(Duration::from_millis(120));
    desk.resume();
    assert_eq!(submit(&desk, id, &PIXEL), Ok(()));
    assert!(matches!(waiting.join().unwrap(), Taken::Sample(_)));
}

#[test]
fn a_pause_holds_jobs_back() {
    let desk = desk(Duration::from_secs(60));
    post(&desk);
    desk.pause();
    assert_eq!(desk.poll().unwrap_err().code, Code::Waiting);
    let holding = std::thread::spawn({
        let desk = Arc::clone(&desk);
        move || desk.hold()
    });
    desk.resume();
    holding.join().unwrap();
    assert!(desk.poll().is_ok());
}

#[test]
fn the_host_may_say_why_it_cannot_draw() {
    let desk = desk(Duration::from_secs(60));
    let id = post(&desk);
    desk.poll().unwrap();
    desk.fail(id, "the map changed").unwrap();
    let Taken::Failed(reason) = desk.take(id) else { panic!("it must fail") };
    assert_eq!(reason, "the host could not draw job 1: the map changed");
    assert_eq!(submit(&desk, id, &PIXEL), Err(Code::Twice));
}

#[test]
fn closing_wakes_who_waits() {
    let desk = desk(Duration::from_secs(60));
    let (polled, unpolled) = (post(&desk), post(&desk));
    desk.poll().unwrap();
    let waiting = std::thread::spawn({
        let desk = Arc::clone(&desk);
        move || desk.take(polled)
    });
    desk.close();
    assert!(matches!(waiting.join().unwrap(), Taken::Closed));
    assert!(matches!(desk.take(unpolled), Taken::Closed));
    assert_eq!(desk.poll().unwrap_err().code, Code::WrongState);
    assert_eq!(submit(&desk, polled, &PIXEL), Err(Code::Late));
    // The same desk serves the next work, and old ids stay old.
    desk.open();
    let next = post(&desk);
    assert_eq!(desk.poll().unwrap().id, next);
    assert_eq!(submit(&desk, polled, &PIXEL), Err(Code::Late));
}
