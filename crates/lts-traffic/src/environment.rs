//! Light and weather: what the sun, the sky and the air are like in each of the four weathers.

use glam::Vec3;
use lts_core::Seed;

use crate::choices::{Choice, Draws};
use crate::parameters::Parameters;
use crate::scene::{Environment, Weather};

/// Draws the weather of a scene and what varies inside it.
pub(crate) fn environment(parameters: &Parameters, seed: Seed, choices: &mut Vec<Choice>) -> Environment {
    let mut draws = Draws::new("environment", seed, choices);
    let weather = match draws.categorical(0, "weather", &parameters.weather, "weather") {
        0 => Weather::ClearNoon,
        1 => Weather::ClearSunset,
        2 => Weather::RainNoon,
        _ => Weather::RainSunset,
    };
    let azimuth = draws.normal("sun_azimuth", parameters.sun_azimuth_spread, "light.sun_azimuth_spread");
    let stops = draws.normal("exposure", parameters.exposure_spread, "light.exposure_spread");
    let share = draws.uniform(0, "within", 0.0, 1.0) as f32;
    let noise = draws.uniform(0, "noise", 0.5, 3.0) as f32;
    let texture_seed = draws.uniform(0, "texture", 0.0, 16_777_216.0) as u32;
    let mix = |low: f32, high: f32| low + (high - low) * share;
    let elevation = match weather {
        Weather::ClearNoon | Weather::RainNoon => mix(0.7, 1.1),
        Weather::ClearSunset | Weather::RainSunset => mix(0.1, 0.26),
    };
    // Azimuth 0 is south-east of a road that runs north: light from the front right.
    let around = azimuth as f32 - 0.6;
    let sun_direction =
        Vec3::new(around.cos() * elevation.cos(), around.sin() * elevation.cos(), elevation.sin())
            .normalize();
    let look = Environment {
        weather,
        sun_direction,
        sun_color: Vec3::ZERO,
        ambient_color: Vec3::ZERO,
        ground_color: Vec3::ZERO,
        zenith_color: Vec3::ZERO,
        horizon_color: Vec3::ZERO,
        cloud_cover: 0.0,
        fog_density: 0.0,
        rain: 0.0,
        wetness: 0.0,
        exposure: (stops as f32).clamp(-2.0, 2.0).exp2(),
        noise,
        texture_seed,
    };
    match weather {
        Weather::ClearNoon => Environment {
            sun_color: Vec3::new(2.6, 2.45, 2.2),
            ambient_color: Vec3::new(0.52, 0.60, 0.74),
            ground_color: Vec3::new(0.20, 0.19, 0.17),
            zenith_color: Vec3::new(0.16, 0.33, 0.72),
            horizon_color: Vec3::new(0.66, 0.78, 0.92),
            cloud_cover: mix(0.0, 0.55),
            fog_density: 0.0012,
            ..look
        },
        Weather::ClearSunset => Environment {
            sun_color: Vec3::new(2.5, 1.25, 0.45),
            ambient_color: Vec3::new(0.34, 0.33, 0.44),
            ground_color: Vec3::new(0.14, 0.11, 0.10),
            zenith_color: Vec3::new(0.16, 0.21, 0.45),
            horizon_color: Vec3::new(1.0, 0.60, 0.30),
            cloud_cover: mix(0.1, 0.6),
            fog_density: 0.003,
            ..look
        },
        Weather::RainNoon => Environment {
            sun_color: Vec3::new(0.12, 0.12, 0.12),
            ambient_color: Vec3::new(0.66, 0.69, 0.72),
            ground_color: Vec3::new(0.22, 0.22, 0.22),
            zenith_color: Vec3::new(0.42, 0.45, 0.49),
            horizon_color: Vec3::new(0.62, 0.65, 0.68),
            cloud_cover: 1.0,
            fog_density: mix(0.006, 0.014),
            rain: mix(0.5, 1.0),
            wetness: mix(0.6, 0.9),
            ..look
        },
        Weather::RainSunset => Environment {
            sun_color: Vec3::new(0.16, 0.10, 0.06),
            ambient_color: Vec3::new(0.30, 0.26, 0.26),
            ground_color: Vec3::new(0.10, 0.09, 0.09),
            zenith_color: Vec3::new(0.17, 0.16, 0.20),
            horizon_color: Vec3::new(0.46, 0.33, 0.26),
            cloud_cover: 1.0,
            fog_density: mix(0.006, 0.014),
            rain: mix(0.5, 1.0),
            wetness: mix(0.7, 0.95),
            ..look
        },
    }
}
