//! What is known of surfaces, and the renderers that draw them.

use std::collections::{BTreeMap, HashMap, HashSet};

use glam::Vec3;
use lts_core::{Sample, Size};
use lts_render::Renderer;
use lts_traffic::{Material, Mesh, Object, Scene, Section, ShapeId, Shapes, Vertex};

use crate::abi::{LtsStandInObject, LtsStandInView, Surface};
use crate::scene;

/// Any class that is no kind of ground: classes are the engine's business.
const CLASS: u8 = 4;
/// Surfaces that are kept before those that are not in use are forgotten (rain is another surface in each image).
const MOST_SURFACES: usize = 2048;

/// A surface as a mesh of the unit box.
struct Known {
    shape: ShapeId,
    /// Metres: the mesh is so large in all directions.
    size: f32,
    /// Bottom centre of the mesh's box in the component's frame, metres.
    origin: Vec3,
}

/// Surfaces and renderers of all sizes that were asked for.
#[derive(Default)]
pub struct Stage {
    surfaces: HashMap<u64, Surface>,
    known: HashMap<u64, Known>,
    shapes: Option<Shapes>,
    renderers: BTreeMap<(u32, u32), (Renderer, usize)>,
    /// Counts changes of the shapes.
    version: usize,
}

impl Stage {
    /// Whether the surface is known.
    pub fn knows(&self, hash: u64) -> bool {
        self.surfaces.contains_key(&hash)
    }

    /// Makes a surface known.
    ///
    /// # Errors
    /// If it has too many.
    pub fn add(&mut self, surface: Surface) -> Result<(), String> {
        self.surfaces.insert(surface.hash, surface);
        Ok(())
    }

    /// Draws a view: each object's pixels have its number, from 1, as their instance.
    ///
    /// # Errors
    /// If the view or an object is one that lts-render cannot draw, or there is no device.
    pub fn draw(&mut self, view: &LtsStandInView, objects: &[LtsStandInObject]) -> Result<Sample, String> {
        if objects.len() > usize::from(u16::MAX) {
            return Err(format!(
                "{} surfaces in one view, at most {} have a number",
                objects.len(),
                u16::MAX
            ));
        }
        self.prepare(objects)?;
        let camera = scene::camera(view)?;
        let objects = objects.iter().zip(1..).map(|(object, number)| self.place(object, number));
        let scene = Scene {
            camera,
            environment: scene::environment(view),
            objects: objects.collect::<Result<_, _>>()?,
            choices: Vec::new(),
        };
        let Some(shapes) = &self.shapes else { return Err("there are no shapes".into()) };
        let failed = |error: lts_core::SimulatorError| error.to_string();
        let key = (view.width, view.height);
        if let std::collections::btree_map::Entry::Vacant(place) = self.renderers.entry(key) {
            let size = Size::new(view.width, view.height);
            place.insert((Renderer::new(shapes, size, 1).map_err(failed)?, self.version));
        }
        let Some((renderer, version)) = self.renderers.get_mut(&key) else {
            return Err("there is no renderer".into());
        };
        if *version != self.version {
            renderer.set_shapes(shapes).map_err(failed)?;
            *version = self.version;
        }
        let samples = renderer.render(&[scene]).map_err(failed)?;
        samples.into_iter().next().ok_or_else(|| "nothing was drawn".into())
    }

    /// Has meshes of all surfaces that are in use.
    fn prepare(&mut self, objects: &[LtsStandInObject]) -> Result<(), String> {
        let is_known = |object: &LtsStandInObject| self.known.contains_key(&object.surface);
        if self.shapes.is_some() && objects.iter().all(is_known) {
            return Ok(());
        }
        if self.surfaces.len() > MOST_SURFACES {
            let used: HashSet<u64> = objects.iter().map(|object| object.surface).collect();
            self.surfaces.retain(|hash, _| used.contains(hash));
            self.shapes = None;
        }
        let shapes = self.shapes.get_or_insert_with(|| {
            self.known.clear();
            Shapes { meshes: vec![flat()] }
        });
        for object in objects {
            if self.known.contains_key(&object.surface) {
                continue;
            }
            let surface =
                self.surfaces.get(&object.surface).ok_or("an object has a surface that is not known")?;
            let shape = ShapeId(u16::try_from(shapes.meshes.len()).map_err(|_| "too many surfaces")?);
            let (mesh, size, origin) = mesh(surface);
            shapes.meshes.push(mesh);
            self.known.insert(object.surface, Known { shape, size, origin });
        }
        self.version += 1;
        Ok(())
    }

    fn place(&self, object: &LtsStandInObject, number: u16) -> Result<Object, String> {
        let known = self.known.get(&object.surface).ok_or("an object has a surface that is not known")?;
        let scale = Vec3::from_array(object.scale);
        if scale.min_element() < 0.0 {
            return Err("the stand-in engine's renderer mirrors nothing: a scale is negative".into());
        }
        let rotation = scene::rotation(object.rotation);
        Ok(Object {
            shape: known.shape,
            size: scale * known.size,
            position: scene::position(object.location) + rotation * (scale * known.origin),
            rotation,
            class: CLASS,
            instance: number,
            car_type: None,
            color: Vec3::from_array(object.color),
            variation: 0,
        })
    }
}

/// A surface as a mesh of the unit box, its size and where its origin lies. All directions are scaled alike, so that normals
/// stay what they are.
fn mesh(surface: &Surface) -> (Mesh, f32, Vec3) {
    let points: Vec<Vec3> = surface.vertices.iter().map(|vertex| scene::position(*vertex)).collect();
    let low = points.iter().fold(Vec3::INFINITY, |low, point| low.min(*point));
    let high = points.iter().fold(Vec3::NEG_INFINITY, |high, point| high.max(*point));
    let size = (high - low).max_element().max(1e-6);
    let origin = Vec3::new((low.x + high.x) / 2.0, (low.y + high.y) / 2.0, low.z);
    let vertices = points.iter().zip(&surface.normals).map(|(point, normal)| Vertex {
        position: (*point - origin) / size,
        normal: scene::direction(*normal).normalize_or(Vec3::Z),
    });
    let index_count = surface.triangles.len() as u32;
    let mesh = Mesh {
        name: format!("surface-{:016x}", surface.hash),
        vertices: vertices.collect(),
        // A mirrored number system changes no picture: what is counter-clockwise to the eye stays so.
        indices: surface.triangles.clone(),
        sections: vec![Section { material: Material::Plain, first_index: 0, index_count }],
        solids: Vec::new(),
    };
    (mesh, size, origin)
}

/// The flat piece that the renderer looks for by its name.
fn flat() -> Mesh {
    let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)];
    let vertices = corners.map(|(x, y)| Vertex { position: Vec3::new(x, y, 0.0), normal: Vec3::Z });
    Mesh {
        name: "road".into(),
        vertices: vertices.to_vec(),
        indices: vec![0, 1, 2, 0, 2, 3],
        sections: vec![Section { material: Material::Plain, first_index: 0, index_count: 6 }],
        solids: Vec::new(),
    }
}
