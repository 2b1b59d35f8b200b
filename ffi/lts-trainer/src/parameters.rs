//! Parameters for people and for previews: their values now and recommended, and settings laid over a base.

use lts_core::{Kind, Parameter, ParameterSpace, Setting, SettingTable, Value, Values};
use lts_trainer_abi as abi;
use lts_trainer_abi::{Code, Declaration, Fault};

use crate::own_level::{kind_of, unfit};

/// All parameters with their values.
pub(crate) fn list(
    space: &ParameterSpace,
    now: Option<&Values>,
    recommended: Option<&Values>,
) -> Vec<abi::Parameter> {
    let numbers = |values: Option<&Values>, parameter: &Parameter| {
        let value = if parameter.fixed {
            Some(&parameter.start)
        } else {
            values.and_then(|v| v.get(&parameter.name))
        };
        value.map(shown).unwrap_or_default()
    };
    let one = |parameter: &Parameter| abi::Parameter {
        declaration: declaration(parameter),
        fixed: parameter.fixed,
        now: numbers(now, parameter),
        recommended: numbers(recommended, parameter),
    };
    space.parameters().iter().map(one).collect()
}

fn declaration(parameter: &Parameter) -> Declaration {
    let (low, high, options) = match &parameter.kind {
        Kind::Real { low, high } | Kind::LogReal { low, high } => (*low, *high, Vec::new()),
        Kind::Integer { low, high } => (*low as f64, *high as f64, Vec::new()),
        Kind::Logits { options } => (0.0, 1.0, options.clone()),
    };
    let (start, probabilities) = match &parameter.start {
        Value::Number(number) => (*number, Vec::new()),
        logits => (0.0, shown(logits)),
    };
    Declaration {
        name: parameter.name.clone(),
        unit: parameter.unit.clone(),
        description: parameter.description.clone(),
        kind: kind_of(&parameter.kind),
        low,
        high,
        start,
        options,
        probabilities,
    }
}

/// A number, or probabilities.
fn shown(value: &Value) -> Vec<f64> {
    match value {
        Value::Number(number) => vec![*number],
        Value::Logits(logits) => lts_core::softmax(logits),
    }
}

/// The values of `base`, or the start where it has none, with `settings` laid over them.
pub(crate) fn values(
    space: &ParameterSpace,
    base: Option<&Values>,
    settings: &[abi::Setting],
) -> Result<Values, Fault> {
    let mut changed = space.clone();
    for (name, value) in base.into_iter().flat_map(Values::iter) {
        changed.apply(name, &Setting::Fixed(value.clone())).map_err(unfit)?;
    }
    for abi::Setting { name, numbers } in settings {
        let categorical =
            space.parameter(name).is_some_and(|known| matches!(known.kind, Kind::Logits { .. }));
        let setting = match numbers.as_slice() {
            probabilities if categorical => {
                let probabilities = Some(probabilities.to_vec());
                Setting::Table(SettingTable { probabilities, ..SettingTable::default() })
            }
            [number] => Setting::Fixed(Value::Number(*number)),
            _ => {
                let reason = format!("parameter '{name}': it has {} numbers, expected one", numbers.len());
                return Err(Fault::new(Code::BadConfig, reason));
            }
        };
        changed.apply(name, &setting).map_err(unfit)?;
    }
    let mut values = Values::new();
    for parameter in changed.parameters() {
        values.insert(parameter.name.clone(), parameter.start.clone());
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(name: &str, numbers: &[f64]) -> abi::Setting {
        abi::Setting { name: name.into(), numbers: numbers.to_vec() }
    }

    #[test]
    fn settings_lie_over_the_base_and_the_base_over_the_start() {
        let space = lts_traffic::parameter_space();
        let mut base = Values::new();
        base.insert("cars.density", Value::Number(7.0));
        base.insert("cars.parked", Value::Number(0.5));
        let settings = [setting("cars.parked", &[0.9]), setting("weather", &[0.0, 0.0, 0.0, 1.0])];
        let values = values(&space, Some(&base), &settings).unwrap();
        assert_eq!(values.number("cars.density"), Some(7.0));
        assert_eq!(values.number("cars.parked"), Some(0.9));
        assert_eq!(values.number("road.length"), Some(60.0));
        assert!(values.probabilities("weather").unwrap()[3] > 0.99);
    }

    #[test]
    fn settings_that_do_not_fit_are_named() {
        let space = lts_traffic::parameter_space();
        let message = |one: abi::Setting| values(&space, None, &[one]).unwrap_err().message;
        assert!(message(setting("car.density", &[1.0])).contains("did you mean 'cars.density'?"));
        assert!(message(setting("cars.parked", &[1.0, 2.0])).contains("expected one"));
        assert!(message(setting("cars.parked", &[2.0])).contains("outside"));
        assert!(message(setting("weather", &[1.0])).contains("probabilities"));
    }

    #[test]
    fn categoricals_are_listed_as_probabilities() {
        let list = list(&lts_traffic::parameter_space(), None, None);
        let weather = list.iter().find(|one| one.declaration.name == "weather").unwrap();
        assert_eq!(weather.declaration.probabilities, [0.25; 4]);
        assert!(weather.now.is_empty() && !weather.fixed);
        let height = list.iter().find(|one| one.declaration.name == "camera.height").unwrap();
        assert!(height.fixed && height.now == [1.65]);
    }
}
