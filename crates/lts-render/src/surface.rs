//! Kinds of surface: each has its own shaders and is drawn in one go.

use lts_traffic::Material;

/// What a surface is shaded by, in the order of drawing: what hides much and lies near comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Surface {
    /// Cars, posts, signs that are near.
    Thing,
    /// Leaves and bark that are not far away.
    Plant,
    /// Walls with windows.
    Facade,
    /// Roofs.
    Roof,
    /// Things and plants of few pixels.
    Distant,
    /// Slabs and kerb stones.
    Pavement,
    /// Asphalt and the paint on it.
    Road,
    /// Grass and earth.
    Grass,
}

impl Surface {
    /// All, in the order of drawing.
    pub const ALL: [Self; 8] = [
        Self::Thing,
        Self::Plant,
        Self::Facade,
        Self::Roof,
        Self::Distant,
        Self::Pavement,
        Self::Road,
        Self::Grass,
    ];

    /// The surface of a material of a shape's form `level`, 0 for the finest. Leaves need their mottling longer than
    /// things need their gloss.
    pub fn of(material: Material, level: usize) -> Self {
        match Self::near(material) {
            Self::Thing if level > 0 => Self::Distant,
            Self::Plant if level > 1 => Self::Distant,
            surface => surface,
        }
    }

    fn near(material: Material) -> Self {
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
            Self::Thing => ("place_lit", "shade_thing"),
            Self::Plant => ("place_lit", "shade_plant"),
            Self::Facade => ("place_facade", "shade_facade"),
            Self::Roof => ("place", "shade_roof"),
            Self::Distant => ("place_distant", "shade_distant"),
            Self::Pavement => ("place", "shade_pavement"),
            Self::Road => ("place_ground", "shade_road"),
            Self::Grass => ("place_ground", "shade_grass"),
        }
    }
}
