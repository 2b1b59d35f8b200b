//! A trained machine as a safetensors file: support vectors, their weights, offset and gamma, in 64 bits.

use std::path::{Path, PathBuf};

use lts_core::ModelError;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView, serialize};

use crate::machine::Machine;

fn error(path: &Path, reason: String) -> ModelError {
    ModelError::Weights { path: path.display().to_string(), reason }
}

/// Writes the file under a temporary name and renames it.
pub(super) fn write(machine: &Machine, path: &Path) -> Result<(), ModelError> {
    let bytes = |numbers: &[f64]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let (support, weights) = (bytes(machine.support.as_flattened()), bytes(&machine.weights));
    let scalars = bytes(&[machine.offset, machine.gamma]);
    let count = machine.weights.len();
    let tensor = |shape: Vec<usize>, data| TensorView::new(Dtype::F64, shape, data);
    let tensors = || -> Result<_, safetensors::SafeTensorError> {
        let tensors = [
            ("support", tensor(vec![count, 2], &support)?),
            ("weights", tensor(vec![count], &weights)?),
            ("offset", tensor(vec![1], &scalars[..8])?),
            ("gamma", tensor(vec![1], &scalars[8..])?),
        ];
        serialize(tensors, None)
    };
    let file = tensors().map_err(|cause| error(path, format!("the weights have no file form: {cause}")))?;
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(".tmp");
    let temporary = PathBuf::from(temporary);
    std::fs::write(&temporary, file).and_then(|()| std::fs::rename(&temporary, path)).map_err(|cause| {
        // Best effort: the error that is reported is the one that matters.
        let _ = std::fs::remove_file(&temporary);
        error(path, format!("the weights cannot be written: {cause}"))
    })
}

/// Reads what [`write`](write()) wrote.
pub(super) fn read(path: &Path) -> Result<Machine, ModelError> {
    let bytes = std::fs::read(path).map_err(|cause| error(path, format!("it cannot be read: {cause}")))?;
    let file = SafeTensors::deserialize(&bytes)
        .map_err(|cause| error(path, format!("this is no complete safetensors file ({cause})")))?;
    let numbers = |name: &str| -> Result<Vec<f64>, ModelError> {
        let view = file.tensor(name).ok().filter(|view| view.dtype() == Dtype::F64);
        let view = view.ok_or_else(|| {
            error(
                path,
                format!("it has no tensor '{name}' of 64-bit numbers: this is no support vector machine"),
            )
        })?;
        let number = |bytes: &[u8; 8]| f64::from_le_bytes(*bytes);
        Ok(view.data().as_chunks::<8>().0.iter().map(number).collect())
    };
    let (support, weights) = (numbers("support")?, numbers("weights")?);
    let (support, rest) = support.as_chunks::<2>();
    match (numbers("offset")?.as_slice(), numbers("gamma")?.as_slice()) {
        (&[offset], &[gamma]) if support.len() == weights.len() && rest.is_empty() => {
            Ok(Machine { gamma, offset, support: support.to_vec(), weights })
        }
        _ => Err(error(path, "its tensors do not fit together: this is no support vector machine".into())),
    }
}
