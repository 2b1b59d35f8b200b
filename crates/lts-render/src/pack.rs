//! Culling and packing: from a scene to the device's constants, instances and draws of a view.

use std::ops::Range;

use bytemuck::{Pod, Zeroable};
use glam::{Mat4, Vec2, Vec3, Vec4};
use lts_core::Size;
use lts_traffic::{Object, Scene, ShapeId};

use crate::frustum::{Frustum, Seen};
use crate::geometry::ShapeRange;
use crate::levels::Levels;
use crate::occlusion::{self, Occlusion, Solids};
use crate::pipelines::Light;
use crate::surface::Surface;

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
    pub surface: Surface,
    pub indices: Range<u32>,
    pub base_vertex: i32,
    /// Of the view's own instances.
    pub instances: Range<u32>,
}

/// What a renderer knows of its shapes.
#[derive(Clone, Copy)]
pub(crate) struct Forms<'a> {
    pub ranges: &'a [ShapeRange],
    pub levels: &'a Levels,
    pub solids: &'a Solids,
    /// A flat square.
    pub contact: ShapeId,
}

/// One view, ready to upload.
pub(crate) struct Packed {
    pub view: View,
    pub light: Light,
    pub instances: Vec<Instance>,
    /// By surface; of each surface near things first.
    pub opaque: Vec<Draw>,
    /// Dark patches under cars.
    pub contacts: Option<Draw>,
    /// What throws shadows; empty where the sun does not shine.
    pub casters: Vec<Draw>,
    /// Triangles of `opaque`.
    pub triangles: u64,
}

/// Ground that the height map covers around the camera: behind, ahead, to each side, m.
/// Farther away the sun shines everywhere.
const SHADOW_REACH: (f32, f32, f32) = (6.0, 52.0, 24.0);

/// How much longer and wider than a car the dark patch under it is, m.
const CONTACT_MARGIN: f32 = 0.7;

/// Pixels along its longest side that a car needs for the patch to be seen.
const CONTACT_PIXELS: f32 = 20.0;

/// Pixels that a caster of shadows seems to have: its form in the height map is coarse, more so far away.
const CASTER_PIXELS: (f32, f32) = (15.0, 5.0);
/// Where casters become coarser, m.
const CASTER_FAR: f32 = 22.0;

impl Packed {
    /// Packs `scene` for an image that is drawn in `tile`; `picture` is memory that is used again.
    pub fn new(scene: &Scene, tile: Size, forms: Forms<'_>, picture: &mut Vec<f32>) -> Self {
        let frustum = Frustum::new(&scene.camera, tile.width);
        let sunny = scene.environment.sun_color.max_element() > 0.5;
        let seen = visible(scene, &frustum, tile, forms.solids, picture);
        let mut packed = Self {
            view: view(scene, &frustum, sunny),
            light: Light { sunny, wet: scene.environment.wetness > 0.0 },
            instances: Vec::with_capacity(2 * seen.len()),
            opaque: Vec::new(),
            contacts: None,
            casters: Vec::new(),
            triangles: 0,
        };
        let shown = seen.iter().map(|(seen, object)| (forms.levels.pick(object.shape, seen.pixels), *object));
        for (shape, instances) in packed.grouped(shown) {
            let range = &forms.ranges[usize::from(shape.0)];
            for (surface, indices) in &range.parts {
                packed.triangles += (indices.len() / 3 * instances.len()) as u64;
                packed.opaque.push(Draw {
                    surface: *surface,
                    indices: indices.clone(),
                    base_vertex: range.base_vertex,
                    instances: instances.clone(),
                });
            }
        }
        packed.opaque.sort_by_key(|draw| draw.surface);
        let whole = |shape: ShapeId, instances| {
            let range = &forms.ranges[usize::from(shape.0)];
            let (indices, base_vertex) = (range.indices.clone(), range.base_vertex);
            Draw { surface: Surface::Thing, indices, base_vertex, instances }
        };
        let first = packed.instances.len() as u32;
        let cars = seen.iter().filter(|(seen, object)| has_contact(seen, object));
        packed.instances.extend(cars.map(|(_, car)| Instance {
            position: (car.position + Vec3::Z * 0.03).into(),
            size: [car.size.x + CONTACT_MARGIN, car.size.y + CONTACT_MARGIN, 1.0],
            ..instance(car)
        }));
        let contacts = first..packed.instances.len() as u32;
        packed.contacts = (!contacts.is_empty()).then(|| whole(forms.contact, contacts));
        if sunny {
            let shadow = Shadow::new(scene);
            let casters = scene.objects.iter().filter(|object| shadow.may_show(object)).map(|object| {
                let is_far = (object.position - frustum.position).truncate().length() > CASTER_FAR;
                let pixels = if is_far { CASTER_PIXELS.1 } else { CASTER_PIXELS.0 };
                (forms.levels.pick(object.shape, pixels), object)
            });
            let groups = packed.grouped(casters);
            packed.casters = groups.into_iter().map(|(shape, instances)| whole(shape, instances)).collect();
        }
        packed
    }

