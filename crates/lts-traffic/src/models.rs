//! Model files instead of procedural shapes: glTF binaries of cars and buildings, told apart by their names.

use std::path::{Path, PathBuf};

use glam::{Mat4, Vec3};
use lts_core::SimulatorError;

use crate::mesh::{Material, Mesh, ShapeId, Shapes};
use crate::shapes::{Catalogue, MeshBuilder};

/// Parts of file names, and the car type they stand for.
const CARS: [(&str, usize); 9] = [
    ("hatchback", 0),
    ("normalcar2", 0),
    ("sedan", 1),
    ("normalcar1", 1),
    ("taxi", 1),
    ("suv", 2),
    ("van", 3),
    ("ambulance", 3),
    ("pickup", 4),
];

fn error(path: &Path, reason: impl Into<String>) -> SimulatorError {
    SimulatorError::Model { path: path.display().to_string(), reason: reason.into() }
}

/// Replaces the shapes that `folder` has models of. Sizes stay those of the generator: a model fills the same box.
pub(crate) fn replace(
    folder: &Path,
    shapes: &mut Shapes,
    catalogue: &mut Catalogue,
) -> Result<(), SimulatorError> {
    let entries = std::fs::read_dir(folder)
        .map_err(|cause| error(folder, format!("the folder of models cannot be read: {cause}")))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("glb")))
        .collect();
    files.sort();
    let mut replaced = [false; 5];
    let mut buildings = Vec::new();
    for file in &files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        let last = name.rsplit('_').next().unwrap_or(&name).to_string();
        let car = CARS.iter().find(|(part, _)| last.contains(part)).map(|(_, index)| *index);
        let is_building = name.contains("building") || name.contains("house");
        if car.is_none() && !is_building {
            continue;
        }
        // Several models of one type: the first by name is taken.
        if car.is_some_and(|index| replaced[index]) {
            continue;
        }
        let mesh = read(file, if car.is_some() { Kind::Car } else { Kind::Building })?;
        shapes.meshes.push(mesh);
        let id = ShapeId((shapes.meshes.len() - 1) as u16);
        match car {
            Some(index) => {
                replaced[index] = true;
                catalogue.cars[index].0 = id;
            }
            None => buildings.push(id),
        }
    }
    if buildings.is_empty() && !replaced.contains(&true) {
        let reason = "it has no .glb file whose name says hatchback, sedan, suv, van, pickup or building";
        return Err(error(folder, reason));
    }
    if !buildings.is_empty() {
        catalogue.buildings = buildings;
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Car,
    Building,
}

/// Reads all triangles of a file, turned to our frame (x forward, z up) and scaled into the unit box.
fn read(path: &Path, kind: Kind) -> Result<Mesh, SimulatorError> {
    let unusable = |cause: gltf::Error| error(path, format!("this is no usable glTF binary: {cause}"));
    let (document, buffers, _) = gltf::import(path).map_err(unusable)?;
    let mut triangles = Vec::new();
    let scene = document.default_scene().or_else(|| document.scenes().next());
    for node in scene.iter().flat_map(|scene| scene.nodes()) {
        collect(&node, Mat4::IDENTITY, &buffers, kind, &mut triangles);
    }
    if triangles.is_empty() {
        return Err(error(path, "it has no triangles"));
    }
    // glTF has y up and models look along +z: z becomes our x, x our y, y our z.
    let turn = |p: Vec3| Vec3::new(p.z, p.x, p.y);
    let all =
        || triangles.iter().flat_map(|(_, corners): &(Material, [Vec3; 3])| corners.iter().map(|p| turn(*p)));
    let low = all().fold(Vec3::INFINITY, Vec3::min);
    let high = all().fold(Vec3::NEG_INFINITY, Vec3::max);
    let size = (high - low).max(Vec3::splat(1e-6));
    let origin = Vec3::new((low.x + high.x) / 2.0, (low.y + high.y) / 2.0, low.z);
    let mut mesh = MeshBuilder::new();
    for (material, corners) in &triangles {
        let [a, b, c] = corners.map(|p| turn(p) - origin);
        mesh.triangle(*material, a, b, c);
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(mesh.finish(name, size))
}

fn collect(
    node: &gltf::Node<'_>,
    parent: Mat4,
    buffers: &[gltf::buffer::Data],
    kind: Kind,
    triangles: &mut Vec<(Material, [Vec3; 3])>,
) {
    let place = parent * Mat4::from_cols_array_2d(&node.transform().matrix());
    for primitive in node.mesh().iter().flat_map(gltf::Mesh::primitives) {
        let material = material(primitive.material().name().unwrap_or_default(), kind);
        let reader = primitive.reader(|buffer| buffers.get(buffer.index()).map(|data| data.0.as_slice()));
        let Some(positions) = reader.read_positions() else { continue };
        let points: Vec<Vec3> = positions.map(|p| place.transform_point3(Vec3::from(p))).collect();
        let indices: Vec<usize> = match reader.read_indices() {
            Some(indices) => indices.into_u32().map(|index| index as usize).collect(),
            None => (0..points.len()).collect(),
        };
        let corners =
            indices.chunks_exact(3).filter(|corners| corners.iter().all(|index| *index < points.len()));
        triangles.extend(corners.map(|c| (material, [points[c[0]], points[c[1]], points[c[2]]])));
    }
    for child in node.children() {
        collect(&child, place, buffers, kind, triangles);
    }
}

/// What a named part of a model is made of.
fn material(name: &str, kind: Kind) -> Material {
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match kind {
        Kind::Car if says(&["window", "glass", "windshield"]) => Material::Glass,
        Kind::Car if says(&["tail", "rear", "back", "brake", "red"]) && says(&["light", "lamp"]) => {
            Material::RearLamp
        }
        Kind::Car if says(&["light", "lamp"]) => Material::HeadLamp,
        Kind::Car if says(&["plate"]) => Material::Plate,
        Kind::Car if says(&["rim", "metal", "chrome", "hub", "grey", "gray"]) => Material::Metal,
        Kind::Car if says(&["wheel", "tyre", "tire", "black", "rubber", "bumper", "trim"]) => {
            Material::Rubber
        }
        Kind::Car => Material::Paint,
        Kind::Building if says(&["roof"]) => Material::Roof,
        Kind::Building if says(&["window", "glass"]) => Material::Glass,
        Kind::Building => Material::Plain,
    }
}
