//! The space that a policy searches, in Rust's types.

/// What a number of a point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A real number between bounds.
    Real,
    /// A positive number that is best searched on a logarithmic scale.
    LogReal,
    /// A whole number.
    Integer,
    /// The logit of one option of a categorical; unbounded.
    Logit,
}

/// One number of a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// Unique name, e.g. `road.length` or `weather.clear_noon`.
    pub label: String,
    /// Name of the parameter; neighbouring logits share it.
    pub parameter: String,
    /// The option that a logit belongs to.
    pub option: Option<String>,
    /// Unit for people; empty for a plain number.
    pub unit: String,
    /// What it is.
    pub kind: Kind,
    /// Smallest value; minus infinity for logits.
    pub low: f64,
    /// Largest value; infinity for logits.
    pub high: f64,
    /// The value that the experiment starts from.
    pub start: f64,
}

impl Dimension {
    /// The value at `share` (0 to 1) of the way from the lowest to the highest, on the dimension's own scale. Logits, which have
    /// no bounds, go from -3 to 3.
    pub fn from_share(&self, share: f64) -> f64 {
        let (low, high) = self.scale_bounds();
        self.unscale(low + (high - low) * share.clamp(0.0, 1.0))
    }

    /// The share (0 to 1) of the way at which `value` is; the inverse of [`from_share`](Self::from_share).
    pub fn to_share(&self, value: f64) -> f64 {
        let (low, high) = self.scale_bounds();
        let scaled = if self.kind == Kind::LogReal { value.ln() } else { value };
        if high > low { ((scaled - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 }
    }

    fn scale_bounds(&self) -> (f64, f64) {
        match self.kind {
            Kind::Real => (self.low, self.high),
            Kind::LogReal => (self.low.ln(), self.high.ln()),
            Kind::Integer => (self.low - 0.5, self.high + 0.5),
            Kind::Logit => (-3.0, 3.0),
        }
    }

    fn unscale(&self, scaled: f64) -> f64 {
        match self.kind {
            Kind::Real => scaled.clamp(self.low, self.high),
            Kind::LogReal => scaled.exp().clamp(self.low, self.high),
            Kind::Integer => scaled.round().clamp(self.low, self.high),
            Kind::Logit => scaled,
        }
    }
}

/// All dimensions, in the order of a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    /// At least one.
    pub dimensions: Vec<Dimension>,
}

impl Space {
    /// The point that the experiment starts from.
    pub fn start(&self) -> Vec<f64> {
        self.dimensions.iter().map(|dimension| dimension.start).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_go_from_bound_to_bound_and_back() {
        for (kind, low, high) in
            [(Kind::Real, -1.0, 3.0), (Kind::LogReal, 0.001, 10.0), (Kind::Integer, -2.0, 9.0)]
        {
            let text = String::new;
            let dimension = Dimension {
                label: text(),
                parameter: text(),
                option: None,
                unit: text(),
                kind,
                low,
                high,
                start: low,
            };
            assert!((dimension.from_share(0.0) - low).abs() < 1e-12, "{kind:?}");
            assert!((dimension.from_share(1.0) - high).abs() < 1e-12, "{kind:?}");
            let value = dimension.from_share(0.3);
            assert!((dimension.from_share(dimension.to_share(value)) - value).abs() < 1e-9, "{kind:?}");
        }
    }
}
