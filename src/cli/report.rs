//! Where a run's record goes: the terminal always, files when they were asked for.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use homeroom_harness::{Catalogue, RunRecord, report};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::nearest::nearest;

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Junit,
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Junit => "xml",
        }
    }
}

/// Kinds by their name on the command line.
const KINDS: &[(&str, Kind)] = &[("json", Kind::Json), ("junit", Kind::Junit)];

/// One `--report KIND=FILE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    kind: Kind,
    /// `-` is standard output.
    file: PathBuf,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = text.split_once('=').unwrap_or((text, ""));
        let Some((_, kind)) = KINDS.iter().find(|(known, _)| *known == name) else {
            let known: Vec<_> = KINDS.iter().map(|(known, _)| *known).collect();
            let hint = nearest(name, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
            return Err(format!(
                "unknown report `{name}`, expected one of: {}{}",
                known.join(", "),
                hint.unwrap_or_default()
            ));
        };
        if file.is_empty() {
            return Err(format!(
                "expected a file, such as `{name}=report.{}`, or `{name}=-` for standard output",
                kind.extension()
            ));
        }
        Ok(Self { kind: *kind, file: file.into() })
    }
}

impl Wanted {
    fn is_data(&self) -> bool {
        self.file == Path::new("-")
    }

    /// Finds out before a long run what would spoil its end.
    pub(crate) fn demand_writable(&self, context: &Context) -> Result<(), Failure> {
        let path = context.path(&self.file);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        match folder.filter(|folder| !self.is_data() && !folder.is_dir()) {
            Some(folder) => {
                let problem = format!(
                    "`--report` cannot write `{}`: there is no folder `{}`",
                    path.display(),
                    folder.display()
                );
                Err(Failure::usage(problem).hint("make the folder first, or name a file in another one"))
            }
            None if self.is_data() => Ok(()),
            None => can_be_written(&path).map_err(|error| cannot_write(&path, &error)),
        }
    }

    fn write(&self, record: &RunRecord, catalogue: &Catalogue, context: &Context) -> Result<(), Failure> {
        let text = match self.kind {
            Kind::Json => report::json(record) + "\n",
            Kind::Junit => report::junit(record, &catalogue.requirements),
        };
        if self.is_data() {
            context.output.data(&text);
            return Ok(());
        }
        let path = context.path(&self.file);
        std::fs::write(&path, text).map_err(|error| {
            discard(&path);
            cannot_write(&path, &error)
        })
    }
}

/// Half a report, as a full disk leaves it, would only mislead.
fn discard(path: &Path) {
    if path.is_file() {
        // A file that cannot be removed either is told of by the error of the writing.
        let _left = std::fs::remove_file(path);
    }
}

/// Of two reports in one place the second would spoil the first.
pub(crate) fn demand_apart(wanted: &[Wanted], context: &Context) -> Result<(), Failure> {
    let place = |wanted: &Wanted| context.path(&wanted.file).components().collect::<PathBuf>();
    match wanted
        .iter()
        .enumerate()
        .find(|(at, one)| wanted[..*at].iter().any(|other| place(other) == place(one)))
    {
        Some((_, twice)) if twice.is_data() => {
            Err(Failure::usage("two reports cannot both be the standard output")
                .hint("name a file for one of them, such as `json=report.json`"))
        }
        Some((_, twice)) => {
            Err(Failure::usage(format!("two reports would be written to `{}`", twice.file.display()))
                .hint("give each `--report` a file of its own"))
        }
        None => Ok(()),
    }
}

/// A report must not take the place of a file that the run reads or writes otherwise.
pub(crate) fn demand_spared(wanted: &[Wanted], others: &[PathBuf], context: &Context) -> Result<(), Failure> {
    let spoils = |wanted: &&Wanted| {
        let report = context.path(&wanted.file);
        // A device keeps nothing that could be lost.
        let keeps = report.is_file() || !report.exists();
        keeps && others.iter().any(|other| is_same(&report, other))
    };
    match wanted.iter().filter(|wanted| !wanted.is_data()).find(spoils) {
        Some(wanted) => {
            let problem = format!("a report would be written over `{}`", wanted.file.display());
            Err(Failure::usage(problem).hint("give each `--report` a file of its own"))
        }
        None => Ok(()),
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one.components().eq(other.components()),
    }
}

/// Only opening a file tells whether it can be written; what was there stays, and what was not there goes again.
pub(crate) fn can_be_written(path: &Path) -> io::Result<()> {
    let existed = path.exists();
    OpenOptions::new().create(true).append(true).open(path)?;
    if existed { Ok(()) } else { std::fs::remove_file(path) }
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    let problem = format!("`--report` cannot write `{}`: {error}", path.display());
    Failure::usage(problem).hint(match error.kind() {
        io::ErrorKind::StorageFull => "make room, or name a file on another disk",
        _ => "name a file in a folder that can be written, such as `json=report.json`",
    })
}

/// Tells the run at the terminal, which makes room when another report is the data, and writes the reports.
pub(crate) fn write(
    wanted: &[Wanted],
    record: &RunRecord,
    catalogue: &Catalogue,
    context: &Context,
) -> Vec<Failure> {
    let terminal = report::terminal(record, &catalogue.requirements);
    if wanted.iter().any(Wanted::is_data) {
        context.output.talk(&terminal);
    } else {
        context.output.told(&terminal);
    }
    write_files(wanted, record, catalogue, context)
}

/// Writes the reports; one that cannot be written keeps no other from being written.
pub(crate) fn write_files(
    wanted: &[Wanted],
    record: &RunRecord,
    catalogue: &Catalogue,
    context: &Context,
) -> Vec<Failure> {
    wanted.iter().filter_map(|wanted| wanted.write(record, catalogue, context).err()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_a_kind_and_a_file() {
        let wanted: Wanted = "json=out/run.json".parse().unwrap();
        assert_eq!(wanted, Wanted { kind: Kind::Json, file: "out/run.json".into() });
        assert!("json=-".parse::<Wanted>().unwrap().is_data());
    }

    #[test]
    fn a_file_is_the_same_by_whatever_way_it_is_named() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let roundabout = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/../Cargo.toml");
        assert!(is_same(&manifest, &roundabout));
        assert!(is_same(Path::new("none/known.toml"), Path::new("none//known.toml")));
        assert!(!is_same(&manifest, Path::new("none/known.toml")));
    }

    #[test]
    fn anything_else_is_told_what_a_report_looks_like() {
        let rows = [
            ("jsn=x", "unknown report `jsn`, expected one of: json, junit; did you mean `json`?"),
            ("pdf=x", "unknown report `pdf`, expected one of: json, junit"),
            ("junit", "expected a file, such as `junit=report.xml`, or `junit=-` for standard output"),
            ("json", "expected a file, such as `json=report.json`, or `json=-` for standard output"),
            ("json=", "expected a file, such as `json=report.json`, or `json=-` for standard output"),
        ];
        for (text, expected) in rows {
            assert_eq!(text.parse::<Wanted>().unwrap_err(), expected, "{text}");
        }
    }
}
