//! The generator: parameters and a seed become a scene.

use std::path::PathBuf;
use std::sync::Arc;

use glam::Vec3;
use lts_core::{Seed, SimulatorError, Size, Values};

use crate::cars::cars;
use crate::choices::Draws;
use crate::environment::environment;
use crate::ground::ground;
use crate::layout::Layout;
use crate::mesh::Shapes;
use crate::models;
use crate::parameters::Parameters;
use crate::placing::Placer;
use crate::roadside::Roadside;
use crate::scene::{Camera, Scene};
use crate::shapes::{Catalogue, procedural};

/// What every scene of a generator shares.
#[derive(Clone, Debug, PartialEq)]
pub struct GeneratorSettings {
    /// Size of the image.
    pub size: Size,
    /// Radians across the image width.
    pub horizontal_field_of_view: f32,
    /// Folder of glTF binaries that replace the procedural cars and buildings.
    pub models: Option<PathBuf>,
}

/// Makes scenes. The same values and seed give the same scene on every machine.
#[derive(Clone, Debug)]
pub struct Generator {
    settings: GeneratorSettings,
    shapes: Arc<Shapes>,
    catalogue: Catalogue,
}

impl Generator {
    /// A generator with its shapes.
    ///
    /// # Errors
    /// If the folder of models is missing or a model cannot be used.
    pub fn new(settings: &GeneratorSettings) -> Result<Self, SimulatorError> {
        let (mut shapes, mut catalogue) = procedural();
        if let Some(folder) = &settings.models {
            models::replace(folder, &mut shapes, &mut catalogue)?;
        }
        Ok(Self { settings: settings.clone(), shapes: Arc::new(shapes), catalogue })
    }

    /// The meshes that scenes refer to.
    pub fn shapes(&self) -> &Arc<Shapes> {
        &self.shapes
    }

    /// The scene of `values` and `seed`.
    ///
    /// # Errors
    /// If a parameter is missing or of the wrong kind.
    pub fn scene(&self, values: &Values, seed: Seed) -> Result<Scene, SimulatorError> {
        let parameters = Parameters::new(values)?;
        let mut choices = Vec::with_capacity(1500);
        let environment = environment(&parameters, seed, &mut choices);
        let layout = Layout::draw(&parameters, seed, &mut choices);
        let mut placer = Placer::default();
        let asphalt = Draws::new("ground", seed, &mut choices).uniform(0, "asphalt", 0.07, 0.17) as f32;
        ground(&layout, &self.catalogue, &mut placer, asphalt);
        let mut roadside = Roadside::new(&parameters, &layout, &self.catalogue, seed);
        roadside.buildings(&mut placer, &mut choices);
        roadside.furniture(&mut placer, &mut choices);
        roadside.plants(&mut placer, &mut choices);
        cars(&parameters, &layout, &self.catalogue, seed, &mut placer, &mut choices);
        let camera = Camera {
            position: Vec3::new(0.0, layout.camera_y(), parameters.camera_height as f32),
            yaw: 0.0,
            pitch: parameters.camera_pitch as f32,
            horizontal_field_of_view: self.settings.horizontal_field_of_view,
            width: self.settings.size.width,
            height: self.settings.size.height,
        };
        Ok(Scene { camera, environment, objects: placer.objects, choices })
    }
}

#[cfg(test)]
mod tests;
