//! The pages that are written in courses.

use sqlx::{AnyConnection, Row};

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::written::WrittenPage;

impl Store {
    pub(crate) async fn pages_of(&self, campus: &str, course: &str) -> Result<Vec<WrittenPage>, StoreError> {
        let rows = sqlx::query(
            "SELECT document FROM course_pages WHERE campus = $1 AND course = $2 ORDER BY created_at, id",
        )
        .bind(campus.to_owned())
        .bind(course.to_owned())
        .fetch_all(&self.pool)
        .await?;
        all_documents(&rows)
    }

    pub(crate) async fn page(&self, campus: &str, id: &str) -> Result<Option<WrittenPage>, StoreError> {
        let row = sqlx::query("SELECT document FROM course_pages WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(from_document).transpose()
    }

    pub(crate) async fn add_page(&self, campus: &str, page: &WrittenPage, at: i64) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        Self::insert_page(&mut connection, campus, page, at).await
    }

    pub(super) async fn insert_page(
        to: &mut AnyConnection,
        campus: &str,
        page: &WrittenPage,
        at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO course_pages (campus, id, course, created_at, document) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(campus.to_owned())
        .bind(page.id.clone())
        .bind(page.course.to_string())
        .bind(at)
        .bind(to_document(page)?)
        .execute(to)
        .await?;
        Ok(())
    }

    /// Changes a page as it stands now, whoever else changes it; says what came of it, and nothing if there is no such
    /// page.
    pub(crate) async fn change_page<T>(
        &self,
        campus: &str,
        id: &str,
        change: impl FnOnce(&mut WrittenPage) -> T,
    ) -> Result<Option<T>, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let done = Self::rewrite_page(&mut transaction, campus, id, change).await?;
        transaction.commit().await?;
        Ok(done)
    }

    pub(super) async fn rewrite_page<T>(
        to: &mut AnyConnection,
        campus: &str,
        id: &str,
        change: impl FnOnce(&mut WrittenPage) -> T,
    ) -> Result<Option<T>, StoreError> {
        let row = sqlx::query(
            "UPDATE course_pages SET changes = changes + 1 WHERE campus = $1 AND id = $2 RETURNING document",
        )
        .bind(campus.to_owned())
        .bind(id.to_owned())
        .fetch_optional(&mut *to)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut page: WrittenPage = from_document(&row)?;
        let done = change(&mut page);
        sqlx::query("UPDATE course_pages SET document = $3 WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(id.to_owned())
            .bind(to_document(&page)?)
            .execute(to)
            .await?;
        Ok(Some(done))
    }

    pub(crate) async fn remove_page(&self, campus: &str, id: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM course_pages WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(id.to_owned())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// How many pages a course has.
    pub(crate) async fn pages_count(&self, campus: &str, course: &str) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT COUNT(*) AS size FROM course_pages WHERE campus = $1 AND course = $2")
            .bind(campus.to_owned())
            .bind(course.to_owned())
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get("size")?)
    }
}
