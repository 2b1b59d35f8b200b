//! Reading what the host gives, on the promises of `lts/policy.h`.

use std::ffi::{CStr, c_char};

use lts_plugin_abi::{
    LTS_KIND_INTEGER, LTS_KIND_LOG_REAL, LTS_KIND_LOGIT, lts_dimension, lts_points, lts_space,
};

use crate::space::{Dimension, Kind, Space};

/// The text at `pointer`; empty if null or no UTF-8.
///
/// # Safety
/// Null, or a text with an ending zero that lives as long as the result is used.
pub(super) unsafe fn text<'a>(pointer: *const c_char) -> &'a str {
    if pointer.is_null() {
        return "";
    }
    // SAFETY: the caller's word.
    unsafe { CStr::from_ptr(pointer) }.to_str().unwrap_or_default()
}

/// `length` values at `pointer`.
///
/// # Safety
/// They live as long as the result is used.
pub(super) unsafe fn slice<'a, T>(pointer: *const T, length: usize) -> &'a [T] {
    if pointer.is_null() || length == 0 {
        return &[];
    }
    // SAFETY: the caller's word.
    unsafe { std::slice::from_raw_parts(pointer, length) }
}

/// The numbers of a buffer that the host gave, as the host filled it.
///
/// # Safety
/// The buffer has its capacity, is filled, and lives as long as the result is used.
pub(super) unsafe fn buffer<'a>(points: *mut lts_points) -> &'a mut [f64] {
    // SAFETY: the caller's word; the header has the host fill the buffer.
    unsafe { std::slice::from_raw_parts_mut((*points).values, (*points).capacity as usize) }
}

/// A copy of the host's space.
///
/// # Safety
/// It is live.
pub(super) unsafe fn space(space: *const lts_space) -> Space {
    // SAFETY: the caller's word.
    let list = unsafe { slice((*space).dimensions, (*space).dimension as usize) };
    // SAFETY: as above.
    let own = |pointer: *const c_char| unsafe { text(pointer) }.to_string();
    let dimensions = list.iter().map(|dimension: &lts_dimension| Dimension {
        label: own(dimension.label),
        parameter: own(dimension.parameter),
        option: (!dimension.option.is_null()).then(|| own(dimension.option)),
        unit: own(dimension.unit),
        kind: if dimension.kind == LTS_KIND_LOG_REAL as i32 {
            Kind::LogReal
        } else if dimension.kind == LTS_KIND_INTEGER as i32 {
            Kind::Integer
        } else if dimension.kind == LTS_KIND_LOGIT as i32 {
            Kind::Logit
        } else {
            Kind::Real
        },
        low: dimension.low,
        high: dimension.high,
        start: dimension.start,
    });
    Space { dimensions: dimensions.collect() }
}
