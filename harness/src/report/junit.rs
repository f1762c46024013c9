//! The record for CI systems, as JUnit XML: a suite per feature, a test per case.

mod guide;

use std::collections::BTreeMap;
use std::time::Duration;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{finding, plural, snapshots};
use crate::catalogue::Requirement;
use crate::record::{CaseRecord, RunRecord, Verdict};

/// The record as JUnit XML. What decides the exit code decides here: a warning is a failure only where it counts as
/// one, and a failure that is expected is a skipped test.
pub fn junit(record: &RunRecord, requirements: &BTreeMap<String, Requirement>) -> String {
    let mut report = Report::new(visible(&record.tool));
    report.add_test_suites(record.suite.iter().map(guide::suite));
    for cases in by_feature(&record.cases) {
        report.add_test_suite(suite(record, &cases, requirements));
    }
    report.set_time(time(&record.cases.iter().collect::<Vec<_>>()));
    report.to_string().unwrap_or_else(|error| format!("<!-- {error} -->"))
}

/// The cases of each feature, in the order of the features.
fn by_feature(cases: &[CaseRecord]) -> Vec<Vec<&CaseRecord>> {
    let mut features: Vec<Vec<&CaseRecord>> = Vec::new();
    for case in cases {
        match features.iter_mut().find(|others| others[0].feature == case.feature) {
            Some(others) => others.push(case),
            None => features.push(vec![case]),
        }
    }
    features
}

fn time(cases: &[&CaseRecord]) -> Duration {
    Duration::from_millis(cases.iter().map(|case| case.duration_ms).sum())
}

fn suite(
    record: &RunRecord,
    cases: &[&CaseRecord],
    requirements: &BTreeMap<String, Requirement>,
) -> TestSuite {
    let mut suite = TestSuite::new(visible(&cases[0].feature));
    suite.set_time(time(cases));
    suite.add_test_cases(cases.iter().map(|case| test(record, case, requirements)));
    let differing: Vec<_> = cases.iter().filter(|case| snapshots::difference(case).is_some()).collect();
    if !differing.is_empty() {
        let ids: Vec<_> = differing.iter().map(|case| case.id.as_str()).collect();
        let count = plural(ids.len(), "snapshot is", "snapshots are");
        suite.set_system_out(visible(&format!("{count} not as stored: {}", ids.join(", "))));
    }
    suite
}

fn test(record: &RunRecord, case: &CaseRecord, requirements: &BTreeMap<String, Requirement>) -> TestCase {
    let story = story(case, requirements);
    let status = status(record, case, &story);
    let told = matches!(status, TestCaseStatus::NonSuccess { .. });
    let mut test = TestCase::new(visible(&case.id), status);
    test.set_classname(visible(&case.feature));
    test.set_time(Duration::from_millis(case.duration_ms));
    let untold = !told && case.verdict == Verdict::Warn || case.fails_as_expected();
    let difference = snapshots::difference(case).map(|diff| format!("the snapshot is not as stored\n{diff}"));
    let output: Vec<_> = untold.then_some(story).into_iter().chain(difference).collect();
    if !output.is_empty() {
        test.set_system_out(visible(&output.join("\n\n")));
    }
    test
}

fn story(case: &CaseRecord, requirements: &BTreeMap<String, Requirement>) -> String {
    let place = format!("{}:{}", case.feature, case.line);
    let lines = [vec![case.title.clone()], finding::lines(case, requirements), vec![place]].concat();
    lines.join("\n")
}

fn status(record: &RunRecord, case: &CaseRecord, story: &str) -> TestCaseStatus {
    let actual = case.actual.as_deref().unwrap_or_default();
    if let Some(expected) = &case.expected_failure {
        let reason = &expected.reason;
        if case.fails_as_expected() {
            return skipped(&format!("fails as expected: {reason}"));
        }
        if case.passes_unexpectedly() {
            return broken(
                NonSuccessKind::Failure,
                case,
                &format!("expected to fail ({reason}), and passed"),
                story,
            );
        }
    }
    match case.verdict {
        _ if record.counts_as_failure(case) => broken(NonSuccessKind::Failure, case, actual, story),
        Verdict::Unjudged => broken(NonSuccessKind::Error, case, actual, story),
        Verdict::NotApplicable => skipped(actual),
        _ => TestCaseStatus::success(),
    }
}

fn skipped(reason: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(visible(reason));
    status
}

fn broken(kind: NonSuccessKind, case: &CaseRecord, message: &str, story: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    let derived = if case.breaks_derived() { "(derived) " } else { "" };
    status.set_message(visible(&format!("{derived}{message}"))).set_description(visible(story));
    status.set_type(visible(case.requirements.first().map_or("", String::as_str)));
    status
}

/// What XML forbids, spelt out: a control character in a page of the tool is part of what it did.
fn visible(text: &str) -> String {
    let forbidden = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}');
    let spell = |c: char| if forbidden(c) { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(spell).collect()
}

#[cfg(test)]
mod tests;
