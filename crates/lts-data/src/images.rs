//! A dataset on disk as samples: every file is checked when it is opened, so that a run does not fail later.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use lts_core::{ClassMap, Dataset, DatasetError, IGNORED, Sample, Size};

use crate::counts;
use crate::decode::{self, error};
use crate::fit;
use crate::pairs::{self, Pair};
use crate::settings::{Fit, Source};

/// Samples up to this many bytes are kept in memory; larger datasets are decoded again at each access.
const CACHE_BYTES: usize = 1 << 30;

/// Labelled images, brought to one size.
#[derive(Debug)]
pub struct LabelledImages {
    root: PathBuf,
    pairs: Vec<Pair>,
    classes: ClassMap,
    fit: Fit,
    size: Size,
    cache: Option<Vec<Arc<Sample>>>,
    pixels_of_id: BTreeMap<u8, u64>,
    /// Ids on disk that the dataset's own class map does not list.
    unknown_ids: Vec<u8>,
    /// New label id of each id on disk, where the class map was exchanged.
    new_ids: Option<[u8; 256]>,
    /// Counts of each image, where they were asked for.
    counts: Option<Vec<Vec<u32>>>,
}

/// Opens the dataset `source` at `size`. Every image and label is decoded once.
///
/// # Errors
/// Names the first file, in order, that is missing, damaged, of another size than its image, or no label image.
pub fn open(source: &Source, size: Size) -> Result<LabelledImages, DatasetError> {
    let found = pairs::find(source)?;
    if size.pixels() == 0 {
        return Err(error(
            &found.root,
            format!("images of {size} pixels were asked for, expected at least 1x1"),
        ));
    }
    let keep = found.pairs.len() * size.pixels() * 4 <= CACHE_BYTES;
    let decoded = decode_all(&found.pairs, size, found.fit, keep)?;
    let mut pixels_of_id = BTreeMap::new();
    let mut cache = Vec::new();
    for (counts, sample) in decoded {
        for (id, count) in counts {
            *pixels_of_id.entry(id).or_insert(0) += count;
        }
        cache.extend(sample);
    }
    let listed = |id: &u8| found.classes.classes().iter().any(|class| class.id == *id);
    let unknown_ids = pixels_of_id.keys().copied().filter(|id| !listed(id)).collect();
    Ok(LabelledImages {
        root: found.root,
        pairs: found.pairs,
        classes: found.classes,
        fit: found.fit,
        size,
        cache: keep.then_some(cache),
        pixels_of_id,
        unknown_ids,
        new_ids: None,
        counts: None,
    })
}

impl LabelledImages {
    /// The meaning of the label ids.
    pub fn classes(&self) -> &ClassMap {
        &self.classes
    }

    /// The same images with the label ids of `target`: classes are matched by the name that the dataset's own map
    /// predicts for them. A class that `target` does not predict becomes its class `other`, or is ignored.
    pub fn with_classes(mut self, target: &ClassMap) -> Self {
        if self.classes == *target {
            return self;
        }
        let ignored = ignored_id(target);
        let names: Vec<&str> = self.classes.predicted().map(|class| class.name.as_str()).collect();
        let new_id = |channel: u8| match names.get(usize::from(channel)) {
            Some(name) if target.channel(name).is_some() => target.id(name).unwrap_or(ignored),
            Some(_) => target.channel("other").and_then(|_| target.id("other")).unwrap_or(ignored),
            None => ignored,
        };
        let ids = self.classes.channel_of_id().map(new_id);
        for sample in self.cache.iter_mut().flatten() {
            Arc::make_mut(sample).class.iter_mut().for_each(|id| *id = ids[usize::from(*id)]);
        }
        let mut pixels = BTreeMap::new();
        for (id, count) in &self.pixels_of_id {
            *pixels.entry(ids[usize::from(*id)]).or_insert(0) += count;
        }
        self.pixels_of_id = pixels;
        self.classes = target.clone();
        // Ids on disk may have been exchanged before.
        self.new_ids = Some(self.new_ids.map_or(ids, |before| before.map(|id| ids[usize::from(id)])));
        self
    }

    /// The same images with their counts of `names`, in order, from the dataset's `counts.csv`.
    ///
    /// # Errors
    /// If there is no such table, or it has no column or line for one of them; if images are cut to the size they were
    /// opened at, since their counts are those of the whole.
    pub fn with_counts(mut self, names: &[String]) -> Result<Self, DatasetError> {
        let file = self.root.join(counts::FILE);
        let mut rows = counts::read(&file, names)?;
        let mut all = Vec::with_capacity(self.pairs.len());
        for pair in &self.pairs {
            let image = pair.image.file_stem().unwrap_or_default().to_string_lossy();
            let Some(counts) = rows.remove(image.as_ref()) else {
                return Err(error(&file, format!("it has no line for the image '{image}'")));
            };
            let whole = decode::size(&pair.image)?;
            let window = fit::window(whole, self.size, self.fit);
            // Less than a pixel is lost to rounding.
            if window.width < f64::from(whole.width) - 1.0 || window.height < f64::from(whole.height) - 1.0 {
                let reason = format!(
                    "it is {whole} and would be cut to fit {}, but its counts are those of the whole image; choose a size of the same aspect ratio, or fit = \"stretch\"",
                    self.size
                );
                return Err(error(&pair.image, reason));
            }
            all.push(counts);
        }
        for (sample, counts) in self.cache.iter_mut().flatten().zip(&all) {
            Arc::make_mut(sample).counts.clone_from(counts);
        }
        self.counts = Some(all);
        Ok(self)
    }

