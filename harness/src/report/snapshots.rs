//! What the snapshots say: they decide no verdict, so they come after them.

use super::plural;
use crate::record::{CaseRecord, RunRecord, SnapshotState, SnapshotSummary};

/// Longer differences are shown by their beginning; `homeroom snapshots review` shows all.
const MOST_LINES: usize = 40;

/// The case's difference from what is stored, if there is one to show.
pub(super) fn difference(case: &CaseRecord) -> Option<&str> {
    let snapshot = case.snapshot.as_ref()?;
    let differs = snapshot.state == SnapshotState::Differs;
    snapshot.diff.as_deref().filter(|_| differs).map(str::trim_end)
}

/// Every difference, then the counts; nothing where snapshots are off.
pub(super) fn text(record: &RunRecord) -> String {
    let Some(summary) = &record.snapshots else { return String::new() };
    let differing = record.cases.iter().filter_map(|case| Some((case, difference(case)?)));
    let told = differing.map(|(case, diff)| of_case(case, diff));
    let problems = summary.problems.iter().map(|problem| format!("snapshots: {problem}\n"));
    told.chain(problems).chain([counts(summary)]).collect()
}

fn of_case(case: &CaseRecord, diff: &str) -> String {
    let lines: Vec<_> = diff.lines().collect();
    let indented = |line: &&str| format!("      {line}\n");
    let shown: String = lines.iter().take(MOST_LINES).map(indented).collect();
    let rest = match lines.len().saturating_sub(MOST_LINES) {
        0 => String::new(),
        rest => format!("      ... and {}\n", plural(rest, "more line", "more lines")),
    };
    format!("~     snapshot  {}  is not as stored\n{shown}{rest}\n", case.id)
}

fn counts(summary: &SnapshotSummary) -> String {
    let SnapshotSummary { same, new, differs, .. } = summary;
    format!("snapshots: {same} same, {differs} differ, {new} new\n")
}
