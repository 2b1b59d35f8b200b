//! The host as a policy sees it: a name, a version, and the log of the run.
#![expect(unsafe_code, reason = "calls the host's functions")]

use std::ffi::CString;

use lts_plugin_abi::{
    LTS_HOST_LOG_ID, LTS_LOG_DEBUG, LTS_LOG_ERROR, LTS_LOG_INFO, LTS_LOG_WARNING, lts_host, lts_host_log,
};

/// How much a log line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// For the plugin's author.
    Debug,
    /// Worth knowing.
    Info,
    /// Something is odd.
    Warning,
    /// Something failed.
    Error,
}

/// The program that runs the policy. Lives as long as the policy.
#[derive(Clone, Copy)]
pub struct Host {
    at: *const lts_host,
}

// SAFETY: the header says that the host lives until destroy and that what is used of it here is [thread-safe].
unsafe impl Send for Host {}
// SAFETY: as above.
unsafe impl Sync for Host {}

impl Host {
    pub(crate) fn new(at: *const lts_host) -> Self {
        Self { at }
    }

    /// Writes one line into the log of the run, if the host has one.
    pub fn log(&self, severity: Severity, message: &str) {
        if self.at.is_null() {
            return;
        }
        let severity = match severity {
            Severity::Debug => LTS_LOG_DEBUG,
            Severity::Info => LTS_LOG_INFO,
            Severity::Warning => LTS_LOG_WARNING,
            Severity::Error => LTS_LOG_ERROR,
        };
        let message = CString::new(message.replace('\0', " ")).unwrap_or_default();
        // SAFETY: the host lives until destroy, and its extension has the type that its header says.
        unsafe {
            let Some(get) = (*self.at).get_extension else { return };
            let extension = get(self.at, LTS_HOST_LOG_ID.as_ptr().cast()).cast::<lts_host_log>();
            if let Some(log) = extension.as_ref().and_then(|extension| extension.log) {
                log(self.at, severity as i32, message.as_ptr());
            }
        }
    }
}
