//! What a check is: a rule of the answer, and how it is told when it is broken.

pub(super) use crate::domain::edge::shown;
use crate::domain::finding::{Finding, Level};
pub(super) use crate::tool_key::trust::Wrong;

/// How findings on an answer begin to say where.
pub(super) const ANSWER: &str = "deep-linking answer";

/// More is not told: an answer of two megabytes could break a rule a hundred thousand times.
const MOST: usize = 200;

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
