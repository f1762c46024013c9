//! The courses of a campus.

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::course::Course;

impl Store {
    pub(crate) async fn courses(&self, campus: &str) -> Result<Vec<Course>, StoreError> {
        let rows = sqlx::query("SELECT document FROM courses WHERE campus = $1 ORDER BY created_at, id")
            .bind(campus.to_owned())
            .fetch_all(&self.pool)
            .await?;
        all_documents(&rows)
    }

    pub(crate) async fn course(&self, campus: &str, id: &str) -> Result<Option<Course>, StoreError> {
        let row = sqlx::query("SELECT document FROM courses WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(from_document).transpose()
    }

    pub(crate) async fn save_course(&self, campus: &str, course: &Course, at: i64) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO courses (campus, id, created_at, document) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (campus, id) DO UPDATE SET document = excluded.document",
        )
        .bind(campus.to_owned())
        .bind(course.id.to_string())
        .bind(at)
        .bind(to_document(course)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
