//! The record for a person at a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::catalogue::Requirement;
use crate::record::{CaseRecord, RunRecord, Verdict};

/// What needs attention, worst first, then the counts.
pub fn terminal(record: &RunRecord, requirements: &BTreeMap<String, Requirement>) -> String {
    let mut text = String::new();
    for verdict in [Verdict::NotApplicable, Verdict::Unjudged, Verdict::Warn, Verdict::Fail] {
        let cases: Vec<_> = record.cases.iter().filter(|case| case.verdict == verdict).collect();
        if verdict == Verdict::NotApplicable {
            not_applicable(&mut text, &cases);
        } else {
            for case in cases {
                finding(&mut text, case, requirements);
            }
        }
    }
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
    if let Some(expected) = &case.expected {
        line(text, &format!("      expected  {expected}"));
    }
    let label = if case.verdict == Verdict::Unjudged { "because " } else { "actual  " };
    line(text, &format!("      {label}  {}", case.actual.as_deref().unwrap_or("nothing")));
    for (id, requirement) in case.requirements.iter().filter_map(|id| Some((id, requirements.get(id)?))) {
        let derived = if requirement.derived { ", derived" } else { "" };
        line(
            text,
            &format!(
                "      {id} ({}{derived}; {})  {}",
                requirement.level.word(),
                requirement.spec,
                requirement.sentence
            ),
        );
    }
    if matches!(case.verdict, Verdict::Fail | Verdict::Warn) {
        advice(text, case, requirements);
    }
    let numbers: Vec<_> = case.exchanges.iter().map(|exchange| exchange.number).collect();
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
        line(text, &format!("      exchanges {first} to {last}; {}:{}", case.feature, case.line));
    }
    text.push('\n');
}

fn advice(text: &mut String, case: &CaseRecord, requirements: &BTreeMap<String, Requirement>) {
    let Some(requirement) = case.requirements.first().and_then(|id| requirements.get(id)) else { return };
    for cause in &requirement.causes {
        line(text, &format!("      usual cause: {cause}"));
    }
    if let Some(fix) = &requirement.fix {
        line(text, &format!("      fix: {fix}"));
    }
}

fn summary(text: &mut String, record: &RunRecord) {
    let counts = record.summary;
    let _ = write!(text, "{}: {} pass, {} fail, {} warn", record.tool, counts.pass, counts.fail, counts.warn);
    let _ = writeln!(text, ", {} unjudged, {} not applicable", counts.unjudged, counts.not_applicable);
    let verdict = match () {
        () if record.failures().next().is_some() => "not conformant",
        () if counts.pass + counts.warn + counts.unjudged == 0 => "nothing was judged",
        () if counts.unjudged > 0 => "could not be judged completely",
        () => "conformant",
    };
    line(text, verdict);
}
