//! `--write-expected-failures FILE`: the failures of a run as the expected ones of the next.

use std::fmt::Write as _;
use std::path::PathBuf;

use homeroom_harness::{CaseRecord, ExpectedFailure, RunRecord, Verdict};

use crate::cli::failure::Failure;
use crate::cli::replace::replace;

/// What a reason begins with for as long as nobody has said one. It is accepted, and told with every run.
pub(crate) const UNSAID: &str = "say why: ";

/// The header of a row, as this file and most people write it.
const HEADER: &str = "[[expected]]";

/// A file of expected failures that is to be written, with what it holds so far.
#[derive(Debug)]
pub(crate) struct Baseline {
    pub(crate) path: PathBuf,
    /// Its text; empty where there is no file yet.
    pub(crate) text: String,
    /// Its rows, in its order.
    pub(crate) rows: Vec<ExpectedFailure>,
}

/// The file as it shall be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Written {
    text: String,
    /// All rows.
    pub(crate) rows: Vec<ExpectedFailure>,
    /// How many of them the file did not have.
    new: usize,
    /// How many it had whose cases pass now.
    gone: usize,
}

impl Baseline {
    /// Puts the failures of a run into the file. Rows that still hold, and rows of cases that this run did not judge,
    /// stay as they are, with the comments above them.
    pub(crate) fn write(&self, record: &RunRecord) -> Result<Written, Failure> {
        let written = self.with(record);
        replace(&self.path, &written.text).map_err(|error| self.cannot_write(&error))?;
        Ok(written)
    }

    pub(crate) fn cannot_write(&self, error: &std::io::Error) -> Failure {
        let problem = format!("`--write-expected-failures` cannot write `{}`: {error}", self.path.display());
        Failure::usage(problem)
            .hint("name a file in a folder that can be written, such as `expected-failures.toml`")
    }

    fn with(&self, record: &RunRecord) -> Written {
        let passes = |row: &ExpectedFailure| {
            record.cases.iter().any(|case| case.id == row.case && case.verdict == Verdict::Pass)
        };
        let kept: Vec<_> = self.rows.iter().map(|row| !passes(row)).collect();
        let is_there = |case: &CaseRecord| self.rows.iter().any(|row| row.case == case.id);
        let new: Vec<_> = record.failures().filter(|case| !is_there(case)).map(row).collect();
        let mut text = self.kept_text(&kept, &record.tool);
        for row in &new {
            append(&mut text, row);
        }
        let stay = self.rows.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(row, _)| row.clone());
        let gone = kept.iter().filter(|kept| !**kept).count();
        Written { text, rows: stay.chain(new.iter().cloned()).collect(), new: new.len(), gone }
    }

    fn kept_text(&self, kept: &[bool], tool: &str) -> String {
        if self.text.is_empty() {
            return format!(
                "# Failures of {} that are known; `homeroom test --expected-failures` reads them.\n",
                tool.replace(char::is_control, " ")
            );
        }
        let (head, blocks) = blocks(&self.text);
        let stay = kept.iter().zip(0..).filter(|(kept, _)| **kept).map(|(_, at)| at);
        if blocks.len() == kept.len() {
            return stay.fold(head.to_owned(), |text, at: usize| text + blocks[at]);
        }
        // Rows that are written in another way cannot be told apart by their lines.
        stay.fold(String::new(), |mut text, at| {
            append(&mut text, &self.rows[at]);
            text
        })
    }
}

impl Written {
    /// What a person has to know of it.
    pub(crate) fn told(&self, path: &std::path::Path) -> String {
        let count = if self.rows.len() == 1 { "failure" } else { "failures" };
        let mut told = format!("{}: {} expected {count} written", path.display(), self.rows.len());
        // Writing to a string cannot fail.
        if self.gone > 0 {
            let _ = write!(told, ", {} taken out, for their cases pass", self.gone);
        }
        if self.new > 0 {
            let _ = write!(told, ", {} new: write a reason in place of `{UNSAID}...`", self.new);
        }
        told
    }
}

/// What was expected stands in for the reason: unlike what the tool did, it is the same in each run.
fn row(case: &CaseRecord) -> ExpectedFailure {
    ExpectedFailure {
        case: case.id.clone(),
        reason: format!("{UNSAID}expected {}", case.expected.as_deref().unwrap_or("something else")),
        requirement: case.requirements.first().cloned().unwrap_or_default(),
        until: None,
    }
}

fn append(text: &mut String, row: &ExpectedFailure) {
    if !text.is_empty() {
        text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
    }
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let (case, requirement, reason) = (quoted(&row.case), quoted(&row.requirement), quoted(&row.reason));
    // Writing to a string cannot fail.
    let _ = write!(text, "{HEADER}\ncase = {case}\nrequirement = {requirement}\nreason = {reason}\n");
    if let Some(until) = &row.until {
        let _ = writeln!(text, "until = {until}");
    }
}

/// The text before the first row, and each row with the comments right above it.
fn blocks(text: &str) -> (&str, Vec<&str>) {
    let mut starts = Vec::new();
    let (mut at, mut comments) = (0, None);
    for line in text.split_inclusive('\n') {
        let word = line.trim();
        if word.starts_with(HEADER) {
            starts.push(comments.take().unwrap_or(at));
        } else if word.starts_with('#') {
            comments.get_or_insert(at);
        } else {
            comments = None;
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let head = &text[..starts.first().copied().unwrap_or(text.len())];
    (head, starts.iter().zip(ends).map(|(start, end)| &text[*start..end]).collect())
}

#[cfg(test)]
mod tests;
