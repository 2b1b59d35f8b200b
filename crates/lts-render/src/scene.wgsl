// What every surface shares: constants of a view, placing of corners, noise, light and the tone curve.

// What a device that runs both sides of every branch would pay for in vain: each combination has its own pipelines.
override SUNNY: bool = true;
override WET: bool = true;

struct View {
    // World to clip space, depth 1 at the near plane and 0 at infinity.
    view_projection: mat4x4<f32>,
    // xyz; w is the fog's extinction per metre.
    camera: vec4<f32>,
    // Optical axis; w is the exposure.
    forward: vec4<f32>,
    // Right and up, scaled by the tangents of half the fields of view; w of right is the cloud cover.
    right: vec4<f32>,
    up: vec4<f32>,
    // xyz; w is 1 where the sun shines.
    sun_direction: vec4<f32>,
    // w is the wetness.
    sun_color: vec4<f32>,
    // w is the rain.
    ambient: vec4<f32>,
    // w is a number that varies textures.
    ground: vec4<f32>,
    zenith: vec4<f32>,
    horizon: vec4<f32>,
    // Ground rectangle of the height map: low corner, inverse extent.
    shadow_area: vec4<f32>,
}

@group(0) @binding(0) var<uniform> view: View;
@group(1) @binding(0) var height_map: texture_depth_2d;
@group(1) @binding(1) var height_sampler: sampler_comparison;

struct Corner {
    @location(0) position: vec3<f32>,
    @location(1) normal: vec4<f32>,
    @location(2) material: u32,
    @location(3) place: vec3<f32>,
    @location(4) rotation: vec4<f32>,
    @location(5) size: vec3<f32>,
    // Square roots of linear RGB.
    @location(6) color: vec4<f32>,
    // Class in the low 8 bits, instance above.
    @location(7) ids: u32,
    @location(8) variation: u32,
}

struct Point {
    @builtin(position) clip: vec4<f32>,
    @location(0) world: vec3<f32>,
    @location(1) normal: vec3<f32>,
    // Metres in the object's own frame.
    @location(2) local: vec3<f32>,
    // Linear RGB.
    @location(3) @interpolate(flat) color: vec3<f32>,
    // Material, ids, variation.
    @location(4) @interpolate(flat) codes: vec3<u32>,
}

// A point on flat ground: what its shading needs and no more.
struct GroundPoint {
    @builtin(position) clip: vec4<f32>,
    @location(0) world: vec3<f32>,
    @location(1) @interpolate(flat) color: vec3<f32>,
    // Material and ids.
    @location(2) @interpolate(flat) codes: vec2<u32>,
}

// A point of a thing or a plant that is near.
struct LitPoint {
    @builtin(position) clip: vec4<f32>,
    @location(0) world: vec3<f32>,
    @location(1) normal: vec3<f32>,
    // Share of the sun's light that is not in the shade.
    @location(2) lit: f32,
    @location(3) @interpolate(flat) albedo: vec4<f32>,
    @location(4) @interpolate(flat) finish: vec3<f32>,
    // Ids and variation.
    @location(5) @interpolate(flat) codes: vec2<u32>,
}

// A point of a thing or a plant of few pixels.
struct DistantPoint {
    @builtin(position) clip: vec4<f32>,
    // Display-encoded.
    @location(0) color: vec3<f32>,
    @location(1) @interpolate(flat) ids: u32,
}

struct Pixel {
    @location(0) color: vec4<f32>,
    @location(1) ids: u32,
}

// Heights in the height map are in units of this, metres.
const TALLEST: f32 = 40.0;

const PAINT: u32 = 0u;
const GLASS: u32 = 1u;
const RUBBER: u32 = 2u;
const METAL: u32 = 3u;
const HEAD_LAMP: u32 = 4u;
const REAR_LAMP: u32 = 5u;
const PLATE: u32 = 6u;
const BARK: u32 = 9u;
const FOLIAGE: u32 = 10u;
const MARKING: u32 = 12u;
const KERB: u32 = 14u;

fn rotate(q: vec4<f32>, v: vec3<f32>) -> vec3<f32> {
    return v + 2.0 * cross(q.xyz, cross(q.xyz, v) + q.w * v);
}

@vertex
fn place(corner: Corner) -> Point {
    let local = corner.position * corner.size;
    let world = corner.place + rotate(corner.rotation, local);
    let local_normal = normalize(corner.normal.xyz / corner.size);
    var point: Point;
    point.clip = view.view_projection * vec4<f32>(world, 1.0);
    point.world = world;
    point.normal = rotate(corner.rotation, local_normal);
    point.local = local;
    point.color = corner.color.rgb * corner.color.rgb;
    point.codes = vec3<u32>(corner.material, corner.ids, corner.variation);
    return point;
}

@vertex
fn place_ground(corner: Corner) -> GroundPoint {
    let world = corner.place + rotate(corner.rotation, corner.position * corner.size);
    var point: GroundPoint;
    point.clip = view.view_projection * vec4<f32>(world, 1.0);
    point.world = world;
    point.color = corner.color.rgb * corner.color.rgb;
    point.codes = vec2<u32>(corner.material, corner.ids);
    return point;
}

// Where the sun's ray through a point meets the ground, in the height map's rectangle.
fn on_map(world: vec3<f32>) -> vec2<f32> {
    let ground = world.xy - view.sun_direction.xy / view.sun_direction.z * world.z;
    return (ground - view.shadow_area.xy) * view.shadow_area.zw;
}

