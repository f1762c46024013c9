//! The people of a campus. Who was removed stays on record, for the differences of rosters (NRPS-014), and because
//! their id is never given to another person (CORE-018).

use sqlx::{AnyConnection, AnyPool, AssertSqlSafe, Connection, Row};

use super::lists::number;
use super::members::{next_change, searched};
use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::person::Person;

/// How many words of a search are looked for; the rest are left out.
const WORDS: usize = 8;

impl Store {
    pub(crate) async fn people(&self, campus: &str) -> Result<Vec<Person>, StoreError> {
        self.people_found(campus, "", 0, usize::MAX).await
    }

    /// People in the order in which they came, from `skip` on: those in whom every word of the text is found.
    pub(crate) async fn people_found(
        &self,
        campus: &str,
        text: &str,
        skip: usize,
        count: usize,
    ) -> Result<Vec<Person>, StoreError> {
        let patterns = patterns(text);
        let conditions = conditions(&patterns, 4);
        let query = format!(
            "SELECT document FROM people WHERE campus = $1 AND removed_at IS NULL{conditions} \
             ORDER BY created_at, id LIMIT $2 OFFSET $3"
        );
        let mut query = sqlx::query(AssertSqlSafe(query));
        query = query.bind(campus.to_owned()).bind(number(count)).bind(number(skip));
        for pattern in patterns {
            query = query.bind(pattern);
        }
        all_documents(&query.fetch_all(&self.pool).await?)
    }

    pub(crate) async fn person(&self, campus: &str, id: &str) -> Result<Option<Person>, StoreError> {
        let found = self.person_on_record(campus, id).await?;
        Ok(found.and_then(|(person, removed)| (!removed).then_some(person)))
    }

    /// Someone who is or was here, and whether they were removed.
    pub(crate) async fn person_on_record(
        &self,
        campus: &str,
        id: &str,
    ) -> Result<Option<(Person, bool)>, StoreError> {
        let row = sqlx::query("SELECT document, removed_at FROM people WHERE campus = $1 AND id = $2")
            .bind(campus.to_owned())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let removed = row.try_get::<Option<i64>, _>("removed_at")?.is_some();
        Ok(Some((from_document(&row)?, removed)))
    }

    /// Stores a person, new or changed; a change is one of every roster that they are on. Who was removed is back.
    pub(crate) async fn save_person(&self, campus: &str, person: &Person, at: i64) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let written = sqlx::query(
            "INSERT INTO people (campus, id, created_at, document, roles, search) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (campus, id) DO UPDATE SET document = excluded.document, roles = excluded.roles, \
             search = excluded.search, removed_at = NULL \
             WHERE people.document <> excluded.document OR people.removed_at IS NOT NULL",
        )
        .bind(campus.to_owned())
        .bind(person.id.to_string())
        .bind(at)
        .bind(to_document(person)?)
        .bind(searched(&person.own_roles())?)
        .bind(person.found_by())
        .execute(&mut *transaction)
        .await?;
        if written.rows_affected() > 0 {
            let change = next_change(&mut transaction, campus, at).await?;
            renumber(&mut transaction, campus, person, change).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Removes a person from the campus and from every course; says whether there was one.
    pub(crate) async fn remove_person(&self, campus: &str, id: &str, at: i64) -> Result<bool, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin().await?;
        let change = next_change(&mut transaction, campus, at).await?;
        let kept = "INSERT INTO former_enrolments (campus, course, person, change_number, document) \
             SELECT campus, course, person, $3, document FROM enrolments WHERE campus = $1 AND person = $2";
        let taken_off = "DELETE FROM enrolments WHERE campus = $1 AND person = $2";
        let removed =
            "UPDATE people SET removed_at = $3 WHERE campus = $1 AND id = $2 AND removed_at IS NULL";
        let named = |query: &'static str| sqlx::query(query).bind(campus.to_owned()).bind(id.to_owned());
        named(kept).bind(change).execute(&mut *transaction).await?;
        named(taken_off).execute(&mut *transaction).await?;
        let removed = named(removed).bind(at).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(removed.rows_affected() > 0)
    }
}

async fn renumber(
    to: &mut AnyConnection,
    campus: &str,
    person: &Person,
    change: i64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE enrolments SET change_number = $1 WHERE campus = $2 AND person = $3")
        .bind(change)
        .bind(campus.to_owned())
        .bind(person.id.to_string())
        .execute(to)
        .await?;
    Ok(())
}

/// The words of a search, each as a pattern for `LIKE` with `!` as its escape.
pub(super) fn patterns(text: &str) -> Vec<String> {
    let pattern = |word: &str| {
        let mut pattern = String::from("%");
        for letter in word.chars() {
            if matches!(letter, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(letter);
        }
        pattern + "%"
    };
    text.to_lowercase().split_whitespace().take(WORDS).map(pattern).collect()
}

/// The condition of each pattern, whose parameters begin with this number. Both sides are in small letters, so databases
/// that tell capitals apart and those that do not find the same.
pub(super) fn conditions(patterns: &[String], first: usize) -> String {
    let condition = |(place, _)| format!(" AND people.search LIKE ${} ESCAPE '!'", first + place);
    patterns.iter().enumerate().map(condition).collect()
}

/// Works out what people are found by in rows that were written before there was a column for it.
pub(super) async fn complete_search(pool: &AnyPool) -> Result<(), StoreError> {
    let rows =
        sqlx::query("SELECT campus, id, document FROM people WHERE search IS NULL").fetch_all(pool).await?;
    for row in rows {
        let person: Person = from_document(&row)?;
        sqlx::query("UPDATE people SET search = $1 WHERE campus = $2 AND id = $3")
            .bind(person.found_by())
            .bind(row.try_get::<String, _>("campus")?)
            .bind(person.id.to_string())
            .execute(pool)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
