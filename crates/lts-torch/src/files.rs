//! Tensors on disk: safetensors files, read with the file, tensor and shapes named in every error.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use lts_core::ModelError;
use safetensors::tensor::{Dtype, SafeTensors, View};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tch::{Kind, Tensor};

/// Contents of a weights file.
pub(crate) struct WeightsFile {
    pub path: PathBuf,
    pub tensors: BTreeMap<String, Tensor>,
    pub metadata: BTreeMap<String, String>,
}

pub(crate) fn error(path: &Path, reason: impl Into<String>) -> ModelError {
    ModelError::Weights { path: path.display().to_string(), reason: reason.into() }
}

/// Reads a whole file; 32-bit floats only.
pub(crate) fn read(path: &Path) -> Result<WeightsFile, ModelError> {
    let bytes =
        std::fs::read(path).map_err(|cause| error(path, format!("the weights cannot be read: {cause}")))?;
    let damaged = |cause: safetensors::SafeTensorError| {
        error(path, format!("this is no complete safetensors file ({cause}); give weights in that format"))
    };
    let (_, header) = SafeTensors::read_metadata(&bytes).map_err(damaged)?;
    let metadata = header.metadata().clone().unwrap_or_default().into_iter().collect();
    let file = SafeTensors::deserialize(&bytes).map_err(damaged)?;
    let mut tensors = BTreeMap::new();
    for (name, view) in file.tensors() {
        if view.dtype() != Dtype::F32 {
            // Counters of batch normalisation and the like are of no use here.
            continue;
        }
        let values: Vec<f32> =
            view.data().chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let shape: Vec<i64> = view.shape().iter().map(|extent| *extent as i64).collect();
        tensors.insert(name, Tensor::from_slice(&values).view(shape.as_slice()));
    }
    Ok(WeightsFile { path: path.into(), tensors, metadata })
}

impl WeightsFile {
    /// The text `key` of the header.
    pub fn text(&self, key: &str) -> Result<&str, ModelError> {
        self.metadata.get(key).map(String::as_str).ok_or_else(|| self.foreign(key))
    }

    /// The value `key` of the header, which is JSON.
    pub fn json<T: DeserializeOwned>(&self, key: &str) -> Result<T, ModelError> {
        serde_json::from_str(self.text(key)?).map_err(|_| self.foreign(&format!("readable {key}")))
    }

    /// The error about a header that has no `what`.
    pub fn foreign(&self, what: &str) -> ModelError {
        let reason = format!(
            "its header has no {what}: these are no weights that lts wrote; give best/weights.safetensors of a run"
        );
        error(&self.path, reason)
    }

    /// Checks that the header says `format`.
    pub fn require_format(&self, format: &str) -> Result<(), ModelError> {
        let found = self.text("format")?;
        if found == format {
            return Ok(());
        }
        Err(error(&self.path, format!("its format is '{found}', expected '{format}'")))
    }

    /// Copies the tensor `name` into `target`.
    pub fn copy_into(&self, name: &str, target: &mut Tensor) -> Result<(), ModelError> {
        let Some(source) = self.tensors.get(name) else {
            let reason = format!("it has no tensor '{name}': these are weights of another network");
            return Err(error(&self.path, reason));
        };
        if source.size() != target.size() {
            let reason = format!(
                "its tensor '{name}' has shape {:?}, expected {:?}: these are weights of another network",
                source.size(),
                target.size()
            );
            return Err(error(&self.path, reason));
        }
        tch::no_grad(|| target.copy_(source));
        Ok(())
    }
}

/// A value for the header, as JSON.
pub(crate) fn json<T: Serialize>(path: &Path, value: &T) -> Result<String, ModelError> {
    serde_json::to_string(value).map_err(|_| error(path, "the settings have no JSON form"))
}

struct Plane {
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl View for &Plane {
    fn dtype(&self) -> Dtype {
        Dtype::F32
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(&self.bytes)
    }

    fn data_len(&self) -> usize {
        self.bytes.len()
    }
}

/// Writes `tensors` under a temporary name and renames the file when it is complete.
pub(crate) fn write<'a>(
    path: &Path,
    tensors: impl Iterator<Item = (String, &'a Tensor)>,
    metadata: HashMap<String, String>,
) -> Result<(), ModelError> {
    let planes = tensors
        .map(|(name, tensor)| {
            let flat =
                tensor.detach().to_device(tch::Device::Cpu).to_kind(Kind::Float).contiguous().view([-1]);
            let values = Vec::<f32>::try_from(&flat).map_err(|cause| crate::library::failure(&cause))?;
            let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
            let shape = tensor.size().iter().map(|extent| *extent as usize).collect();
            Ok((name, Plane { shape, bytes }))
        })
        .collect::<Result<Vec<(String, Plane)>, ModelError>>()?;
    let views = planes.iter().map(|(name, plane)| (name.as_str(), plane));
    let bytes =
        safetensors::serialize(views, Some(metadata)).map_err(|cause| error(path, cause.to_string()))?;
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".tmp");
    let temporary = PathBuf::from(temporary);
    std::fs::write(&temporary, bytes).and_then(|()| std::fs::rename(&temporary, path)).map_err(|cause| {
        // Best effort: the error that is reported is the one that matters.
        let _ = std::fs::remove_file(&temporary);
        let advice = if cause.kind() == std::io::ErrorKind::StorageFull { "; free some space" } else { "" };
        error(path, format!("the weights cannot be written: {cause}{advice}"))
    })
}

/// What a weights file of this program holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelKind {
    /// A [`Segmenter`](crate::Segmenter).
    Segmenter,
    /// A [`Counter`](crate::Counter).
    Counter,
}

/// Tells which main task model the weights at `path` are of.
///
/// # Errors
/// If the file is damaged or none of this program.
pub fn kind_of(path: &Path) -> Result<ModelKind, ModelError> {
    let file = read(path)?;
    match file.text("format")? {
        crate::segmenter::FORMAT => Ok(ModelKind::Segmenter),
        crate::counter::FORMAT => Ok(ModelKind::Counter),
        other => Err(error(path, format!("its format is '{other}', which this version does not know"))),
    }
}
