//! The five types of car: a body lofted through cross-sections, a cabin of glass and pillars, wheels, lamps, plates.

use glam::Vec3;

use super::builder::MeshBuilder;
use crate::mesh::{Material, Mesh};

/// Length, width and height of each type in metres.
pub(crate) const SIZES: [Vec3; 5] = [
    Vec3::new(4.0, 1.75, 1.5),
    Vec3::new(4.5, 1.8, 1.45),
    Vec3::new(4.6, 1.9, 1.7),
    Vec3::new(5.5, 2.0, 2.4),
    Vec3::new(5.3, 1.9, 1.8),
];

/// A cross-section of the lower body: place along x, bottom, top, share of the half width.
type Station = (f32, f32, f32, f32);

/// What makes a type: all in metres, front at +x.
struct Profile {
    size: Vec3,
    stations: &'static [Station],
    /// Cabin along x: foot of the windscreen, its top, top of the rear window, its foot.
    cabin: [f32; 4],
    /// Height where the windows begin.
    belt: f32,
    /// Share of the half width at the roof.
    roof_width: f32,
    /// Shares of the cabin's length, from the front: glass and metal in turn, beginning with metal.
    side: &'static [f32],
    /// Whether the rear window is of glass.
    rear_glass: bool,
    wheel_radius: f32,
    /// Axles along x.
    axles: [f32; 2],
    /// An open bed from here to the rear.
    bed: Option<f32>,
}

fn profile(index: usize) -> Profile {
    match index {
        0 => Profile {
            size: SIZES[0],
            stations: &[
                (2.0, 0.3, 0.62, 0.78),
                (1.9, 0.2, 0.74, 0.92),
                (1.2, 0.18, 0.9, 0.98),
                (0.85, 0.18, 0.94, 1.0),
                (-1.2, 0.18, 0.98, 1.0),
                (-1.85, 0.22, 0.98, 0.93),
                (-2.0, 0.34, 0.9, 0.86),
            ],
            cabin: [0.95, 0.2, -1.35, -1.92],
            belt: 0.93,
            roof_width: 0.74,
            side: &[0.08, 0.36, 0.04, 0.3, 0.22],
            rear_glass: true,
            wheel_radius: 0.31,
            axles: [1.25, -1.25],
            bed: None,
        },
        1 => Profile {
            size: SIZES[1],
            stations: &[
                (2.25, 0.3, 0.6, 0.78),
                (2.13, 0.2, 0.72, 0.92),
                (1.4, 0.17, 0.86, 0.98),
                (0.95, 0.17, 0.92, 1.0),
                (-1.3, 0.17, 0.96, 1.0),
                (-1.55, 0.17, 0.98, 0.99),
                (-2.1, 0.22, 0.94, 0.93),
                (-2.25, 0.34, 0.82, 0.84),
            ],
            cabin: [1.05, 0.25, -0.85, -1.6],
            belt: 0.92,
            roof_width: 0.72,
            side: &[0.09, 0.35, 0.04, 0.32, 0.2],
            rear_glass: true,
            wheel_radius: 0.32,
            axles: [1.4, -1.35],
            bed: None,
        },
        2 => Profile {
            size: SIZES[2],
            stations: &[
                (2.3, 0.4, 0.78, 0.82),
                (2.2, 0.28, 0.92, 0.94),
                (1.4, 0.26, 1.04, 0.99),
                (1.05, 0.26, 1.07, 1.0),
                (-1.6, 0.26, 1.1, 1.0),
                (-2.2, 0.3, 1.1, 0.95),
                (-2.3, 0.42, 1.0, 0.88),
            ],
            cabin: [1.15, 0.5, -1.85, -2.22],
            belt: 1.07,
            roof_width: 0.78,
            side: &[0.07, 0.28, 0.04, 0.27, 0.04, 0.2, 0.1],
            rear_glass: true,
            wheel_radius: 0.37,
            axles: [1.42, -1.42],
            bed: None,
        },
        3 => Profile {
            size: SIZES[3],
            stations: &[
                (2.75, 0.4, 0.82, 0.84),
                (2.65, 0.26, 1.0, 0.94),
                (2.1, 0.24, 1.16, 0.99),
                (1.9, 0.24, 1.2, 1.0),
                (-2.4, 0.24, 1.2, 1.0),
                (-2.7, 0.26, 1.2, 0.98),
                (-2.75, 0.4, 1.16, 0.96),
            ],
            cabin: [2.05, 1.35, -2.62, -2.74],
            belt: 1.19,
            roof_width: 0.86,
            side: &[0.1, 0.19, 0.71],
            rear_glass: true,
            wheel_radius: 0.35,
            axles: [1.85, -1.7],
            bed: None,
        },
        _ => Profile {
            size: SIZES[4],
            stations: &[
                (2.65, 0.45, 0.86, 0.84),
                (2.55, 0.32, 1.0, 0.94),
                (1.6, 0.3, 1.08, 0.99),
                (1.2, 0.3, 1.12, 1.0),
                (-2.5, 0.3, 1.12, 1.0),
                (-2.62, 0.34, 1.12, 0.98),
                (-2.65, 0.46, 1.08, 0.96),
            ],
            cabin: [1.3, 0.65, -0.5, -0.72],
            belt: 1.11,
            roof_width: 0.78,
            side: &[0.1, 0.38, 0.05, 0.35, 0.12],
            rear_glass: true,
            wheel_radius: 0.39,
            axles: [1.65, -1.6],
            bed: Some(-0.8),
        },
    }
}

