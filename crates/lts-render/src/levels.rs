//! Levels of detail: which form of a shape is drawn for how many pixels.

use lts_traffic::{ShapeId, Shapes};

/// Endings of the names of a shape's forms, fine to coarse.
const ENDINGS: [&str; 4] = ["", ".far", ".tiny", ".speck"];

/// Below so many pixels along the longest side the second, the third and the fourth form are drawn.
const PIXELS: [f32; 3] = [60.0, 20.0, 9.0];

/// Which form of its shape a mesh of this name is: 0 for the finest.
pub(crate) fn level(name: &str) -> usize {
    ENDINGS[1..].iter().position(|ending| name.ends_with(ending)).map_or(0, |index| index + 1)
}

/// The forms of every shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Levels(Vec<[ShapeId; 4]>);

impl Levels {
    /// Finds the forms by their names: `car.sedan`, `car.sedan.far`, `car.sedan.tiny`, `car.sedan.speck`.
    pub fn new(shapes: &Shapes) -> Self {
        let find = |name: &str| {
            shapes.meshes.iter().position(|mesh| mesh.name == name).map(|index| ShapeId(index as u16))
        };
        let forms = shapes.meshes.iter().enumerate().map(|(index, mesh)| {
            let base =
                ENDINGS[1..].iter().fold(mesh.name.as_str(), |name, ending| name.trim_end_matches(ending));
            let mut known = find(base).unwrap_or(ShapeId(index as u16));
            ENDINGS.map(|ending| {
                // A form that is missing is replaced by the next finer one.
                known = find(&format!("{base}{ending}")).unwrap_or(known);
                known
            })
        });
        Self(forms.collect())
    }

    /// The form of `shape` whose longest side covers `pixels`.
    pub fn pick(&self, shape: ShapeId, pixels: f32) -> ShapeId {
        let level = PIXELS.iter().filter(|least| pixels < **least).count();
        self.0[usize::from(shape.0)][level]
    }
}

#[cfg(test)]
mod tests {
    use lts_traffic::{Mesh, Shapes};

    use super::*;

    #[test]
    fn the_form_follows_from_the_pixels() {
        let mesh = |name: &str| Mesh {
            name: name.into(),
            vertices: Vec::new(),
            indices: Vec::new(),
            sections: Vec::new(),
            solids: Vec::new(),
        };
        let meshes = vec![mesh("car"), mesh("car.far"), mesh("pole"), mesh("car.tiny")];
        let levels = Levels::new(&Shapes { meshes });
        let car = |pixels| [0, 1, 3].map(|shape| levels.pick(ShapeId(shape), pixels).0);
        assert_eq!(car(100.0), [0; 3]);
        assert_eq!(car(40.0), [1; 3]);
        assert_eq!(car(2.0), [3; 3]);
        assert_eq!(levels.pick(ShapeId(2), 2.0), ShapeId(2));
    }
}
