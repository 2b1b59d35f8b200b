// One shader a kind of surface. A device that runs both sides of every branch pays for one kind only.

// Flat ground that can be wet: the sky's light that it mirrors. Its normal is straight up.
fn wet(light: vec3<f32>, eye: vec3<f32>) -> vec3<f32> {
    if (!WET) {
        return light;
    }
    let wetness = view.sun_color.w;
    let grazing = pow4(1.0 - clamp(eye.z, 0.0, 1.0));
    let direction = vec3<f32>(-eye.xy, eye.z);
    return light * (1.0 - 0.05 * wetness) + surroundings(direction) * wetness * mix(0.05, 0.55, grazing);
}

fn pow4(x: f32) -> f32 {
    return (x * x) * (x * x);
}

@fragment
fn shade_road(point: GroundPoint) -> Pixel {
    let to_camera = view.camera.xyz - point.world;
    let distance = length(to_camera);
    let seed = u32(view.ground.w);
    let at = point.world.xy;
    let fine = clamp(1.0 - distance / 45.0, 0.0, 1.0);
    let grain = noise(at * 0.35, seed) * 0.5 + 0.25 + fine * 0.55 * (noise(at * 9.0, seed + 1u) - 0.5);
    // Wheel tracks, and patches of another age.
    let tracks = 0.95 + 0.1 * cos(at.y * 3.9);
    let patches = 1.0 - 0.2 * step(0.72, noise(at * vec2<f32>(0.07, 0.45), seed + 5u));
    let asphalt = 0.7 * (0.72 + 0.56 * grain) * tracks * patches;
    let worn = 0.75 + 0.4 * grain;
    let albedo = point.color * select(asphalt, worn, point.codes.x == MARKING) * (1.0 - 0.5 * view.sun_color.w);
    let light = albedo * (view.ambient.rgb + view.sun_color.rgb * ground_sun(point.world));
    return Pixel(develop(wet(light, to_camera / distance), distance), point.codes.y);
}

@fragment
fn shade_pavement(point: Point) -> Pixel {
    let to_camera = view.camera.xyz - point.world;
    let distance = length(to_camera);
    let seed = u32(view.ground.w);
    let at = point.world.xy;
    let fine = clamp(1.0 - distance / 45.0, 0.0, 1.0);
    let grain = noise(at * 0.35, seed) * 0.5 + 0.25 + fine * 0.5 * (noise(at * 9.0, seed + 1u) - 0.5);
    let slab = abs(fract(at / 0.6) - 0.5);
    let joints = 1.0 - 0.3 * fine * step(0.46, max(slab.x, slab.y));
    let stone = point.color.rgb * vec3<f32>(0.62, 0.60, 0.57) * (0.72 + 0.56 * grain) * joints;
    let albedo = select(stone, vec3<f32>(0.30), point.codes.x == KERB) * (1.0 - 0.5 * view.sun_color.w);
    let normal = normalize(point.normal);
    let ambient = mix(view.ground.rgb, view.ambient.rgb, 0.5 + 0.5 * normal.z);
    let light = albedo * (ambient + view.sun_color.rgb * sun_on(point.world, normal));
    return Pixel(develop(wet(light, to_camera / distance), distance), point.codes.y);
}

@fragment
fn shade_grass(point: GroundPoint) -> Pixel {
    let distance = length(view.camera.xyz - point.world);
    let seed = u32(view.ground.w);
    let at = point.world.xy;
    let fine = clamp(1.0 - distance / 45.0, 0.0, 1.0);
    let patches = noise(at * 0.22, seed + 2u);
    var albedo = point.color * (0.7 + 0.5 * patches + fine * 0.6 * (noise(at * 6.0, seed + 3u) - 0.5));
    albedo = mix(albedo, vec3<f32>(0.20, 0.155, 0.08), 0.5 * smoothstep(0.62, 0.8, patches));
    let light = albedo * (view.ambient.rgb + view.sun_color.rgb * ground_sun(point.world));
    return Pixel(develop(light, distance), point.codes.y);
}

// Leaves and bark that are near. The sun's light is interpolated: a plant has corners enough.
@fragment
fn shade_plant(point: LitPoint) -> Pixel {
    let normal = normalize(point.normal);
    let distance = length(view.camera.xyz - point.world);
    let variation = point.codes.y;
    let at = point.world;
    // Twigs, leaves in front of gaps that show the dark inside; from two sides, so that neither is seen as streaks.
    let twigs = noise(vec2<f32>(at.x + 0.6 * at.z, at.y - 0.6 * at.z) * 2.3, variation);
    let leaves = noise(vec2<f32>(at.x - 0.5 * at.y, at.z + 0.5 * at.y) * 6.1, variation + 1u);
    let light = plant_light(point.albedo.rgb, point.finish.xy, normal, at.z, vec2<f32>(twigs, leaves), point.lit);
    return Pixel(develop(light, distance), point.codes.x);
}

