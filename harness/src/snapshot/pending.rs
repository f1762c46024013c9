//! Snapshots that wait for review.

use std::path::Path;

use super::diff;
use super::store::{Store, StoreError};

/// A snapshot that is new or differs from the stored one.
#[derive(Debug)]
pub struct Pending {
    /// The case.
    pub case: String,
    /// Whether nothing was stored before.
    pub is_new: bool,
    /// What changed, as a unified diff.
    pub diff: String,
    store: Store,
}

impl Pending {
    /// Makes it the stored snapshot.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    pub fn accept(&self) -> Result<(), StoreError> {
        self.store.accept(&self.case)
    }

    /// Leaves the stored snapshot as it is, and forgets this one.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    pub fn reject(&self) -> Result<(), StoreError> {
        self.store.settle(&self.case)
    }
}

/// What of a folder waits for review.
#[derive(Debug, Default)]
pub struct Waiting {
    /// The snapshots, by case.
    pub snapshots: Vec<Pending>,
    /// Files that cannot be read, or that Homeroom did not write: they keep nothing else from being reviewed.
    pub problems: Vec<StoreError>,
}

/// All snapshots of the folder that wait for review.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn pending(folder: &Path) -> Result<Waiting, StoreError> {
    let store = Store::new(folder);
    let mut waiting = Waiting::default();
    for read in store.waiting()?.into_iter().filter_map(|case| read(&store, case).transpose()) {
        match read {
            Ok(snapshot) => waiting.snapshots.push(snapshot),
            Err(problem) => waiting.problems.push(problem),
        }
    }
    Ok(waiting)
}

fn read(store: &Store, case: String) -> Result<Option<Pending>, StoreError> {
    let Some(new) = Store::read(&store.pending(&case))? else { return Ok(None) };
    let old = Store::read(&store.stored(&case))?;
    let diff = diff::unified(old.as_deref().unwrap_or_default(), &new);
    Ok(Some(Pending { is_new: old.is_none(), diff, store: store.clone(), case }))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::store::Head;
    use super::*;

    #[test]
    fn a_file_that_is_not_ours_keeps_nothing_else_from_being_reviewed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        for case in ["a", "b"] {
            store.suggest(Head { case, title: case }, "text").unwrap();
        }
        fs::write(store.stored("b"), "<<<<<<< a conflict").unwrap();
        fs::write(store.pending("mine"), "---\nsource: src/lib.rs\n---\nof another program\n").unwrap();
        let waiting = pending(folder.path()).unwrap();
        assert_eq!(waiting.snapshots.iter().map(|each| each.case.as_str()).collect::<Vec<_>>(), ["a"]);
        let problems: Vec<_> = waiting.problems.iter().map(ToString::to_string).collect();
        assert!(problems[0].contains("b.snap: this is no snapshot"), "{problems:?}");
        assert!(
            problems[1].contains("mine.snap.new: this snapshot was not written by Homeroom"),
            "{problems:?}"
        );
        assert!(problems[1].contains("hint: remove it; the next"), "{problems:?}");
    }
}
