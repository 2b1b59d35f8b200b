//! The parameters of the generator: their space, and their values as one struct.

use std::sync::Arc;

use lts_core::{Kind, Parameter, ParameterSpace, SimulatorError, Value, Values};

/// The five types of car, in the order of the logits of `cars.type` and of the counts.
pub const CAR_TYPES: [&str; 5] = ["hatchback", "sedan", "suv", "van", "pickup"];
/// Options of `cars.color`.
pub const CAR_COLORS: [&str; 8] = ["white", "silver", "grey", "black", "blue", "red", "green", "beige"];
/// Options of `weather`.
pub const WEATHERS: [&str; 4] = ["clear_noon", "clear_sunset", "rain_noon", "rain_sunset"];
/// Options of `intersection.kind`.
pub const INTERSECTIONS: [&str; 4] = ["x", "t", "l", "none"];

/// All parameters with their default ranges and starts.
pub fn parameter_space() -> ParameterSpace {
    let parameter = |name: &str, unit: &str, description: &str, kind, start| Parameter {
        name: name.into(),
        unit: unit.into(),
        description: description.into(),
        kind,
        start,
        fixed: false,
    };
    let real = |name, unit, description, low, high, start| {
        parameter(name, unit, description, Kind::Real { low, high }, Value::Number(start))
    };
    let logits = |name, description, options: &[&str], start: Vec<f64>| {
        let options = options.iter().map(ToString::to_string).collect();
        parameter(name, "logits", description, Kind::Logits { options }, Value::Logits(start))
    };
    let fixed = |parameter: Parameter| Parameter { fixed: true, ..parameter };
    // Real streets are mostly white, grey and black: that is where the palette starts.
    let palette = vec![0.8, 0.6, 0.6, 0.6, -0.4, -0.4, -1.2, -1.0];
    let parameters = vec![
        real("road.length", "m", "distance from the camera to the intersection", 20.0, 120.0, 60.0),
        logits("road.lanes", "lanes per direction", &["one", "two"], vec![0.0; 2]),
        logits("intersection.kind", "how the road ends", &INTERSECTIONS, vec![0.0; 4]),
        real("buildings.density", "per 100 m and side", "buildings along the road", 0.0, 12.0, 6.0),
        real("buildings.setback", "m", "from the pavement to the facades", 2.0, 15.0, 5.0),
        real("vegetation.density", "per 100 m and side", "trees, bushes and hedges", 0.0, 20.0, 6.0),
        real("street_furniture.density", "per 100 m and side", "poles, lamps and signs", 0.0, 10.0, 3.0),
        real("cars.density", "per 100 m and lane", "driving cars", 0.0, 12.0, 4.0),
        real("cars.parked", "share of the kerb", "kerb taken by parked cars", 0.0, 1.0, 0.3),
        logits("cars.type", "type of each car", &CAR_TYPES, vec![0.0; 5]),
        logits("cars.color", "colour of each car", &CAR_COLORS, palette),
        logits("weather", "light and rain", &WEATHERS, vec![0.0; 4]),
        real(
            "light.sun_azimuth_spread",
            "rad",
            "deviation of the sun's direction around south",
            0.0,
            3.0,
            1.0,
        ),
        real("light.exposure_spread", "stops", "deviation of the camera's exposure", 0.0, 1.0, 0.25),
        fixed(real("camera.height", "m", "height of the camera above the road", 1.0, 3.0, 1.65)),
        fixed(real("camera.pitch", "rad", "upward pitch of the camera", -0.3, 0.3, 0.0)),
    ];
    #[expect(clippy::expect_used, reason = "the table above is part of the program and a test reads it")]
    ParameterSpace::new(parameters).expect("the built-in parameters are valid")
}

/// Values of all parameters, checked.
#[derive(Clone, Debug)]
pub(crate) struct Parameters {
    pub road_length: f64,
    pub road_lanes: Arc<[f64]>,
    pub intersection: Arc<[f64]>,
    pub buildings_density: f64,
    pub buildings_setback: f64,
    pub vegetation_density: f64,
    pub furniture_density: f64,
    pub cars_density: f64,
    pub cars_parked: f64,
    pub cars_type: Arc<[f64]>,
    pub cars_color: Arc<[f64]>,
    pub weather: Arc<[f64]>,
    pub sun_azimuth_spread: f64,
    pub exposure_spread: f64,
    pub camera_height: f64,
    pub camera_pitch: f64,
}

impl Parameters {
    pub fn new(values: &Values) -> Result<Self, SimulatorError> {
        let missing = |name: &str, expected: &str| SimulatorError::Parameter {
            name: name.into(),
            reason: format!("it has no value; expected {expected}"),
        };
        let number = |name: &str| {
            values
                .number(name)
                .filter(|value| value.is_finite())
                .ok_or_else(|| missing(name, "a finite number"))
        };
        let logits = |name: &str, count: usize| {
            let found = values.logits(name).filter(|logits| logits.len() == count);
            found.map(Arc::from).ok_or_else(|| missing(name, &format!("{count} logits")))
        };
        Ok(Self {
            road_length: number("road.length")?,
            road_lanes: logits("road.lanes", 2)?,
            intersection: logits("intersection.kind", 4)?,
            buildings_density: number("buildings.density")?,
            buildings_setback: number("buildings.setback")?,
            vegetation_density: number("vegetation.density")?,
            furniture_density: number("street_furniture.density")?,
            cars_density: number("cars.density")?,
            cars_parked: number("cars.parked")?,
            cars_type: logits("cars.type", CAR_TYPES.len())?,
            cars_color: logits("cars.color", CAR_COLORS.len())?,
            weather: logits("weather", WEATHERS.len())?,
            sun_azimuth_spread: number("light.sun_azimuth_spread")?,
            exposure_spread: number("light.exposure_spread")?,
            camera_height: number("camera.height")?,
            camera_pitch: number("camera.pitch")?,
        })
    }
}
