//! The procedural traffic scene generator: parameters and a seed become a [`Scene`], as pure data.

mod mesh;
mod scene;

pub use mesh::{Material, Mesh, Section, ShapeId, Shapes, Vertex};
pub use scene::{Camera, Choice, Distribution, Environment, Object, Scene, Weather};

/// The five types of car, in the order of the logits of `cars.type` and of the counts.
pub const CAR_TYPES: [&str; 5] = ["hatchback", "sedan", "suv", "van", "pickup"];
