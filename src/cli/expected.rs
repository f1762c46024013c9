//! `--expected-failures FILE`: what the tool is known to break, so that a run fails only when that changes.

mod baseline;

use std::path::{Path, PathBuf};

use homeroom_harness::{Case, Catalogue, ExpectedFailure, RunRecord};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::cli::config::explain_error;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::nearest::nearest;
use crate::cli::report::can_be_written;
use crate::cli::text_file;
use baseline::{Baseline, UNSAID};

#[derive(Debug, clap::Args)]
pub(crate) struct ExpectedArgs {
    /// Failures that are known: a TOML file of `[[expected]]` with `case`, `requirement`, `reason` and perhaps `until`.
    #[arg(long = "expected-failures", value_name = "FILE", id = "known", conflicts_with = "baseline")]
    file: Option<PathBuf>,
    /// Write the failures of this run to such a file; what it holds and still happens stays, what passes goes.
    #[arg(long = "write-expected-failures", value_name = "FILE", id = "baseline")]
    baseline: Option<PathBuf>,
}

/// What a run may fail without harm, or shall be allowed to from now on.
#[derive(Debug)]
pub(crate) enum Expected {
    /// The failures of one file, each of a case that exists, and what is to be said of them.
    Known(Vec<ExpectedFailure>, Vec<String>),
    New(Baseline),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    expected: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    case: Spanned<String>,
    requirement: Spanned<String>,
    reason: Spanned<String>,
    /// The last day on which the failure is expected.
    until: Option<Spanned<Datetime>>,
}

/// A file and its text, to tell the line of what is wrong.
struct Source<'s> {
    name: String,
    text: &'s str,
}

impl ExpectedArgs {
    /// The files that the run reads or writes.
    pub(crate) fn files<'f>(&'f self, context: &'f Context) -> impl Iterator<Item = PathBuf> + 'f {
        self.file.iter().chain(&self.baseline).map(|file| context.path(file))
    }

    /// Reads the file, if one was named.
    pub(crate) fn read(&self, catalogue: &Catalogue, context: &Context) -> Result<Expected, Failure> {
        if let Some(file) = &self.baseline {
            return baseline(context.path(file), &catalogue.cases).map(Expected::New);
        }
        let Some(file) = &self.file else { return Ok(Expected::Known(Vec::new(), Vec::new())) };
        let path = context.path(file);
        let text = text_file::read(&path).map_err(|error| unreadable(&path, &error))?;
        let rows = read(&path.display().to_string(), &text, &catalogue.cases)?;
        let notes = unsaid(&path, &rows).into_iter().collect();
        Ok(Expected::Known(rows, notes))
    }
}

impl Expected {
    /// Marks the cases of a run whose failure is expected, after those that are new have been written down.
    pub(crate) fn settle(&self, record: &mut RunRecord, context: &Context) -> Result<(), Failure> {
        match self {
            Self::Known(rows, notes) => {
                record.expect(rows);
                record.notes.extend(notes.iter().cloned());
            }
            Self::New(baseline) if record.interrupted => {
                let left = "is left as it was, since the run was interrupted";
                context.output.talk(&format!("note: {} {left}\n", baseline.path.display()));
            }
            Self::New(baseline) => {
                let written = baseline.write(record)?;
                context.output.talk(&format!("{}\n", written.told(&baseline.path)));
                record.expect(&written.rows);
            }
        }
        Ok(())
    }
}

/// The file that is to be written, as it is now.
fn baseline(path: PathBuf, cases: &[Case]) -> Result<Baseline, Failure> {
    // What is no file may never end.
    let text = if path.is_file() { std::fs::read_to_string(&path) } else { Ok(String::new()) };
    let text = text.map_err(|error| unreadable(&path, &error))?;
    let rows = read(&path.display().to_string(), &text, cases)?;
    let baseline = Baseline { path, text, rows };
    can_be_written(&baseline.path).map_err(|error| baseline.cannot_write(&error))?;
    Ok(baseline)
}

/// A reason that nobody has said is accepted, for a baseline takes one command; but it is told each time.
fn unsaid(path: &Path, rows: &[ExpectedFailure]) -> Option<String> {
    let unsaid = rows.iter().filter(|row| row.reason.starts_with(UNSAID)).count();
    let of = format!("of {} expected failures in {}", rows.len(), path.display());
    (unsaid > 0).then(|| format!("{unsaid} {of} have no reason yet: write one in place of `{UNSAID}...`"))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::usage(format!("{}: the expected failures cannot be read: {error}", path.display()))
        .hint("`--expected-failures` names a file of `[[expected]]` tables")
}

fn read(name: &str, text: &str, cases: &[Case]) -> Result<Vec<ExpectedFailure>, Failure> {
    let file: File =
        toml::from_str(text).map_err(|error| Failure::usage(explain_error(name, text, &error)))?;
    let source = Source { name: name.to_owned(), text };
    let mut expected: Vec<ExpectedFailure> = Vec::new();
    for row in &file.expected {
        let failure = source.check(row, cases)?;
        if expected.iter().any(|other| other.case == failure.case) {
            return Err(source.wrong(&row.case, &format!("`{}` is expected to fail already", failure.case)));
        }
        expected.push(failure);
    }
    Ok(expected)
}

