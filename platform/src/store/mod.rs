//! The database: what must survive a crash. One module for each table owner.

pub(crate) mod access_tokens;
pub(crate) mod campuses;
pub(crate) mod content;
pub(crate) mod courses;
mod directory;
mod enrolments;
pub(crate) mod grades;
pub(crate) mod invitations;
pub(crate) mod journal;
mod kept;
pub(crate) mod keys;
pub(crate) mod line_items;
pub(crate) mod links;
pub(crate) mod lists;
pub(crate) mod members;
pub(crate) mod open;
pub(crate) mod order;
pub(crate) mod people;
pub(crate) mod registrations;
pub(crate) mod written;

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, Row};

/// The database failed, or holds something that cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    #[error("a stored document cannot be read or written: {0}")]
    Document(#[from] serde_json::Error),
    #[error("the database holds {0}, which this version does not know")]
    Unknown(String),
}

/// All tables, through one pool.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pool: AnyPool,
    /// The hold on the state directory; none in memory, where nothing needs to be written behind.
    claim: Option<Arc<directory::Claim>>,
}

impl Store {
    /// Whether what is written here outlives the process.
    pub(crate) fn lasts(&self) -> bool {
        self.claim.is_some()
    }

    /// Whether nothing can be read and written any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.pool.is_closed()
    }

    /// Waits until everything is written, then closes and leaves the directory to the next.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
        if let Some(claim) = &self.claim {
            claim.release();
        }
    }
}

fn to_document<T: Serialize>(value: &T) -> Result<String, StoreError> {
    Ok(serde_json::to_string(value)?)
}

fn from_document<T: DeserializeOwned>(row: &AnyRow) -> Result<T, StoreError> {
    Ok(serde_json::from_str(&row.try_get::<String, _>("document")?)?)
}

fn all_documents<T: DeserializeOwned>(rows: &[AnyRow]) -> Result<Vec<T>, StoreError> {
    rows.iter().map(from_document).collect()
}
