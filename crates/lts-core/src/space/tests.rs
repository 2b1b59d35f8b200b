//! Tests of the parameter space, and a space of every kind that other tests use.

use super::*;
use crate::Seed;

fn parameter(name: &str, kind: Kind, start: Value) -> Parameter {
    Parameter {
        name: name.into(),
        unit: String::new(),
        description: String::new(),
        kind,
        start,
        fixed: false,
    }
}

fn space() -> ParameterSpace {
    ParameterSpace::new(vec![
        parameter("length", Kind::Real { low: -1.0, high: 3.0 }, Value::Number(0.5)),
        parameter("rate", Kind::LogReal { low: 0.01, high: 10.0 }, Value::Number(0.1)),
        parameter("count", Kind::Integer { low: 0, high: 7 }, Value::Number(2.0)),
        parameter(
            "weather",
            Kind::Logits { options: vec!["sun".into(), "rain".into()] },
            Value::Logits(vec![0.0, 0.0]),
        ),
    ])
    .unwrap()
}

#[test]
fn flat_points_and_named_values_convert_both_ways() {
    let space = space();
    let values = space.values(&space.start()).unwrap();
    assert_eq!(space.point(&values).unwrap(), space.start());
    assert_eq!(space.labels(), ["length", "rate", "count", "weather.sun", "weather.rain"]);
}

#[test]
fn a_fixed_parameter_leaves_the_point_and_stays_in_the_values() {
    let mut space = space();
    space.apply("rate", &Setting::Fixed(Value::Number(1.0))).unwrap();
    assert_eq!(space.dimension(), 4);
    assert_eq!(space.values(&space.start()).unwrap().number("rate"), Some(1.0));
}

#[test]
fn bad_settings_say_what_was_expected() {
    let mut space = space();
    let unknown = space.apply("wether", &Setting::Fixed(Value::Number(1.0))).unwrap_err().to_string();
    assert_eq!(unknown, "parameter 'wether': the simulator has no such parameter; did you mean 'weather'?");
    let kind = space.apply("weather", &Setting::Fixed(Value::Number(1.0))).unwrap_err().to_string();
    assert_eq!(kind, "parameter 'weather': expected an array of 2 logits");
    let outside = space.apply("count", &Setting::Fixed(Value::Number(8.0))).unwrap_err().to_string();
    assert_eq!(outside, "parameter 'count': 8 is not a whole number in 0..7");
    let table = SettingTable { low: Some(4.0), ..SettingTable::default() };
    assert!(space.apply("length", &Setting::Table(table)).is_err());
}

#[test]
fn probabilities_become_logits() {
    let mut space = space();
    let table = SettingTable { probabilities: Some(vec![0.25, 0.75]), ..SettingTable::default() };
    space.apply("weather", &Setting::Table(table)).unwrap();
    let values = space.values(&space.start()).unwrap();
    let probabilities = values.probabilities("weather").unwrap();
    assert!((probabilities[1] - 0.75).abs() < 1e-9);
}

#[test]
fn random_points_are_inside_the_bounds() {
    let space = space();
    for index in 0..200 {
        let point = space.sample(&mut Seed::new(1).index(index).rng());
        space.values(&point).unwrap();
    }
}
