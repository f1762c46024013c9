//! The line items of the courses.

use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, Row};

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::line_item::LineItem;

/// Where a line item stands in the order in which they were made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    created_at: i64,
    id: String,
}

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

    /// The line items of a course behind a place, each with its own.
    pub(crate) async fn line_items_after(
        &self,
        campus: &str,
        course: &str,
        after: Option<&Place>,
    ) -> Result<Vec<(Place, LineItem)>, StoreError> {
        let (created_at, id) = after.map_or((i64::MIN, ""), |place| (place.created_at, &place.id));
        let rows = sqlx::query(
            "SELECT id, created_at, document FROM line_items WHERE campus = $1 AND course = $2 \
             AND (created_at > $3 OR (created_at = $3 AND id > $4)) ORDER BY created_at, id",
        )
        .bind(campus.to_owned())
        .bind(course.to_owned())
        .bind(created_at)
        .bind(id.to_owned())
        .fetch_all(&self.pool)
        .await?;
        let placed = |row| {
            let place = Place { created_at: Row::try_get(row, "created_at")?, id: Row::try_get(row, "id")? };
            Ok((place, from_document(row)?))
        };
        rows.iter().map(placed).collect()
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
