//! The device's programs: height map, scene, contact patches, sky.

use crate::geometry::{CORNER_ATTRIBUTES, CORNER_BYTES};
use crate::pack::{INSTANCE_ATTRIBUTES, INSTANCE_BYTES, View};
use crate::targets::{DEPTH_FORMAT, FORMATS};

pub(crate) struct Pipelines {
    pub height: wgpu::RenderPipeline,
    pub scene: wgpu::RenderPipeline,
    pub contact: wgpu::RenderPipeline,
    pub sky: wgpu::RenderPipeline,
    pub view_layout: wgpu::BindGroupLayout,
    pub shadow_layout: wgpu::BindGroupLayout,
}

impl Pipelines {
    pub fn new(device: &wgpu::Device) -> Self {
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("scene"),
            source: wgpu::ShaderSource::Wgsl(include_str!("scene.wgsl").into()),
        });
        let both = wgpu::ShaderStages::VERTEX_FRAGMENT;
        let view_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("view"),
            entries: &[wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: both,
                ty: wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: true,
                    min_binding_size: std::num::NonZero::new(size_of::<View>() as u64),
                },
                count: None,
            }],
        });
        let shadow_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("height map"),
            entries: &[
                wgpu::BindGroupLayoutEntry {
                    binding: 0,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Texture {
                        sample_type: wgpu::TextureSampleType::Depth,
                        view_dimension: wgpu::TextureViewDimension::D2,
                        multisampled: false,
                    },
                    count: None,
                },
                wgpu::BindGroupLayoutEntry {
                    binding: 1,
                    visibility: wgpu::ShaderStages::FRAGMENT,
                    ty: wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Comparison),
                    count: None,
                },
            ],
        });
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
        let opaque = FORMATS.map(|format| Some(format.into()));
        // Only colour is darkened by a contact patch: the labels under it stay.
        let darkened = FORMATS.map(|format| {
            let is_color = format == FORMATS[0];
            Some(wgpu::ColorTargetState {
                format,
                blend: is_color.then_some(wgpu::BlendState::ALPHA_BLENDING),
                write_mask: if is_color { wgpu::ColorWrites::COLOR } else { wgpu::ColorWrites::empty() },
            })
        });
        use wgpu::CompareFunction::{Greater, GreaterEqual};
        let what =
            |vertex, fragment, targets, depth, writes| What { vertex, fragment, targets, depth, writes };
        Self {
            height: pipeline(&what("place_height", None, &[], Greater, true), &view_only),
            scene: pipeline(&what("place", Some("shade"), &opaque, Greater, true), &with_shadow),
            contact: pipeline(
                &what("place_contact", Some("contact"), &darkened, Greater, false),
                &with_shadow,
            ),
            sky: pipeline(&what("place_sky", Some("shade_sky"), &opaque, GreaterEqual, false), &with_shadow),
            view_layout,
            shadow_layout,
        }
    }
}

/// In what the pipelines differ.
struct What<'a> {
    vertex: &'a str,
    fragment: Option<&'a str>,
    targets: &'a [Option<wgpu::ColorTargetState>],
    depth: wgpu::CompareFunction,
    writes: bool,
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
    let is_sky = what.vertex == "place_sky";
    device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some(what.vertex),
        layout: Some(layout),
        vertex: wgpu::VertexState {
            module,
            entry_point: Some(what.vertex),
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            buffers: if is_sky { &[] } else { &buffers },
        },
        // Plates and leaves are seen from both sides, so nothing is culled by its facing.
        primitive: wgpu::PrimitiveState::default(),
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
            compilation_options: wgpu::PipelineCompilationOptions::default(),
            targets: what.targets,
        }),
        multiview_mask: None,
        cache: None,
    })
}
