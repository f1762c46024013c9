//! What is remarkable about a key: what keeps it from being used, and what some library will stumble over.

use serde::Serialize;

/// A remark, with the requirement that it comes from, where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Odd {
    /// Whether the key cannot be used because of it.
    pub(crate) fatal: bool,
    pub(crate) text: String,
    pub(crate) requirement: Option<&'static str>,
}

impl Odd {
    /// Why a key is not used.
    pub(crate) fn fatal(requirement: &'static str, text: impl Into<String>) -> Self {
        Self { fatal: true, text: text.into(), requirement: Some(requirement) }
    }

    /// What is worth to know of a key that is used.
    pub(crate) fn note(requirement: &'static str, text: impl Into<String>) -> Self {
        Self { fatal: false, text: text.into(), requirement: Some(requirement) }
    }
}
