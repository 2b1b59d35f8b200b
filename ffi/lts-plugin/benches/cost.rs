//! What the way through the C ABI costs: the built-in random search, called directly and as a plugin.
#![expect(clippy::unwrap_used, reason = "a benchmark's set-up must work")]

use criterion::{Criterion, criterion_group, criterion_main};
use lts_core::{Evaluation, Outcome, ParameterSpace, Policy, Seed};
use lts_plugin::{Library, PluginPolicy};
use lts_policy::{PolicySettings, RandomSearchSettings, conformance};

/// 10,000 rounds of one candidate.
fn rounds(policy: &mut dyn Policy) {
    for number in 0..10_000 {
        let candidates = policy.ask(number, 1).unwrap();
        let reward = -candidates[0].point.iter().map(|value| value * value).sum::<f64>();
        let outcome = Outcome::Scored { reward, metrics: Default::default() };
        policy.tell(&[Evaluation { candidate: number, outcome }]).unwrap();
    }
}

fn fifty() -> ParameterSpace {
    conformance::spaces().into_iter().find(|(name, _)| *name == "fifty reals").unwrap().1
}

fn cost(criterion: &mut Criterion) {
    let (space, seed) = (fifty(), Seed::new(1));
    let mut group = criterion.benchmark_group("10,000 rounds of 50 parameters");
    group.sample_size(20);
    let settings = PolicySettings::RandomSearch(RandomSearchSettings::default());
    group.bench_function("built in", |bencher| {
        bencher.iter(|| rounds(lts_policy::build(&settings, &space, seed).unwrap().as_mut()));
    });
    let name = format!("{}lts_test_plugins{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let library = Library::open(&std::env::current_exe().unwrap().with_file_name(name)).unwrap();
    group.bench_function("plugin", |bencher| {
        bencher.iter(|| {
            let policy = PluginPolicy::from_library(&library, Some("test.built-in"), &space, seed, "{}");
            rounds(&mut policy.unwrap());
        });
    });
    group.finish();
}

criterion_group!(benches, cost);
criterion_main!(benches);
