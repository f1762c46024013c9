//! The courses of a campus.

use sqlx::{AnyConnection, Row};

use super::content::insert_content;
use super::lists::number;
use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::content::Content;
use crate::domain::course::Course;
use crate::domain::line_item::LineItem;
use crate::domain::link::Link;
use crate::domain::written::WrittenPage;

/// A copied course with all that came along, each part under its new id.
#[derive(Debug)]
pub(crate) struct Copy {
    pub(crate) course: Course,
    pub(crate) links: Vec<Link>,
    pub(crate) line_items: Vec<LineItem>,
    /// Each with the id of what it is a copy of, whose file it takes along.
    pub(crate) content: Vec<(String, Content)>,
    pub(crate) pages: Vec<WrittenPage>,
}

impl Store {
    pub(crate) async fn courses(&self, campus: &str) -> Result<Vec<Course>, StoreError> {
        let rows = sqlx::query("SELECT document FROM courses WHERE campus = $1 ORDER BY created_at, id")
            .bind(campus.to_owned())
            .fetch_all(&self.pool)
            .await?;
        all_documents(&rows)
    }

    /// How many courses a campus has.
    pub(crate) async fn courses_count(&self, campus: &str) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT COUNT(*) AS size FROM courses WHERE campus = $1")
            .bind(campus.to_owned())
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get("size")?)
    }

    /// Courses in the order in which they were made, from `skip` on.
    pub(crate) async fn courses_page(
        &self,
        campus: &str,
        skip: usize,
        count: usize,
    ) -> Result<Vec<Course>, StoreError> {
        let rows = sqlx::query(
            "SELECT document FROM courses WHERE campus = $1 ORDER BY created_at, id LIMIT $2 OFFSET $3",
        )
        .bind(campus.to_owned())
        .bind(number(count))
        .bind(number(skip))
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

    /// Stores a copied course with all that is in it, or nothing. `at` is the time of the first; the others follow by a
    /// millisecond each, so that they keep their order.
    pub(crate) async fn save_copy(&self, campus: &str, copy: &Copy, at: i64) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        write_course(&mut transaction, campus, &copy.course, at).await?;
        for (at, link) in (at..).zip(&copy.links) {
            Self::write_link(&mut transaction, campus, link, at).await?;
        }
        for (at, item) in (at..).zip(&copy.line_items) {
            Self::write_line_item(&mut transaction, campus, item, at).await?;
        }
        for (at, (from, content)) in (at..).zip(&copy.content) {
            insert_content(&mut transaction, campus, content, at).await?;
            copy_file(&mut transaction, campus, from, &content.id).await?;
        }
        for (at, page) in (at..).zip(&copy.pages) {
            Self::insert_page(&mut transaction, campus, page, at).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Takes a course away with all that is in it: links, grades, items, pages and places of people.
    pub(crate) async fn remove_course(&self, campus: &str, id: &str) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for query in OF_A_COURSE {
            sqlx::query(query).bind(campus.to_owned()).bind(id.to_owned()).execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }
}

/// Everything that belongs to a course, what hangs on something else before it.
const OF_A_COURSE: [&str; 10] = [
    "DELETE FROM courses WHERE campus = $1 AND id = $2",
    "DELETE FROM grade_entries WHERE campus = $1 \
     AND line_item IN (SELECT id FROM line_items WHERE campus = $1 AND course = $2)",
    "DELETE FROM grades WHERE campus = $1 \
     AND line_item IN (SELECT id FROM line_items WHERE campus = $1 AND course = $2)",
    "DELETE FROM line_items WHERE campus = $1 AND course = $2",
    "DELETE FROM links WHERE campus = $1 AND course = $2",
    "DELETE FROM content_files WHERE campus = $1 \
     AND item IN (SELECT id FROM content_items WHERE campus = $1 AND course = $2)",
    "DELETE FROM content_items WHERE campus = $1 AND course = $2",
    "DELETE FROM course_pages WHERE campus = $1 AND course = $2",
    "DELETE FROM former_enrolments WHERE campus = $1 AND course = $2",
    "DELETE FROM enrolments WHERE campus = $1 AND course = $2",
];

async fn copy_file(to: &mut AnyConnection, campus: &str, from: &str, item: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO content_files (campus, item, bytes) \
         SELECT campus, $3, bytes FROM content_files WHERE campus = $1 AND item = $2",
    )
    .bind(campus.to_owned())
    .bind(from.to_owned())
    .bind(item.to_owned())
    .execute(to)
    .await?;
    Ok(())
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
