// One shader a kind of surface. A device that runs both sides of every branch pays for one kind only.

// Flat ground that can be wet: the sky's light that it mirrors. Its normal is straight up.
fn wet(light: vec3<f32>, eye: vec3<f32>) -> vec3<f32> {
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

@fragment
fn shade_plant(point: Point) -> Pixel {
    let normal = normalize(point.normal);
    let distance = length(view.camera.xyz - point.world);
    let variation = point.codes.z;
    let at = point.world;
    // Twigs, leaves in front of gaps that show the dark inside; from two sides, so that neither is seen as streaks.
    let twigs = noise(vec2<f32>(at.x + 0.6 * at.z, at.y - 0.6 * at.z) * 2.3, variation);
    let leaves = noise(vec2<f32>(at.x - 0.5 * at.y, at.z + 0.5 * at.y) * 6.1, variation + 1u);
    let height = clamp(point.local.z / point.color.w, 0.0, 1.0);
    let depth = 0.2 + 1.45 * smoothstep(0.18, 0.86, twigs * 0.55 + leaves * 0.45);
    let hue = mix(vec3<f32>(1.0), vec3<f32>(1.25, 1.05, 0.6), twigs * leaves);
    let foliage = point.color.rgb * hue * depth * (0.5 + 0.65 * height);
    let is_bark = point.codes.x == BARK;
    let albedo = select(foliage, vec3<f32>(0.07, 0.05, 0.035), is_bark);
    // Light also shines through leaves.
    let facing = dot(normal, view.sun_direction.xyz);
    let through = select(0.22 * (1.0 - facing) * view.sun_direction.w, 0.0, is_bark);
    let sun = max(sun_on(point.world, normal), through) * 0.9;
    let light = albedo * (skylight(normal, point.local.z) + view.sun_color.rgb * sun);
    return Pixel(develop(light, distance), point.codes.y);
}

@fragment
fn shade_facade(point: Point) -> Pixel {
    let normal = normalize(point.normal);
    let to_camera = view.camera.xyz - point.world;
    let distance = length(to_camera);
    let variation = point.codes.z;
    let u = select(point.local.x, point.local.y, point.codes.w == 1u) + 40.0;
    let v = point.local.z;
    let spacing = 1.9 + 1.5 * hash(variation);
    let storey = 2.9;
    let cell = vec2<i32>(i32(floor(u / spacing)), i32(floor(v / storey)));
    let x = abs(fract(u / spacing) - 0.5) * spacing;
    let y = fract(v / storey) * storey;
    let wide = 0.42 + 0.3 * hash(variation + 7u);
    let choice = hash2(cell, variation);
    let is_door = cell.y == 0 && choice > 0.8;
    let low = select(0.95, 0.05, is_door);
    let below_roof = v <= point.color.w * 0.7;
    let inside = below_roof && x < wide && y > low && y < 2.35;
    let frame = below_roof && x < wide + 0.09 && y > low - 0.09 && y < 2.44;
    let grain = 0.9 + 0.2 * noise(vec2<f32>(u, v) * 1.3, variation);
    let wall = point.color.rgb * grain * select(1.0, 0.7, v < 0.7);
    let evening = 1.0 - clamp(dot(view.ambient.rgb, vec3<f32>(1.1)), 0.0, 1.0);
    let lamp = step(0.62, fract(choice * 7.31)) * evening;
    let sky = surroundings(reflect(-to_camera / distance, normal));
    let pane = mix(vec3<f32>(0.015) + 0.3 * sky * fract(choice * 3.17), vec3<f32>(0.9, 0.62, 0.3), lamp);
    let is_pane = inside && !is_door;
    let solid = select(wall, mix(point.color.rgb, vec3<f32>(0.6), 0.7), frame);
    let albedo = select(solid, point.color.rgb * 0.18, inside);
    let sun = sun_on(point.world, normal);
    let lit = albedo * (skylight(normal, v) + view.sun_color.rgb * sun);
    return Pixel(develop(select(lit, pane, is_pane), distance), point.codes.y);
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

// Cars, posts and signs: hard surfaces of one colour that may shine.
@fragment
fn shade_thing(point: Point) -> Pixel {
    let material = point.codes.x;
    let normal = normalize(point.normal);
    let to_camera = view.camera.xyz - point.world;
    let distance = length(to_camera);
    let eye = to_camera / distance;
    let dusk = smoothstep(0.8, 0.2, dot(view.ambient.rgb, vec3<f32>(0.5)));
    var albedo = point.color.rgb;
    // Light of its own; the shares of mirrored surroundings at right angles and at grazing ones, and of the sun.
    var glow = vec3<f32>(0.0);
    var mirror = vec3<f32>(0.0);
    if (material == PAINT) {
        mirror = vec3<f32>(0.04, 0.45, 0.7);
    }
    if (material == GLASS) {
        albedo = vec3<f32>(0.007, 0.008, 0.009);
        mirror = vec3<f32>(0.05, 0.5, 0.8);
    }
    if (material == RUBBER) {
        albedo = vec3<f32>(0.012);
        mirror = vec3<f32>(0.0, 0.08, 0.0);
    }
    if (material == METAL) {
        albedo = vec3<f32>(0.20);
        mirror = vec3<f32>(0.10, 0.4, 0.4);
    }
    if (material == HEAD_LAMP) {
        albedo = vec3<f32>(0.55);
        mirror = vec3<f32>(0.2, 0.6, 0.0);
        glow = vec3<f32>(0.9, 0.85, 0.7) * dusk;
    }
    if (material == REAR_LAMP) {
        albedo = vec3<f32>(0.30, 0.01, 0.01);
        mirror = vec3<f32>(0.05, 0.4, 0.0);
        glow = vec3<f32>(0.5, 0.02, 0.01) * dusk;
    }
    if (material == PLATE) {
        let marks = step(0.4, fract(point.local.y * 9.0)) * step(abs(point.local.z * 11.0 - floor(point.local.z * 11.0) - 0.5), 0.35);
        albedo = vec3<f32>(0.7) * (1.0 - 0.6 * marks);
    }
    let sun = sun_on(point.world, normal);
    var light = albedo * (skylight(normal, point.local.z) + view.sun_color.rgb * sun) + glow;
    let grazing = pow4(1.0 - clamp(dot(eye, normal), 0.0, 1.0));
    let direction = reflect(-eye, normal);
    light = light * (1.0 - mirror.x) + surroundings(direction) * mix(mirror.x, mirror.y, grazing);
    // A narrow highlight: the cosine to the power of 64.
    let toward = pow4(max(dot(direction, view.sun_direction.xyz), 0.0));
    let glint = pow4(pow4(toward));
    light = light + view.sun_color.rgb * (mirror.z * glint * sun);
    return Pixel(develop(light, distance), point.codes.y);
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
