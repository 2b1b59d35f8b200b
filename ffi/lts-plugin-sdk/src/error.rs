//! Why a call failed, for the host and the people in front of it.

use lts_plugin_abi::{LTS_ERROR, LTS_ERROR_CONFIG, LTS_ERROR_STATE};

/// An error with a line for people: what, where, what was expected, what to do.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    pub(crate) code: i32,
    pub(crate) message: String,
}

impl Error {
    /// The call failed; the policy is unchanged and can be called again.
    pub fn new(message: impl Into<String>) -> Self {
        Self { code: LTS_ERROR as i32, message: message.into() }
    }

    /// A setting makes no sense.
    pub fn config(message: impl Into<String>) -> Self {
        Self { code: LTS_ERROR_CONFIG as i32, message: message.into() }
    }

    /// The bytes are no state of this policy.
    pub fn state(message: impl Into<String>) -> Self {
        Self { code: LTS_ERROR_STATE as i32, message: message.into() }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
