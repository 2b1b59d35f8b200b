//! The structs of the C ABI, and reading them.

/// Centimetres: the depth where nothing is.
pub(crate) const FAR_PLANE: f32 = 6.55e6;

/// Triangles of one material in a component's own frame: centimetres, left-handed.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct LtsStandInSurface {
    /// Equal for equal surfaces.
    pub hash: u64,
    /// Three numbers each.
    pub vertices: *const f32,
    /// Three numbers each.
    pub normals: *const f32,
    /// How many vertices and normals.
    pub vertex_count: usize,
    /// Three corners a triangle.
    pub triangles: *const u32,
    /// Entries of `triangles`.
    pub index_count: usize,
}

/// One surface in the world.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LtsStandInObject {
    /// Its hash.
    pub surface: u64,
    /// Centimetres.
    pub location: [f32; 3],
    /// x, y, z, w.
    pub rotation: [f32; 4],
    /// Along its own axes.
    pub scale: [f32; 3],
    /// Linear.
    pub color: [f32; 3],
}

/// Camera and light.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LtsStandInView {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Centimetres.
    pub location: [f32; 3],
    /// x, y, z, w.
    pub rotation: [f32; 4],
    /// Degrees across the width.
    pub field_of_view: f32,
    /// Where the sun's light goes.
    pub sun_forward: [f32; 3],
    /// Colour times intensity.
    pub sun: [f32; 3],
    /// Colour times intensity of the sky light.
    pub sky: [f32; 3],
    /// Colour of the lower hemisphere.
    pub ground: [f32; 3],
    /// Luminance factor of the atmosphere.
    pub zenith: [f32; 3],
    /// Inscattering colour of the fog.
    pub fog_color: [f32; 3],
    /// The fog component's density.
    pub fog_density: f32,
    /// The atmosphere's Mie scattering.
    pub mie: f32,
    /// Exposure bias, powers of two.
    pub exposure: f32,
    /// Grain intensity.
    pub grain: f32,
}

/// A surface, copied.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// Equal for equal surfaces.
    pub hash: u64,
    /// Centimetres, left-handed.
    pub vertices: Vec<[f32; 3]>,
    /// Unit length.
    pub normals: Vec<[f32; 3]>,
    /// Three corners a triangle.
    pub triangles: Vec<u32>,
}

impl Surface {
    /// Copies what `surface` points to.
    ///
    /// # Safety
    /// It and the arrays in it are readable as their counts say.
    pub unsafe fn read(surface: *const LtsStandInSurface) -> Result<Self, String> {
        // SAFETY: the caller's promise.
        let surface = unsafe { surface.read() };
        // SAFETY: the caller's promise.
        let (vertices, normals, triangles) = unsafe {
            (
                slice(surface.vertices, 3 * surface.vertex_count),
                slice(surface.normals, 3 * surface.vertex_count),
                slice(surface.triangles, surface.index_count),
            )
        };
        if let Some(corner) = triangles.iter().find(|corner| **corner as usize >= surface.vertex_count) {
            return Err(format!("corner {corner} of a surface of {} vertices", surface.vertex_count));
        }
        Ok(Self {
            hash: surface.hash,
            vertices: vertices.as_chunks().0.to_vec(),
            normals: normals.as_chunks().0.to_vec(),
            triangles: triangles.to_vec(),
        })
    }
}

/// # Safety
/// `count` values are readable at `start`, or there are none.
pub(crate) unsafe fn slice<'a, T>(start: *const T, count: usize) -> &'a [T] {
    if count == 0 {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { std::slice::from_raw_parts(start, count) }
}
