//! The functions that the host calls, for any [`Policy`], and the macro that exports them.
//!
//! For the macro alone: nothing here is for other use, and it may change with any version.
#![expect(unsafe_code, reason = "functions of the C ABI, called with the host's pointers")]

use std::any::Any;
use std::cell::Cell;
use std::ffi::{CStr, CString, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use lts_plugin_abi::{
    LTS_ABI_MAJOR, LTS_ABI_MINOR, LTS_ERROR_BROKEN, LTS_OK, LTS_OUTCOME_SCORED, LTS_POLICY_FACTORY_ID,
    lts_error, lts_evaluation, lts_host, lts_plugin_entry, lts_points, lts_policy, lts_policy_descriptor,
    lts_policy_factory, lts_space,
};

use crate::{Description, Error, Evaluation, Host, Measure, Policy, Space};

mod extensions;
mod read;

use read::text;

/// Exports policies from a dynamic library: `export!(First, Second);`, once in a library.
#[macro_export]
macro_rules! export {
    ($($policy:ty),+ $(,)?) => {
        const _: () = {
            static FACTORY: $crate::export::Factory =
                $crate::export::Factory::new(&[$($crate::export::Kind::of::<$policy>()),+]);

            #[allow(unsafe_code, clippy::allow_attributes, reason = "the host's text is read")]
            extern "C-unwind" fn get_factory(id: *const ::std::ffi::c_char) -> *const ::std::ffi::c_void {
                // SAFETY: the header has the host give a text with an ending zero, or null.
                unsafe { FACTORY.if_called(id) }
            }

            #[allow(unsafe_code, clippy::allow_attributes, reason = "the one exported name of a plugin")]
            #[unsafe(no_mangle)]
            #[used]
            static lts_plugin_entry_v0: $crate::abi::lts_plugin_entry = $crate::export::entry(get_factory);
        };
    };
}

/// The entry of a library with this factory.
pub const fn entry(get_factory: extern "C-unwind" fn(*const c_char) -> *const c_void) -> lts_plugin_entry {
    lts_plugin_entry {
        abi_major: LTS_ABI_MAJOR,
        abi_minor: LTS_ABI_MINOR,
        init: Some(init),
        deinit: Some(deinit),
        get_factory: Some(get_factory),
    }
}

extern "C-unwind" fn init(_: *const c_char, _: *mut lts_error) -> i32 {
    LTS_OK as i32
}

extern "C-unwind" fn deinit() {}

type Create =
    unsafe fn(*const lts_host, *const lts_space, u64, *const c_char) -> Result<*mut lts_policy, Error>;

/// One policy of a library.
pub struct Kind {
    description: Description,
    create: Create,
}

impl Kind {
    /// The policy `P`.
    pub const fn of<P: Policy>() -> Self {
        Self { description: P::DESCRIPTION, create: create::<P> }
    }
}

/// The factory of a library. The host's pointer to the table is a pointer to this.
#[repr(C)]
pub struct Factory {
    table: lts_policy_factory,
    kinds: &'static [Kind],
    texts: OnceLock<Vec<Texts>>,
}

/// A descriptor with the texts that it points to.
struct Texts {
    table: lts_policy_descriptor,
    _texts: [CString; 4],
}

// SAFETY: constant once it is made.
unsafe impl Send for Texts {}
// SAFETY: as above.
unsafe impl Sync for Texts {}

impl Factory {
    /// The factory of `kinds`.
    pub const fn new(kinds: &'static [Kind]) -> Self {
        let table = lts_policy_factory {
            count: Some(count),
            descriptor: Some(descriptor),
            create: Some(create_kind),
        };
        Self { table, kinds, texts: OnceLock::new() }
    }

    /// The address of the table if `id` is the factory's.
    ///
    /// # Safety
    /// `id` is null or points to a text with an ending zero.
    pub unsafe fn if_called(&'static self, id: *const c_char) -> *const c_void {
        let known = CStr::from_bytes_with_nul(LTS_POLICY_FACTORY_ID).unwrap_or_default();
        // SAFETY: it is not null, so the caller promises a text with an ending zero.
        if !id.is_null() && unsafe { CStr::from_ptr(id) } == known {
            (&raw const self.table).cast()
        } else {
            std::ptr::null()
        }
    }

    /// The factory that the host's pointer is.
    ///
    /// # Safety
    /// `at` came from [`if_called`](Self::if_called).
    unsafe fn of(at: *const lts_policy_factory) -> &'static Self {
        // SAFETY: the table is the first field of a static `Factory`, whose address `if_called` gave.
        unsafe { &*at.cast::<Self>() }
    }
}

