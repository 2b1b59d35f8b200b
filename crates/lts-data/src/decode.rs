//! Decoding one image and one label image, with errors that say what was found and what was expected.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use lts_core::{DatasetError, Size};

pub(crate) fn error(path: &Path, reason: impl Into<String>) -> DatasetError {
    DatasetError { path: path.display().to_string(), reason: reason.into() }
}

/// Reads only the size of an image.
pub(crate) fn size(path: &Path) -> Result<Size, DatasetError> {
    let (width, height) =
        image::image_dimensions(path).map_err(|cause| unreadable(path, &cause.to_string()))?;
    Ok(Size::new(width, height))
}

/// Reads an image as 8-bit RGB.
pub(crate) fn color(path: &Path) -> Result<(Vec<u8>, Size), DatasetError> {
    let image = image::open(path).map_err(|cause| unreadable(path, &cause.to_string()))?.into_rgb8();
    let size = Size::new(image.width(), image.height());
    Ok((image.into_raw(), size))
}

/// Reads a label image: one channel, 8 bits or fewer, or palette indices. Returns the ids as stored.
pub(crate) fn labels(path: &Path) -> Result<(Vec<u8>, Size), DatasetError> {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    if ending != "png" {
        return Err(error(
            path,
            "the label image is no PNG; JPEG changes label ids, so write the labels as PNG",
        ));
    }
    let file = File::open(path).map_err(|cause| unreadable(path, &cause.to_string()))?;
    let mut decoder = png::Decoder::new(BufReader::new(file));
    // Neither palettes nor small bit depths may be turned into colours: the numbers are the labels.
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().map_err(|cause| unreadable(path, &cause.to_string()))?;
    let (color, depth) = reader.output_color_type();
    if !matches!(color, png::ColorType::Grayscale | png::ColorType::Indexed) {
        let channels = color.samples();
        let reason = format!(
            "the label image has {channels} channels, expected one channel of label ids; convert colours to ids first"
        );
        return Err(error(path, reason));
    }
    if depth == png::BitDepth::Sixteen {
        return Err(error(
            path,
            "the label image has 16 bits, expected 8; KITTI's instance images are no labels",
        ));
    }
    let size = Size::new(reader.info().width, reader.info().height);
    let bytes = reader.output_buffer_size().ok_or_else(|| error(path, "the label image is too large"))?;
    let mut packed = vec![0; bytes];
    let frame = reader.next_frame(&mut packed).map_err(|cause| unreadable(path, &cause.to_string()))?;
    let bits = depth as u8;
    let mut ids = Vec::with_capacity(size.pixels());
    for row in packed.chunks(frame.line_size).take(size.height as usize) {
        for x in 0..size.width as usize {
            let bit = x * usize::from(bits);
            let shift = 8 - bits - (bit % 8) as u8;
            ids.push((row[bit / 8] >> shift) & (255 >> (8 - bits)));
        }
    }
    Ok((ids, size))
}

fn unreadable(path: &Path, cause: &str) -> DatasetError {
    let cause = cause.split_whitespace().collect::<Vec<_>>().join(" ");
    error(path, format!("the image cannot be read ({cause}): it is damaged or incomplete; get it again"))
}
