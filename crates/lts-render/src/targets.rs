//! The atlas: where the views of a batch lie, what is drawn into, and how it comes back.

use lts_core::Size;

/// Pixels of each view's height map, both ways.
pub(crate) const SHADOW_SIZE: u32 = 192;
/// Formats of colour, ids and depth.
pub(crate) const FORMATS: [wgpu::TextureFormat; 3] =
    [wgpu::TextureFormat::Rgba8Unorm, wgpu::TextureFormat::R32Uint, wgpu::TextureFormat::R32Float];
pub(crate) const DEPTH_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Depth32Float;

/// How many views lie beside and below each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    pub columns: u32,
    pub rows: u32,
    pub tile: Size,
}

impl Grid {
    /// A grid for up to `views` tiles that a texture of at most `limit` pixels each way can hold.
    pub fn new(tile: Size, views: usize, limit: u32) -> Self {
        let most = |extent: u32| (limit / extent.max(SHADOW_SIZE)).max(1);
        let views = (views.max(1) as u32).min(most(tile.width) * most(tile.height));
        let columns = ((f64::from(views)).sqrt().ceil() as u32).min(most(tile.width));
        let rows = views.div_ceil(columns).min(most(tile.height));
        Self { columns, rows, tile }
    }

    pub fn views(self) -> usize {
        (self.columns * self.rows) as usize
    }

    /// Column and row of a view.
    pub fn place(self, view: usize) -> (u32, u32) {
        (view as u32 % self.columns, view as u32 / self.columns)
    }

    /// Offset and scale of a view's height map in texture coordinates.
    pub fn shadow_tile(self, view: usize) -> [f32; 4] {
        let (column, row) = self.place(view);
        let scale = [1.0 / self.columns as f32, 1.0 / self.rows as f32];
        [column as f32 * scale[0], row as f32 * scale[1], scale[0], scale[1]]
    }

    pub fn width(self) -> u32 {
        self.columns * self.tile.width
    }

    pub fn height(self) -> u32 {
        self.rows * self.tile.height
    }

    /// Bytes of a row that comes back, as the device aligns it: four a pixel.
    pub fn row_bytes(self) -> u32 {
        (4 * self.width()).next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT)
    }
}

/// Textures of a batch and the buffers it comes back in.
pub(crate) struct Targets {
    textures: [wgpu::Texture; 3],
    pub views: [wgpu::TextureView; 3],
    pub depth: wgpu::TextureView,
    pub shadow: wgpu::TextureView,
    pub back: [wgpu::Buffer; 3],
}

impl Targets {
    pub fn new(device: &wgpu::Device, grid: Grid) -> Self {
        let texture = |label, width, height, format, usage| {
            device.create_texture(&wgpu::TextureDescriptor {
                label: Some(label),
                size: wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
                mip_level_count: 1,
                sample_count: 1,
                dimension: wgpu::TextureDimension::D2,
                format,
                usage,
                view_formats: &[],
            })
        };
        let attachment = wgpu::TextureUsages::RENDER_ATTACHMENT;
        let (width, height) = (grid.width(), grid.height());
        let textures = FORMATS.map(|format| {
            texture("labelled image", width, height, format, attachment | wgpu::TextureUsages::COPY_SRC)
        });
        let view = |texture: &wgpu::Texture| texture.create_view(&wgpu::TextureViewDescriptor::default());
        let depth = view(&texture("depth test", width, height, DEPTH_FORMAT, attachment));
        let (shadow_width, shadow_height) = (grid.columns * SHADOW_SIZE, grid.rows * SHADOW_SIZE);
        let sampled = attachment | wgpu::TextureUsages::TEXTURE_BINDING;
        let shadow = view(&texture("height map", shadow_width, shadow_height, DEPTH_FORMAT, sampled));
        let views = [view(&textures[0]), view(&textures[1]), view(&textures[2])];
        let back = std::array::from_fn(|_| {
            device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("image on its way back"),
                size: u64::from(grid.row_bytes()) * u64::from(height),
                usage: wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::MAP_READ,
                mapped_at_creation: false,
            })
        });
        Self { textures, views, depth, shadow, back }
    }

    /// Copies what was drawn into the buffers that come back.
    pub fn copy_back(&self, encoder: &mut wgpu::CommandEncoder, grid: Grid) {
        for (texture, buffer) in self.textures.iter().zip(&self.back) {
            let layout = wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(grid.row_bytes()),
                rows_per_image: Some(grid.height()),
            };
            encoder.copy_texture_to_buffer(
                texture.as_image_copy(),
                wgpu::TexelCopyBufferInfo { buffer, layout },
                texture.size(),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_keeps_to_the_device_limit() {
        let grid = Grid::new(Size::new(256, 144), 64, 8192);
        assert_eq!((grid.columns, grid.rows), (8, 8));
        let large = Grid::new(Size::new(2048, 1024), 64, 8192);
        assert!(large.width() <= 8192 && large.height() <= 8192 && large.views() >= 16);
        assert_eq!(Grid::new(Size::new(333, 77), 1, 8192).views(), 1);
    }
}
