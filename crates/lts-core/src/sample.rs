//! One labelled image, and sets of them.

use std::sync::Arc;

/// Width and height in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Size {
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl Size {
    /// A size in pixels.
    pub fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    /// Columns times rows.
    pub fn pixels(self) -> usize {
        self.width as usize * self.height as usize
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

/// A labelled image. All planes are row-major from the top left pixel and of the same size.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The size of every plane.
    pub size: Size,
    /// 8-bit sRGB, three bytes a pixel (height, width, 3).
    pub color: Vec<u8>,
    /// Label id of the class map, one byte a pixel.
    pub class: Vec<u8>,
    /// Instance number, 0 where nothing is told apart. Absent for most real data.
    pub instance: Option<Vec<u16>>,
    /// Metres along the optical axis, infinite for the sky. Absent for most real data.
    pub depth: Option<Vec<f32>>,
    /// Visible objects per counted type, see [`Simulator::count_names`](crate::Simulator::count_names). Empty if unknown.
    pub counts: Vec<u32>,
}

/// A set of samples that can be read in any order.
pub trait Dataset: Send + Sync {
    /// How many samples.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Sample number `index`, from 0.
    ///
    /// # Errors
    /// If the files behind it cannot be read any more.
    fn sample(&self, index: usize) -> Result<Arc<Sample>, DatasetError>;
}

impl Dataset for Vec<Arc<Sample>> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn sample(&self, index: usize) -> Result<Arc<Sample>, DatasetError> {
        Ok(Arc::clone(&self[index]))
    }
}

/// A sample could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct DatasetError {
    /// The file or folder.
    pub path: String,
    /// What is wrong, what was expected, what to do.
    pub reason: String,
}
