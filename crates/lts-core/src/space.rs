//! The parameter space: names, units, kinds, bounds, starts, and which parameters an experiment fixes.

use rand::RngExt;
use serde::{Deserialize, Serialize};

use crate::{Rng, Value, Values};

/// What values a parameter takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Kind {
    /// A real number in `low..=high`.
    Real {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// A positive number in `low..=high` that is learned on a logarithmic scale.
    LogReal {
        /// Smallest value, above 0.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// A whole number in `low..=high`.
    Integer {
        /// Smallest value.
        low: i64,
        /// Largest value.
        high: i64,
    },
    /// Unbounded logits of a categorical distribution; the simulator draws an option for each scene.
    Logits {
        /// Names of the options.
        options: Vec<String>,
    },
}

/// One parameter of a simulator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Dotted name, e.g. `cars.density`.
    pub name: String,
    /// Unit for people, e.g. `m`; empty for a plain number.
    pub unit: String,
    /// One sentence for people.
    pub description: String,
    /// What values it takes.
    #[serde(flatten)]
    pub kind: Kind,
    /// The value at the start, or for ever if `fixed`.
    pub start: Value,
    /// A fixed parameter is not part of psi.
    pub fixed: bool,
}

/// What an experiment says about one parameter: a bare number or array fixes it, a table adjusts it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a number, an array of logits, or a table of start or probabilities, low, high, fixed"
)]
pub enum Setting {
    /// Fixed at this value.
    Fixed(Value),
    /// Changed start, bounds or fixedness.
    Table(SettingTable),
}

/// The table form of a [`Setting`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingTable {
    /// Start value (a number, or logits).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Value>,
    /// Start of a categorical as probabilities, one per option.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probabilities: Option<Vec<f64>>,
    /// Smallest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Largest value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Whether the parameter is kept at its start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<bool>,
}

/// A parameter setting that does not fit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("parameter '{name}': {reason}")]
pub struct SpaceError {
    /// The parameter.
    pub name: String,
    /// What is wrong, what was expected.
    pub reason: String,
}

/// All parameters of a simulator, in a fixed order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParameterSpace {
    parameters: Vec<Parameter>,
}

/// Logits of probabilities are cut here, so that a probability of 0 stays learnable.
const SMALLEST_PROBABILITY: f64 = 1e-4;

impl ParameterSpace {
    /// A space of `parameters`.
    ///
    /// # Errors
    /// If bounds, starts or names do not fit together.
    pub fn new(parameters: Vec<Parameter>) -> Result<Self, SpaceError> {
        for (index, parameter) in parameters.iter().enumerate() {
            parameter.check()?;
            if parameters[..index].iter().any(|earlier| earlier.name == parameter.name) {
                return Err(parameter.error("the name is used twice"));
            }
        }
        Ok(Self { parameters })
    }

