//! Fixed parameters: every candidate is the same given point. The line that learning is compared with.

use lts_core::{Candidate, Evaluation, ParameterSpace, Policy, PolicyError, Setting};

use crate::outstanding::{Outstanding, load, save};
use crate::settings::FixedSettings;

pub(crate) struct Fixed {
    labels: Vec<String>,
    point: Vec<f64>,
    outstanding: Outstanding<()>,
}

impl Fixed {
    pub(crate) fn new(settings: &FixedSettings, space: ParameterSpace) -> Result<Self, PolicyError> {
        let error = |reason: String| PolicyError::Setting { key: "parameters".into(), reason };
        if settings.from_run.is_some() {
            let (key, reason) =
                ("from_run".into(), "a run is read for traffic scenes alone; give policy.parameters".into());
            return Err(PolicyError::Setting { key, reason });
        }
        let mut given = space.clone();
        for (name, setting) in &settings.parameters {
            if let Some(parameter) = space.parameter(name).filter(|parameter| parameter.fixed) {
                // Values of a whole run name what its experiment fixed as well: the same value is no contradiction.
                if matches!(setting, Setting::Fixed(value) if *value == parameter.start) {
                    continue;
                }
                return Err(error(format!(
                    "parameter '{name}': the experiment fixes it in simulator.parameters, at another value"
                )));
            }
            given.apply(name, setting).map_err(|cause| error(cause.to_string()))?;
        }
        let values = given.values(&given.start()).map_err(|cause| error(cause.to_string()))?;
        let point = space.point(&values).map_err(|cause| error(cause.to_string()))?;
        Ok(Self { labels: space.labels(), point, outstanding: Outstanding::default() })
    }
}

impl Policy for Fixed {
    fn kind(&self) -> &str {
        "fixed"
    }

    fn ask(&mut self, first: u64, count: usize) -> Result<Vec<Candidate>, PolicyError> {
        let numbers = first..first + count as u64;
        Ok(numbers
            .map(|number| {
                self.outstanding.insert(number, ());
                Candidate { number, point: self.point.clone() }
            })
            .collect())
    }

    fn tell(&mut self, evaluations: &[Evaluation]) -> Result<(), PolicyError> {
        self.outstanding.take(evaluations).map(|_| ())
    }

    fn recommend(&self) -> Result<Vec<f64>, PolicyError> {
        Ok(self.point.clone())
    }

    fn save(&self) -> Result<String, PolicyError> {
        Ok(save(self.kind(), self.labels.clone(), &self.outstanding))
    }

    fn load(&mut self, state: &str) -> Result<(), PolicyError> {
        self.outstanding = load(self.kind(), &self.labels, state)?;
        Ok(())
    }
}