    /// Pixels of each label id over all samples, at the samples' size.
    pub fn pixels_of_id(&self) -> &BTreeMap<u8, u64> {
        &self.pixels_of_id
    }

    /// Label ids on disk that the dataset's own class map does not list; their pixels are ignored.
    pub fn unknown_ids(&self) -> Vec<u8> {
        self.unknown_ids.clone()
    }

    /// Checks that some pixel is of the predicted class `name`, merged classes included.
    ///
    /// # Errors
    /// If there is none: no score could be computed.
    pub fn require_class(&self, name: &str) -> Result<(), DatasetError> {
        let Some(channel) = self.classes.channel(name) else {
            let known: Vec<&str> = self.classes.predicted().map(|class| class.name.as_str()).collect();
            let reason = format!("its class map predicts no class '{name}'; it has {}", known.join(", "));
            return Err(error(&self.root, reason));
        };
        let channel_of_id = self.classes.channel_of_id();
        let seen = self.pixels_of_id.keys().any(|id| usize::from(channel_of_id[usize::from(*id)]) == channel);
        if seen {
            return Ok(());
        }
        let ids: Vec<String> = self.pixels_of_id.keys().map(u8::to_string).collect();
        let reason = format!(
            "no pixel of the {} labels is of the class '{name}', so nothing can be scored (label ids found: {}); check the labels and the class map",
            self.pairs.len(),
            ids.join(", ")
        );
        Err(error(&self.root, reason))
    }
}

impl Dataset for LabelledImages {
    fn len(&self) -> usize {
        self.pairs.len()
    }

    fn sample(&self, index: usize) -> Result<Arc<Sample>, DatasetError> {
        match &self.cache {
            Some(cache) => Ok(Arc::clone(&cache[index])),
            None => {
                let mut sample = decode_pair(&self.pairs[index], self.size, self.fit)?;
                if let Some(ids) = &self.new_ids {
                    sample.class.iter_mut().for_each(|id| *id = ids[usize::from(*id)]);
                }
                if let Some(counts) = &self.counts {
                    sample.counts.clone_from(&counts[index]);
                }
                Ok(Arc::new(sample))
            }
        }
    }
}

/// An id whose pixels `classes` ignores.
fn ignored_id(classes: &ClassMap) -> u8 {
    let ignores = |id: &u8| classes.channel_of_id()[usize::from(*id)] == IGNORED;
    #[expect(clippy::expect_used, reason = "a class map without such an id is refused when it is made")]
    (0..=u8::MAX).rev().find(ignores).expect("a class map ignores some id")
}

type Decoded = (BTreeMap<u8, u64>, Option<Arc<Sample>>);

/// Decodes all pairs on all cores, in order; the error is that of the first file that has one.
fn decode_all(pairs: &[Pair], size: Size, fit: Fit, keep: bool) -> Result<Vec<Decoded>, DatasetError> {
    let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
    let part = pairs.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = pairs
            .chunks(part)
            .map(|pairs| {
                scope.spawn(move || {
                    let one = |pair| {
                        let sample = decode_pair(pair, size, fit)?;
                        let mut counts = BTreeMap::new();
                        for id in &sample.class {
                            *counts.entry(*id).or_insert(0) += 1;
                        }
                        Ok((counts, keep.then(|| Arc::new(sample))))
                    };
                    pairs.iter().map(one).collect::<Result<Vec<Decoded>, DatasetError>>()
                })
            })
            .collect();
        let mut all = Vec::with_capacity(pairs.len());
        for worker in workers {
            all.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
    })
}

fn decode_pair(pair: &Pair, size: Size, fit: Fit) -> Result<Sample, DatasetError> {
    let (labels, labels_size) = decode::labels(&pair.labels)?;
    let image_size = decode::size(&pair.image)?;
    if image_size != labels_size {
        let reason = format!("the label image is {labels_size}, expected {image_size} like its image");
        return Err(error(&pair.labels, reason));
    }
    let (color, _) = decode::color(&pair.image)?;
    let window = fit::window(image_size, size, fit);
    let class = fit::labels(&labels, image_size, size, window);
    let color = fit::color(color, image_size, size, window).map_err(|cause| error(&pair.image, cause))?;
    Ok(Sample { size, color, class, instance: None, depth: None, counts: Vec::new() })
}

#[cfg(test)]
mod tests;
