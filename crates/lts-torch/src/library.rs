//! Facts about libtorch, and its errors in one line.

use lts_core::{ModelError, Size};
use tch::{Kind, Tensor};

use crate::settings;

/// What is known of libtorch on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryInfo {
    /// The version that this program was built for, and that libtorch has to be of.
    pub version: String,
    /// Usable CUDA devices.
    pub cuda_devices: i64,
    /// Threads on the CPU.
    pub threads: i32,
}

/// Looks at libtorch.
pub fn library_info() -> LibraryInfo {
    let available = tch::Cuda::is_available();
    LibraryInfo {
        version: "libtorch 2.11".into(),
        cuda_devices: if available { tch::Cuda::device_count() } else { 0 },
        threads: tch::get_num_threads(),
    }
}

/// The device that a setting means.
pub(crate) fn device(wanted: settings::Device) -> Result<tch::Device, ModelError> {
    match wanted {
        settings::Device::Cpu => Ok(tch::Device::Cpu),
        settings::Device::Auto => Ok(tch::Device::cuda_if_available()),
        settings::Device::Cuda if tch::Cuda::is_available() => Ok(tch::Device::Cuda(0)),
        settings::Device::Cuda => Err(ModelError::Setting {
            key: "task.training.device".into(),
            reason: "it is cuda, but libtorch sees no CUDA device; `lts doctor` says more, or choose auto"
                .into(),
        }),
    }
}

/// Images of one size, three bytes a pixel, as floats (batch, 3, height, width). The channels stay innermost in memory,
/// which convolutions on the CPU take without a rearrangement.
pub(crate) fn images(color: &[u8], size: Size, device: tch::Device) -> Tensor {
    let color = Tensor::from_slice(color).view([-1, i64::from(size.height), i64::from(size.width), 3]);
    color.to_device(device).permute([0, 3, 1, 2]).to_kind(Kind::Float)
}

/// Has libtorch fail inside of a backward pass, and gives its error in the way in which a training would: what a host
/// with a C++ runtime of its own has to be able to do.
///
/// # Errors
/// If libtorch does not fail where it must.
pub fn error_of_a_failing_backward() -> Result<String, ModelError> {
    let weight = Tensor::ones([2, 2], (Kind::Float, tch::Device::Cpu)).set_requires_grad(true);
    let loss = (&weight * &weight).sum(Kind::Float);
    loss.f_backward().map_err(|cause| failure(&cause))?;
    // The first pass freed what the second one needs, which libtorch's engine finds out on its way.
    match loss.f_backward() {
        Err(cause) => Ok(failure(&cause).to_string()),
        Ok(()) => Err(ModelError::Library("a second backward pass did not fail, as it must".into())),
    }
}

/// The first line of what libtorch says; the rest is a stack trace of C++.
pub(crate) fn failure(error: &tch::TchError) -> ModelError {
    let text = error.to_string();
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("unknown error");
    ModelError::Library(line.into())
}
