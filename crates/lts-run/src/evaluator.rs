//! The evaluator: candidates go in, rewards come out, and the simulator works ahead of the trainer.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use lts_core::{
    Credit, Dataset, FitReport, MainTaskModel, ModelError, Outcome, Sample, Score, Seed, Simulator,
    SimulatorError, Stop, Values,
};

use crate::credit;
use crate::observer::Timing;
use crate::slots::{Slot, Slots};

/// One dataset to make, train on and score.
#[derive(Clone, Debug)]
pub struct Job {
    /// Parameters of the simulator.
    pub values: Values,
    /// Training images.
    pub images: usize,
    /// Seed of the scenes.
    pub scenes: Seed,
    /// Seed of the training (order, augmentation).
    pub training: Seed,
    /// The candidate whose samples are to get credit; none if nobody uses it.
    pub credit: Option<u64>,
}

/// What came of a job.
#[derive(Debug)]
pub struct Completed {
    /// Reward, or why it failed.
    pub outcome: Outcome,
    /// Mean training loss of each epoch.
    pub losses: Vec<f64>,
    /// What its samples were worth, if that was wanted and is known; none if it failed.
    pub credit: Option<Credit>,
    /// Where the time went.
    pub timing: Timing,
}

/// Evaluates jobs in the order in which they were submitted.
pub trait Evaluator {
    /// Queues a job; its samples may be made from now on.
    fn submit(&mut self, job: Job);

    /// Trains and scores the oldest job that is queued. `prepare` puts the model's weights in place, at the moment
    /// when it is this job's turn; `arrived` is told of each sample. `None` if nothing is queued.
    ///
    /// # Errors
    /// [`ModelError::Stopped`] on a stop; an error that no other parameters could mend. A diverged training or a
    /// failed simulation is a [`Outcome::Failed`].
    fn next_completed(
        &mut self,
        prepare: &mut dyn FnMut(&mut dyn MainTaskModel) -> Result<(), ModelError>,
        arrived: &mut dyn FnMut(&Arc<Sample>),
    ) -> Option<Result<Completed, ModelError>>;

    /// Drops all queued jobs.
    fn cancel(&mut self);

    /// Whether the samples of a job can get credit.
    fn knows_credit(&self) -> bool {
        false
    }

    /// The model, as the last job left it.
    fn model(&mut self) -> &mut dyn MainTaskModel;
}

enum Message {
    Sample(Arc<Sample>, #[expect(dead_code, reason = "held until the trainer takes the sample")] Slot),
    End { result: Result<Option<Scored>, SimulatorError>, render: Duration },
}

/// All samples of a job with their scores, as the simulator's score function gives them.
struct Scored {
    samples: Vec<Arc<Sample>>,
    scores: Vec<f64>,
}

struct Order {
    job: Job,
    cancelled: Stop,
    deliver: Sender<Message>,
}

/// Runs on this machine: the simulator on a thread of its own, the model on the caller's.
pub struct LocalEvaluator<'a> {
    model: &'a mut dyn MainTaskModel,
    validation: &'a dyn Dataset,
    stop: Stop,
    orders: Option<Sender<Order>>,
    queued: VecDeque<(Job, Stop, Receiver<Message>)>,
    producer: Option<JoinHandle<()>>,
    knows_credit: bool,
}

impl<'a> LocalEvaluator<'a> {
    /// An evaluator whose simulator makes at most `prefetch` samples ahead of the trainer, over all jobs.
    pub fn new(
        mut simulator: Box<dyn Simulator>,
        model: &'a mut dyn MainTaskModel,
        validation: &'a dyn Dataset,
        prefetch: usize,
        stop: Stop,
    ) -> Self {
        let knows_credit = credit::is_known(simulator.as_ref(), model);
        let (orders, incoming) = channel::<Order>();
        let slots = Slots::new(prefetch.max(1));
        let producer = std::thread::spawn(move || {
            for order in incoming {
                produce(simulator.as_mut(), &slots, &order);
            }
        });
        let queued = VecDeque::new();
        let (orders, producer) = (Some(orders), Some(producer));
        Self { model, validation, stop, orders, queued, producer, knows_credit }
    }

    fn train_and_score(
        &mut self,
        job: &Job,
        samples: &Receiver<Message>,
        arrived: &mut dyn FnMut(&Arc<Sample>),
    ) -> Result<Completed, ModelError> {
        let started = Instant::now();
        let mut stream = Stream {
            samples,
            render: Duration::ZERO,
            wait: Duration::ZERO,
            ended: false,
            scored: None,
            arrived,
        };
        let fit = self.model.fit(&mut stream, job.training, &self.stop);
        let made = stream.scored.take();
        let mut timing = Timing { render: stream.render, wait: stream.wait, ..Timing::default() };
        timing.train = started.elapsed().saturating_sub(timing.wait);
        let scoring = Instant::now();
        let scored = fit.and_then(|FitReport { losses, .. }| {
            let score = self.model.score(self.validation, &self.stop)?;
            Ok((score, losses, self.credit(job, made)?))
        });
        timing.score = scoring.elapsed();
        let (outcome, losses, credit) = match scored {
            Ok((score, losses, credit)) => match problem(&score, credit.as_ref()) {
                None => {
                    let Score { reward, mut metrics } = score;
                    // JSON has no form for what is not finite: the journal could not be read again.
                    metrics.retain(|_, value| value.is_finite());
                    (Outcome::Scored { reward, metrics }, losses, credit)
                }
                Some(reason) => (Outcome::Failed { reason }, losses, None),
            },
            // A simulator that gives up because of the stop is no fault of the candidate.
            Err(_) if self.stop.is_requested() => return Err(ModelError::Stopped),
            Err(error @ (ModelError::Diverged { .. } | ModelError::Simulator(_))) => {
                (Outcome::Failed { reason: error.to_string() }, Vec::new(), None)
            }
            Err(error) => return Err(error),
        };
        Ok(Completed { outcome, losses, credit, timing })
    }