unsafe extern "C-unwind" fn count(factory: *const lts_policy_factory) -> u32 {
    // SAFETY: the host gives the pointer that it got.
    unsafe { Factory::of(factory) }.kinds.len() as u32
}

unsafe extern "C-unwind" fn descriptor(
    factory: *const lts_policy_factory,
    index: u32,
) -> *const lts_policy_descriptor {
    // SAFETY: the host gives the pointer that it got.
    let factory = unsafe { Factory::of(factory) };
    let texts = factory.texts.get_or_init(|| {
        let make = |kind: &Kind| {
            let Description { id, name, version, description } = kind.description;
            let texts = [id, name, version, description].map(|text| CString::new(text).unwrap_or_default());
            let [id, name, version, description] = texts.each_ref().map(|text| text.as_ptr());
            Texts { table: lts_policy_descriptor { id, name, version, description }, _texts: texts }
        };
        factory.kinds.iter().map(make).collect()
    });
    texts.get(index as usize).map_or(std::ptr::null(), |texts| &raw const texts.table)
}

unsafe extern "C-unwind" fn create_kind(
    factory: *const lts_policy_factory,
    host: *const lts_host,
    id: *const c_char,
    space: *const lts_space,
    seed: u64,
    config: *const c_char,
    error: *mut lts_error,
) -> *mut lts_policy {
    let mut made = std::ptr::null_mut();
    guarded(&Cell::new(false), error, || {
        // SAFETY: the host gives the pointer that it got, and live texts.
        let (factory, id) = unsafe { (Factory::of(factory), text(id)) };
        let kind = factory.kinds.iter().find(|kind| kind.description.id == id);
        let kind = kind.ok_or_else(|| Error::new(format!("there is no policy '{id}' in this library")))?;
        // SAFETY: the host's own pointers, as they came.
        made = unsafe { (kind.create)(host, space, seed, config) }?;
        Ok(())
    });
    made
}

/// A policy behind its table, which the host's pointer is to.
#[repr(C)]
struct Live<P> {
    table: lts_policy,
    policy: P,
    dimension: usize,
    /// A panic left the policy in an unknown state.
    broken: Cell<bool>,
}

unsafe fn create<P: Policy>(
    host: *const lts_host,
    space: *const lts_space,
    seed: u64,
    config: *const c_char,
) -> Result<*mut lts_policy, Error> {
    // SAFETY: the host gives a live space and text.
    let (space, config): (Space, _) = unsafe { (read::space(space), text(config)) };
    let dimension = space.dimensions.len();
    let settings: P::Settings =
        serde_json::from_str(config).map_err(|error| Error::config(error.to_string()))?;
    let policy = P::new(space, seed, settings, Host::new(host))?;
    let table = lts_policy {
        data: std::ptr::null_mut(),
        ask: Some(ask::<P>),
        tell: Some(tell::<P>),
        recommend: Some(recommend::<P>),
        get_extension: Some(extensions::get::<P>),
        destroy: Some(destroy::<P>),
    };
    Ok(Box::into_raw(Box::new(Live { table, policy, dimension, broken: Cell::new(false) })).cast())
}

/// Runs `body` for the host: every function of a policy goes through here. A panic becomes an error and breaks the policy.
fn guarded(broken: &Cell<bool>, error: *mut lts_error, body: impl FnOnce() -> Result<(), Error>) -> i32 {
    let (code, message) = if broken.get() {
        (LTS_ERROR_BROKEN as i32, "an earlier call panicked".to_string())
    } else {
        match catch_unwind(AssertUnwindSafe(body)) {
            Ok(Ok(())) => return LTS_OK as i32,
            Ok(Err(Error { code, message })) => (code, message),
            Err(panic) => {
                broken.set(true);
                (LTS_ERROR_BROKEN as i32, format!("it panicked: {}", panic_text(panic)))
            }
        }
    };
    // SAFETY: null, or the host's live error.
    if let Some(error) = unsafe { error.as_mut() } {
        error.code = code;
        let mut end = message.len().min(error.message.len() - 1);
        while !message.is_char_boundary(end) {
            end -= 1;
        }
        let bytes = message.as_bytes()[..end].iter().chain(std::iter::once(&0));
        for (place, byte) in error.message.iter_mut().zip(bytes) {
            *place = *byte as c_char;
        }
    }
    code
}

