//! The extensions of an exported policy: state, metrics, stop, credit.

use std::cell::Cell;
use std::ffi::{CStr, CString, c_char, c_void};

use lts_plugin_abi::{
    LTS_CREDIT_ID, LTS_METRICS_ID, LTS_OK, LTS_STATE_ID, LTS_STOP_ID, lts_credit, lts_credit_table,
    lts_error, lts_input, lts_metric_sink, lts_metrics, lts_output, lts_policy, lts_state, lts_stop,
};

use super::read::{slice, text};
use super::{Live, guarded};
use crate::{Credit, Error, Policy};

/// The tables of the policy `P`.
struct Tables<P>(std::marker::PhantomData<P>);

impl<P: Policy> Tables<P> {
    const STATE: &'static lts_state = &lts_state { save: Some(save::<P>), load: Some(load::<P>) };
    const METRICS: &'static lts_metrics = &lts_metrics { report: Some(report::<P>) };
    const STOP: &'static lts_stop = &lts_stop { stop: Some(stop::<P>) };
    const CREDIT: &'static lts_credit = &lts_credit { credit: Some(credit::<P>) };
}

pub(super) unsafe extern "C-unwind" fn get<P: Policy>(
    _: *const lts_policy,
    id: *const c_char,
) -> *const c_void {
    if id.is_null() {
        return std::ptr::null();
    }
    // SAFETY: not null, so the host's live text.
    let id = unsafe { CStr::from_ptr(id) }.to_bytes_with_nul();
    if id == LTS_STATE_ID {
        std::ptr::from_ref(Tables::<P>::STATE).cast()
    } else if id == LTS_METRICS_ID {
        std::ptr::from_ref(Tables::<P>::METRICS).cast()
    } else if id == LTS_STOP_ID {
        std::ptr::from_ref(Tables::<P>::STOP).cast()
    } else if id == LTS_CREDIT_ID && P::USES_CREDIT {
        std::ptr::from_ref(Tables::<P>::CREDIT).cast()
    } else {
        std::ptr::null()
    }
}

unsafe extern "C-unwind" fn save<P: Policy>(
    at: *const lts_policy,
    output: *const lts_output,
    error: *mut lts_error,
) -> i32 {
    // SAFETY: the host gives the pointer that `create` made, and makes one call at a time.
    let live = unsafe { &*at.cast::<Live<P>>() };
    guarded(&live.broken, error, || {
        let bytes = live.policy.save()?;
        // SAFETY: the host's live output.
        let status = unsafe {
            let write = (*output).write.ok_or_else(|| Error::new("the host takes no bytes"))?;
            write(output, bytes.as_ptr().cast(), bytes.len() as u64)
        };
        if status == LTS_OK as i32 { Ok(()) } else { Err(Error::new("the host did not take the state")) }
    })
}

unsafe extern "C-unwind" fn load<P: Policy>(
    at: *mut lts_policy,
    input: *const lts_input,
    error: *mut lts_error,
) -> i32 {
    // SAFETY: the host gives the pointer that `create` made, and makes one call at a time.
    let live = unsafe { &mut *at.cast::<Live<P>>() };
    let policy = &mut live.policy;
    guarded(&live.broken, error, || {
        let mut state = Vec::new();
        // SAFETY: the host's live input.
        let read = unsafe { (*input).read }.ok_or_else(|| Error::new("the host gives no bytes"))?;
        let mut part = [0_u8; 4096];
        loop {
            // SAFETY: `part` has the room that is said.
            let count = unsafe { read(input, part.as_mut_ptr().cast(), part.len() as u64) } as usize;
            match part.get(..count) {
                Some([]) | None => break,
                Some(bytes) => state.extend_from_slice(bytes),
            }
        }
        policy.load(&state)
    })
}

unsafe extern "C-unwind" fn report<P: Policy>(
    at: *const lts_policy,
    sink: *const lts_metric_sink,
    error: *mut lts_error,
) -> i32 {
    // SAFETY: the host gives the pointer that `create` made, and makes one call at a time.
    let live = unsafe { &*at.cast::<Live<P>>() };
    guarded(&live.broken, error, || {
        // SAFETY: the host's live sink.
        let metric = unsafe { (*sink).metric }.ok_or_else(|| Error::new("the host takes no metrics"))?;
        for (name, value) in live.policy.metrics() {
            let name = CString::new(name).map_err(|_| Error::new("a metric's name has a zero in it"))?;
            // SAFETY: as above, with a live text.
            unsafe { metric(sink, name.as_ptr(), value) };
        }
        Ok(())
    })
}

unsafe extern "C-unwind" fn stop<P: Policy>(
    at: *const lts_policy,
    reason: *mut c_char,
    capacity: u64,
) -> i32 {
    // SAFETY: the host gives the pointer that `create` made, and makes one call at a time.
    let live = unsafe { &*at.cast::<Live<P>>() };
    let answer = Cell::new(0);
    let status = guarded(&live.broken, std::ptr::null_mut(), || {
        if let Some(text) = live.policy.stop() {
            let mut end = text.len().min((capacity as usize).saturating_sub(1));
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            if !reason.is_null() && capacity > 0 {
                // SAFETY: the host's buffer has room for `capacity` bytes, and `end` is less.
                unsafe {
                    std::ptr::copy_nonoverlapping(text.as_ptr(), reason.cast(), end);
                    *reason.add(end) = 0;
                }
            }
            answer.set(1);
        }
        Ok(())
    });
    // The stop extension knows no errors: the next call gives the broken policy's one.
    if status == LTS_OK as i32 { answer.get() } else { 0 }
}

unsafe extern "C-unwind" fn credit<P: Policy>(
    at: *mut lts_policy,
    table: *const lts_credit_table,
    error: *mut lts_error,
) -> i32 {
    // SAFETY: the host gives the pointer that `create` made, and makes one call at a time.
    let live = unsafe { &mut *at.cast::<Live<P>>() };
    let policy = &mut live.policy;
    guarded(&live.broken, error, || {
        // SAFETY: the host's live table, with live names and numbers.
        let (table, names) = unsafe { (&*table, slice((*table).names, (*table).columns as usize)) };
        // SAFETY: as above.
        let names: Vec<&str> = names.iter().map(|name| unsafe { text(*name) }).collect();
        // SAFETY: as above.
        let values = unsafe { slice(table.values, table.samples as usize * names.len()) };
        // SAFETY: as above; null where there are none.
        let scores = unsafe { slice(table.scores, table.samples as usize * table.dimension as usize) };
        policy.credit(&Credit { candidate: table.candidate, names: &names, values, scores })
    })
}
