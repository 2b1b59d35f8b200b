//! Where a batch is drawn: a layer for each view, and the buffers in which the layers come back.

use lts_core::Size;

/// Pixels of each view's height map, both ways.
pub(crate) const SHADOW_SIZE: u32 = 128;
/// Formats of colour and ids.
pub(crate) const FORMATS: [wgpu::TextureFormat; 2] =
    [wgpu::TextureFormat::Rgba8Unorm, wgpu::TextureFormat::R32Uint];
pub(crate) const DEPTH_FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Depth32Float;

/// Most pixels of all layers of a texture together: 256 MiB.
const MOST_PIXELS: usize = 1 << 26;

/// How many views of which size there are. Views do not share a plane, so that an image does not depend on its place
/// in the batch by as much as a rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layers {
    pub views: usize,
    pub tile: Size,
}

impl Layers {
    /// Up to `views` layers of `tile` pixels, of which a device takes `limit`.
    pub fn new(tile: Size, views: usize, limit: u32) -> Self {
        let most = (MOST_PIXELS / tile.pixels().max(1)).clamp(1, limit.max(1) as usize);
        Self { views: views.clamp(1, most), tile }
    }

    /// Bytes of a row that comes back, as the device aligns it: four a pixel.
    pub fn row_bytes(self) -> u32 {
        (4 * self.tile.width).next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT)
    }

    /// Bytes of a layer that comes back.
    pub fn layer_bytes(self) -> usize {
        self.row_bytes() as usize * self.tile.height as usize
    }
}

/// What one view is drawn into.
pub(crate) struct Layer {
    pub colors: [wgpu::TextureView; 2],
    pub depth: wgpu::TextureView,
    pub shadow: wgpu::TextureView,
}

/// Textures of a batch and the buffers they come back in: colour, ids, depth.
pub(crate) struct Targets {
    textures: [wgpu::Texture; 3],
    pub layers: Vec<Layer>,
    pub back: [wgpu::Buffer; 3],
}

impl Targets {
    pub fn new(device: &wgpu::Device, layers: Layers) -> Self {
        let texture = |label, size: Size, format, usage| {
            device.create_texture(&wgpu::TextureDescriptor {
                label: Some(label),
                size: wgpu::Extent3d {
                    width: size.width,
                    height: size.height,
                    depth_or_array_layers: layers.views as u32,
                },
                mip_level_count: 1,
                sample_count: 1,
                dimension: wgpu::TextureDimension::D2,
                format,
                usage,
                view_formats: &[],
            })
        };
        let attachment = wgpu::TextureUsages::RENDER_ATTACHMENT;
        let returned = attachment | wgpu::TextureUsages::COPY_SRC;
        let sampled = attachment | wgpu::TextureUsages::TEXTURE_BINDING;
        let textures = [FORMATS[0], FORMATS[1], DEPTH_FORMAT]
            .map(|format| texture("labelled image", layers.tile, format, returned));
        let shadow = texture("height map", Size::new(SHADOW_SIZE, SHADOW_SIZE), DEPTH_FORMAT, sampled);
        let view = |texture: &wgpu::Texture, layer: usize| {
            texture.create_view(&wgpu::TextureViewDescriptor {
                dimension: Some(wgpu::TextureViewDimension::D2),
                base_array_layer: layer as u32,
                array_layer_count: Some(1),
                ..wgpu::TextureViewDescriptor::default()
            })
        };
        let layer = |index| Layer {
            colors: [view(&textures[0], index), view(&textures[1], index)],
            depth: view(&textures[2], index),
            shadow: view(&shadow, index),
        };
        let back = std::array::from_fn(|_| {
            device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("image on its way back"),
                size: (layers.layer_bytes() * layers.views) as u64,
                usage: wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::MAP_READ,
                mapped_at_creation: false,
            })
        });
        Self { layers: (0..layers.views).map(layer).collect(), textures, back }
    }

    /// Copies the first `views` layers into the buffers that come back.
    pub fn copy_back(&self, encoder: &mut wgpu::CommandEncoder, layers: Layers, views: usize) {
        for (texture, buffer) in self.textures.iter().zip(&self.back) {
            let layout = wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(layers.row_bytes()),
                rows_per_image: Some(layers.tile.height),
            };
            encoder.copy_texture_to_buffer(
                texture.as_image_copy(),
                wgpu::TexelCopyBufferInfo { buffer, layout },
                wgpu::Extent3d { depth_or_array_layers: views as u32, ..texture.size() },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_keep_to_the_limits() {
        assert_eq!(Layers::new(Size::new(256, 144), 64, 2048).views, 64);
        assert_eq!(Layers::new(Size::new(256, 144), 64, 32).views, 32);
        assert_eq!(Layers::new(Size::new(2048, 2048), 64, 2048).views, 16);
        assert_eq!(Layers::new(Size::new(333, 77), 1, 2048).row_bytes(), 1536);
    }
}
