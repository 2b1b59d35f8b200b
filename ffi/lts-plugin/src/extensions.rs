//! The extensions of a policy: state, metrics, stop, credit, with the callbacks that they write to and read from.
#![expect(unsafe_code, reason = "calls foreign functions, and is called by them")]

use std::cell::{Cell, RefCell};
use std::ffi::{c_char, c_void};

use lts_core::Credit;
use lts_plugin_abi::{
    LTS_CREDIT_ID, LTS_ERROR, LTS_ERROR_STATE, LTS_METRICS_ID, LTS_OK, LTS_STATE_ID, LTS_STOP_ID,
    LTS_TEXT_SIZE, lts_credit, lts_credit_table, lts_input, lts_metric_sink, lts_metrics, lts_output,
    lts_state, lts_stop,
};

use crate::calls::Instance;
use crate::checked::{self, broken};
use crate::crash::calling;
use crate::error::Fault;
use crate::library::empty_error;
use crate::space::c_text;

/// The extensions that a policy has, each with its functions checked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extensions {
    state: Option<lts_state>,
    metrics: Option<lts_metrics>,
    stop: Option<lts_stop>,
    credit: Option<lts_credit>,
}

/// Largest state, in bytes.
const LARGEST_STATE: usize = 64 << 20;
const MOST_METRICS: usize = 1000;

impl Extensions {
    pub(crate) fn of(instance: &Instance) -> Result<Self, Fault> {
        let all = Self {
            state: checked::extension(instance.extension(LTS_STATE_ID)?)?,
            metrics: checked::extension(instance.extension(LTS_METRICS_ID)?)?,
            stop: checked::extension(instance.extension(LTS_STOP_ID)?)?,
            credit: checked::extension(instance.extension(LTS_CREDIT_ID)?)?,
        };
        if let Some(state) = all.state {
            checked::function(state.save, "state.save")?;
            checked::function(state.load, "state.load")?;
        }
        if let Some(metrics) = all.metrics {
            checked::function(metrics.report, "metrics.report")?;
        }
        if let Some(stop) = all.stop {
            checked::function(stop.stop, "stop.stop")?;
        }
        if let Some(credit) = all.credit {
            checked::function(credit.credit, "credit.credit")?;
        }
        Ok(all)
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        [
            ("lts.state/1", self.state.is_some()),
            ("lts.metrics/1", self.metrics.is_some()),
            ("lts.stop/1", self.stop.is_some()),
            ("lts.credit/1", self.credit.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, there)| there.then_some(name))
        .collect()
    }

    /// The policy's state, if it can save one.
    pub(crate) fn save(&self, instance: &Instance) -> Result<Option<Vec<u8>>, Fault> {
        let Some(save) = self.state.and_then(|state| state.save) else { return Ok(None) };
        let taken = Taken::default();
        let output = lts_output { context: (&raw const taken).cast_mut().cast(), write: Some(write) };
        let mut error = empty_error();
        let status = calling(&instance.id, "save", || {
            // SAFETY: the policy is alive, and what `output` points at too.
            unsafe { save(instance.at, &raw const output, &raw mut error) }
        });
        if taken.refused.get() {
            let reason =
                format!("its state is larger than {LARGEST_STATE} bytes, or it wrote from a null pointer");
            return Err(broken("save", reason));
        }
        checked::status(status, &error, "save")?;
        Ok(Some(taken.bytes.take()))
    }

    pub(crate) fn load(&self, instance: &mut Instance, bytes: &[u8]) -> Result<(), Fault> {
        let Some(load) = self.state.and_then(|state| state.load) else {
            return Err(Fault::State { reason: "it has no extension lts.state/1".into() });
        };
        let given = Given { bytes, at: Cell::new(0) };
        let input = lts_input {
            context: (&raw const given).cast_mut().cast(),
            length: bytes.len() as u64,
            read: Some(read),
        };
        let mut error = empty_error();
        let status = calling(&instance.id, "load", || {
            // SAFETY: the policy is alive, and what `input` points at too.
            unsafe { load(instance.at, &raw const input, &raw mut error) }
        });
        if status == LTS_ERROR_STATE as i32 {
            return Err(Fault::State { reason: checked::message(&error) });
        }
        checked::status(status, &error, "load")
    }

    pub(crate) fn metrics(&self, instance: &Instance) -> Result<Vec<(String, f64)>, Fault> {
        let Some(report) = self.metrics.and_then(|metrics| metrics.report) else { return Ok(Vec::new()) };
        let list = RefCell::new(Vec::new());
        let sink = lts_metric_sink { context: (&raw const list).cast_mut().cast(), metric: Some(metric) };
        let mut error = empty_error();
        let status = calling(&instance.id, "metrics", || {
            // SAFETY: the policy is alive, and what `sink` points at too.
            unsafe { report(instance.at, &raw const sink, &raw mut error) }
        });
        checked::status(status, &error, "metrics")?;
        Ok(list.take())
    }

