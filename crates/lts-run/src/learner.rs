//! The learning loop: ask, evaluate, tell, and a journal line for each; then the assessment.

use std::sync::Arc;

use lts_core::{
    Candidate, ClassMap, CreditUse, Evaluation, MainTaskModel, ModelError, Outcome, ParameterSpace, Policy,
    Sample, Seed, Stop, Values,
};

use crate::checkpoint::{Checkpoint, JournalWriter};
use crate::credit;
use crate::directory::RunDirectory;
use crate::error::RunError;
use crate::evaluator::{Completed, Evaluator, Job};
use crate::journal::{Assessed, FORMAT, Iteration, Record, Start};
use crate::observer::{Event, Observer};
use crate::samples;
use crate::settings::{AssessmentSettings, CarryOver, LoopSettings};
use crate::state::State;
use crate::weights::CarriedWeights;

/// What a run is about, as its owner put it together.
pub struct Plan {
    /// The experiment's name.
    pub name: String,
    /// Everything random follows from it.
    pub seed: u64,
    /// How long and how much.
    pub settings: LoopSettings,
    /// What is compared after the loop.
    pub assessment: AssessmentSettings,
    /// The simulator's parameters.
    pub space: ParameterSpace,
    /// Meaning of the labels, for sample images.
    pub classes: ClassMap,
    /// What the reward is, e.g. `IoU of car`.
    pub metric: String,
    /// Hidden true parameters of a simulated validation set.
    pub validation_parameters: Option<Values>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// It reached its end.
    Finished(State),
    /// A stop was asked for; the run can be resumed.
    Stopped(State),
}

/// Runs `plan` in `directory` from wherever its journal stands, until its end or a stop.
///
/// # Errors
/// If a file, the policy or the model fails in a way that no other candidate could mend. What was journaled stays
/// valid and can be resumed.
pub fn learn(
    plan: &Plan,
    directory: &RunDirectory,
    policy: &mut dyn Policy,
    evaluator: &mut dyn Evaluator,
    stop: &Stop,
    observer: &mut dyn Observer,
) -> Result<Ending, RunError> {
    if let Some((key, reason)) = plan.settings.problem() {
        return Err(RunError::Setting { key: key.into(), reason });
    }
    credit::check(policy, evaluator.knows_credit())?;
    let (journal, records, checkpoint) = JournalWriter::open(directory)?;
    let state = State::replay(&records);
    if state.started && !checkpoint.policy.is_empty() {
        policy.load(&checkpoint.policy)?;
    }
    let weights = CarriedWeights::new(directory, &checkpoint);
    let mut learner =
        Learner { plan, directory, policy, evaluator, stop, observer, journal, checkpoint, state, weights };
    let result = learner.run();
    learner.evaluator.cancel();
    match result {
        Ok(()) => Ok(Ending::Finished(learner.state)),
        Err(RunError::Model(ModelError::Stopped)) => Ok(Ending::Stopped(learner.state)),
        Err(error) => Err(error),
    }
}

struct Learner<'a> {
    plan: &'a Plan,
    directory: &'a RunDirectory,
    policy: &'a mut dyn Policy,
    evaluator: &'a mut dyn Evaluator,
    stop: &'a Stop,
    observer: &'a mut dyn Observer,
    journal: JournalWriter,
    checkpoint: Checkpoint,
    state: State,
    weights: CarriedWeights,
}