    /// All parameters, fixed ones included.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// The parameters that are learned, in order.
    pub fn free(&self) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(|parameter| !parameter.fixed)
    }

    /// The names of the parameters that are learned, with commas between them.
    pub fn free_names(&self) -> String {
        self.free().map(|parameter| parameter.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The parameter called `name`.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// Length of a flat point: one number per free parameter, one per option of a free categorical.
    pub fn dimension(&self) -> usize {
        self.free().map(Parameter::width).sum()
    }

    /// A name for each number of a flat point, e.g. `road.length`, `weather.clear_noon`.
    pub fn labels(&self) -> Vec<String> {
        self.free()
            .flat_map(|parameter| match &parameter.kind {
                Kind::Logits { options } => {
                    options.iter().map(|option| format!("{}.{option}", parameter.name)).collect()
                }
                _ => vec![parameter.name.clone()],
            })
            .collect()
    }

    /// Applies what an experiment says about parameter `name`.
    ///
    /// # Errors
    /// If there is no such parameter (the nearest name is suggested) or the setting does not fit its kind.
    pub fn apply(&mut self, name: &str, setting: &Setting) -> Result<(), SpaceError> {
        let Some(index) = self.parameters.iter().position(|parameter| parameter.name == name) else {
            let nearest = self
                .parameters
                .iter()
                .max_by(|a, b| strsim::jaro(&a.name, name).total_cmp(&strsim::jaro(&b.name, name)))
                .map(|parameter| format!("; did you mean '{}'?", parameter.name))
                .unwrap_or_default();
            return Err(SpaceError {
                name: name.into(),
                reason: format!("the simulator has no such parameter{nearest}"),
            });
        };
        let mut parameter = self.parameters[index].clone();
        parameter.apply(setting)?;
        parameter.check()?;
        self.parameters[index] = parameter;
        Ok(())
    }

    /// The start of every free parameter, flat.
    pub fn start(&self) -> Vec<f64> {
        self.free()
            .flat_map(|parameter| match &parameter.start {
                Value::Number(number) => vec![*number],
                Value::Logits(logits) => logits.clone(),
            })
            .collect()
    }

    /// The named values that belong to the flat `point`, fixed parameters included.
    ///
    /// # Errors
    /// If the point has another length, is not finite, or leaves the bounds.
    pub fn values(&self, point: &[f64]) -> Result<Values, SpaceError> {
        if point.len() != self.dimension() {
            return Err(SpaceError {
                name: "(point)".into(),
                reason: format!("it has {} numbers, expected {}", point.len(), self.dimension()),
            });
        }
        let mut rest = point;
        let mut values = Values::new();
        for parameter in &self.parameters {
            let value = if parameter.fixed {
                parameter.start.clone()
            } else {
                let (own, others) = rest.split_at(parameter.width());
                rest = others;
                match parameter.kind {
                    Kind::Logits { .. } => Value::Logits(own.to_vec()),
                    _ => Value::Number(own[0]),
                }
            };
            parameter.check_value(&value)?;
            values.insert(parameter.name.clone(), value);
        }
        Ok(values)
    }

    /// The flat point of named values; the values of fixed parameters are not looked at.
    ///
    /// # Errors
    /// If a free parameter is missing or does not fit.
    pub fn point(&self, values: &Values) -> Result<Vec<f64>, SpaceError> {
        let mut point = Vec::with_capacity(self.dimension());
        for parameter in self.free() {
            let value = values.get(&parameter.name).ok_or_else(|| parameter.error("it has no value"))?;
            parameter.check_value(value)?;
            match value {
                Value::Number(number) => point.push(*number),
                Value::Logits(logits) => point.extend(logits),
            }
        }
        Ok(point)
    }

    /// A point drawn without knowledge: uniform between bounds (on the log scale for log-scale parameters), and
    /// uniform on the simplex of probabilities for categoricals (a flat Dirichlet distribution).
    pub fn sample(&self, rng: &mut Rng) -> Vec<f64> {
        let mut point = Vec::with_capacity(self.dimension());
        for parameter in self.free() {
            match &parameter.kind {
                Kind::Real { low, high } => point.push(low + (high - low) * rng.random::<f64>()),
                Kind::LogReal { low, high } => {
                    point.push(
                        (low.ln() + (high.ln() - low.ln()) * rng.random::<f64>()).exp().clamp(*low, *high),
                    );
                }
                Kind::Integer { low, high } => point.push(rng.random_range(*low..=*high) as f64),
                Kind::Logits { options } => {
                    // Normalised exponentials are a flat Dirichlet draw.
                    let draws: Vec<f64> = options.iter().map(|_| -(1.0 - rng.random::<f64>()).ln()).collect();
                    let sum: f64 = draws.iter().sum();
                    point.extend(draws.iter().map(|draw| (draw / sum).max(SMALLEST_PROBABILITY).ln()));
                }
            }
        }
        point
    }
}

impl Parameter {
    /// How many numbers it takes in a flat point.
    pub fn width(&self) -> usize {
        match &self.kind {
            Kind::Logits { options } => options.len(),
            _ => 1,
        }
    }

    fn error(&self, reason: impl Into<String>) -> SpaceError {
        SpaceError { name: self.name.clone(), reason: reason.into() }
    }

    fn apply(&mut self, setting: &Setting) -> Result<(), SpaceError> {
        let table = match setting {
            Setting::Fixed(value) => {
                SettingTable { start: Some(value.clone()), fixed: Some(true), ..SettingTable::default() }
            }
            Setting::Table(table) => table.clone(),
        };
        if let Some(start) = table.start {
            self.start = start;
        }
        if let Some(fixed) = table.fixed {
            self.fixed = fixed;
        }
        match &mut self.kind {
            Kind::Real { low, high } | Kind::LogReal { low, high } => {
                *low = table.low.unwrap_or(*low);
                *high = table.high.unwrap_or(*high);
            }
            Kind::Integer { low, high } => {
                let whole = |bound: f64| bound.fract() == 0.0 && bound.abs() < 1e15;
                *low = table.low.filter(|low| whole(*low)).map_or(*low, |low| low as i64);
                *high = table.high.filter(|high| whole(*high)).map_or(*high, |high| high as i64);
                if let Some(bound) =
                    [table.low, table.high].into_iter().flatten().find(|bound| !whole(*bound))
                {
                    return Err(self.error(format!("the bound {bound} is not a whole number")));
                }
            }
            Kind::Logits { options } => {
                if table.low.is_some() || table.high.is_some() {
                    return Err(self.error("a categorical has no bounds: set 'start' or 'probabilities'"));
                }
                if let Some(probabilities) = &table.probabilities {
                    let sum: f64 = probabilities.iter().sum();
                    let valid = probabilities.len() == options.len()
                        && probabilities.iter().all(|p| (0.0..=1.0).contains(p))
                        && (sum - 1.0).abs() < 1e-3;
                    if !valid {
                        let reason = format!(
                            "'probabilities' must be {} numbers from 0 to 1 with sum 1 ({})",
                            options.len(),
                            options.join(", ")
                        );
                        return Err(self.error(reason));
                    }
                    self.start = Value::Logits(
                        probabilities.iter().map(|p| p.max(SMALLEST_PROBABILITY).ln()).collect(),
                    );
                }
                return Ok(());
            }
        }
        if table.probabilities.is_some() {
            return Err(self.error("'probabilities' is for categoricals: set 'start'"));
        }
        Ok(())
    }

    fn check(&self) -> Result<(), SpaceError> {
        let ordered = match &self.kind {
            Kind::Real { low, high } => low < high && low.is_finite() && high.is_finite(),
            Kind::LogReal { low, high } => low < high && *low > 0.0 && high.is_finite(),
            Kind::Integer { low, high } => low < high,
            Kind::Logits { options } => options.len() > 1,
        };
        if !ordered {
            return Err(self.error(match self.kind {
                Kind::LogReal { .. } => "a log-scale parameter needs finite bounds with 0 < low < high",
                Kind::Logits { .. } => "a categorical needs at least two options",
                _ => "it needs finite bounds with low < high",
            }));
        }
        self.check_value(&self.start)
    }

    fn check_value(&self, value: &Value) -> Result<(), SpaceError> {
        match (&self.kind, value) {
            (Kind::Real { low, high } | Kind::LogReal { low, high }, Value::Number(number)) => {
                if !(low..=high).contains(&number) {
                    return Err(
                        self.error(format!("{number} is outside {low}..{high} {}", self.unit).trim_end())
                    );
                }
            }
            (Kind::Integer { low, high }, Value::Number(number)) => {
                if number.fract() != 0.0 || !(*low as f64..=*high as f64).contains(number) {
                    return Err(self.error(format!("{number} is not a whole number in {low}..{high}")));
                }
            }
            (Kind::Logits { options }, Value::Logits(logits)) => {
                if logits.len() != options.len() || logits.iter().any(|logit| !logit.is_finite()) {
                    let reason =
                        format!("expected {} finite logits, for {}", options.len(), options.join(", "));
                    return Err(self.error(reason));
                }
            }
            (Kind::Logits { options }, Value::Number(_)) => {
                return Err(self.error(format!("expected an array of {} logits", options.len())));
            }
            (_, Value::Logits(_)) => return Err(self.error("expected one number")),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
