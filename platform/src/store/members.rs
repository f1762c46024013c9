//! The roster of a course, page by page: who is a member now, and what changed since somebody looked. A page begins
//! after the last entry of the one before, so that ten thousand members cost no more than ten.

use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AnyPool, Row};

use super::{Store, StoreError, from_document, to_document};
use crate::domain::course::Enrolment;
use crate::domain::person::Person;
use crate::domain::roles;

/// The place of an entry in its list: when it was made or which change it was, then the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) number: i64,
    pub(crate) person: String,
}

impl Place {
    /// Before every entry.
    pub(crate) fn start() -> Self {
        Self { number: i64::MIN, person: String::new() }
    }

    /// Right behind everything that changed up to this number.
    pub(crate) fn after(change: i64) -> Self {
        Self { number: change.saturating_add(1), person: String::new() }
    }
}

/// An entry of a roster.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) place: Place,
    pub(crate) enrolment: Enrolment,
    pub(crate) person: Person,
    /// Was a member, and is none now.
    pub(crate) gone: bool,
}

/// Which part of which roster.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub(crate) course: &'a str,
    pub(crate) after: &'a Place,
    pub(crate) count: u32,
}

impl Store {
    /// Members in the order of their enrolment; with a role (a full URI), only those who have it (NRPS-009).
    pub(crate) async fn roster(
        &self,
        campus: &str,
        part: &Part<'_>,
        role: Option<&str>,
    ) -> Result<Vec<Entry>, StoreError> {
        const MEMBERS: &str = "SELECT enrolments.document AS enrolment, people.document AS document, \
             enrolments.created_at AS number, enrolments.person AS person, 0 AS gone FROM enrolments \
             JOIN people ON people.campus = enrolments.campus AND people.id = enrolments.person \
             WHERE enrolments.campus = $1 AND enrolments.course = $2 \
             AND (enrolments.created_at, enrolments.person) > ($3, $4)";
        // `REPLACE` finds text exactly, letter by letter, in every database; `LIKE` does not.
        const WITH_ROLE: &str = " AND (REPLACE(enrolments.roles, $6, '') <> enrolments.roles \
             OR REPLACE(people.roles, $6, '') <> people.roles)";
        const IN_ORDER: &str = " ORDER BY enrolments.created_at, enrolments.person LIMIT $5";
        let condition = if role.is_some() { WITH_ROLE } else { "" };
        let query = sqlx::AssertSqlSafe(format!("{MEMBERS}{condition}{IN_ORDER}"));
        let mut query = sqlx::query(query).bind(campus.to_owned()).bind(part.course.to_owned());
        query = query.bind(part.after.number).bind(part.after.person.clone()).bind(i64::from(part.count));
        if let Some(role) = role {
            query = query.bind(to_document(&role)?);
        }
        entries(&query.fetch_all(&self.pool).await?)
    }

    /// What became of members, in the order of the changes (NRPS-014).
    pub(crate) async fn roster_changes(
        &self,
        campus: &str,
        part: &Part<'_>,
    ) -> Result<Vec<Entry>, StoreError> {
        let rows = sqlx::query(
            "SELECT changes.document AS enrolment, people.document AS document, \
             changes.change_number AS number, changes.person AS person, changes.gone AS gone FROM ( \
             SELECT document, change_number, person, 0 AS gone FROM enrolments \
             WHERE campus = $1 AND course = $2 AND (change_number, person) > ($3, $4) \
             UNION ALL SELECT document, change_number, person, 1 AS gone FROM former_enrolments \
             WHERE campus = $1 AND course = $2 AND (change_number, person) > ($3, $4) \
             ORDER BY 2, 3 LIMIT $5) AS changes \
             JOIN people ON people.campus = $1 AND people.id = changes.person \
             ORDER BY changes.change_number, changes.person",
        )
        .bind(campus.to_owned())
        .bind(part.course.to_owned())
        .bind(part.after.number)
        .bind(part.after.person.clone())
        .bind(i64::from(part.count))
        .fetch_all(&self.pool)
        .await?;
        entries(&rows)
    }

    /// The number of the last change to any roster of the campus.
    pub(crate) async fn last_roster_change(&self, campus: &str) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT last FROM roster_changes WHERE campus = $1")
            .bind(campus.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.map(|row| row.try_get("last")).transpose()?.unwrap_or(0))
    }
}

fn entries(rows: &[AnyRow]) -> Result<Vec<Entry>, StoreError> {
    rows.iter().map(entry).collect()
}

fn entry(row: &AnyRow) -> Result<Entry, StoreError> {
    Ok(Entry {
        place: Place { number: row.try_get("number")?, person: row.try_get("person")? },
        enrolment: serde_json::from_str(&row.try_get::<String, _>("enrolment")?)?,
        person: from_document(row)?,
        gone: row.try_get::<i64, _>("gone")? != 0,
    })
}

/// The number of a change that is about to be made: its time in milliseconds, or the next number after the last change.
/// So no two changes have the same, and each is later than the one before. SQLite lets one transaction write at a time,
/// and taking the number is where each begins to.
pub(super) async fn next_change(to: &mut AnyConnection, campus: &str, at: i64) -> Result<i64, StoreError> {
    let row = sqlx::query(
        "INSERT INTO roster_changes (campus, last) VALUES ($1, $2) ON CONFLICT (campus) DO UPDATE SET last = \
         CASE WHEN roster_changes.last < excluded.last THEN excluded.last ELSE roster_changes.last + 1 END \
         RETURNING last",
    )
    .bind(campus.to_owned())
    .bind(at)
    .fetch_one(to)
    .await?;
    Ok(row.try_get("last")?)
}

/// Roles as the column of this name holds them: a JSON array, in which each stands between quotes.
pub(super) fn searched(roles: &[String]) -> Result<String, StoreError> {
    to_document(&roles::found_by(roles))
}

/// Works out the roles of rows that were written before there was a column for them.
pub(super) async fn complete_roles(pool: &AnyPool) -> Result<(), StoreError> {
    for row in
        sqlx::query("SELECT campus, id, document FROM people WHERE roles IS NULL").fetch_all(pool).await?
    {
        let person: Person = from_document(&row)?;
        sqlx::query("UPDATE people SET roles = $1 WHERE campus = $2 AND id = $3")
            .bind(searched(&person.own_roles())?)
            .bind(row.try_get::<String, _>("campus")?)
            .bind(person.id.to_string())
            .execute(pool)
            .await?;
    }
    for row in
        sqlx::query("SELECT campus, document FROM enrolments WHERE roles IS NULL").fetch_all(pool).await?
    {
        let enrolment: Enrolment = from_document(&row)?;
        sqlx::query("UPDATE enrolments SET roles = $1 WHERE campus = $2 AND course = $3 AND person = $4")
            .bind(searched(&enrolment.roles)?)
            .bind(row.try_get::<String, _>("campus")?)
            .bind(enrolment.course.to_string())
            .bind(enrolment.person.to_string())
            .execute(pool)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
