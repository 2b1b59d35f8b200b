//! Frames of the host become a sample: each plane is read once and written once, and checked on the way.

use lts_core::{Sample, Size};
use lts_trainer_abi::{Code, Fault, Planes};

/// What a job's frames have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Of every plane.
    pub size: Size,
    /// Whether instances and depth have to be there.
    pub whole: bool,
}

/// The sample of `planes`, without counts. Colour becomes three bytes a pixel, depth metres.
///
/// # Errors
/// [`Code::WrongSize`] or [`Code::BadFrame`], with the plane and what was expected.
pub fn sample(planes: &Planes<'_>, layout: &Layout) -> Result<Sample, Fault> {
    let pixels = layout.size.pixels();
    let step = planes.depth_step.max(1);
    let sized = |name: &str, length: usize, expected: usize| {
        if length == expected {
            return Ok(());
        }
        let size = layout.size;
        Err(Fault::new(
            Code::WrongSize,
            format!("{name} has {length} numbers, expected {expected} for {size}"),
        ))
    };
    sized("colour", planes.color.len(), 4 * pixels)?;
    sized("class ids", planes.class_ids.len(), pixels)?;
    let instance = match (planes.instance16, planes.instance32) {
        ([], []) if !layout.whole => None,
        (narrow, []) => {
            sized("instances", narrow.len(), pixels)?;
            Some(narrow.to_vec())
        }
        (_, wide) => {
            sized("instances", wide.len(), pixels)?;
            Some(narrowed(wide)?)
        }
    };
    let depth = if planes.depth.is_empty() && !layout.whole {
        None
    } else {
        sized("depth", planes.depth.len(), step * pixels)?;
        Some(metres(planes, step)?)
    };
    Ok(Sample {
        size: layout.size,
        color: crate::rgb::packed(planes.color, planes.blue_first),
        class: planes.class_ids.to_vec(),
        instance,
        depth,
        counts: Vec::new(),
    })
}

fn narrowed(wide: &[u32]) -> Result<Vec<u16>, Fault> {
    // One comparison over all of them is quicker than one for each.
    if wide.iter().fold(0, |all, instance| all | instance) > u32::from(u16::MAX) {
        let largest = wide.iter().max().copied().unwrap_or_default();
        let reason = format!("an instance has the number {largest}, expected at most {}", u16::MAX);
        return Err(Fault::new(Code::BadFrame, reason));
    }
    Ok(wide.iter().map(|instance| *instance as u16).collect())
}

/// Numbers that are converted and checked at a time.
const PIECE: usize = 2048;

fn metres(planes: &Planes<'_>, step: usize) -> Result<Vec<f32>, Fault> {
    let unit = planes.depth_unit;
    if !(unit.is_finite() && unit > 0.0) {
        let reason = format!("a depth of 1 is {unit} metres, expected a number above 0");
        return Err(Fault::new(Code::BadFrame, reason));
    }
    let sky = if planes.depth_sky > 0.0 { planes.depth_sky } else { f32::INFINITY };
    let mut depth = Vec::with_capacity(planes.depth.len() / step);
    let mut good = true;
    // In pieces that stay near the processor: one loop converts, another one checks, and both are vectorised.
    for piece in planes.depth.chunks(step * PIECE) {
        let from = depth.len();
        if step == 1 {
            depth.extend(piece.iter().map(|depth| depth * unit));
        } else {
            depth.extend(piece.chunks_exact(step).map(|pixel| pixel[0] * unit));
        }
        // Not a number compares with nothing.
        good &= depth[from..].iter().fold(true, |good, metres| good & (*metres >= 0.0));
        depth[from..]
            .iter_mut()
            .for_each(|metres| *metres = if *metres >= sky { f32::INFINITY } else { *metres });
    }
    if !good {
        let reason = "a depth is negative or not a number, expected metres along the optical axis";
        return Err(Fault::new(Code::BadFrame, reason));
    }
    Ok(depth)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Layout = Layout { size: Size { width: 2, height: 1 }, whole: true };

    fn planes<'a>(color: &'a [u8], depth: &'a [f32]) -> Planes<'a> {
        Planes {
            color,
            blue_first: true,
            class_ids: &[7, 26],
            instance16: &[],
            instance32: &[0, 9],
            depth,
            depth_step: 1,
            depth_unit: 1.0,
            depth_sky: 0.0,
        }
    }

    #[test]
    fn planes_of_an_engine_become_a_sample() {
        let color = [1, 2, 3, 255, 4, 5, 6, 0];
        let depth = [150.0, 1.0, 1.0, 1.0, 200_000.0, 1.0, 1.0, 1.0];
        let given = Planes { depth_step: 4, depth_unit: 0.01, depth_sky: 1000.0, ..planes(&color, &depth) };
        let sample = sample(&given, &SMALL).unwrap();
        assert_eq!(sample.color, [3, 2, 1, 6, 5, 4]);
        assert_eq!(sample.class, [7, 26]);
        assert_eq!(sample.instance, Some(vec![0, 9]));
        assert_eq!(sample.depth, Some(vec![1.5, f32::INFINITY]));
        let red_first = Planes { blue_first: false, ..given };
        assert_eq!(super::sample(&red_first, &SMALL).unwrap().color, [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let (color, depth) = ([0; 8], [1.0, f32::INFINITY]);
        let good = planes(&color, &depth);
        let fault = |planes: &Planes<'_>| sample(planes, &SMALL).unwrap_err();
        let short = fault(&Planes { color: &color[..4], ..good });
        assert_eq!(short.code, Code::WrongSize);
        assert_eq!(short.message, "colour has 4 numbers, expected 8 for 2x1");
        assert_eq!(fault(&Planes { class_ids: &[], ..good }).code, Code::WrongSize);
        assert_eq!(fault(&Planes { depth: &[], ..good }).code, Code::WrongSize);
        assert_eq!(fault(&Planes { instance32: &[], ..good }).code, Code::WrongSize);
        let large = fault(&Planes { instance32: &[0, 70_000], ..good });
        assert_eq!(large.message, "an instance has the number 70000, expected at most 65535");
        for wrong in [-1.0, f32::NAN] {
            assert_eq!(fault(&Planes { depth: &[1.0, wrong], ..good }).code, Code::BadFrame);
        }
        assert_eq!(fault(&Planes { depth_unit: 0.0, ..good }).code, Code::BadFrame);
        let own = Layout { whole: false, ..SMALL };
        let bare = sample(&Planes { depth: &[], instance32: &[], ..good }, &own).unwrap();
        assert_eq!((bare.depth, bare.instance), (None, None));
    }
}
