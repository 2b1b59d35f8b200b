//! The plan of the streets: lanes, kerbs, the intersection, all as rectangles in the ground plane.

use crate::choices::{Choice, Draws};
use crate::parameters::Parameters;
use lts_core::Seed;

/// Width of a lane, m.
pub(crate) const LANE: f32 = 3.25;
/// Width of the strip where cars park, m.
pub(crate) const PARKING: f32 = 2.2;
/// Width of the pavement, m.
pub(crate) const PAVEMENT: f32 = 2.4;
/// How far behind the camera things still matter (shadows, the near pavement), m.
pub(crate) const BEHIND: f32 = -12.0;
/// How far ahead the road is drawn, m.
pub(crate) const AHEAD: f32 = 170.0;
/// How far the crossing road reaches to each side, m.
pub(crate) const ASIDE: f32 = 90.0;

/// What the road meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Intersection {
    /// Roads to both sides and straight on.
    X,
    /// Roads to both sides.
    T,
    /// A road to one side.
    L,
    /// Nothing: it goes on.
    None,
}

/// The streets of a scene.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Layout {
    pub intersection: Intersection,
    /// Lanes in each direction.
    pub lanes: usize,
    /// Where the crossing road begins, along x. Without an intersection, beyond what is drawn.
    pub cross: f32,
    /// Width of the crossing road.
    pub cross_width: f32,
    /// Whether the crossing road exists to the left (+y) and to the right.
    pub left: bool,
    pub right: bool,
    /// The camera's lane, counted from the middle.
    pub camera_lane: usize,
}

impl Layout {
    pub fn draw(parameters: &Parameters, seed: Seed, choices: &mut Vec<Choice>) -> Self {
        let mut draws = Draws::new("road", seed, choices);
        let lanes = 1 + draws.categorical(0, "lanes", &parameters.road_lanes, "road.lanes");
        let intersection =
            match draws.categorical(0, "intersection", &parameters.intersection, "intersection.kind") {
                0 => Intersection::X,
                1 => Intersection::T,
                2 => Intersection::L,
                _ => Intersection::None,
            };
        let leftward = draws.weighted(0, "bend", &[1.0, 1.0]) == 0;
        let camera_lane = draws.weighted(0, "camera_lane", &[1.0, 1.0]) % lanes;
        let cross =
            if intersection == Intersection::None { 10.0 * AHEAD } else { parameters.road_length as f32 };
        let (left, right) = match intersection {
            Intersection::X | Intersection::T => (true, true),
            Intersection::L => (leftward, !leftward),
            Intersection::None => (false, false),
        };
        Self { intersection, lanes, cross, cross_width: 2.0 * LANE + 1.0, left, right, camera_lane }
    }

    /// Distance from the middle of the road to the kerb.
    pub fn kerb(&self) -> f32 {
        self.lanes as f32 * LANE + PARKING
    }

    /// Distance from the middle of the road to the outer edge of the pavement.
    pub fn pavement(&self) -> f32 {
        self.kerb() + PAVEMENT
    }

    /// End of the crossing road, along x.
    pub fn far_side(&self) -> f32 {
        self.cross + self.cross_width
    }

    /// Stretches of the main road along x: before the intersection, and after it if the road goes on.
    pub fn stretches(&self) -> Vec<(f32, f32)> {
        match self.intersection {
            Intersection::None => vec![(BEHIND, AHEAD)],
            Intersection::X if self.far_side() + 10.0 < AHEAD => {
                vec![(BEHIND, self.cross), (self.far_side(), AHEAD)]
            }
            _ => vec![(BEHIND, self.cross)],
        }
    }

    /// The middle of the lane number `lane` from the middle of the road; ours are on the right (negative y).
    pub fn lane_center(&self, lane: usize, ours: bool) -> f32 {
        let center = (lane as f32 + 0.5) * LANE;
        if ours { -center } else { center }
    }

    /// Where the camera stands across the road.
    pub fn camera_y(&self) -> f32 {
        self.lane_center(self.camera_lane, true)
    }

    /// Whether the point lies on a road or pavement, with `margin` metres to spare.
    pub fn is_paved(&self, x: f32, y: f32, margin: f32) -> bool {
        let along = self.stretches().iter().any(|(from, to)| (from - margin..to + margin).contains(&x));
        let on_main = along && y.abs() < self.pavement() + margin;
        let beside = (self.cross - PAVEMENT - margin..self.far_side() + PAVEMENT + margin).contains(&x);
        let edge = self.pavement() + margin;
        on_main || (beside && ((self.left && y > -edge) || (self.right && y < edge)))
    }
}
