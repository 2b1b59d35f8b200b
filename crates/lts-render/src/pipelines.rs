//! The device's programs: height map, one for each kind of surface and light, contact patches, sky.

use std::cell::OnceCell;

use crate::geometry::{CORNER_ATTRIBUTES, CORNER_BYTES};
use crate::pack::{INSTANCE_ATTRIBUTES, INSTANCE_BYTES, View};
use crate::surface::Surface;
use crate::targets::{DEPTH_FORMAT, FORMATS};

/// What of a scene's light and weather the surfaces' programs are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Light {
    /// The sun throws shadows.
    pub sunny: bool,
    /// The ground mirrors.
    pub wet: bool,
}

/// A program for each [`Surface`].
type Surfaces = [wgpu::RenderPipeline; Surface::ALL.len()];

pub(crate) struct Pipelines {
    device: wgpu::Device,
    module: wgpu::ShaderModule,
    pub height: wgpu::RenderPipeline,
    /// By whether it is sunny and wet; made when it is needed.
    surfaces: [[OnceCell<Surfaces>; 2]; 2],
    surface_layout: wgpu::PipelineLayout,
    pub contact: wgpu::RenderPipeline,
    pub sky: wgpu::RenderPipeline,
    pub view_layout: wgpu::BindGroupLayout,
    pub shadow_layout: wgpu::BindGroupLayout,
}

impl Pipelines {
    pub fn new(device: &wgpu::Device) -> Self {
        let source = concat!(include_str!("scene.wgsl"), include_str!("surfaces.wgsl"));
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("scene"),
            source: wgpu::ShaderSource::Wgsl(source.into()),
        });
        let (view_layout, shadow_layout) = layouts(device);
        let layout = |groups: &[Option<&wgpu::BindGroupLayout>]| {
            device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
                label: None,
                bind_group_layouts: groups,
                immediate_size: 0,
            })
        };
        let (view_only, with_shadow) =
            (layout(&[Some(&view_layout)]), layout(&[Some(&view_layout), Some(&shadow_layout)]));
        let pipeline = |what: &What<'_>, layout: &wgpu::PipelineLayout| build(device, &module, layout, what);
        // Only colour is darkened by a contact patch: the labels under it stay.
        let darkened = FORMATS.map(|format| {
            let is_color = format == FORMATS[0];
            Some(wgpu::ColorTargetState {
                format,
                blend: is_color.then_some(wgpu::BlendState::ALPHA_BLENDING),
                write_mask: if is_color { wgpu::ColorWrites::COLOR } else { wgpu::ColorWrites::empty() },
            })
        });
        let opaque = FORMATS.map(|format| Some(format.into()));
        let (height, contact, sky) = (
            What { vertex: "place_height", targets: &[], ..What::default() },
            What {
                vertex: "place_contact",
                fragment: Some("shade_contact"),
                targets: &darkened,
                writes: false,
                ..What::default()
            },
            What {
                vertex: "place_sky",
                fragment: Some("shade_sky"),
                targets: &opaque,
                depth: wgpu::CompareFunction::GreaterEqual,
                writes: false,
                ..What::default()
            },
        );
        Self {
            height: pipeline(&height, &view_only),
            surfaces: Default::default(),
            contact: pipeline(&contact, &with_shadow),
            sky: pipeline(&sky, &with_shadow),
            view_layout,
            shadow_layout,
            surface_layout: with_shadow,
            device: device.clone(),
            module,
        }
    }

    /// The program of a surface in this light.
    pub fn surface(&self, surface: Surface, light: Light) -> &wgpu::RenderPipeline {
        let made = &self.surfaces[usize::from(light.sunny)][usize::from(light.wet)];
        &made.get_or_init(|| {
            let targets = FORMATS.map(|format| Some(format.into()));
            Surface::ALL.map(|surface| {
                let (vertex, fragment) = surface.shaders();
                let what =
                    What { vertex, fragment: Some(fragment), targets: &targets, light, ..What::default() };
                build(&self.device, &self.module, &self.surface_layout, &what)
            })
        })[surface as usize]
    }
}

