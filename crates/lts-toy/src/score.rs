//! The score function of the mixtures: how the probability of a point changes with the parameters.
//!
//! A point x of a class has the density q(x) = mean over the class's Gaussians of N(x; m, s² 1). Let r be the share that
//! one of them has in it. Then d log q / d m = r (x - m) / s², and d log q / d s = r (|x - m|² / s³ - 2 / s), as the plane
//! has two dimensions. Which Gaussian a point came from is not looked at.

use lts_core::{ParameterSpace, SimulatorError, Values};

use crate::mixture::{Component, Mixture, PARTS, names};
use crate::point::Point;

/// The score function at certain values.
pub(crate) struct ScoreFunction {
    mixture: Mixture,
    /// Class, component and part of each number of a point of the space; none where the simulator reads no such number.
    places: Vec<Option<(u8, usize, usize)>>,
}

impl ScoreFunction {
    /// The one of the free parameters of `space`, at `values`.
    pub(crate) fn new(space: &ParameterSpace, values: &Values) -> Result<Self, SimulatorError> {
        let place = |name: &str| {
            let (class, rest) = name.split_once('.')?;
            let (component, part) = rest.rsplit_once('.')?;
            let number = ["class_0", "class_1"].iter().position(|one| *one == class)?;
            let component = names(values, class).position(|one| one == component)?;
            Some((number as u8, component, PARTS.iter().position(|one| *one == part)?))
        };
        let places = space.free().map(|parameter| place(&parameter.name)).collect();
        Ok(Self { mixture: Mixture::from_values(values)?, places })
    }

    /// One number for each number of a point of the space, in the inverse of its unit.
    pub(crate) fn at<'a>(&'a self, point: &Point) -> impl Iterator<Item = f64> + 'a {
        let (at, class) = (point.at.map(f64::from), point.class);
        let components = self.mixture.components(class);
        let square = |one: &Component| (at[0] - one.mean[0]).powi(2) + (at[1] - one.mean[1]).powi(2);
        let logs: Vec<f64> = components
            .iter()
            .map(|one| -square(one) / (2.0 * one.spread * one.spread) - 2.0 * one.spread.ln())
            .collect();
        let shares = lts_core::softmax(&logs);
        let parts: Vec<[f64; 3]> = components
            .iter()
            .zip(shares)
            .map(|(one, share)| {
                let Component { mean, spread } = one;
                let middle = |axis: usize| share * (at[axis] - mean[axis]) / (spread * spread);
                [middle(0), middle(1), share * (square(one) / spread.powi(3) - 2.0 / spread)]
            })
            .collect();
        self.places.iter().map(move |place| match place {
            Some((of, component, part)) if *of == class => parts[*component][*part],
            // A class says nothing about the parameters of the other one.
            _ => 0.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::ops::ControlFlow;
    use std::sync::Arc;

    use lts_core::{Sample, Seed, Simulator};

    use super::*;
    use crate::MixtureSimulator;

    fn log_density(mixture: &Mixture, point: &Point) -> f64 {
        let density = mixture.components(point.class).iter().map(|one| {
            let square: f64 =
                point.at.iter().zip(one.mean).map(|(at, mean)| (f64::from(*at) - mean).powi(2)).sum();
            (-square / (2.0 * one.spread.powi(2))).exp() / one.spread.powi(2)
        });
        density.sum::<f64>().ln()
    }

    #[test]
    fn it_is_the_slope_of_the_log_density() {
        let fixed = BTreeMap::from([(
            "class_0.a.y".to_string(),
            lts_core::Setting::Fixed(lts_core::Value::Number(0.5)),
        )]);
        let simulator = MixtureSimulator::new(&fixed).unwrap();
        let space = simulator.space();
        assert_eq!(space.dimension(), 11);
        let start = space.start();
        let function = ScoreFunction::new(space, &space.values(&start).unwrap()).unwrap();
        for class in [0, 1] {
            for at in [[0.3, -1.2], [4.0, 2.0], [-0.9, 0.1]] {
                let point = Point { at, class };
                let scores: Vec<f64> = function.at(&point).collect();
                for index in 0..11 {
                    let density = |change: f64| {
                        let mut moved = start.clone();
                        moved[index] += change;
                        log_density(&Mixture::from_values(&space.values(&moved).unwrap()).unwrap(), &point)
                    };
                    let slope = (density(1e-5) - density(-1e-5)) / 2e-5;
                    let label = &space.labels()[index];
                    assert!((slope - scores[index]).abs() < 1e-6, "{label}: {slope} {}", scores[index]);
                }
            }
        }
    }

    #[test]
    fn its_mean_over_samples_is_nothing() {
        let mut simulator = MixtureSimulator::new(&BTreeMap::new()).unwrap();
        let values = simulator.space().values(&simulator.space().start()).unwrap();
        let mut samples: Vec<Arc<Sample>> = Vec::new();
        simulator
            .generate(&values, 20_000, Seed::new(5), &mut |sample| {
                samples.push(Arc::new(sample));
                ControlFlow::Continue(())
            })
            .unwrap();
        let scores = simulator.score_function(&values, &samples).unwrap().unwrap();
        for index in 0..12 {
            let own = || scores.iter().skip(index).step_by(12);
            let mean = own().sum::<f64>() / 20_000.0;
            let deviation = (own().map(|score| score * score).sum::<f64>() / 20_000.0).sqrt();
            // Five standard errors.
            assert!(mean.abs() < 5.0 * deviation / 20_000.0_f64.sqrt(), "{index}: {mean} {deviation}");
        }
        assert_eq!(simulator.score_function(&values, &[]).unwrap(), Some(Vec::new()));
    }
}
