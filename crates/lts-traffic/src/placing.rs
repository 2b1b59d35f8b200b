//! Placing things in a scene: objects with poses, sizes, classes and instance numbers, and their footprints.

use glam::{Quat, Vec2, Vec3};

use crate::mesh::ShapeId;
use crate::scene::Object;

/// Cityscapes label ids of what the generator places.
pub(crate) mod class {
    pub const ROAD: u8 = 7;
    pub const SIDEWALK: u8 = 8;
    pub const BUILDING: u8 = 11;
    pub const POLE: u8 = 17;
    pub const TRAFFIC_SIGN: u8 = 20;
    pub const VEGETATION: u8 = 21;
    pub const TERRAIN: u8 = 22;
    pub const CAR: u8 = 26;
}

/// A rectangle on the ground, turned by `yaw`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Footprint {
    pub center: Vec2,
    /// Half length and half width.
    pub half: Vec2,
    pub yaw: f32,
}

impl Footprint {
    /// Whether two rectangles touch (separating axis test).
    pub fn overlaps(&self, other: &Self) -> bool {
        let between = other.center - self.center;
        // Most are far apart, which is cheaper to see.
        if between.length() > self.half.length() + other.half.length() {
            return false;
        }
        let axes = |f: &Self| {
            let forward = Vec2::from_angle(f.yaw);
            [forward, forward.perp()]
        };
        let reach = |f: &Self, axis: Vec2| {
            let [forward, left] = axes(f);
            f.half.x * forward.dot(axis).abs() + f.half.y * left.dot(axis).abs()
        };
        axes(self)
            .into_iter()
            .chain(axes(other))
            .all(|axis| between.dot(axis).abs() < reach(self, axis) + reach(other, axis))
    }
}

/// Collects objects and hands out instance numbers.
#[derive(Default)]
pub(crate) struct Placer {
    pub objects: Vec<Object>,
    instances: u16,
}

/// What is placed, apart from where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Thing {
    pub shape: ShapeId,
    pub size: Vec3,
    pub class: u8,
    pub color: Vec3,
    pub variation: u32,
}

impl Placer {
    /// Places something that is told apart from others of its class.
    pub fn place(&mut self, thing: Thing, position: Vec3, yaw: f32) -> &mut Object {
        self.instances = self.instances.saturating_add(1);
        let instance = self.instances;
        self.push(thing, position, yaw, instance)
    }

    /// Places a piece of the ground: no instance.
    pub fn ground(&mut self, shape: ShapeId, class: u8, center: Vec3, size: Vec3, yaw: f32, color: Vec3) {
        let thing = Thing { shape, size, class, color, variation: 0 };
        self.push(thing, center, yaw, 0);
    }

    /// Places a further part of the thing that was placed last, with its own class and instance number.
    fn push(&mut self, thing: Thing, position: Vec3, yaw: f32, instance: u16) -> &mut Object {
        let Thing { shape, size, class, color, variation } = thing;
        let rotation = Quat::from_rotation_z(yaw);
        self.objects.push(Object {
            shape,
            size,
            position,
            rotation,
            class,
            instance,
            car_type: None,
            color,
            variation,
        });
        let last = self.objects.len() - 1;
        &mut self.objects[last]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footprints_overlap_where_they_touch() {
        let at =
            |x: f32, y: f32, yaw: f32| Footprint { center: Vec2::new(x, y), half: Vec2::new(2.0, 1.0), yaw };
        assert!(at(0.0, 0.0, 0.0).overlaps(&at(3.9, 0.0, 0.0)));
        assert!(!at(0.0, 0.0, 0.0).overlaps(&at(4.1, 0.0, 0.0)));
        assert!(at(0.0, 0.0, 0.0).overlaps(&at(2.9, 0.0, std::f32::consts::FRAC_PI_2)));
        assert!(!at(0.0, 0.0, 0.0).overlaps(&at(3.1, 0.0, std::f32::consts::FRAC_PI_2)));
    }
}
