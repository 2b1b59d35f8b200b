//! Influence agrees with training again, and its gradient with finite differences.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use lts_core::{Sample, Seed, Simulator};

use crate::{Machine, MachineSettings, Mixture, MixtureSimulator, Point};

/// Solved finely, so that what is compared is no noise of the solver.
fn settings() -> MachineSettings {
    MachineSettings { tolerance: 1e-7, ..MachineSettings::default() }
}

fn simulated(simulator: &mut MixtureSimulator, point: &[f64], seed: Seed, count: usize) -> Vec<Arc<Sample>> {
    let values = simulator.space().values(point).unwrap();
    let mut samples = Vec::new();
    simulator
        .generate(&values, count, seed, &mut |sample| {
            samples.push(Arc::new(sample));
            ControlFlow::Continue(())
        })
        .unwrap();
    samples
}

fn points(samples: &[Arc<Sample>]) -> Vec<Point> {
    samples.iter().map(|sample| Point::try_from(sample.as_ref()).unwrap()).collect()
}

/// Cosine of the angle between two vectors.
fn cosine(left: &[f64], right: &[f64]) -> f64 {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    product(left, right) / (product(left, left) * product(right, right)).sqrt()
}

#[test]
fn influence_is_what_a_point_of_double_weight_does() {
    let validation = Mixture::real().points(Seed::new(9), 600);
    let mut simulator = MixtureSimulator::new(&BTreeMap::new()).unwrap();
    let start = simulator.space().start();
    let near = points(&simulated(&mut simulator, &start, Seed::new(1), 200));
    let apart = Mixture::real().points(Seed::new(2), 200);
    for (name, training) in [("overlapping", near), ("apart", apart)] {
        let machine = Machine::train(&training, &settings()).unwrap();
        let expected = machine.influence(&training, settings().cost, &validation);
        let before = machine.objective(&validation);
        let tried: Vec<usize> = (0..60).collect();
        let mut found = Vec::new();
        for index in &tried {
            // A point that comes twice has twice the weight.
            let twice = [&training[..], &[training[*index]]].concat();
            found.push(Machine::train(&twice, &settings()).unwrap().objective(&validation) - before);
        }
        let expected: Vec<f64> = tried.iter().map(|index| expected[*index]).collect();
        let agreement = cosine(&expected, &found);
        let ratio = expected.iter().zip(&found).map(|(a, b)| a * b).sum::<f64>()
            / expected.iter().map(|a| a * a).sum::<f64>();
        println!("{name}: agreement {agreement:.3}, size {ratio:.3}");
        // A whole unit of weight is no small one, and the hinge is not smooth: the numbers are near, not equal.
        assert!(agreement > 0.8, "{name}: {agreement}");
        assert!((0.3..2.0).contains(&ratio), "{name}: {ratio}");
    }
}

#[test]
fn a_point_far_behind_its_margin_has_no_influence() {
    let training = Mixture::real().points(Seed::new(2), 200);
    let machine = Machine::train(&training, &settings()).unwrap();
    let influence = machine.influence(&training, settings().cost, &Mixture::real().points(Seed::new(9), 600));
    let largest = influence.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
    let mut quiet = 0;
    for (point, one) in training.iter().zip(&influence) {
        let sign = if point.class == 1 { 1.0 } else { -1.0 };
        if sign * machine.decision(point.at.map(f64::from)) > 2.0 {
            quiet += 1;
            assert!(one.abs() < 1e-3 * largest, "{one} {largest}");
        }
    }
    println!("{quiet} of 200 points are far behind the margin");
    assert!(machine.influence(&[], 1.0, &[]).is_empty());
}

/// The gradient in the parameters, from credit: influence times score, summed; over several datasets the mean.
fn credit_gradient(simulator: &mut MixtureSimulator, place: &[f64], validation: &[Point]) -> Vec<f64> {
    let values = simulator.space().values(place).unwrap();
    let mut gradient = vec![0.0; place.len()];
    for seed in 0..DATASETS {
        let samples = simulated(simulator, place, Seed::new(seed), POINTS);
        let training = points(&samples);
        let influence =
            Machine::train(&training, &settings()).unwrap().influence(&training, settings().cost, validation);
        let scores = simulator.score_function(&values, &samples).unwrap().unwrap();
        let mean = influence.iter().sum::<f64>() / influence.len() as f64;
        for (one, scores) in influence.iter().zip(scores.chunks(place.len())) {
            for (sum, score) in gradient.iter_mut().zip(scores) {
                *sum += (one - mean) * score / DATASETS as f64;
            }
        }
    }
    gradient
}

const DATASETS: u64 = 10;
const POINTS: usize = 400;

#[test]
fn the_gradient_from_credit_points_the_way_of_finite_differences() {
    let validation = Mixture::real().points(Seed::new(9), 600);
    let mut simulator = MixtureSimulator::new(&BTreeMap::new()).unwrap();
    let start = simulator.space().start();
    let found = credit_gradient(&mut simulator, &start, &validation);
    let mut objective = |place: &[f64]| {
        let one = |seed| {
            let training = points(&simulated(&mut simulator, place, Seed::new(seed), POINTS));
            Machine::train(&training, &settings()).unwrap().objective(&validation)
        };
        (0..DATASETS).map(one).sum::<f64>() / DATASETS as f64
    };
    let expected: Vec<f64> = (0..start.len())
        .map(|index| {
            let mut at = |change: f64| {
                let mut moved = start.clone();
                moved[index] += change;
                objective(&moved)
            };
            (at(0.1) - at(-0.1)) / 0.2
        })
        .collect();
    println!("credit             {found:.3?}\nfinite differences {expected:.3?}");
    let agreement = cosine(&found, &expected);
    println!("agreement {agreement:.3}");
    // 4,000 scored samples in 12 dimensions leave some noise; a random direction agrees to 0.3 at best.
    assert!(agreement > 0.8, "{agreement}");
}