@vertex
fn place_height(corner: Corner) -> @builtin(position) vec4<f32> {
    let world = corner.place + rotate(corner.rotation, corner.position * corner.size);
    let at = on_map(world);
    return vec4<f32>(2.0 * at.x - 1.0, 1.0 - 2.0 * at.y, clamp(world.z / TALLEST, 0.0, 1.0), 1.0);
}

fn hash(x: u32) -> f32 {
    var h = x * 747796405u + 2891336453u;
    h = ((h >> ((h >> 28u) + 4u)) ^ h) * 277803737u;
    return f32((h >> 22u) ^ h) * (1.0 / 4294967296.0);
}

fn hash2(cell: vec2<i32>, seed: u32) -> f32 {
    return hash(bitcast<u32>(cell.x) * 1597u ^ bitcast<u32>(cell.y) * 51749u ^ seed);
}

// Value of a lattice point in 0..1 from the products of its coordinates with two primes.
fn lattice(x: u32, y: u32) -> f32 {
    let h = (x ^ y) * 2246822519u;
    return f32((h ^ (h >> 15u)) & 65535u) * (1.0 / 65536.0);
}

fn noise(at: vec2<f32>, seed: u32) -> f32 {
    let cell = floor(at);
    let f = at - cell;
    let s = f * f * (3.0 - 2.0 * f);
    let x = (bitcast<u32>(i32(cell.x)) + seed) * 374761393u;
    let y = bitcast<u32>(i32(cell.y)) * 668265263u;
    let next_x = x + 374761393u;
    let next_y = y + 668265263u;
    let low = mix(lattice(x, y), lattice(next_x, y), s.x);
    let high = mix(lattice(x, next_y), lattice(next_x, next_y), s.x);
    return mix(low, high, s.y);
}

// Light that comes from a direction: sky above, a dark rim of houses and trees at the horizon, ground below.
fn surroundings(direction: vec3<f32>) -> vec3<f32> {
    let sky = mix(view.horizon.rgb, view.zenith.rgb, sqrt(clamp(direction.z, 0.0, 1.0)));
    let rim = smoothstep(0.32, 0.06, direction.z) * 0.75;
    let low = view.ambient.rgb * 0.16;
    let shade = mix(sky, low, rim);
    return mix(shade, view.ground.rgb * view.ambient.rgb * 1.2, smoothstep(0.0, -0.1, direction.z));
}

// Share of the sun's light that reaches a point. `bias` in metres keeps a surface from shading itself.
fn sunlight(world: vec3<f32>, bias: f32) -> f32 {
    return compared(on_map(world), (world.z + bias) / TALLEST);
}

// Share of the sun's light that reaches a height at a place of the height map.
fn compared(at: vec2<f32>, height: f32) -> f32 {
    if (!SUNNY) {
        return 1.0;
    }
    let inside = min(min(at.x, 1.0 - at.x), min(at.y, 1.0 - at.y));
    let uv = clamp(at, vec2<f32>(0.008), vec2<f32>(0.992));
    let lit = textureSampleCompareLevel(height_map, height_sampler, uv, height);
    return mix(1.0, lit, smoothstep(0.0, 0.08, inside));
}

// Sun on a surface: cosine and shadow.
fn sun_on(world: vec3<f32>, normal: vec3<f32>) -> f32 {
    return max(dot(normal, view.sun_direction.xyz), 0.0) * lit(world, normal);
}

// Share of the sun's light that is not in the shade of something else.
fn lit(world: vec3<f32>, normal: vec3<f32>) -> f32 {
    let at = lifted(world, normal);
    return compared(at.xy, at.z);
}

// Where in the height map a point of a surface is compared, and at which height. Along a steep surface the height changes
// inside one texel of the map; how much follows from the normal, and that much the surface is lifted.
fn lifted(world: vec3<f32>, normal: vec3<f32>) -> vec3<f32> {
    let facing = dot(normal, view.sun_direction.xyz);
    let steep = view.sun_direction.z * length(normal.xy) / max(facing, 0.04);
    let before = world + normal * 0.06;
    return vec3<f32>(on_map(before), (before.z + 0.09 + min(0.45 * steep, 3.0)) / TALLEST);
}

fn ground_sun(world: vec3<f32>) -> f32 {
    return view.sun_direction.z * sunlight(world, 0.09);
}

// Fog, exposure, and the filmic curve of Hejl and Burgess-Dawson; its result is display-encoded.
fn develop(light: vec3<f32>, distance: f32) -> vec4<f32> {
    let fogged = mix(view.horizon.rgb, light, exp(-view.camera.w * distance));
    let grey = dot(fogged, vec3<f32>(0.25, 0.6, 0.15));
    let vivid = max(mix(vec3<f32>(grey), fogged, 1.18), vec3<f32>(0.0));
    let x = max(vivid * view.forward.w * 0.82 - 0.004, vec3<f32>(0.0));
    return vec4<f32>((x * (6.2 * x + 0.5)) / (x * (6.2 * x + 1.7) + 0.06), 1.0);
}

// Light of the sky on a surface; less of it is seen close to the ground.
fn skylight(normal: vec3<f32>, above: f32) -> vec3<f32> {
    let ambient = mix(view.ground.rgb, view.ambient.rgb, 0.5 + 0.5 * normal.z);
    return ambient * (0.5 + 0.5 * smoothstep(0.0, 1.4, above));
}
