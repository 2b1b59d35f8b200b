//! Draws two scenes in each of the four weathers and writes them with their labels as one picture.
//!
//! `cargo run --release -p lts-render --example contact_sheet -- sheet.png [WIDTHxHEIGHT]`

#![expect(clippy::print_stdout, reason = "an example says what it wrote")]

use std::collections::BTreeMap;
use std::error::Error;
use std::ops::ControlFlow;

use lts_core::{Seed, Setting, Simulator, Value};
use lts_render::{SimulatorSettings, TrafficSimulator, contact_sheet};
use lts_traffic::WEATHERS;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "contact_sheet.png".into());
    let size = std::env::args().nth(2).unwrap_or_else(|| "320x160".into());
    let (width, height) = size.split_once('x').ok_or("the size is WIDTHxHEIGHT, e.g. 320x160")?;
    let (width, height) = (width.parse()?, height.parse()?);
    let mut samples = Vec::new();
    let mut classes = None;
    for weather in 0..WEATHERS.len() {
        let mut logits = vec![-30.0; WEATHERS.len()];
        logits[weather] = 0.0;
        let parameters = BTreeMap::from([("weather".into(), Setting::Fixed(Value::Logits(logits)))]);
        let settings =
            SimulatorSettings { width, height, views: 2, parameters, ..SimulatorSettings::default() };
        let mut simulator = TrafficSimulator::new(&settings)?;
        let values = simulator.space().values(&simulator.space().start())?;
        simulator.generate(&values, 2, Seed::new(7).index(weather as u64), &mut |sample| {
            samples.push(sample);
            ControlFlow::Continue(())
        })?;
        classes = Some(simulator.classes().clone());
    }
    contact_sheet(&samples, &classes.ok_or("there is no weather")?).save(&path)?;
    println!("{path}: one row a scene: image, classes, instances, depth");
    Ok(())
}
