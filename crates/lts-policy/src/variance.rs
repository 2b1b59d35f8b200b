//! What each setting against noise gains over the paper's plain form, on a quadratic with noise, over 40 seeds.

use lts_core::{Candidate, Evaluation, Kind, Outcome, Parameter, ParameterSpace, Policy, Seed, Value};
use rand::RngExt;
use rand_distr::StandardNormal;

use crate::{Baseline, CmaEsSettings, Optimizer, PolicySettings, ReinforceSettings, build};

const SEEDS: u64 = 40;
const CANDIDATES: u64 = 8;
const DIMENSIONS: usize = 5;
/// Where the quadratic is best, in every unconstrained coordinate; the start is 0.
const TARGET: f64 = 1.0;

fn space() -> ParameterSpace {
    let parameters = (0..DIMENSIONS).map(|index| Parameter {
        name: format!("p{index}"),
        unit: String::new(),
        description: String::new(),
        kind: Kind::Real { low: -1.0, high: 1.0 },
        start: Value::Number(0.0),
        fixed: false,
    });
    ParameterSpace::new(parameters.collect()).unwrap()
}

/// The paper's form. Each setting must halve what is measured (CMA-ES: divide it by ten). These seeds gave, plain over
/// changed: mirrored 18, ranked 72, common numbers 3.7, learned spread 3.7, natural gradient 12, falling steps 10,
/// falling spread 260, CMA-ES 2300; so a margin of two leaves room for other draws and none for a setting without effect.
fn plain() -> ReinforceSettings {
    ReinforceSettings::default()
}

/// Noise of a candidate's reward, from its number and the iteration's.
type Noise = fn(Seed, u64, u64) -> f64;

fn gaussian(seed: Seed) -> f64 {
    seed.rng().sample(StandardNormal)
}

fn own_noise(seed: Seed, candidate: u64, _: u64) -> f64 {
    0.5 * gaussian(seed.name("candidate").index(candidate))
}

fn common_noise(seed: Seed, _: u64, iteration: u64) -> f64 {
    0.5 * gaussian(seed.name("iteration").index(iteration))
}

fn no_noise(_: Seed, _: u64, _: u64) -> f64 {
    0.0
}

/// One candidate in ten is far off, as a training that went wrong.
fn outliers(seed: Seed, candidate: u64, _: u64) -> f64 {
    let seed = seed.name("outlier").index(candidate);
    if seed.rng().random::<f64>() < 0.1 { -50.0 } else { 0.0 }
}

fn loss(space: &ParameterSpace, point: &[f64]) -> f64 {
    space.to_unconstrained(point).iter().map(|u| (u - TARGET).powi(2)).sum()
}

fn iterate(policy: &mut dyn Policy, space: &ParameterSpace, seed: Seed, iteration: u64, noise: Noise) {
    let candidates = policy.ask(iteration * CANDIDATES, CANDIDATES as usize).unwrap();
    let scored = |candidate: &Candidate| {
        let reward = noise(seed, candidate.number, iteration) - loss(space, &candidate.point);
        let outcome = Outcome::Scored { reward, metrics: Default::default() };
        Evaluation { candidate: candidate.number, outcome }
    };
    policy.tell(&candidates.iter().map(scored).collect::<Vec<_>>()).unwrap();
}

/// Mean over the seeds of the loss at the recommendation after `iterations`.
fn end(settings: &PolicySettings, iterations: u64, noise: Noise) -> f64 {
    let space = space();
    let losses = (0..SEEDS).map(|seed| {
        let seed = Seed::new(seed);
        let mut policy = build(settings, &space, seed.name("policy")).unwrap();
        (0..iterations).for_each(|iteration| iterate(policy.as_mut(), &space, seed, iteration, noise));
        loss(&space, &policy.recommend().unwrap())
    });
    losses.sum::<f64>() / SEEDS as f64
}

/// Variance over the seeds of the first step of ascent, summed over the dimensions, relative to its square length.
fn first_step_variance(settings: ReinforceSettings, noise: Noise) -> f64 {
    let settings = PolicySettings::Reinforce(ReinforceSettings {
        optimizer: Optimizer::Ascent,
        learning_rate: 1e-3,
        ..settings
    });
    let space = space();
    let steps: Vec<Vec<f64>> = (0..SEEDS)
        .map(|seed| {
            let seed = Seed::new(seed);
            let mut policy = build(&settings, &space, seed.name("policy")).unwrap();
            iterate(policy.as_mut(), &space, seed, 0, noise);
            space.to_unconstrained(&policy.recommend().unwrap())
        })
        .collect();
    let count = SEEDS as f64;
    let means: Vec<f64> =
        (0..DIMENSIONS).map(|i| steps.iter().map(|step| step[i]).sum::<f64>() / count).collect();
    let square = |step: &Vec<f64>| step.iter().zip(&means).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    steps.iter().map(square).sum::<f64>() / count / means.iter().map(|mean| mean * mean).sum::<f64>()
}

