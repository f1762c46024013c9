//! A small run with every verdict, for the tests of reports.

use std::collections::BTreeMap;

use crate::catalogue::{Level, Requirement, Window};
use crate::expected::ExpectedFailure;
use crate::record::{CaseRecord, ObservationRecord, RunRecord, Summary, Verdict};

pub(crate) fn case(id: &str, verdict: Verdict) -> CaseRecord {
    let (expected, actual) = match verdict {
        Verdict::Pass => (None, None),
        Verdict::Fail | Verdict::Warn => (
            Some("the launch is refused".to_owned()),
            Some("200 from http://t.test/, saying `Hi`".to_owned()),
        ),
        Verdict::Unjudged | Verdict::NotApplicable => (None, Some("the tool has no such thing".to_owned())),
    };
    let level = if verdict == Verdict::Warn { Level::Should } else { Level::Must };
    CaseRecord {
        id: id.to_owned(),
        title: format!("Title of {id}"),
        level,
        requirements: vec!["SEC-011".to_owned()],
        derived: true,
        reasoning: Some("A date that nobody reads ends nothing.".to_owned()),
        verdict,
        expected,
        actual,
        feature: "features/token.feature".to_owned(),
        line: 7,
        duration_ms: 1_250,
        exchanges: Vec::new(),
        expected_failure: None,
        snapshot: None,
    }
}

pub(crate) fn observation(id: &str) -> ObservationRecord {
    ObservationRecord {
        id: id.to_owned(),
        title: format!("Title of {id}"),
        requirements: vec!["SEC-017".to_owned()],
        attacks: vec!["ATK-036".to_owned()],
        seen: Some("the tool takes the launch".to_owned()),
        unseen: None,
        exchanges: Vec::new(),
    }
}

pub(crate) fn record() -> RunRecord {
    let other = CaseRecord { feature: "mine/own.feature".to_owned(), ..case("own.one", Verdict::Pass) };
    let cases = vec![
        case("token.good", Verdict::Pass),
        case("token.exp", Verdict::Fail),
        case("token.late", Verdict::Warn),
        case("token.unclear", Verdict::Unjudged),
        case("token.left_out", Verdict::NotApplicable),
        other,
    ];
    RunRecord {
        tool: "my <tool>".to_owned(),
        summary: Summary::of(&cases),
        cases,
        observations: Vec::new(),
        notes: vec!["a fact".to_owned()],
        no_launch: None,
        snapshots: None,
        suite: None,
        interrupted: false,
        strict: false,
    }
}

pub(crate) fn requirements() -> BTreeMap<String, Requirement> {
    let requirement = Requirement {
        who: "tool".to_owned(),
        level: Level::Must,
        derived: true,
        sentence: "Check the `exp` claim.".to_owned(),
        spec: "Security Framework 5.1.3".to_owned(),
        reasoning: Some("A date that nobody reads ends nothing.".to_owned()),
        observed: Some(Window::Http),
        unobserved: None,
        causes: vec!["The library is told not to look at it.".to_owned()],
        fix: Some("Let the library check it.".to_owned()),
    };
    BTreeMap::from([("SEC-011".to_owned(), requirement)])
}

pub(crate) fn expected(case: &str) -> ExpectedFailure {
    ExpectedFailure {
        case: case.to_owned(),
        reason: "old library".to_owned(),
        requirement: "SEC-011".to_owned(),
        until: None,
    }
}
