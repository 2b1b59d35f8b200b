//! The ground: grass, asphalt, pavements with kerbs, lane markings.

use glam::{Vec2, Vec3};

use crate::layout::{AHEAD, ASIDE, BEHIND, LANE, Layout, PAVEMENT};
use crate::placing::{Placer, class};
use crate::shapes::Catalogue;

/// Height of the pavement above the road, m.
pub(crate) const KERB_HEIGHT: f32 = 0.12;
/// The road lies a little above the grass, and markings above the road, so that depth tells them apart.
const ROAD_HEIGHT: f32 = 0.03;
const MARKING_HEIGHT: f32 = 0.045;

/// Places the ground of `layout`.
pub(crate) fn ground(layout: &Layout, shapes: &Catalogue, placer: &mut Placer, asphalt: f32) {
    let mut piece = |shape, class, low: Vec2, high: Vec2, z: f32, height: f32, color: Vec3| {
        let center = (low + high) / 2.0;
        let size = Vec3::new(high.x - low.x, high.y - low.y, height);
        if size.x > 0.01 && size.y > 0.01 {
            placer.ground(shape, class, center.extend(z), size, 0.0, color);
        }
    };
    let grass = Vec3::new(0.15, 0.21, 0.07);
    piece(
        shapes.terrain,
        class::TERRAIN,
        Vec2::new(BEHIND, -240.0),
        Vec2::new(420.0, 240.0),
        0.0,
        1.0,
        grass,
    );
    let road_color = Vec3::splat(asphalt);
    let (kerb, outer) = (layout.kerb(), layout.pavement());
    let (near, far) = (layout.cross, layout.far_side());
    for (from, to) in layout.stretches() {
        piece(
            shapes.road,
            class::ROAD,
            Vec2::new(from, -kerb),
            Vec2::new(to, kerb),
            ROAD_HEIGHT,
            1.0,
            road_color,
        );
    }
    // The crossing road, with the square in the middle.
    let (left, right) = (if layout.left { ASIDE } else { kerb }, if layout.right { ASIDE } else { kerb });
    if layout.left || layout.right {
        piece(
            shapes.road,
            class::ROAD,
            Vec2::new(near, -right),
            Vec2::new(far, left),
            ROAD_HEIGHT,
            1.0,
            road_color,
        );
    }
    let stone = Vec3::new(0.44, 0.43, 0.42);
    let mut slab = |low: Vec2, high: Vec2| {
        piece(shapes.pavement, class::SIDEWALK, low, high, 0.0, KERB_HEIGHT + ROAD_HEIGHT, stone)
    };
    for side in [1.0_f32, -1.0] {
        let open = if side > 0.0 { layout.left } else { layout.right };
        let (low, high) = (outer.min(kerb) * side, outer.max(kerb) * side);
        let (low, high) = (low.min(high), low.max(high));
        for (from, to) in layout.stretches() {
            slab(Vec2::new(from, low), Vec2::new(to, high));
        }
        if open {
            // Both sides of the crossing road, from the corner outward.
            let (inner, end) = (outer * side, ASIDE * side);
            let (a, b) = (inner.min(end), inner.max(end));
            slab(Vec2::new(near - PAVEMENT, a), Vec2::new(near, b));
            slab(Vec2::new(far, a), Vec2::new(far + PAVEMENT, b));
        } else if layout.left || layout.right {
            // The closed side of an L.
            slab(Vec2::new(near, low), Vec2::new(far, high));
        }
    }
    let ends_here = layout.stretches().len() == 1 && (layout.left || layout.right);
    if ends_here {
        slab(Vec2::new(far, -outer), Vec2::new(far + PAVEMENT, outer));
    }
    markings(layout, shapes, placer);
}

fn markings(layout: &Layout, shapes: &Catalogue, placer: &mut Placer) {
    let paint = Vec3::splat(0.72);
    let mut stripe = |x: f32, y: f32, length: f32, width: f32| {
        let (center, size) = (Vec3::new(x, y, MARKING_HEIGHT), Vec3::new(length, width, 1.0));
        placer.ground(shapes.marking, class::ROAD, center, size, 0.0, paint);
    };
    let edge = layout.lanes as f32 * LANE;
    for (from, to) in layout.stretches() {
        let to = to.min(AHEAD);
        let has_stop = layout.cross < AHEAD && to == layout.cross;
        let end = if has_stop { to - 5.5 } else { to };
        let length = end - from;
        if length <= 2.0 {
            continue;
        }
        for side in [-1.0, 1.0] {
            stripe((from + end) / 2.0, side * edge, length, 0.1);
        }
        // 3 m of line, 4.5 m of gap, as in towns.
        let dashes = ((length.min(75.0)) / 7.5) as usize;
        for dash in 0..dashes {
            let x = from.max(BEHIND) + 3.75 + 7.5 * dash as f32;
            stripe(x, 0.0, 3.0, 0.13);
            if layout.lanes > 1 {
                for side in [-1.0, 1.0] {
                    stripe(x + 3.0, side * LANE, 3.0, 0.11);
                }
            }
        }
        if has_stop && layout.left | layout.right {
            stripe(to - 4.2, -edge / 2.0, 0.4, edge - 0.2);
            // A crossing for pedestrians.
            let bars = (2.0 * edge / 1.1) as usize;
            for bar in 0..bars {
                stripe(to - 2.2, -edge + 0.55 + 1.1 * bar as f32, 2.4, 0.5);
            }
        }
    }
}
