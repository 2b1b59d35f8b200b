//! What stands beside the road: buildings, plants, street furniture, and the backdrop at the horizon.

use glam::{Vec2, Vec3};
use lts_core::Seed;

use crate::choices::{Choice, Draws};
use crate::ground::KERB_HEIGHT;
use crate::layout::{AHEAD, ASIDE, Intersection, Layout, PAVEMENT};
use crate::parameters::Parameters;
use crate::placing::{Footprint, Placer, Thing, class};
use crate::shapes::Catalogue;

/// Beyond this distance from the camera things take their far form, m.
pub(crate) const FAR: f32 = 34.0;
/// Plaster, brick, concrete: linear colours of walls.
const WALLS: [Vec3; 8] = [
    Vec3::new(0.70, 0.66, 0.56),
    Vec3::new(0.62, 0.52, 0.36),
    Vec3::new(0.36, 0.17, 0.11),
    Vec3::new(0.46, 0.44, 0.42),
    Vec3::new(0.72, 0.71, 0.68),
    Vec3::new(0.52, 0.36, 0.24),
    Vec3::new(0.42, 0.30, 0.20),
    Vec3::new(0.58, 0.60, 0.60),
];
/// Linear colours of leaves.
const LEAVES: [Vec3; 5] = [
    Vec3::new(0.055, 0.105, 0.022),
    Vec3::new(0.085, 0.135, 0.03),
    Vec3::new(0.04, 0.08, 0.025),
    Vec3::new(0.12, 0.15, 0.035),
    Vec3::new(0.07, 0.10, 0.045),
];
/// Width along x, across, and height of plants: smallest and largest, m.
const PLANT_SIZES: [[(f32, f32); 2]; 5] = [
    [(4.5, 9.0), (5.0, 11.0)],
    [(2.5, 4.5), (6.0, 14.0)],
    [(2.5, 5.0), (5.0, 13.0)],
    [(1.0, 2.6), (0.8, 2.2)],
    [(3.0, 9.0), (0.9, 2.0)],
];

/// Places all of it; what it needs of the scene's randomness comes from `seed`.
pub(crate) struct Roadside<'a> {
    pub parameters: &'a Parameters,
    pub layout: &'a Layout,
    pub shapes: &'a Catalogue,
    pub seed: Seed,
    footprints: Vec<Footprint>,
}

/// A side of a street: along x at positive or negative y, or along y beyond the end of the road.
#[derive(Clone, Copy)]
struct Side {
    /// Where it starts and how far it runs.
    from: f32,
    length: f32,
    /// Outer edge of its pavement.
    edge: f32,
    /// Direction away from the street: +1 or -1 in y, or 0 for +x.
    away: f32,
}

impl Side {
    /// A point `along` the side and `off` metres away from its edge.
    fn point(&self, along: f32, off: f32) -> Vec2 {
        if self.away == 0.0 {
            Vec2::new(self.edge + off, self.from + along)
        } else {
            Vec2::new(self.from + along, self.away * (self.edge + off))
        }
    }

    /// Yaw of things whose own x runs along the side.
    fn yaw(&self) -> f32 {
        if self.away == 0.0 { std::f32::consts::FRAC_PI_2 } else { 0.0 }
    }
}

impl<'a> Roadside<'a> {
    pub fn new(parameters: &'a Parameters, layout: &'a Layout, shapes: &'a Catalogue, seed: Seed) -> Self {
        Self { parameters, layout, shapes, seed, footprints: Vec::new() }
    }

    /// The sides that are seen: left and right of the main road, and across where it ends.
    fn sides(&self) -> Vec<Side> {
        let mut sides = Vec::new();
        let edge = self.layout.pavement();
        for (index, (from, to)) in self.layout.stretches().into_iter().enumerate() {
            let from = if index == 0 { 1.0 } else { from + PAVEMENT };
            let to = if to == self.layout.cross { to - PAVEMENT } else { to.min(140.0) };
            if to - from > 4.0 {
                sides.extend([1.0, -1.0].map(|away| Side { from, length: to - from, edge, away }));
            }
        }
        if matches!(self.layout.intersection, Intersection::T | Intersection::L) {
            let (from, to) = (-55.0, 55.0);
            sides.push(Side { from, length: to - from, edge: self.layout.far_side() + PAVEMENT, away: 0.0 });
        }
        sides
    }

