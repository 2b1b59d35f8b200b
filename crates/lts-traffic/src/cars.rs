//! Cars: in lanes, waiting at the intersection, on the crossing road, and parked; none touches another.

use std::f32::consts::{FRAC_PI_2, PI};

use glam::{Vec2, Vec3};
use lts_core::Seed;

use crate::choices::{Choice, Draws};
use crate::layout::{AHEAD, ASIDE, Intersection, LANE, Layout, PARKING, PAVEMENT};
use crate::parameters::Parameters;
use crate::placing::{Placer, Thing, class};
use crate::roadside::FAR;
use crate::shapes::{Catalogue, car_sizes};

/// Length of road that a driving car takes at least, m: the longest car and a gap.
const HEADWAY: f32 = 7.5;
/// Length of a parking space, m.
const SPACE: f32 = 6.3;
/// The road surface lies here.
const ROAD_HEIGHT: f32 = 0.03;
/// Linear colours by the options of `cars.color`.
const COLORS: [Vec3; 8] = [
    Vec3::new(0.78, 0.78, 0.77),
    Vec3::new(0.50, 0.51, 0.53),
    Vec3::new(0.17, 0.175, 0.18),
    Vec3::new(0.018, 0.018, 0.02),
    Vec3::new(0.03, 0.075, 0.24),
    Vec3::new(0.36, 0.022, 0.02),
    Vec3::new(0.03, 0.12, 0.06),
    Vec3::new(0.44, 0.37, 0.27),
];

/// A stretch of lane: where it starts, its direction as yaw, its length.
struct Lane {
    start: Vec2,
    yaw: f32,
    length: f32,
}

/// Places all cars.
pub(crate) fn cars(
    parameters: &Parameters,
    layout: &Layout,
    shapes: &Catalogue,
    seed: Seed,
    placer: &mut Placer,
    choices: &mut Vec<Choice>,
) {
    let mut traffic = Traffic { parameters, layout, shapes, number: 0 };
    let mut draws = Draws::new("cars", seed, choices);
    for (index, lane) in traffic.lanes().iter().enumerate() {
        let density = ("cars.density", parameters.cars_density);
        let wanted = draws.poisson(index, "count", density, f64::from(lane.length.max(0.0)) / 100.0);
        let count = wanted.min((lane.length / HEADWAY).max(0.0) as usize);
        let spare = lane.length - count as f32 * HEADWAY;
        let mut places: Vec<f32> = (0..count)
            .map(|car| draws.uniform(1000 * index + car, "along", 0.0, 1.0) as f32 * spare)
            .collect();
        places.sort_by(f32::total_cmp);
        for (car, place) in places.into_iter().enumerate() {
            let along = place + (car as f32 + 0.5) * HEADWAY;
            let sway = draws.uniform(1000 * index + car, "sway", -0.25, 0.25) as f32;
            let forward = Vec2::from_angle(lane.yaw);
            let center = lane.start + forward * along + forward.perp() * sway;
            traffic.place(&mut draws, placer, center, lane.yaw);
        }
    }
    traffic.waiting(&mut draws, placer);
    traffic.parked(&mut Draws::new("parked", seed, choices), placer);
}

struct Traffic<'a> {
    parameters: &'a Parameters,
    layout: &'a Layout,
    shapes: &'a Catalogue,
    number: usize,
}

/// Room before the stop line for cars that wait, m.
const QUEUE: f32 = 3.0 * HEADWAY;

