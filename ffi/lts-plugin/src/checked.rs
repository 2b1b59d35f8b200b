//! Every check of what a plugin gives: pointers, tables, texts, lengths, numbers. Nothing of a plugin is used unchecked.
#![expect(unsafe_code, reason = "reads what a plugin points at")]

use std::ffi::{c_char, c_void};

use lts_plugin_abi::{
    LTS_ABI_MAJOR, LTS_ABI_MINOR, LTS_ERROR_BROKEN, LTS_OK, LTS_TEXT_SIZE, lts_error, lts_plugin_entry,
    lts_points, lts_policy, lts_policy_descriptor, lts_policy_factory,
};

use crate::error::Fault;
use crate::library::Descriptor;

/// What the numbers of a point must be: finite, inside of bounds, and whole where it is said.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bounds {
    // Lists of their own, so that several numbers are compared at once.
    low: Vec<f64>,
    high: Vec<f64>,
    /// Places of whole numbers.
    whole: Vec<usize>,
}

impl Bounds {
    /// One more number, in `low..=high`, which may be infinite.
    pub(crate) fn push(&mut self, low: f64, high: f64, whole: bool) {
        if whole {
            self.whole.push(self.low.len());
        }
        // No infinite number is between finite bounds.
        self.low.push(low.max(-f64::MAX));
        self.high.push(high.min(f64::MAX));
    }

    /// Numbers in a point.
    pub(crate) fn len(&self) -> usize {
        self.low.len()
    }

    /// Whether a point is right. Without branches in the loop: who is to blame is looked for afterwards.
    fn fit(&self, point: &[f64]) -> bool {
        let bounded = point.iter().zip(&self.low).zip(&self.high);
        // Comparisons are false for what is not a number.
        let inside = bounded.fold(1, |inside, ((value, low), high)| {
            inside & u64::from(value >= low) & u64::from(value <= high)
        });
        inside == 1 && self.whole.iter().all(|index| point[*index].fract() == 0.0)
    }

    /// What is wrong with a point that does not [`fit`](Self::fit), by the name of its first wrong number.
    fn blame(&self, point: &[f64], labels: &[String]) -> String {
        for (index, value) in point.iter().enumerate() {
            let (label, low, high) = (&labels[index], self.low[index], self.high[index]);
            if value.to_bits() == UNTOUCHED {
                return format!("'{label}': the number was not written");
            }
            if !value.is_finite() {
                return format!("'{label}': the number is {value}, expected a finite one");
            }
            if self.whole.contains(&index) && value.fract() != 0.0 {
                return format!("'{label}': the number is {value}, expected a whole one");
            }
            if *value < low || *value > high {
                return format!("'{label}': the number is {value}, outside of {low}..{high}");
            }
        }
        "a number is wrong".into()
    }
}

pub(crate) fn broken(call: &'static str, reason: impl Into<String>) -> Fault {
    Fault::Broken { call, reason: reason.into() }
}

/// A copy of the table at `pointer`, which the plugin gave as the result of `call`.
///
/// The pointer is checked for null and alignment; that it points at a live `T` is the plugin's word.
pub(crate) fn table<T: Copy>(pointer: *const T, call: &'static str) -> Result<T, Fault> {
    if pointer.is_null() {
        return Err(broken(call, "it gave a null pointer"));
    }
    if !pointer.is_aligned() {
        return Err(broken(call, "it gave a pointer that is not aligned"));
    }
    // SAFETY: not null, aligned, and the header demands a constant table of this type there.
    Ok(unsafe { *pointer })
}

/// The table of an extension, or none.
pub(crate) fn extension<T: Copy>(pointer: *const c_void) -> Result<Option<T>, Fault> {
    if pointer.is_null() { Ok(None) } else { table(pointer.cast::<T>(), "get_extension").map(Some) }
}

/// A function of a table, which must not be null.
pub(crate) fn function<F>(function: Option<F>, call: &'static str) -> Result<F, Fault> {
    function.ok_or_else(|| broken(call, "the function is null"))
}

/// The entry at `pointer`. Its version is looked at before anything else of it.
pub(crate) fn entry(pointer: *const lts_plugin_entry) -> Result<lts_plugin_entry, Fault> {
    // The versions alone first: an entry of another major version may be shorter.
    let [major, minor] = table(pointer.cast::<[u32; 2]>(), "the entry")?;
    if major != LTS_ABI_MAJOR || minor > LTS_ABI_MINOR {
        return Err(Fault::Version { major, minor });
    }
    let entry = table(pointer, "the entry")?;
    function(entry.init, "entry.init")?;
    function(entry.deinit, "entry.deinit")?;
    function(entry.get_factory, "entry.get_factory")?;
    Ok(entry)
}

/// The factory at `pointer`.
pub(crate) fn factory(pointer: *const lts_policy_factory) -> Result<lts_policy_factory, Fault> {
    let factory = table(pointer, "get_factory")?;
    function(factory.count, "factory.count")?;
    function(factory.descriptor, "factory.descriptor")?;
    function(factory.create, "factory.create")?;
    Ok(factory)
}