    fn is_free(&self, footprint: &Footprint) -> bool {
        self.footprints.iter().all(|other| !footprint.overlaps(other))
    }

    pub fn buildings(&mut self, placer: &mut Placer, choices: &mut Vec<Choice>) {
        let mut draws = Draws::new("buildings", self.seed, choices);
        let setback = self.parameters.buildings_setback as f32;
        let mut number = 0;
        for (index, side) in self.sides().into_iter().enumerate() {
            let density = ("buildings.density", self.parameters.buildings_density);
            let count = draws.poisson(index, "count", density, f64::from(side.length) / 100.0);
            let mut widths = Vec::new();
            let mut taken = 0.0;
            for _ in 0..count {
                let width = draws.uniform(number, "width", 8.0, 19.0) as f32;
                number += 1;
                // A street that is full takes no more houses.
                if taken + width > side.length {
                    break;
                }
                taken += width;
                widths.push(width);
            }
            let gap = (side.length - taken) / (widths.len() as f32 + 1.0);
            let mut along = 0.0;
            for width in widths {
                let shift = draws.uniform(number, "shift", 0.1, 1.0) as f32 * gap;
                let center = along + shift + width / 2.0;
                along += gap + width;
                self.building(&mut draws, placer, number, side, (center, width, setback));
                number += 1;
            }
        }
    }

    fn building(
        &mut self,
        draws: &mut Draws<'_>,
        placer: &mut Placer,
        number: usize,
        side: Side,
        (along, width, setback): (f32, f32, f32),
    ) {
        let depth = draws.uniform(number, "depth", 8.0, 14.0) as f32;
        let storeys = 1.0 + draws.weighted(number, "storeys", &[1.5, 3.0, 2.5, 1.5, 0.8, 0.4]) as f32;
        let off = setback * draws.uniform(number, "setback", 0.7, 1.3) as f32;
        let shape =
            self.shapes.buildings[draws.weighted(number, "roof", &vec![1.0; self.shapes.buildings.len()])];
        let wall = WALLS[draws.weighted(number, "wall", &[2.0, 1.0, 2.0, 1.0, 3.0, 1.0, 1.0, 1.0])];
        let shade = draws.uniform(number, "shade", 0.75, 1.15) as f32;
        let variation = draws.uniform(number, "variation", 0.0, 65_536.0) as u32;
        let height = 2.9 * storeys + 2.6;
        let center = side.point(along, off + depth / 2.0);
        let footprint = Footprint { center, half: Vec2::new(width, depth) / 2.0, yaw: side.yaw() };
        let corner = center.abs().max_element() + 12.0;
        if self.layout.is_paved(center.x, center.y, depth.min(width) / 2.0)
            || !self.is_free(&footprint)
            || corner > 400.0
        {
            return;
        }
        self.footprints.push(footprint);
        let thing = Thing {
            shape,
            size: Vec3::new(width, depth, height),
            class: class::BUILDING,
            color: wall * shade,
            variation,
        };
        placer.place(thing, center.extend(0.0), side.yaw());
    }

