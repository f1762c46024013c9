//! The record for a person at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::finding;
use crate::catalogue::Requirement;
use crate::record::{CaseRecord, RunRecord, Verdict};

/// What needs attention, worst first, then the counts.
pub fn terminal(record: &RunRecord, requirements: &BTreeMap<String, Requirement>) -> String {
    let mut text = String::new();
    for verdict in [Verdict::NotApplicable, Verdict::Unjudged, Verdict::Warn, Verdict::Fail] {
        let unexpected = |case: &&CaseRecord| case.verdict == verdict && !case.fails_as_expected();
        let cases: Vec<_> = record.cases.iter().filter(unexpected).collect();
        if verdict == Verdict::NotApplicable {
            not_applicable(&mut text, &cases);
        } else {
            for case in cases {
                finding(&mut text, case, requirements);
            }
        }
    }
    expectations(&mut text, record);
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

fn not_applicable(text: &mut String, cases: &[&CaseRecord]) {
    let mut by_reason: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for case in cases {
        by_reason.entry(case.actual.as_deref().unwrap_or_default()).or_default().push(&case.id);
    }
    for (reason, ids) in by_reason {
        line(text, &format!("{}  {} case(s): {reason}", word(Verdict::NotApplicable), ids.len()));
        line(text, &format!("        {}\n", ids.join(", ")));
    }
}

fn finding(text: &mut String, case: &CaseRecord, requirements: &BTreeMap<String, Requirement>) {
    line(text, &format!("{}  {}  {}", word(case.verdict), case.id, case.title));
    for told in finding::lines(case, requirements) {
        line(text, &format!("      {told}"));
    }
    let numbers: Vec<_> = case.exchanges.iter().map(|exchange| exchange.number).collect();
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
        line(text, &format!("      exchanges {first} to {last}; {}:{}", case.feature, case.line));
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
    let expected = record.cases.iter().filter(|case| case.fails_as_expected()).count();
    let verdict = match () {
        () if record.failures().next().is_some() => "not conformant".to_owned(),
        () if counts.pass + counts.warn + counts.unjudged + expected == 0 => "nothing was judged".to_owned(),
        () if counts.unjudged > 0 => "could not be judged completely".to_owned(),
        () if expected > 0 => format!("conformant but for {expected} expected failure(s)"),
        () => "conformant".to_owned(),
    };
    line(text, &verdict);
}
