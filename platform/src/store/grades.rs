//! Grades: every score and every word of a teacher in order of arrival, and what holds now.

use homeroom_vocab::id::UserId;
use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::{Store, StoreError, all_documents, from_document, to_document};
use crate::domain::result::{Change, Entry, Grade, NewEntry};
use crate::domain::score::Score;

/// What became of an entry.
#[derive(Debug)]
pub(crate) enum Recorded {
    /// It is stored, and this holds now.
    Kept(Box<Grade>),
    /// A score of the same moment or a later one is on record: this one, and nothing was changed (AGS-074).
    Stale(Box<Score>),
    /// The line item is there no more.
    Gone,
}

impl Store {
    /// Adds an entry to the history of a line item and lets it take effect, or does neither. What is returned as kept
    /// survives the end of the process, however that comes.
    pub(crate) async fn record_grade(&self, campus: &str, new: NewEntry) -> Result<Recorded, StoreError> {
        let mut transaction = self.pool.begin().await?;
        // A write before any read: it takes the lock under which the rest is read, and waits for it, where a read that
        // turns into a write would be refused as busy.
        let Some(position) = count_up(&mut transaction, campus, &new.line_item).await? else {
            transaction.rollback().await?;
            return Ok(Recorded::Gone);
        };
        let before = read_grade(&mut transaction, campus, &new.line_item, new.person.as_str()).await?;
        let grade = Grade::after(before.clone(), &new);
        if !write_grade(&mut transaction, campus, &grade, &new.change).await? {
            transaction.rollback().await?;
            let last = before.and_then(|grade| grade.last);
            return last.map(|score| Recorded::Stale(Box::new(score))).ok_or_else(|| {
                StoreError::Unknown(format!("a newer score of {} without its text", new.person))
            });
        }
        write_entry(&mut transaction, campus, &new, position).await?;
        transaction.commit().await?;
        Ok(Recorded::Kept(Box::new(grade)))
    }

    /// What a line item holds, by person: those that follow the person `after`, at most `count`.
    pub(crate) async fn grades_page(
        &self,
        campus: &str,
        line_item: &str,
        after: &str,
        count: i64,
    ) -> Result<Vec<Grade>, StoreError> {
        let rows = sqlx::query(
            "SELECT document FROM grades WHERE campus = $1 AND line_item = $2 AND person > $3 \
             ORDER BY person LIMIT $4",
        )
        .bind(campus.to_owned())
        .bind(line_item.to_owned())
        .bind(after.to_owned())
        .bind(count)
        .fetch_all(&self.pool)
        .await?;
        all_documents(&rows)
    }

    /// What a line item holds of one person.
    pub(crate) async fn grade(
        &self,
        campus: &str,
        line_item: &str,
        person: &str,
    ) -> Result<Option<Grade>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        read_grade(&mut connection, campus, line_item, person).await
    }

    /// What all line items of a course hold of these people.
    pub(crate) async fn grades_of(
        &self,
        campus: &str,
        course: &str,
        people: &[UserId],
    ) -> Result<Vec<Grade>, StoreError> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (0..people.len()).map(|place| format!("${}", place + 3)).collect();
        let query = format!(
            "SELECT grades.document AS document FROM grades \
             JOIN line_items ON line_items.campus = grades.campus AND line_items.id = grades.line_item \
             WHERE line_items.campus = $1 AND line_items.course = $2 AND grades.person IN ({})",
            places.join(", ")
        );
        // Only numbers were written into the text.
        let mut query = sqlx::query(AssertSqlSafe(query)).bind(campus.to_owned()).bind(course.to_owned());
        for person in people {
            query = query.bind(person.to_string());
        }
        all_documents(&query.fetch_all(&self.pool).await?)
    }

    /// The history of a line item in order of arrival; of one person, if one is named.
    pub(crate) async fn history(
        &self,
        campus: &str,
        line_item: &str,
        person: Option<&str>,
    ) -> Result<Vec<Entry>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, line_item, position, person, created_at, document FROM grade_entries \
             WHERE campus = $1 AND line_item = $2 AND ($3 = '' OR person = $3) ORDER BY position",
        )
        .bind(campus.to_owned())
        .bind(line_item.to_owned())
        .bind(person.unwrap_or_default().to_owned())
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(entry).collect()
    }
}

/// The next position in the history of a line item, if there is such an item.
async fn count_up(to: &mut AnyConnection, campus: &str, item: &str) -> Result<Option<i64>, StoreError> {
    let rows = sqlx::query(
        "UPDATE line_items SET entries = entries + 1 WHERE campus = $1 AND id = $2 RETURNING entries",
    )
    .bind(campus.to_owned())
    .bind(item.to_owned())
    .fetch_all(to)
    .await?;
    Ok(rows.first().map(|row| row.try_get("entries")).transpose()?)
}

async fn read_grade(
    from: &mut AnyConnection,
    campus: &str,
    line_item: &str,
    person: &str,
) -> Result<Option<Grade>, StoreError> {
    let row = sqlx::query("SELECT document FROM grades WHERE campus = $1 AND line_item = $2 AND person = $3")
        .bind(campus.to_owned())
        .bind(line_item.to_owned())
        .bind(person.to_owned())
        .fetch_optional(from)
        .await?;
    row.as_ref().map(from_document).transpose()
}

/// Stores what holds now, unless a score is not newer than the one on record: the database compares, so that of two
/// scores at once only the later can win. Says whether it was stored.
async fn write_grade(
    to: &mut AnyConnection,
    campus: &str,
    grade: &Grade,
    change: &Change,
) -> Result<bool, StoreError> {
    let query = match change {
        Change::Score { .. } => {
            "INSERT INTO grades (campus, line_item, person, moment, document) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (campus, line_item, person) DO UPDATE \
             SET moment = excluded.moment, document = excluded.document WHERE excluded.moment > grades.moment"
        }
        Change::Override { .. } => {
            "INSERT INTO grades (campus, line_item, person, moment, document) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (campus, line_item, person) DO UPDATE SET document = excluded.document"
        }
    };
    let moment = grade.last.as_ref().map(|score| score.timestamp.key().to_owned()).unwrap_or_default();
    let done = sqlx::query(query)
        .bind(campus.to_owned())
        .bind(grade.line_item.clone())
        .bind(grade.person.to_string())
        .bind(moment)
        .bind(to_document(grade)?)
        .execute(to)
        .await?;
    Ok(done.rows_affected() > 0)
}

async fn write_entry(
    to: &mut AnyConnection,
    campus: &str,
    new: &NewEntry,
    position: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO grade_entries (campus, line_item, position, id, person, created_at, document) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(campus.to_owned())
    .bind(new.line_item.clone())
    .bind(position)
    .bind(new.id.clone())
    .bind(new.person.to_string())
    .bind(new.at.as_millisecond())
    .bind(to_document(&new.change)?)
    .execute(to)
    .await?;
    Ok(())
}

fn entry(row: &AnyRow) -> Result<Entry, StoreError> {
    let at: i64 = row.try_get("created_at")?;
    Ok(Entry {
        id: row.try_get("id")?,
        line_item: row.try_get("line_item")?,
        position: row.try_get("position")?,
        at: Timestamp::from_millisecond(at).unwrap_or_default(),
        exchange: None,
        person: UserId::from(row.try_get::<String, _>("person")?),
        change: from_document(row)?,
    })
}

#[cfg(test)]
mod tests;