fn panic_text(panic: Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
    // A payload whose own drop panics must not get out.
    std::mem::forget(panic);
    text.unwrap_or_else(|| "no message".into())
}

unsafe extern "C-unwind" fn ask<P: Policy>(
    at: *mut lts_policy,
    first: u64,
    count: u32,
    points: *mut lts_points,
    error: *mut lts_error,
) -> i32 {
    // SAFETY: the host gives the pointer that `create` made, and makes one call at a time.
    let live = unsafe { &mut *at.cast::<Live<P>>() };
    let (policy, dimension) = (&mut live.policy, live.dimension);
    guarded(&live.broken, error, || {
        // SAFETY: the host gives a live buffer.
        let values = unsafe { read::buffer(points) };
        for (number, point) in (first..).zip(values.chunks_exact_mut(dimension).take(count as usize)) {
            policy.ask(number, point)?;
        }
        // SAFETY: as above.
        unsafe { (*points).written = (count as usize * dimension) as u64 };
        Ok(())
    })
}

unsafe extern "C-unwind" fn tell<P: Policy>(
    at: *mut lts_policy,
    evaluations: *const lts_evaluation,
    count: u32,
    error: *mut lts_error,
) -> i32 {
    // SAFETY: the host gives the pointer that `create` made, and makes one call at a time.
    let live = unsafe { &mut *at.cast::<Live<P>>() };
    let policy = &mut live.policy;
    guarded(&live.broken, error, || {
        // SAFETY: the host gives `count` live rows.
        let rows = unsafe { read::slice(evaluations, count as usize) };
        // All measures of all rows in one list, of which each row takes its part.
        let all: Vec<Measure<'_>> = rows
            .iter()
            // SAFETY: as above.
            .flat_map(|row| unsafe { read::slice(row.measures, row.measure_count as usize) })
            // SAFETY: live texts.
            .map(|measure| Measure { name: unsafe { text(measure.name) }, value: measure.value })
            .collect();
        let mut rest = &all[..];
        let mut read = |row: &lts_evaluation| {
            let (measures, others) = rest.split_at(rest.len().min(row.measure_count as usize));
            rest = others;
            Evaluation {
                candidate: row.candidate,
                reward: (row.outcome == LTS_OUTCOME_SCORED as i32).then_some(row.reward),
                // SAFETY: null or a live text.
                reason: unsafe { text(row.reason) },
                measures,
            }
        };
        // One at a time is the most frequent, and needs no list.
        match rows {
            [row] => policy.tell(&[read(row)]),
            rows => policy.tell(&rows.iter().map(read).collect::<Vec<_>>()),
        }
    })
}

unsafe extern "C-unwind" fn recommend<P: Policy>(
    at: *const lts_policy,
    point: *mut lts_points,
    error: *mut lts_error,
) -> i32 {
    // SAFETY: the host gives the pointer that `create` made, and makes one call at a time.
    let live = unsafe { &*at.cast::<Live<P>>() };
    guarded(&live.broken, error, || {
        // SAFETY: the host gives a live buffer.
        let values = unsafe { read::buffer(point) };
        live.policy.recommend(values)?;
        // SAFETY: as above.
        unsafe { (*point).written = live.dimension as u64 };
        Ok(())
    })
}

unsafe extern "C-unwind" fn destroy<P: Policy>(at: *mut lts_policy) {
    // SAFETY: made by `create`, and not used afterwards.
    let live = unsafe { Box::from_raw(at.cast::<Live<P>>()) };
    // A panic of a destructor has nobody to be told to.
    let _ = catch_unwind(AssertUnwindSafe(move || drop(live)));
}
