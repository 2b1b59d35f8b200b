// The scene's shaders: one geometry pass that shades and labels, one that fills the sun's height map, the sky.

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
    // xyz; w is 1 where the sun throws shadows.
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
    // Its place in the atlas: offset, scale.
    shadow_tile: vec4<f32>,
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
    @location(3) @interpolate(flat) local_normal: vec3<f32>,
    @location(4) @interpolate(flat) color: vec3<f32>,
    // Material, ids, variation, and the object's height in centimetres.
    @location(5) @interpolate(flat) codes: vec4<u32>,
}

struct Pixel {
    @location(0) color: vec4<f32>,
    @location(1) ids: u32,
    @location(2) depth: f32,
}

// Depth of the nearest thing that is drawn, metres.
const NEAR: f32 = 0.2;
// Heights in the height map are in units of this, metres.
const TALLEST: f32 = 40.0;

const PAINT: u32 = 0u;
const GLASS: u32 = 1u;
const RUBBER: u32 = 2u;
const METAL: u32 = 3u;
const HEAD_LAMP: u32 = 4u;
const REAR_LAMP: u32 = 5u;
const PLATE: u32 = 6u;
const FACADE: u32 = 7u;
const ROOF: u32 = 8u;
const BARK: u32 = 9u;
const FOLIAGE: u32 = 10u;
const ASPHALT: u32 = 11u;
const MARKING: u32 = 12u;
const PAVEMENT: u32 = 13u;
const KERB: u32 = 14u;
const GRASS: u32 = 15u;
const PLAIN: u32 = 16u;

fn rotate(q: vec4<f32>, v: vec3<f32>) -> vec3<f32> {
    return v + 2.0 * cross(q.xyz, cross(q.xyz, v) + q.w * v);
}

fn placed(corner: Corner) -> Point {
    let local = corner.position * corner.size;
    let world = corner.place + rotate(corner.rotation, local);
    let local_normal = normalize(corner.normal.xyz / corner.size);
    var point: Point;
    point.clip = view.view_projection * vec4<f32>(world, 1.0);
    point.world = world;
    point.normal = rotate(corner.rotation, local_normal);
    point.local = local;
    point.local_normal = local_normal;
    point.color = corner.color.rgb * corner.color.rgb;
    point.codes = vec4<u32>(corner.material, corner.ids, corner.variation, u32(100.0 * corner.size.z));
    return point;
}

