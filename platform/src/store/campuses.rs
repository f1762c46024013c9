//! The campuses that exist.

use sqlx::Row;

use super::{Store, StoreError};

/// A campus as it is stored: its issuer is not, because it follows the public URL.
#[derive(Debug)]
pub(crate) struct StoredCampus {
    pub(crate) name: String,
    pub(crate) guid: String,
}

impl Store {
    pub(crate) async fn campuses(&self) -> Result<Vec<StoredCampus>, StoreError> {
        let rows = sqlx::query("SELECT name, guid FROM campuses ORDER BY created_at, name")
            .fetch_all(&self.pool)
            .await?;
        rows.iter()
            .map(|row| Ok(StoredCampus { name: row.try_get("name")?, guid: row.try_get("guid")? }))
            .collect()
    }

    pub(crate) async fn add_campus(&self, name: &str, guid: &str, at: i64) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO campuses (name, guid, created_at) VALUES ($1, $2, $3)")
            .bind(name.to_owned())
            .bind(guid.to_owned())
            .bind(at)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
