//! Two classes of points, each a mixture of Gaussians with equal weights, and how points are drawn from them.

use lts_core::{Seed, SimulatorError, Value, Values};
use rand::RngExt;
use rand_distr::StandardNormal;

use crate::Point;

/// A round Gaussian of a class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Component {
    /// Its middle.
    pub mean: [f64; 2],
    /// Its standard deviation in every direction.
    pub spread: f64,
}

/// The components of class 0 and class 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Mixture {
    classes: [Vec<Component>; 2],
}

/// What a component's three parameters are called.
pub(crate) const PARTS: [&str; 3] = ["x", "y", "spread"];

impl Mixture {
    /// The real points, as digitised from the paper's figure: three components a class.
    pub fn real() -> Self {
        let component = |x, y, spread| Component { mean: [x, y], spread };
        Self {
            classes: [
                vec![component(-7.0, 0.0, 0.71), component(-3.0, 3.0, 1.0), component(3.0, -3.0, 1.0)],
                vec![component(0.0, 5.0, 0.71), component(3.0, 3.0, 1.0), component(-3.0, -3.0, 1.0)],
            ],
        }
    }

    /// The mixture that `values` name: `class_0.NAME.x`, `.y` and `.spread` are one component of class 0, and so on. The
    /// simulator's own are called `a` and `b`; the real ones `real_1` to `real_3`.
    ///
    /// # Errors
    /// If a class has no component, a part of one is missing, or a spread is not positive.
    pub fn from_values(values: &Values) -> Result<Self, SimulatorError> {
        Ok(Self { classes: [components(values, "class_0")?, components(values, "class_1")?] })
    }

    /// The inverse of [`from_values`](Self::from_values), with components called `name` and their number, from 1.
    pub fn to_values(&self, name: &str) -> Values {
        let mut values = Values::new();
        for (class, components) in self.classes.iter().enumerate() {
            for (number, Component { mean: [x, y], spread }) in components.iter().enumerate() {
                for (part, value) in PARTS.iter().zip([x, y, spread]) {
                    let name = format!("class_{class}.{name}_{}.{part}", number + 1);
                    values.insert(name, Value::Number(*value));
                }
            }
        }
        values
    }

    /// Components of a class.
    pub fn components(&self, class: u8) -> &[Component] {
        &self.classes[usize::from(class.min(1))]
    }

    /// Point number `index` of `seed`: classes take turns, components are drawn.
    pub fn draw(&self, seed: Seed, index: u64) -> Point {
        let class = (index % 2) as u8;
        let components = self.components(class);
        let mut rng = seed.index(index).rng();
        let Component { mean, spread } = components[rng.random_range(0..components.len())];
        let at = mean.map(|mean| (mean + spread * rng.sample::<f64, _>(StandardNormal)) as f32);
        Point { at, class }
    }

    /// The first `count` points of `seed`.
    pub fn points(&self, seed: Seed, count: usize) -> Vec<Point> {
        (0..count as u64).map(|index| self.draw(seed, index)).collect()
    }
}

/// Names of the components of `class` (`class_0` or `class_1`) in `values`, in the order in which a mixture has them.
pub(crate) fn names<'a>(values: &'a Values, class: &'a str) -> impl Iterator<Item = &'a str> {
    values.iter().filter_map(move |(name, _)| {
        let (of, rest) = name.split_once('.')?;
        if of == class { rest.strip_suffix(".x") } else { None }
    })
}

fn components(values: &Values, class: &str) -> Result<Vec<Component>, SimulatorError> {
    let number = |name: &str, part: &str| {
        let name = format!("{class}.{name}.{part}");
        let value = values.number(&name).filter(|value| value.is_finite());
        value.ok_or_else(|| SimulatorError::Parameter { name, reason: "expected a finite number".into() })
    };
    let found = names(values, class)
        .map(|name| {
            let spread = number(name, "spread")?;
            if spread <= 0.0 {
                let name = format!("{class}.{name}.spread");
                let reason = format!("it is {spread}, expected a positive number");
                return Err(SimulatorError::Parameter { name, reason });
            }
            Ok(Component { mean: [number(name, "x")?, number(name, "y")?], spread })
        })
        .collect::<Result<Vec<_>, _>>()?;
    if found.is_empty() {
        let reason = "it has no component: expected parameters NAME.x, NAME.y and NAME.spread".into();
        return Err(SimulatorError::Parameter { name: class.into(), reason });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_name_the_components() {
        let real = Mixture::real();
        assert_eq!(Mixture::from_values(&real.to_values("real")).unwrap(), real);
        let mut values = real.to_values("real");
        values.insert("class_1.real_2.spread", Value::Number(0.0));
        let error = Mixture::from_values(&values).unwrap_err().to_string();
        assert_eq!(error, "parameter 'class_1.real_2.spread': it is 0, expected a positive number");
        let error = Mixture::from_values(&Values::new()).unwrap_err().to_string();
        assert!(error.starts_with("parameter 'class_0': it has no component"), "{error}");
    }

    #[test]
    fn points_have_the_mean_and_spread_of_their_component() {
        let one = |x, y, spread| vec![Component { mean: [x, y], spread }];
        let mixture = Mixture { classes: [one(2.0, -1.0, 0.5), one(0.0, 7.0, 2.0)] };
        let points = mixture.points(Seed::new(3), 4000);
        for (class, x, y, spread) in [(0, 2.0, -1.0, 0.5), (1, 0.0, 7.0, 2.0)] {
            let own: Vec<&Point> = points.iter().filter(|point| point.class == class).collect();
            assert_eq!(own.len(), 2000);
            for (axis, mean) in [x, y].into_iter().enumerate() {
                let values = || own.iter().map(|point| f64::from(point.at[axis]));
                let found = values().sum::<f64>() / 2000.0;
                let deviation = (values().map(|v| (v - found).powi(2)).sum::<f64>() / 2000.0).sqrt();
                // Five standard errors of a mean, and of a deviation, of 2000 draws.
                assert!((found - mean).abs() < 5.0 * spread / 2000.0_f64.sqrt(), "{found}");
                assert!((deviation - spread).abs() < 5.0 * spread / 4000.0_f64.sqrt(), "{deviation}");
            }
        }
    }
}