// Light from a plant. `finish` is 1 for leaves and 0 for bark, and the inverse of the plant's height; `texture` is noise.
fn plant_light(color: vec3<f32>, finish: vec2<f32>, normal: vec3<f32>, above: f32, texture: vec2<f32>, lit: f32) -> vec3<f32> {
    let height = clamp(above * finish.y, 0.0, 1.0);
    let depth = 0.2 + 1.45 * smoothstep(0.18, 0.86, texture.x * 0.55 + texture.y * 0.45);
    let hue = mix(vec3<f32>(1.0), vec3<f32>(1.25, 1.05, 0.6), texture.x * texture.y);
    let albedo = color * mix(vec3<f32>(1.0), hue * depth * (0.5 + 0.65 * height), finish.x);
    // Light also shines through leaves.
    let facing = dot(normal, view.sun_direction.xyz);
    let through = finish.x * 0.22 * (1.0 - facing) * view.sun_direction.w;
    let sun = max(max(facing, 0.0) * lit, through) * 0.9;
    return albedo * (skylight(normal, above) + view.sun_color.rgb * sun);
}

// A point of a wall with windows.
struct FacadePoint {
    @builtin(position) clip: vec4<f32>,
    @location(0) world: vec3<f32>,
    // Metres along the wall and above the ground.
    @location(1) along: vec2<f32>,
    // Place and height in the height map.
    @location(2) shadow: vec3<f32>,
    @location(3) @interpolate(flat) normal: vec3<f32>,
    // w is where the windows end, m.
    @location(4) @interpolate(flat) color: vec4<f32>,
    // Distance and half width of windows, m; share of lamps that are on; cosine of the sun.
    @location(5) @interpolate(flat) pattern: vec4<f32>,
    // Ids and variation.
    @location(6) @interpolate(flat) codes: vec2<u32>,
}

@vertex
fn place_facade(corner: Corner) -> FacadePoint {
    let local = corner.position * corner.size;
    let world = corner.place + rotate(corner.rotation, local);
    let local_normal = normalize(corner.normal.xyz / corner.size);
    let normal = rotate(corner.rotation, local_normal);
    let u = select(local.x, local.y, abs(local_normal.x) > abs(local_normal.y)) + 40.0;
    let spacing = 1.9 + 1.5 * hash(corner.variation);
    let wide = 0.42 + 0.3 * hash(corner.variation + 7u);
    let evening = 1.0 - clamp(dot(view.ambient.rgb, vec3<f32>(1.1)), 0.0, 1.0);
    var point: FacadePoint;
    point.clip = view.view_projection * vec4<f32>(world, 1.0);
    point.world = world;
    point.along = vec2<f32>(u, local.z);
    point.shadow = lifted(world, normal);
    point.normal = normal;
    point.color = vec4<f32>(corner.color.rgb * corner.color.rgb, corner.size.z * 0.7);
    point.pattern = vec4<f32>(spacing, wide, evening, max(dot(normal, view.sun_direction.xyz), 0.0));
    point.codes = vec2<u32>(corner.ids, corner.variation);
    return point;
}

@fragment
fn shade_facade(point: FacadePoint) -> Pixel {
    let to_camera = view.camera.xyz - point.world;
    let distance = length(to_camera);
    let variation = point.codes.y;
    let u = point.along.x / point.pattern.x;
    let v = point.along.y;
    let storey = v / 2.9;
    let cell = vec2<i32>(i32(floor(u)), i32(floor(storey)));
    let x = abs(fract(u) - 0.5) * point.pattern.x;
    let y = fract(storey) * 2.9;
    let wide = point.pattern.y;
    let choice = hash2(cell, variation);
    let is_door = cell.y == 0 && choice > 0.8;
    let low = select(0.95, 0.05, is_door);
    let below_roof = v <= point.color.w;
    let inside = below_roof && x < wide && y > low && y < 2.35;
    let frame = below_roof && x < wide + 0.09 && y > low - 0.09 && y < 2.44;
    let grain = 0.9 + 0.2 * noise(point.along * 1.3, variation);
    let wall = point.color.rgb * grain * select(1.0, 0.7, v < 0.7);
    let lamp = step(0.62, fract(choice * 7.31)) * point.pattern.z;
    let sky = surroundings(reflect(-to_camera / distance, point.normal));
    let pane = mix(vec3<f32>(0.015) + 0.3 * sky * fract(choice * 3.17), vec3<f32>(0.9, 0.62, 0.3), lamp);
    let is_pane = inside && !is_door;
    let solid = select(wall, mix(point.color.rgb, vec3<f32>(0.6), 0.7), frame);
    let albedo = select(solid, point.color.rgb * 0.18, inside);
    let sun = point.pattern.w * compared(point.shadow.xy, point.shadow.z);
    let light = albedo * (skylight(point.normal, v) + view.sun_color.rgb * sun);
    return Pixel(develop(select(light, pane, is_pane), distance), point.codes.x);
}

