//! What the host offers a plugin: its name and version, and the log.
#![expect(unsafe_code, reason = "functions that a plugin calls with pointers of ours")]

use std::ffi::{CStr, CString, c_char, c_void};

use lts_plugin_abi::{
    LTS_ABI_MAJOR, LTS_ABI_MINOR, LTS_HOST_LOG_ID, LTS_LOG_DEBUG, LTS_LOG_ERROR, LTS_LOG_WARNING, lts_host,
    lts_host_log,
};

use crate::checked;
use crate::space::c_text;

/// The host as one policy sees it. It stays at its place until the policy is destroyed.
pub(crate) struct Host {
    table: lts_host,
    /// The policy's id, for log lines; `table.context` points at it.
    id: CString,
}

impl Host {
    pub(crate) fn new(id: &str) -> Box<Self> {
        const VERSION: &CStr =
            match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
                Ok(version) => version,
                Err(_) => c"unknown",
            };
        let id = c_text(id);
        let table = lts_host {
            abi_major: LTS_ABI_MAJOR,
            abi_minor: LTS_ABI_MINOR,
            name: c"learning-to-simulate".as_ptr(),
            version: VERSION.as_ptr(),
            context: id.as_ptr().cast_mut().cast(),
            get_extension: Some(get_extension),
        };
        Box::new(Self { table, id })
    }

    pub(crate) fn table(&self) -> *const lts_host {
        debug_assert_eq!(self.table.context.cast_const(), self.id.as_ptr().cast());
        &raw const self.table
    }
}

static LOG: lts_host_log = lts_host_log { log: Some(log) };

unsafe extern "C-unwind" fn get_extension(_: *const lts_host, id: *const c_char) -> *const c_void {
    let known = CStr::from_bytes_with_nul(LTS_HOST_LOG_ID).ok().and_then(|id| id.to_str().ok());
    if checked::text(id).as_deref() == known { (&raw const LOG).cast() } else { std::ptr::null() }
}

unsafe extern "C-unwind" fn log(host: *const lts_host, severity: i32, message: *const c_char) {
    let Some(message) = checked::text(message) else { return };
    let id = if host.is_null() {
        None
    } else {
        // SAFETY: the header says that `host` is the one that `create` was given; it lives until destroy.
        checked::text(unsafe { (*host).context }.cast_const().cast())
    };
    let plugin = id.unwrap_or_default();
    if severity <= LTS_LOG_DEBUG as i32 {
        tracing::debug!(plugin, "{message}");
    } else if severity >= LTS_LOG_ERROR as i32 {
        tracing::error!(plugin, "{message}");
    } else if severity == LTS_LOG_WARNING as i32 {
        tracing::warn!(plugin, "{message}");
    } else {
        tracing::info!(plugin, "{message}");
    }
}
