//! The links of the courses.

use sqlx::AnyConnection;

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::link::Link;

impl Store {
    pub(crate) async fn links(&self, campus: &str) -> Result<Vec<Link>, StoreError> {
        let rows = sqlx::query("SELECT document FROM links WHERE campus = $1 ORDER BY created_at, id")
            .bind(campus.to_owned())
            .fetch_all(&self.pool)
            .await?;
        all_documents(&rows)
    }

    pub(crate) async fn links_of(&self, campus: &str, course: &str) -> Result<Vec<Link>, StoreError> {
        let rows = sqlx::query(
            "SELECT document FROM links WHERE campus = $1 AND course = $2 \
             ORDER BY COALESCE(place, created_at), created_at, id",
        )
        .bind(campus.to_owned())
        .bind(course.to_owned())
        .fetch_all(&self.pool)
        .await?;
        all_documents(&rows)
    }

    pub(crate) async fn link(&self, campus: &str, id: &str) -> Result<Option<Link>, StoreError> {
        let row = sqlx::query("SELECT document FROM links WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(from_document).transpose()
    }

    pub(crate) async fn save_link(&self, campus: &str, link: &Link, at: i64) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        Self::write_link(&mut connection, campus, link, at).await
    }

    pub(super) async fn write_link(
        to: &mut AnyConnection,
        campus: &str,
        link: &Link,
        at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO links (campus, id, course, created_at, document) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (campus, id) DO UPDATE SET course = excluded.course, document = excluded.document",
        )
        .bind(campus.to_owned())
        .bind(link.id.to_string())
        .bind(link.course.to_string())
        .bind(at)
        .bind(to_document(link)?)
        .execute(to)
        .await?;
        Ok(())
    }
}
