//! What cannot be drawn is said in one clear line.

use lts_render::{SimulatorSettings, TrafficSimulator, devices};

const UNKNOWN: &str = "a device that nobody has";

fn message(settings: &SimulatorSettings) -> String {
    match TrafficSimulator::new(settings) {
        Ok(_) => "no error".into(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn settings_out_of_range_name_the_key_and_the_range() {
    let fine = SimulatorSettings::default;
    for (settings, parts) in [
        (SimulatorSettings { width: 8, ..fine() }, ["simulator.width", "8", "32..2048"]),
        (SimulatorSettings { height: 5000, ..fine() }, ["simulator.height", "5000", "32..2048"]),
        (
            SimulatorSettings { horizontal_field_of_view_deg: f64::NAN, ..fine() },
            ["simulator.horizontal_field_of_view_deg", "NaN", "10..150"],
        ),
        (SimulatorSettings { views: 0, ..fine() }, ["simulator.views", "0", "1..1024"]),
        (SimulatorSettings { supersampling: 9, ..fine() }, ["simulator.supersampling", "9", "1..4"]),
    ] {
        let message = message(&settings);
        assert!(parts.iter().all(|part| message.contains(part)), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn a_device_that_is_missing_is_named_with_those_that_are_there() {
    if std::env::var("LTS_DEVICE").as_deref() == Ok(UNKNOWN) {
        println!("<<{}>>", message(&SimulatorSettings::default()));
        return;
    }
    let Some(device) = devices().into_iter().next() else {
        println!("skipped: there is no Vulkan device");
        return;
    };
    // The variable is read at the start of a process: this test runs itself with another one.
    let name = "a_device_that_is_missing_is_named_with_those_that_are_there";
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env("LTS_DEVICE", UNKNOWN)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let message = text.split("<<").nth(1).and_then(|rest| rest.split(">>").next()).unwrap();
    assert_eq!(message.lines().count(), 1, "{message}");
    for part in ["LTS_DEVICE", UNKNOWN, &device.name] {
        assert!(message.contains(part), "{message}");
    }
}
