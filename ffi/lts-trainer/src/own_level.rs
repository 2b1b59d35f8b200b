//! A level of the host's own: parameters and classes that it declares, and what one image of it is made from.

use lts_core::{
    Class, ClassMap, Kind, Parameter, ParameterSpace, Seed, Setting, SettingTable, Value, Values,
};
use lts_trainer_abi as abi;
use lts_trainer_abi::{Code, Declaration, Fault};
use rand::RngExt;

/// The space of the declared parameters.
pub(crate) fn space(declared: &[Declaration]) -> Result<ParameterSpace, Fault> {
    let parameters = declared.iter().map(parameter).collect::<Result<_, _>>()?;
    let mut space = ParameterSpace::new(parameters).map_err(unfit)?;
    for one in declared.iter().filter(|one| !one.probabilities.is_empty()) {
        let table =
            SettingTable { probabilities: Some(one.probabilities.clone()), ..SettingTable::default() };
        space.apply(&one.name, &Setting::Table(table)).map_err(unfit)?;
    }
    Ok(space)
}

fn parameter(declared: &Declaration) -> Result<Parameter, Fault> {
    let Declaration { name, unit, description, low, high, start, options, .. } = declared;
    let plain = |character: char| character.is_ascii_alphanumeric() || "_.".contains(character);
    if name.is_empty() || !name.chars().all(plain) {
        let reason = format!("parameter '{name}': expected a name of letters, digits, '_' and '.'");
        return Err(Fault::new(Code::BadConfig, reason));
    }
    let (low, high) = (*low, *high);
    let kind = match declared.kind {
        abi::Kind::Real => Kind::Real { low, high },
        abi::Kind::LogReal => Kind::LogReal { low, high },
        abi::Kind::Integer => Kind::Integer { low: low.round() as i64, high: high.round() as i64 },
        abi::Kind::Categorical => Kind::Logits { options: options.clone() },
    };
    let start = match declared.kind {
        abi::Kind::Categorical => Value::Logits(vec![0.0; options.len()]),
        _ => Value::Number(*start),
    };
    Ok(Parameter {
        name: name.clone(),
        unit: unit.clone(),
        description: description.clone(),
        kind,
        start,
        fixed: false,
    })
}

/// The class map of the declared classes; the traffic classes if there are none.
pub(crate) fn classes(declared: &[abi::Class]) -> Result<ClassMap, Fault> {
    if declared.is_empty() {
        return Ok(ClassMap::traffic());
    }
    let class = |class: &abi::Class| Class {
        id: class.id,
        name: class.name.clone(),
        color: class.color,
        ignore: class.ignored,
        merge_into: None,
    };
    ClassMap::new(declared.iter().map(class).collect())
        .map_err(|error| Fault::new(Code::BadConfig, format!("the level's classes: {error}")))
}

/// The values of one image: numbers as they are, and of each categorical an option, drawn by `seed`.
pub(crate) fn values(space: &ParameterSpace, values: &Values, seed: Seed) -> Vec<abi::Value> {
    let one = |parameter: &Parameter| {
        let name = parameter.name.clone();
        match (&parameter.kind, values.get(&name)?) {
            (Kind::Logits { options }, Value::Logits(logits)) => {
                let probabilities = lts_core::softmax(logits);
                let draw: f64 = seed.name("option").name(&name).rng().random();
                let index = drawn(&probabilities, draw);
                let option = options.get(index).cloned().unwrap_or_default();
                let kind = abi::Kind::Categorical;
                Some(abi::Value { name, kind, number: index as f64, option, probabilities })
            }
            (kind, Value::Number(number)) => Some(abi::Value {
                name,
                kind: kind_of(kind),
                number: *number,
                option: String::new(),
                probabilities: Vec::new(),
            }),
            _ => None,
        }
    };
    space.parameters().iter().filter_map(one).collect()
}

/// The index in which `draw`, of 0..1, falls.
fn drawn(probabilities: &[f64], draw: f64) -> usize {
    let mut sum = 0.0;
    let falls = probabilities.iter().position(|probability| {
        sum += probability;
        draw < sum
    });
    // Rounding can leave the sum a little below 1.
    falls.unwrap_or(probabilities.len().saturating_sub(1))
}

/// The table's name of a kind.
pub(crate) fn kind_of(kind: &Kind) -> abi::Kind {
    match kind {
        Kind::Real { .. } => abi::Kind::Real,
        Kind::LogReal { .. } => abi::Kind::LogReal,
        Kind::Integer { .. } => abi::Kind::Integer,
        Kind::Logits { .. } => abi::Kind::Categorical,
    }
}

/// A parameter that does not fit.
pub(crate) fn unfit(error: impl std::fmt::Display) -> Fault {
    Fault::new(Code::BadConfig, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(name: &str, kind: abi::Kind) -> Declaration {
        Declaration { name: name.into(), kind, low: 1.0, high: 9.0, start: 3.0, ..Declaration::default() }
    }

    #[test]
    fn options_are_drawn_with_their_probabilities() {
        let mut time = declared("time", abi::Kind::Categorical);
        time.options = vec!["day".into(), "night".into()];
        time.probabilities = vec![0.8, 0.2];
        let space = space(&[declared("fog", abi::Kind::LogReal), time]).unwrap();
        let start = space.values(&space.start()).unwrap();
        let nights = (0..2000).filter(|index| {
            let image = values(&space, &start, Seed::new(5).index(*index));
            assert_eq!((image[0].name.as_str(), image[0].number), ("fog", 3.0));
            image[1].option == "night"
        });
        let share = nights.count() as f64 / 2000.0;
        assert!((share - 0.2).abs() < 0.03, "{share}");
        assert_eq!(drawn(&[0.5, 0.4999], 0.999_999), 1, "rounding does not leave the list");
    }

    #[test]
    fn declarations_that_do_not_fit_are_named() {
        let message = |declared: Declaration| space(&[declared]).unwrap_err().message;
        assert!(message(declared("fog density", abi::Kind::Real)).starts_with("parameter 'fog density'"));
        let low = Declaration { start: 0.5, ..declared("fog", abi::Kind::Real) };
        assert_eq!(message(low), "parameter 'fog': 0.5 is outside 1..9");
        assert!(message(declared("time", abi::Kind::Categorical)).contains("at least two options"));
    }
}
