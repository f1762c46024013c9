//! Courses and who belongs to them.

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::course::{Course, Enrolment};

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

    pub(crate) async fn enrolment(
        &self,
        campus: &str,
        course: &str,
        person: &str,
    ) -> Result<Option<Enrolment>, StoreError> {
        let row =
            sqlx::query("SELECT document FROM enrolments WHERE campus = $1 AND course = $2 AND person = $3")
                .bind(campus.to_owned())
                .bind(course.to_owned())
                .bind(person.to_owned())
                .fetch_optional(&self.pool)
                .await?;
        row.as_ref().map(from_document).transpose()
    }

    pub(crate) async fn save_enrolment(
        &self,
        campus: &str,
        enrolment: &Enrolment,
        at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO enrolments (campus, course, person, created_at, document) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (campus, course, person) DO UPDATE SET document = excluded.document",
        )
        .bind(campus.to_owned())
        .bind(enrolment.course.to_string())
        .bind(enrolment.person.to_string())
        .bind(at)
        .bind(to_document(enrolment)?)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}
