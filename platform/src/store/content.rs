//! What tools placed in courses: items and copies of files.

use sqlx::{AnyConnection, Connection, Row};

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::content::Content;
use crate::domain::line_item::LineItem;
use crate::domain::link::Link;
use crate::domain::written::{Block, Piece, WrittenPage};

/// One thing to place, with all that belongs to it.
#[derive(Debug)]
pub(crate) enum Placing {
    Link { link: Box<Link>, line_item: Option<Box<LineItem>> },
    Content { content: Box<Content>, file: Option<Vec<u8>> },
}

impl Store {
    /// Stores all that one answer brought, or nothing, and shows it on the page that it was picked for. `at` is the time
    /// of the first; the others follow by a millisecond each, so that they keep their order.
    pub(crate) async fn place(
        &self,
        campus: &str,
        all: &[Placing],
        page: Option<&str>,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        for (at, placing) in (at..).zip(all) {
            match placing {
                Placing::Link { link, line_item } => {
                    Self::write_link(&mut transaction, campus, link, at).await?;
                    if let Some(item) = line_item {
                        Self::write_line_item(&mut transaction, campus, item, at).await?;
                    }
                }
                Placing::Content { content, file } => {
                    insert_content(&mut transaction, campus, content, at).await?;
                    if let Some(bytes) = file {
                        insert_file(&mut transaction, campus, &content.id, bytes).await?;
                    }
                }
            }
        }
        if let Some(page) = page {
            Self::rewrite_page(&mut transaction, campus, page, |page| embed(page, all)).await?;
        }
        Ok(transaction.commit().await?)
    }

    pub(crate) async fn content_of(&self, campus: &str, course: &str) -> Result<Vec<Content>, StoreError> {
        let rows = sqlx::query(
            "SELECT document FROM content_items WHERE campus = $1 AND course = $2 \
             ORDER BY COALESCE(place, created_at), created_at, id",
        )
        .bind(campus.to_owned())
        .bind(course.to_owned())
        .fetch_all(&self.pool)
        .await?;
        all_documents(&rows)
    }

    pub(crate) async fn content(&self, campus: &str, id: &str) -> Result<Option<Content>, StoreError> {
        let row = sqlx::query("SELECT document FROM content_items WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(from_document).transpose()
    }

    /// The bytes of a fetched file.
    pub(crate) async fn file(&self, campus: &str, item: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT bytes FROM content_files WHERE campus = $1 AND item = $2")
            .bind(campus.to_owned())
            .bind(item.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get("bytes")).transpose()?)
    }

    /// Takes an item out of its course, with the copy of its file.
    pub(crate) async fn remove_content(&self, campus: &str, id: &str) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for query in [
            "DELETE FROM content_items WHERE campus = $1 AND id = $2",
            "DELETE FROM content_files WHERE campus = $1 AND item = $2",
        ] {
            sqlx::query(query).bind(campus.to_owned()).bind(id.to_owned()).execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Takes a link out of its course, with its line items and their grades (AGS-042).
    pub(crate) async fn remove_link(&self, campus: &str, id: &str) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for query in [
            "DELETE FROM links WHERE campus = $1 AND id = $2",
            "DELETE FROM grade_entries WHERE campus = $1 \
             AND line_item IN (SELECT id FROM line_items WHERE campus = $1 AND link = $2)",
            "DELETE FROM grades WHERE campus = $1 \
             AND line_item IN (SELECT id FROM line_items WHERE campus = $1 AND link = $2)",
            "DELETE FROM line_items WHERE campus = $1 AND link = $2",
        ] {
            sqlx::query(query).bind(campus.to_owned()).bind(id.to_owned()).execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }
}

/// Shows what was placed at the end of a page, as far as there is room; the rest is in the course.
fn embed(page: &mut WrittenPage, all: &[Placing]) {
    for placing in all {
        let (id, piece) = match placing {
            Placing::Link { link, .. } => (link.id.to_string(), Piece::Link { link: link.id.clone() }),
            Placing::Content { content, .. } => {
                (content.id.clone(), Piece::Item { item: content.id.clone() })
            }
        };
        if page.insert(Block { id, piece }, None).is_err() {
            return;
        }
    }
}

pub(super) async fn insert_content(
    to: &mut AnyConnection,
    campus: &str,
    content: &Content,
    at: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO content_items (campus, id, course, created_at, document) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(campus.to_owned())
    .bind(content.id.clone())
    .bind(content.course.to_string())
    .bind(at)
    .bind(to_document(content)?)
    .execute(to)
    .await?;
    Ok(())
}

async fn insert_file(
    to: &mut AnyConnection,
    campus: &str,
    item: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO content_files (campus, item, bytes) VALUES ($1, $2, $3)")
        .bind(campus.to_owned())
        .bind(item.to_owned())
        .bind(bytes.to_owned())
        .execute(to)
        .await?;
    Ok(())
}
