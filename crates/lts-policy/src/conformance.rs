//! The conformance kit: rules that every policy keeps, built in or brought by a user.

use lts_core::{
    Candidate, Evaluation, Kind, Outcome, Parameter, ParameterSpace, Policy, PolicyError, Seed, Value,
};

/// A rule that a policy broke.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static str,
    /// What was seen.
    pub seen: String,
}

/// Makes a fresh policy for a space and seed.
pub type Make<'a> = dyn Fn(&ParameterSpace, Seed) -> Result<Box<dyn Policy>, PolicyError> + 'a;

/// Runs all rules on policies that `make` makes; no finding means that the policy conforms.
pub fn check(make: &Make<'_>) -> Vec<Finding> {
    check_each(make, &mut |_, _| ())
}

/// Like [`check`]; `begins` is told each rule and the name of its space before the rule runs, so that a crash of a policy
/// from outside has a place.
pub fn check_each(make: &Make<'_>, begins: &mut dyn FnMut(&str, &str)) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, space) in spaces() {
        let rules: [(&'static str, Rule); 7] = [
            ("points are valid and numbered as asked", points_are_valid),
            ("the same seed proposes the same, another seed may differ", same_seed_same_proposals),
            ("asking in parts equals asking at once", parts_equal_whole),
            ("a saved and loaded policy goes on the same", saved_goes_on),
            ("tells may be partial, out of order and failed", partial_tells),
            ("a bad tell is refused and changes nothing", bad_tells),
            ("metrics are finite and keep their names", metrics_are_stable),
        ];
        for (rule, holds) in rules {
            begins(rule, name);
            if let Err(seen) = holds(make, &space) {
                findings.push(Finding { rule, seen: format!("on the space '{name}': {seen}") });
            }
        }
    }
    findings
}

