//! Those who watch a run: progress lines and bars, TensorBoard, logs. They see, they do not steer.

use std::time::Duration;

use lts_core::{Candidate, Values};

use crate::journal::{Iteration, Record};

/// Where the wall time of one evaluation went.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timing {
    /// The simulator's thread made samples.
    pub render: Duration,
    /// The trainer waited for samples.
    pub wait: Duration,
    /// The trainer trained, without the waiting.
    pub train: Duration,
    /// The model was scored on the validation set.
    pub score: Duration,
}

/// Something that happened in a run.
#[derive(Debug)]
pub enum Event<'a> {
    /// A candidate's training begins.
    CandidateBegins {
        /// The iteration, from 0.
        iteration: u64,
        /// The candidate.
        candidate: &'a Candidate,
        /// Its parameters by name.
        values: &'a Values,
    },
    /// An assessment of named parameters begins.
    AssessmentBegins {
        /// Which ones, and the repeat, from 0.
        of: crate::journal::Assessed,
        /// From 0.
        repeat: u32,
    },
    /// A training sample reached the trainer.
    SampleArrived,
    /// An evaluation or assessment was journaled.
    Evaluated {
        /// The journal's line.
        record: &'a Record,
        /// Where the time went.
        timing: Timing,
    },
    /// The policy was told.
    IterationEnds(&'a Iteration),
    /// Sample images were written as PNG.
    Samples {
        /// The iteration, from 0.
        iteration: u64,
        /// The PNG file.
        png: &'a [u8],
        /// Its width and height in pixels.
        size: lts_core::Size,
    },
    /// The run ended by itself.
    Finished {
        /// Why.
        reason: &'a str,
    },
}

/// Watches a run.
pub trait Observer {
    /// Sees one event; must not fail and should be quick.
    fn event(&mut self, event: &Event<'_>);
}

impl<F: FnMut(&Event<'_>)> Observer for F {
    fn event(&mut self, event: &Event<'_>) {
        self(event);
    }
}
