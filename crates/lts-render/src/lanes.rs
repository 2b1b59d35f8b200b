//! Renderers side by side: generation, drawing and reading back run on every core at once; samples in order.

use std::ops::ControlFlow;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};

use lts_core::{Sample, SimulatorError, Size};
use lts_traffic::{Scene, Shapes};

use crate::device::DeviceInfo;
use crate::renderer::{Renderer, Stages};

/// Most lanes; more would only wait for the device or for each other's memory.
const MOST_LANES: usize = 8;

/// Several renderers, each with a thread and a device of its own.
///
/// A software driver draws on the thread that submits, and leaves the other cores idle while it prepares; a lane a core
/// keeps all of them busy. Batch `b` goes to lane `b % lanes`, and an image depends on its scene alone, so the number
/// of lanes changes nothing but speed.
pub struct Lanes {
    renderers: Vec<Renderer>,
}

/// Where the time of all lanes together went.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LaneStages {
    /// Scene generation.
    pub generate: Duration,
    /// Objects of the generated scenes.
    pub objects: u64,
    /// What the renderers did.
    pub drawing: Stages,
}

/// What a lane has done to one batch.
type Batch = Result<Vec<Sample>, SimulatorError>;

impl Lanes {
    /// A lane a core, each drawing up to `views` scenes of `size` at a time.
    ///
    /// # Errors
    /// If there is no device, or it cannot hold one image.
    pub fn new(
        shapes: &Shapes,
        size: Size,
        views: usize,
        supersampling: u32,
    ) -> Result<Self, SimulatorError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let lanes = cores.clamp(1, MOST_LANES);
        let open = |_| Renderer::with_supersampling(shapes, size, views, supersampling);
        Ok(Self { renderers: (0..lanes).map(open).collect::<Result<_, _>>()? })
    }

    /// The device that draws.
    pub fn device(&self) -> &DeviceInfo {
        self.renderers[0].device()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.renderers.len()
    }

    /// Draws the scenes that `scene` makes of the numbers below `images`, and hands the images to `deliver` in order.
    /// Ends early, without an error, when `deliver` answers [`ControlFlow::Break`].
    ///
    /// # Errors
    /// The first in the order of the images: of a scene or of the device.
    pub fn render(
        &mut self,
        images: usize,
        scene: &(dyn Fn(usize) -> Result<Scene, SimulatorError> + Sync),
        deliver: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<LaneStages, SimulatorError> {
        let views = self.renderers.iter().map(Renderer::views).min().unwrap_or(1);
        let count = self.renderers.len();
        // Small orders are spread over all lanes as well.
        let batch = views.min(images.div_ceil(count)).max(1);
        let batches = images.div_ceil(batch);
        std::thread::scope(|scope| {
            let lanes: Vec<_> = self
                .renderers
                .iter_mut()
                .enumerate()
                .map(|(lane, renderer)| {
                    let (sender, receiver) = sync_channel(1);
                    let work = move || {
                        let mine = (lane..batches)
                            .step_by(count)
                            .map(|number| number * batch..images.min((number + 1) * batch));
                        run(renderer, mine, scene, &sender)
                    };
                    (scope.spawn(work), receiver)
                })
                .collect();
            let mut outcome = Ok(());
            'batches: for number in 0..batches {
                // A lane that ended early has panicked; that is passed on below.
                let Ok(samples) = lanes[number % count].1.recv() else { break };
                match samples {
                    Ok(samples) => {
                        for sample in samples {
                            if deliver(sample).is_break() {
                                break 'batches;
                            }
                        }
                    }
                    Err(error) => {
                        outcome = Err(error);
                        break;
                    }
                }
            }
            let mut stages = LaneStages::default();
            for (thread, receiver) in lanes {
                // Lanes that are still at work end at their next batch.
                drop(receiver);
                match thread.join() {
                    Ok(own) => stages.add(&own),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            outcome.map(|()| stages)
        })
    }
}

/// Draws the batches of one lane; a batch is drawn while the next one is generated, where the device has hardware.
fn run(
    renderer: &mut Renderer,
    batches: impl Iterator<Item = std::ops::Range<usize>>,
    scene: &(dyn Fn(usize) -> Result<Scene, SimulatorError> + Sync),
    sender: &SyncSender<Batch>,
) -> LaneStages {
    let before = renderer.stages();
    let mut stages = LaneStages::default();
    let mut open = true;
    for batch in batches {
        let started = Instant::now();
        let scenes: Result<Vec<Scene>, SimulatorError> = batch.map(scene).collect();
        stages.generate += started.elapsed();
        stages.objects += scenes.iter().flatten().map(|scene| scene.objects.len() as u64).sum::<u64>();
        let was_busy = renderer.is_busy();
        let submitted = scenes.and_then(|scenes| renderer.submit(&scenes));
        if was_busy {
            open = sender.send(renderer.collect()).is_ok();
        }
        if let Err(error) = submitted {
            open = open && sender.send(Err(error)).is_ok();
        }
        if !open {
            break;
        }
    }
    while renderer.is_busy() {
        let samples = renderer.collect();
        if open {
            open = sender.send(samples).is_ok();
        }
    }
    stages.drawing = renderer.stages().since(&before);
    stages
}

impl LaneStages {
    fn add(&mut self, other: &Self) {
        self.generate += other.generate;
        self.objects += other.objects;
        self.drawing.add(&other.drawing);
    }
}
