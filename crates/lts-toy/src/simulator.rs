//! The simulator: two Gaussians for each of two classes, whose means and spreads are its parameters.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use lts_core::{
    Class, ClassMap, Kind, Parameter, ParameterSpace, Sample, Seed, Setting, Simulator, SimulatorError,
    Value, Values,
};

use crate::mixture::Mixture;
use crate::point::Point;
use crate::score::ScoreFunction;

/// Makes labelled points.
pub struct MixtureSimulator {
    space: ParameterSpace,
    classes: ClassMap,
}

/// Where means may lie: the real points are within 8 of the middle.
const FARTHEST: f64 = 10.0;

impl MixtureSimulator {
    /// A simulator whose parameters differ from its own by `parameters`.
    ///
    /// # Errors
    /// Names the first parameter that does not fit.
    pub fn new(parameters: &BTreeMap<String, Setting>) -> Result<Self, SimulatorError> {
        let fail = |name: String, reason: String| SimulatorError::Parameter { name, reason };
        let mut space = ParameterSpace::new(own()).map_err(|error| fail(error.name, error.reason))?;
        for (name, setting) in parameters {
            space.apply(name, setting).map_err(|error| fail(error.name, error.reason))?;
        }
        let class =
            |id: u8, color| Class { id, name: format!("class_{id}"), color, ignore: false, merge_into: None };
        let ignored = Class { ignore: true, name: "none".into(), ..class(2, [0; 3]) };
        let classes = vec![class(0, [0, 114, 178]), class(1, [213, 94, 0]), ignored];
        let classes = ClassMap::new(classes).map_err(|error| fail("classes".into(), error.to_string()))?;
        Ok(Self { space, classes })
    }
}

/// The components start near each other in the middle, where all points overlap.
fn own() -> Vec<Parameter> {
    let starts = [
        ("class_0", "a", -1.0, 0.0),
        ("class_0", "b", 1.0, 0.0),
        ("class_1", "a", 0.0, 1.0),
        ("class_1", "b", 0.0, -1.0),
    ];
    let place = Kind::Real { low: -FARTHEST, high: FARTHEST };
    let spread = Kind::LogReal { low: 0.2, high: 5.0 };
    starts
        .into_iter()
        .flat_map(|(class, name, x, y)| {
            let parameter = |part: &str, kind: &Kind, start, description: &str| Parameter {
                name: format!("{class}.{name}.{part}"),
                unit: String::new(),
                description: format!("{description} of Gaussian {name} of {class}"),
                kind: kind.clone(),
                start: Value::Number(start),
                fixed: false,
            };
            [
                parameter("x", &place, x, "horizontal middle"),
                parameter("y", &place, y, "vertical middle"),
                parameter("spread", &spread, 1.0, "standard deviation"),
            ]
        })
        .collect()
}

impl Simulator for MixtureSimulator {
    fn space(&self) -> &ParameterSpace {
        &self.space
    }

    fn classes(&self) -> &ClassMap {
        &self.classes
    }

    fn count_names(&self) -> &[String] {
        &[]
    }

    fn generate(
        &mut self,
        values: &Values,
        images: usize,
        seed: Seed,
        deliver: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<(), SimulatorError> {
        let mixture = Mixture::from_values(values)?;
        for index in 0..images as u64 {
            if deliver(mixture.draw(seed, index).into()).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn score_function(
        &self,
        values: &Values,
        samples: &[Arc<Sample>],
    ) -> Result<Option<Vec<f64>>, SimulatorError> {
        let function = ScoreFunction::new(&self.space, values)?;
        let mut scores = Vec::with_capacity(samples.len() * self.space.dimension());
        for sample in samples {
            let point = Point::try_from(sample.as_ref()).map_err(|reason| SimulatorError::Parameter {
                name: "(sample)".into(),
                reason: reason.into(),
            })?;
            scores.extend(function.at(&point));
        }
        Ok(Some(scores))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_depend_on_their_own_seed_and_the_values_alone() {
        let mut simulator = MixtureSimulator::new(&BTreeMap::new()).unwrap();
        let values = simulator.space().values(&simulator.space().start()).unwrap();
        let mut all = Vec::new();
        simulator
            .generate(&values, 20, Seed::new(1), &mut |sample| {
                all.push(sample);
                ControlFlow::Continue(())
            })
            .unwrap();
        let mut few = Vec::new();
        simulator
            .generate(&values, 20, Seed::new(1), &mut |sample| {
                few.push(sample);
                if few.len() == 7 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
            .unwrap();
        assert_eq!((all.len(), few.as_slice()), (20, &all[..7]));
        assert_eq!(Point::try_from(&all[3]).unwrap().class, 1);
        assert_eq!(simulator.space().dimension(), 12);
    }
}
