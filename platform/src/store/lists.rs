//! Parts of long lists, for pages that show ten thousand people as quickly as ten.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, Row};

use super::people::{conditions, patterns};
use super::{Store, StoreError, from_document};
use crate::domain::course::Enrolment;
use crate::domain::person::Person;

/// How many people and links a course has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// All members.
    pub(crate) people: i64,
    /// Those of them who take no part at present.
    pub(crate) inactive: i64,
    pub(crate) links: i64,
}

impl Store {
    /// How many people a campus has.
    pub(crate) async fn people_count(&self, campus: &str) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT COUNT(*) AS size FROM people WHERE campus = $1 AND removed_at IS NULL")
            .bind(campus.to_owned())
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get("size")?)
    }

    /// Members of a course in the order of enrolment, from `skip` on: those in whom every word of the text is found.
    pub(crate) async fn members_found(
        &self,
        campus: &str,
        course: &str,
        text: &str,
        skip: usize,
        count: usize,
    ) -> Result<Vec<(Enrolment, Person)>, StoreError> {
        let patterns = patterns(text);
        let query = format!(
            "SELECT people.document AS document, enrolments.document AS enrolment FROM enrolments \
             JOIN people ON people.campus = enrolments.campus AND people.id = enrolments.person \
             WHERE enrolments.campus = $1 AND enrolments.course = $2{} \
             ORDER BY enrolments.created_at, enrolments.person LIMIT $3 OFFSET $4",
            conditions(&patterns, 5)
        );
        let mut query = sqlx::query(AssertSqlSafe(query)).bind(campus.to_owned()).bind(course.to_owned());
        query = query.bind(number(count)).bind(number(skip));
        for pattern in patterns {
            query = query.bind(pattern);
        }
        let rows = query.fetch_all(&self.pool).await?;
        let member = |row| {
            Ok((serde_json::from_str(&Row::try_get::<String, _>(row, "enrolment")?)?, from_document(row)?))
        };
        rows.iter().map(member).collect()
    }

    /// How big each course is that has anybody or anything in it.
    pub(crate) async fn course_sizes(&self, campus: &str) -> Result<HashMap<String, Size>, StoreError> {
        const INACTIVE: &str = "SELECT course, COUNT(*) AS size FROM enrolments \
             WHERE campus = $1 AND status <> 'Active' GROUP BY course";
        let mut sizes: HashMap<String, Size> = HashMap::new();
        for (course, inactive) in self.counts(INACTIVE, campus).await? {
            sizes.entry(course).or_default().inactive = inactive;
        }
        for (course, people) in self
            .counts(
                "SELECT course, COUNT(*) AS size FROM enrolments WHERE campus = $1 GROUP BY course",
                campus,
            )
            .await?
        {
            sizes.entry(course).or_default().people = people;
        }
        for (course, links) in self
            .counts("SELECT course, COUNT(*) AS size FROM links WHERE campus = $1 GROUP BY course", campus)
            .await?
        {
            sizes.entry(course).or_default().links = links;
        }
        Ok(sizes)
    }

    async fn counts(&self, query: &'static str, campus: &str) -> Result<Vec<(String, i64)>, StoreError> {
        let rows = sqlx::query(query).bind(campus.to_owned()).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((row.try_get("course")?, row.try_get("size")?))).collect()
    }
}

pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
