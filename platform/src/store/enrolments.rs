//! Who belongs to which course, and who did.

use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use super::lists::number;
use super::members::{next_change, searched};
use super::{Store, StoreError, all_documents, from_document, to_document};
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

    /// How somebody belonged to a course who was taken off it.
    pub(crate) async fn former_enrolment(
        &self,
        campus: &str,
        course: &str,
        person: &str,
    ) -> Result<Option<Enrolment>, StoreError> {
        let former =
            "SELECT document FROM former_enrolments WHERE campus = $1 AND course = $2 AND person = $3";
        let place = [campus.to_owned(), course.to_owned(), person.to_owned()];
        let row = bound(sqlx::query(former), place).fetch_optional(&self.pool).await?;
        row.as_ref().map(from_document).transpose()
    }

    /// The courses of a person, in the order of enrolment.
    pub(crate) async fn enrolments_of(
        &self,
        campus: &str,
        person: &str,
        count: usize,
    ) -> Result<Vec<Enrolment>, StoreError> {
        let rows = sqlx::query(
            "SELECT document FROM enrolments WHERE campus = $1 AND person = $2 ORDER BY created_at, course LIMIT $3",
        )
        .bind(campus.to_owned())
        .bind(person.to_owned())
        .bind(number(count))
        .fetch_all(&self.pool)
        .await?;
        all_documents(&rows)
    }

    pub(crate) async fn save_enrolment(
        &self,
        campus: &str,
        enrolment: &Enrolment,
        at: i64,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let number = next_change(&mut transaction, campus, at).await?;
        write_enrolment(&mut transaction, campus, enrolment, number).await?;
        Ok(transaction.commit().await?)
    }

    /// Stores new people and their places in a course, all or nothing; who is there already stays as they are.
    pub(crate) async fn save_members(
        &self,
        campus: &str,
        members: &[(Person, Enrolment)],
        at: i64,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let number = next_change(&mut transaction, campus, at).await?;
        for chunk in members.chunks(AT_ONCE) {
            add_people(&mut transaction, campus, chunk, at).await?;
            add_enrolments(&mut transaction, campus, chunk, number).await?;
        }
        sqlx::query(
            "DELETE FROM former_enrolments WHERE campus = $1 AND EXISTS (SELECT 1 FROM enrolments \
             WHERE enrolments.campus = former_enrolments.campus AND enrolments.course = former_enrolments.course \
             AND enrolments.person = former_enrolments.person)",
        )
        .bind(campus.to_owned())
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Takes a member off a course, which the differences of its roster remember (NRPS-014); says whether there was one.
    pub(crate) async fn remove_enrolment(
        &self,
        campus: &str,
        course: &str,
        person: &str,
        at: i64,
    ) -> Result<bool, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let number = next_change(&mut transaction, campus, at).await?;
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

/// How many rows one statement adds: enough for speed, and less than any database has parameters for.
const AT_ONCE: usize = 200;

async fn add_people(
    to: &mut AnyConnection,
    campus: &str,
    members: &[(Person, Enrolment)],
    at: i64,
) -> Result<(), StoreError> {
    let rows = rows(members.len(), 6);
    let query = format!(
        "INSERT INTO people (campus, id, created_at, document, roles, search) VALUES {rows} \
         ON CONFLICT (campus, id) DO UPDATE SET removed_at = NULL"
    );
    let mut query = sqlx::query(AssertSqlSafe(query));
    for (person, _) in members {
        query = query.bind(campus.to_owned()).bind(person.id.to_string()).bind(at);
        query = query.bind(to_document(person)?).bind(searched(&person.own_roles())?).bind(person.found_by());
    }
    query.execute(to).await?;
    Ok(())
}

async fn add_enrolments(
    to: &mut AnyConnection,
    campus: &str,
    members: &[(Person, Enrolment)],
    number: i64,
) -> Result<(), StoreError> {
    let rows = rows(members.len(), 8);
    let query = format!(
        "INSERT INTO enrolments (campus, course, person, created_at, document, roles, status, change_number) \
         VALUES {rows} ON CONFLICT (campus, course, person) DO NOTHING"
    );
    let mut query = sqlx::query(AssertSqlSafe(query));
    for (_, enrolment) in members {
        query = bind_enrolment(query, campus, enrolment, number)?;
    }
    query.execute(to).await?;
    Ok(())
}

/// Places for the values of so many rows: `($1, $2), ($3, $4)`.
fn rows(count: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> =
            (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..count).map(row).collect::<Vec<_>>().join(", ")
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

fn bound(query: Query<'_>, values: [String; 3]) -> Query<'_> {
    values.into_iter().fold(query, sqlx::query::Query::bind)
}

/// The values of a row, in the order of its columns. It was made when the change was, whose number keeps the order even
/// of those who come in the same millisecond.
fn bind_enrolment<'q>(
    query: Query<'q>,
    campus: &str,
    enrolment: &Enrolment,
    number: i64,
) -> Result<Query<'q>, StoreError> {
    let place = [campus.to_owned(), enrolment.course.to_string(), enrolment.person.to_string()];
    let query = bound(query, place).bind(number).bind(to_document(enrolment)?);
    Ok(query.bind(searched(&enrolment.roles)?).bind(enrolment.status.word()).bind(number))
}

/// An enrolment that says nothing new changes nothing. Who comes back is a former member no longer.
async fn write_enrolment(
    to: &mut AnyConnection,
    campus: &str,
    enrolment: &Enrolment,
    number: i64,
) -> Result<(), StoreError> {
    let written = sqlx::query(
        "INSERT INTO enrolments (campus, course, person, created_at, document, roles, status, change_number) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (campus, course, person) DO UPDATE SET document = excluded.document, \
         roles = excluded.roles, status = excluded.status, change_number = excluded.change_number \
         WHERE enrolments.document <> excluded.document",
    );
    bind_enrolment(written, campus, enrolment, number)?.execute(&mut *to).await?;
    let back = sqlx::query("DELETE FROM former_enrolments WHERE campus = $1 AND course = $2 AND person = $3");
    let place = [campus.to_owned(), enrolment.course.to_string(), enrolment.person.to_string()];
    bound(back, place).execute(to).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_a_place_of_its_own() {
        assert_eq!(rows(2, 3), "($1, $2, $3), ($4, $5, $6)");
    }
}
