//! The tests of the certification guide, as a terminal shows them.

use std::fmt::Write as _;

use super::plural;
use crate::record::{Outcome, RunRecord, SuiteRecord, TestRecord};

/// What the guide asks of people, and no program can answer.
const OF_PEOPLE: &str = "The official suite also asks a person: for proof of each launch, such as a screenshot (CT-001 to CT-038), and \
                         to affirm that what arrived is what was picked (CT-046).";

/// The list in the order of the guide; nothing for a run of other cases.
pub(super) fn text(record: &RunRecord) -> String {
    let Some(suite) = &record.suite else { return String::new() };
    let mut text = "Certification Guide 1.3, tests of tools, in its order\n".to_owned();
    let (mut group, mut reason) = ("", None);
    for test in &suite.tests {
        // Writing to a string cannot fail.
        if test.group != group {
            let _ = writeln!(text, "  {}", test.group);
            group = &test.group;
        }
        let _ = writeln!(text, "    {:11}  {}  {}{}", word(test.outcome), test.id, test.title, judges(test));
        // One reason often keeps a whole group from being run.
        if let Some(why) = left_out(test).filter(|why| reason != Some(*why)) {
            let _ = writeln!(text, "{:17}{why}", "");
        }
        reason = left_out(test);
    }
    text + "\n" + &counts(suite) + OF_PEOPLE + "\n\n"
}

/// The cases whose findings, further up, tell at length what is wrong.
fn judges(test: &TestRecord) -> String {
    match test.outcome {
        Outcome::Failed | Outcome::Unjudged => format!("  ({})", test.cases.join(", ")),
        _ => String::new(),
    }
}

fn left_out(test: &TestRecord) -> Option<&str> {
    test.why.as_deref().filter(|_| matches!(test.outcome, Outcome::Skipped | Outcome::NotCovered))
}

pub(super) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "FAILED",
        Outcome::Skipped => "SKIPPED",
        Outcome::Unjudged => "? unjudged",
        Outcome::NotCovered => "- not yet",
    }
}

fn counts(suite: &SuiteRecord) -> String {
    let not_covered = suite.count(Outcome::NotCovered);
    let covered = suite.tests.len() - not_covered;
    let skipped = match suite.count(Outcome::Skipped) {
        0 => String::new(),
        skipped => {
            format!(", {}, which the guide counts as failed", plural(skipped, "was skipped", "were skipped"))
        }
    };
    format!(
        "{} of {} passed{skipped}; {} of the guide not covered yet\n",
        suite.count(Outcome::Passed),
        plural(covered, "test", "tests"),
        plural(not_covered, "test", "tests"),
    )
}

/// The last line: whether the tool passes.
pub(super) fn verdict(suite: &SuiteRecord) -> &'static str {
    if suite.is_passed() {
        "passes the certification tests that are covered"
    } else if suite.is_failed() {
        "does not pass the certification tests"
    } else {
        "could not be judged completely"
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::record;
    use super::*;

    fn test(number: u32, outcome: Outcome, why: Option<&str>) -> TestRecord {
        TestRecord {
            id: format!("CT-{number:03}"),
            group: if number < 20 { "bad payload" } else { "deep linking" }.to_owned(),
            title: format!("Test {number}"),
            outcome,
            cases: vec![format!("case.{number}")],
            why: why.map(str::to_owned),
        }
    }

    #[test]
    fn the_list_has_groups_and_says_why_a_test_did_not_pass() {
        let mut run = record();
        assert_eq!(text(&run), "");
        let tests = vec![
            test(1, Outcome::Passed, None),
            test(2, Outcome::Failed, Some("case.2: accepted")),
            test(40, Outcome::Skipped, Some("case.40: no act")),
            test(50, Outcome::NotCovered, Some("later")),
        ];
        run.suite = Some(SuiteRecord { tests });
        let told = "Certification Guide 1.3, tests of tools, in its order\n  bad payload\n    passed       CT-001  Test 1\n    \
                    FAILED       CT-002  Test 2  (case.2)\n  deep linking\n    SKIPPED      CT-040  Test 40\n                 \
                    case.40: no act\n    - not yet    CT-050  Test 50\n                 later\n\n1 of 3 tests passed, 1 was \
                    skipped, which the guide counts as failed; 1 test of the guide not covered yet\nThe official";
        assert!(text(&run).starts_with(told), "{}", text(&run));
        assert_eq!(verdict(run.suite.as_ref().unwrap()), "does not pass the certification tests");
    }
}
