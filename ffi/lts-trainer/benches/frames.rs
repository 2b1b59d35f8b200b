//! Frames a second from submit to tensors at 640x480 with all four outputs, beside a plain copy of the same bytes.
//!
//! One thread is the host: it polls, submits, and never waits for the other, which takes the samples and makes tensors
//! of their planes where they lie. Each plane is read once and written once; the tensors borrow what was written.
#![expect(unsafe_code, reason = "makes tensors over memory of samples")]
#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lts_core::{Sample, Size};
use lts_trainer::{Desk, Layout, Taken};
use lts_trainer_abi::{Code, Job, Planes, Purpose};
use tch::{Device, Kind, Tensor};

const SIZE: Size = Size { width: 640, height: 480 };
const FRAMES: usize = 3000;
/// Metres of a centimetre.
const UNIT: f32 = 0.01;
/// Jobs that are not answered, as a session has them.
const AHEAD: usize = 4;

/// What a host has in memory for one image.
struct Captured {
    color: Vec<u8>,
    class_ids: Vec<u8>,
    instances: Vec<u16>,
    depth: Vec<f32>,
    depth_step: usize,
}

impl Captured {
    fn new(depth_step: usize) -> Self {
        let pixels = SIZE.pixels();
        Self {
            color: (0..4 * pixels).map(|at| (at * 7 % 251) as u8).collect(),
            class_ids: (0..pixels).map(|at| (at / 640 % 34) as u8).collect(),
            instances: (0..pixels).map(|at| (at / 999) as u16).collect(),
            depth: (0..depth_step * pixels).map(|at| 100.0 + (at % 8000) as f32).collect(),
            depth_step,
        }
    }

    fn planes(&self) -> Planes<'_> {
        Planes {
            color: &self.color,
            blue_first: true,
            class_ids: &self.class_ids,
            instance16: &self.instances,
            instance32: &[],
            depth: &self.depth,
            depth_step: self.depth_step,
            depth_unit: UNIT,
            depth_sky: 1000.0,
        }
    }

    fn bytes(&self) -> usize {
        self.color.len() + self.class_ids.len() + 2 * self.instances.len() + 4 * self.depth.len()
    }

    /// Seconds for plain copies of all planes, into memory that is there already.
    fn memcpy(&self) -> f64 {
        let mut color = self.color.clone();
        let mut class_ids = self.class_ids.clone();
        let mut instances = self.instances.clone();
        let mut depth = self.depth.clone();
        let started = Instant::now();
        for _ in 0..FRAMES {
            color.copy_from_slice(black_box(&self.color));
            class_ids.copy_from_slice(black_box(&self.class_ids));
            instances.copy_from_slice(black_box(&self.instances));
            depth.copy_from_slice(black_box(&self.depth));
            black_box((&color, &class_ids, &instances, &depth));
        }
        started.elapsed().as_secs_f64()
    }
}

fn job() -> Job {
    Job {
        id: 0,
        purpose: Purpose::Training,
        image: 0,
        images: FRAMES as u64,
        seed: 0,
        width: SIZE.width,
        height: SIZE.height,
        field_of_view: 1.4,
        scene: None,
        values: Vec::new(),
    }
}

/// Tensors over the planes of `sample`, and their last elements, so that they are there in truth.
fn tensors(sample: &Sample) -> f64 {
    let (height, width) = (i64::from(SIZE.height), i64::from(SIZE.width));
    let over = |at: *const u8, size: &[i64], strides: &[i64], kind: Kind| {
        // SAFETY: the plane has that many elements of that kind, and outlives the tensor, which stays in this function.
        unsafe { Tensor::from_blob(at, size, strides, kind, Device::Cpu) }
    };
    let (instance, depth) = (sample.instance.as_deref(), sample.depth.as_deref());
    let (Some(instance), Some(depth)) = (instance, depth) else { return f64::NAN };
    let all = [
        over(sample.color.as_ptr(), &[height, width, 3], &[3 * width, 3, 1], Kind::Uint8),
        over(sample.class.as_ptr(), &[height, width], &[width, 1], Kind::Uint8),
        // Numbers of instances are below 2^15 in any image that there is.
        over(instance.as_ptr().cast(), &[height, width], &[width, 1], Kind::Int16),
        over(depth.as_ptr().cast(), &[height, width], &[width, 1], Kind::Float),
    ];
    all.iter().map(|tensor| tensor.view([-1]).double_value(&[-1])).sum()
}

/// Seconds that this thread has computed: what others take on a busy machine is not in it.
fn computed() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the structure is ours.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Seconds until all frames are tensors, and seconds that the host computed for its submits.
fn submit_to_tensor(captured: &Captured) -> (f64, f64) {
    let desk = Arc::new(Desk::new(Duration::from_secs(60)));
    desk.open();
    let started = Instant::now();
    let learner = std::thread::spawn({
        let desk = Arc::clone(&desk);
        move || {
            let layout = Layout { size: SIZE, whole: true };
            let mut posted: std::collections::VecDeque<u64> =
                (0..AHEAD).map(|_| desk.post(job(), layout)).collect();
            let mut sum = 0.0;
            for frame in 0..FRAMES {
                if frame + AHEAD < FRAMES {
                    posted.push_back(desk.post(job(), layout));
                }
                let Some(Taken::Sample(sample)) = posted.pop_front().map(|id| desk.take(id)) else {
                    return f64::NAN;
                };
                sum += tensors(&sample);
            }
            sum
        }
    });
    let (mut submitted, mut own) = (0, 0.0);
    while submitted < FRAMES {
        match desk.poll() {
            Ok(job) => {
                let before = computed();
                if let Err(fault) = desk.submit(job.id, &captured.planes()) {
                    println!("{fault}");
                }
                own += computed() - before;
                submitted += 1;
            }
            Err(fault) if fault.code == Code::Waiting => std::thread::yield_now(),
            Err(fault) => println!("{fault}"),
        }
    }
    let sum = learner.join().unwrap_or(f64::NAN);
    let seconds = started.elapsed().as_secs_f64();
    // The last colour, class, instance and depth of each frame are known: nothing was lost on the way.
    let last = SIZE.pixels() - 1;
    let expected = f64::from(captured.color[4 * last])
        + f64::from(captured.class_ids[last])
        + f64::from(captured.instances[last])
        + f64::from(captured.depth[captured.depth_step * last] * UNIT);
    assert!((sum / FRAMES as f64 - expected).abs() < 1e-3, "{sum} is not {FRAMES} times {expected}");
    (seconds, own)
}

fn main() {
    // As a session does when it is opened.
    lts_trainer::keep_freed_memory();
    println!(
        "{FRAMES} frames of {SIZE}, four outputs, on {} cores",
        std::thread::available_parallelism().map_or(1, usize::from)
    );
    for (name, depth_step) in [("depth as one float a pixel", 1), ("depth as four floats a pixel", 4)] {
        let captured = Captured::new(depth_step);
        // Once to warm up.
        submit_to_tensor(&captured);
        let ((ours, own), plain) = (submit_to_tensor(&captured), captured.memcpy());
        let rate = |seconds: f64| FRAMES as f64 / seconds;
        let gigabytes = captured.bytes() as f64 * FRAMES as f64 / 1e9;
        println!(
            "{name}: {:.0} frames/s from submit to tensor ({:.2} GB/s read); memcpy of the same bytes {:.0} frames/s ({:.2} GB/s); ratio {:.2}; submit computes {:.2} ms a frame",
            rate(ours),
            gigabytes / ours,
            rate(plain),
            gigabytes / plain,
            plain / ours,
            1e3 * own / FRAMES as f64,
        );
    }
}