fn at(x: f32, y: f32, z: f32) -> Vec3 {
    Vec3::new(x, y, z)
}

/// Notes the boxes that all forms contain: one in the lower body, one under the roof.
fn filled(mesh: Mesh, profile: &Profile) -> Mesh {
    let half = profile.size.y / 2.0;
    let (front, rear) = (profile.stations[2], profile.stations[profile.stations.len() - 1]);
    let bottom = profile.stations.iter().map(|station| station.1).fold(profile.wheel_radius, f32::max);
    let top = front.2.min(rear.2).min(profile.belt - 0.1);
    let [_, cabin_front, cabin_rear, _] = profile.cabin;
    let narrow = profile.roof_width * half - 0.02;
    let boxes = [
        (at(0.9 * rear.0, -0.8 * half, bottom), at(0.95 * front.0, 0.8 * half, top - 0.02)),
        (at(cabin_rear, -narrow, top - 0.02), at(cabin_front, narrow, profile.size.z - 0.14)),
    ];
    let unit = |corner: Vec3| corner / profile.size;
    Mesh { solids: boxes.map(|(low, high)| (unit(low), unit(high))).into(), ..mesh }
}

/// The form for cars that are near.
pub(crate) fn near(index: usize, name: String) -> Mesh {
    let profile = profile(index);
    let mut mesh = MeshBuilder::new();
    body(&mut mesh, &profile, profile.stations);
    cabin(&mut mesh, &profile, profile.side);
    for x in profile.axles {
        for side in [-1.0, 1.0] {
            wheel(&mut mesh, &profile, x, side);
        }
    }
    front_and_rear(&mut mesh, &profile);
    mirrors(&mut mesh, &profile);
    bed(&mut mesh, &profile);
    filled(mesh.finish(name, profile.size), &profile)
}

/// The form for cars that are far away.
pub(crate) fn far(index: usize, name: String) -> Mesh {
    let profile = profile(index);
    let mut mesh = MeshBuilder::new();
    let last = profile.stations.len() - 1;
    body(&mut mesh, &profile, &[profile.stations[0], profile.stations[2], profile.stations[last]]);
    let glass = if profile.side.len() == 3 { [0.1, 0.19, 0.71] } else { [0.1, 0.72, 0.18] };
    cabin(&mut mesh, &profile, &glass);
    for x in profile.axles {
        for side in [-1.0, 1.0] {
            let y = side * profile.size.y * 0.495;
            let center = at(x, y, profile.wheel_radius);
            mesh.ring_along_y(Material::Rubber, 5, center, (0.0, profile.wheel_radius), side);
        }
    }
    lamps(&mut mesh, &profile);
    bed(&mut mesh, &profile);
    filled(mesh.finish(name, profile.size), &profile)
}

