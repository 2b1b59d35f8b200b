//! Culling and packing: from scenes to the device's view constants, instances and draws.

use std::ops::Range;

use bytemuck::{Pod, Zeroable};
use glam::{Mat4, Vec3, Vec4};
use lts_traffic::{Camera, Object, Scene, ShapeId};

/// The shader's `View`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
pub(crate) struct View {
    view_projection: Mat4,
    camera: Vec4,
    forward: Vec4,
    right: Vec4,
    up: Vec4,
    sun_direction: Vec4,
    sun_color: Vec4,
    ambient: Vec4,
    ground: Vec4,
    zenith: Vec4,
    horizon: Vec4,
    shadow_area: Vec4,
    shadow_tile: Vec4,
}

#[repr(C)]
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
pub(crate) struct Instance {
    position: [f32; 3],
    rotation: [f32; 4],
    size: [f32; 3],
    color: [u8; 4],
    ids: u32,
    variation: u32,
}

/// Attributes of an instance, in the order of the shader's locations from 3.
pub(crate) const INSTANCE_ATTRIBUTES: [wgpu::VertexAttribute; 6] = wgpu::vertex_attr_array![
    3 => Float32x3, 4 => Float32x4, 5 => Float32x3, 6 => Unorm8x4, 7 => Uint32, 8 => Uint32
];
pub(crate) const INSTANCE_BYTES: u64 = size_of::<Instance>() as u64;

/// One instanced draw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draw {
    pub shape: ShapeId,
    pub instances: Range<u32>,
}

/// The draws of one view.
#[derive(Clone, Debug, Default)]
pub(crate) struct ViewDraws {
    /// Near things first, the ground last.
    pub opaque: Vec<Draw>,
    /// Dark patches under cars.
    pub contacts: Option<Draw>,
    /// What throws shadows; empty where the sun does not shine.
    pub casters: Vec<Draw>,
}

/// A batch, ready to upload.
#[derive(Default)]
pub(crate) struct Packed {
    pub views: Vec<View>,
    pub instances: Vec<Instance>,
    pub draws: Vec<ViewDraws>,
    pub triangles: u64,
}

/// Ground that the height map covers around the camera: behind, ahead, to each side, m.
const SHADOW_REACH: (f32, f32, f32) = (6.0, 52.0, 24.0);
/// Where the depth is 1, m. The shader has the same number.
const NEAR: f32 = 0.2;

impl Packed {
    /// Adds `scene`, whose height map lies at `tile` (offset and scale) of its atlas.
    /// `triangles_of` tells how many triangles a shape has.
    pub fn add(
        &mut self,
        scene: &Scene,
        tile: [f32; 4],
        contact: ShapeId,
        triangles_of: &dyn Fn(ShapeId) -> u32,
    ) {
        let frustum = Frustum::new(&scene.camera);
        let sunny = scene.environment.sun_color.max_element() > 0.5;
        self.views.push(view(scene, &frustum, sunny, tile));
        let mut near_first: Vec<(f32, &Object)> =
            scene.objects.iter().filter_map(|object| Some((frustum.distance(object)?, object))).collect();
        // The ground lies under everything: it is drawn when most of it is hidden already.
        let key = |(distance, object): &(f32, &Object)| {
            if object.instance == 0 { 1e6 + distance } else { *distance }
        };
        near_first.sort_by(|a, b| key(a).total_cmp(&key(b)));
        let mut draws = ViewDraws {
            opaque: self.grouped(near_first.iter().map(|(_, object)| *object)),
            ..Default::default()
        };
        self.triangles += draws
            .opaque
            .iter()
            .map(|draw| {
                u64::from(triangles_of(draw.shape)) * u64::from(draw.instances.end - draw.instances.start)
            })
            .sum::<u64>();
        let cars = near_first.iter().map(|(_, object)| *object).filter(|object| object.car_type.is_some());
        let first = self.instances.len() as u32;
        for car in cars {
            let size = Vec3::new(car.size.x + 0.7, car.size.y + 0.7, 1.0);
            let position = car.position + Vec3::Z * 0.03;
            self.instances
                .push(Instance { size: size.into(), ..instance(&Object { position, ..car.clone() }) });
        }
        let instances = first..self.instances.len() as u32;
        draws.contacts = (!instances.is_empty()).then_some(Draw { shape: contact, instances });
        if sunny {
            draws.casters = self.grouped(scene.objects.iter().filter(|object| casts(object, scene)));
        }
        self.draws.push(draws);
    }

