//! The people of a campus.

use sqlx::Connection;

use super::members::{next_change, searched};
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

    /// Stores a person, new or changed; a change is one of every roster that they are on.
    pub(crate) async fn save_person(&self, campus: &str, person: &Person, at: i64) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let written = sqlx::query(
            "INSERT INTO people (campus, id, created_at, document, roles) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (campus, id) DO UPDATE SET document = excluded.document, roles = excluded.roles \
             WHERE people.document <> excluded.document",
        )
        .bind(campus.to_owned())
        .bind(person.id.to_string())
        .bind(at)
        .bind(to_document(person)?)
        .bind(searched(&person.own_roles())?)
        .execute(&mut *transaction)
        .await?;
        if written.rows_affected() > 0 {
            let number = next_change(&mut transaction, campus, at).await?;
            sqlx::query("UPDATE enrolments SET change_number = $1 WHERE campus = $2 AND person = $3")
                .bind(number)
                .bind(campus.to_owned())
                .bind(person.id.to_string())
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }
}
