//! The record for a person at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{finding, observations, plural, snapshots, suite};
use crate::catalogue::Requirement;
use crate::record::{CaseRecord, RunRecord, Verdict};

/// From this length on a part of an address is more likely a handle than a word.
const LONG_PART: usize = 16;

/// What needs attention, worst first, then the counts.
pub fn terminal(record: &RunRecord, requirements: &BTreeMap<String, Requirement>) -> String {
    let mut text = String::new();
    for verdict in [Verdict::NotApplicable, Verdict::Unjudged, Verdict::Warn, Verdict::Fail] {
        let unexpected = |case: &&CaseRecord| case.verdict == verdict && !case.fails_as_expected();
        let cases: Vec<_> = record.cases.iter().filter(unexpected).collect();
        let alone = together(&mut text, verdict, &cases);
        for case in alone {
            finding(&mut text, case, requirements);
        }
    }
    expectations(&mut text, record);
    text.push_str(&snapshots::text(record));
    text.push_str(&observations::text(record));
    text.push_str(&suite::text(record));
    for note in &record.notes {
        line(&mut text, &format!("note: {note}"));
    }
    summary(&mut text, record);
    text
}

/// The word and the sign of a verdict, so that neither colour nor shape is needed to read it.
fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "ok    pass",
        Verdict::Fail => "FAIL",
        Verdict::Warn => "warn",
        Verdict::Unjudged => "?     unjudged",
        Verdict::NotApplicable => "-     not applicable",
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// Tells at once all cases that one reason keeps from being judged, and returns those that have to be told one by one.
fn together<'c>(text: &mut String, verdict: Verdict, cases: &[&'c CaseRecord]) -> Vec<&'c CaseRecord> {
    let least = match verdict {
        Verdict::NotApplicable => 1,
        Verdict::Unjudged => 2,
        _ => return cases.to_vec(),
    };
    let mut by_reason: BTreeMap<String, Vec<&CaseRecord>> = BTreeMap::new();
    for case in cases {
        by_reason.entry(without_chance(reason(case))).or_default().push(case);
    }
    by_reason.retain(|_, alike| alike.len() >= least);
    for alike in by_reason.values() {
        let ids: Vec<_> = alike.iter().map(|case| case.id.as_str()).collect();
        let reason = alike.first().map_or("", |case| reason(case));
        line(text, &format!("{}  {}: {reason}", word(verdict), plural(ids.len(), "case", "cases")));
        line(text, &format!("        {}\n", ids.join(", ")));
    }
    cases.iter().copied().filter(|case| !by_reason.contains_key(&without_chance(reason(case)))).collect()
}

/// A reason without the long parts of its addresses, which often are made anew for each launch.
fn without_chance(reason: &str) -> String {
    let short = |part: &str| if part.len() < LONG_PART { part.to_owned() } else { "…".to_owned() };
    let plain = |word: &str| {
        let parts = word.split(['/', '?', '&', '=']);
        if word.contains("://") { parts.map(short).collect::<Vec<_>>().join("/") } else { word.to_owned() }
    };
    reason.split(' ').map(plain).collect::<Vec<_>>().join(" ")
}

fn reason(case: &CaseRecord) -> &str {
    case.actual.as_deref().unwrap_or_default()
}

fn finding(text: &mut String, case: &CaseRecord, requirements: &BTreeMap<String, Requirement>) {
    let derived = if case.breaks_derived() { " (derived)" } else { "" };
    line(text, &format!("{}{derived}  {}  {}", word(case.verdict), case.id, case.title));
    for told in finding::lines(case, requirements) {
        line(text, &format!("      {told}"));
    }
    let numbers: Vec<_> = case.exchanges.iter().map(|exchange| exchange.number).collect();
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
        let told =
            if first == last { format!("exchange {first}") } else { format!("exchanges {first} to {last}") };
        line(text, &format!("      {told}; {}:{}", case.feature, case.line));
    }
    text.push('\n');
}

/// The failures that were expected in short, and at length those that did not happen.
fn expectations(text: &mut String, record: &RunRecord) {
    let expected = record.cases.iter().filter_map(|case| Some((case, case.expected_failure.as_ref()?)));
    let (failing, others): (Vec<_>, Vec<_>) = expected.partition(|(case, _)| case.fails_as_expected());
    for (case, failure) in &failing {
        line(text, &format!("fails as expected  {}  {}: {}", case.id, failure.requirement, failure.reason));
    }
    if !failing.is_empty() {
        text.push('\n');
    }
    for (case, failure) in others.iter().filter(|(case, _)| case.passes_unexpectedly()) {
        line(text, &format!("{}  {}  {}", word(Verdict::Fail), case.id, case.title));
        line(text, &format!("      expected  a failure: {}", failure.reason));
        line(text, "      actual    the case passed; take it out of the expected failures\n");
    }
}

fn summary(text: &mut String, record: &RunRecord) {
    let counts = record.summary;
    let _ = write!(text, "{}: {} pass, {} fail, {} warn", record.tool, counts.pass, counts.fail, counts.warn);
    let _ = writeln!(text, ", {} unjudged, {} not applicable", counts.unjudged, counts.not_applicable);
    line(text, &verdict(record));
}

