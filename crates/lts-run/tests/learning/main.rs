//! The loop with a simulator and a model that are pure arithmetic: order, resume, failures, stops.
#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

mod credit;
mod plugin;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use lts_core::{
    ClassMap, Dataset, FitReport, Kind, MainTaskModel, ModelError, Parameter, ParameterSpace, Policy, Sample,
    SampleStream, Score, Seed, Simulator, SimulatorError, Size, Stop, Value, Values,
};
use lts_policy::PolicySettings;
use lts_run::journal::Assessed;
use lts_run::{
    AssessmentSettings, CarryOver, Ending, Event, LocalEvaluator, LoopSettings, Plan, RunDirectory, RunError,
    learn,
};
use rand::RngExt;

fn space() -> ParameterSpace {
    let parameter = |name: &str, kind, start| Parameter {
        name: name.into(),
        unit: String::new(),
        description: String::new(),
        kind,
        start,
        fixed: false,
    };
    let options = vec!["dark".into(), "bright".into()];
    ParameterSpace::new(vec![
        parameter("level", Kind::Real { low: 0.0, high: 200.0 }, Value::Number(30.0)),
        parameter("light", Kind::Logits { options }, Value::Logits(vec![0.0, 0.0])),
    ])
    .unwrap()
}

/// Images of one grey level near the parameter `level`; fails where `level` is above 190. Knows a score function, or not.
struct Grey(ParameterSpace, ClassMap, bool);

impl Simulator for Grey {
    fn space(&self) -> &ParameterSpace {
        &self.0
    }

    fn classes(&self) -> &ClassMap {
        &self.1
    }

    fn count_names(&self) -> &[String] {
        &[]
    }

