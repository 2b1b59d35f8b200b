//! Where pretrained weights are looked for, so that the program and its `doctor` agree.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use lts_core::DatasetError;

const NAME: &str = "efficientnet-lite0.safetensors";

/// Folders of hosts that are no program of this project.
static HOSTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Has weights looked for in `folder`, too: beside a library that another program loaded.
pub fn look_in(folder: &Path) {
    let mut hosts = HOSTS.lock().unwrap_or_else(PoisonError::into_inner);
    if !hosts.iter().any(|known| known == folder) {
        hosts.push(folder.to_path_buf());
    }
}

/// The ImageNet weights of EfficientNet-Lite0: in the folder `LTS_WEIGHTS` names, else where [`look_in`] says, in
/// `.deps/weights` here, above the program, or in the checkout it was built from.
///
/// # Errors
/// If the file is at none of these places; says how to get it.
pub fn find_pretrained() -> Result<PathBuf, DatasetError> {
    let places = match std::env::var_os("LTS_WEIGHTS") {
        Some(folder) => vec![PathBuf::from(folder)],
        None => {
            let program = std::env::current_exe().unwrap_or_default();
            let above = program.ancestors().skip(1).take(4).map(Path::to_path_buf);
            let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            let hosts = HOSTS.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let places = std::iter::once(PathBuf::from(".")).chain(above).chain([built]);
            hosts.into_iter().chain(places.map(|at| at.join(".deps/weights"))).collect()
        }
    };
    places.iter().map(|folder| folder.join(NAME)).find(|file| file.is_file()).ok_or_else(|| DatasetError {
        path: NAME.into(),
        reason: "the pretrained weights are missing; run scripts/setup, or set LTS_WEIGHTS to their folder"
            .into(),
    })
}
