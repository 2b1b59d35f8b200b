//! Finding a graphics device without a window.

use lts_core::SimulatorError;

/// A device that could draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceInfo {
    /// The device's own name.
    pub name: String,
    /// The interface, e.g. `Vulkan`.
    pub backend: String,
    /// `GPU`, `CPU` or the like.
    pub kind: String,
    /// Driver and version.
    pub driver: String,
}

impl std::fmt::Display for DeviceInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}, {}, {})", self.name, self.kind, self.backend, self.driver)
    }
}

/// The devices of this machine, fastest kind first.
pub fn devices() -> Vec<DeviceInfo> {
    adapters().iter().map(|adapter| info(&adapter.get_info())).collect()
}

fn info(info: &wgpu::AdapterInfo) -> DeviceInfo {
    let kind = match info.device_type {
        wgpu::DeviceType::DiscreteGpu | wgpu::DeviceType::IntegratedGpu => "GPU",
        wgpu::DeviceType::VirtualGpu => "virtual GPU",
        wgpu::DeviceType::Cpu => "CPU",
        wgpu::DeviceType::Other => "other",
    };
    DeviceInfo {
        name: info.name.clone(),
        backend: format!("{:?}", info.backend),
        kind: kind.into(),
        driver: format!("{} {}", info.driver, info.driver_info).trim().into(),
    }
}

fn adapters() -> Vec<wgpu::Adapter> {
    let mut descriptor = wgpu::InstanceDescriptor::new_without_display_handle();
    descriptor.backends = wgpu::Backends::VULKAN;
    let instance = wgpu::Instance::new(descriptor);
    let mut adapters = pollster::block_on(instance.enumerate_adapters(wgpu::Backends::VULKAN));
    let rank = |adapter: &wgpu::Adapter| match adapter.get_info().device_type {
        wgpu::DeviceType::DiscreteGpu => 0,
        wgpu::DeviceType::IntegratedGpu => 1,
        wgpu::DeviceType::VirtualGpu => 2,
        wgpu::DeviceType::Other => 3,
        wgpu::DeviceType::Cpu => 4,
    };
    adapters.sort_by_key(rank);
    adapters
}

/// Opens a device: the first one, or the first whose name contains `LTS_DEVICE`.
pub(crate) fn open() -> Result<(wgpu::Device, wgpu::Queue, DeviceInfo), SimulatorError> {
    let error = |reason: String| SimulatorError::Device { reason };
    let adapters = adapters();
    if adapters.is_empty() {
        return Err(error(
            "no Vulkan device was found; install a driver (Debian: apt-get install mesa-vulkan-drivers libvulkan1)"
                .into(),
        ));
    }
    let wanted = std::env::var("LTS_DEVICE").unwrap_or_default().to_lowercase();
    let names: Vec<String> = adapters.iter().map(|adapter| adapter.get_info().name).collect();
    let adapter =
        adapters.into_iter().find(|adapter| adapter.get_info().name.to_lowercase().contains(&wanted));
    let adapter = adapter.ok_or_else(|| {
        error(format!("LTS_DEVICE is '{wanted}', but the Vulkan devices here are: {}", names.join(", ")))
    })?;
    let descriptor = wgpu::DeviceDescriptor {
        label: Some("lts-render"),
        required_limits: adapter.limits(),
        ..wgpu::DeviceDescriptor::default()
    };
    let info = info(&adapter.get_info());
    let (device, queue) = pollster::block_on(adapter.request_device(&descriptor))
        .map_err(|cause| error(format!("{} cannot be opened: {cause}", info.name)))?;
    Ok((device, queue, info))
}