/// The form for cars of a few pixels: a body, a band of windows, a roof, dark sills.
pub(crate) fn tiny(index: usize, name: String) -> Mesh {
    let profile = profile(index);
    let mut mesh = MeshBuilder::new();
    let (front, rear) = (profile.stations[0], profile.stations[profile.stations.len() - 1]);
    let half = profile.size.y / 2.0;
    let (wide, narrow) = (0.93 * half, profile.roof_width * half);
    let (sill, belt, roof) = (profile.wheel_radius, profile.belt, profile.size.z);
    mesh.block(Material::Paint, at(rear.0, -half, sill), at(front.0, half, belt - 0.1));
    // What lies below the sills is in the shade or a tyre.
    mesh.walls(Material::Rubber, at(0.9 * rear.0, -wide, 0.0), at(0.9 * front.0, wide, sill));
    let ring = |(front, rear, y, z): (f32, f32, f32, f32)| {
        [at(rear, -y, z), at(front, -y, z), at(front, y, z), at(rear, y, z)]
    };
    let [foot, top, rear_top, rear_foot] = profile.cabin;
    let has_windows = profile.side.len() != 3;
    let mut levels = vec![(foot, rear_foot, wide, belt - 0.1), (top, rear_top, narrow, roof - 0.12)];
    levels.push((top, rear_top, narrow, roof));
    for (level, pair) in levels.windows(2).enumerate() {
        let (low, high) = (ring(pair[0]), ring(pair[1]));
        for side in 0..4 {
            let next = (side + 1) % 4;
            // The long sides of a van are of sheet metal.
            let is_glass = level == 0 && (has_windows || side % 2 == 1);
            let material = if is_glass { Material::Glass } else { Material::Paint };
            mesh.quad(material, [low[side], low[next], high[next], high[side]]);
        }
    }
    mesh.quad(Material::Paint, ring(levels[2]));
    filled(mesh.finish(name, profile.size), &profile)
}

/// The form for cars of very few pixels: a box, and a smaller one with the windows on top.
pub(crate) fn speck(index: usize, name: String) -> Mesh {
    let profile = profile(index);
    let mut mesh = MeshBuilder::new();
    let (front, rear) = (profile.stations[0].0, profile.stations[profile.stations.len() - 1].0);
    let half = profile.size.y / 2.0;
    let (belt, roof) = (profile.belt - 0.1, profile.size.z);
    mesh.block(Material::Paint, at(rear, -half, 0.12), at(front, half, belt));
    let [foot, top, rear_top, rear_foot] = profile.cabin;
    // Half as steep as the windows and half as narrow as the roof.
    let (cabin_rear, cabin_front) = (0.5 * (rear_top + rear_foot), 0.5 * (foot + top));
    let narrow = 0.5 * (1.0 + profile.roof_width) * half;
    // The long sides of a van are of sheet metal.
    let walls = if profile.side.len() == 3 { Material::Paint } else { Material::Glass };
    mesh.walls(walls, at(cabin_rear, -narrow, belt), at(cabin_front, narrow, roof));
    let corners =
        [(cabin_rear, -narrow), (cabin_front, -narrow), (cabin_front, narrow), (cabin_rear, narrow)];
    mesh.quad(Material::Paint, corners.map(|(x, y)| at(x, y, roof)));
    filled(mesh.finish(name, profile.size), &profile)
}

/// The lower body: sides that swell to the middle, a top, a cap at both ends.
fn body(mesh: &mut MeshBuilder, profile: &Profile, stations: &[Station]) {
    let half = profile.size.y / 2.0;
    let ring = |(x, bottom, top, width): Station| {
        let w = half * width;
        let waist = bottom + 0.6 * (top - bottom);
        [
            at(x, -0.93 * w, bottom),
            at(x, -w, waist),
            at(x, -0.9 * w, top),
            at(x, 0.9 * w, top),
            at(x, w, waist),
            at(x, 0.93 * w, bottom),
        ]
    };
    for pair in stations.windows(2) {
        let (front, rear) = (ring(pair[0]), ring(pair[1]));
        for edge in 0..5 {
            mesh.quad(Material::Paint, [front[edge], front[edge + 1], rear[edge + 1], rear[edge]].map(|p| p));
        }
    }
    for (station, direction) in [(stations[0], 1.0), (stations[stations.len() - 1], -1.0)] {
        let r = ring(station);
        let (lower, upper) = ([r[0], r[5], r[4], r[1]], [r[1], r[4], r[3], r[2]]);
        for corners in [lower, upper] {
            let [a, b, c, d] = corners;
            let turned = if direction > 0.0 { [a, b, c, d] } else { [b, a, d, c] };
            mesh.quad(Material::Paint, turned);
        }
    }
}