    pub fn plants(&mut self, placer: &mut Placer, choices: &mut Vec<Choice>) {
        let mut draws = Draws::new("vegetation", self.seed, choices);
        let mut number = 0;
        for (index, side) in self.sides().into_iter().enumerate() {
            let density = ("vegetation.density", self.parameters.vegetation_density);
            let count = draws.poisson(index, "count", density, f64::from(side.length) / 100.0);
            for _ in 0..count {
                number += 1;
                let kind = draws.weighted(number, "kind", &[3.5, 2.0, 1.2, 2.2, 1.4]);
                let place = draws.weighted(number, "place", &[1.0, 4.0, 2.5]);
                let along = draws.uniform(number, "along", 0.0, f64::from(side.length)) as f32;
                let off = draws.uniform(number, "off", 0.0, 1.0) as f32;
                let grown = draws.uniform(number, "grown", 0.0, 1.0) as f32;
                let [wide, tall] = PLANT_SIZES[kind].map(|(low, high)| low + grown * (high - low));
                let setback = self.parameters.buildings_setback as f32;
                // Street trees at the kerb, gardens in front of the houses, what looms behind them.
                let off = match place {
                    0 if kind < 3 => -PAVEMENT + 0.7,
                    0 | 1 => 0.5 + off * setback.max(1.5),
                    _ => setback + 10.0 + off * 14.0,
                };
                let across = if kind == 4 { 0.9 } else { wide };
                let trunk = if kind < 3 { Vec2::splat(0.4) } else { Vec2::new(wide, across) / 2.0 };
                let off = if kind < 3 { off } else { off.max(trunk.y + 0.1) };
                let center = side.point(along, off);
                let footprint = Footprint { center, half: trunk, yaw: side.yaw() };
                let paved = place != 0 && self.layout.is_paved(center.x, center.y, 0.3);
                let in_crossing = place == 0 && self.in_crossing(center);
                if paved || in_crossing || !self.is_free(&footprint) {
                    continue;
                }
                self.footprints.push(footprint);
                let size = Vec3::new(wide, across, if place == 2 { 1.25 * tall } else { tall });
                self.plant(&mut draws, placer, number, kind, (center, side.yaw(), size));
            }
        }
        self.backdrop(&mut draws, placer, number + 1);
    }

    fn in_crossing(&self, point: Vec2) -> bool {
        let beside = self.layout.cross - PAVEMENT..self.layout.far_side() + PAVEMENT;
        (self.layout.left || self.layout.right) && beside.contains(&point.x)
    }

    fn plant(
        &self,
        draws: &mut Draws<'_>,
        placer: &mut Placer,
        number: usize,
        kind: usize,
        (center, yaw, size): (Vec2, f32, Vec3),
    ) {
        let leaf = LEAVES[draws.weighted(number, "leaf", &[2.0, 2.0, 1.5, 0.7, 1.0])];
        let shade = draws.uniform(number, "shade", 0.7, 1.3) as f32;
        let turn = draws.uniform(number, "turn", 0.0, 3.1) as f32;
        let (near, far) = self.shapes.plants[kind];
        let dark = if kind == 2 { 0.6 } else { 1.0 };
        let thing = Thing {
            shape: if center.length() > FAR { far } else { near },
            size,
            class: class::VEGETATION,
            color: leaf * shade * dark,
            variation: number as u32,
        };
        // Trees are round and may be turned; hedges run along the street.
        placer.place(thing, center.extend(0.0), if kind == 4 { yaw } else { turn });
    }

    /// Trees and roofs far away, so that the street does not end in empty sky.
    fn backdrop(&self, draws: &mut Draws<'_>, placer: &mut Placer, first: usize) {
        let far = match self.layout.intersection {
            Intersection::T | Intersection::L => self.layout.far_side() + 45.0,
            Intersection::X | Intersection::None => AHEAD + 20.0,
        };
        let mut number = first;
        // Across the end of the view, then along both sides.
        let rows = [(far, 0.0, 15, 15.0), (70.0, 62.0, 5, 24.0), (70.0, -62.0, 5, 24.0)];
        for (row, (x, y, count, step)) in rows.into_iter().enumerate() {
            for index in 0..count {
                number += 1;
                let along = (index as f32 - (count as f32 - 1.0) / 2.0) * step;
                let shift = draws.uniform(number, "backdrop_shift", -5.0, 5.0) as f32;
                let grown = draws.uniform(number, "backdrop_grown", 0.0, 1.0) as f32;
                let center = match row {
                    0 => Vec2::new(x + shift, along + shift),
                    _ => Vec2::new(x + along + shift, y + shift),
                };
                let road_ahead = row == 0
                    && center.y.abs() < 9.0
                    && self.layout.intersection != Intersection::T
                    && self.layout.intersection != Intersection::L;
                if road_ahead
                    || self.layout.is_paved(center.x, center.y, 6.0)
                    || center.y.abs() > ASIDE + 40.0
                {
                    continue;
                }
                let kind = if grown > 0.75 { 1 } else { 0 };
                let size = Vec3::new(12.0 + 6.0 * grown, 12.0, 7.0 + 8.0 * grown);
                self.plant(draws, placer, number, kind, (center, 0.0, size));
            }
        }
    }

