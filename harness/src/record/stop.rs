//! Why a case ends before its last step.

use super::Verdict;
use crate::catalogue::Level;

/// Why a case ended before its last step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The tool does otherwise than the case says.
    Broken { expected: String, actual: String },
    /// It cannot be told.
    Unjudged { why: String },
    /// It does not apply.
    NotApplicable { why: String },
}

impl Stop {
    pub(crate) fn broken(expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self::Broken { expected: expected.into(), actual: actual.into() }
    }

    pub(crate) fn unjudged(why: impl Into<String>) -> Self {
        Self::Unjudged { why: why.into() }
    }

    pub(crate) fn not_applicable(why: impl Into<String>) -> Self {
        Self::NotApplicable { why: why.into() }
    }

    /// A precondition that does not hold blocks the case; it never fails it.
    pub(crate) fn blocks(self) -> Self {
        match self {
            Self::Broken { expected, actual } => {
                Self::Unjudged { why: format!("blocked: the case needs {expected}, but {actual}") }
            }
            other => other,
        }
    }

    pub(super) fn verdict(&self, level: Level) -> Verdict {
        match self {
            Self::Broken { .. } if level == Level::Must => Verdict::Fail,
            Self::Broken { .. } => Verdict::Warn,
            Self::Unjudged { .. } => Verdict::Unjudged,
            Self::NotApplicable { .. } => Verdict::NotApplicable,
        }
    }

    pub(super) fn texts(&self) -> (Option<String>, Option<String>) {
        match self {
            Self::Broken { expected, actual } => (Some(expected.clone()), Some(actual.clone())),
            Self::Unjudged { why } | Self::NotApplicable { why } => (None, Some(why.clone())),
        }
    }
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Broken { expected, actual } => write!(f, "expected {expected}; actual: {actual}"),
            Self::Unjudged { why } | Self::NotApplicable { why } => f.write_str(why),
        }
    }
}

impl std::error::Error for Stop {}