/// Windscreen, rear window, side windows between pillars, roof.
fn cabin(mesh: &mut MeshBuilder, profile: &Profile, side: &[f32]) {
    let [foot, front, rear, rear_foot] = profile.cabin;
    let half = profile.size.y / 2.0;
    let (wide, narrow) = (0.9 * half, profile.roof_width * half);
    let (belt, roof) = (profile.belt - 0.02, profile.size.z);
    let edge = roof - 0.06;
    let rear_material = if profile.rear_glass { Material::Glass } else { Material::Paint };
    // Glass inside a frame of metal: the frame is what is left of the face.
    let framed = |mesh: &mut MeshBuilder, corners: [Vec3; 4], material: Material| {
        let center = corners.iter().sum::<Vec3>() / 4.0;
        let inner = corners.map(|corner| center + 0.86 * (corner - center));
        mesh.quad(material, inner);
        for index in 0..4 {
            let next = (index + 1) % 4;
            mesh.quad(Material::Paint, [corners[index], corners[next], inner[next], inner[index]]);
        }
    };
    framed(
        mesh,
        [at(foot, -wide, belt), at(foot, wide, belt), at(front, narrow, edge), at(front, -narrow, edge)],
        Material::Glass,
    );
    framed(
        mesh,
        [
            at(rear_foot, wide, belt),
            at(rear_foot, -wide, belt),
            at(rear, -narrow, edge),
            at(rear, narrow, edge),
        ],
        rear_material,
    );
    for y in [-1.0_f32, 1.0] {
        let mut share = 0.0;
        for (index, part) in side.iter().enumerate() {
            let next = share + part;
            let along = |share: f32, from: f32, to: f32| from + share * (to - from);
            let low = |share| at(along(share, foot, rear_foot), y * wide, belt);
            let high = |share| at(along(share, front, rear), y * narrow, edge);
            let material = if index % 2 == 0 { Material::Paint } else { Material::Glass };
            let corners = [low(share), low(next), high(next), high(share)];
            let [a, b, c, d] = corners;
            mesh.quad(material, if y > 0.0 { corners } else { [b, a, d, c] }.map(|p| p));
            share = next;
        }
    }
    let crown = 0.85;
    let top = |x: f32, y: f32| at(x, y, roof);
    let rim = |x: f32, y: f32| at(x, y, edge);
    let (f, r, n, c) = (front, rear, narrow, narrow * crown);
    let (fc, rc) = (f - 0.12, r + 0.12);
    mesh.quad(Material::Paint, [top(rc, -c), top(fc, -c), top(fc, c), top(rc, c)]);
    mesh.quad(Material::Paint, [rim(f, -n), rim(f, n), top(fc, c), top(fc, -c)]);
    mesh.quad(Material::Paint, [rim(r, n), rim(r, -n), top(rc, -c), top(rc, c)]);
    mesh.quad(Material::Paint, [rim(r, -n), rim(f, -n), top(fc, -c), top(rc, -c)]);
    mesh.quad(Material::Paint, [rim(f, n), rim(r, n), top(rc, c), top(fc, c)]);
}

