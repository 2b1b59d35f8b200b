//! The one place that maps between a policy's unconstrained space and values in their units.
//!
//! A bounded number `v` in `low..high` is `low + (high - low) * sigmoid(u)`; log-scale parameters do so with their
//! logarithms; whole numbers round a real in `low - 0.5 .. high + 0.5`; logits are unconstrained already. The
//! sigmoid keeps every draw of a Gaussian policy inside the bounds, with a gradient everywhere.

use crate::{Kind, Parameter, ParameterSpace};

/// A value at its bound would be infinitely far away: points are kept this share of the range inside.
const MARGIN: f64 = 1e-3;

impl ParameterSpace {
    /// The unconstrained coordinates of the flat `point` in units.
    ///
    /// # Panics
    /// If `point` is not of length [`dimension`](Self::dimension).
    pub fn to_unconstrained(&self, point: &[f64]) -> Vec<f64> {
        self.map(point, |parameter, value| match parameter.range() {
            Some((low, high)) => {
                let share = ((parameter.scale(value) - low) / (high - low)).clamp(MARGIN, 1.0 - MARGIN);
                (share / (1.0 - share)).ln()
            }
            None => value,
        })
    }

    /// The flat point in units that belongs to `unconstrained` coordinates; always inside the bounds.
    ///
    /// # Panics
    /// If `unconstrained` is not of length [`dimension`](Self::dimension).
    pub fn from_unconstrained(&self, unconstrained: &[f64]) -> Vec<f64> {
        self.map(unconstrained, |parameter, value| match parameter.range() {
            Some((low, high)) => parameter.unscale(low + (high - low) / (1.0 + (-value).exp())),
            None => value,
        })
    }

    /// How fast each number of the point moves with its unconstrained coordinate, in units, at `unconstrained`: the
    /// derivative of [`from_unconstrained`](Self::from_unconstrained), for whole numbers that before rounding.
    ///
    /// # Panics
    /// If `unconstrained` is not of length [`dimension`](Self::dimension).
    pub fn unconstrained_slopes(&self, unconstrained: &[f64]) -> Vec<f64> {
        self.map(unconstrained, |parameter, value| match parameter.range() {
            Some((low, high)) => {
                let share = 1.0 / (1.0 + (-value).exp());
                // A logarithm moves its number in proportion to the number.
                let scale = if let Kind::LogReal { .. } = parameter.kind {
                    parameter.unscale(low + (high - low) * share)
                } else {
                    1.0
                };
                (high - low) * share * (1.0 - share) * scale
            }
            None => 1.0,
        })
    }

    fn map(&self, flat: &[f64], one: impl Fn(&Parameter, f64) -> f64) -> Vec<f64> {
        assert_eq!(flat.len(), self.dimension(), "a flat point has one number per free dimension");
        let parameters = self.free().flat_map(|parameter| std::iter::repeat_n(parameter, parameter.width()));
        parameters.zip(flat).map(|(parameter, value)| one(parameter, *value)).collect()
    }
}

impl Parameter {
    /// Bounds on the scale on which the parameter is learned; none for logits.
    fn range(&self) -> Option<(f64, f64)> {
        match self.kind {
            Kind::Real { low, high } => Some((low, high)),
            Kind::LogReal { low, high } => Some((low.ln(), high.ln())),
            Kind::Integer { low, high } => Some((low as f64 - 0.5, high as f64 + 0.5)),
            Kind::Logits { .. } => None,
        }
    }

    fn scale(&self, value: f64) -> f64 {
        if let Kind::LogReal { .. } = self.kind { value.ln() } else { value }
    }

    fn unscale(&self, scaled: f64) -> f64 {
        match self.kind {
            Kind::Real { low, high } => scaled.clamp(low, high),
            Kind::LogReal { low, high } => scaled.exp().clamp(low, high),
            Kind::Integer { low, high } => scaled.round().clamp(low as f64, high as f64),
            Kind::Logits { .. } => scaled,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::{Kind, Parameter, ParameterSpace, Value};

    fn space() -> ParameterSpace {
        let parameter = |name: &str, kind, start| Parameter {
            name: name.into(),
            unit: String::new(),
            description: String::new(),
            kind,
            start: Value::Number(start),
            fixed: false,
        };
        ParameterSpace::new(vec![
            parameter("real", Kind::Real { low: -2.0, high: 6.0 }, 1.0),
            parameter("log", Kind::LogReal { low: 1e-3, high: 1e3 }, 1.0),
            parameter("whole", Kind::Integer { low: -3, high: 3 }, 0.0),
        ])
        .unwrap()
    }

    proptest! {
        #[test]
        fn there_and_back(real in -1.9..5.9f64, log in 0.0011..900.0f64, whole in -3..=3i32) {
            let point = [real, log, f64::from(whole)];
            let back = space().from_unconstrained(&space().to_unconstrained(&point));
            for (a, b) in point.iter().zip(&back) {
                prop_assert!((a - b).abs() <= 1e-3 * a.abs().max(1.0), "{a} {b}");
            }
        }

        #[test]
        fn slopes_are_those_of_the_map(u in prop::array::uniform2(-4.0..4.0f64)) {
            let at = |u: [f64; 2]| space().from_unconstrained(&[u[0], u[1], 0.0]);
            let slopes = space().unconstrained_slopes(&[u[0], u[1], 0.0]);
            for index in 0..2 {
                let (mut above, mut below) = (u, u);
                above[index] += 1e-5;
                below[index] -= 1e-5;
                let slope = (at(above)[index] - at(below)[index]) / 2e-5;
                prop_assert!((slope - slopes[index]).abs() <= 1e-6 * slope.abs().max(1e-3), "{slope} {slopes:?}");
            }
            // Seven whole numbers on a line whose middle is steepest: a quarter of the range.
            prop_assert!((slopes[2] - 7.0 / 4.0).abs() < 1e-12);
        }

        #[test]
        fn every_coordinate_maps_inside_the_bounds(u in prop::array::uniform3(-1e6..1e6f64)) {
            prop_assert!(space().values(&space().from_unconstrained(&u)).is_ok());
        }
    }
}
