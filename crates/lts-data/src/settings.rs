//! Where labelled images lie and how they are brought to size: a part of `[task.validation]`.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A dataset on disk.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// KITTI's semantic benchmark.
    Kitti(KittiSettings),
    /// Images and label images.
    Folder(FolderSettings),
}

impl Source {
    /// Tells the kind of the dataset in `path` by its folders.
    pub fn detect(path: PathBuf) -> Self {
        let kitti = ["image_2", "training/image_2"].iter().any(|folder| path.join(folder).is_dir());
        if kitti {
            Self::Kitti(KittiSettings { path, ..KittiSettings::default() })
        } else {
            Self::Folder(FolderSettings { path, ..FolderSettings::default() })
        }
    }
}

/// KITTI's semantic benchmark: `image_2/*.png` and `semantic/*.png`, in `path` or in `path/training`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KittiSettings {
    /// The dataset's folder, relative to the current one.
    pub path: PathBuf,
    /// Images to pass over at the beginning, in the order of their names.
    pub skip: usize,
    /// Most images to use; 0 uses all.
    pub limit: usize,
    /// How images are brought to another aspect ratio.
    pub fit: Fit,
    /// Class map, a TOML file; the built-in one if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<PathBuf>,
}

/// A folder of images and a folder of label images with the same names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FolderSettings {
    /// The dataset's folder, relative to the current one.
    pub path: PathBuf,
    /// Name of the folder of PNG or JPEG images in it.
    pub images: String,
    /// Name of the folder of PNG label images in it.
    pub labels: String,
    /// Images to pass over at the beginning, in the order of their names.
    pub skip: usize,
    /// Most images to use; 0 uses all.
    pub limit: usize,
    /// How images are brought to another aspect ratio.
    pub fit: Fit,
    /// Class map, a TOML file; `classes.toml` in the folder or else the built-in one if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<PathBuf>,
}

impl Default for FolderSettings {
    fn default() -> Self {
        Self {
            path: PathBuf::new(),
            images: "images".into(),
            labels: "labels".into(),
            skip: 0,
            limit: 0,
            fit: Fit::Crop,
            classes: None,
        }
    }
}

/// How an image is brought to another aspect ratio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// The largest centred part of the right aspect ratio, scaled.
    #[default]
    Crop,
    /// The whole image, scaled differently in width and height.
    Stretch,
}
