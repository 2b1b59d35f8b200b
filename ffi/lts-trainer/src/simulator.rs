//! The simulator as the learner sees it: the host draws, or the built-in renderer where the host cannot.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Arc, Once};

use lts_core::{ClassMap, ParameterSpace, Sample, Seed, Simulator, SimulatorError, Values};
use lts_render::TrafficSimulator;

use crate::at_exit;
use crate::desk::Taken;
use crate::session::Shared;
use crate::world::count;

/// The first image of the built-in renderer.
static FIRST_IMAGE: Once = Once::new();

/// Who draws.
pub(crate) enum Drawer {
    /// The host, through jobs.
    Host(Host),
    /// The built-in renderer.
    BuiltIn(Box<TrafficSimulator>, Arc<Shared>),
}

/// Has the host draw.
pub(crate) struct Host {
    shared: Arc<Shared>,
    /// Most jobs that are not answered.
    ahead: usize,
}

impl Drawer {
    /// The simulator of a session.
    pub(crate) fn new(shared: &Arc<Shared>) -> Result<Self, SimulatorError> {
        if shared.is_built_in() {
            let simulator = Box::new(TrafficSimulator::new(&shared.world.settings)?);
            at_exit::comes_first();
            return Ok(Self::BuiltIn(simulator, Arc::clone(shared)));
        }
        Ok(Self::Host(Host { shared: Arc::clone(shared), ahead: shared.jobs_ahead() }))
    }
}

impl Simulator for Drawer {
    fn space(&self) -> &ParameterSpace {
        match self {
            Self::Host(host) => &host.shared.world.space,
            Self::BuiltIn(simulator, _) => simulator.space(),
        }
    }

    fn classes(&self) -> &ClassMap {
        match self {
            Self::Host(host) => &host.shared.world.classes,
            Self::BuiltIn(simulator, _) => simulator.classes(),
        }
    }

    fn count_names(&self) -> &[String] {
        match self {
            Self::Host(host) => &host.shared.world.count_names,
            Self::BuiltIn(simulator, _) => simulator.count_names(),
        }
    }

    fn generate(
        &mut self,
        values: &Values,
        images: usize,
        seed: Seed,
        deliver: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<(), SimulatorError> {
        match self {
            Self::Host(host) => host.generate(values, images as u64, seed, deliver),
            Self::BuiltIn(simulator, shared) => {
                let mut image = 0;
                simulator.generate(values, images, seed, &mut |sample| {
                    // The driver has compiled what it draws with.
                    FIRST_IMAGE.call_once(at_exit::comes_first);
                    shared.desk.hold();
                    image += 1;
                    shared.watch.drawn(image, images as u64);
                    if shared.is_stopping() { ControlFlow::Break(()) } else { deliver(sample) }
                })
            }
        }
    }
}

impl Host {
    fn generate(
        &self,
        values: &Values,
        images: u64,
        seed: Seed,
        deliver: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<(), SimulatorError> {
        let Shared { desk, watch, world, .. } = self.shared.as_ref();
        let mut posted = VecDeque::new();
        let mut next = 0;
        let result = loop {
            let mut fill = || -> Result<(), SimulatorError> {
                while posted.len() < self.ahead && next < images {
                    let image = world.image(values, seed, (next, images), watch.purpose())?;
                    let (job, layout, types) = image.into_parts();
                    posted.push_back((desk.post(job, layout), types));
                    next += 1;
                }
                Ok(())
            };
            if let Err(error) = fill() {
                break Err(error);
            }
            let Some((id, types)) = posted.pop_front() else { break Ok(()) };
            match desk.take(id) {
                Taken::Sample(mut sample) => {
                    count(&mut sample, types.as_ref());
                    watch.drawn(next - posted.len() as u64, images);
                    if deliver(*sample).is_break() {
                        break Ok(());
                    }
                }
                Taken::Failed(reason) => break Err(SimulatorError::Host { reason }),
                Taken::Closed => {
                    break Err(SimulatorError::Host { reason: "the session is stopping".into() });
                }
            }
        };
        desk.give_up(posted.iter().map(|(id, _)| *id));
        result
    }
}
