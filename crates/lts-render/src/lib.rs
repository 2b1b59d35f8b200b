//! A headless wgpu renderer: a scene becomes colour, class, instance and depth images, and counts of visible cars.
//!
//! Many views share one submission, and every core has a renderer of its own. While the device draws one batch, the next
//! one is generated, culled and packed. Effects of the camera and the weather that need the finished image are added on
//! the way back.

mod batch;
pub mod bench;
mod counts;
mod device;
mod frustum;
mod geometry;
mod lanes;
mod levels;
mod occlusion;
mod pack;
mod pipelines;
mod post;
mod readback;
mod renderer;
mod settings;
mod sheet;
mod simulator;
mod surface;
mod targets;

pub use counts::{CarTypes, visible as visible_cars};
pub use device::{DeviceInfo, devices};
pub use lanes::{LaneStages, Lanes};
pub use renderer::{Renderer, Stages};
pub use settings::SimulatorSettings;
pub use sheet::contact_sheet;
pub use simulator::TrafficSimulator;