    pub(crate) fn stop(&self, instance: &Instance) -> Result<Option<String>, Fault> {
        let Some(stop) = self.stop.and_then(|stop| stop.stop) else { return Ok(None) };
        let mut reason: [c_char; LTS_TEXT_SIZE as usize] = [0; LTS_TEXT_SIZE as usize];
        let answer = calling(&instance.id, "stop", || {
            // SAFETY: the policy is alive, and the buffer has the room that is said.
            unsafe { stop(instance.at, reason.as_mut_ptr(), u64::from(LTS_TEXT_SIZE)) }
        });
        match answer {
            0 => Ok(None),
            1 => {
                let text = checked::buffer_text(&reason);
                Ok(Some(if text.is_empty() { "it does not say why".into() } else { text }))
            }
            other => Err(broken("stop", format!("it returned {other}, expected 0 or 1"))),
        }
    }

    /// Whether the policy looks at the credit of samples.
    pub(crate) fn wants_credit(&self) -> bool {
        self.credit.is_some()
    }

    /// `credit` has no scores, or as many as there are samples times the `dimension` of a point.
    pub(crate) fn credit(
        &self,
        instance: &mut Instance,
        credit: &Credit,
        dimension: usize,
    ) -> Result<(), Fault> {
        let Some(tell) = self.credit.and_then(|credit| credit.credit) else { return Ok(()) };
        let names: Vec<_> = credit.names.iter().map(|name| c_text(name)).collect();
        let pointers: Vec<*const c_char> = names.iter().map(|name| name.as_ptr()).collect();
        let table = lts_credit_table {
            candidate: credit.candidate,
            names: pointers.as_ptr(),
            values: credit.values.as_ptr(),
            samples: credit.samples() as u64,
            columns: pointers.len() as u32,
            dimension: dimension as u32,
            scores: if credit.scores.is_empty() { std::ptr::null() } else { credit.scores.as_ptr() },
        };
        let mut error = empty_error();
        let status = calling(&instance.id, "credit", || {
            // SAFETY: the policy is alive, and what `table` points at too.
            unsafe { tell(instance.at, &raw const table, &raw mut error) }
        });
        checked::status(status, &error, "credit")
    }
}

/// What `save` wrote so far.
#[derive(Default)]
struct Taken {
    bytes: RefCell<Vec<u8>>,
    refused: Cell<bool>,
}

/// What `load` reads from.
struct Given<'a> {
    bytes: &'a [u8],
    at: Cell<usize>,
}

unsafe extern "C-unwind" fn write(output: *const lts_output, bytes: *const c_void, length: u64) -> i32 {
    if output.is_null() {
        return LTS_ERROR as i32;
    }
    // SAFETY: the header says that `output` is the one that `save` was given, whose context is a live `Taken`.
    let taken = unsafe { &*(*output).context.cast_const().cast::<Taken>() };
    // SAFETY: the header demands `length` bytes at `bytes`.
    let bytes = if length > LARGEST_STATE as u64 { None } else { unsafe { checked::bytes(bytes, length) } };
    let mut all = taken.bytes.borrow_mut();
    match bytes {
        Some(bytes) if all.len() + bytes.len() <= LARGEST_STATE && !taken.refused.get() => {
            all.extend_from_slice(bytes);
            LTS_OK as i32
        }
        _ => {
            taken.refused.set(true);
            LTS_ERROR as i32
        }
    }
}

unsafe extern "C-unwind" fn read(input: *const lts_input, bytes: *mut c_void, capacity: u64) -> u64 {
    if input.is_null() || bytes.is_null() {
        return 0;
    }
    // SAFETY: the header says that `input` is the one that `load` was given, whose context is a live `Given`.
    let given = unsafe { &*(*input).context.cast_const().cast::<Given<'_>>() };
    let rest = &given.bytes[given.at.get()..];
    let count = rest.len().min(usize::try_from(capacity).unwrap_or(usize::MAX));
    // SAFETY: the header demands room for `capacity` bytes at `bytes`, which is the plugin's own memory.
    unsafe { std::ptr::copy_nonoverlapping(rest.as_ptr(), bytes.cast(), count) };
    given.at.set(given.at.get() + count);
    count as u64
}

unsafe extern "C-unwind" fn metric(sink: *const lts_metric_sink, name: *const c_char, value: f64) {
    if sink.is_null() {
        return;
    }
    // SAFETY: the header says that `sink` is the one that `report` was given, whose context is this live list.
    let list = unsafe { &*(*sink).context.cast_const().cast::<RefCell<Vec<(String, f64)>>>() };
    let mut list = list.borrow_mut();
    if let Some(name) = checked::text(name)
        && list.len() < MOST_METRICS
    {
        list.push((name, value));
    }
}
