//! The order in which a course shows its links and items.

use sqlx::{AnyConnection, Row};

use super::{Store, StoreError};
use crate::domain::written::Way;

/// A kind of thing that a course shows in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    Links,
    Items,
}

impl Shelf {
    fn lock(self) -> &'static str {
        match self {
            Self::Links => "UPDATE links SET place = place WHERE campus = $1 AND course = $2",
            Self::Items => "UPDATE content_items SET place = place WHERE campus = $1 AND course = $2",
        }
    }

    fn order(self) -> &'static str {
        match self {
            Self::Links => {
                "SELECT id, place FROM links WHERE campus = $1 AND course = $2 \
                 ORDER BY COALESCE(place, created_at), created_at, id"
            }
            Self::Items => {
                "SELECT id, place FROM content_items WHERE campus = $1 AND course = $2 \
                 ORDER BY COALESCE(place, created_at), created_at, id"
            }
        }
    }

    fn put(self) -> &'static str {
        match self {
            Self::Links => "UPDATE links SET place = $3 WHERE campus = $1 AND id = $2",
            Self::Items => "UPDATE content_items SET place = $3 WHERE campus = $1 AND id = $2",
        }
    }
}

impl Store {
    /// Moves one thing of a course past its neighbour among those that are shown; at the end of its way it stays.
    pub(crate) async fn shift(
        &self,
        campus: &str,
        course: &str,
        kind: Shelf,
        id: &str,
        way: Way,
        shown: impl Fn(&str) -> bool,
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        // A write first: two people who move things at once then do so one after the other.
        let (name, of) = (campus.to_owned(), course.to_owned());
        sqlx::query(kind.lock()).bind(name).bind(of).execute(&mut *transaction).await?;
        let mut all = places(&mut transaction, campus, course, kind).await?;
        let seen: Vec<usize> = (0..all.len()).filter(|at| shown(&all[*at].0)).collect();
        let at = seen.iter().position(|at| all[*at].0 == id);
        if let Some((at, beside)) = at.and_then(|at| Some((seen[at], seen[way.beside(at, seen.len())?]))) {
            all.swap(at, beside);
            put(&mut transaction, campus, kind, &all).await?;
        }
        Ok(transaction.commit().await?)
    }
}

/// Every thing of a course in its order, with the place that it was put at.
async fn places(
    from: &mut AnyConnection,
    campus: &str,
    course: &str,
    kind: Shelf,
) -> Result<Vec<(String, Option<i64>)>, StoreError> {
    let rows =
        sqlx::query(kind.order()).bind(campus.to_owned()).bind(course.to_owned()).fetch_all(from).await?;
    rows.iter().map(|row| Ok((row.try_get("id")?, row.try_get("place")?))).collect()
}

/// Numbers all of them by their order. Numbers are far below any time, so that whatever comes later stands behind.
async fn put(
    to: &mut AnyConnection,
    campus: &str,
    kind: Shelf,
    all: &[(String, Option<i64>)],
) -> Result<(), StoreError> {
    for (place, (id, before)) in (0_i64..).zip(all) {
        if *before != Some(place) {
            sqlx::query(kind.put())
                .bind(campus.to_owned())
                .bind(id.clone())
                .bind(place)
                .execute(&mut *to)
                .await?;
        }
    }
    Ok(())
}
