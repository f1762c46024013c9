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

/// All snapshots of the folder that wait for review, by case.
///
/// # Errors
///
/// When the folder or one of the files cannot be read.
pub fn pending(folder: &Path) -> Result<Vec<Pending>, StoreError> {
    let store = Store::new(folder);
    store.waiting()?.into_iter().filter_map(|case| read(&store, case).transpose()).collect()
}

fn read(store: &Store, case: String) -> Result<Option<Pending>, StoreError> {
    let Some(new) = Store::read(&store.pending(&case))? else { return Ok(None) };
    let old = Store::read(&store.stored(&case))?;
    let diff = diff::unified(old.as_deref().unwrap_or_default(), &new);
    Ok(Some(Pending { is_new: old.is_none(), diff, store: store.clone(), case }))
}
