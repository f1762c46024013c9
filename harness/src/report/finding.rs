//! What there is to say of one case, line by line: the same words for a terminal and for a CI system. What breaks a derived
//! requirement says so, with the reasoning, so that a vendor can argue.

use std::collections::BTreeMap;

use crate::catalogue::Requirement;
use crate::record::{CaseRecord, Verdict};

/// Expected, actual, the requirements and, where the tool is at fault, what usually causes it and what mends it.
pub(super) fn lines(case: &CaseRecord, requirements: &BTreeMap<String, Requirement>) -> Vec<String> {
    let mut lines = expectation(case);
    let known = case.requirements.iter().filter_map(|id| Some((id, requirements.get(id)?)));
    lines.extend(known.map(|(id, requirement)| told(id, requirement)));
    if matches!(case.verdict, Verdict::Fail | Verdict::Warn) {
        lines.extend(case.reasoning.iter().map(|reasoning| format!("derived, since: {reasoning}")));
        lines.extend(advice(case, requirements));
    }
    lines
}

fn expectation(case: &CaseRecord) -> Vec<String> {
    if case.verdict == Verdict::Pass {
        return Vec::new();
    }
    let label = if case.verdict == Verdict::Unjudged { "because " } else { "actual  " };
    let actual = format!("{label}  {}", case.actual.as_deref().unwrap_or("nothing"));
    let expected = case.expected.iter().map(|expected| format!("expected  {expected}"));
    expected.chain([actual]).collect()
}

fn told(id: &str, requirement: &Requirement) -> String {
    let derived = if requirement.derived { ", derived" } else { "" };
    let (level, spec, sentence) = (requirement.level.word(), &requirement.spec, &requirement.sentence);
    format!("{id} ({level}{derived}; {spec})  {sentence}")
}

fn advice(case: &CaseRecord, requirements: &BTreeMap<String, Requirement>) -> Vec<String> {
    let Some(requirement) = case.requirements.first().and_then(|id| requirements.get(id)) else {
        return Vec::new();
    };
    let causes = requirement.causes.iter().map(|cause| format!("usual cause: {cause}"));
    causes.chain(requirement.fix.iter().map(|fix| format!("fix: {fix}"))).collect()
}
