//! The people of a campus.

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::person::Person;

impl Store {
    pub(crate) async fn people(&self, campus: &str) -> Result<Vec<Person>, StoreError> {
        let rows = sqlx::query("SELECT document FROM people WHERE campus = $1 ORDER BY created_at, id")
            .bind(campus.to_owned())
            .fetch_all(&self.pool)
            .await?;
        all_documents(&rows)
    }

    pub(crate) async fn person(&self, campus: &str, id: &str) -> Result<Option<Person>, StoreError> {
        let row = sqlx::query("SELECT document FROM people WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(from_document).transpose()
    }

    pub(crate) async fn save_person(&self, campus: &str, person: &Person, at: i64) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO people (campus, id, created_at, document) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (campus, id) DO UPDATE SET document = excluded.document",
        )
        .bind(campus.to_owned())
        .bind(person.id.to_string())
        .bind(at)
        .bind(to_document(person)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
