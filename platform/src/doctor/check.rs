//! What the doctor says of one thing.

use crate::requirements;

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Passed,
    /// It works here; some browser or LMS will not be as kind.
    Warned,
    /// Launches, or answers of the tool, fail because of it.
    Failed,
    /// Nothing to look at, or something before it is in the way.
    Open,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) what: String,
    pub(crate) state: State,
    pub(crate) requirement: Option<&'static str>,
    pub(crate) expected: String,
    pub(crate) came: String,
    /// What to do about it; empty where nothing is to be done.
    pub(crate) fix: String,
    /// The request behind it, by its number in the journal.
    pub(crate) exchange: Option<u64>,
}

/// Checks about one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) checks: Vec<Check>,
}

impl Section {
    pub(crate) fn new(title: &'static str, checks: Vec<Check>) -> Self {
        Self { title, checks }
    }
}

impl Check {
    pub(super) fn passed(
        what: impl Into<String>,
        expected: impl Into<String>,
        came: impl Into<String>,
    ) -> Self {
        Self {
            what: what.into(),
            state: State::Passed,
            requirement: None,
            expected: expected.into(),
            came: came.into(),
            fix: String::new(),
            exchange: None,
        }
    }

    /// Something before it is in the way, or there is nothing to look at.
    pub(super) fn open(what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { state: State::Open, ..Self::passed(what, "", why) }
    }

    pub(super) fn warned(self, fix: impl Into<String>) -> Self {
        Self { state: State::Warned, fix: fix.into(), ..self }
    }

    pub(super) fn failed(self, fix: impl Into<String>) -> Self {
        Self { state: State::Failed, fix: fix.into(), ..self }
    }

    /// Failed, with the fix that the requirement knows.
    pub(super) fn broken(self) -> Self {
        let known = self.requirement.and_then(requirements::find);
        let fix = known.and_then(|known| known.fix.clone()).unwrap_or_default();
        self.failed(fix)
    }

    pub(super) fn of(self, requirement: &'static str) -> Self {
        Self { requirement: Some(requirement), ..self }
    }

    pub(super) fn seen_in(self, exchange: u64) -> Self {
        Self { exchange: Some(exchange), ..self }
    }
}
