//! Finding the images of a dataset and the labels that belong to them, by name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lts_core::{ClassMap, DatasetError};

use crate::decode::error;
use crate::settings::{Fit, Source};

/// An image and its labels.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair {
    pub image: PathBuf,
    pub labels: PathBuf,
}

/// What a source comes down to.
pub(crate) struct Found {
    pub root: PathBuf,
    pub pairs: Vec<Pair>,
    pub classes: ClassMap,
    pub fit: Fit,
}

pub(crate) fn find(source: &Source) -> Result<Found, DatasetError> {
    let (path, images, labels, skip, limit, fit, classes) = match source {
        Source::Kitti(s) => {
            check_root(&s.path)?;
            let training = s.path.join("training");
            let base = if training.is_dir() { training } else { s.path.clone() };
            (&s.path, base.join("image_2"), base.join("semantic"), s.skip, s.limit, s.fit, s.classes.clone())
        }
        Source::Folder(s) => {
            check_root(&s.path)?;
            let beside = Some(s.path.join("classes.toml")).filter(|file| file.is_file());
            let classes = s.classes.clone().or(beside);
            (&s.path, s.path.join(&s.images), s.path.join(&s.labels), s.skip, s.limit, s.fit, classes)
        }
    };
    let (images, mut labels) = (files(&images, path)?, files(&labels, path)?);
    let mut pairs = Vec::with_capacity(images.len());
    for (stem, image) in images {
        let Some(labels) = labels.remove(&stem) else {
            return Err(error(
                &image,
                "the image has no label image of the same name; add it or remove the image",
            ));
        };
        pairs.push(Pair { image, labels });
    }
    let found = pairs.len();
    let limit = if limit == 0 { usize::MAX } else { limit };
    let pairs: Vec<Pair> = pairs.into_iter().skip(skip).take(limit).collect();
    if pairs.is_empty() {
        return Err(error(path, format!("no images to use: found {found}, passed over {skip}")));
    }
    let classes = match classes {
        Some(file) => {
            let text = std::fs::read_to_string(&file)
                .map_err(|cause| error(&file, format!("the class map cannot be read: {cause}")))?;
            ClassMap::parse(&text).map_err(|cause| error(&file, cause.to_string()))?
        }
        None => ClassMap::traffic(),
    };
    Ok(Found { root: path.clone(), pairs, classes, fit })
}

fn check_root(path: &Path) -> Result<(), DatasetError> {
    if path.as_os_str().is_empty() {
        let reason = "no path is given; set it with --set task.validation.path=FOLDER";
        return Err(error(Path::new("task.validation.path"), reason));
    }
    if !path.is_dir() {
        return Err(error(path, "there is no such folder; give the folder of the labelled images"));
    }
    Ok(())
}

/// The image files of `folder` by their name without ending, in order.
fn files(folder: &Path, root: &Path) -> Result<BTreeMap<String, PathBuf>, DatasetError> {
    let entries = std::fs::read_dir(folder).map_err(|_| {
        let name = folder.strip_prefix(root).unwrap_or(folder).display().to_string();
        error(root, format!("it has no folder '{name}'; expected KITTI's training/image_2 and training/semantic, or a folder of images and one of labels"))
    })?;
    let mut found = BTreeMap::new();
    for entry in entries {
        let path = entry.map_err(|cause| error(folder, cause.to_string()))?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        if let ("png" | "jpg" | "jpeg", Some(stem)) = (ending.as_str(), path.file_stem()) {
            let stem = stem.to_string_lossy().into_owned();
            if let Some(other) = found.insert(stem, path.clone()) {
                let (path, other) = (path.clone().max(other.clone()), path.min(other));
                let name = other.file_name().unwrap_or_default().to_string_lossy().into_owned();
                return Err(error(&path, format!("it has the same name as {name}; remove one of them")));
            }
        }
    }
    if found.is_empty() {
        return Err(error(folder, "the folder has no PNG or JPEG images"));
    }
    Ok(found)
}
