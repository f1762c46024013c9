//! The tools that a campus knows.

use homeroom_vocab::id::ClientId;
use sqlx::AnyConnection;

use super::{Store, StoreError, all_documents, to_document};
use crate::domain::registration::Registration;

impl Store {
    pub(crate) async fn registrations(&self, campus: &str) -> Result<Vec<Registration>, StoreError> {
        let rows = sqlx::query(
            "SELECT document FROM registrations WHERE campus = $1 ORDER BY created_at, client_id",
        )
        .bind(campus.to_owned())
        .fetch_all(&self.pool)
        .await?;
        all_documents(&rows)
    }

    pub(crate) async fn save_registration(
        &self,
        campus: &str,
        registration: &Registration,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        write_registration(&mut connection, campus, registration, at).await
    }

    /// Whether there was one to delete.
    pub(crate) async fn delete_registration(
        &self,
        campus: &str,
        client: &ClientId,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM registrations WHERE campus = $1 AND client_id = $2")
            .bind(campus.to_owned())
            .bind(client.to_string())
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

/// Writes a registration, alone or as a part of more.
pub(super) async fn write_registration(
    to: &mut AnyConnection,
    campus: &str,
    registration: &Registration,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO registrations (campus, client_id, created_at, document) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (campus, client_id) DO UPDATE SET document = excluded.document",
    )
    .bind(campus.to_owned())
    .bind(registration.client_id.to_string())
    .bind(at)
    .bind(to_document(registration)?)
    .execute(to)
    .await?;
    Ok(())
}
