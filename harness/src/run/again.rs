//! A case that fails is played once more from scratch: what both times say together.

use crate::record::{CaseRecord, Verdict};

/// The same verdict twice stands. Two different ones are chance, in the tool or in the machine, and judge nothing.
pub(super) fn together(first: CaseRecord, second: CaseRecord) -> CaseRecord {
    if first.verdict == second.verdict {
        return first;
    }
    CaseRecord {
        verdict: Verdict::Unjudged,
        expected: None,
        actual: Some(format!("flaky: first {}; then {}", told(&first), told(&second))),
        duration_ms: first.duration_ms + second.duration_ms,
        exchanges: [first.exchanges, second.exchanges].concat(),
        ..second
    }
}

fn told(record: &CaseRecord) -> String {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let actual = said(&record.actual);
    match record.verdict {
        Verdict::Pass => "it passed".to_owned(),
        Verdict::Fail | Verdict::Warn => {
            format!("it failed (expected {}; actual: {actual})", said(&record.expected))
        }
        Verdict::Unjudged => format!("it could not be judged ({actual})"),
        Verdict::NotApplicable => format!("it did not apply ({actual})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples::case;

    #[test]
    fn the_same_verdict_twice_stands() {
        for verdict in [Verdict::Fail, Verdict::Warn] {
            let record = together(case("a", verdict), case("a", verdict));
            assert_eq!(
                (record.verdict, record.expected.as_deref()),
                (verdict, Some("the launch is refused"))
            );
        }
    }

    #[test]
    fn two_verdicts_are_none_and_both_are_told() {
        let record = together(case("a", Verdict::Fail), case("a", Verdict::Pass));
        assert_eq!((record.verdict, record.expected), (Verdict::Unjudged, None));
        let told = "flaky: first it failed (expected the launch is refused; actual: 200 from http://t.test/, saying `Hi`); \
                    then it passed";
        assert_eq!(record.actual.as_deref(), Some(told));
        assert_eq!(record.duration_ms, 2_500);
    }

    #[test]
    fn a_failure_that_cannot_be_seen_again_is_no_verdict() {
        let record = together(case("a", Verdict::Warn), case("a", Verdict::Unjudged));
        assert_eq!(record.verdict, Verdict::Unjudged);
        assert!(record.actual.unwrap().ends_with("then it could not be judged (the tool has no such thing)"));
    }
}
