//! Writing a dataset: the folder appears complete, under its name, or not at all.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use lts_core::{ClassMap, DatasetError, Sample, Size, Values};
use serde::{Deserialize, Serialize};

use crate::decode::error;

/// What is known about a dataset as a whole, in `manifest.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this layout.
    pub format: u32,
    /// Program and version that made it.
    pub generator: String,
    /// Number of images.
    pub images: usize,
    /// Width and height in pixels.
    pub size: Size,
    /// Degrees across the image width.
    pub horizontal_field_of_view_deg: f64,
    /// Seed of the scenes: image `i` follows from it and `i`.
    pub seed: u64,
    /// Parameters of the simulator.
    pub values: Values,
    /// What the columns of `counts.csv` count.
    pub counts: Vec<String>,
    /// Depth images hold metres times this number; 0 is no depth (the sky, or 256 m and more).
    pub depth_scale: f64,
}

/// Metres times 256 in 16 bits, as KITTI's depth images.
pub(crate) const DEPTH_SCALE: f64 = 256.0;

/// Writes `images`, `labels`, `instances`, `depth`, `counts.csv`, `classes.toml` and `manifest.json`.
#[derive(Debug)]
pub struct DatasetWriter {
    target: PathBuf,
    /// Where everything lies until it is complete.
    temporary: PathBuf,
    /// Folders above it that were made for it, innermost first.
    above: Vec<PathBuf>,
    counts: BTreeMap<usize, Vec<u32>>,
    finished: bool,
}

impl DatasetWriter {
    /// Begins a dataset that will appear at `target`.
    ///
    /// # Errors
    /// If `target` exists and is not an empty folder, or its parent cannot be written.
    pub fn create(target: &Path) -> Result<Self, DatasetError> {
        let empty = || std::fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
        if target.exists() && !empty() {
            return Err(error(target, "it exists already and is not overwritten; choose another folder"));
        }
        let name = target.file_name().ok_or_else(|| error(target, "this is no name for a folder"))?;
        let temporary =
            target.with_file_name(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id()));
        let absent = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let above = target.ancestors().skip(1).take_while(absent).map(Path::to_path_buf).collect();
        let counts = BTreeMap::new();
        let writer = Self { target: target.into(), temporary, above, counts, finished: false };
        for folder in ["images", "labels", "instances", "depth"] {
            std::fs::create_dir_all(writer.temporary.join(folder)).map_err(|cause| writer.failed(&cause))?;
        }
        Ok(writer)
    }

    /// Writes sample number `index`, in any order.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn push(&mut self, index: usize, sample: &Sample) -> Result<(), DatasetError> {
        use png::{BitDepth, ColorType};
        let size = sample.size;
        let planes: [(&str, Option<Vec<u8>>, ColorType, BitDepth); 4] = [
            ("images", Some(sample.color.clone()), ColorType::Rgb, BitDepth::Eight),
            ("labels", Some(sample.class.clone()), ColorType::Grayscale, BitDepth::Eight),
            (
                "instances",
                sample.instance.as_deref().map(big_endian),
                ColorType::Grayscale,
                BitDepth::Sixteen,
            ),
            ("depth", sample.depth.as_deref().map(encode_depth), ColorType::Grayscale, BitDepth::Sixteen),
        ];
        for (folder, plane, color, depth) in planes {
            if let Some(bytes) = plane {
                let path = self.temporary.join(folder).join(format!("{index:06}.png"));
                write_png(&path, &bytes, size, color, depth).map_err(|cause| self.failed(&cause))?;
            }
        }
        self.counts.insert(index, sample.counts.clone());
        Ok(())
    }

    /// Writes what belongs to the whole and gives the folder its name.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn finish(mut self, manifest: &Manifest, classes: &ClassMap) -> Result<(), DatasetError> {
        let line = |first: String, rest: Vec<String>| [vec![first], rest].concat().join(",") + "\n";
        let mut counts = line("image".into(), manifest.counts.clone());
        for (index, row) in &self.counts {
            counts += &line(format!("{index:06}"), row.iter().map(u32::to_string).collect());
        }
        let manifest = Manifest { depth_scale: DEPTH_SCALE, ..manifest.clone() };
        let json = serde_json::to_string_pretty(&manifest)
            .map_err(|cause| error(&self.target, cause.to_string()))?;
        for (name, text) in
            [("counts.csv", counts), ("classes.toml", classes.to_toml()), ("manifest.json", json)]
        {
            std::fs::write(self.temporary.join(name), text).map_err(|cause| self.failed(&cause))?;
        }
        // An empty folder of that name may be there; a rename replaces it.
        std::fs::rename(&self.temporary, &self.target).map_err(|cause| self.failed(&cause))?;
        self.finished = true;
        Ok(())
    }

    fn failed(&self, cause: &std::io::Error) -> DatasetError {
        let advice = if cause.kind() == std::io::ErrorKind::StorageFull { "; free some space" } else { "" };
        error(&self.target, format!("the dataset cannot be written: {cause}{advice}"))
    }
}

impl Drop for DatasetWriter {
    fn drop(&mut self) {
        if !self.finished {
            // Best effort: the error that ended the writing is the one that matters.
            let _ = std::fs::remove_dir_all(&self.temporary);
            for folder in &self.above {
                let _ = std::fs::remove_dir(folder);
            }
        }
    }
}

fn write_png(
    path: &Path,
    bytes: &[u8],
    size: Size,
    color: png::ColorType,
    depth: png::BitDepth,
) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut encode = || -> Result<(), png::EncodingError> {
        let mut encoder = png::Encoder::new(&mut file, size.width, size.height);
        encoder.set_color(color);
        encoder.set_depth(depth);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(bytes)?;
        writer.finish()
    };
    match encode() {
        Err(png::EncodingError::IoError(cause)) => return Err(cause),
        Err(cause) => return Err(std::io::Error::other(cause)),
        Ok(()) => {}
    }
    file.flush()
}

fn big_endian(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

fn encode_depth(depth: &[f32]) -> Vec<u8> {
    let code = |metres: &f32| {
        let scaled = (f64::from(*metres) * DEPTH_SCALE).round();
        if scaled >= 1.0 && scaled <= f64::from(u16::MAX) { scaled as u16 } else { 0 }
    };
    depth.iter().flat_map(|metres| code(metres).to_be_bytes()).collect()
}

#[cfg(test)]
mod tests;
