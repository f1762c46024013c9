//! The journal, written behind in batches.

use std::sync::Arc;

use sqlx::Row;

use super::{Store, StoreError};
use crate::journal::exchange::Exchange;

impl Store {
    /// Writes one batch, and drops batches whose every exchange is older than the newest `keep`.
    pub(crate) async fn save_exchanges(
        &self,
        campus: &str,
        batch: &[Arc<Exchange>],
        keep: usize,
    ) -> Result<(), StoreError> {
        let Some(last) = batch.last().map(|exchange| stored_number(exchange.number)) else { return Ok(()) };
        let mut transaction = self.pool.begin().await?;
        sqlx::query("INSERT INTO journal_batches (campus, last, count, exchanges) VALUES ($1, $2, $3, $4)")
            .bind(campus.to_owned())
            .bind(last)
            .bind(i64::try_from(batch.len()).unwrap_or(i64::MAX))
            .bind(serde_json::to_string(batch)?)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("DELETE FROM journal_batches WHERE campus = $1 AND last <= $2")
            .bind(campus.to_owned())
            .bind(last.saturating_sub(i64::try_from(keep).unwrap_or(i64::MAX)))
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Forgets every exchange up to a number. An empty batch stays, so that a later run does not number from the start.
    pub(crate) async fn clear_exchanges(&self, campus: &str, last: u64) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM journal_batches WHERE campus = $1 AND last <= $2")
            .bind(campus.to_owned())
            .bind(stored_number(last))
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO journal_batches (campus, last, count, exchanges) VALUES ($1, $2, 0, '[]')")
            .bind(campus.to_owned())
            .bind(stored_number(last))
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// The number of the newest stored exchange.
    pub(crate) async fn last_exchange(&self, campus: &str) -> Result<u64, StoreError> {
        let row = sqlx::query("SELECT COALESCE(MAX(last), 0) AS last FROM journal_batches WHERE campus = $1")
            .bind(campus.to_owned())
            .fetch_one(&self.pool)
            .await?;
        Ok(u64::try_from(row.try_get::<i64, _>("last")?).unwrap_or(0))
    }

    /// Stored exchanges, oldest first.
    pub(crate) async fn exchanges(&self, campus: &str) -> Result<Vec<Exchange>, StoreError> {
        let rows = sqlx::query("SELECT exchanges FROM journal_batches WHERE campus = $1 ORDER BY last")
            .bind(campus.to_owned())
            .fetch_all(&self.pool)
            .await?;
        let mut all = Vec::new();
        for row in &rows {
            all.extend(serde_json::from_str::<Vec<Exchange>>(&row.try_get::<String, _>("exchanges")?)?);
        }
        Ok(all)
    }
}

fn stored_number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
