//! What can go wrong with a store.

use std::error::Error;
use std::path::PathBuf;

/// The store cannot be used, or holds something that cannot be read. Each text says what to do, where there is something.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be opened as a store.
    #[error("the store `{path}` cannot be opened: {cause}; hint: {hint}")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system or the database said.
        cause: String,
        /// What to try.
        hint: &'static str,
    },
    /// The database behind the store failed.
    #[error("the store failed: {0}")]
    Failed(#[source] Box<dyn Error + Send + Sync>),
    /// What is kept under a name was sealed with another secret key, was changed, or is of another version.
    #[error("what the store keeps as `{place}` cannot be read: {why}")]
    Unreadable {
        /// Where it lies: a shelf and a name.
        place: String,
        /// What is wrong with it.
        why: String,
    },
    /// The store was made with another secret key.
    #[error(
        "the secret key is not the one that this store was made with; hint: give the old key, or start with a new store \
         (platforms must then be registered again, and sessions end)"
    )]
    WrongSecret,
    /// No key could be made, or the machine cannot use it.
    #[error("the secret key cannot be used: {0}")]
    Secret(String),
}

impl StoreError {
    /// For stores of your own: the database said this.
    pub fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed(error.into())
    }
}
