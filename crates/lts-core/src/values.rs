//! Values of parameters by name, in their units: what a simulator is given and what a run writes down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The value of one parameter: a number in its unit, or the logits of a categorical.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a number, or an array of logits")]
pub enum Value {
    /// A real, log-scale or integer parameter, in its unit.
    Number(f64),
    /// Unnormalised log-probabilities, one per option.
    Logits(Vec<f64>),
}

/// All parameters of a simulator, free and fixed, by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<String, Value>);

impl Values {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `name`.
    pub fn insert(&mut self, name: impl Into<String>, value: Value) {
        self.0.insert(name.into(), value);
    }

    /// The value of `name`, if it is there.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The number called `name`; `None` if it is absent or a categorical.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.0.get(name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The logits called `name`; `None` if absent or a number.
    pub fn logits(&self, name: &str) -> Option<&[f64]> {
        match self.0.get(name) {
            Some(Value::Logits(logits)) => Some(logits),
            _ => None,
        }
    }

    /// The probabilities of the categorical `name`: the softmax of its logits.
    pub fn probabilities(&self, name: &str) -> Option<Vec<f64>> {
        self.logits(name).map(softmax)
    }

    /// Names and values in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

/// The probabilities that belong to `logits` (softmax, shifted by the largest for stability).
pub fn softmax(logits: &[f64]) -> Vec<f64> {
    let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = logits.iter().map(|logit| (logit - largest).exp()).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softmax_is_shift_invariant_and_sums_to_one() {
        let a = softmax(&[1.0, 2.0, 3.0]);
        let b = softmax(&[1001.0, 1002.0, 1003.0]);
        assert!((a.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(a.iter().zip(&b).all(|(x, y)| (x - y).abs() < 1e-12));
    }

    #[test]
    fn json_is_plain() {
        let mut values = Values::new();
        values.insert("b", Value::Number(1.5));
        values.insert("a", Value::Logits(vec![0.0, 1.0]));
        assert_eq!(serde_json::to_string(&values).unwrap(), r#"{"a":[0.0,1.0],"b":1.5}"#);
    }
}
