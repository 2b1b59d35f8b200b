//! A labelled point of the plane, and its form as a sample of the learning loop.
//!
//! The loop carries images. A point is an image of two pixels in one row: the depth plane holds its two coordinates,
//! the class plane its class. That is exact to the 32 bits of a depth; the colour is grey and means nothing.

use lts_core::{Sample, Size};

/// A labelled point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Right and up, no unit.
    pub at: [f32; 2],
    /// 0 or 1.
    pub class: u8,
}

impl From<Point> for Sample {
    fn from(point: Point) -> Self {
        Self {
            size: Size::new(2, 1),
            color: vec![128; 6],
            class: vec![point.class; 2],
            instance: None,
            depth: Some(point.at.to_vec()),
            counts: Vec::new(),
        }
    }
}

impl TryFrom<&Sample> for Point {
    /// What is wrong with the sample.
    type Error = &'static str;

    fn try_from(sample: &Sample) -> Result<Self, Self::Error> {
        match (sample.depth.as_deref(), sample.class.as_slice()) {
            (Some(&[x, y]), &[class @ (0 | 1), _]) => Ok(Self { at: [x, y], class }),
            _ => Err("it is no point of the plane: expected two depths and the class 0 or 1"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let point = Point { at: [1.25, -1e-7], class: 1 };
        assert_eq!(Point::try_from(&Sample::from(point)), Ok(point));
        let image = Sample { depth: None, ..Sample::from(point) };
        assert!(Point::try_from(&image).is_err());
    }
}
