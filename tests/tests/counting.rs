//! Car counting with the real program: it learns the types of car, repeats itself, is resumed, and refuses what has no counts.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

use serde_json::Value;

use lts_tests::{Place, journal, real_data, wait_until};

/// Types of car alone are learned, with a small encoder that stays as it is: seconds.
const COUNTING: &str = r#"
[run]
name = "counting"
seed = 2

[simulator]
width = 64
height = 48
horizontal_field_of_view_deg = 60.0

[simulator.parameters]
road.length = 25
road.lanes = [0, 0]
intersection.kind = [0, 0, 0, -9]
buildings.density = 4
buildings.setback = 5
vegetation.density = 2
street_furniture.density = 1
cars.density = 5
cars.parked = 0.3
cars.type = { probabilities = [0.2, 0.2, 0.2, 0.2, 0.2] }
cars.color = { fixed = true }
weather = { fixed = true }
light.sun_azimuth_spread = 1.0
light.exposure_spread = 0.2

[task]
kind = "counting"

[task.model]
encoder = "small"

[task.training]
encoder_learning_rate_factor = 0
epochs = 4
batch_size = 16
learning_rate = 0.02
decay = 1.0

[task.augmentation]
flip = 0.0
brightness = 0.0
contrast = 0.0
saturation = 0.0
hue = 0.0
blur = 0.0
noise = 0.0

[task.validation]
kind = "simulated"
images = 60
test_images = 40
parameters = { cars.type = { probabilities = [0.05, 0.45, 0.05, 0.05, 0.4] } }

[policy]
kind = "reinforce"
learning_rate = 0.3
spread = 0.6
baseline = "iteration-mean"
mirrored = true
normalize = true

[loop]
iterations = 12
candidates = 6
images = 32
sample_every = 0

[assessment]
repeats = 2
"#;

/// Fewer of everything, where it does not matter what is learned.
const SHORT: &[&str] =
    &["--set", "loop.iterations=2", "--set", "loop.candidates=2", "--set", "loop.images=8"];

fn place() -> Place {
    let place = Place::new();
    place.write("e.toml", COUNTING);
    place
}