    /// What the samples of `job` were worth to the model as it is now.
    fn credit(&mut self, job: &Job, made: Option<Scored>) -> Result<Option<Credit>, ModelError> {
        let (Some(candidate), Some(Scored { samples, scores })) = (job.credit, made) else {
            return Ok(None);
        };
        let influence = self.model.influence(&samples, self.validation, &self.stop)?;
        let names = vec![Credit::INFLUENCE.into()];
        Ok(influence.map(|values| Credit { candidate, names, values, scores }))
    }
}

impl Evaluator for LocalEvaluator<'_> {
    fn submit(&mut self, job: Job) {
        let (deliver, samples) = channel();
        let cancelled = Stop::new();
        let order = Order { job: job.clone(), cancelled: cancelled.clone(), deliver };
        if let Some(orders) = &self.orders {
            // If the producer is gone, the receiver of this job is closed and the job fails with a message.
            let _ = orders.send(order);
        }
        self.queued.push_back((job, cancelled, samples));
    }

    fn next_completed(
        &mut self,
        prepare: &mut dyn FnMut(&mut dyn MainTaskModel) -> Result<(), ModelError>,
        arrived: &mut dyn FnMut(&Arc<Sample>),
    ) -> Option<Result<Completed, ModelError>> {
        let (job, cancelled, samples) = self.queued.pop_front()?;
        let result = prepare(self.model).and_then(|()| self.train_and_score(&job, &samples, arrived));
        // Whatever the trainer did not take any more is not made any more.
        cancelled.request();
        Some(result)
    }

    fn cancel(&mut self) {
        for (_, cancelled, _) in self.queued.drain(..) {
            cancelled.request();
        }
    }

    fn knows_credit(&self) -> bool {
        self.knows_credit
    }

    fn model(&mut self) -> &mut dyn MainTaskModel {
        self.model
    }
}

/// Why the numbers of a candidate cannot be learned from, if so.
fn problem(score: &Score, credit: Option<&Credit>) -> Option<String> {
    if !score.reward.is_finite() {
        return Some(format!("the reward is {}", score.reward));
    }
    let mut numbers = credit?.values.iter().chain(&credit?.scores);
    numbers.find(|number| !number.is_finite()).map(|number| format!("the credit of a sample is {number}"))
}

impl Drop for LocalEvaluator<'_> {
    fn drop(&mut self) {
        self.cancel();
        self.orders = None;
        if let Some(producer) = self.producer.take() {
            // A panic there was already seen as a failed job.
            let _ = producer.join();
        }
    }
}

fn produce(simulator: &mut dyn Simulator, slots: &Slots, order: &Order) {
    let mut blocked = Duration::ZERO;
    let started = Instant::now();
    let Job { values, images, scenes, credit, .. } = &order.job;
    let (mut kept, mut whole) = (Vec::new(), true);
    let result = simulator.generate(values, *images, *scenes, &mut |sample| {
        let sample = Arc::new(sample);
        if credit.is_some() {
            kept.push(Arc::clone(&sample));
        }
        let handing_over = Instant::now();
        let sent = order.deliver.send(Message::Sample(sample, slots.take()));
        blocked += handing_over.elapsed();
        if sent.is_err() || order.cancelled.is_requested() {
            whole = false;
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    let result = result.and_then(|()| match credit {
        Some(_) if whole => {
            let scores = simulator.score_function(values, &kept)?;
            Ok(scores.map(|scores| Scored { samples: kept, scores }))
        }
        _ => Ok(None),
    });
    let render = started.elapsed().saturating_sub(blocked);
    // Nobody listens any more where the trainer gave the job up.
    let _ = order.deliver.send(Message::End { result, render });
}

/// The trainer's side of the queue: measures how long it waits.
struct Stream<'s> {
    samples: &'s Receiver<Message>,
    render: Duration,
    wait: Duration,
    ended: bool,
    scored: Option<Scored>,
    arrived: &'s mut dyn FnMut(&Arc<Sample>),
}

impl Iterator for Stream<'_> {
    type Item = Result<Arc<Sample>, SimulatorError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let waiting = Instant::now();
        let message = self.samples.recv();
        self.wait += waiting.elapsed();
        match message {
            Ok(Message::Sample(sample, _)) => {
                (self.arrived)(&sample);
                Some(Ok(sample))
            }
            Ok(Message::End { result, render }) => {
                self.ended = true;
                self.render = render;
                match result {
                    Ok(scored) => {
                        self.scored = scored;
                        None
                    }
                    Err(error) => Some(Err(error)),
                }
            }
            Err(_) => {
                self.ended = true;
                let reason = "the simulator's thread ended; the log says why".to_string();
                Some(Err(SimulatorError::Device { reason }))
            }
        }
    }
}
