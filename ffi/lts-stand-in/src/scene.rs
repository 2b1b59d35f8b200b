//! From Unreal's numbers to a scene: centimetres, left-handed and degrees become metres, right-handed and radians.
//!
//! Light: the plugin writes a scene's radiances into lights, fog and sky by the factors in `LtsLight.h`; here they are read back
//! by the inverse factors. A real engine lights a scene in its own way; only geometry is what this stands for.

use std::f32::consts::PI;

use glam::{Quat, Vec3};
use lts_traffic::{Camera, Environment, Weather};

use crate::abi::LtsStandInView;

/// The radiance straight up of a clear sky for a sun of intensity 1.
const CLEAR_ZENITH: Vec3 = Vec3::new(0.020, 0.036, 0.070);
/// Unreal's fog density of an extinction of 1 per centimetre.
const FOG_DENSITY: f32 = 1442.695;
/// Mie scattering of a clear sky, and how many times more of it there is under full clouds.
const CLEAR_MIE: f32 = 0.004;
const CLOUDY_MIE: f32 = 10.0;
/// 8-bit steps of noise for a grain of 1.
const STEPS_OF_GRAIN: f32 = 25.0;

/// A place: centimetres, Y to the right, to metres, Y to the left.
pub(crate) fn position(place: [f32; 3]) -> Vec3 {
    Vec3::new(place[0], -place[1], place[2]) / 100.0
}

/// A direction.
pub(crate) fn direction(axis: [f32; 3]) -> Vec3 {
    Vec3::new(axis[0], -axis[1], axis[2])
}

/// A rotation, seen from the mirrored side.
pub(crate) fn rotation(quaternion: [f32; 4]) -> Quat {
    let [x, y, z, w] = quaternion;
    Quat::from_xyzw(-x, y, -z, w).normalize()
}

/// The pinhole camera of a view.
pub(crate) fn camera(view: &LtsStandInView) -> Result<Camera, String> {
    let turn = rotation(view.rotation);
    let (forward, left) = (turn * Vec3::X, turn * Vec3::Y);
    if left.z.abs() > 1e-3 {
        return Err("the stand-in engine's cameras do not roll".into());
    }
    Ok(Camera {
        position: position(view.location),
        yaw: forward.y.atan2(forward.x),
        pitch: forward.z.clamp(-1.0, 1.0).asin(),
        horizontal_field_of_view: view.field_of_view.to_radians(),
        width: view.width,
        height: view.height,
    })
}

/// Light and weather of a view.
pub(crate) fn environment(view: &LtsStandInView) -> Environment {
    let color = Vec3::from_array;
    let sun = color(view.sun);
    let forward = direction(view.sun_forward);
    Environment {
        weather: Weather::ClearNoon,
        sun_direction: if forward.length() > 0.0 { -forward.normalize() } else { Vec3::Z },
        sun_color: sun / PI,
        ambient_color: color(view.sky),
        ground_color: color(view.ground),
        zenith_color: color(view.zenith) * CLEAR_ZENITH * sun.max_element().max(0.01),
        horizon_color: color(view.fog_color),
        cloud_cover: ((view.mie / CLEAR_MIE - 1.0) / CLOUDY_MIE).clamp(0.0, 1.0),
        fog_density: view.fog_density / FOG_DENSITY * 100.0,
        // Streaks and wet surfaces are things with materials of their own.
        rain: 0.0,
        wetness: 0.0,
        exposure: view.exposure.exp2(),
        noise: view.grain * STEPS_OF_GRAIN,
        texture_seed: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_left_hand_becomes_the_right_one() {
        // 1 m ahead, 2 m to the right, 3 m up.
        assert_eq!(position([100.0, 200.0, 300.0]), Vec3::new(1.0, -2.0, 3.0));
        // A yaw of 90 degrees to the right: what looked ahead looks to the right.
        let half = std::f32::consts::FRAC_1_SQRT_2;
        let right = rotation([0.0, 0.0, half, half]) * Vec3::X;
        assert!((right - Vec3::NEG_Y).length() < 1e-6, "{right}");
        // A pitch of 90 degrees upward, as Unreal writes it.
        let up = rotation([0.0, -half, 0.0, half]) * Vec3::X;
        assert!((up - Vec3::Z).length() < 1e-6, "{up}");
    }

    #[test]
    fn cameras_look_where_their_x_axis_points() {
        let half = (15.0_f32.to_radians() / 2.0).sin_cos();
        let view = LtsStandInView {
            width: 4,
            height: 2,
            rotation: [0.0, 0.0, half.0, half.1],
            field_of_view: 90.0,
            ..LtsStandInView::default()
        };
        let seen = camera(&view).unwrap();
        assert!((seen.yaw + 15.0_f32.to_radians()).abs() < 1e-6, "{seen:?}");
        assert!((seen.horizontal_field_of_view - PI / 2.0).abs() < 1e-6);
        let rolled = LtsStandInView { rotation: [half.0, 0.0, 0.0, half.1], ..view };
        assert!(camera(&rolled).is_err());
    }
}
