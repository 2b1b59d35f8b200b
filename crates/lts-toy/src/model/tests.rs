//! The classifier learns, is scored, and is written and read.

use std::sync::Arc;

use lts_core::{MainTaskModel, Sample, Seed, Stop};

use crate::settings::{TaskKind, TaskSettings, ValidationSettings};
use crate::{MachineSettings, Mixture};

fn settings() -> TaskSettings {
    TaskSettings {
        kind: TaskKind::Toy,
        model: MachineSettings::default(),
        validation: ValidationSettings::default(),
    }
}

fn samples(seed: u64, count: usize) -> Vec<Arc<Sample>> {
    let points = Mixture::real().points(Seed::new(seed), count);
    points.into_iter().map(|point| Arc::new(point.into())).collect()
}

#[test]
fn trained_on_the_real_mixture_it_is_nearly_always_right_and_survives_a_file() {
    let mut model = settings().model().unwrap();
    let validation = samples(9, 500);
    assert!(model.score(&validation, &Stop::new()).is_err(), "not trained yet");
    let mut stream = samples(1, 200).into_iter().map(Ok);
    let report = model.fit(&mut stream, Seed::new(0), &Stop::new()).unwrap();
    assert_eq!(report.samples, 200);
    let score = model.score(&validation, &Stop::new()).unwrap();
    // The paper's scale is 0.995; 500 points have a standard error of 0.003.
    assert!(score.reward > 0.98 && score.metrics["accuracy.test"] > 0.98, "{score:?}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("w.safetensors");
    model.save(&path).unwrap();
    let mut other = settings().model().unwrap();
    other.load_training(&path).unwrap();
    assert_eq!(other.machine(), model.machine());
    std::fs::write(&path, b"nothing").unwrap();
    assert!(other.load_training(&path).unwrap_err().to_string().contains("no complete safetensors file"));
}

#[test]
fn settings_without_sense_are_named() {
    let mut wrong = settings();
    wrong.model.gamma = 0.0;
    let error = wrong.model().err().unwrap().to_string();
    assert_eq!(error, "task.model.gamma: it is 0, expected a positive number");
}
