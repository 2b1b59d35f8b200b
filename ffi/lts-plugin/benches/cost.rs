//! What the way through the C ABI costs: the built-in random search, called directly and as a plugin, in turns.
//!
//! Prints the median of the ratios of neighbouring measurements: what slows the machine for a while slows both of a pair.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark sets up what works, and prints")]

use std::hint::black_box;
use std::time::Instant;

use lts_core::{Evaluation, Outcome, ParameterSpace, Policy, Seed};
use lts_plugin::{Library, PluginPolicy};
use lts_policy::{PolicySettings, RandomSearchSettings, conformance};

const ROUNDS: u64 = 10_000;
const PAIRS: usize = 41;

/// Seconds of 10,000 rounds of `count` candidates.
fn seconds(policy: &mut dyn Policy, count: usize) -> f64 {
    let started = Instant::now();
    let mut told = Vec::with_capacity(count);
    for round in 0..ROUNDS {
        let candidates = policy.ask(round * count as u64, count).unwrap();
        told.clear();
        told.extend(candidates.iter().map(|candidate| {
            let reward = -candidate.point.iter().map(|value| value * value).sum::<f64>();
            let outcome = Outcome::Scored { reward, metrics: Default::default() };
            Evaluation { candidate: candidate.number, outcome }
        }));
        policy.tell(black_box(&told)).unwrap();
    }
    started.elapsed().as_secs_f64()
}

fn fifty() -> ParameterSpace {
    conformance::spaces().into_iter().find(|(name, _)| *name == "fifty reals").unwrap().1
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn main() {
    let (space, seed) = (fifty(), Seed::new(1));
    let settings = PolicySettings::RandomSearch(RandomSearchSettings::default());
    let name = format!("{}lts_test_plugins{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let library = Library::open(&std::env::current_exe().unwrap().with_file_name(name)).unwrap();
    let direct = |count| seconds(lts_policy::build(&settings, &space, seed).unwrap().as_mut(), count);
    let plugin = |count| {
        let policy = PluginPolicy::from_library(&library, Some("test.built-in"), &space, seed, "{}");
        seconds(&mut policy.unwrap(), count)
    };
    for count in [1, 4] {
        let pairs: Vec<(f64, f64)> = (0..PAIRS)
            .map(|pair| {
                // Whoever comes first in a pair may be the slower one for it.
                if pair % 2 == 0 {
                    (direct(count), plugin(count))
                } else {
                    let plugin = plugin(count);
                    (direct(count), plugin)
                }
            })
            .collect();
        let micros = |seconds: f64| 1e6 * seconds / ROUNDS as f64;
        println!(
            "{ROUNDS} rounds of {count} candidates with 50 parameters: built in {:.2} us a round, plugin {:.2} us, \
             plugin / built in {:.3}",
            micros(median(pairs.iter().map(|pair| pair.0))),
            micros(median(pairs.iter().map(|pair| pair.1))),
            median(pairs.iter().map(|pair| pair.1 / pair.0)),
        );
    }
}
