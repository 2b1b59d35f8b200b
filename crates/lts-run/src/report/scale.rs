//! From values to places on an axis, the ticks of that axis, and numbers as people write them.

/// How values spread along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// Evenly.
    Linear,
    /// Evenly, with ticks at whole numbers only.
    Whole,
    /// By their logarithms.
    Log,
}

/// Larger values are drawn here, so that no difference of two is infinite.
const LARGEST: f64 = 1e300;

/// A range of values along an axis.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    low: f64,
    high: f64,
    spread: Spread,
}

impl Scale {
    /// Exactly `low..=high`, or a range around them if they are equal, not finite, or not fit for a logarithm.
    pub fn new(spread: Spread, low: f64, high: f64) -> Self {
        if spread == Spread::Log && (low <= 0.0 || !low.is_finite() || !high.is_finite()) {
            return Self::new(Spread::Linear, low, high);
        }
        let (low, high) = if low.is_finite() && high.is_finite() { (low, high) } else { (0.0, 1.0) };
        let (low, high) = (low.clamp(-LARGEST, LARGEST), high.clamp(-LARGEST, LARGEST));
        if low < high {
            return Self { low, high, spread };
        }
        match spread {
            Spread::Log => Self { low: low / 2.0, high: low * 2.0, spread },
            Spread::Whole => Self { low: low - 0.5, high: low + 0.5, spread },
            Spread::Linear => {
                let margin = if low == 0.0 { 1.0 } else { 0.1 * low.abs() };
                Self { low: low - margin, high: low + margin, spread }
            }
        }
    }

    /// The range of `values` with a little room at both ends.
    pub fn around(spread: Spread, values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let exact = Self::new(spread, low, high);
        let room = 0.05 * (exact.high - exact.low);
        if exact.spread == Spread::Linear && low < high {
            Self::new(spread, low - room, high + room)
        } else {
            exact
        }
    }

    /// Where `value` lies, as a share of the axis: 0 at the low end, 1 at the high end.
    pub fn place(&self, value: f64) -> f64 {
        let value = value.clamp(-LARGEST, LARGEST);
        match self.spread {
            Spread::Log => (value / self.low).ln() / (self.high / self.low).ln(),
            Spread::Linear | Spread::Whole => (value - self.low) / (self.high - self.low),
        }
    }

    /// About `wanted` values to mark, with their texts.
    pub fn ticks(&self, wanted: usize) -> Vec<(f64, String)> {
        if self.spread == Spread::Log {
            let ticks = self.log_ticks(wanted);
            if ticks.len() > 1 {
                return ticks;
            }
        }
        let mut step = step_above((self.high - self.low) / wanted.max(1) as f64);
        if self.spread == Spread::Whole {
            step = step.max(1.0);
        }
        let decimals = decimals_of(step);
        let (first, last) =
            ((self.low / step - 1e-9).ceil() as i64, (self.high / step + 1e-9).floor() as i64);
        (first..=last)
            .take(100)
            .map(|index| {
                let value = index as f64 * step;
                (value, grouped(value, decimals))
            })
            .collect()
    }

    /// About `wanted` values to mark, the ends of the axis among them.
    pub fn ticks_with_ends(&self, wanted: usize) -> Vec<(f64, String)> {
        let apart = 0.5 / wanted.max(1) as f64;
        let inner = self.ticks(wanted).into_iter();
        let inner = inner.filter(|(value, _)| (apart..=1.0 - apart).contains(&self.place(*value)));
        let end = |value: f64| (value, number(value));
        [end(self.low)]
            .into_iter()
            .chain(inner.map(|(value, _)| end(value)))
            .chain([end(self.high)])
            .collect()
    }

