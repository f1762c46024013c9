//! Where snapshots are kept: one file per case in insta's format, and beside it the pending one, `.snap.new`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use insta::internals::TextSnapshotContents;
use insta::{Snapshot, TextSnapshotKind};

/// The files that are ours say so, since a folder called `snapshots` may hold others.
const SOURCE: &str = "homeroom";

/// The end of the name of a stored snapshot, and of one that waits for review.
const STORED: &str = ".snap";
const PENDING: &str = ".snap.new";

/// Why a snapshot cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {what}\n  hint: {hint}")]
pub struct StoreError {
    path: String,
    what: String,
    hint: &'static str,
}

impl StoreError {
    fn new(path: &Path, what: impl Into<String>, hint: &'static str) -> Self {
        Self { path: path.display().to_string(), what: what.into(), hint }
    }
}

const READABLE: &str =
    "restore it from version control, or remove it and run `homeroom test --snapshots update`";
const FORGETTABLE: &str = "remove it; the next `homeroom test` writes it anew, if there is a difference";
const WRITABLE: &str = "snapshots need a folder that can be written; `--snapshots off` does without them";

/// A folder of snapshots.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    folder: PathBuf,
}

/// What is written at the head of a snapshot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head<'h> {
    pub(crate) case: &'h str,
    pub(crate) title: &'h str,
}

impl Store {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub(crate) fn stored(&self, case: &str) -> PathBuf {
        self.folder.join(format!("{}{STORED}", file_name(case)))
    }

    pub(crate) fn pending(&self, case: &str) -> PathBuf {
        self.folder.join(format!("{}{PENDING}", file_name(case)))
    }

    /// The text of a snapshot; none if there is no such file.
    pub(crate) fn read(path: &Path) -> Result<Option<String>, StoreError> {
        let waits = path.extension().is_some_and(|end| end == "new");
        let hint = if waits { FORGETTABLE } else { READABLE };
        let foreign = |what: String| StoreError::new(path, what, hint);
        match fs::read(path) {
            Err(error) if is_nothing_there(&error) => return Ok(None),
            Err(error) => return Err(foreign(format!("the snapshot cannot be read: {error}"))),
            // insta takes such a file for one of its first format, and says so on the terminal.
            Ok(bytes) if !bytes.starts_with(b"---") => {
                return Err(foreign("this is no snapshot".to_owned()));
            }
            Ok(_) => {}
        }
        let snapshot = Snapshot::from_file(path)
            .map_err(|error| foreign(format!("the snapshot cannot be read: {error}")))?;
        match (snapshot.metadata().source(), snapshot.as_text()) {
            (Some(SOURCE), Some(text)) => Ok(Some(text.to_string())),
            _ => Err(foreign("this snapshot was not written by Homeroom".to_owned())),
        }
    }

    /// Stores a snapshot; nothing waits for review then.
    pub(crate) fn keep(&self, head: Head<'_>, text: &str) -> Result<(), StoreError> {
        self.write(&self.stored(head.case), head, text)?;
        self.settle(head.case)
    }

    /// Puts a snapshot beside the stored one, for review.
    pub(crate) fn suggest(&self, head: Head<'_>, text: &str) -> Result<(), StoreError> {
        self.write(&self.pending(head.case), head, text)
    }

    /// Removes what waited for review.
    pub(crate) fn settle(&self, case: &str) -> Result<(), StoreError> {
        remove(&self.pending(case))
    }

    /// A reader sees the old file or the new one, and never half of one.
    fn write(&self, path: &Path, head: Head<'_>, text: &str) -> Result<(), StoreError> {
        let failed = |error: io::Error| {
            StoreError::new(path, format!("the snapshot cannot be written: {error}"), WRITABLE)
        };
        fs::create_dir_all(&self.folder).map_err(|error| {
            StoreError::new(
                &self.folder,
                format!("the folder of snapshots cannot be made: {error}"),
                WRITABLE,
            )
        })?;
        let draft = path.with_extension(format!("{}.tmp", std::process::id()));
        let written = fs::write(&draft, whole(head, text)).and_then(|()| fs::rename(&draft, path));
        written.map_err(|error| {
            // What could not be written whole is of no use; that it cannot be removed either changes nothing.
            let _ = fs::remove_file(&draft);
            failed(error)
        })
    }

    /// Our snapshots of cases that no longer exist.
    pub(crate) fn orphans(&self, exists: impl Fn(&str) -> bool) -> Result<Vec<String>, StoreError> {
        let is_ours = |case: &String| Self::read(&self.stored(case)).is_ok();
        Ok(self.kept()?.into_iter().filter(|case| !exists(case)).filter(is_ours).collect())
    }

    /// Removes the snapshots of cases that no longer exist, and says which.
    pub(crate) fn sweep(&self, exists: impl Fn(&str) -> bool) -> Result<Vec<String>, StoreError> {
        let gone = self.orphans(exists)?;
        for case in &gone {
            remove(&self.stored(case))?;
            self.settle(case)?;
        }
        Ok(gone)
    }

    /// The cases of which something waits for review, sorted.
    pub(crate) fn waiting(&self) -> Result<Vec<String>, StoreError> {
        self.cases(PENDING)
    }

    /// The cases that have a stored snapshot, sorted.
    pub(crate) fn kept(&self) -> Result<Vec<String>, StoreError> {
        self.cases(STORED)
    }

    fn cases(&self, end: &str) -> Result<Vec<String>, StoreError> {
        let failed = |error: io::Error| {
            StoreError::new(&self.folder, format!("the folder cannot be read: {error}"), WRITABLE)
        };
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let mut cases = Vec::new();
        for entry in entries {
            let name = entry.map_err(failed)?.file_name();
            cases.extend(name.to_str().and_then(|name| name.strip_suffix(end)).map(case_of));
        }
        cases.sort();
        Ok(cases)
    }

    /// Makes what waited for review the stored snapshot.
    pub(crate) fn accept(&self, case: &str) -> Result<(), StoreError> {
        let (from, to) = (self.pending(case), self.stored(case));
        let failed = |error: io::Error| {
            StoreError::new(&to, format!("the snapshot cannot be written: {error}"), WRITABLE)
        };
        fs::rename(&from, &to).map_err(failed)
    }
}

/// Whether there is no such file, or no such folder for it.
fn is_nothing_there(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if !is_nothing_there(&error) => {
            Err(StoreError::new(path, format!("the snapshot cannot be removed: {error}"), WRITABLE))
        }
        _ => Ok(()),
    }
}

/// Whether insta would call the two the same.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let contents = |text: &str| TextSnapshotContents::new(text.to_owned(), TextSnapshotKind::File);
    contents(one).matches_latest(&contents(other))
}

/// The file, as insta writes it. A JSON text is a YAML text too.
fn whole(head: Head<'_>, text: &str) -> String {
    let (case, title) = (serde_json::Value::from(head.case), serde_json::Value::from(head.title));
    format!("---\nsource: {SOURCE}\ndescription: {title}\nexpression: {case}\n---\n{}\n", text.trim_end())
}

/// An id may hold letters that a file name must not.
fn file_name(case: &str) -> String {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let letter = |byte: u8| if safe(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let name: String = case.bytes().map(letter).collect();
    match name.strip_prefix('.') {
        Some(rest) => format!("%2E{rest}"),
        None => name,
    }
}

fn case_of(name: &str) -> String {
    percent_decoded(name).unwrap_or_else(|| name.to_owned())
}

fn percent_decoded(name: &str) -> Option<String> {
    let mut parts = name.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(part.get(..2)?, 16).ok()?);
        bytes.extend(part.get(2..)?.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
