//! Who belongs to which course, and who did.

use sqlx::{AnyConnection, Connection};

use super::members::{next_change, searched};
use super::{Store, StoreError, from_document, to_document};
use crate::domain::course::Enrolment;
use crate::domain::person::Person;

impl Store {
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
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let number = next_change(&mut transaction, campus).await?;
        write_enrolment(&mut transaction, campus, enrolment, number, at).await?;
        Ok(transaction.commit().await?)
    }

    /// Stores new people and their places in a course, all or nothing. `at` is the time of the first; the others
    /// follow by a millisecond each, so that they keep their order.
    pub(crate) async fn save_members(
        &self,
        campus: &str,
        members: &[(Person, Enrolment)],
        at: i64,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let number = next_change(&mut transaction, campus).await?;
        for (at, (person, enrolment)) in (at..).zip(members) {
            Self::write_person(&mut transaction, campus, person, at).await?;
            write_enrolment(&mut transaction, campus, enrolment, number, at).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Takes a member off a course, which the differences of its roster remember (NRPS-014); says whether there was one.
    pub(crate) async fn remove_enrolment(
        &self,
        campus: &str,
        course: &str,
        person: &str,
    ) -> Result<bool, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let number = next_change(&mut transaction, campus).await?;
        let kept = sqlx::query(
            "INSERT INTO former_enrolments (campus, course, person, change_number, document) \
             SELECT campus, course, person, $4, document FROM enrolments \
             WHERE campus = $1 AND course = $2 AND person = $3",
        );
        let removed = sqlx::query("DELETE FROM enrolments WHERE campus = $1 AND course = $2 AND person = $3");
        let place = || [campus.to_owned(), course.to_owned(), person.to_owned()];
        bound(kept, place()).bind(number).execute(&mut *transaction).await?;
        let removed = bound(removed, place()).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(removed.rows_affected() > 0)
    }
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

fn bound(query: Query<'_>, values: [String; 3]) -> Query<'_> {
    values.into_iter().fold(query, sqlx::query::Query::bind)
}

/// An enrolment that says nothing new changes nothing. Who comes back is a former member no longer.
async fn write_enrolment(
    to: &mut AnyConnection,
    campus: &str,
    enrolment: &Enrolment,
    number: i64,
    at: i64,
) -> Result<(), StoreError> {
    let written = sqlx::query(
        "INSERT INTO enrolments (campus, course, person, created_at, document, roles, status, change_number) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (campus, course, person) DO UPDATE SET document = excluded.document, \
         roles = excluded.roles, status = excluded.status, change_number = excluded.change_number \
         WHERE enrolments.document <> excluded.document",
    );
    let place = || [campus.to_owned(), enrolment.course.to_string(), enrolment.person.to_string()];
    bound(written, place())
        .bind(at)
        .bind(to_document(enrolment)?)
        .bind(searched(&enrolment.roles)?)
        .bind(enrolment.status.word())
        .bind(number)
        .execute(&mut *to)
        .await?;
    let back = sqlx::query("DELETE FROM former_enrolments WHERE campus = $1 AND course = $2 AND person = $3");
    bound(back, place()).execute(to).await?;
    Ok(())
}
