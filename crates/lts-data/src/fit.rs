//! Bringing images and labels to one size: the same geometry for both, each with its own filter.
//!
//! Colour is filtered with Lanczos (widened when shrinking, so that nothing aliases); a label is that of the source
//! pixel whose area holds the centre of the target pixel.

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use lts_core::Size;

use crate::settings::Fit;

/// The part of the source that is kept, in source pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

/// The part of an image of size `from` that fills `to`.
pub(crate) fn window(from: Size, to: Size, fit: Fit) -> Window {
    let (width, height) = (f64::from(from.width), f64::from(from.height));
    let whole = Window { left: 0.0, top: 0.0, width, height };
    let aspect = f64::from(to.width) / f64::from(to.height);
    match fit {
        Fit::Stretch => whole,
        Fit::Crop if width > height * aspect => {
            let kept = height * aspect;
            Window { left: (width - kept) / 2.0, width: kept, ..whole }
        }
        Fit::Crop => {
            let kept = width / aspect;
            Window { top: (height - kept) / 2.0, height: kept, ..whole }
        }
    }
}

/// Resizes 8-bit RGB, three bytes a pixel.
pub(crate) fn color(pixels: Vec<u8>, from: Size, to: Size, window: Window) -> Result<Vec<u8>, String> {
    let whole = window.left == 0.0 && window.top == 0.0;
    if from == to && whole {
        return Ok(pixels);
    }
    let source =
        Image::from_vec_u8(from.width, from.height, pixels, PixelType::U8x3).map_err(|e| e.to_string())?;
    let mut target = Image::new(to.width, to.height, PixelType::U8x3);
    let options = ResizeOptions::new()
        .crop(window.left, window.top, window.width, window.height)
        .resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&source, &mut target, &options).map_err(|e| e.to_string())?;
    Ok(target.into_vec())
}

/// Resizes labels.
pub(crate) fn labels(pixels: &[u8], from: Size, to: Size, window: Window) -> Vec<u8> {
    let at = |index: u32, target: u32, start: f64, extent: f64, limit: u32| {
        let center = start + (f64::from(index) + 0.5) / f64::from(target) * extent;
        (center.floor().max(0.0) as u32).min(limit - 1) as usize
    };
    let columns: Vec<usize> =
        (0..to.width).map(|x| at(x, to.width, window.left, window.width, from.width)).collect();
    let mut resized = Vec::with_capacity(to.pixels());
    for y in 0..to.height {
        let row = at(y, to.height, window.top, window.height, from.height) * from.width as usize;
        resized.extend(columns.iter().map(|column| pixels[row + column]));
    }
    resized
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A bright rectangle and its label stay on each other, within the pixel at the border that the filter mixes.
        #[test]
        fn color_and_label_stay_aligned(w in 40..200u32, h in 40..200u32, tw in 20..150u32, th in 20..150u32, cut in 0.3..0.7f64) {
            let (from, to) = (Size::new(w, h), Size::new(tw, th));
            let edge = (f64::from(w) * cut) as u32;
            let label: Vec<u8> = (0..h).flat_map(|_| (0..w).map(|x| u8::from(x >= edge))).collect();
            let image: Vec<u8> = label.iter().flat_map(|l| [l * 200; 3]).collect();
            let window = window(from, to, Fit::Crop);
            let image = color(image, from, to, window).unwrap();
            let label = labels(&label, from, to, window);
            let row = to.height as usize / 2 * to.width as usize;
            for x in 0..to.width as usize {
                let (bright, class) = (image[3 * (row + x)] > 100, label[row + x] == 1);
                let near_edge = (1..to.width as usize).any(|e| label[row + e] != label[row + e - 1] && x.abs_diff(e) <= 1);
                prop_assert!(near_edge || bright == class, "x {x}");
            }
        }
    }

    #[test]
    fn the_window_is_centered() {
        let wide = window(Size::new(400, 100), Size::new(20, 10), Fit::Crop);
        assert_eq!(wide, Window { left: 100.0, top: 0.0, width: 200.0, height: 100.0 });
        let tall = window(Size::new(100, 400), Size::new(20, 10), Fit::Crop);
        assert_eq!(tall, Window { left: 0.0, top: 175.0, width: 100.0, height: 50.0 });
    }
}
