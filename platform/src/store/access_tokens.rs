//! The access tokens of a campus, by their hashes.

use sqlx::Row;

use super::{Store, StoreError, from_document, to_document};
use crate::token::held::AccessToken;

impl Store {
    /// The tokens that end after a moment, with their hashes.
    pub(crate) async fn access_tokens(
        &self,
        campus: &str,
        after: i64,
    ) -> Result<Vec<(String, AccessToken)>, StoreError> {
        let rows =
            sqlx::query("SELECT hash, document FROM access_tokens WHERE campus = $1 AND expires_at > $2")
                .bind(campus.to_owned())
                .bind(after)
                .fetch_all(&self.pool)
                .await?;
        rows.iter().map(|row| Ok((row.try_get("hash")?, from_document(row)?))).collect()
    }

    pub(crate) async fn save_access_token(
        &self,
        campus: &str,
        hash: &str,
        token: &AccessToken,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO access_tokens (campus, hash, client_id, expires_at, document) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (campus, hash) DO UPDATE SET document = excluded.document",
        )
        .bind(campus.to_owned())
        .bind(hash.to_owned())
        .bind(token.client_id.clone())
        .bind(token.expires_at)
        .bind(to_document(token)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Forgets the tokens that ended before a moment.
    pub(crate) async fn forget_access_tokens(&self, campus: &str, before: i64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM access_tokens WHERE campus = $1 AND expires_at <= $2")
            .bind(campus.to_owned())
            .bind(before)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
