//! Sample images of a run: a few training images above their labels, as PNG.

use std::io::Cursor;
use std::sync::Arc;

use image::RgbImage;
use lts_core::{ClassMap, Sample, Size};

/// How many images a sheet shows.
pub const SHOWN: usize = 6;

/// Images in one row, their labels in the class map's colours below, three columns; PNG and its size.
/// `None` if there are no samples.
pub fn sheet(samples: &[Arc<Sample>], classes: &ClassMap) -> Option<(Vec<u8>, Size)> {
    const GAP: u32 = 4;
    let cell = samples.first()?.size;
    let columns = samples.len().min(3) as u32;
    let rows = (samples.len() as u32).div_ceil(columns);
    let (step_x, step_y) = (cell.width + GAP, 2 * cell.height + 2 * GAP);
    let mut sheet = RgbImage::new(columns * step_x - GAP, rows * step_y - GAP);
    for (index, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.size == cell) {
        let (left, top) = (index as u32 % columns * step_x, index as u32 / columns * step_y);
        for y in 0..cell.height {
            for x in 0..cell.width {
                let at = (y * cell.width + x) as usize;
                let color = [sample.color[3 * at], sample.color[3 * at + 1], sample.color[3 * at + 2]];
                sheet.put_pixel(left + x, top + y, image::Rgb(color));
                let label = image::Rgb(classes.color(sample.class[at]));
                sheet.put_pixel(left + x, top + cell.height + y, label);
            }
        }
    }
    let size = Size::new(sheet.width(), sheet.height());
    let mut png = Vec::new();
    sheet.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).ok()?;
    Some((png, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_shows_images_and_labels() {
        let sample = Sample {
            size: Size::new(4, 2),
            color: vec![9; 24],
            class: vec![26; 8],
            instance: None,
            depth: None,
            counts: Vec::new(),
        };
        let (png, size) = sheet(&[Arc::new(sample.clone()), Arc::new(sample)], &ClassMap::traffic()).unwrap();
        assert_eq!(size, Size::new(12, 8));
        let read = image::load_from_memory(&png).unwrap().to_rgb8();
        assert_eq!(read.get_pixel(0, 0).0, [9, 9, 9]);
        assert_eq!(read.get_pixel(0, 2).0, [0, 0, 142]);
    }
}
