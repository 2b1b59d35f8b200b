//! What images of a session are made from: parameters, classes, and what one image is, as a job for the host.

use lts_core::{ClassMap, ParameterSpace, Sample, Seed, SimulatorError, Size, Values};
use lts_experiment::Experiment;
use lts_render::{CarTypes, SimulatorSettings, visible_cars};
use lts_traffic::{CAR_TYPES, Generator, GeneratorSettings};
use lts_trainer_abi::{Code, Fault, Images, Job, Mesh, Options, Purpose};

use crate::frames::Layout;
use crate::own_level::{self, unfit};
use crate::scene;

/// Everything about images that stays the same in a session.
pub(crate) struct World {
    pub(crate) settings: SimulatorSettings,
    pub(crate) space: ParameterSpace,
    pub(crate) classes: ClassMap,
    pub(crate) count_names: Vec<String>,
    /// Absent for an own level.
    generator: Option<Generator>,
}

/// One image to draw, and how its cars are counted.
pub(crate) struct Image {
    pub(crate) job: Job,
    pub(crate) layout: Layout,
    types: Option<CarTypes>,
}

impl World {
    /// The world of an experiment.
    pub(crate) fn new(experiment: &Experiment, options: &Options) -> Result<Self, Fault> {
        let settings = experiment.simulator.clone();
        settings.check().map_err(unfit)?;
        if options.images == Images::OwnLevel {
            let mut space = own_level::space(&options.parameters)?;
            for (name, setting) in &settings.parameters {
                space
                    .apply(name, setting)
                    .map_err(|error| unfit(format!("simulator.parameters: {error}")))?;
            }
            let classes = own_level::classes(&options.classes)?;
            return Ok(Self { settings, space, classes, count_names: Vec::new(), generator: None });
        }
        if !(options.parameters.is_empty() && options.classes.is_empty()) {
            let reason = "parameters and classes of its own are for a session of an own level alone";
            return Err(Fault::new(Code::BadConfig, reason));
        }
        let generator = Generator::new(&GeneratorSettings {
            size: Size::new(settings.width, settings.height),
            horizontal_field_of_view: settings.horizontal_field_of_view_deg.to_radians() as f32,
            models: settings.models.clone(),
        })
        .map_err(unfit)?;
        let space = settings.space().map_err(|error| unfit(format!("simulator.parameters: {error}")))?;
        let count_names = CAR_TYPES.map(String::from).into();
        Ok(Self { settings, space, classes: ClassMap::traffic(), count_names, generator: Some(generator) })
    }

    /// Of every image.
    pub(crate) fn size(&self) -> Size {
        Size::new(self.settings.width, self.settings.height)
    }

    /// Image number `image` of `images` of the dataset of `values` and `dataset`.
    pub(crate) fn image(
        &self,
        values: &Values,
        dataset: Seed,
        (image, images): (u64, u64),
        purpose: Purpose,
    ) -> Result<Image, SimulatorError> {
        let seed = dataset.index(image);
        let drawn = match &self.generator {
            Some(generator) => Some(generator.scene(values, seed)?),
            None => None,
        };
        let values = match &self.generator {
            Some(_) => Vec::new(),
            None => own_level::values(&self.space, values, seed),
        };
        let job = Job {
            id: 0,
            purpose,
            image,
            images,
            seed: seed.as_u64(),
            width: self.settings.width,
            height: self.settings.height,
            field_of_view: self.settings.horizontal_field_of_view_deg.to_radians() as f32,
            scene: drawn.as_ref().map(scene::scene),
            values,
        };
        let layout = Layout { size: self.size(), whole: self.generator.is_some() };
        Ok(Image { job, layout, types: drawn.as_ref().map(CarTypes::new) })
    }

    /// Gives all meshes to `take`.
    pub(crate) fn meshes(&self, take: &mut dyn FnMut(&Mesh)) {
        for mesh in self.generator.iter().flat_map(|generator| &generator.shapes().meshes) {
            take(&scene::mesh(mesh));
        }
    }
}

/// Counts what can be seen in `sample`, as the built-in renderer does.
pub(crate) fn count(sample: &mut Sample, types: Option<&CarTypes>) {
    if let Some(types) = types {
        sample.counts = visible_cars(sample, types);
    }
}

impl Image {
    /// The job with its layout, and how to count.
    pub(crate) fn into_parts(self) -> (Job, Layout, Option<CarTypes>) {
        (self.job, self.layout, self.types)
    }
}
