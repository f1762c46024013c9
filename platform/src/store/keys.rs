//! The signing keys of a campus.

use std::sync::Arc;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Store, StoreError};
use crate::keys::ring::{Held, KeyState};
use crate::keys::signing::SigningKey;

impl Store {
    /// The ring of a campus, oldest key first.
    pub(crate) async fn keys(&self, campus: &str) -> Result<Vec<Held>, StoreError> {
        let rows = sqlx::query("SELECT der, state FROM signing_keys WHERE campus = $1 ORDER BY position")
            .bind(campus.to_owned())
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(held).collect()
    }

    /// Stores a whole ring at once, so that a crash never leaves two active keys, or none.
    pub(crate) async fn save_keys(&self, campus: &str, ring: &[Held]) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for (position, held) in (0_i64..).zip(ring) {
            let der = held.key.to_der().map_err(|error| StoreError::Unknown(error.to_string()))?;
            sqlx::query(
                "INSERT INTO signing_keys (campus, kid, position, state, der) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (campus, kid) DO UPDATE SET state = excluded.state",
            )
            .bind(campus.to_owned())
            .bind(held.key.kid().to_string())
            .bind(position)
            .bind(held.state.word().to_owned())
            .bind(der)
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }
}

fn held(row: &AnyRow) -> Result<Held, StoreError> {
    let word: String = row.try_get("state")?;
    let state =
        KeyState::parse(&word).ok_or_else(|| StoreError::Unknown(format!("the key state `{word}`")))?;
    let der: Vec<u8> = row.try_get("der")?;
    let key = SigningKey::from_der(&der).map_err(|error| StoreError::Unknown(error.to_string()))?;
    Ok(Held { key: Arc::new(key), state })
}