/// Tyre, rim, and the dark arch behind.
fn wheel(mesh: &mut MeshBuilder, profile: &Profile, x: f32, side: f32) {
    let radius = profile.wheel_radius;
    let outer = side * profile.size.y * 0.5;
    let inner = side * (profile.size.y * 0.5 - 0.2);
    let sides = 8;
    // The arch stands a hair outside the body, whose sides lean in below the waist.
    let arch = at(x, side * profile.size.y * 0.499, radius + 0.03);
    mesh.arch_along_y(Material::Rubber, 5, arch, (0.85 * radius, 1.15 * radius), side);
    let hub = at(x, outer, radius);
    mesh.ring_along_y(Material::Rubber, sides, hub, (0.66 * radius, radius), side);
    mesh.ring_along_y(Material::Metal, sides, hub, (0.0, 0.66 * radius), side);
    let at_angle = |index: u32, y: f32| {
        let turn = std::f32::consts::TAU * index as f32 / sides as f32;
        at(x + radius * turn.cos(), y, radius + radius * turn.sin())
    };
    for index in 0..sides {
        let (a, b) = (at_angle(index, outer), at_angle(index + 1, outer));
        let (c, d) = (at_angle(index + 1, inner), at_angle(index, inner));
        mesh.quad(Material::Rubber, if side > 0.0 { [a, b, c, d] } else { [b, a, d, c] });
    }
}

/// Lamps, grille, bumpers and plates.
fn front_and_rear(mesh: &mut MeshBuilder, profile: &Profile) {
    lamps(mesh, profile);
    let half = profile.size.y / 2.0;
    let (first, last) = (profile.stations[0], profile.stations[profile.stations.len() - 1]);
    panel(mesh, Material::Rubber, first, 1.0, (-0.4 * half, 0.4 * half), (0.5, 0.8));
    panel(mesh, Material::Rubber, first, 1.0, (-0.75 * half, 0.75 * half), (0.02, 0.2));
    panel(mesh, Material::Rubber, last, -1.0, (-0.8 * half, 0.8 * half), (0.02, 0.25));
    panel(mesh, Material::Plate, first, 1.0, (-0.26, 0.26), (0.26, 0.44));
    panel(mesh, Material::Plate, last, -1.0, (-0.26, 0.26), (0.42, 0.6));
}

fn lamps(mesh: &mut MeshBuilder, profile: &Profile) {
    let half = profile.size.y / 2.0;
    let (first, last) = (profile.stations[0], profile.stations[profile.stations.len() - 1]);
    for side in [-1.0_f32, 1.0] {
        let span = |inner: f32, outer: f32| {
            let (a, b) = (side * inner * half, side * outer * half);
            (a.min(b), a.max(b))
        };
        panel(mesh, Material::HeadLamp, first, 1.0, span(0.44, 0.74), (0.55, 0.92));
        panel(mesh, Material::RearLamp, last, -1.0, span(0.5, 0.78), (0.62, 0.94));
    }
}

/// A rectangle on the front (`direction` 1) or rear (-1) cap: `y` in metres, `z` in shares of the cap's height.
fn panel(
    mesh: &mut MeshBuilder,
    material: Material,
    station: Station,
    direction: f32,
    y: (f32, f32),
    z: (f32, f32),
) {
    let (x, bottom, top, _) = station;
    // The cap is the outermost part of the car: the panel sits on it by a depth that only a lens could see.
    let x = x - direction * 0.004 + direction * 0.003_9;
    let height = |share: f32| bottom + share * (top - bottom);
    let (low, high) = (height(z.0), height(z.1));
    let corners = [at(x, y.0, low), at(x, y.1, low), at(x, y.1, high), at(x, y.0, high)];
    let [a, b, c, d] = corners;
    mesh.quad(material, if direction > 0.0 { corners } else { [b, a, d, c] });
}

fn mirrors(mesh: &mut MeshBuilder, profile: &Profile) {
    let half = profile.size.y / 2.0;
    let x = profile.cabin[0] - 0.25;
    for side in [-1.0_f32, 1.0] {
        let (a, b) = (side * 0.86 * half, side * half);
        let (low, high) =
            (at(x - 0.08, a.min(b), profile.belt + 0.02), at(x + 0.08, a.max(b), profile.belt + 0.18));
        mesh.block(Material::Paint, low, high);
    }
}

/// The floor of an open bed, seen over its walls.
fn bed(mesh: &mut MeshBuilder, profile: &Profile) {
    if let Some(front) = profile.bed {
        let (rear, _, top, _) = profile.stations[profile.stations.len() - 2];
        let (half, z) = (0.8 * profile.size.y / 2.0, top + 0.004);
        mesh.quad(
            Material::Rubber,
            [at(rear, -half, z), at(front, -half, z), at(front, half, z), at(rear, half, z)],
        );
    }
}
