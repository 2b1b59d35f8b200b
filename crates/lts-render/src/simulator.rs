//! The traffic simulator: generator and renderer together, as the learning loop sees them.

use std::ops::ControlFlow;

use lts_core::{ClassMap, ParameterSpace, Sample, Seed, Simulator, SimulatorError, Size, Values};
use lts_traffic::{CAR_TYPES, Generator, GeneratorSettings};

use crate::lanes::Lanes;
use crate::settings::SimulatorSettings;

/// Makes labelled images of traffic scenes.
pub struct TrafficSimulator {
    space: ParameterSpace,
    classes: ClassMap,
    count_names: Vec<String>,
    generator: Generator,
    lanes: Lanes,
}

impl TrafficSimulator {
    /// A simulator with devices of its own.
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
        let lanes = Lanes::new(shapes, size, settings.views, settings.supersampling)?;
        Ok(Self {
            space: settings.space()?,
            classes: ClassMap::traffic(),
            count_names: CAR_TYPES.map(String::from).into(),
            generator,
            lanes,
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
        let generator = &self.generator;
        let scene = |image: usize| generator.scene(values, seed.index(image as u64));
        self.lanes.render(images, &scene, deliver)?;
        Ok(())
    }
}
