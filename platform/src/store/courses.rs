//! The courses of a campus.

use sqlx::AnyConnection;

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::course::Course;
use crate::domain::line_item::LineItem;
use crate::domain::link::Link;

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
        let mut connection = self.pool.acquire().await?;
        write_course(&mut connection, campus, course, at).await
    }

    /// Stores a copied course with its links and line items, or nothing. `at` is the time of the first; the others follow
    /// by a millisecond each, so that they keep their order.
    pub(crate) async fn save_copy(
        &self,
        campus: &str,
        course: &Course,
        links: &[Link],
        items: &[LineItem],
        at: i64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        write_course(&mut transaction, campus, course, at).await?;
        for (at, link) in (at..).zip(links) {
            Self::write_link(&mut transaction, campus, link, at).await?;
        }
        for (at, item) in (at..).zip(items) {
            Self::write_line_item(&mut transaction, campus, item, at).await?;
        }
        Ok(transaction.commit().await?)
    }
}

async fn write_course(
    to: &mut AnyConnection,
    campus: &str,
    course: &Course,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO courses (campus, id, created_at, document) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (campus, id) DO UPDATE SET document = excluded.document",
    )
    .bind(campus.to_owned())
    .bind(course.id.to_string())
    .bind(at)
    .bind(to_document(course)?)
    .execute(to)
    .await?;
    Ok(())
}