#[test]
fn mirrored_candidates_cancel_level_and_curvature() {
    // A pair's rewards differ by the slope alone. That pays where the level is not taken off by a baseline, and near
    // the best point, where curvature is all there is; where the slope rules, a pair is one direction instead of two.
    let mirrored = |settings| ReinforceSettings { mirrored: true, ..settings };
    let bare = ReinforceSettings { baseline: Baseline::None, ..plain() };
    let (alone, paired) =
        (first_step_variance(bare.clone(), no_noise), first_step_variance(mirrored(bare), no_noise));
    println!("variance without a baseline {alone:.3}, mirrored {paired:.3}");
    assert!(paired < 0.5 * alone, "{paired} {alone}");
    let late = |settings| end(&PolicySettings::Reinforce(settings), 200, no_noise);
    let (alone, paired) = (late(plain()), late(mirrored(plain())));
    println!("loss near the best point {alone:.5}, mirrored {paired:.5}");
    assert!(paired < 0.5 * alone, "{paired} {alone}");
}

#[test]
fn ranks_bound_what_an_outlier_does() {
    let settings = |ranked| {
        PolicySettings::Reinforce(ReinforceSettings { ranked, baseline: Baseline::IterationMean, ..plain() })
    };
    let (raw, ranked) = (end(&settings(false), 60, outliers), end(&settings(true), 60, outliers));
    println!("loss {raw:.3}, ranked {ranked:.3}");
    assert!(ranked < 0.5 * raw, "{ranked} {raw}");
}

#[test]
fn common_noise_cancels_in_the_mean_of_an_iteration() {
    let settings =
        PolicySettings::Reinforce(ReinforceSettings { baseline: Baseline::IterationMean, ..plain() });
    let (own, common) = (end(&settings, 60, own_noise), end(&settings, 60, common_noise));
    println!("loss {own:.3}, common random numbers {common:.3}");
    assert!(common < 0.5 * own, "{common} {own}");
}

#[test]
fn falling_steps_average_the_noise_out() {
    let settings = |learning_rate_decay| {
        PolicySettings::Reinforce(ReinforceSettings {
            learning_rate_decay,
            learning_rate: 0.2,
            baseline: Baseline::IterationMean,
            ..plain()
        })
    };
    let (even, falling) = (end(&settings(0.0), 200, own_noise), end(&settings(0.05), 200, own_noise));
    println!("loss {even:.4}, falling steps {falling:.4}");
    assert!(falling < 0.5 * even, "{falling} {even}");
}

#[test]
fn a_falling_spread_calms_the_mean() {
    // Near the best point curvature is all there is, which the gradient takes for noise; narrow proposals see less of it.
    let settings =
        |spread_decay| PolicySettings::Reinforce(ReinforceSettings { spread_decay, spread: 1.0, ..plain() });
    let (even, falling) = (end(&settings(0.0), 200, no_noise), end(&settings(0.1), 200, no_noise));
    println!("loss {even:.4}, falling spread {falling:.4}");
    assert!(falling < 0.5 * even, "{falling} {even}");
}

#[test]
fn a_learned_spread_narrows_where_rewards_are_sure() {
    let settings = |learn_spread| {
        PolicySettings::Reinforce(ReinforceSettings {
            learn_spread,
            baseline: Baseline::IterationMean,
            normalize: true,
            ..plain()
        })
    };
    let (fixed, learned) = (end(&settings(false), 200, no_noise), end(&settings(true), 200, no_noise));
    println!("loss {fixed:.4}, learned spread {learned:.4}");
    assert!(learned < 0.5 * fixed, "{learned} {fixed}");
}

#[test]
fn a_natural_gradient_stays_calm_while_the_spread_narrows() {
    // The plain gradient grows as the inverse of the spread, so that ascent overshoots once the spread is small.
    let settings = |natural_gradient| {
        PolicySettings::Reinforce(ReinforceSettings {
            natural_gradient,
            learn_spread: true,
            optimizer: Optimizer::Ascent,
            learning_rate: 0.1,
            baseline: Baseline::IterationMean,
            normalize: true,
            ..plain()
        })
    };
    let (raw, natural) = (end(&settings(false), 200, own_noise), end(&settings(true), 200, own_noise));
    println!("loss {raw:.4}, natural gradient {natural:.4}");
    assert!(natural < 0.5 * raw, "{natural} {raw}");
}

#[test]
fn an_adapted_covariance_beats_the_plain_form() {
    let reinforce = end(&PolicySettings::Reinforce(plain()), 60, no_noise);
    let cma_es = end(&PolicySettings::CmaEs(CmaEsSettings::default()), 60, no_noise);
    println!("loss {reinforce:.5}, cma-es {cma_es:.2e}");
    assert!(cma_es < 0.1 * reinforce, "{cma_es} {reinforce}");
}