    pub fn furniture(&mut self, placer: &mut Placer, choices: &mut Vec<Choice>) {
        let mut draws = Draws::new("furniture", self.seed, choices);
        let metal = Vec3::new(0.30, 0.31, 0.32);
        let mut number = 0;
        for (index, side) in self.sides().into_iter().enumerate() {
            let density = ("street_furniture.density", self.parameters.furniture_density);
            let count = draws.poisson(index, "count", density, f64::from(side.length) / 100.0);
            for _ in 0..count {
                number += 1;
                let kind = draws.weighted(number, "kind", &[2.0, 1.5, 1.2, 1.2, 1.0]);
                let along = draws.uniform(number, "along", 0.0, f64::from(side.length)) as f32;
                let center = side.point(along, 0.35 - PAVEMENT);
                let footprint = Footprint { center, half: Vec2::splat(0.15), yaw: 0.0 };
                if self.in_crossing(center) || !self.is_free(&footprint) {
                    continue;
                }
                self.footprints.push(footprint);
                let ground = center.extend(KERB_HEIGHT);
                let pole = |size: Vec3| Thing {
                    shape: self.shapes.pole,
                    size,
                    class: class::POLE,
                    color: metal,
                    variation: 0,
                };
                match kind {
                    0 => {
                        // The arm reaches over the road.
                        let yaw = if side.away == 0.0 {
                            std::f32::consts::PI
                        } else {
                            -side.away * std::f32::consts::FRAC_PI_2
                        };
                        let toward = Vec2::from_angle(yaw) * 0.9;
                        let size =
                            Vec3::new(2.0, 0.24, 7.5 + draws.uniform(number, "height", -1.5, 1.0) as f32);
                        let thing = Thing { shape: self.shapes.lamp, size, ..pole(size) };
                        placer.place(thing, (center + toward).extend(KERB_HEIGHT), yaw);
                    }
                    1 => {
                        let height = draws.uniform(number, "height", 3.0, 8.5) as f32;
                        placer.place(pole(Vec3::new(0.2, 0.2, height)), ground, 0.0);
                    }
                    sign => {
                        placer.place(pole(Vec3::new(0.09, 0.09, 2.75)), ground, 0.0);
                        let (shape, size, color) = match sign {
                            2 => (
                                self.shapes.sign_round,
                                Vec3::new(0.04, 0.65, 0.65),
                                Vec3::new(0.62, 0.03, 0.03),
                            ),
                            3 => (
                                self.shapes.sign_triangle,
                                Vec3::new(0.04, 0.8, 0.7),
                                Vec3::new(0.75, 0.55, 0.03),
                            ),
                            _ => (
                                self.shapes.sign_rectangle,
                                Vec3::new(0.04, 0.65, 0.9),
                                Vec3::new(0.03, 0.12, 0.5),
                            ),
                        };
                        let thing = Thing {
                            shape,
                            size,
                            class: class::TRAFFIC_SIGN,
                            color,
                            variation: number as u32,
                        };
                        placer.place(thing, ground + Vec3::new(-0.07, 0.0, 2.0), 0.0);
                    }
                }
            }
        }
        self.traffic_lights(placer);
    }

    fn traffic_lights(&self, placer: &mut Placer) {
        if self.layout.intersection == Intersection::X {
            let y = self.layout.kerb() + 0.4;
            let thing = Thing {
                shape: self.shapes.traffic_light,
                size: Vec3::new(0.34, 0.34, 3.4),
                class: class::POLE,
                color: Vec3::splat(0.1),
                variation: 0,
            };
            for (x, y) in [(self.layout.cross - 1.0, -y), (self.layout.far_side() + 1.0, -y)] {
                placer.place(thing, Vec3::new(x, y, KERB_HEIGHT), 0.0);
            }
        }
    }
}
