//! The built-in random search as a plugin: what the way through the ABI costs is the difference.

use lts_core::{Kind, Outcome, Parameter, ParameterSpace, Seed, Value};
use lts_plugin_sdk::{Description, Error, Evaluation, Host, NoSettings, Policy, Space};
use lts_policy::{PolicySettings, RandomSearchSettings};

pub(crate) struct BuiltIn(Box<dyn lts_core::Policy>);

impl Policy for BuiltIn {
    const DESCRIPTION: Description = Description {
        id: "test.built-in",
        name: "Built-in",
        version: "1.0.0",
        description: "The built-in random search, for real parameters.",
    };
    type Settings = NoSettings;

    fn new(space: Space, seed: u64, _: NoSettings, _: Host) -> Result<Self, Error> {
        let parameters = space.dimensions.iter().map(|dimension| Parameter {
            name: dimension.label.clone(),
            unit: dimension.unit.clone(),
            description: String::new(),
            kind: Kind::Real { low: dimension.low, high: dimension.high },
            start: Value::Number(dimension.start),
            fixed: false,
        });
        let error = |error: &dyn std::fmt::Display| Error::config(error.to_string());
        let space = ParameterSpace::new(parameters.collect()).map_err(|cause| error(&cause))?;
        let settings = PolicySettings::RandomSearch(RandomSearchSettings::default());
        Ok(Self(lts_policy::build(&settings, &space, Seed::new(seed)).map_err(|cause| error(&cause))?))
    }

    fn ask(&mut self, number: u64, point: &mut [f64]) -> Result<(), Error> {
        for candidate in self.0.ask(number, 1).map_err(|error| Error::new(error.to_string()))? {
            point.copy_from_slice(&candidate.point);
        }
        Ok(())
    }

    fn tell(&mut self, evaluations: &[Evaluation<'_>]) -> Result<(), Error> {
        let outcome = |one: &Evaluation<'_>| lts_core::Evaluation {
            candidate: one.candidate,
            outcome: match one.reward {
                Some(reward) => Outcome::Scored { reward, metrics: Default::default() },
                None => Outcome::Failed { reason: one.reason.into() },
            },
        };
        let told = match evaluations {
            [one] => self.0.tell(&[outcome(one)]),
            all => self.0.tell(&all.iter().map(outcome).collect::<Vec<_>>()),
        };
        told.map_err(|error| Error::new(error.to_string()))
    }

    fn recommend(&self, point: &mut [f64]) -> Result<(), Error> {
        point.copy_from_slice(&self.0.recommend().map_err(|error| Error::new(error.to_string()))?);
        Ok(())
    }

    fn save(&self) -> Result<Vec<u8>, Error> {
        self.0.save().map(String::into_bytes).map_err(|error| Error::new(error.to_string()))
    }

    fn load(&mut self, state: &[u8]) -> Result<(), Error> {
        let text = std::str::from_utf8(state).map_err(|error| Error::state(error.to_string()))?;
        self.0.load(text).map_err(|error| Error::state(error.to_string()))
    }
}
