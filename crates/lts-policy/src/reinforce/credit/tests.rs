//! Credit points the way of the gradient, is learned from, survives a saved state, and is checked.

use lts_core::{
    Candidate, Credit, CreditUse, Evaluation, Kind, Outcome, Parameter, ParameterSpace, Policy, PolicyError,
    Seed, Value,
};
use rand::RngExt;
use rand_distr::StandardNormal;

use super::gradient;
use crate::{Optimizer, PolicySettings, ReinforceSettings, build, conformance};

const SAMPLES: usize = 100;
/// Best value of each parameter, in units.
const TARGET: [f64; 2] = [2.0, 0.5];

fn space() -> ParameterSpace {
    let parameter = |name: &str, kind, start| Parameter {
        name: name.into(),
        unit: String::new(),
        description: String::new(),
        kind,
        start: Value::Number(start),
        fixed: false,
    };
    ParameterSpace::new(vec![
        parameter("place", Kind::Real { low: -5.0, high: 5.0 }, -1.0),
        parameter("width", Kind::LogReal { low: 0.01, high: 10.0 }, 2.0),
    ])
    .unwrap()
}

/// A simulator of Gaussian samples with mean psi and deviation 1 in each dimension, and a model for which a sample is the
/// better the nearer it is: the objective is -|psi - target|^2 and a constant.
fn credit(candidate: &Candidate, seed: u64, samples: usize) -> Credit {
    let mut rng = Seed::new(seed).index(candidate.number).rng();
    let mut credit =
        Credit { candidate: candidate.number, names: vec!["influence".into()], ..Credit::default() };
    for _ in 0..samples {
        let noise: [f64; 2] = std::array::from_fn(|_| rng.sample(StandardNormal));
        let far = |index: usize| (candidate.point[index] + noise[index] - TARGET[index]).powi(2);
        credit.values.push(-(far(0) + far(1)) / samples as f64);
        credit.scores.extend(noise);
    }
    credit
}

fn reinforce(change: impl FnOnce(&mut ReinforceSettings)) -> Box<dyn Policy> {
    let mut settings = ReinforceSettings { sample_credit: true, ..ReinforceSettings::default() };
    change(&mut settings);
    build(&PolicySettings::Reinforce(settings), &space(), Seed::new(2)).unwrap()
}

fn scored(candidate: &Candidate) -> Evaluation {
    let outcome = Outcome::Scored { reward: 0.0, metrics: Default::default() };
    Evaluation { candidate: candidate.number, outcome }
}

fn iterate(policy: &mut dyn Policy, iteration: u64) {
    let candidates = policy.ask(iteration * 2, 2).unwrap();
    for candidate in &candidates {
        policy.credit(&credit(candidate, 7, SAMPLES)).unwrap();
    }
    policy.tell(&candidates.iter().map(scored).collect::<Vec<_>>()).unwrap();
}

#[test]
fn the_gradient_of_many_samples_is_that_of_the_objective() {
    let candidate = Candidate { number: 0, point: vec![-1.0, 2.0] };
    let found = gradient(&credit(&candidate, 1, 200_000), 2).unwrap();
    for index in 0..2 {
        let true_one = -2.0 * (candidate.point[index] - TARGET[index]);
        // The deviation of a term is below 20 here; five standard errors of 200,000 are 0.2.
        assert!((found[index] - true_one).abs() < 0.2, "{found:?}, expected {true_one} at {index}");
    }
}

#[test]
fn a_constant_in_all_influences_changes_nothing() {
    let candidate = Candidate { number: 0, point: vec![-1.0, 2.0] };
    let plain = credit(&candidate, 1, SAMPLES);
    let mut shifted = plain.clone();
    shifted.values.iter_mut().for_each(|value| *value += 1000.0);
    for (a, b) in gradient(&plain, 2).unwrap().iter().zip(gradient(&shifted, 2).unwrap()) {
        assert!((a - b).abs() < 1e-6, "{a} {b}");
    }
}