@fragment
fn shade_roof(point: Point) -> Pixel {
    let normal = normalize(point.normal);
    let distance = length(view.camera.xyz - point.world);
    let tone = hash(point.codes.z);
    let tiles = 0.82 + 0.3 * step(0.5, fract(point.local.z * 3.1));
    let albedo = mix(point.color.rgb * 0.4, vec3<f32>(0.20, 0.075, 0.05), 0.35 + 0.5 * tone) * tiles;
    let light = albedo * (skylight(normal, point.local.z) + view.sun_color.rgb * sun_on(point.world, normal));
    return Pixel(develop(light, distance), point.codes.y);
}

// Cars, posts and signs that are near: hard surfaces of one colour that may shine.
@fragment
fn shade_thing(point: LitPoint) -> Pixel {
    let normal = normalize(point.normal);
    let to_camera = view.camera.xyz - point.world;
    let distance = length(to_camera);
    let light = thing_light(point.albedo, point.finish, normal, to_camera / distance, point.world.z, point.lit);
    return Pixel(develop(light, distance), point.codes.x);
}

// Light from a hard surface. The fourth part of `albedo` is the share that it glows at dusk; `finish` are the shares of
// mirrored surroundings at right angles and at grazing ones, and of the mirrored sun.
fn thing_light(albedo: vec4<f32>, finish: vec3<f32>, normal: vec3<f32>, eye: vec3<f32>, above: f32, lit: f32) -> vec3<f32> {
    let sun = max(dot(normal, view.sun_direction.xyz), 0.0) * lit;
    let light = albedo.rgb * (skylight(normal, above) + albedo.w + view.sun_color.rgb * sun);
    let across = dot(eye, normal);
    let direction = 2.0 * across * normal - eye;
    let grazing = pow4(1.0 - clamp(across, 0.0, 1.0));
    let mirrored = surroundings(direction) * mix(finish.x, finish.y, grazing);
    // A narrow highlight: the cosine to the power of 64.
    let toward = pow4(max(dot(direction, view.sun_direction.xyz), 0.0));
    let glint = pow4(pow4(toward));
    return light * (1.0 - finish.x) + mirrored + view.sun_color.rgb * (finish.z * glint * sun);
}

// A corner of a thing or a plant that is near: what it is made of is settled here, not at every pixel.
@vertex
fn place_lit(corner: Corner) -> LitPoint {
    let world = corner.place + rotate(corner.rotation, corner.position * corner.size);
    let normal = rotate(corner.rotation, normalize(corner.normal.xyz / corner.size));
    let made = substance(corner);
    var point: LitPoint;
    point.clip = view.view_projection * vec4<f32>(world, 1.0);
    point.world = world;
    point.normal = normal;
    point.lit = lit(world, normal);
    point.albedo = made.albedo;
    point.finish = made.finish;
    point.codes = vec2<u32>(corner.ids, corner.variation);
    return point;
}

// A corner of a thing or a plant of few pixels: its colour is made here and only interpolated.
@vertex
fn place_distant(corner: Corner) -> DistantPoint {
    let world = corner.place + rotate(corner.rotation, corner.position * corner.size);
    let normal = rotate(corner.rotation, normalize(corner.normal.xyz / corner.size));
    let made = substance(corner);
    let to_camera = view.camera.xyz - world;
    let distance = length(to_camera);
    let sun = lit(world, normal);
    let thing = thing_light(made.albedo, made.finish, normal, to_camera / distance, world.z, sun);
    let plant = plant_light(made.albedo.rgb, made.finish.xy, normal, world.z, vec2<f32>(0.52), sun);
    let is_plant = corner.material == BARK || corner.material == FOLIAGE;
    var point: DistantPoint;
    point.clip = view.view_projection * vec4<f32>(world, 1.0);
    point.color = develop(select(thing, plant, is_plant), distance).rgb;
    point.ids = corner.ids;
    return point;
}