impl Traffic<'_> {
    fn lanes(&self) -> Vec<Lane> {
        let layout = self.layout;
        let mut lanes = Vec::new();
        for (index, (from, to)) in layout.stretches().into_iter().enumerate() {
            let stop = to == layout.cross;
            // Ours end before those who wait; the camera's own lane begins in front of its car.
            let end = if stop { to - 5.0 - QUEUE } else { to };
            for lane in 0..layout.lanes {
                let ahead = if index > 0 {
                    from + 3.0
                } else if lane == layout.camera_lane {
                    7.0
                } else {
                    2.5
                };
                let y = layout.lane_center(lane, true);
                lanes.push(Lane { start: Vec2::new(ahead, y), yaw: 0.0, length: end - ahead });
                let near = if index > 0 { from + 3.0 } else { 1.0 };
                let oncoming = if stop { to - 6.0 } else { to };
                let y = layout.lane_center(lane, false);
                lanes.push(Lane { start: Vec2::new(oncoming, y), yaw: PI, length: oncoming - near });
            }
        }
        let clear = layout.kerb() + 2.0;
        let middle = layout.cross + layout.cross_width / 2.0;
        for (open, side) in [(layout.left, 1.0), (layout.right, -1.0)] {
            if open && layout.cross < AHEAD {
                // Right-hand traffic: towards +y on the far half, towards -y on the near half.
                let length = ASIDE * 0.6 - clear;
                let (near, far) = (middle - LANE / 2.0 - 0.2, middle + LANE / 2.0 + 0.2);
                let (inner, outer) = (side * clear, side * (clear + length));
                let (low, high) = (inner.min(outer), inner.max(outer));
                lanes.push(Lane { start: Vec2::new(far, low), yaw: FRAC_PI_2, length });
                lanes.push(Lane { start: Vec2::new(near, high), yaw: -FRAC_PI_2, length });
            }
        }
        lanes.retain(|lane| lane.length > HEADWAY);
        lanes
    }

    /// Cars that stand at the intersection, in our direction.
    fn waiting(&mut self, draws: &mut Draws<'_>, placer: &mut Placer) {
        let layout = self.layout;
        if layout.intersection == Intersection::None || layout.cross > AHEAD {
            return;
        }
        for lane in 0..layout.lanes {
            let waiting = draws.weighted(900_000 + lane, "waiting", &[5.0, 2.5, 1.5, 1.0]);
            for position in 0..waiting {
                let x = layout.cross - 5.0 - (position as f32 + 0.5) * HEADWAY;
                if x > 11.0 {
                    self.place(draws, placer, Vec2::new(x, layout.lane_center(lane, true)), 0.0);
                }
            }
        }
    }

    fn parked(&mut self, draws: &mut Draws<'_>, placer: &mut Placer) {
        let layout = self.layout;
        let y = layout.kerb() - PARKING / 2.0 + 0.05;
        let mut slot = 0;
        for (index, (from, to)) in layout.stretches().into_iter().enumerate() {
            let from = if index == 0 { 0.0 } else { from + 6.0 };
            let to = if to == layout.cross { to - PAVEMENT - 7.0 } else { to.min(110.0) };
            let spaces = ((to - from) / SPACE).max(0.0) as usize;
            for side in [-1.0_f32, 1.0] {
                for space in 0..spaces {
                    slot += 1;
                    let taken = draws.bernoulli(slot, "taken", self.parameters.cars_parked, "cars.parked");
                    let shift = draws.uniform(slot, "shift", -0.3, 0.3) as f32;
                    let turned = draws.weighted(slot, "turned", &[6.0, 1.0]) == 1;
                    let center = Vec2::new(from + (space as f32 + 0.5) * SPACE + shift, side * y);
                    if taken {
                        let yaw = if (side > 0.0) == turned { 0.0 } else { PI };
                        self.place(draws, placer, center, yaw);
                    }
                }
            }
        }
    }

    fn place(&mut self, draws: &mut Draws<'_>, placer: &mut Placer, center: Vec2, yaw: f32) {
        self.number += 1;
        let number = self.number;
        let kind = draws.categorical(number, "type", &self.parameters.cars_type, "cars.type");
        let color = draws.categorical(number, "color", &self.parameters.cars_color, "cars.color");
        let shade = draws.uniform(number, "shade", 0.85, 1.15) as f32;
        let scale = draws.uniform(number, "scale", 0.95, 1.05) as f32;
        let (near, far) = self.shapes.cars[kind];
        let distance = (center - Vec2::new(0.0, self.layout.camera_y())).length();
        let thing = Thing {
            shape: if distance > FAR { far } else { near },
            size: car_sizes()[kind] * Vec3::new(scale, 1.0, 0.5 + 0.5 * scale),
            class: class::CAR,
            color: COLORS[color] * shade,
            variation: number as u32,
        };
        placer.place(thing, center.extend(ROAD_HEIGHT), yaw).car_type = Some(kind as u8);
    }
}