/// Layouts of what a view binds: its constants, its height map.
fn layouts(device: &wgpu::Device) -> (wgpu::BindGroupLayout, wgpu::BindGroupLayout) {
    let view = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("view"),
        entries: &[wgpu::BindGroupLayoutEntry {
            binding: 0,
            visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: true,
                min_binding_size: std::num::NonZero::new(size_of::<View>() as u64),
            },
            count: None,
        }],
    });
    let shadow = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("height map"),
        entries: &[
            wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
                ty: wgpu::BindingType::Texture {
                    sample_type: wgpu::TextureSampleType::Depth,
                    view_dimension: wgpu::TextureViewDimension::D2,
                    multisampled: false,
                },
                count: None,
            },
            wgpu::BindGroupLayoutEntry {
                binding: 1,
                visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
                ty: wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Comparison),
                count: None,
            },
        ],
    });
    (view, shadow)
}

/// In what the pipelines differ.
struct What<'a> {
    vertex: &'a str,
    fragment: Option<&'a str>,
    targets: &'a [Option<wgpu::ColorTargetState>],
    depth: wgpu::CompareFunction,
    writes: bool,
    light: Light,
}

impl Default for What<'_> {
    fn default() -> Self {
        Self {
            vertex: "",
            fragment: None,
            targets: &[],
            depth: wgpu::CompareFunction::Greater,
            writes: true,
            light: Light { sunny: true, wet: true },
        }
    }
}

fn build(
    device: &wgpu::Device,
    module: &wgpu::ShaderModule,
    layout: &wgpu::PipelineLayout,
    what: &What<'_>,
) -> wgpu::RenderPipeline {
    let buffers = [
        Some(wgpu::VertexBufferLayout {
            array_stride: CORNER_BYTES,
            step_mode: wgpu::VertexStepMode::Vertex,
            attributes: &CORNER_ATTRIBUTES,
        }),
        Some(wgpu::VertexBufferLayout {
            array_stride: INSTANCE_BYTES,
            step_mode: wgpu::VertexStepMode::Instance,
            attributes: &INSTANCE_ATTRIBUTES,
        }),
    ];
    let constants = [("SUNNY", what.light.sunny), ("WET", what.light.wet)]
        .map(|(name, is)| (name, f64::from(u8::from(is))));
    let compilation_options = || wgpu::PipelineCompilationOptions {
        constants: &constants,
        ..wgpu::PipelineCompilationOptions::default()
    };
    let is_sky = what.vertex == "place_sky";
    // Eaves are seen from below, and the height map takes what the sun sees of a thing from all sides.
    let culls = what.fragment.is_some_and(|fragment| !is_sky && fragment != "shade_roof");
    device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some(what.fragment.unwrap_or(what.vertex)),
        layout: Some(layout),
        vertex: wgpu::VertexState {
            module,
            entry_point: Some(what.vertex),
            compilation_options: compilation_options(),
            buffers: if is_sky { &[] } else { &buffers },
        },
        primitive: wgpu::PrimitiveState {
            cull_mode: culls.then_some(wgpu::Face::Back),
            ..wgpu::PrimitiveState::default()
        },
        depth_stencil: Some(wgpu::DepthStencilState {
            format: DEPTH_FORMAT,
            depth_write_enabled: Some(what.writes),
            depth_compare: Some(what.depth),
            stencil: wgpu::StencilState::default(),
            bias: wgpu::DepthBiasState::default(),
        }),
        multisample: wgpu::MultisampleState::default(),
        fragment: what.fragment.map(|entry| wgpu::FragmentState {
            module,
            entry_point: Some(entry),
            compilation_options: compilation_options(),
            targets: what.targets,
        }),
        multiview_mask: None,
        cache: None,
    })
}
