//! All shapes by name: procedural meshes, and coarser forms of those that cost much.
//!
//! The forms of `car.sedan` are `car.sedan`, `car.sedan.far`, `car.sedan.tiny` and `car.sedan.speck`, from near to far; a
//! host may replace one by another.

mod builder;
mod buildings;
mod cars;
mod plants;
mod street;

pub(crate) use builder::MeshBuilder;

use crate::mesh::{Mesh, ShapeId, Shapes};
use crate::parameters::CAR_TYPES;

/// Ids of the shapes that the generator places.
#[derive(Clone, Debug)]
pub(crate) struct Catalogue {
    /// Near and far form of each car type.
    pub cars: [(ShapeId, ShapeId); 5],
    /// Flat, gable and hip roofs; model files can add more.
    pub buildings: Vec<ShapeId>,
    /// Near and far form of broad trees, tall trees, conifers, bushes; hedges have one form.
    pub plants: [(ShapeId, ShapeId); 5],
    pub pole: ShapeId,
    pub lamp: ShapeId,
    pub traffic_light: ShapeId,
    pub sign_round: ShapeId,
    pub sign_triangle: ShapeId,
    pub sign_rectangle: ShapeId,
    pub road: ShapeId,
    pub marking: ShapeId,
    pub pavement: ShapeId,
    pub terrain: ShapeId,
}

/// Length, width and height of each car type in metres.
pub(crate) fn car_sizes() -> &'static [glam::Vec3; 5] {
    &cars::SIZES
}

/// The procedural shapes.
pub(crate) fn procedural() -> (Shapes, Catalogue) {
    let mut meshes = Vec::new();
    let mut add = |mesh: Mesh| {
        meshes.push(mesh);
        ShapeId((meshes.len() - 1) as u16)
    };
    let cars = std::array::from_fn(|index| {
        let near = add(cars::near(index, format!("car.{}", CAR_TYPES[index])));
        (near, add(cars::far(index, format!("car.{}.far", CAR_TYPES[index]))))
    });
    let plants = plants::all();
    let catalogue = Catalogue {
        cars,
        buildings: vec![add(buildings::flat()), add(buildings::gable()), add(buildings::hip())],
        plants: plants.each_ref().map(|[near, far, ..]| (add(near.clone()), add(far.clone()))),
        pole: add(street::pole()),
        lamp: add(street::lamp()),
        traffic_light: add(street::traffic_light()),
        sign_round: add(street::sign_round()),
        sign_triangle: add(street::sign_triangle()),
        sign_rectangle: add(street::sign_rectangle()),
        road: add(street::flat("road", crate::Material::Asphalt)),
        marking: add(street::flat("marking", crate::Material::Marking)),
        pavement: add(street::pavement()),
        terrain: add(street::flat("terrain", crate::Material::Grass)),
    };
    for (index, name) in CAR_TYPES.iter().enumerate() {
        add(cars::tiny(index, format!("car.{name}.tiny")));
        add(cars::speck(index, format!("car.{name}.speck")));
    }
    for [_, _, tiny, speck] in plants {
        add(tiny);
        add(speck);
    }
    add(street::pole_far());
    add(street::lamp_far());
    (Shapes { meshes }, catalogue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meshes_are_whole_and_fill_the_unit_box() {
        for mesh in procedural().0.meshes {
            let covered: u32 = mesh.sections.iter().map(|section| section.index_count).sum();
            assert_eq!(covered as usize, mesh.indices.len(), "{}", mesh.name);
            assert!(
                mesh.indices.iter().all(|index| (*index as usize) < mesh.vertices.len()),
                "{}",
                mesh.name
            );
            let (mut low, mut high) = (glam::Vec3::INFINITY, glam::Vec3::NEG_INFINITY);
            for vertex in &mesh.vertices {
                (low, high) = (low.min(vertex.position), high.max(vertex.position));
                assert!((vertex.normal.length() - 1.0).abs() < 1e-3, "{}", mesh.name);
            }
            let (bottom, top) = (glam::Vec3::new(-0.5, -0.5, 0.0), glam::Vec3::new(0.5, 0.5, 1.0));
            assert!(
                low.cmpge(bottom - 1e-4).all() && high.cmple(top + 1e-4).all(),
                "{}: {low} {high}",
                mesh.name
            );
            // Flat things have no height, plates no depth, and the lumps of a far bush stay a little inside.
            assert!((high - low).cmpgt(glam::Vec3::splat(0.75)).any(), "{}: {low} {high}", mesh.name);
        }
    }

    #[test]
    fn triangles_face_outward() {
        // Seen from the middle of a car, its body's surface points away.
        for mesh in procedural().0.meshes.iter().filter(|mesh| mesh.name.starts_with("car.")) {
            let center = glam::Vec3::new(0.0, 0.0, 0.45);
            let outward = mesh.indices.chunks_exact(3).filter(|corners| {
                let at = |corner: usize| mesh.vertices[corners[corner] as usize].position;
                let normal = (at(1) - at(0)).cross(at(2) - at(0));
                normal.dot(at(0) - center) > 0.0
            });
            let share = outward.count() as f64 / mesh.triangle_count() as f64;
            assert!(share > 0.8, "{}: {share}", mesh.name);
        }
    }

    #[test]
    fn shapes_keep_to_their_budget_of_triangles() {
        for mesh in procedural().0.meshes {
            let budget = match mesh.name.as_str() {
                name if name.ends_with(".speck") => 20,
                name if name.starts_with("car.") && name.ends_with(".tiny") => 36,
                name if name.starts_with("car.") && name.ends_with(".far") => 110,
                name if name.starts_with("car.") => 420,
                name if name.ends_with(".tiny") => 34,
                name if name.ends_with(".far") => 80,
                name if name.starts_with("plant.") => 420,
                _ => 90,
            };
            assert!(mesh.triangle_count() <= budget, "{}: {}", mesh.name, mesh.triangle_count());
        }
    }
}
