//! What a check is: a rule of the answer, and how it is told when it is broken.

pub(super) use crate::domain::edge::shown;
use crate::domain::finding::{Finding, Level};

/// How findings on an answer begin to say where.
pub(super) const ANSWER: &str = "deep-linking answer";

/// More is not told: an answer of two megabytes could break a rule a hundred thousand times.
const MOST: usize = 200;

/// What was expected and what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) expected: String,
    pub(super) actual: String,
}

impl Wrong {
    pub(super) fn new(expected: impl Into<String>, actual: impl Into<String>) -> Self {
        Self { expected: expected.into(), actual: actual.into() }
    }
}

/// The findings on one answer.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn add(&mut self, finding: Finding) {
        if self.0.len() < MOST {
            self.0.push(finding);
        }
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.0
    }
}

/// A finding on an answer.
pub(super) fn finding(
    requirement: &'static str,
    level: Level,
    place: &str,
    wrong: Wrong,
    cause: impl Into<String>,
) -> Finding {
    let Wrong { expected, actual } = wrong;
    Finding {
        requirement: requirement.into(),
        level,
        expected,
        actual,
        r#where: format!("{ANSWER}, {place}"),
        cause: cause.into(),
    }
}
