//! Kinds of surface: each has its own shaders and is drawn in one go.

use lts_traffic::Material;

/// What a surface is shaded by, in the order of drawing: what hides much and lies near comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Surface {
    /// Cars, posts, signs.
    Thing,
    /// Leaves and bark.
    Plant,
    /// Walls with windows.
    Facade,
    /// Roofs.
    Roof,
    /// Slabs and kerb stones.
    Pavement,
    /// Asphalt and the paint on it.
    Road,
    /// Grass and earth.
    Grass,
}

impl Surface {
    /// All, in the order of drawing.
    pub const ALL: [Self; 7] =
        [Self::Thing, Self::Plant, Self::Facade, Self::Roof, Self::Pavement, Self::Road, Self::Grass];

    /// The surface of a material.
    pub fn of(material: Material) -> Self {
        match material {
            Material::Bark | Material::Foliage => Self::Plant,
            Material::Facade => Self::Facade,
            Material::Roof => Self::Roof,
            Material::Pavement | Material::Kerb => Self::Pavement,
            Material::Asphalt | Material::Marking => Self::Road,
            Material::Grass => Self::Grass,
            Material::Paint
            | Material::Glass
            | Material::Rubber
            | Material::Metal
            | Material::HeadLamp
            | Material::RearLamp
            | Material::Plate
            | Material::Plain => Self::Thing,
        }
    }

    /// Entry points of its vertex and fragment shaders.
    pub fn shaders(self) -> (&'static str, &'static str) {
        match self {
            Self::Thing => ("place", "shade_thing"),
            Self::Plant => ("place", "shade_plant"),
            Self::Facade => ("place", "shade_facade"),
            Self::Roof => ("place", "shade_roof"),
            Self::Pavement => ("place", "shade_pavement"),
            Self::Road => ("place_ground", "shade_road"),
            Self::Grass => ("place_ground", "shade_grass"),
        }
    }
}