impl Learner<'_> {
    fn run(&mut self) -> Result<(), RunError> {
        if self.state.finished.is_some() {
            return Ok(());
        }
        if !self.state.started {
            let start = self.start();
            self.commit(Record::Start(start))?;
        }
        let reason = loop {
            if self.state.iterations >= self.plan.settings.iterations {
                break "all iterations are done".to_string();
            }
            if self.state.open.is_empty()
                && let Some(reason) = self.policy.stop()
            {
                break format!("the policy is done: {reason}");
            }
            self.check()?;
            self.iterate()?;
        };
        self.assess()?;
        let values = self.plan.space.values(&self.policy.recommend()?)?;
        self.write_values("recommended/parameters.json", &values)?;
        self.observer.event(&Event::Finished { reason: &reason });
        self.commit(Record::Finish { reason })
    }

    fn start(&self) -> Start {
        Start {
            format: FORMAT,
            name: self.plan.name.clone(),
            seed: self.plan.seed,
            policy: self.policy.kind().into(),
            metric: self.plan.metric.clone(),
            space: self.plan.space.clone(),
            validation_parameters: self.plan.validation_parameters.clone(),
            candidates: self.plan.settings.candidates,
            images: self.plan.settings.images,
            carry_over: self.plan.settings.carry_over,
        }
    }

    fn iterate(&mut self) -> Result<(), RunError> {
        self.check_stop()?;
        let iteration = self.state.iterations;
        if self.state.open.is_empty() {
            let candidates = self.policy.ask(self.state.asked, self.plan.settings.candidates)?;
            self.commit(Record::Ask { iteration, candidates })?;
        }
        let credited = self.evaluator.knows_credit() && self.policy.credit_use() != CreditUse::None;
        let rest: Vec<Candidate> = self.state.open[self.state.evaluated.len()..].to_vec();
        let mut all_values = Vec::with_capacity(rest.len());
        for candidate in &rest {
            let values = self.plan.space.values(&candidate.point)?;
            let seed = self.seed(iteration, candidate.number);
            self.evaluator.submit(Job {
                values: values.clone(),
                images: self.plan.settings.images,
                scenes: seed.name("scenes"),
                training: seed.name("training"),
                credit: credited.then_some(candidate.number),
            });
            all_values.push(values);
        }
        for (candidate, values) in rest.iter().zip(&all_values) {
            self.evaluate(iteration, candidate, values)?;
        }
        self.policy.tell(&self.state.evaluated)?;
        self.checkpoint.policy = self.policy.save()?;
        self.weights.end_iteration(&mut self.checkpoint);
        let record = self.iteration_record(iteration)?;
        self.observer.event(&Event::IterationEnds(&record));
        let last_failure =
            self.state.evaluated.iter().rev().find_map(|evaluation| match &evaluation.outcome {
                Outcome::Failed { reason } => Some(reason.clone()),
                Outcome::Scored { .. } => None,
            });
        self.commit(Record::Iteration(record))?;
        let iterations = self.state.failed_iterations;
        if iterations >= self.plan.settings.give_up_after {
            return Err(RunError::GaveUp { iterations, reason: last_failure.unwrap_or_default() });
        }
        Ok(())
    }

    /// The stream of a candidate: its own, or that of its iteration where random numbers are common.
    fn seed(&self, iteration: u64, candidate: u64) -> Seed {
        let root = Seed::new(self.plan.seed);
        if self.plan.settings.common_random_numbers {
            root.name("iteration").index(iteration)
        } else {
            root.name("candidate").index(candidate)
        }
    }

    fn evaluate(&mut self, iteration: u64, candidate: &Candidate, values: &Values) -> Result<(), RunError> {
        self.check_stop()?;
        self.observer.event(&Event::CandidateBegins { iteration, candidate, values });
        let carry_over = self.plan.settings.carry_over;
        // Networks start alike where random numbers are common: luck of the start is no merit of a candidate.
        let alike = carry_over != CarryOver::None || self.plan.settings.common_random_numbers;
        let root = Seed::new(self.plan.seed);
        let fresh = if alike { root } else { self.seed(iteration, candidate.number) }.name("weights");
        let wanted = self.sheet_is_wanted(iteration);
        let (weights, checkpoint) = (&mut self.weights, &self.checkpoint);
        let mut prepare =
            |model: &mut dyn MainTaskModel| weights.prepare(carry_over, checkpoint, model, fresh);
        let completed = next(self.evaluator, self.observer, &mut prepare, wanted)?;
        let (Completed { outcome, losses, credit, timing }, shown) = completed;
        let evaluation = Evaluation { candidate: candidate.number, outcome };
        if let Some(reward) = evaluation.reward() {
            let leads = self.state.leading_reward.is_none_or(|leading| reward > leading);
            let model = self.evaluator.model();
            self.weights.evaluated(carry_over, leads, self.state.evaluations, &mut self.checkpoint, model)?;
            if self.state.best.as_ref().is_none_or(|best| reward > best.reward) {
                model.save(&self.directory.join("best/weights.safetensors"))?;
                self.write_values("best/parameters.json", values)?;
            }
        } else {
            self.weights.failed();
        }
        if wanted && let Some((png, size)) = samples::sheet(&shown, &self.plan.classes) {
            self.directory.write(&format!("samples/iteration_{iteration:06}.png"), &png)?;
            self.observer.event(&Event::Samples { iteration, png: &png, size });
        }
        if let Some(credit) = credit {
            self.policy.credit(&credit)?;
            // The checkpoint that covers the evaluation holds its credit as well.
            self.checkpoint.policy = self.policy.save()?;
        }
        let number = evaluation.candidate;
        let record = Record::Evaluation { iteration, evaluation, losses };
        self.write_timing(&format!("\"candidate\":{number}"), timing)?;
        self.observer.event(&Event::Evaluated { record: &record, timing });
        self.commit(record)
    }

    fn sheet_is_wanted(&self, iteration: u64) -> bool {
        let every = self.plan.settings.sample_every;
        let last = iteration + 1 == self.plan.settings.iterations;
        every > 0 && self.state.evaluated.is_empty() && (iteration.is_multiple_of(every) || last)
    }

    fn iteration_record(&self, iteration: u64) -> Result<Iteration, RunError> {
        let rewards: Vec<f64> = self.state.evaluated.iter().filter_map(Evaluation::reward).collect();
        let scored = !rewards.is_empty();
        Ok(Iteration {
            iteration,
            reward_mean: scored.then(|| rewards.iter().sum::<f64>() / rewards.len() as f64),
            reward_best: rewards.iter().copied().reduce(f64::max),
            best_candidate: self.state.best.as_ref().map(|best| best.candidate),
            images: self.state.evaluations * self.plan.settings.images as u64,
            recommended: self.plan.space.values(&self.policy.recommend()?)?,
            policy: self.policy.metrics().into_iter().filter(|(_, value)| value.is_finite()).collect(),
        })
    }

    /// Scores the recommendation between two iterations, where the settings want it and a killed process has not done it.
    fn check(&mut self) -> Result<(), RunError> {
        let AssessmentSettings { every, repeats, .. } = self.plan.assessment;
        let done = self.state.iterations;
        if every == 0 || done == 0 || !done.is_multiple_of(every) || !self.state.open.is_empty() {
            return Ok(());
        }
        let of = Assessed::Recommended;
        let mut open = Vec::new();
        for repeat in (0..repeats).filter(|repeat| !self.state.checked.contains(&(done, *repeat))) {
            if let Some(values) = self.assessed_values(of)? {
                open.push((of, repeat, values));
            }
        }
        self.assess_all(open, Some(done))?;
        // The model holds the weights of an assessment now.
        self.weights.failed();
        Ok(())
    }

    /// Scores the points of interest from the starting weights, all with the same seeds in the same repeat.
    fn assess(&mut self) -> Result<(), RunError> {
        let settings = &self.plan.assessment;
        let mut open = Vec::new();
        for repeat in 0..settings.repeats {
            for of in &settings.of {
                let done = self.state.assessed.iter().any(|(which, at, _)| which == of && *at == repeat);
                if !done && let Some(values) = self.assessed_values(*of)? {
                    open.push((*of, repeat, values));
                }
            }
        }
        self.assess_all(open, None)
    }

    fn assess_all(
        &mut self,
        open: Vec<(Assessed, u32, Values)>,
        iteration: Option<u64>,
    ) -> Result<(), RunError> {
        let images = self.plan.assessment.images;
        let images = if images == 0 { self.plan.settings.images } else { images };
        let root = Seed::new(self.plan.seed).name("assessment");
        let seed = |repeat: u32| root.index(u64::from(repeat));
        for (_, repeat, values) in &open {
            let (scenes, training) = (seed(*repeat).name("scenes"), seed(*repeat).name("training"));
            self.evaluator.submit(Job { values: values.clone(), images, scenes, training, credit: None });
        }
        for (of, repeat, values) in open {
            self.check_stop()?;
            self.observer.event(&Event::AssessmentBegins { of, repeat });
            let weights = seed(repeat).name("weights");
            let mut prepare = |model: &mut dyn MainTaskModel| model.reset(weights);
            let (completed, _) = next(self.evaluator, self.observer, &mut prepare, false)?;
            let Completed { outcome, timing, .. } = completed;
            if let (Assessed::Recommended, Outcome::Scored { reward, .. }) = (of, &outcome)
                && iteration.is_none()
                && self.state.best_assessment(of).is_none_or(|best| *reward > best)
            {
                self.evaluator.model().save(&self.directory.join("recommended/weights.safetensors"))?;
            }
            self.write_timing(&format!("\"assessment\":{repeat}"), timing)?;
            let record = Record::Assessment { of, repeat, iteration, values, outcome };
            self.observer.event(&Event::Evaluated { record: &record, timing });
            self.commit(record)?;
        }
        Ok(())
    }

    fn assessed_values(&self, of: Assessed) -> Result<Option<Values>, RunError> {
        let space = &self.plan.space;
        Ok(match of {
            Assessed::Start => Some(space.values(&space.start())?),
            Assessed::Recommended => Some(space.values(&self.policy.recommend()?)?),
            Assessed::Best => match &self.state.best {
                Some(best) => Some(space.values(&best.point)?),
                None => None,
            },
            Assessed::ValidationParameters => self.plan.validation_parameters.clone(),
        })
    }

    fn commit(&mut self, record: Record) -> Result<(), RunError> {
        // The asked candidates are outstanding in the policy's state from here on.
        if matches!(record, Record::Start(_) | Record::Ask { .. }) {
            self.checkpoint.policy = self.policy.save()?;
        }
        self.journal.commit(self.directory, &record, &mut self.checkpoint)?;
        self.weights.sweep(&self.checkpoint);
        self.state.apply(&record);
        Ok(())
    }

    fn write_values(&self, name: &str, values: &Values) -> Result<(), RunError> {
        let json = serde_json::to_vec_pretty(values).map_err(|error| {
            RunError::file(&self.directory.join(name), "encode")(std::io::Error::other(error))
        })?;
        self.directory.write(name, &json)
    }

    fn write_timing(&self, what: &str, timing: crate::observer::Timing) -> Result<(), RunError> {
        let [render, wait, train, score] =
            [timing.render, timing.wait, timing.train, timing.score].map(|duration| duration.as_secs_f64());
        let line = format!(
            "{{{what},\"render_secs\":{render:.4},\"wait_secs\":{wait:.4},\"train_secs\":{train:.4},\"score_secs\":{score:.4}}}"
        );
        self.directory.append_line("timing.jsonl", &line)
    }

    fn check_stop(&self) -> Result<(), RunError> {
        if self.stop.is_requested() { Err(ModelError::Stopped.into()) } else { Ok(()) }
    }
}

/// The next completed job, and the first samples of it if they are `wanted`.
fn next(
    evaluator: &mut dyn Evaluator,
    observer: &mut dyn Observer,
    prepare: &mut dyn FnMut(&mut dyn MainTaskModel) -> Result<(), ModelError>,
    wanted: bool,
) -> Result<(Completed, Vec<Arc<Sample>>), RunError> {
    let mut shown = Vec::new();
    let completed = evaluator.next_completed(prepare, &mut |sample| {
        if wanted && shown.len() < samples::SHOWN {
            shown.push(Arc::clone(sample));
        }
        observer.event(&Event::SampleArrived);
    });
    match completed {
        Some(completed) => Ok((completed?, shown)),
        None => Err(ModelError::Library("the evaluator lost a job".into()).into()),
    }
}