impl Source<'_> {
    fn wrong<T>(&self, at: &Spanned<T>, problem: &str) -> Failure {
        let before = self.text.get(..at.span().start).unwrap_or(self.text);
        Failure::usage(format!("{}:{}: {problem}", self.name, before.matches('\n').count() + 1))
    }

    fn check(&self, row: &Row, cases: &[Case]) -> Result<ExpectedFailure, Failure> {
        let case = self.case(&row.case, cases)?;
        let (requirement, reason) = (row.requirement.get_ref(), row.reason.get_ref().trim());
        if !case.requirements.contains(requirement) {
            let problem = format!("`{}` does not test the requirement `{requirement}`", case.id);
            let tested = case.requirements.join(", ");
            return Err(self.wrong(&row.requirement, &problem).hint(format!("it tests {tested}")));
        }
        if reason.is_empty() {
            return Err(self
                .wrong(&row.reason, "the `reason` is empty")
                .hint("say why the tool fails the case, for the reader of the report"));
        }
        Ok(ExpectedFailure {
            case: case.id.clone(),
            reason: reason.to_owned(),
            requirement: requirement.clone(),
            until: row.until.as_ref().map(|until| self.day(until)).transpose()?,
        })
    }

    /// The whole id: a beginning would also forgive the cases that are added later.
    fn case<'c>(&self, named: &Spanned<String>, cases: &'c [Case]) -> Result<&'c Case, Failure> {
        let id = named.get_ref();
        cases.iter().find(|case| case.id == *id).ok_or_else(|| {
            let ids = || cases.iter().map(|case| case.id.as_str());
            let unknown = self.wrong(named, &format!("there is no case `{id}`"));
            if ids().any(|other| !id.is_empty() && other.starts_with(&format!("{id}."))) {
                return unknown
                    .hint(format!("cases begin so; `homeroom list --case {id}` shows them: name each"));
            }
            match nearest(id, ids()) {
                Some(near) => unknown.hint(format!("did you mean `{near}`? `homeroom list` shows all cases")),
                None => unknown.hint("`homeroom list` shows all cases"),
            }
        })
    }

    fn day(&self, until: &Spanned<Datetime>) -> Result<String, Failure> {
        match until.get_ref() {
            Datetime { date: Some(date), time: None, offset: None } => Ok(date.to_string()),
            other => {
                let problem = "`until` cannot be used\n  expected: a day, such as `2027-01-31`";
                Err(self.wrong(until, &format!("{problem}\n  actual: `{other}`")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<ExpectedFailure>, String> {
        let catalogue = Catalogue::load(&[]).unwrap();
        let read = super::read("known.toml", text, &catalogue.cases);
        read.map_err(|failure| failure.text)
    }

    fn row(more: &str) -> String {
        format!("[[expected]]\ncase = \"token.exp.past_10m\"\nrequirement = \"SEC-014\"\n{more}\n")
    }

    #[test]
    fn a_failure_is_a_case_a_requirement_and_a_reason() {
        let expected = read(&row("reason = \"old library\"\nuntil = 2027-01-31")).unwrap();
        assert_eq!(expected[0].case, "token.exp.past_10m");
        assert_eq!(expected[0].until.as_deref(), Some("2027-01-31"));
        assert_eq!(read("").unwrap(), []);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let twice = row("reason = \"x\"").repeat(2);
        let rows = [
            (
                row("reson = \"x\""),
                "known.toml:4: unknown field `reson` in `[expected]`\n  hint: did you mean `reason`?",
            ),
            (row(""), "known.toml:1: `reason` is missing in `[expected]`"),
            (row("reason = \" \""), "known.toml:4: the `reason` is empty"),
            (
                row("reason = \"x\"\nuntil = 10:00:00"),
                "known.toml:5: `until` cannot be used\n  expected: a day",
            ),
            (
                row("reason = \"x\"\nuntil = \"2027-01-31\""),
                "known.toml:5: `expected.until` cannot be used\n  expected: a date without quotes",
            ),
            (twice, "known.toml:6: `token.exp.past_10m` is expected to fail already"),
            (
                row("reason = \"x\"").replace("past_10m", "past_10"),
                "known.toml:2: there is no case `token.exp.past_10`\n  hint: did you mean",
            ),
            (
                row("reason = \"x\"").replace("exp.past_10m", "exp"),
                "known.toml:2: there is no case `token.exp`\n  hint: cases begin so",
            ),
            (
                row("reason = \"x\"").replace("SEC-014", "SEC-999"),
                "known.toml:3: `token.exp.past_10m` does not test the requirement `SEC-999`",
            ),
            ("expected = 1".to_owned(), "known.toml:1: `expected` cannot be used\n  expected: a list"),
        ];
        for (text, told) in rows {
            let error = read(&text).unwrap_err();
            assert!(error.starts_with(told), "{text}\n{error}");
        }
    }
}
