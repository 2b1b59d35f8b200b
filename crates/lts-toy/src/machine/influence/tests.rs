//! Influence and the gradient that it gives agree with finite differences.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use lts_core::{Sample, Seed, Simulator};
use nalgebra::{DMatrix, DVector};

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

/// The machine that minimises ½|w|² + ½b² + C Σ weight · smooth hinge, by Newton's method: what influence is exact for.
fn smooth_machine(training: &[Point], weights: &[f64], bend: f64) -> Machine {
    let MachineSettings { cost, gamma, .. } = settings();
    let count = training.len();
    let (places, signs): (Vec<[f64; 2]>, Vec<f64>) =
        training.iter().map(|point| (super::place(point), super::sign(point))).unzip();
    let square = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2);
    let kernel = DMatrix::from_fn(count, count, |row, column| {
        1.0 + (-gamma * square(places[row], places[column])).exp()
    });
    let mut alphas = DVector::zeros(count);
    // Where the gradient is nothing, alpha = C weight |slope| sign.
    let gap = |alphas: &DVector<f64>| {
        let values = &kernel * alphas;
        let hinge = |index: usize| super::smooth_hinge(signs[index] * values[index], bend);
        let gap = DVector::from_fn(count, |i, _| alphas[i] - cost * weights[i] * hinge(i).0 * signs[i]);
        let curvature = DVector::from_fn(count, |i, _| cost * weights[i] * hinge(i).1);
        (gap, curvature)
    };
    for _ in 0..100 {
        let (now, curvature) = gap(&alphas);
        let jacobian = DMatrix::identity(count, count) + DMatrix::from_diagonal(&curvature) * &kernel;
        let step = jacobian.lu().solve(&now).unwrap();
        let mut size = 1.0;
        while gap(&(&alphas - &step * size)).0.norm() > now.norm() && size > 1e-3 {
            size *= 0.5;
        }
        alphas -= step * size;
    }
    assert!(gap(&alphas).0.norm() < 1e-10, "Newton's method found the machine");
    Machine { gamma, offset: -alphas.sum(), support: places, weights: alphas.iter().copied().collect() }
}

#[test]
fn influence_is_the_slope_of_the_objective_in_the_weight_of_a_point() {
    const COUNT: usize = 80;
    let validation = Mixture::real().points(Seed::new(9), 300);
    let mut simulator = MixtureSimulator::new(&BTreeMap::new()).unwrap();
    let start = simulator.space().start();
    let near = points(&simulated(&mut simulator, &start, Seed::new(1), COUNT));
    let apart = Mixture::real().points(Seed::new(2), COUNT);
    for (name, training) in [("overlapping", near), ("apart", apart)] {
        let bend = 0.3;
        let machine = smooth_machine(&training, &[1.0; COUNT], bend);
        let found = machine.influence_with(bend, &training, settings().cost, &validation);
        let largest = found.iter().fold(0.0_f64, |most, one| most.max(one.abs()));
        for index in (0..COUNT).step_by(7) {
            let objective = |change: f64| {
                let mut weights = [1.0; COUNT];
                weights[index] += change;
                smooth_machine(&training, &weights, bend).objective(&validation)
            };
            let slope = (objective(1e-3) - objective(-1e-3)) / 2e-3;
            let difference = (slope - found[index]).abs();
            assert!(difference < 1e-4 * largest, "{name}, point {index}: {slope} {}", found[index]);
        }
    }
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