/// The last line: what the exit code says.
fn verdict(record: &RunRecord) -> String {
    let counts = record.summary;
    if let Some(suite) = &record.suite {
        return suite::verdict(suite).to_owned();
    }
    if record.failures().next().is_some() {
        return "not conformant".to_owned();
    }
    if record.only_observes() {
        return "nothing to judge, only to observe".to_owned();
    }
    if counts.pass + counts.fail + counts.warn + counts.unjudged == 0 {
        return "nothing was judged".to_owned();
    }
    if counts.unjudged > 0 {
        return "could not be judged completely".to_owned();
    }
    let but = match record.cases.iter().filter(|case| case.fails_as_expected()).count() {
        0 => String::new(),
        expected => format!(" but for {}", plural(expected, "expected failure", "expected failures")),
    };
    format!("conformant{but}")
}

#[cfg(test)]
mod tests {
    use super::super::samples::{case, expected, record, requirements};
    use super::*;
    use crate::record::{SnapshotRecord, SnapshotState, SnapshotSummary, Summary};

    #[test]
    fn the_worst_comes_last_before_the_counts() {
        let text = terminal(&record(), &requirements());
        let expected = "-     not applicable  1 case: the tool has no such thing\n        token.left_out\n\n\
                        ?     unjudged  token.unclear  Title of token.unclear\n      because   the tool has no such thing\n\
                        \u{20}     SEC-011 (must, derived; Security Framework 5.1.3)  Check the `exp` claim.\n\n\
                        warn (derived)  token.late";
        assert!(text.starts_with(expected), "{text}");
        let expected = "      derived, since: A date that nobody reads ends nothing.\n      usual cause: The library is told not to look at it.\n      fix: Let the library check it.\n\n\
                        note: a fact\nmy <tool>: 2 pass, 1 fail, 1 warn, 1 unjudged, 1 not applicable\nnot conformant\n";
        assert!(text.ends_with(expected), "{text}");
    }

    #[test]
    fn what_one_reason_keeps_from_being_judged_is_told_at_once() {
        let unclear = |id: &str| case(id, Verdict::Unjudged);
        let lonely = CaseRecord { actual: Some("another thing".to_owned()), ..unclear("token.lonely") };
        let text = terminal(&run(vec![unclear("token.a"), lonely, unclear("token.b")]), &requirements());
        let told = "?     unjudged  2 cases: the tool has no such thing\n        token.a, token.b\n\n\
                    ?     unjudged  token.lonely  Title of token.lonely\n      because   another thing\n";
        assert!(text.starts_with(told), "{text}");
    }

    #[test]
    fn a_reason_that_names_the_page_of_one_launch_is_the_same_reason_in_another() {
        let stuck = |id: &str, page: &str| CaseRecord {
            actual: Some(format!("the act stops on http://tool.test/picker/{page}: nothing matches")),
            ..case(id, Verdict::NotApplicable)
        };
        let cases = vec![
            stuck("token.a", "Ay5FC5xgTcEsSUi-MpruAFEb"),
            stuck("token.b", "Our0ltfVovPe5bli7QeG0Dx7"),
            stuck("token.c", "quiz"),
        ];
        let text = terminal(&run(cases), &requirements());
        assert!(
            text.contains("2 cases: the act stops on http://tool.test/picker/Ay5FC5xgTcEsSUi-MpruAFEb:"),
            "{text}"
        );
        assert!(text.contains("1 case: the act stops on http://tool.test/picker/quiz:"), "{text}");
    }

    fn run(cases: Vec<CaseRecord>) -> RunRecord {
        RunRecord { summary: Summary::of(&cases), cases, notes: Vec::new(), ..record() }
    }

    #[test]
    fn expected_failures_are_told_in_short_and_a_pass_against_expectation_at_length() {
        let mut run = run(vec![case("token.exp", Verdict::Fail), case("token.good", Verdict::Pass)]);
        run.expect(&[expected("token.exp")]);
        let text = terminal(&run, &requirements());
        let told = "fails as expected  token.exp  SEC-011: old library\n\nmy <tool>: 1 pass, 1 fail, 0 warn, 0 unjudged, \
                    0 not applicable\nconformant but for 1 expected failure\n";
        assert_eq!(text, told);
        run.expect(&[expected("token.good")]);
        let text = terminal(&run, &requirements());
        let told = "FAIL  token.good  Title of token.good\n      expected  a failure: old library\n      \
                    actual    the case passed; take it out of the expected failures\n\n";
        assert!(text.contains(told) && text.ends_with("\nnot conformant\n"), "{text}");
    }

    #[test]
    fn a_snapshot_that_differs_is_shown_and_changes_no_verdict() {
        let diff = "-set-cookie: a; Secure\n+set-cookie: a\n".to_owned();
        let snapshot = Some(SnapshotRecord { state: SnapshotState::Differs, diff: Some(diff) });
        let mut run = run(vec![CaseRecord { snapshot, ..case("token.good", Verdict::Pass) }]);
        run.snapshots = Some(SnapshotSummary { differs: 1, same: 2, ..SnapshotSummary::default() });
        let told = "~     snapshot  token.good  is not as stored\n      -set-cookie: a; Secure\n      +set-cookie: a\n\n\
                    snapshots: 2 same, 1 differ, 0 new\n\
                    my <tool>: 1 pass, 0 fail, 0 warn, 0 unjudged, 0 not applicable\n\
                    conformant\n";
        assert_eq!(terminal(&run, &requirements()), told);
    }
}