    /// Instances of `objects` by shape; the shapes in the order in which they first come.
    fn grouped<'o>(&mut self, objects: impl Iterator<Item = &'o Object>) -> Vec<Draw> {
        let mut groups: Vec<(ShapeId, Vec<Instance>)> = Vec::new();
        for object in objects {
            match groups.iter_mut().find(|(shape, _)| *shape == object.shape) {
                Some((_, group)) => group.push(instance(object)),
                None => groups.push((object.shape, vec![instance(object)])),
            }
        }
        groups
            .into_iter()
            .map(|(shape, group)| {
                let first = self.instances.len() as u32;
                self.instances.extend(group);
                Draw { shape, instances: first..self.instances.len() as u32 }
            })
            .collect()
    }
}

/// Whether the shadow of `object` may fall into the height map.
fn casts(object: &Object, scene: &Scene) -> bool {
    let sun = scene.environment.sun_direction;
    let reach = object.size.z * sun.truncate().length() / sun.z;
    let (behind, ahead, aside) = SHADOW_REACH;
    let from_camera = object.position - scene.camera.position;
    let radius = object.size.truncate().length() / 2.0 + reach;
    object.instance != 0
        && from_camera.x > -behind - radius
        && from_camera.x < ahead + radius
        && from_camera.y.abs() < aside + radius
}

fn instance(object: &Object) -> Instance {
    let byte = |linear: f32| (linear.clamp(0.0, 1.0).sqrt() * 255.0).round() as u8;
    Instance {
        position: object.position.into(),
        rotation: object.rotation.into(),
        size: object.size.into(),
        color: [byte(object.color.x), byte(object.color.y), byte(object.color.z), 255],
        ids: u32::from(object.class) | u32::from(object.instance) << 8,
        variation: object.variation,
    }
}

/// What a camera sees.
struct Frustum {
    position: Vec3,
    forward: Vec3,
    left: Vec3,
    up: Vec3,
    tangent_x: f32,
    tangent_y: f32,
}

impl Frustum {
    fn new(camera: &Camera) -> Self {
        let (yaw_sin, yaw_cos) = camera.yaw.sin_cos();
        let (pitch_sin, pitch_cos) = camera.pitch.sin_cos();
        let forward = Vec3::new(yaw_cos * pitch_cos, yaw_sin * pitch_cos, pitch_sin);
        let left = Vec3::new(-yaw_sin, yaw_cos, 0.0);
        let tangent_x = (camera.horizontal_field_of_view / 2.0).tan();
        Self {
            position: camera.position,
            forward,
            left,
            up: forward.cross(left),
            tangent_x,
            tangent_y: tangent_x * camera.height as f32 / camera.width as f32,
        }
    }

    /// Distance along the axis of what can be seen of `object`; `None` if nothing can.
    fn distance(&self, object: &Object) -> Option<f32> {
        let radius = object.size.length() / 2.0;
        let center =
            object.position + object.rotation * Vec3::new(0.0, 0.0, object.size.z / 2.0) - self.position;
        let along = center.dot(self.forward);
        let outside = |across: f32, tangent: f32| {
            across.abs() > along * tangent + radius * (1.0 + tangent * tangent).sqrt()
        };
        let hidden = along < NEAR - radius
            || outside(center.dot(self.left), self.tangent_x)
            || outside(center.dot(self.up), self.tangent_y);
        (!hidden).then_some(along)
    }
}

fn view(scene: &Scene, frustum: &Frustum, sunny: bool, tile: [f32; 4]) -> View {
    let Frustum { position, forward, left, up, tangent_x, tangent_y } = *frustum;
    // Rows: right, up, depth, w. Reversed depth: NEAR / w, so that it is exact far away.
    let row = |axis: Vec3, scale: f32| (axis * scale).extend(-axis.dot(position) * scale);
    let (x, y, w) = (row(-left, 1.0 / tangent_x), row(up, 1.0 / tangent_y), row(forward, 1.0));
    let view_projection = Mat4::from_cols(x, y, Vec4::new(0.0, 0.0, 0.0, NEAR), w).transpose();
    let look = &scene.environment;
    let (behind, ahead, aside) = SHADOW_REACH;
    let low = position.truncate() - glam::Vec2::new(behind, aside);
    View {
        view_projection,
        camera: position.extend(look.fog_density),
        forward: forward.extend(look.exposure),
        right: (-left * tangent_x).extend(look.cloud_cover),
        up: (up * tangent_y).extend(0.0),
        sun_direction: look.sun_direction.extend(if sunny { 1.0 } else { 0.0 }),
        sun_color: look.sun_color.extend(look.wetness),
        ambient: look.ambient_color.extend(look.rain),
        ground: look.ground_color.extend((look.texture_seed % (1 << 20)) as f32),
        zenith: look.zenith_color.extend(0.0),
        horizon: look.horizon_color.extend(0.0),
        shadow_area: Vec4::new(low.x, low.y, 1.0 / (behind + ahead), 1.0 / (2.0 * aside)),
        shadow_tile: tile.into(),
    }
}