type Rule = fn(&Make<'_>, &ParameterSpace) -> Result<(), String>;

/// The spaces the rules run on: each kind alone, all together, and fifty dimensions.
pub fn spaces() -> Vec<(&'static str, ParameterSpace)> {
    let real = || (Kind::Real { low: -1.0, high: 3.0 }, Value::Number(0.5));
    let log = || (Kind::LogReal { low: 1e-3, high: 10.0 }, Value::Number(0.1));
    let whole = || (Kind::Integer { low: -2, high: 9 }, Value::Number(1.0));
    let options = || vec!["a".to_string(), "b".into(), "c".into()];
    let logits = || (Kind::Logits { options: options() }, Value::Logits(vec![0.0, 0.5, -0.5]));
    vec![
        ("one real", space(vec![real()])),
        ("one log-scale", space(vec![log()])),
        ("one whole number", space(vec![whole()])),
        ("one categorical", space(vec![logits()])),
        ("all kinds", space(vec![real(), log(), whole(), logits()])),
        ("fifty reals", space((0..50).map(|_| real()).collect())),
    ]
}

fn space(kinds: Vec<(Kind, Value)>) -> ParameterSpace {
    let parameters = kinds.into_iter().enumerate().map(|(index, (kind, start))| Parameter {
        name: format!("p{index}"),
        unit: String::new(),
        description: String::new(),
        kind,
        start,
        fixed: false,
    });
    #[expect(clippy::expect_used, reason = "the kit's own spaces are valid, and its tests make them")]
    ParameterSpace::new(parameters.collect()).expect("the kit's spaces are valid")
}

fn new(make: &Make<'_>, space: &ParameterSpace) -> Result<Box<dyn Policy>, String> {
    make(space, Seed::new(11)).map_err(|error| error.to_string())
}

fn ask(policy: &mut dyn Policy, first: u64, count: usize) -> Result<Vec<Candidate>, String> {
    policy.ask(first, count).map_err(|error| error.to_string())
}

fn tell(policy: &mut dyn Policy, evaluations: &[Evaluation]) -> Result<(), String> {
    policy.tell(evaluations).map_err(|error| error.to_string())
}

fn recommend(policy: &dyn Policy) -> Result<Vec<f64>, String> {
    policy.recommend().map_err(|error| format!("recommendation: {error}"))
}

fn save(policy: &dyn Policy) -> Result<String, String> {
    policy.save().map_err(|error| format!("saving: {error}"))
}

/// A reward that depends on the point alone.
fn scored(candidate: &Candidate) -> Evaluation {
    let reward = -candidate.point.iter().map(|value| (value - 0.3).powi(2)).sum::<f64>();
    let outcome = Outcome::Scored { reward, metrics: Default::default() };
    Evaluation { candidate: candidate.number, outcome }
}

fn failed(candidate: &Candidate) -> Evaluation {
    Evaluation { candidate: candidate.number, outcome: Outcome::Failed { reason: "test".into() } }
}

fn round(policy: &mut dyn Policy, first: u64, count: usize) -> Result<Vec<Candidate>, String> {
    let candidates = ask(policy, first, count)?;
    tell(policy, &candidates.iter().map(scored).collect::<Vec<_>>())?;
    Ok(candidates)
}

fn same<T: PartialEq + std::fmt::Debug>(left: &T, right: &T, what: &str) -> Result<(), String> {
    if left == right { Ok(()) } else { Err(format!("{what}: {left:?} and {right:?}")) }
}

fn points_are_valid(make: &Make<'_>, space: &ParameterSpace) -> Result<(), String> {
    let mut policy = new(make, space)?;
    for step in 0..20 {
        let candidates = round(policy.as_mut(), step * 4, 4)?;
        let numbers: Vec<u64> = candidates.iter().map(|candidate| candidate.number).collect();
        same(&numbers, &(step * 4..step * 4 + 4).collect(), "numbers")?;
        for candidate in &candidates {
            space.values(&candidate.point).map_err(|error| error.to_string())?;
        }
        space.values(&recommend(policy.as_ref())?).map_err(|error| format!("recommendation: {error}"))?;
    }
    Ok(())
}

fn same_seed_same_proposals(make: &Make<'_>, space: &ParameterSpace) -> Result<(), String> {
    let (mut left, mut right) = (new(make, space)?, new(make, space)?);
    for step in 0..5 {
        same(&round(left.as_mut(), step * 3, 3)?, &round(right.as_mut(), step * 3, 3)?, "proposals")?;
    }
    same(&recommend(left.as_ref())?, &recommend(right.as_ref())?, "recommendations")
}

fn parts_equal_whole(make: &Make<'_>, space: &ParameterSpace) -> Result<(), String> {
    let (mut whole, mut parts) = (new(make, space)?, new(make, space)?);
    let together = ask(whole.as_mut(), 0, 6)?;
    let mut apart = ask(parts.as_mut(), 0, 2)?;
    apart.extend(ask(parts.as_mut(), 2, 4)?);
    same(&together, &apart, "proposals")
}

fn saved_goes_on(make: &Make<'_>, space: &ParameterSpace) -> Result<(), String> {
    let mut original = new(make, space)?;
    round(original.as_mut(), 0, 4)?;
    let open = ask(original.as_mut(), 4, 4)?;
    let mut copy = new(make, space)?;
    copy.load(&save(original.as_ref())?).map_err(|error| error.to_string())?;
    same(&save(copy.as_ref())?, &save(original.as_ref())?, "states")?;
    let evaluations: Vec<Evaluation> = open.iter().map(scored).collect();
    for policy in [&mut original, &mut copy] {
        tell(policy.as_mut(), &evaluations)?;
    }
    same(&round(copy.as_mut(), 8, 4)?, &round(original.as_mut(), 8, 4)?, "proposals after loading")?;
    same(&save(copy.as_ref())?, &save(original.as_ref())?, "states at the end")?;
    if copy.load("{}").is_ok() {
        return Err("a state that is none was loaded".into());
    }
    same(&save(copy.as_ref())?, &save(original.as_ref())?, "states after a refused load")
}

fn partial_tells(make: &Make<'_>, space: &ParameterSpace) -> Result<(), String> {
    let (mut left, mut right) = (new(make, space)?, new(make, space)?);
    let candidates = ask(left.as_mut(), 0, 5)?;
    ask(right.as_mut(), 0, 5)?;
    let some = [scored(&candidates[3]), failed(&candidates[1]), scored(&candidates[0])];
    let reversed: Vec<Evaluation> = some.iter().rev().cloned().collect();
    tell(left.as_mut(), &some)?;
    tell(right.as_mut(), &reversed)?;
    same(&save(left.as_ref())?, &save(right.as_ref())?, "states after another order of telling")?;
    tell(left.as_mut(), &[failed(&candidates[2]), failed(&candidates[4])])?;
    tell(left.as_mut(), &[])?;
    space.values(&recommend(left.as_ref())?).map_err(|error| error.to_string())?;
    Ok(())
}

fn bad_tells(make: &Make<'_>, space: &ParameterSpace) -> Result<(), String> {
    let mut policy = new(make, space)?;
    let candidates = ask(policy.as_mut(), 0, 3)?;
    let before = save(policy.as_ref())?;
    let not_finite = |reward: f64| Evaluation {
        candidate: candidates[0].number,
        outcome: Outcome::Scored { reward, metrics: Default::default() },
    };
    let unknown = Evaluation { candidate: 99, ..scored(&candidates[0]) };
    let good = scored(&candidates[1]);
    for bad in [
        vec![good.clone(), not_finite(f64::NAN)],
        vec![not_finite(f64::INFINITY)],
        vec![good.clone(), unknown],
        vec![good.clone(), good.clone()],
    ] {
        if policy.tell(&bad).is_ok() {
            return Err(format!("accepted: {bad:?}"));
        }
        same(&save(policy.as_ref())?, &before, "states before and after a refused tell")?;
    }
    tell(policy.as_mut(), std::slice::from_ref(&good))?;
    if policy.tell(&[good]).is_ok() {
        return Err("a candidate was told twice".into());
    }
    Ok(())
}

fn metrics_are_stable(make: &Make<'_>, space: &ParameterSpace) -> Result<(), String> {
    let mut policy = new(make, space)?;
    let names = |policy: &dyn Policy| policy.metrics().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let before = names(policy.as_ref());
    round(policy.as_mut(), 0, 4)?;
    same(&names(policy.as_ref()), &before, "names")?;
    match policy.metrics().into_iter().find(|(_, value)| !value.is_finite()) {
        Some((name, value)) => Err(format!("{name} is {value}")),
        None => Ok(()),
    }
}
