//! The tests of the certification guide as a suite of their own, before the cases that judge them.

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::{skipped, visible};
use crate::record::{Outcome, SuiteRecord, TestRecord};

pub(super) fn suite(record: &SuiteRecord) -> TestSuite {
    let mut suite = TestSuite::new("certification");
    suite.add_test_cases(record.tests.iter().map(test));
    suite
}

fn test(test: &TestRecord) -> TestCase {
    let mut told = TestCase::new(visible(&format!("{} {}", test.id, test.title)), status(test));
    told.set_classname(visible(&format!("certification.{}", test.group.replace(' ', "_"))));
    told
}

fn status(test: &TestRecord) -> TestCaseStatus {
    let why = test.why.as_deref().unwrap_or_default();
    let broken = |kind, message: &str| {
        let mut status = TestCaseStatus::non_success(kind);
        status.set_message(visible(message)).set_type(visible(&test.id));
        status
    };
    match test.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Failed => broken(NonSuccessKind::Failure, why),
        Outcome::Skipped => {
            broken(NonSuccessKind::Failure, &format!("skipped, which the guide counts as failed: {why}"))
        }
        Outcome::Unjudged => broken(NonSuccessKind::Error, why),
        Outcome::NotCovered => skipped(&format!("not covered yet: {why}")),
    }
}
