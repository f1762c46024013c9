//! The record for CI systems, as JUnit XML: a suite per feature, a test per case.

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
    status.set_message(visible(message)).set_description(visible(story));
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
mod tests {
    use roxmltree::{Document, Node};

    use super::super::samples::{case, expected, record, requirements};
    use super::*;
    use crate::record::{SnapshotRecord, SnapshotState};

    fn named<'d>(document: &'d Document<'d>, id: &str) -> Node<'d, 'd> {
        let is_it = |node: &Node<'_, '_>| node.has_tag_name("testcase") && node.attribute("name") == Some(id);
        document.descendants().find(is_it).unwrap()
    }

    fn child<'d>(node: Node<'d, 'd>, tag: &str) -> Option<Node<'d, 'd>> {
        node.children().find(|child| child.has_tag_name(tag))
    }

    #[test]
    fn each_feature_is_a_suite_with_counts_of_its_own() {
        let xml = junit(&record(), &requirements());
        let document = Document::parse(&xml).unwrap();
        let suites: Vec<_> = document.descendants().filter(|node| node.has_tag_name("testsuite")).collect();
        let count = |suite: &Node<'_, '_>| {
            ["name", "tests", "failures", "errors", "skipped"]
                .map(|name| suite.attribute(name).unwrap().to_owned())
        };
        assert_eq!(count(&suites[0]), ["features/token.feature", "5", "1", "1", "1"]);
        assert_eq!(count(&suites[1]), ["mine/own.feature", "1", "0", "0", "0"]);
        assert_eq!(document.root_element().attribute("name"), Some("my <tool>"));
    }

    #[test]
    fn a_failure_tells_everything_that_helps() {
        let xml = junit(&record(), &requirements());
        let document = Document::parse(&xml).unwrap();
        let test = named(&document, "token.exp");
        assert_eq!(test.attribute("classname"), Some("features/token.feature"));
        assert_eq!(test.attribute("time"), Some("1.250"));
        let failure = child(test, "failure").unwrap();
        assert_eq!(failure.attribute("message"), Some("200 from http://t.test/, saying `Hi`"));
        assert_eq!(failure.attribute("type"), Some("SEC-011"));
        let expected = "Title of token.exp\nexpected  the launch is refused\nactual    200 from http://t.test/, saying `Hi`\n\
                        SEC-011 (must, derived; Security Framework 5.1.3)  Check the `exp` claim.\n\
                        usual cause: The library is told not to look at it.\nfix: Let the library check it.\n\
                        features/token.feature:7";
        assert_eq!(failure.text(), Some(expected));
    }

    #[test]
    fn a_warning_passes_and_says_why_unless_it_counts() {
        let mut record = record();
        for (strict, tag) in [(false, "system-out"), (true, "failure")] {
            record.strict = strict;
            let xml = junit(&record, &requirements());
            let document = Document::parse(&xml).unwrap();
            let test = named(&document, "token.late");
            let tags: Vec<_> =
                test.children().filter(Node::is_element).map(|node| node.tag_name().name()).collect();
            assert_eq!(tags, [tag]);
            assert!(child(test, tag).unwrap().text().unwrap().contains("usual cause"));
        }
    }

    #[test]
    fn what_cannot_be_judged_is_an_error_and_what_does_not_apply_is_skipped() {
        let xml = junit(&record(), &requirements());
        let document = Document::parse(&xml).unwrap();
        for (id, tag) in [("token.unclear", "error"), ("token.left_out", "skipped")] {
            let told = child(named(&document, id), tag).unwrap();
            assert_eq!(told.attribute("message"), Some("the tool has no such thing"), "{id}");
        }
    }

    #[test]
    fn an_expected_failure_is_skipped_and_an_unexpected_pass_fails() {
        let mut record = record();
        record.expect(&[expected("token.exp"), expected("token.good")]);
        let xml = junit(&record, &requirements());
        let document = Document::parse(&xml).unwrap();
        let message = |id, tag| child(named(&document, id), tag).unwrap().attribute("message").unwrap();
        assert_eq!(message("token.exp", "skipped"), "fails as expected: old library");
        assert!(
            child(named(&document, "token.exp"), "system-out")
                .unwrap()
                .text()
                .unwrap()
                .contains("usual cause")
        );
        assert_eq!(message("token.good", "failure"), "expected to fail (old library), and passed");
    }

    #[test]
    fn what_xml_forbids_is_spelt_out() {
        let mut record = record();
        record.cases[1].actual = Some("\u{1b}[31mred\u{0}\t]]> & <b>\u{ffff}é".to_owned());
        let xml = junit(&record, &requirements());
        let document = Document::parse(&xml).unwrap();
        let failure = child(named(&document, "token.exp"), "failure").unwrap();
        assert_eq!(failure.attribute("message"), Some("\\u{1b}[31mred\\u{0}\\t]]> & <b>\\u{ffff}é"));
    }

    #[test]
    fn a_snapshot_that_differs_is_told_by_the_test_and_by_its_suite() {
        let mut record = record();
        let diff = Some("-a\n+b\n".to_owned());
        let snapshot = Some(SnapshotRecord { state: SnapshotState::Differs, diff });
        record.cases[0] = CaseRecord { snapshot, ..case("token.good", Verdict::Pass) };
        let xml = junit(&record, &requirements());
        let document = Document::parse(&xml).unwrap();
        let test = named(&document, "token.good");
        let told = |node| child(node, "system-out").unwrap().text().unwrap();
        assert_eq!(told(test), "the snapshot is not as stored\n-a\n+b");
        assert_eq!(told(test.parent().unwrap()), "1 snapshot is not as stored: token.good");
        assert!(child(test, "failure").is_none());
    }
}
