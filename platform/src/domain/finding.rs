//! What the platform noticed about what a tool sent.

use serde::Serialize;
use utoipa::ToSchema;

/// One remark: which requirement, what was expected, what came, where, and what usually causes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Finding {
    pub(crate) requirement: &'static str,
    pub(crate) level: Level,
    pub(crate) expected: String,
    pub(crate) actual: String,
    /// The place in the exchange, such as `authorization request, state`.
    pub(crate) r#where: String,
    pub(crate) cause: String,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    /// A broken MUST.
    Must,
    /// A broken SHOULD.
    Should,
    /// Worth knowing, nothing broken.
    Note,
}
