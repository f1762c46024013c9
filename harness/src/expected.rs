//! Failures that are known and have a reason: they decide nothing for as long as they happen.

use serde::Serialize;

use crate::clock;
use crate::record::{CaseRecord, RunRecord, Verdict};

/// Why a case may fail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExpectedFailure {
    /// The case.
    #[serde(skip)]
    pub case: String,
    /// Why the tool does not keep it.
    pub reason: String,
    /// The requirement that the tool breaks.
    pub requirement: String,
    /// The last day on which the failure is expected, as `2027-01-31`; without one for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl ExpectedFailure {
    /// Dates written so are in the order of their letters.
    fn is_over(&self, today: &str) -> bool {
        self.until.as_deref().is_some_and(|until| until < today)
    }
}

impl CaseRecord {
    /// Whether the case fails as it was expected to.
    pub fn fails_as_expected(&self) -> bool {
        self.expected_failure.is_some() && matches!(self.verdict, Verdict::Fail | Verdict::Warn)
    }

    /// Whether the case passed against all expectation: the list of expected failures is no longer true.
    pub fn passes_unexpectedly(&self) -> bool {
        self.expected_failure.is_some() && self.verdict == Verdict::Pass
    }
}

impl RunRecord {
    /// Marks the cases whose failure is expected. What was expected until a day that is over counts again.
    pub fn expect(&mut self, expected: &[ExpectedFailure]) {
        self.expect_on(&clock::now().strftime("%Y-%m-%d").to_string(), expected);
    }

    fn expect_on(&mut self, today: &str, expected: &[ExpectedFailure]) {
        for failure in expected {
            let Some(case) = self.cases.iter_mut().find(|case| case.id == failure.case) else { continue };
            match &failure.until {
                Some(until) if failure.is_over(today) => self.notes.push(format!(
                    "`{}` was expected to fail until {until}: that day is over, and a failure counts again",
                    case.id
                )),
                _ => case.expected_failure = Some(failure.clone()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::record;

    fn failure(case: &str, until: Option<&str>) -> ExpectedFailure {
        ExpectedFailure {
            case: case.to_owned(),
            reason: "known".to_owned(),
            requirement: "SEC-011".to_owned(),
            until: until.map(str::to_owned),
        }
    }

    fn failures(record: &RunRecord) -> Vec<&str> {
        record.failures().map(|case| case.id.as_str()).collect()
    }

    #[test]
    fn a_failure_that_is_expected_does_not_count_and_a_pass_against_expectation_does() {
        let mut record = record();
        assert_eq!(failures(&record), ["token.exp"]);
        record.expect_on("2026-01-01", &[failure("token.exp", None), failure("token.good", None)]);
        assert_eq!(failures(&record), ["token.good"]);
        assert!(record.cases.iter().any(CaseRecord::fails_as_expected));
    }

    #[test]
    fn a_case_that_cannot_be_judged_neither_fails_nor_passes_as_expected() {
        let mut record = record();
        record.expect_on("2026-01-01", &[failure("token.unclear", None), failure("token.left_out", None)]);
        assert_eq!(failures(&record), ["token.exp"]);
    }

    #[test]
    fn after_its_last_day_a_failure_counts_again() {
        let mut record = record();
        record.expect_on("2026-01-31", &[failure("token.exp", Some("2026-01-31"))]);
        assert!(failures(&record).is_empty());
        let mut record = self::record();
        record.expect_on("2026-02-01", &[failure("token.exp", Some("2026-01-31"))]);
        assert_eq!(failures(&record), ["token.exp"]);
        assert!(record.notes.iter().any(|note| note.contains("until 2026-01-31")), "{:?}", record.notes);
    }
}