    fn generate(
        &mut self,
        values: &Values,
        images: usize,
        seed: Seed,
        deliver: &mut dyn FnMut(Sample) -> ControlFlow<()>,
    ) -> Result<(), SimulatorError> {
        let level = values.number("level").unwrap();
        for image in 0..images as u64 {
            let noise: f64 = seed.index(image).rng().random::<f64>() * 20.0;
            let sample = Sample {
                size: Size::new(2, 1),
                color: vec![(level + noise) as u8; 6],
                class: vec![26; 2],
                instance: None,
                depth: None,
                counts: Vec::new(),
            };
            if deliver(sample).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// As if the grey levels were Gaussian around `level` + 10 with the variance of the noise, 400 / 12.
    fn score_function(
        &self,
        values: &Values,
        samples: &[Arc<Sample>],
    ) -> Result<Option<Vec<f64>>, SimulatorError> {
        let middle = values.number("level").unwrap() + 10.0;
        let score = |sample: &Arc<Sample>| [(f64::from(sample.color[0]) - middle) * 12.0 / 400.0, 0.0, 0.0];
        Ok(self.2.then(|| samples.iter().flat_map(score).collect()))
    }
}

/// Learns the mean grey level, slowly; its reward is how near that is to 120. Diverges on every `diverge_at`-th fit.
#[derive(Default)]
struct Mean {
    level: f64,
    fits: Cell<u64>,
    diverge_at: u64,
}

impl MainTaskModel for Mean {
    fn reset(&mut self, seed: Seed) -> Result<(), ModelError> {
        self.level = seed.rng().random::<f64>() * 10.0;
        Ok(())
    }

    fn fit(
        &mut self,
        samples: &mut SampleStream<'_>,
        seed: Seed,
        stop: &Stop,
    ) -> Result<FitReport, ModelError> {
        self.fits.set(self.fits.get() + 1);
        let mut count = 0;
        for sample in samples {
            if stop.is_requested() {
                return Err(ModelError::Stopped);
            }
            self.level +=
                0.2 * (f64::from(sample?.color[0]) - self.level) + 1e-3 * seed.rng().random::<f64>();
            count += 1;
        }
        if self.diverge_at > 0 && ((self.level * 1e6) as u64).is_multiple_of(self.diverge_at) {
            return Err(ModelError::Diverged { loss: f64::NAN, step: count });
        }
        Ok(FitReport { losses: vec![self.level], samples: count })
    }

    fn score(&mut self, _: &dyn Dataset, _: &Stop) -> Result<Score, ModelError> {
        let reward = -(self.level - 120.0).abs() / 120.0;
        Ok(Score {
            reward,
            metrics: BTreeMap::from([("level".into(), self.level), ("none".into(), f64::NAN)]),
        })
    }

    /// The nearer to 120 a sample is, the better.
    fn influence(
        &mut self,
        samples: &[Arc<Sample>],
        _: &dyn Dataset,
        _: &Stop,
    ) -> Result<Option<Vec<f64>>, ModelError> {
        let far = |sample: &Arc<Sample>| -(f64::from(sample.color[0]) - 120.0).abs() / 120.0;
        Ok(Some(samples.iter().map(far).collect()))
    }

    fn save(&self, path: &Path) -> Result<(), ModelError> {
        std::fs::write(path, self.level.to_bits().to_string()).map_err(|e| ModelError::Library(e.to_string()))
    }

    fn save_training(&self, path: &Path) -> Result<(), ModelError> {
        self.save(path)
    }

    fn load_training(&mut self, path: &Path) -> Result<(), ModelError> {
        let text = std::fs::read_to_string(path).map_err(|e| ModelError::Library(e.to_string()))?;
        self.level = f64::from_bits(text.parse().unwrap());
        Ok(())
    }
}

struct Setup {
    carry_over: CarryOver,
    diverge_at: u64,
    iterations: u64,
    /// Whether the simulator knows its score function.
    scores: bool,
    /// Iterations between assessments of the recommendation.
    every: u64,
}

impl Default for Setup {
    fn default() -> Self {
        Self { carry_over: CarryOver::None, diverge_at: 0, iterations: 4, scores: true, every: 0 }
    }
}

/// Learns in `path` until the end, or until `stop_after` evaluations were seen in this process.
fn run(path: &Path, setup: &Setup, stop_after: Option<u64>) -> Ending {
    let policy = lts_policy::build(&PolicySettings::default(), &space(), Seed::new(5)).unwrap();
    run_policy(path, setup, policy, &mut |seen, stop| {
        if Some(seen) == stop_after {
            stop.request();
        }
    })
    .unwrap()
}

/// Learns in `path` with `policy`; `evaluated` is told how many evaluations were seen in this process.
fn run_policy(
    path: &Path,
    setup: &Setup,
    mut policy: Box<dyn Policy>,
    evaluated: &mut dyn FnMut(u64, &Stop),
) -> Result<Ending, RunError> {
    let directory =
        if path.exists() { RunDirectory::open(path) } else { RunDirectory::create(path) }.unwrap();
    directory.write("config.toml", b"").unwrap();
    directory.write("run.json", b"{}").unwrap();
    let stop = Stop::new();
    let settings = LoopSettings {
        iterations: setup.iterations,
        candidates: 3,
        images: 20,
        carry_over: setup.carry_over,
        prefetch: 8,
        sample_every: 2,
        ..LoopSettings::default()
    };
    let plan = Plan {
        name: "grey".into(),
        seed: 5,
        settings,
        assessment: AssessmentSettings { repeats: 2, every: setup.every, ..AssessmentSettings::default() },
        space: space(),
        classes: ClassMap::traffic(),
        metric: "nearness".into(),
        validation_parameters: None,
    };
    let mut model = Mean { diverge_at: setup.diverge_at, ..Mean::default() };
    let validation: Vec<Arc<Sample>> = Vec::new();
    let simulator = Box::new(Grey(space(), ClassMap::traffic(), setup.scores));
    let mut evaluator = LocalEvaluator::new(simulator, &mut model, &validation, 8, stop.clone());
    let mut seen = 0;
    let mut observer = |event: &Event<'_>| {
        if let Event::Evaluated { .. } = event {
            seen += 1;
            evaluated(seen, &stop);
        }
    };
    learn(&plan, &directory, policy.as_mut(), &mut evaluator, &stop, &mut observer)
}

fn journal(path: &Path) -> String {
    std::fs::read_to_string(path.join("journal.jsonl")).unwrap()
}

#[test]
fn stopped_anywhere_and_resumed_gives_the_same_journal() {
    let folder = tempfile::tempdir().unwrap();
    for carry_over in [CarryOver::None, CarryOver::Best, CarryOver::Sequence] {
        let setup = Setup { carry_over, diverge_at: 5, ..Setup::default() };
        let whole = folder.path().join(format!("{carry_over:?}"));
        assert!(matches!(run(&whole, &setup, None), Ending::Finished(_)));
        for stop_after in 1..=15 {
            let parts = folder.path().join(format!("{carry_over:?}-{stop_after}"));
            assert!(matches!(run(&parts, &setup, Some(stop_after)), Ending::Stopped(_)), "{stop_after}");
            // What a killed process leaves: a line that no checkpoint covers.
            let mut torn = journal(&parts);
            torn.push_str("{\"record\":\"evaluation\",\"iter");
            std::fs::write(parts.join("journal.jsonl"), torn).unwrap();
            assert!(matches!(run(&parts, &setup, None), Ending::Finished(_)));
            assert_eq!(journal(&parts), journal(&whole), "{carry_over:?}, stopped after {stop_after}");
            let weights = |path: &Path| std::fs::read(path.join("best/weights.safetensors")).unwrap();
            assert_eq!(weights(&parts), weights(&whole));
        }
    }
}

#[test]
fn the_recommendation_is_scored_between_iterations_and_nothing_else_changes() {
    let folder = tempfile::tempdir().unwrap();
    for carry_over in [CarryOver::None, CarryOver::Best, CarryOver::Sequence] {
        let path = |name: &str| folder.path().join(format!("{carry_over:?}-{name}"));
        let setup = Setup { carry_over, ..Setup::default() };
        run(&path("plain"), &setup, None);
        let setup = Setup { every: 2, ..setup };
        run(&path("scored"), &setup, None);
        let scored = journal(&path("scored"));
        let between = |line: &&str| line.contains("\"assessment\"") && line.contains("\"iteration\":2");
        // After 2 of 4 iterations, twice; after the last one it is the usual assessment.
        assert_eq!(scored.lines().filter(between).count(), 2, "{scored}");
        let rest: String =
            scored.lines().filter(|line| !between(line)).map(|line| format!("{line}\n")).collect();
        assert_eq!(
            rest,
            journal(&path("plain")),
            "{carry_over:?}: the policy and its candidates see nothing of it"
        );
        for stop_after in 5..=10 {
            let parts = path(&format!("parts-{stop_after}"));
            assert!(matches!(run(&parts, &setup, Some(stop_after)), Ending::Stopped(_)));
            assert!(matches!(run(&parts, &setup, None), Ending::Finished(_)));
            assert_eq!(journal(&parts), scored, "{carry_over:?}, stopped after {stop_after}");
        }
    }
}

#[test]
fn the_reward_rises_and_the_run_directory_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let setup = Setup { iterations: 40, ..Setup::default() };
    let Ending::Finished(state) = run(&path, &setup, None) else { panic!("it was not stopped") };
    let start = state.assessment(Assessed::Start).unwrap().0;
    let end = state.assessment(Assessed::Recommended).unwrap().0;
    // From -0.7 at level 30 to near 0: 40 steps of Adam at 0.1 reach the middle of the range with much to spare.
    assert!(end > start + 0.4, "{start} {end}");
    for name in [
        "best/weights.safetensors",
        "best/parameters.json",
        "recommended/weights.safetensors",
        "recommended/parameters.json",
        "samples/iteration_000000.png",
        "samples/iteration_000039.png",
        "timing.jsonl",
    ] {
        assert!(path.join(name).is_file(), "{name}");
    }
    let left: Vec<_> = std::fs::read_dir(path.join("checkpoints")).unwrap().collect();
    assert_eq!(left.len(), 1, "only the checkpoint is left where nothing is carried over");
}

#[test]
fn a_run_in_which_everything_fails_gives_up_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("run");
    let setup = Setup { diverge_at: 1, iterations: 9, ..Setup::default() };
    let error = std::panic::catch_unwind(|| run(&path, &setup, None)).unwrap_err();
    let message = error.downcast_ref::<String>().unwrap();
    assert!(message.contains("GaveUp") && message.contains("training diverged"), "{message}");
}
