//! The line items of the courses.

use sqlx::AnyConnection;

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::line_item::LineItem;

impl Store {
    pub(crate) async fn line_items(&self, campus: &str) -> Result<Vec<LineItem>, StoreError> {
        let rows = sqlx::query("SELECT document FROM line_items WHERE campus = $1 ORDER BY created_at, id")
            .bind(campus.to_owned())
            .fetch_all(&self.pool)
            .await?;
        all_documents(&rows)
    }

    pub(crate) async fn line_items_of(
        &self,
        campus: &str,
        course: &str,
    ) -> Result<Vec<LineItem>, StoreError> {
        let rows = sqlx::query(
            "SELECT document FROM line_items WHERE campus = $1 AND course = $2 ORDER BY created_at, id",
        )
        .bind(campus.to_owned())
        .bind(course.to_owned())
        .fetch_all(&self.pool)
        .await?;
        all_documents(&rows)
    }

    pub(crate) async fn line_item(&self, campus: &str, id: &str) -> Result<Option<LineItem>, StoreError> {
        let row = sqlx::query("SELECT document FROM line_items WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(from_document).transpose()
    }

    /// Adds a line item, or replaces the one of this id, whose history stays.
    pub(crate) async fn save_line_item(
        &self,
        campus: &str,
        item: &LineItem,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        Self::write_line_item(&mut connection, campus, item, at).await
    }

    pub(super) async fn write_line_item(
        to: &mut AnyConnection,
        campus: &str,
        item: &LineItem,
        at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO line_items (campus, id, course, link, created_at, document) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (campus, id) DO UPDATE \
             SET course = excluded.course, link = excluded.link, document = excluded.document",
        )
        .bind(campus.to_owned())
        .bind(item.id.clone())
        .bind(item.course.to_string())
        .bind(item.link.as_ref().map(ToString::to_string).unwrap_or_default())
        .bind(at)
        .bind(to_document(item)?)
        .execute(to)
        .await?;
        Ok(())
    }

    /// Stores what a tool defined anew; says whether the line item was still there.
    pub(crate) async fn redefine_line_item(&self, campus: &str, item: &LineItem) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE line_items SET document = $3 WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(item.id.clone())
            .bind(to_document(item)?)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Takes a line item out of its course, with its grades; says whether there was one.
    pub(crate) async fn remove_line_item(&self, campus: &str, id: &str) -> Result<bool, StoreError> {
        let mut transaction = self.pool.begin().await?;
        let mut removed = 0;
        // The line item first: its lock keeps new scores out until all is gone.
        for query in [
            "DELETE FROM line_items WHERE campus = $1 AND id = $2",
            "DELETE FROM grade_entries WHERE campus = $1 AND line_item = $2",
            "DELETE FROM grades WHERE campus = $1 AND line_item = $2",
        ] {
            let done = sqlx::query(query)
                .bind(campus.to_owned())
                .bind(id.to_owned())
                .execute(&mut *transaction)
                .await?;
            removed = removed.max(done.rows_affected());
        }
        transaction.commit().await?;
        Ok(removed > 0)
    }
}
