//! The distribution goes the same way as that of the Python package `cma`, step by step, on the same random numbers.

use nalgebra::{DMatrix, DVector};
use serde::Deserialize;

use super::{Distribution, Strategy};

/// Written by `scripts/cma-reference.py`.
#[derive(Deserialize)]
struct Reference {
    function: String,
    mean: Vec<f64>,
    sigma: f64,
    population: usize,
    generations: Vec<Generation>,
}

#[derive(Deserialize)]
struct Generation {
    /// Standard normal numbers, a row for each candidate.
    noise: Vec<Vec<f64>>,
    /// The function's values at the candidates, smaller is better.
    costs: Vec<f64>,
    mean: Vec<f64>,
    sigma: f64,
    covariance: Vec<Vec<f64>>,
}

fn cost(function: &str, x: &[f64]) -> f64 {
    let n = x.len();
    match function {
        "sphere" => x.iter().map(|x| x * x).sum(),
        "ellipsoid" => (0..n).map(|i| 1e6_f64.powf(i as f64 / (n - 1) as f64) * x[i] * x[i]).sum(),
        "rosenbrock" => x
            .windows(2)
            .map(|pair| 100.0 * (pair[0] * pair[0] - pair[1]).powi(2) + (pair[0] - 1.0).powi(2))
            .sum(),
        other => panic!("no function {other}"),
    }
}

/// Largest difference, relative to the larger of 1 and the reference's largest number.
fn difference(ours: &[f64], reference: &[f64]) -> f64 {
    assert_eq!(ours.len(), reference.len());
    let scale = reference.iter().fold(1.0_f64, |scale, value| scale.max(value.abs()));
    ours.iter().zip(reference).fold(0.0_f64, |worst, (a, b)| worst.max((a - b).abs())) / scale
}

#[test]
fn it_goes_the_way_of_pycma() {
    let references: Vec<Reference> =
        serde_json::from_str(include_str!("../../../fixtures/cma_es.json")).unwrap();
    assert_eq!(references.len(), 3);
    for reference in references {
        let strategy = Strategy::new(reference.mean.len(), reference.population);
        let mut ours = Distribution::new(reference.mean.clone(), reference.sigma);
        assert_eq!(reference.generations[0].noise.len(), strategy.population());
        for (number, theirs) in reference.generations.iter().enumerate() {
            let sampler = ours.sampler();
            let places: Vec<Vec<f64>> = theirs.noise.iter().map(|noise| sampler.place(noise)).collect();
            let mut scored: Vec<(f64, Vec<f64>)> =
                places.into_iter().map(|x| (cost(&reference.function, &x), x)).collect();
            let costs: Vec<f64> = scored.iter().map(|(cost, _)| *cost).collect();
            scored.sort_by(|a, b| a.0.total_cmp(&b.0));
            let ranked: Vec<Vec<f64>> = scored.into_iter().map(|(_, x)| x).collect();
            ours.step(&strategy, &ranked);
            let covariance: Vec<f64> = theirs.covariance.concat();
            let differences = [
                ("costs", difference(&costs, &theirs.costs)),
                ("mean", difference(ours.mean.as_slice(), &theirs.mean)),
                ("sigma", (ours.sigma / theirs.sigma - 1.0).abs()),
                ("covariance", difference(ours.covariance.transpose().as_slice(), &covariance)),
            ];
            // Both compute in double precision; roundings of 1e-16 grow over 60 generations of an adaptive process.
            for (what, difference) in differences {
                assert!(
                    difference < 1e-8,
                    "{} differ by {difference:e} in generation {number} of {}",
                    what,
                    reference.function
                );
            }
        }
    }
}

#[test]
fn a_step_without_scored_candidates_changes_nothing() {
    let strategy = Strategy::new(3, 0);
    let mut distribution = Distribution::new(vec![1.0, 2.0, 3.0], 0.3);
    distribution.step(&strategy, &[]);
    assert_eq!((distribution.generation(), distribution.mean()), (0, [1.0, 2.0, 3.0].as_slice()));
    // One parent instead of three: the mean moves onto it.
    distribution.step(&strategy, &[vec![1.5, 2.0, 3.0]]);
    assert!((distribution.mean()[0] - 1.5).abs() < 1e-12);
}

#[test]
fn what_was_drawn_from_an_earlier_distribution_is_moved_nearer() {
    let distribution = Distribution::new(vec![0.0; 2], 0.5);
    assert_eq!(distribution.nearer(&[0.3, 0.0]), [0.3, 0.0]);
    let far = distribution.nearer(&[40.0, 0.0]);
    assert!((far[0] - 0.5 * (2.0_f64.sqrt() + 1.0)).abs() < 1e-12, "{far:?}");
}

#[test]
fn the_step_size_stays_in_reason_and_a_flat_covariance_can_be_used() {
    let mut distribution = Distribution::new(vec![0.0; 2], 1e9);
    distribution.step(&Strategy::new(2, 0), &[vec![1.0, 1.0]]);
    assert!(distribution.sigma() <= super::WIDEST / distribution.axes().0.max());
    distribution.covariance = DMatrix::from_diagonal(&DVector::from_column_slice(&[1.0, -1e-20]));
    assert!(distribution.axis_ratio().is_finite());
}
