//! A parameter space in the form that plugins read.

use std::ffi::{CString, c_char};

use lts_core::{Kind, ParameterSpace};
use lts_plugin_abi::{
    LTS_KIND_INTEGER, LTS_KIND_LOG_REAL, LTS_KIND_LOGIT, LTS_KIND_REAL, lts_dimension, lts_space,
};

use crate::checked::Bounds;

/// The space with all texts that it points to.
pub(crate) struct CSpace {
    dimensions: Vec<lts_dimension>,
    _texts: Vec<CString>,
    pub(crate) labels: Vec<String>,
    pub(crate) bounds: Bounds,
}

#[expect(unsafe_code, reason = "the compiler does not see that the pointers are to the texts beside them")]
// SAFETY: the pointers are to heap blocks that the same value owns and never changes.
unsafe impl Send for CSpace {}

impl CSpace {
    pub(crate) fn new(space: &ParameterSpace) -> Self {
        let mut texts = Vec::new();
        // The heap block of a CString stays where it is when the list of them grows.
        let mut text = |text: &str| -> *const c_char {
            let text = c_text(text);
            let pointer = text.as_ptr();
            texts.push(text);
            pointer
        };
        let (labels, start) = (space.labels(), space.start());
        let mut dimensions = Vec::with_capacity(labels.len());
        for parameter in space.free() {
            let (kind, low, high) = match &parameter.kind {
                Kind::Real { low, high } => (LTS_KIND_REAL, *low, *high),
                Kind::LogReal { low, high } => (LTS_KIND_LOG_REAL, *low, *high),
                Kind::Integer { low, high } => (LTS_KIND_INTEGER, *low as f64, *high as f64),
                Kind::Logits { .. } => (LTS_KIND_LOGIT, f64::NEG_INFINITY, f64::INFINITY),
            };
            for option in 0..parameter.width() {
                let index = dimensions.len();
                dimensions.push(lts_dimension {
                    label: text(&labels[index]),
                    parameter: text(&parameter.name),
                    option: match &parameter.kind {
                        Kind::Logits { options } => text(&options[option]),
                        _ => std::ptr::null(),
                    },
                    unit: text(&parameter.unit),
                    kind: kind as i32,
                    reserved: 0,
                    low,
                    high,
                    start: start[index],
                });
            }
        }
        let mut bounds = Bounds::default();
        for dimension in &dimensions {
            bounds.push(dimension.low, dimension.high, dimension.kind == LTS_KIND_INTEGER as i32);
        }
        Self { dimensions, _texts: texts, labels, bounds }
    }

    pub(crate) fn table(&self) -> lts_space {
        lts_space {
            dimensions: self.dimensions.as_ptr(),
            dimension: self.dimensions.len() as u32,
            reserved: 0,
        }
    }
}

/// `text` with an ending zero; a zero inside becomes a space.
pub(crate) fn c_text(text: &str) -> CString {
    CString::new(text).unwrap_or_else(|_| CString::new(text.replace('\0', " ")).unwrap_or_default())
}