@vertex
fn place(corner: Corner) -> Point {
    return placed(corner);
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

fn noise(at: vec2<f32>, seed: u32) -> f32 {
    let cell = floor(at);
    let c = vec2<i32>(cell);
    let f = at - cell;
    let s = f * f * (3.0 - 2.0 * f);
    let low = mix(hash2(c, seed), hash2(c + vec2<i32>(1, 0), seed), s.x);
    let high = mix(hash2(c + vec2<i32>(0, 1), seed), hash2(c + vec2<i32>(1, 1), seed), s.x);
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

fn sunlight(world: vec3<f32>, normal: vec3<f32>) -> f32 {
    if (view.sun_direction.w < 0.5) {
        return 1.0;
    }
    let at = on_map(world + normal * 0.06);
    let inside = min(min(at.x, 1.0 - at.x), min(at.y, 1.0 - at.y));
    if (inside < 0.0) {
        return 1.0;
    }
    let uv = view.shadow_tile.xy + clamp(at, vec2<f32>(0.008), vec2<f32>(0.992)) * view.shadow_tile.zw;
    let lit = textureSampleCompareLevel(height_map, height_sampler, uv, (world.z + 0.09) / TALLEST);
    return mix(1.0, lit, smoothstep(0.0, 0.08, inside));
}

// Filmic curve of Hejl and Burgess-Dawson; its result is display-encoded.
fn develop(light: vec3<f32>) -> vec3<f32> {
    let x = max(light * view.forward.w * 0.82 - 0.004, vec3<f32>(0.0));
    return (x * (6.2 * x + 0.5)) / (x * (6.2 * x + 1.7) + 0.06);
}

fn facade(point: Point, albedo: vec3<f32>, sky: vec3<f32>) -> vec4<f32> {
    let variation = point.codes.z;
    let along_y = abs(point.local_normal.x) > abs(point.local_normal.y);
    let u = select(point.local.x, point.local.y, along_y) + 40.0;
    let v = point.local.z;
    let spacing = 1.9 + 1.5 * hash(variation);
    let storey = 2.9;
    let cell = vec2<i32>(i32(floor(u / spacing)), i32(floor(v / storey)));
    let x = abs(fract(u / spacing) - 0.5) * spacing;
    let y = fract(v / storey) * storey;
    let wide = 0.42 + 0.3 * hash(variation + 7u);
    let grain = 0.9 + 0.2 * noise(vec2<f32>(u, v) * 1.3, variation);
    var wall = albedo * grain;
    if (v < 0.7) {
        wall = wall * 0.7;
    }
    let top = f32(point.codes.w) * 0.01 * 0.7;
    if (v > top) {
        return vec4<f32>(wall, 0.0);
    }
    let is_door = cell.y == 0 && hash2(cell, variation) > 0.8;
    let low = select(0.95, 0.05, is_door);
    let inside_x = x < wide;
    let inside = inside_x && y > low && y < 2.35;
    let frame = x < wide + 0.09 && y > low - 0.09 && y < 2.44;
    if (inside) {
        if (is_door) {
            return vec4<f32>(albedo * 0.18, 0.0);
        }
        let evening = 1.0 - clamp(dot(view.ambient.rgb, vec3<f32>(0.9)), 0.0, 1.0);
        let glow = step(0.62, hash2(cell, variation + 3u)) * evening;
        return vec4<f32>(mix(vec3<f32>(0.02) + 0.35 * sky * hash2(cell, variation + 1u), vec3<f32>(0.9, 0.62, 0.3), glow), 1.0);
    }
    if (frame) {
        return vec4<f32>(mix(albedo, vec3<f32>(0.7), 0.7), 0.0);
    }
    return vec4<f32>(wall, 0.0);
}

@fragment
fn shade(point: Point) -> Pixel {
    let material = point.codes.x;
    let normal = normalize(point.normal);
    let to_camera = view.camera.xyz - point.world;
    let distance = length(to_camera);
    let eye = to_camera / distance;
    let seed = u32(view.ground.w);
    let wetness = view.sun_color.w;
    let fine = clamp(1.0 - distance / 45.0, 0.0, 1.0);
    var albedo = point.color;
    // Light of its own, and the share of mirrored surroundings at right angles and at grazing ones.
    var glow = vec3<f32>(0.0);
    var mirror = vec2<f32>(0.0);
    var shine = 0.0;
    let flat_ground = material == ASPHALT || material == MARKING || material == PAVEMENT;
    if (flat_ground) {
        var grain = noise(point.world.xy * 0.35, seed) * 0.5 + 0.25;
        if (fine > 0.0) {
            grain = grain + fine * 0.55 * (noise(point.world.xy * 9.0, seed + 1u) - 0.5);
        }
        if (material == MARKING) {
            albedo = albedo * (0.75 + 0.4 * grain);
        } else {
            albedo = albedo * (0.72 + 0.56 * grain);
        }
        if (material == PAVEMENT) {
            let slab = abs(fract(point.world.xy / 0.6) - 0.5);
            albedo = albedo * (1.0 - 0.25 * fine * step(0.46, max(slab.x, slab.y)));
        }
        if (material == ASPHALT) {
            // Wheel tracks, and patches of another age.
            albedo = albedo * (0.95 + 0.1 * cos(point.world.y * 3.9));
            albedo = albedo * (1.0 - 0.2 * step(0.72, noise(point.world.xy * vec2<f32>(0.07, 0.45), seed + 5u)));
        }
        albedo = albedo * (1.0 - 0.5 * wetness);
        mirror = wetness * vec2<f32>(0.05, 0.55);
    } else if (material == GRASS) {
        let patches = noise(point.world.xy * 0.22, seed + 2u);
        albedo = albedo * (0.7 + 0.5 * patches + fine * 0.5 * (noise(point.world.xy * 6.0, seed + 3u) - 0.5));
        albedo = mix(albedo, vec3<f32>(0.22, 0.17, 0.09), 0.5 * smoothstep(0.62, 0.8, patches));
    } else if (material == FOLIAGE) {
        let side = point.world.xy + vec2<f32>(point.world.z * 0.9, -point.world.z * 0.7);
        let leaves = noise(side * 2.1, point.codes.z) * 0.6 + noise(side * 6.5, point.codes.z + 1u) * 0.4;
        let height = clamp(point.local.z / (0.01 * f32(point.codes.w)), 0.0, 1.0);
        albedo = albedo * (0.35 + 1.25 * leaves) * (0.6 + 0.55 * height);
        shine = 0.0;
    } else if (material == FACADE) {
        let sky = surroundings(reflect(-eye, normal));
        let wall = facade(point, albedo, sky);
        albedo = select(wall.rgb, vec3<f32>(0.0), wall.a > 0.5);
        glow = select(vec3<f32>(0.0), wall.rgb, wall.a > 0.5);
    } else if (material == ROOF) {
        let tiles = 0.82 + 0.3 * step(0.5, fract(point.local.z * 3.1 + 0.3 * noise(point.local.xy * 2.0, point.codes.z)));
        albedo = mix(albedo * 0.4, vec3<f32>(0.20, 0.075, 0.05), 0.35 + 0.5 * hash(point.codes.z)) * tiles;
    } else if (material == PAINT) {
        mirror = vec2<f32>(0.04, 0.5);
        shine = 0.7;
    } else if (material == GLASS) {
        albedo = vec3<f32>(0.012, 0.014, 0.016);
        mirror = vec2<f32>(0.10, 0.8);
        shine = 1.0;
    } else if (material == RUBBER) {
        albedo = vec3<f32>(0.012);
        mirror = vec2<f32>(0.0, 0.08);
    } else if (material == METAL) {
        albedo = max(point.color * 0.0, vec3<f32>(0.22));
        mirror = vec2<f32>(0.12, 0.4);
        shine = 0.4;
    } else if (material == HEAD_LAMP) {
        albedo = vec3<f32>(0.55);
        mirror = vec2<f32>(0.2, 0.6);
        glow = vec3<f32>(0.9, 0.85, 0.7) * smoothstep(0.9, 0.3, dot(view.ambient.rgb, vec3<f32>(0.5)));
    } else if (material == REAR_LAMP) {
        albedo = vec3<f32>(0.30, 0.01, 0.01);
        mirror = vec2<f32>(0.05, 0.4);
        glow = vec3<f32>(0.5, 0.02, 0.01) * smoothstep(0.9, 0.3, dot(view.ambient.rgb, vec3<f32>(0.5)));
    } else if (material == PLATE) {
        let marks = step(0.5, noise(point.local.yz * vec2<f32>(22.0, 8.0), point.codes.z));
        albedo = vec3<f32>(0.75) * (1.0 - 0.6 * marks);
    } else if (material == BARK) {
        albedo = vec3<f32>(0.07, 0.05, 0.035);
    } else if (material == KERB) {
        albedo = vec3<f32>(0.36);
    }
    let facing = dot(normal, view.sun_direction.xyz);
    var sun = 0.0;
    if (facing > 0.0 && view.sun_direction.w > 0.5) {
        sun = facing * sunlight(point.world, normal);
    } else {
        sun = max(facing, 0.0);
    }
    if (material == FOLIAGE) {
        // Light also shines through leaves.
        sun = max(sun, 0.22 * (1.0 - facing) * view.sun_direction.w) * 0.9;
    }
    var ambient = mix(view.ground.rgb, view.ambient.rgb, 0.5 + 0.5 * normal.z);
    if (!flat_ground && material != GRASS) {
        // Less of the sky is seen close to the ground.
        ambient = ambient * (0.55 + 0.45 * smoothstep(0.0, 1.3, point.local.z));
    }
    var light = albedo * (ambient + view.sun_color.rgb * sun) + glow;
    if (mirror.y > 0.0) {
        let grazing = pow(1.0 - clamp(dot(eye, normal), 0.0, 1.0), 4.0);
        let direction = reflect(-eye, normal);
        light = light * (1.0 - mirror.x) + surroundings(direction) * mix(mirror.x, mirror.y, grazing);
        let glint = pow(max(dot(direction, view.sun_direction.xyz), 0.0), 60.0);
        light = light + view.sun_color.rgb * (shine * glint * sun);
    }
    let fog = 1.0 - exp(-view.camera.w * distance);
    light = mix(light, view.horizon.rgb, fog);
    var pixel: Pixel;
    pixel.color = vec4<f32>(develop(light), 1.0);
    pixel.ids = point.codes.y;
    pixel.depth = -dot(to_camera, view.forward.xyz);
    return pixel;
}

// The soft dark patch under a car: only the colour changes.
@fragment
fn contact(point: Point) -> Pixel {
    let from_edge = vec2<f32>(0.5) * vec2<f32>(f32(point.codes.x), f32(point.codes.z)) * 0.01 - abs(point.local.xy);
    let soft = smoothstep(0.0, 0.55, from_edge.x) * smoothstep(0.0, 0.55, from_edge.y);
    let strength = 0.78 - 0.25 * view.sun_color.w;
    return Pixel(vec4<f32>(0.0, 0.0, 0.0, strength * soft), 0u, 0.0);
}

@vertex
fn place_contact(corner: Corner) -> Point {
    var point = placed(corner);
    point.codes = vec4<u32>(u32(100.0 * corner.size.x), 0u, u32(100.0 * corner.size.y), 0u);
    return point;
}

struct Sky {
    @builtin(position) clip: vec4<f32>,
    @location(0) screen: vec2<f32>,
}

@vertex
fn place_sky(@builtin(vertex_index) index: u32) -> Sky {
    let corner = vec2<f32>(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0);
    return Sky(vec4<f32>(corner, 0.0, 1.0), corner);
}

@fragment
fn shade_sky(sky: Sky) -> Pixel {
    let ray = normalize(view.forward.xyz + sky.screen.x * view.right.xyz + sky.screen.y * view.up.xyz);
    let height = clamp(ray.z, 0.0, 1.0);
    var light = mix(view.horizon.rgb, view.zenith.rgb, pow(height, 0.5));
    let toward = max(dot(ray, view.sun_direction.xyz), 0.0);
    let clear = view.sun_direction.w;
    light = light + view.sun_color.rgb * clear * (0.10 * pow(toward, 8.0) + 0.6 * pow(toward, 220.0));
    let cover = view.right.w;
    if (cover > 0.02 && ray.z > 0.0) {
        let seed = u32(view.ground.w);
        let at = ray.xy / (ray.z + 0.12) * 1.6;
        let billows = 0.55 * noise(at, seed) + 0.3 * noise(at * 2.3, seed + 1u) + 0.15 * noise(at * 5.1, seed + 2u);
        let cloud = smoothstep(1.0 - cover, 1.25 - cover, billows + 0.2 * cover);
        let bright = mix(vec3<f32>(0.95), view.horizon.rgb * 1.1, 0.5) * (0.75 + 0.35 * billows);
        let grey = view.horizon.rgb * (0.72 + 0.5 * billows);
        light = mix(light, select(grey, bright * dot(view.ambient.rgb, vec3<f32>(0.5)) * 1.2, clear > 0.5), cloud * smoothstep(0.0, 0.12, ray.z));
    }
    return Pixel(vec4<f32>(develop(light), 1.0), 23u, 3.0e38);
}
