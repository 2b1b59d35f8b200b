//! Credit reaches the policy before the tell, is learned from, survives a stop, and is refused where nobody knows it.

use std::path::Path;
use std::sync::{Arc, Mutex};

use lts_core::{
    Candidate, Credit, CreditUse, Evaluation, ParameterSpace, Policy, PolicyError, Seed, Stop, Value,
};
use lts_policy::{PolicySettings, ReinforceSettings};
use lts_run::{CarryOver, Ending};

use super::{Setup, journal, run_policy, space};

fn reinforce() -> Box<dyn Policy> {
    let settings = ReinforceSettings { sample_credit: true, ..ReinforceSettings::default() };
    lts_policy::build(&PolicySettings::Reinforce(settings), &space(), Seed::new(5)).unwrap()
}

fn run(path: &Path, setup: &Setup, stop_after: Option<u64>) -> Ending {
    let mut evaluated = |seen, stop: &Stop| {
        if Some(seen) == stop_after {
            stop.request();
        }
    };
    run_policy(path, setup, reinforce(), &mut evaluated).unwrap()
}

#[test]
fn stopped_anywhere_and_resumed_gives_the_same_journal() {
    let folder = tempfile::tempdir().unwrap();
    let setup = Setup { carry_over: CarryOver::Best, diverge_at: 5, ..Setup::default() };
    let whole = folder.path().join("whole");
    assert!(matches!(run(&whole, &setup, None), Ending::Finished(_)));
    assert!(journal(&whole).contains("training diverged"), "failed candidates have no credit");
    for stop_after in 1..=13 {
        let parts = folder.path().join(stop_after.to_string());
        assert!(matches!(run(&parts, &setup, Some(stop_after)), Ending::Stopped(_)), "{stop_after}");
        assert!(matches!(run(&parts, &setup, None), Ending::Finished(_)));
        assert_eq!(journal(&parts), journal(&whole), "stopped after {stop_after}");
    }
}

#[test]
fn a_mean_that_learns_from_credit_goes_to_the_best_samples() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let setup = Setup { iterations: 40, ..Setup::default() };
    run(&path, &setup, None);
    let recommended = std::fs::read_to_string(path.join("recommended/parameters.json")).unwrap();
    let values: lts_core::Values = serde_json::from_str(&recommended).unwrap();
    let level = values.number("level").unwrap();
    // Samples are up to 20 above the level, and best at 120; the start is 30.
    assert!((95.0..125.0).contains(&level), "{level}");
    assert_eq!(values.get("light"), Some(&Value::Logits(vec![0.0, 0.0])), "no sample says anything about it");
}

/// Always proposes the start, and writes down what it is told.
struct Listener {
    space: ParameterSpace,
    uses: CreditUse,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    fn hear(&self, what: String) {
        self.heard.lock().unwrap().push(what);
    }
}

impl Policy for Listener {
    fn kind(&self) -> &str {
        "listener"
    }

    fn ask(&mut self, first: u64, count: usize) -> Result<Vec<Candidate>, PolicyError> {
        let candidate = |number| Candidate { number, point: self.space.start() };
        Ok((first..first + count as u64).map(candidate).collect())
    }

    fn tell(&mut self, evaluations: &[Evaluation]) -> Result<(), PolicyError> {
        self.hear(format!("tell {}", evaluations.len()));
        Ok(())
    }

    fn credit_use(&self) -> CreditUse {
        self.uses
    }

    fn credit(&mut self, credit: &Credit) -> Result<(), PolicyError> {
        let Credit { candidate, names, values, scores } = credit;
        self.hear(format!("credit {candidate} {names:?} {} {}", values.len(), scores.len()));
        Ok(())
    }

    fn recommend(&self) -> Result<Vec<f64>, PolicyError> {
        Ok(self.space.start())
    }

    fn save(&self) -> Result<String, PolicyError> {
        Ok("{}".into())
    }

    fn load(&mut self, _: &str) -> Result<(), PolicyError> {
        Ok(())
    }
}

/// What a policy hears in one iteration.
fn heard(path: &Path, uses: CreditUse, scores: bool) -> Result<Vec<String>, String> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let policy = Listener { space: space(), uses, heard: Arc::clone(&heard) };
    let setup = Setup { iterations: 1, scores, ..Setup::default() };
    run_policy(path, &setup, Box::new(policy), &mut |_, _| ()).map_err(|error| error.to_string())?;
    let heard = heard.lock().unwrap().clone();
    Ok(heard)
}

#[test]
fn credit_comes_before_the_tell_and_only_to_those_who_use_it() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    // Twenty samples, and three numbers in a point.
    let credit = |candidate: u64| format!("credit {candidate} [\"influence\"] 20 60");
    let expected = [credit(0), credit(1), credit(2), "tell 3".into()];
    assert_eq!(heard(&place("welcome"), CreditUse::Welcome, true).unwrap(), expected);
    assert_eq!(heard(&place("required"), CreditUse::Required, true).unwrap(), expected);
    assert_eq!(heard(&place("none"), CreditUse::None, true).unwrap(), ["tell 3"]);
    assert_eq!(heard(&place("unknown"), CreditUse::Welcome, false).unwrap(), ["tell 3"]);
}

#[test]
fn a_policy_that_needs_credit_is_refused_where_nobody_knows_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let error = heard(&path, CreditUse::Required, false).unwrap_err();
    assert!(
        error.starts_with("policy.sample_credit: this task knows no credit of single samples"),
        "{error}"
    );
    assert!(!path.join("journal.jsonl").exists(), "nothing was begun");
}