    /// Adds instances of `objects` by shape; the shapes in the order in which they first come.
    fn grouped<'o>(
        &mut self,
        objects: impl Iterator<Item = (ShapeId, &'o Object)>,
    ) -> Vec<(ShapeId, Range<u32>)> {
        let mut groups: Vec<(ShapeId, Vec<Instance>)> = Vec::new();
        for (shape, object) in objects {
            match groups.iter_mut().find(|(known, _)| *known == shape) {
                Some((_, group)) => group.push(instance(object)),
                None => groups.push((shape, vec![instance(object)])),
            }
        }
        groups
            .into_iter()
            .map(|(shape, group)| {
                let first = self.instances.len() as u32;
                self.instances.extend(group);
                (shape, first..self.instances.len() as u32)
            })
            .collect()
    }
}

/// The objects that have a pixel in the image or nearly so, near ones first.
fn visible<'s>(
    scene: &'s Scene,
    frustum: &Frustum,
    tile: Size,
    solids: &Solids,
    picture: &mut Vec<f32>,
) -> Vec<(Seen, &'s Object)> {
    let mut seen: Vec<(Seen, &Object)> =
        scene.objects.iter().filter_map(|object| Some((frustum.see(object)?, object))).collect();
    seen.sort_by(|(a, _), (b, _)| a.distance.total_cmp(&b.distance));
    let mut filled = Occlusion::new(frustum, (tile.width as usize, tile.height as usize), picture);
    seen.retain(|(seen, object)| {
        let margin = if has_contact(seen, object) { CONTACT_MARGIN } else { 0.0 };
        let is_visible = !filled.hides(object, margin);
        if is_visible && seen.pixels >= occlusion::LEAST_PIXELS {
            filled.add(object, solids);
        }
        is_visible
    });
    seen
}

/// Whether a dark patch is drawn under `object`.
fn has_contact(seen: &Seen, object: &Object) -> bool {
    object.car_type.is_some() && seen.pixels >= CONTACT_PIXELS
}

/// Where shadows fall.
struct Shadow {
    /// How far the shadow of a thing of 1 m reaches, m.
    reach: Vec2,
    low: Vec2,
    high: Vec2,
}

impl Shadow {
    fn new(scene: &Scene) -> Self {
        let sun = scene.environment.sun_direction;
        let camera = scene.camera.position.truncate();
        let (behind, ahead, aside) = SHADOW_REACH;
        Self {
            reach: -sun.truncate() / sun.z.max(0.02),
            low: camera - Vec2::new(behind, aside),
            high: camera + Vec2::new(ahead, aside),
        }
    }

    /// Whether the shadow of `object` may fall into the height map.
    fn may_show(&self, object: &Object) -> bool {
        let foot = object.position.truncate();
        let tip = foot + self.reach * object.size.z;
        let radius = Vec2::splat(object.size.truncate().length() / 2.0);
        let (low, high) = (foot.min(tip) - radius, foot.max(tip) + radius);
        object.instance != 0 && low.cmplt(self.high).all() && high.cmpgt(self.low).all()
    }
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

fn view(scene: &Scene, frustum: &Frustum, sunny: bool) -> View {
    let look = &scene.environment;
    let (behind, ahead, aside) = SHADOW_REACH;
    let low = frustum.position.truncate() - Vec2::new(behind, aside);
    // Under a clear sky the shade is darker than half of what the sky sends to open ground.
    let (sun, sky) = if sunny { (0.9, 0.68) } else { (1.0, 0.92) };
    View {
        view_projection: frustum.projection(),
        camera: frustum.position.extend(look.fog_density),
        forward: frustum.forward.extend(look.exposure),
        right: (-frustum.left * frustum.tangent_x).extend(look.cloud_cover),
        up: (frustum.up * frustum.tangent_y).extend(0.0),
        sun_direction: look.sun_direction.extend(if sunny { 1.0 } else { 0.0 }),
        sun_color: (look.sun_color * sun).extend(look.wetness),
        ambient: (look.ambient_color * sky).extend(look.rain),
        ground: (look.ground_color * sky).extend((look.texture_seed % (1 << 20)) as f32),
        zenith: look.zenith_color.extend(0.0),
        horizon: look.horizon_color.extend(0.0),
        shadow_area: Vec4::new(low.x, low.y, 1.0 / (behind + ahead), 1.0 / (2.0 * aside)),
    }
}
