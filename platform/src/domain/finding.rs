//! What the platform noticed about what a tool sent.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One remark: which requirement, what was expected, what came, where, and what usually causes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Finding {
    #[schema(value_type = String)]
    pub(crate) requirement: Cow<'static, str>,
    pub(crate) level: Level,
    pub(crate) expected: String,
    pub(crate) actual: String,
    /// The place in the exchange, such as `authorization request, state`.
    pub(crate) r#where: String,
    pub(crate) cause: String,
}

impl Finding {
    pub(crate) fn new(
        requirement: impl Into<Cow<'static, str>>,
        level: Level,
        place: impl Into<String>,
        expected: impl Into<String>,
        actual: impl Into<String>,
        cause: impl Into<String>,
    ) -> Self {
        Self {
            requirement: requirement.into(),
            level,
            expected: expected.into(),
            actual: actual.into(),
            r#where: place.into(),
            cause: cause.into(),
        }
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    /// A broken MUST.
    Must,
    /// A broken SHOULD.
    Should,
    /// Worth knowing, nothing broken.
    Note,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_comes_back_from_the_database_as_it_was() {
        let finding = Finding::new("TOK-040", Level::Must, "roster, URL", "none", "one", "it was put there");
        let kept = serde_json::to_string(&finding).unwrap();
        assert_eq!(serde_json::from_str::<Finding>(&kept).unwrap(), finding);
    }
}
