//! What a tool asked of the platform to register itself, as the journal of the platform has it.
//!
//! The shape is pure, so that the oracle can judge it.

use serde::Deserialize;
use serde_json::Value;

use crate::service_calls::{first, millis};

/// Where a call went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    /// To the `openid-configuration` (DYN-002).
    Configuration,
    /// To the registration endpoint (DYN-005).
    Registration,
}

/// One call and its answer, verbatim.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct RegistrationCall {
    /// In the journal of the campus; rises in the order in which calls ended.
    pub(crate) number: u64,
    /// When the call came, in milliseconds since 1970.
    #[serde(rename = "at", deserialize_with = "millis")]
    pub(crate) at_ms: i64,
    #[serde(rename = "kind")]
    pub(crate) step: Step,
    pub(crate) method: String,
    /// Path and query, as they were asked for.
    pub(crate) url: String,
    pub(crate) request_headers: Vec<(String, String)>,
    pub(crate) request_body: String,
    /// 0 where no answer was sent.
    pub(crate) status: u16,
    pub(crate) response_headers: Vec<(String, String)>,
    pub(crate) response_body: String,
}

impl RegistrationCall {
    /// The first request header of that name.
    pub(crate) fn request_header(&self, name: &str) -> Option<&str> {
        first(&self.request_headers, name)
    }

    /// The body of the call as JSON.
    pub(crate) fn content(&self) -> Option<Value> {
        serde_json::from_str(&self.request_body).ok()
    }

    /// The body of the answer as JSON.
    pub(crate) fn answer(&self) -> Option<Value> {
        serde_json::from_str(&self.response_body).ok()
    }

    /// The address without its query, for a person.
    pub(crate) fn path(&self) -> &str {
        self.url.split_once('?').map_or(&self.url, |(path, _)| path)
    }
}
