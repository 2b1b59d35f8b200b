//! One policy of a plugin, alive from create to destroy: the calls of the core, checked.
#![expect(unsafe_code, reason = "calls foreign functions")]

use std::cell::RefCell;
use std::ffi::{CStr, c_void};

use lts_core::{Candidate, Evaluation, Outcome};
use lts_plugin_abi::{
    LTS_OUTCOME_FAILED, LTS_OUTCOME_SCORED, lts_error, lts_evaluation, lts_measure, lts_policy,
};

use crate::checked::{self, Bounds, PointBuffer};
use crate::crash::calling;
use crate::error::Fault;
use crate::host::Host;
use crate::library::{Library, empty_error};
use crate::space::{CSpace, c_text};

/// What a policy is made of, kept to make it again when a state is loaded.
pub(crate) struct Recipe {
    pub(crate) library: Library,
    pub(crate) id: String,
    pub(crate) space: CSpace,
    pub(crate) seed: u64,
    pub(crate) config: String,
}

/// A live policy of a plugin. Dropping it destroys it.
pub(crate) struct Instance {
    pub(crate) at: *mut lts_policy,
    pub(crate) table: lts_policy,
    pub(crate) id: String,
    buffer: RefCell<PointBuffer>,
    /// What is told, kept for its memory; its pointers live no longer than a call.
    rows: Vec<lts_evaluation>,
    /// Where failing calls of the core say why; kept, because clearing all of it at each call would cost more than the call.
    error: RefCell<Box<lts_error>>,
    // After the policy: it may use the host until destroy returns.
    _host: Box<Host>,
    _library: Library,
}

// SAFETY: the header says that calls may come from any thread, one at a time; `&mut` and the lack of `Sync` see to that.
unsafe impl Send for Instance {}

impl Instance {
    pub(crate) fn create(recipe: &Recipe) -> Result<Self, Fault> {
        let (factory_at, factory) = recipe.library.factory();
        let create = checked::function(factory.create, "factory.create")?;
        let host = Host::new(&recipe.id);
        let (id, config, space) = (c_text(&recipe.id), c_text(&recipe.config), recipe.space.table());
        let mut error = empty_error();
        let at = calling(&recipe.id, "create", || {
            // SAFETY: all pointers are live; the host lives until after destroy.
            unsafe {
                create(
                    factory_at,
                    host.table(),
                    id.as_ptr(),
                    &raw const space,
                    recipe.seed,
                    config.as_ptr(),
                    &raw mut error,
                )
            }
        });
        if at.is_null() {
            return Err(Fault::Failed { call: "create", message: checked::message(&error) });
        }
        let table = checked::policy(at)?;
        let buffer = RefCell::new(PointBuffer::new());
        let error = RefCell::new(Box::new(error));
        Ok(Self {
            at,
            table,
            id: recipe.id.clone(),
            buffer,
            rows: Vec::new(),
            error,
            _host: host,
            _library: recipe.library.clone(),
        })
    }

    pub(crate) fn ask(
        &mut self,
        first: u64,
        count: u32,
        bounds: &Bounds,
        labels: &[String],
    ) -> Result<Vec<Candidate>, Fault> {
        let ask = checked::function(self.table.ask, "policy.ask")?;
        let buffer = self.buffer.get_mut();
        let mut points = buffer.prepare(bounds.len() * count as usize);
        let error = cleared(self.error.get_mut());
        let status = calling(&self.id, "ask", || {
            // SAFETY: the policy is alive, and the buffer has room for what `points` says.
            unsafe { ask(self.at, first, count, &raw mut points, &raw mut *error) }
        });
        checked::status(status, error, "ask")?;
        let values = buffer.take(points.written, bounds, labels, "ask")?;
        let points = values.chunks_exact(bounds.len()).map(<[f64]>::to_vec);
        Ok((first..).zip(points).map(|(number, point)| Candidate { number, point }).collect())
    }

    /// `evaluations` are sorted by number.
    pub(crate) fn tell<'e>(
        &mut self,
        evaluations: impl Iterator<Item = &'e Evaluation>,
    ) -> Result<(), Fault> {
        let tell = checked::function(self.table.tell, "policy.tell")?;
        let mut texts = Vec::new();
        let mut measures: Vec<Vec<lts_measure>> = Vec::new();
        let rows = &mut self.rows;
        rows.clear();
        for evaluation in evaluations {
            let mut row = lts_evaluation {
                candidate: evaluation.candidate,
                reward: f64::NAN,
                measures: std::ptr::null(),
                reason: std::ptr::null(),
                outcome: LTS_OUTCOME_FAILED as i32,
                measure_count: 0,
            };
            match &evaluation.outcome {
                Outcome::Failed { reason } => {
                    texts.push(c_text(reason));
                    row.reason = texts.last().map_or(std::ptr::null(), |text| text.as_ptr());
                }
                Outcome::Scored { reward, metrics } => {
                    (row.reward, row.outcome) = (*reward, LTS_OUTCOME_SCORED as i32);
                    if !metrics.is_empty() {
                        let named = metrics.iter().map(|(name, value)| {
                            texts.push(c_text(name));
                            let name = texts.last().map_or(std::ptr::null(), |text| text.as_ptr());
                            lts_measure { name, value: *value }
                        });
                        let list: Vec<lts_measure> = named.collect();
                        (row.measures, row.measure_count) = (list.as_ptr(), list.len() as u32);
                        measures.push(list);
                    }
                }
            }
            rows.push(row);
        }
        let error = cleared(self.error.get_mut());
        let status = calling(&self.id, "tell", || {
            // SAFETY: the policy is alive; rows, measures and texts live until after the call.
            unsafe { tell(self.at, rows.as_ptr(), rows.len() as u32, &raw mut *error) }
        });
        checked::status(status, error, "tell")
    }

    pub(crate) fn recommend(&self, bounds: &Bounds, labels: &[String]) -> Result<Vec<f64>, Fault> {
        let recommend = checked::function(self.table.recommend, "policy.recommend")?;
        let mut buffer = self.buffer.borrow_mut();
        let mut points = buffer.prepare(bounds.len());
        let mut error = self.error.borrow_mut();
        let error = cleared(&mut error);
        let status = calling(&self.id, "recommend", || {
            // SAFETY: the policy is alive, and the buffer has room for what `points` says.
            unsafe { recommend(self.at, &raw mut points, &raw mut *error) }
        });
        checked::status(status, error, "recommend")?;
        buffer.take(points.written, bounds, labels, "recommend").map(<[f64]>::to_vec)
    }

    /// The address of the extension `id` (with an ending zero), null if there is none.
    pub(crate) fn extension(&self, id: &[u8]) -> Result<*const c_void, Fault> {
        let get = checked::function(self.table.get_extension, "policy.get_extension")?;
        let id = CStr::from_bytes_with_nul(id).unwrap_or_default();
        // SAFETY: the policy is alive, and the text too.
        Ok(calling(&self.id, "get_extension", || unsafe { get(self.at, id.as_ptr()) }))
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        if let Some(destroy) = self.table.destroy {
            // SAFETY: made by `create`, and nothing of it is used afterwards.
            calling(&self.id, "destroy", || unsafe { destroy(self.at) });
        }
    }
}

/// The error with nothing in it, as far as anybody reads.
fn cleared(error: &mut lts_error) -> &mut lts_error {
    (error.code, error.message[0]) = (0, 0);
    error
}