#[test]
fn a_step_of_ascent_is_the_mean_gradient_in_the_unconstrained_space() {
    let mut policy = reinforce(|s| {
        (s.optimizer, s.learning_rate, s.spread) = (Optimizer::Ascent, 1e-4, 1e-6);
    });
    assert_eq!(policy.credit_use(), CreditUse::Required);
    let space = space();
    let before = space.to_unconstrained(&policy.recommend().unwrap());
    let candidates = policy.ask(0, 2).unwrap();
    let mut expected = [0.0; 2];
    for candidate in &candidates {
        let credit = credit(candidate, 7, SAMPLES);
        policy.credit(&credit).unwrap();
        let place = space.to_unconstrained(&candidate.point);
        let slopes = space.unconstrained_slopes(&place);
        for (index, slope) in gradient(&credit, 2).unwrap().iter().enumerate() {
            expected[index] += 0.5e-4 * slope * slopes[index];
        }
    }
    policy.tell(&candidates.iter().map(scored).collect::<Vec<_>>()).unwrap();
    let after = space.to_unconstrained(&policy.recommend().unwrap());
    for index in 0..2 {
        let step = after[index] - before[index];
        assert!((step - expected[index]).abs() < 1e-3 * expected[index].abs(), "{step} {expected:?}");
    }
}

#[test]
fn learning_from_credit_reaches_the_best_place_while_rewards_say_nothing() {
    for learn_spread in [false, true] {
        let mut policy = reinforce(|s| (s.learn_spread, s.learning_rate) = (learn_spread, 0.03));
        for iteration in 0..200 {
            iterate(policy.as_mut(), iteration);
        }
        let end = policy.recommend().unwrap();
        for index in 0..2 {
            assert!((end[index] - TARGET[index]).abs() < 0.3, "{learn_spread}: {end:?}");
        }
        let (_, spread) = policy.metrics().into_iter().find(|(name, _)| name == "spread").unwrap();
        // At the top a narrow Gaussian is worth more than a wide one.
        assert_eq!(learn_spread, spread < 0.2, "{spread}");
    }
}

#[test]
fn without_credit_nothing_moves_and_the_kit_has_no_findings() {
    let mut policy = reinforce(|_| ());
    let before = policy.recommend().unwrap();
    let candidates = policy.ask(0, 2).unwrap();
    policy.tell(&candidates.iter().map(scored).collect::<Vec<_>>()).unwrap();
    assert_eq!(policy.recommend().unwrap(), before);
    let settings = ReinforceSettings { sample_credit: true, ..ReinforceSettings::default() };
    let settings = PolicySettings::Reinforce(settings);
    assert_eq!(conformance::check(&|space, seed| build(&settings, space, seed)), []);
}

#[test]
fn credit_is_part_of_the_saved_state() {
    let (mut whole, mut first) = (reinforce(|_| ()), reinforce(|_| ()));
    let mut candidates = Vec::new();
    for policy in [&mut whole, &mut first] {
        iterate(policy.as_mut(), 0);
        candidates = policy.ask(2, 2).unwrap();
        policy.credit(&credit(&candidates[0], 7, SAMPLES)).unwrap();
    }
    let mut second = reinforce(|_| ());
    second.load(&first.save().unwrap()).unwrap();
    for policy in [&mut whole, &mut second] {
        policy.credit(&credit(&candidates[1], 7, SAMPLES)).unwrap();
        policy.tell(&candidates.iter().map(scored).collect::<Vec<_>>()).unwrap();
    }
    assert_eq!(second.save(), whole.save());
}

#[test]
fn wrong_credit_is_refused_and_changes_nothing() {
    let mut policy = reinforce(|_| ());
    let candidate = policy.ask(0, 1).unwrap().remove(0);
    let before = policy.save().unwrap();
    let right = credit(&candidate, 7, SAMPLES);
    let mut unknown = right.clone();
    unknown.candidate = 5;
    assert_eq!(policy.credit(&unknown), Err(PolicyError::UnknownCandidate { number: 5 }));
    let mut infinite = right.clone();
    infinite.scores[3] = f64::INFINITY;
    assert_eq!(policy.credit(&infinite), Err(PolicyError::Reward { number: 0, reward: f64::INFINITY }));
    let mut short = right.clone();
    short.scores.pop();
    assert_eq!(
        policy.credit(&short).unwrap_err().to_string(),
        "policy.sample_credit: the credit of candidate 0 has 199 scores, expected 2 for each of 100 samples"
    );
    let mut nameless = right.clone();
    nameless.names[0] = "luck".into();
    assert!(policy.credit(&nameless).unwrap_err().to_string().contains("has no column 'influence'"));
    assert_eq!(policy.save().unwrap(), before);
    policy.credit(&right).unwrap();
    assert_eq!(policy.credit(&right), Err(PolicyError::UnknownCandidate { number: 0 }));
}
