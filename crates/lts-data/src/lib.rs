//! Labelled images on disk: KITTI and folder readers, the writer of datasets, pictures of labels.

mod colorize;
mod counts;
mod decode;
mod fit;
mod images;
mod pairs;
mod settings;
pub mod weights;
mod writer;

pub use colorize::colorize;
pub use images::{LabelledImages, open};
pub use settings::{Fit, FolderSettings, KittiSettings, Source};
pub use writer::{DatasetWriter, Manifest};
