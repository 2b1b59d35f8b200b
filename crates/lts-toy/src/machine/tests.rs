//! The machine agrees with scikit-learn's SVC on the same points.

use serde::Deserialize;

use super::*;

/// Written by `scripts/svc-reference.py`.
#[derive(Deserialize)]
struct Reference {
    cost: f64,
    gamma: f64,
    train: Vec<(f32, f32, u8)>,
    test: Vec<(f32, f32, u8)>,
    accuracy: f64,
    /// The decision function at the first test points.
    decisions: Vec<f64>,
}

fn points(rows: &[(f32, f32, u8)]) -> Vec<Point> {
    rows.iter().map(|&(x, y, class)| Point { at: [x, y], class }).collect()
}

#[test]
fn it_agrees_with_scikit_learn() {
    let references: Vec<Reference> = serde_json::from_str(include_str!("../../fixtures/svc.json")).unwrap();
    assert!(references.len() >= 4);
    for reference in references {
        let settings =
            MachineSettings { cost: reference.cost, gamma: reference.gamma, ..MachineSettings::default() };
        let test = points(&reference.test);
        let machine = Machine::train(&points(&reference.train), &settings).unwrap();
        let accuracy = machine.accuracy(&test);
        println!("accuracy {accuracy:.4}, scikit-learn's {:.4}", reference.accuracy);
        // Half a point is what the comparison allows; both solve the same problem to the same tolerance.
        assert!((accuracy - reference.accuracy).abs() <= 0.005, "{accuracy} {}", reference.accuracy);
        let worst = test
            .iter()
            .zip(&reference.decisions)
            .map(|(point, theirs)| (machine.decision(point.at.map(f64::from)) - theirs).abs());
        let worst = worst.fold(0.0, f64::max);
        // The tolerance of 0.001 bounds the violation of each point; weights can differ by some times that.
        assert!(worst < 0.02, "the decision function differs by {worst}");
    }
}

#[test]
fn a_missing_class_is_said() {
    let points = points(&[(0.0, 0.0, 1), (1.0, 0.0, 1)]);
    let error = Machine::train(&points, &MachineSettings::default()).unwrap_err();
    assert_eq!(error, "the 2 training points have none of class 0");
}