@fragment
fn shade_distant(point: DistantPoint) -> Pixel {
    return Pixel(vec4<f32>(point.color, 1.0), point.ids);
}

// What a thing or a plant is made of: see thing_light and plant_light.
struct Substance {
    albedo: vec4<f32>,
    finish: vec3<f32>,
}

fn substance(corner: Corner) -> Substance {
    let dusk = smoothstep(0.8, 0.2, dot(view.ambient.rgb, vec3<f32>(0.5)));
    let color = corner.color.rgb * corner.color.rgb;
    switch corner.material {
        case PAINT: { return Substance(vec4<f32>(color, 0.0), vec3<f32>(0.04, 0.45, 0.7)); }
        case GLASS: { return Substance(vec4<f32>(0.007, 0.008, 0.009, 0.0), vec3<f32>(0.05, 0.5, 0.8)); }
        case RUBBER: { return Substance(vec4<f32>(vec3<f32>(0.012), 0.0), vec3<f32>(0.0, 0.08, 0.0)); }
        case METAL: { return Substance(vec4<f32>(vec3<f32>(0.20), 0.0), vec3<f32>(0.10, 0.4, 0.4)); }
        case HEAD_LAMP: { return Substance(vec4<f32>(0.58, 0.55, 0.5, 1.5 * dusk), vec3<f32>(0.2, 0.6, 0.0)); }
        case REAR_LAMP: { return Substance(vec4<f32>(0.30, 0.012, 0.01, 1.6 * dusk), vec3<f32>(0.05, 0.4, 0.0)); }
        case PLATE: { return Substance(vec4<f32>(vec3<f32>(0.7), 0.0), vec3<f32>(0.0)); }
        case BARK: { return Substance(vec4<f32>(0.07, 0.05, 0.035, 0.0), vec3<f32>(0.0, 1.0 / corner.size.z, 0.0)); }
        case FOLIAGE: { return Substance(vec4<f32>(color, 0.0), vec3<f32>(1.0, 1.0 / corner.size.z, 0.0)); }
        default: { return Substance(vec4<f32>(color, 0.0), vec3<f32>(0.0)); }
    }
}

// The soft dark patch under a car: only the colour changes.
struct Patch {
    @builtin(position) clip: vec4<f32>,
    // Metres from the middle.
    @location(0) local: vec2<f32>,
    @location(1) @interpolate(flat) half: vec2<f32>,
}

@vertex
fn place_contact(corner: Corner) -> Patch {
    let local = corner.position * corner.size;
    let world = corner.place + rotate(corner.rotation, local);
    return Patch(view.view_projection * vec4<f32>(world, 1.0), local.xy, 0.5 * corner.size.xy);
}

@fragment
fn shade_contact(point: Patch) -> Pixel {
    let from_edge = point.half - abs(point.local);
    let soft = smoothstep(0.0, 0.55, from_edge.x) * smoothstep(0.0, 0.55, from_edge.y);
    let strength = 0.78 - 0.25 * view.sun_color.w;
    return Pixel(vec4<f32>(0.0, 0.0, 0.0, strength * soft), 0u);
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
    var light = mix(view.horizon.rgb, view.zenith.rgb, sqrt(clamp(ray.z, 0.0, 1.0)));
    let toward = max(dot(ray, view.sun_direction.xyz), 0.0);
    let clear = view.sun_direction.w;
    let halo = pow4(toward) * pow4(toward);
    let disc = pow4(pow4(pow4(toward))) * pow4(pow4(pow4(toward))) * pow4(pow4(pow4(toward)));
    light = light + view.sun_color.rgb * clear * (0.10 * halo + 0.6 * disc);
    let seed = u32(view.ground.w);
    let at = ray.xy / (max(ray.z, 0.0) + 0.12) * 1.6;
    let billows = 0.6 * noise(at, seed) + 0.4 * noise(at * 3.1, seed + 1u);
    let cover = view.right.w;
    let cloud = smoothstep(1.0 - cover, 1.25 - cover, billows + 0.2 * cover) * smoothstep(0.0, 0.12, ray.z);
    let bright = mix(vec3<f32>(0.95), view.horizon.rgb * 1.1, 0.5) * (0.75 + 0.35 * billows);
    let grey = view.horizon.rgb * (0.72 + 0.5 * billows);
    light = mix(light, select(grey, bright * dot(view.ambient.rgb, vec3<f32>(0.6)) * 1.2, clear > 0.5), cloud);
    return Pixel(develop(light, 0.0), 23u);
}