/// The policy at `pointer`, which is not null.
pub(crate) fn policy(pointer: *const lts_policy) -> Result<lts_policy, Fault> {
    let policy = table(pointer, "create")?;
    function(policy.destroy, "policy.destroy")?;
    function(policy.ask, "policy.ask")?;
    function(policy.tell, "policy.tell")?;
    function(policy.recommend, "policy.recommend")?;
    function(policy.get_extension, "policy.get_extension")?;
    Ok(policy)
}

/// The descriptor at `pointer`.
pub(crate) fn descriptor(pointer: *const lts_policy_descriptor) -> Result<Descriptor, Fault> {
    let raw = table(pointer, "descriptor")?;
    let read = |pointer| text(pointer).ok_or_else(|| broken("descriptor", "a text of it is null"));
    let descriptor = Descriptor {
        id: read(raw.id)?,
        name: read(raw.name)?,
        version: read(raw.version)?,
        description: read(raw.description)?,
    };
    let valid = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    if descriptor.id.is_empty() || descriptor.id.len() > 200 || !descriptor.id.bytes().all(valid) {
        let shown: String = descriptor.id.chars().take(60).collect();
        let reason =
            format!("the id '{shown}' is not 1 to 200 letters, digits, dots, dashes and underscores");
        return Err(broken("descriptor", reason));
    }
    Ok(descriptor)
}

/// A plugin's text in one line: at most `LTS_TEXT_SIZE` bytes are read, and what is not UTF-8 is replaced. None if null.
pub(crate) fn text(pointer: *const c_char) -> Option<String> {
    if pointer.is_null() {
        return None;
    }
    let mut bytes = Vec::new();
    for index in 0..LTS_TEXT_SIZE as usize - 1 {
        // SAFETY: not null, and the header demands an ending zero, which has not come before `index`.
        let byte = unsafe { *pointer.add(index) };
        if byte == 0 {
            break;
        }
        bytes.push(byte as u8);
    }
    Some(one_line(&bytes))
}

/// The text in a buffer of ours that a plugin filled.
pub(crate) fn buffer_text(buffer: &[c_char]) -> String {
    let bytes: Vec<u8> = buffer.iter().map(|byte| *byte as u8).take_while(|byte| *byte != 0).collect();
    one_line(&bytes)
}

fn one_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .split(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a call's status and error say. A code that the header does not know is a broken rule.
pub(crate) fn status(status: i32, error: &lts_error, call: &'static str) -> Result<(), Fault> {
    if status == LTS_OK as i32 {
        return Ok(());
    }
    let message = message(error);
    if status == LTS_ERROR_BROKEN as i32 {
        return Err(broken(call, format!("it says that it is broken: {message}")));
    }
    if !(0..LTS_ERROR_BROKEN as i32).contains(&status) {
        return Err(broken(call, format!("it returned {status}, which is no status: {message}")));
    }
    Err(Fault::Failed { call, message })
}

/// The message of an error, or that there is none.
pub(crate) fn message(error: &lts_error) -> String {
    let message = buffer_text(&error.message);
    if message.is_empty() { "it does not say why".into() } else { message }
}

/// A buffer for points with a guard behind it, so that writing past the end is seen.
pub(crate) struct PointBuffer {
    values: Vec<f64>,
    wanted: usize,
}

/// Not a number, and no plugin's own not-a-number.
const UNTOUCHED: u64 = 0x7ff4_4c54_535f_5047;
const GUARD: usize = 16;

impl PointBuffer {
    pub(crate) fn new() -> Self {
        Self { values: Vec::new(), wanted: 0 }
    }

    /// Ready to take `wanted` numbers.
    pub(crate) fn prepare(&mut self, wanted: usize) -> lts_points {
        self.values.clear();
        self.values.resize(wanted + GUARD, f64::from_bits(UNTOUCHED));
        self.wanted = wanted;
        lts_points { values: self.values.as_mut_ptr(), capacity: wanted as u64, written: 0 }
    }

    /// The numbers that were written, if each is what `bounds` (repeated) demand; `labels` name them in errors.
    pub(crate) fn take(
        &self,
        written: u64,
        bounds: &Bounds,
        labels: &[String],
        call: &'static str,
    ) -> Result<&[f64], Fault> {
        let (values, guard) = self.values.split_at(self.wanted);
        if guard.iter().any(|value| value.to_bits() != UNTOUCHED) {
            return Err(broken(
                call,
                format!("it wrote past the end of the buffer of {} numbers", self.wanted),
            ));
        }
        if written != self.wanted as u64 {
            return Err(broken(call, format!("it wrote {written} numbers, expected {}", self.wanted)));
        }
        for (row, point) in values.chunks_exact(bounds.len().max(1)).enumerate() {
            if !bounds.fit(point) {
                return Err(broken(call, format!("point {row}, {}", bounds.blame(point, labels))));
            }
        }
        Ok(values)
    }
}

/// Bytes that a plugin gives to a callback of ours; none if the pointer is null where there should be some.
///
/// # Safety
/// `pointer` points at `length` bytes if it is not null.
pub(crate) unsafe fn bytes<'a>(pointer: *const c_void, length: u64) -> Option<&'a [u8]> {
    if length == 0 {
        return Some(&[]);
    }
    let length = usize::try_from(length).ok().filter(|length| *length <= isize::MAX as usize)?;
    if pointer.is_null() {
        return None;
    }
    // SAFETY: not null, and the caller's word for the length.
    Some(unsafe { std::slice::from_raw_parts(pointer.cast(), length) })
}
