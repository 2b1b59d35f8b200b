//! The procedural traffic scene generator: parameters and a seed become a [`Scene`], as pure data.
//!
//! ```
//! use lts_core::{Seed, Size};
//! use lts_traffic::{Generator, GeneratorSettings, parameter_space};
//! let settings = GeneratorSettings { size: Size::new(256, 144), horizontal_field_of_view: 1.4, models: None };
//! let space = parameter_space();
//! let values = space.values(&space.start())?;
//! let scene = Generator::new(&settings)?.scene(&values, Seed::new(1))?;
//! assert!(scene.objects.len() > 20);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cars;
mod choices;
mod environment;
mod generator;
mod ground;
mod layout;
mod mesh;
mod models;
mod parameters;
mod placing;
mod roadside;
mod scene;
mod shapes;

pub use choices::{Choice, Distribution, score_function};
pub use generator::{Generator, GeneratorSettings};
pub use mesh::{Material, Mesh, Section, ShapeId, Shapes, Vertex};
pub use parameters::{CAR_COLORS, CAR_TYPES, INTERSECTIONS, WEATHERS, parameter_space};
pub use scene::{Camera, Environment, Object, Scene, Weather};
