//! How many cars of each type can be seen.

use lts_core::{Sample, Size};
use lts_traffic::{CAR_TYPES, Scene};

/// Pixels of a 640x480 image that an instance needs to count as visible.
const LEAST_PIXELS: usize = 20;

/// The car type of each instance of a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarTypes(Vec<Option<u8>>);

impl CarTypes {
    /// The types of the cars of `scene`.
    pub fn new(scene: &Scene) -> Self {
        let most = scene.objects.iter().map(|object| object.instance).max().unwrap_or(0);
        let mut types = vec![None; usize::from(most) + 1];
        for object in &scene.objects {
            if object.car_type.is_some() {
                types[usize::from(object.instance)] = object.car_type;
            }
        }
        Self(types)
    }
}

/// Pixels that an instance needs in an image of `size`.
pub(crate) fn least_pixels(size: Size) -> usize {
    (LEAST_PIXELS * size.pixels()).div_ceil(640 * 480).max(1)
}

/// Number of instances of each car type with enough visible pixels in the instance image of `sample`.
pub fn visible(sample: &Sample, types: &CarTypes) -> Vec<u32> {
    let mut pixels = vec![0_usize; types.0.len()];
    for instance in sample.instance.iter().flatten() {
        if let Some(count) = pixels.get_mut(usize::from(*instance)) {
            *count += 1;
        }
    }
    let mut counts = vec![0; CAR_TYPES.len()];
    let least = least_pixels(sample.size);
    for (count, kind) in pixels.iter().zip(&types.0) {
        if let Some(kind) = kind
            && *count >= least
        {
            counts[usize::from(*kind)] += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_number_of_pixels_grows_with_the_image() {
        assert_eq!(least_pixels(Size::new(640, 480)), 20);
        assert_eq!(least_pixels(Size::new(1280, 960)), 80);
        assert_eq!(least_pixels(Size::new(32, 32)), 1);
    }
}
