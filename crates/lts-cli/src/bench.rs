//! `lts bench render`: how many labelled images a second, and where the time goes.

use anyhow::Result;
use lts_core::Size;

use crate::exit::Answer;

/// Measures scene generation, rendering and readback with a new scene for each image.
///
/// # Errors
/// If the graphics device is missing or fails.
pub fn render(size: Size, images: usize) -> Result<Answer> {
    let report = lts_render::bench::render(size, images)?;
    let each = |seconds: f64| 1e3 * seconds / report.images as f64;
    let text = format!(
        "{:.0} images/s: {} images of {size} in {:.2} s, a new scene of {:.0} objects ({:.0} triangles drawn) each\n\
         stages, ms an image on one of {} threads: generate {:.2}, cull and pack {:.2}, device {:.2}, read back {:.2}\n\
         device: {}",
        report.images as f64 / report.seconds,
        report.images,
        report.seconds,
        report.objects_per_image,
        report.triangles_per_image,
        report.lanes,
        each(report.generate_seconds),
        each(report.pack_seconds),
        each(report.gpu_seconds),
        each(report.readback_seconds),
        report.device,
    );
    Ok(Answer::new(text, serde_json::to_value(&report)?))
}
