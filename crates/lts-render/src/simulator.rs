//! The traffic simulator: generator and renderer together, as the learning loop sees them.

use std::ops::ControlFlow;

use lts_core::{ClassMap, ParameterSpace, Sample, Seed, Simulator, SimulatorError, Size, Values};
use lts_traffic::{CAR_TYPES, Generator, GeneratorSettings, Scene};

use crate::parallel;
use crate::renderer::Renderer;
use crate::settings::SimulatorSettings;

/// Makes labelled images of traffic scenes.
pub struct TrafficSimulator {
    space: ParameterSpace,
    classes: ClassMap,
    count_names: Vec<String>,
    generator: Generator,
    renderer: Renderer,
}

impl TrafficSimulator {
    /// A simulator with a device of its own.
    ///
    /// # Errors
    /// If a setting does not fit, a model cannot be used, or there is no device.
    pub fn new(settings: &SimulatorSettings) -> Result<Self, SimulatorError> {
        settings.check()?;
        let size = Size::new(settings.width, settings.height);
        let generator = Generator::new(&GeneratorSettings {
            size,
            horizontal_field_of_view: settings.horizontal_field_of_view_deg.to_radians() as f32,
            models: settings.models.clone(),
        })?;
        let shapes = generator.shapes();
        let renderer = Renderer::with_supersampling(shapes, size, settings.views, settings.supersampling)?;
        Ok(Self {
            space: settings.space()?,
            classes: ClassMap::traffic(),
            count_names: CAR_TYPES.map(String::from).into(),
            generator,
            renderer,
        })
    }
}

impl Simulator for TrafficSimulator {
    fn space(&self) -> &ParameterSpace {
        &self.space
    }

    fn classes(&self) -> &ClassMap {
        &self.classes
    }

    fn count_names(&self) -> &[String] {
        &self.count_names
    }

    fn generate(
        &mut self,
        values: &Values,
        images: usize,
        seed: Seed,
        deliver: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<(), SimulatorError> {
        let views = self.renderer.views();
        let mut next = 0;
        let mut open = true;
        // One batch is drawn while the next one is generated.
        while next < images || self.renderer.is_busy() {
            if next < images && open {
                let end = images.min(next + views);
                let scene = |image: usize| self.generator.scene(values, seed.index((next + image) as u64));
                let scenes: Result<Vec<Scene>, SimulatorError> =
                    parallel::each(end - next, scene).into_iter().collect();
                let submitted = scenes.and_then(|scenes| self.renderer.submit(&scenes));
                if let Err(error) = submitted {
                    while self.renderer.is_busy() {
                        self.renderer.collect()?;
                    }
                    return Err(error);
                }
                let is_first = next == 0;
                next = end;
                if is_first && next < images {
                    continue;
                }
            }
            for sample in self.renderer.collect()? {
                if open && deliver(sample).is_break() {
                    // The rest is drawn already or not wanted any more.
                    open = false;
                    next = images;
                }
            }
        }
        Ok(())
    }
}
