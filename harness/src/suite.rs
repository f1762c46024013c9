//! `--suite certification`: the tests of the certification guide, in its order and by its rules.

use std::collections::HashSet;

use serde::Serialize;

use crate::catalogue::{Case, Catalogue, CertificationTest};
use crate::record::{CaseRecord, Verdict};

/// What became of the tests of the guide.
#[derive(Debug, Clone, Serialize)]
pub struct SuiteRecord {
    /// Every test of tools, in the order of the guide.
    pub tests: Vec<TestRecord>,
}

/// One test of the guide.
#[derive(Debug, Clone, Serialize)]
pub struct TestRecord {
    /// The id, such as `CT-005`.
    pub id: String,
    /// The part of the guide it belongs to.
    pub group: String,
    /// What the guide calls it.
    pub title: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The cases that judge it.
    pub cases: Vec<String>,
    /// Why it did not pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// How a test ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Passed,
    Failed,
    /// It does not apply to this tool, or was left out: by the rules of the guide as good as failed.
    Skipped,
    /// The harness could not tell.
    Unjudged,
    /// No case judges it yet; it decides nothing.
    NotCovered,
}

/// The tests that judge tools and stand in the guide.
fn tests(catalogue: &Catalogue) -> impl Iterator<Item = &CertificationTest> {
    let of_tools = |test: &&CertificationTest| {
        let number = test.id.strip_prefix("CT-").and_then(|number| number.parse::<u32>().ok());
        number.is_some_and(|number| number < 100)
    };
    catalogue.certification.iter().filter(of_tools)
}

/// The ids of the tests that cases judge, in the order of the guide.
pub(crate) fn order(catalogue: &Catalogue) -> Vec<&str> {
    tests(catalogue).filter(|test| test.uncovered.is_none()).map(|test| test.id.as_str()).collect()
}

/// The cases of one test; where the guide demands more than LTI, only the case that demands it too.
fn cases<'c>(catalogue: &'c Catalogue, test: &'c str) -> impl Iterator<Item = &'c Case> {
    let judges = move |case: &&Case| case.certification.iter().any(|id| id == test);
    let stricter = catalogue.of_suite.iter().any(|case| judges(&case));
    let all = if stricter { &catalogue.of_suite } else { &catalogue.cases };
    all.iter().filter(judges)
}

impl Catalogue {
    /// The cases of the certification suite, in the order of the guide.
    pub fn certification_suite(&self) -> Vec<&Case> {
        let mut seen = HashSet::new();
        let all = order(self).into_iter().flat_map(|test| cases(self, test));
        all.filter(|case| seen.insert(&case.id)).collect()
    }
}

impl SuiteRecord {
    /// What a run says of each test; one whose cases were left out was skipped.
    pub(crate) fn of(catalogue: &Catalogue, records: &[CaseRecord]) -> Self {
        Self { tests: tests(catalogue).map(|test| TestRecord::of(test, catalogue, records)).collect() }
    }

    /// Whether every test passed that is covered.
    pub fn is_passed(&self) -> bool {
        !self
            .tests
            .iter()
            .any(|test| matches!(test.outcome, Outcome::Failed | Outcome::Skipped | Outcome::Unjudged))
    }

    /// Whether a test failed, or was skipped, which counts as much.
    pub fn is_failed(&self) -> bool {
        self.count(Outcome::Failed) + self.count(Outcome::Skipped) > 0
    }

    /// How many ended so.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.tests.iter().filter(|test| test.outcome == outcome).count()
    }
}

impl TestRecord {
    fn of(test: &CertificationTest, catalogue: &Catalogue, records: &[CaseRecord]) -> Self {
        let ids: Vec<_> = cases(catalogue, &test.id).map(|case| case.id.clone()).collect();
        let of_test: Vec<_> = records.iter().filter(|record| ids.contains(&record.id)).collect();
        let (outcome, why) = match &test.uncovered {
            Some(why) => (Outcome::NotCovered, Some(why.clone())),
            None => judge(&of_test),
        };
        Self {
            id: test.id.clone(),
            group: test.group.clone(),
            title: test.title.clone(),
            outcome,
            cases: of_test.iter().map(|record| record.id.clone()).collect(),
            why,
        }
    }
}

/// A test of which any case fails has failed; one of which no case applies was skipped.
fn judge(records: &[&CaseRecord]) -> (Outcome, Option<String>) {
    let why = |record: &CaseRecord| record.actual.clone().unwrap_or_default();
    let told = |record: &CaseRecord| Some(format!("{}: {}", record.id, why(record)));
    let first = |wanted: &[Verdict]| records.iter().find(|record| wanted.contains(&record.verdict));
    if let Some(record) = first(&[Verdict::Fail, Verdict::Warn]) {
        return (Outcome::Failed, told(record));
    }
    if let Some(record) = first(&[Verdict::Unjudged]) {
        return (Outcome::Unjudged, told(record));
    }
    match (first(&[Verdict::Pass]), records.first()) {
        (Some(_), _) => (Outcome::Passed, None),
        (None, Some(record)) => (Outcome::Skipped, Some(why(record))),
        (None, None) => (Outcome::Skipped, Some("no case was run".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::case;

    #[test]
    fn the_suite_has_the_tests_of_the_guide_in_its_order() {
        let catalogue = Catalogue::load(&[]).unwrap();
        let numbers = (1..=12).chain(20..=28).chain(30..=38).chain(40..=46).chain(50..=54).chain(60..=61);
        let expected: Vec<_> = numbers.map(|number| format!("CT-{number:03}")).collect();
        assert_eq!(order(&catalogue), expected);
        let cases = catalogue.certification_suite();
        let tests = cases.iter().filter_map(|case| case.certification.first());
        let places: Vec<_> = tests.map(|test| expected.iter().position(|other| other == test)).collect();
        assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn a_launch_without_a_user_has_to_be_refused_there_and_only_there() {
        let catalogue = Catalogue::load(&[]).unwrap();
        let ids: Vec<_> = cases(&catalogue, "CT-012").map(|case| case.id.as_str()).collect();
        assert_eq!(ids, ["certification.no_user"]);
        assert!(!catalogue.cases.iter().any(|case| case.id == "certification.no_user"));
    }

    #[test]
    fn a_test_passes_only_if_something_passes_and_nothing_else_happens() {
        let rows: [(&[Verdict], Outcome); 6] = [
            (&[Verdict::Pass, Verdict::NotApplicable], Outcome::Passed),
            (&[Verdict::NotApplicable], Outcome::Skipped),
            (&[], Outcome::Skipped),
            (&[Verdict::Pass, Verdict::Unjudged], Outcome::Unjudged),
            (&[Verdict::Unjudged, Verdict::Warn], Outcome::Failed),
            (&[Verdict::Pass, Verdict::Fail], Outcome::Failed),
        ];
        for (verdicts, outcome) in rows {
            let records: Vec<_> = verdicts.iter().map(|verdict| case("a", *verdict)).collect();
            assert_eq!(judge(&records.iter().collect::<Vec<_>>()).0, outcome, "{verdicts:?}");
        }
    }
}
