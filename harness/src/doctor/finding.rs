//! What the doctor says of one thing, and the whole of it.

use serde::Serialize;

/// How well something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Well,
    /// A run can begin; it judges less, or some browser or LMS will not be as kind as this one.
    Warning,
    /// A run cannot begin, or would say little; or an LMS cannot work with the tool.
    Problem,
    /// Something before it is in the way.
    NotLookedAt,
}

/// One thing that the doctor looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at; the same words in every version.
    pub what: String,
    pub state: State,
    /// What was seen.
    pub seen: String,
    /// What to do about it, if anything is to be done.
    pub fix: Option<String>,
}

impl Finding {
    pub(super) fn well(what: &str, seen: impl Into<String>) -> Self {
        Self { what: what.to_owned(), state: State::Well, seen: seen.into(), fix: None }
    }

    pub(super) fn warning(what: &str, seen: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { state: State::Warning, fix: Some(fix.into()), ..Self::well(what, seen) }
    }

    pub(super) fn problem(what: &str, seen: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { state: State::Problem, ..Self::warning(what, seen, fix) }
    }

    pub(super) fn not_looked_at(what: &str, why: &str) -> Self {
        Self { state: State::NotLookedAt, ..Self::well(what, format!("not looked at: {why}")) }
    }
}

/// What the tool has to know of one platform, to be copied into its configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Values {
    /// The simulated LMS.
    pub campus: String,
    pub issuer: String,
    pub client_id: String,
    pub deployments: Vec<String>,
    pub authorization_url: String,
    pub token_url: String,
    pub jwks_url: String,
}

/// Everything that the doctor found, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// The name of the tool.
    pub tool: String,
    pub findings: Vec<Finding>,
    /// One for each registration.
    pub values: Vec<Values>,
}

impl Diagnosis {
    /// Whether a run can begin.
    pub fn is_well(&self) -> bool {
        self.count(State::Problem) == 0
    }

    /// How many findings have that state.
    pub fn count(&self, state: State) -> usize {
        self.findings.iter().filter(|finding| finding.state == state).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_leave_a_tool_well_and_a_problem_does_not() {
        let findings =
            vec![Finding::well("a", ""), Finding::warning("b", "", ""), Finding::not_looked_at("c", "")];
        let mut diagnosis = Diagnosis { findings, ..Diagnosis::default() };
        assert!(diagnosis.is_well());
        diagnosis.findings.push(Finding::problem("d", "", ""));
        assert!(!diagnosis.is_well());
    }

    #[test]
    fn a_finding_is_told_to_programs_by_stable_words() {
        let finding = Finding::not_looked_at("launch", "the login leads nowhere");
        let expected = serde_json::json!({
            "what": "launch", "state": "not_looked_at", "seen": "not looked at: the login leads nowhere", "fix": null
        });
        assert_eq!(serde_json::to_value(&finding).unwrap(), expected);
    }
}