fn records(place: &Place, run: &str) -> Vec<Value> {
    journal(&place.path(run)).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Half the sum of the differences of two distributions over the types of car.
fn distance(a: &lts_core::Values, b: &lts_core::Values) -> f64 {
    let [a, b] = [a, b].map(|values| values.probabilities("cars.type").unwrap());
    a.iter().zip(&b).map(|(a, b)| (a - b).abs()).sum::<f64>() / 2.0
}

#[test]
fn the_types_of_car_are_learned() {
    let place = place();
    place.success(&["learn", "e.toml", "-q", "--run-dir", "run"]);
    let records = records(&place, "run");
    assert_eq!(records[0]["metric"], "negative L1 of car counts, summed over types");
    let values = |value: &Value| serde_json::from_value::<lts_core::Values>(value.clone()).unwrap();
    let truth = values(&records[0]["validation_parameters"]);
    let iterations = records.iter().filter(|record| record["record"] == "iteration");
    let learned: Vec<f64> =
        iterations.map(|iteration| distance(&values(&iteration["recommended"]), &truth)).collect();
    // Even types are 0.45 from the truth.
    assert!(*learned.last().unwrap() < 0.225, "{learned:?}");
    let reward = |of: &str| {
        let assessed = records.iter().filter(|record| record["record"] == "assessment" && record["of"] == of);
        assessed.map(|record| record["metrics"]["reward.test"].as_f64().unwrap()).sum::<f64>() / 2.0
    };
    let [start, learned, best] = ["start", "recommended", "validation-parameters"].map(reward);
    // On images that no reward saw: at least half of the way.
    assert!(learned > (start + best) / 2.0, "{start} {learned} {best}");
}

#[test]
fn a_run_says_which_parameters_it_learns() {
    let place = place();
    let run = |name: &str, more: &[&str]| {
        place.run(&[&["learn", "e.toml", "--run-dir", name], SHORT, more].concat()).err
    };
    let said = run("one", &[]);
    assert!(said.contains("] learned are: cars.type\n"), "{said}");
    let said = run("two", &["--set", "simulator.parameters.cars.parked={ start = 0.3 }"]);
    assert!(said.contains("] learned are: cars.parked, cars.type\n"), "{said}");
}

#[test]
fn a_run_repeats_itself_killed_and_resumed_with_either_carry_over() {
    for carry_over in ["none", "best", "sequence"] {
        let place = place();
        let carry = format!("loop.carry_over={carry_over}");
        let set = [SHORT, &["--set", &carry, "--set", "loop.iterations=3"]].concat();
        place.success(&[&["learn", "e.toml", "-q", "--run-dir", "whole"], set.as_slice()].concat());
        let whole = journal(&place.path("whole"));
        let killed = place.path("killed");
        let args = [&["learn", "e.toml", "-q", "--run-dir", "killed"], set.as_slice()].concat();
        let mut child = place.command(&args).spawn().unwrap();
        assert!(wait_until(|| journal(&killed).lines().count() >= 4), "the run goes on");
        child.kill().unwrap();
        child.wait().unwrap();
        place.success(&["resume", "killed", "-q"]);
        assert_eq!(journal(&killed), whole, "{carry_over}");
    }
}

#[test]
fn weights_are_evaluated_on_what_generate_wrote_and_on_nothing_else() {
    let place = place();
    place.success(&[&["learn", "e.toml", "-q", "--run-dir", "run"], SHORT].concat());
    place.success(&["generate", "run", "-q", "-n", "12", "-o", "data"]);
    let answer = place.success(&["evaluate", "run", "data"]);
    assert!(answer.starts_with("L1 error of the counts, sum over types: "), "{answer}");
    assert!(answer.contains("(12 images at 64x48)") && answer.contains("l1.pickup"), "{answer}");
    let error = place.failure(&["evaluate", "run", "data", "--size", "64x32"]);
    assert!(
        error.contains("would be cut to fit 64x32, but its counts are those of the whole image"),
        "{error}"
    );
    std::fs::remove_file(place.path("data/counts.csv")).unwrap();
    let error = place.failure(&["evaluate", "run", "data"]);
    assert!(error.starts_with("data/counts.csv: there is no such file"), "{error}");
    if let Some(kitti) = real_data("kitti_semantics_half") {
        let error = place.failure(&["evaluate", "run", kitti.to_str().unwrap()]);
        assert!(error.contains("counts.csv: there is no such file"), "{error}");
    }
}

#[test]
fn a_folder_is_a_validation_set_and_kitti_is_none() {
    let place = place();
    place.success(&["generate", "e.toml", "-q", "-n", "12", "-o", "data"]);
    let simulated = COUNTING.find("[task.validation]").unwrap();
    let policy = COUNTING.find("[policy]").unwrap();
    let with = |validation: &str| {
        let (head, tail) = (&COUNTING[..simulated], &COUNTING[policy..]);
        place.write("other.toml", &format!("{head}[task.validation]\n{validation}\n{tail}"));
    };
    with("kind = \"folder\"\npath = \"data\"");
    place.success(&[&["learn", "other.toml", "-q", "--run-dir", "run"], SHORT].concat());
    with("kind = \"kitti\"\npath = \"data\"");
    let error = place.failure(&["learn", "other.toml"]);
    assert!(error.starts_with("task.validation.kind: KITTI's labels do not say how many cars"), "{error}");
}

#[test]
fn settings_of_the_other_task_are_refused() {
    let place = place();
    let error = |set: &str| place.failure(&["learn", "e.toml", "--set", set]);
    let target = error("task.target=car");
    assert!(target.starts_with("task.target: it is for task.kind = 'segmentation'"), "{target}");
    let crop = error("task.augmentation.crop=0.8");
    assert!(crop.starts_with("task.augmentation.crop: it is 0.8, but a part of an image"), "{crop}");
    let reduction = error("task.reduction=median");
    assert!(reduction.contains("task.reduction: unknown value 'median'"), "{reduction}");
    place.write("e.toml", lts_tests::SMALL);
    let reduction = error("task.reduction=sum");
    assert!(reduction.starts_with("task.reduction: it is for task.kind = 'counting'"), "{reduction}");
    assert_eq!(place.names(), ["e.toml"]);
}

#[test]
fn parameters_that_a_run_learned_are_fixed_for_another() {
    let place = place();
    place.success(&[&["learn", "e.toml", "-q", "--run-dir", "run"], SHORT].concat());
    let fixed = ["--set", "policy={kind=\"fixed\",from_run=\"run\"}"];
    place.success(&[&["learn", "e.toml", "-q", "--run-dir", "next"], SHORT, &fixed].concat());
    let text =
        |run: &str| std::fs::read_to_string(place.path(run).join("recommended/parameters.json")).unwrap();
    assert_eq!(text("next"), text("run"));
    // The run itself is not needed any more.
    let config = std::fs::read_to_string(place.path("next/config.toml")).unwrap();
    assert!(!config.contains("from_run"), "{config}");
    let fixed = ["--set", "policy={kind=\"fixed\",from_run=\"absent\"}"];
    let error = place.failure(&[&["learn", "e.toml"], fixed.as_slice()].concat());
    assert!(error.starts_with("policy.from_run: absent has no recommended/parameters.json"), "{error}");
}
