//! A look at a library's file before the system's loader runs anything of it: format, machine, completeness, hash.

use std::path::Path;

use object::read::{Object, ObjectSegment};
use object::{Architecture, BinaryFormat, ObjectKind};
use sha2::{Digest, Sha256};

use crate::error::Fault;

/// The SHA-256 of the library at `path`, as hexadecimal digits, if it is one that this machine can load.
pub(crate) fn inspect(path: &Path) -> Result<String, Fault> {
    let bytes = std::fs::read(path).map_err(|error| Fault::Unreadable { reason: error.to_string() })?;
    check(&bytes).map_err(|reason| Fault::NotALibrary { reason })?;
    let digest = Sha256::digest(&bytes);
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn check(bytes: &[u8]) -> Result<(), String> {
    if bytes.is_empty() {
        return Err("the file is empty".into());
    }
    let Ok(kind) = object::FileKind::parse(bytes) else {
        let text = bytes.iter().take(256).all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
        return Err(if text { "it is a text file" } else { "its format is unknown" }.into());
    };
    let file = object::File::parse(bytes)
        .map_err(|error| format!("it is a damaged or incomplete {kind:?} file ({error})"))?;
    if file.format() != native_format() {
        return Err(format!("it is a {:?} file, expected {:?}", file.format(), native_format()));
    }
    if file.architecture() != native_architecture() {
        return Err(format!("it is for {:?}, expected {:?}", file.architecture(), native_architecture()));
    }
    if file.kind() != ObjectKind::Dynamic {
        return Err(format!("it is a {:?} file, expected a dynamic library (-shared)", file.kind()));
    }
    for segment in file.segments() {
        let (offset, length) = segment.file_range();
        if offset.checked_add(length).is_none_or(|end| end > bytes.len() as u64) {
            return Err(format!(
                "the file is cut off: it has {} bytes and needs {}",
                bytes.len(),
                offset.saturating_add(length)
            ));
        }
    }
    Ok(())
}

fn native_format() -> BinaryFormat {
    if cfg!(windows) {
        BinaryFormat::Pe
    } else if cfg!(target_vendor = "apple") {
        BinaryFormat::MachO
    } else {
        BinaryFormat::Elf
    }
}

fn native_architecture() -> Architecture {
    if cfg!(target_arch = "aarch64") { Architecture::Aarch64 } else { Architecture::X86_64 }
}
