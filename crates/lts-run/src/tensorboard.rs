//! TensorBoard event files: length-delimited, checksummed records of protocol buffer messages.
//!
//! The format is stable and small: a record is the length of its data (u64, little endian), the masked CRC-32C of
//! these eight bytes, the data, and the masked CRC-32C of the data; the data is one `Event` message. A run may have
//! several files, one for each process: TensorBoard reads the files of a folder in the order of their names.

mod event;
mod scalars;

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use lts_core::Size;
use prost::Message;

pub use scalars::RunScalars;

use event::{
    Event, Image, PluginData, SessionLog, Shape, Summary, SummaryMetadata, SummaryValue, Tensor, What,
};

/// TensorFlow's number of the type `string`.
const STRING: i32 = 7;
/// Most tries to find a file name that is not taken.
const NAMES: u32 = 10_000;

/// Writes one event file.
#[derive(Debug)]
pub struct EventWriter {
    file: BufWriter<File>,
    path: PathBuf,
}

/// An event file that cannot be made or written.
#[derive(Debug, thiserror::Error)]
#[error("{}: cannot {action}: {error}", path.display())]
pub struct EventError {
    path: PathBuf,
    action: &'static str,
    error: std::io::Error,
}

impl EventWriter {
    /// Starts an event file in `folder`, which is made if it is absent.
    ///
    /// # Errors
    /// If the file cannot be made or written.
    pub fn create(folder: &Path) -> Result<Self, EventError> {
        let mut writer = Self::open(folder)?;
        writer.event(0, What::FileVersion("brain.Event:2".into()))?;
        writer.flush()?;
        Ok(writer)
    }

    /// Goes on, in a file of its own, where an earlier process was at `step`: TensorBoard forgets what was written
    /// for this step and later ones, as it will be written again.
    ///
    /// # Errors
    /// If the file cannot be made or written.
    pub fn resume(folder: &Path, step: u64) -> Result<Self, EventError> {
        let mut writer = Self::create(folder)?;
        writer.event(step, What::SessionLog(SessionLog { status: SessionLog::START }))?;
        writer.flush()?;
        Ok(writer)
    }

    fn open(folder: &Path) -> Result<Self, EventError> {
        std::fs::create_dir_all(folder).map_err(failed(folder, "make the folder"))?;
        let seconds = now() as u64;
        let (path, file) = (0..NAMES)
            .map(|number| folder.join(format!("events.out.tfevents.{seconds:010}.lts.{number:04}")))
            .find_map(|path| match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => None,
                result => Some(result.map_err(failed(&path, "make the event file")).map(|file| (path, file))),
            })
            .unwrap_or_else(|| {
                let taken = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
                Err(failed(folder, "find a name for an event file")(taken))
            })?;
        Ok(Self { file: BufWriter::new(file), path })
    }

    /// The event file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a number. TensorBoard groups tags by what stands before their first slash, e.g. `reward/mean`.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn scalar(&mut self, tag: &str, step: u64, value: f64) -> Result<(), EventError> {
        let value =
            SummaryValue { tag: tag.into(), simple_value: Some(value as f32), ..SummaryValue::default() };
        self.summary(step, value)
    }

    /// Writes an image that is encoded as PNG and has `size` pixels.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn image(&mut self, tag: &str, step: u64, png: &[u8], size: Size) -> Result<(), EventError> {
        let image = Image {
            height: i32::try_from(size.height).unwrap_or(i32::MAX),
            width: i32::try_from(size.width).unwrap_or(i32::MAX),
            colorspace: 3,
            encoded_image_string: png.to_vec(),
        };
        self.summary(step, SummaryValue { tag: tag.into(), image: Some(image), ..SummaryValue::default() })
    }

    /// Writes text, shown as Markdown.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn text(&mut self, tag: &str, step: u64, markdown: &str) -> Result<(), EventError> {
        let tensor = Tensor {
            dtype: STRING,
            // No dimensions: one text, not a table of texts.
            shape: Some(Shape {}),
            string_val: vec![markdown.as_bytes().to_vec()],
        };
        let metadata = SummaryMetadata { plugin_data: Some(PluginData { plugin_name: "text".into() }) };
        let value = SummaryValue {
            tag: tag.into(),
            tensor: Some(tensor),
            metadata: Some(metadata),
            ..SummaryValue::default()
        };
        self.summary(step, value)
    }

    /// Hands everything to the system, so that a TensorBoard that watches the folder sees it.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub fn flush(&mut self) -> Result<(), EventError> {
        self.file.flush().map_err(failed(&self.path, "write to the event file"))
    }

    fn summary(&mut self, step: u64, value: SummaryValue) -> Result<(), EventError> {
        self.event(step, What::Summary(Summary { value: vec![value] }))
    }

    fn event(&mut self, step: u64, what: What) -> Result<(), EventError> {
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        let event = Event { wall_time: now(), step, what: Some(what) };
        let bytes = frame(&event.encode_to_vec());
        self.file.write_all(&bytes).map_err(failed(&self.path, "write to the event file"))
    }
}

fn failed(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> EventError {
    let path = path.to_path_buf();
    move |error| EventError { path, action, error }
}

/// Seconds since 1970. Only TensorBoard's axis of wall time depends on it.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

/// The record that holds `data`.
fn frame(data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u64).to_le_bytes();
    let mut record = Vec::with_capacity(data.len() + 16);
    record.extend(length);
    record.extend(masked_crc(&length).to_le_bytes());
    record.extend(data);
    record.extend(masked_crc(data).to_le_bytes());
    record
}

/// CRC-32C, rotated and shifted, as checksums of data that holds checksums are weak.
fn masked_crc(data: &[u8]) -> u32 {
    crc32c::crc32c(data).rotate_right(15).wrapping_add(0xa282_ead8)
}

#[cfg(test)]
mod tests;