    fn log_ticks(&self, wanted: usize) -> Vec<(f64, String)> {
        let decades = self.low.log10().floor() as i32..=self.high.log10().ceil() as i32;
        let with = |factors: &[f64], every: i32| -> Vec<(f64, String)> {
            decades
                .clone()
                .filter(|decade| decade % every == 0)
                .flat_map(|decade| factors.iter().map(move |factor| factor * 10f64.powi(decade)))
                .filter(|value| (self.low * (1.0 - 1e-9)..=self.high * (1.0 + 1e-9)).contains(value))
                .map(|value| (value, number(value)))
                .collect()
        };
        let finer = with(&[1.0, 2.0, 5.0], 1);
        if finer.len() <= wanted + 2 {
            return finer;
        }
        (1..).map(|every| with(&[1.0], every)).find(|ticks| ticks.len() <= wanted + 2).unwrap_or_default()
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `width`.
fn step_above(width: f64) -> f64 {
    let power = 10f64.powf(width.log10().floor());
    let factors = [1.0, 2.0, 5.0, 10.0];
    power * factors.into_iter().find(|factor| factor * power >= width * (1.0 - 1e-9)).unwrap_or(10.0)
}

fn decimals_of(step: f64) -> usize {
    (-(step.log10() + 1e-9).floor()).clamp(0.0, 12.0) as usize
}

/// Four significant digits without trailing zeros, thousands apart; powers of ten far from 1.
pub fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    let magnitude = value.abs().log10().floor();
    if !(-4.0..7.0).contains(&magnitude) {
        return format!("{value:.2e}");
    }
    let text = grouped(value, (3.0 - magnitude).max(0.0) as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').into() } else { text }
}

/// `value` with so many decimals, a narrow space between thousands, and a real minus sign.
fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        out.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        // Four digits read well without a gap.
        if index > 0 && whole.len() > 4 && (whole.len() - index) % 3 == 0 {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A reward: three decimals where that is exact enough, so that columns of rewards compare at a glance.
pub fn score(value: f64) -> String {
    if value == 0.0 || (0.01..10.0).contains(&value.abs()) { grouped(value, 3) } else { number(value) }
}

/// A mean and its deviation, both to the second digit of the deviation.
pub fn with_deviation(mean: f64, deviation: f64) -> (String, String) {
    let digits = 1.0 - deviation.log10().floor();
    if deviation > 0.0 && (0.0..=6.0).contains(&digits) {
        (grouped(mean, digits as usize), grouped(deviation, digits as usize))
    } else {
        (number(mean), number(deviation))
    }
}

/// A duration in seconds as people say it.
pub fn duration(seconds: f64) -> String {
    let whole = seconds.round().max(0.0) as u64;
    match whole {
        0..60 => format!("{} s", number(seconds)),
        60..3600 => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{} h {:02} min", whole / 3600, whole / 60 % 60),
    }
}

/// A share from 0 to 1 in percent.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(scale: Scale, wanted: usize) -> Vec<String> {
        scale.ticks(wanted).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn ticks_are_round_numbers() {
        assert_eq!(texts(Scale::new(Spread::Linear, 0.0, 1.0), 4), ["0.0", "0.5", "1.0"]);
        assert_eq!(texts(Scale::new(Spread::Whole, 0.0, 2.0), 8), ["0", "1", "2"]);
        assert_eq!(texts(Scale::new(Spread::Whole, 3.0, 3.0), 8), ["3"]);
        assert_eq!(
            texts(Scale::new(Spread::Log, 0.001, 1000.0), 5),
            ["0.001", "0.01", "0.1", "1", "10", "100", "1000"]
        );
        assert_eq!(texts(Scale::new(Spread::Log, 0.5, 4.0), 5), ["0.5", "1", "2"]);
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(0.123_456), "0.1235");
        assert_eq!(number(-12.5), "\u{2212}12.5");
        assert_eq!(number(1_234_567.0), "1\u{202f}234\u{202f}567");
        assert_eq!(number(1e-9), "1.00e-9");
        assert_eq!(number(4000.0), "4000");
        assert_eq!(grouped(-0.0001, 1), "0.0");
        assert_eq!(with_deviation(0.55, 0.004_243), ("0.5500".into(), "0.0042".into()));
        assert_eq!(with_deviation(-31.0, 0.0), ("\u{2212}31".into(), "0".into()));
        assert_eq!(duration(3725.0), "1 h 02 min");
        assert_eq!(duration(75.2), "1 min 15 s");
    }

    #[test]
    fn ends_of_bounded_axes_are_marked() {
        let texts =
            |scale: Scale| scale.ticks_with_ends(4).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(texts(Scale::new(Spread::Linear, 20.0, 120.0)), ["20", "50", "100", "120"]);
        assert_eq!(texts(Scale::new(Spread::Linear, 0.0, 12.0)), ["0", "5", "10", "12"]);
        assert_eq!(texts(Scale::new(Spread::Linear, 0.0, 1.0)), ["0", "0.5", "1"]);
    }

    proptest! {
        #[test]
        fn every_range_has_a_few_ticks_inside(low in -1e6..1e6f64, width in 0.0..1e6f64, log in any::<bool>()) {
            let (spread, low) = if log { (Spread::Log, low.abs() + 1e-6) } else { (Spread::Linear, low) };
            let scale = Scale::new(spread, low, low + width);
            let ticks = scale.ticks(5);
            prop_assert!((1..=12).contains(&ticks.len()), "{ticks:?}");
            prop_assert!(ticks.iter().all(|(value, _)| (-1e-6..=1.0 + 1e-6).contains(&scale.place(*value))));
        }
    }
}
