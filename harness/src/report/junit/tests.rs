use roxmltree::{Document, Node};

use super::super::samples::{case, expected, record, requirements};
use super::*;
use crate::record::{Outcome, SnapshotRecord, SnapshotState, SuiteRecord, TestRecord};

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
    assert_eq!(failure.attribute("message"), Some("(derived) 200 from http://t.test/, saying `Hi`"));
    assert_eq!(failure.attribute("type"), Some("SEC-011"));
    let expected = "Title of token.exp\nexpected  the launch is refused\nactual    200 from http://t.test/, saying `Hi`\n\
                    SEC-011 (must, derived; Security Framework 5.1.3)  Check the `exp` claim.\n\
                        derived, since: A date that nobody reads ends nothing.\n\
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
        child(named(&document, "token.exp"), "system-out").unwrap().text().unwrap().contains("usual cause")
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
    assert_eq!(failure.attribute("message"), Some("(derived) \\u{1b}[31mred\\u{0}\\t]]> & <b>\\u{ffff}é"));
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

#[test]
fn the_tests_of_the_guide_are_a_suite_of_their_own() {
    let test = |id: &str, outcome| TestRecord {
        id: id.to_owned(),
        group: "bad payload".to_owned(),
        title: "A title".to_owned(),
        outcome,
        cases: Vec::new(),
        why: (outcome != Outcome::Passed).then(|| "a reason".to_owned()),
    };
    let outcomes =
        [Outcome::Passed, Outcome::Failed, Outcome::Skipped, Outcome::Unjudged, Outcome::NotCovered];
    let tests = (1..).zip(outcomes).map(|(number, outcome)| test(&format!("CT-00{number}"), outcome));
    let mut run = record();
    run.suite = Some(SuiteRecord { tests: tests.collect() });
    let xml = junit(&run, &requirements());
    let document = Document::parse(&xml).unwrap();
    let suite = document.root_element().first_element_child().unwrap();
    assert_eq!(suite.attribute("name"), Some("certification"));
    let counts = ["tests", "failures", "errors", "skipped"].map(|name| suite.attribute(name).unwrap());
    assert_eq!(counts, ["5", "2", "1", "1"]);
    let skipped = child(named(&document, "CT-003 A title"), "failure").unwrap();
    assert_eq!(skipped.attribute("message"), Some("skipped, which the guide counts as failed: a reason"));
}
