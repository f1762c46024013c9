//! What somebody keeps of the journal.

use std::sync::Arc;

use jiff::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::{Store, StoreError, from_document, to_document};
use crate::journal::exchange::Exchange;
use crate::journal::kept::{KeptLaunch, Note, Shelf};

/// In the place of a launch: the exchange is kept by itself.
const ITSELF: &str = "";

impl Store {
    /// Everything that is kept, with the exchanges of launches.
    pub(crate) async fn kept(&self, campus: &str) -> Result<Shelf, StoreError> {
        let mut kept = Shelf::default();
        let rows = sqlx::query(
            "SELECT number, launch, note, kept_at, document FROM kept_exchanges WHERE campus = $1 ORDER BY number",
        )
        .bind(campus.to_owned())
        .fetch_all(&self.pool)
        .await?;
        let mut of_launches: Vec<(String, Arc<Exchange>)> = Vec::new();
        for row in &rows {
            let exchange: Arc<Exchange> = Arc::new(from_document(row)?);
            let launch: String = row.try_get("launch")?;
            if launch == ITSELF {
                kept.keep(&exchange, note(row)?);
            } else {
                of_launches.push((launch, exchange));
            }
        }
        for launch in self.kept_launches(campus).await? {
            let own = of_launches.iter().filter(|(id, _)| *id == launch.id);
            let exchanges: Vec<Arc<Exchange>> = own.map(|(_, exchange)| Arc::clone(exchange)).collect();
            kept.keep_launch(launch, &exchanges);
        }
        Ok(kept)
    }

    async fn kept_launches(&self, campus: &str) -> Result<Vec<KeptLaunch>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, note, kept_at, exchanges, document FROM kept_launches WHERE campus = $1 ORDER BY kept_at, id",
        )
        .bind(campus.to_owned())
        .fetch_all(&self.pool)
        .await?;
        let read = |row: &AnyRow| {
            Ok(KeptLaunch {
                id: row.try_get("id")?,
                note: note(row)?,
                exchanges: serde_json::from_str(&row.try_get::<String, _>("exchanges")?)?,
                record: from_document(row)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Keeps one exchange; again changes the note only.
    pub(crate) async fn keep_exchange(
        &self,
        campus: &str,
        exchange: &Exchange,
        note: &Note,
    ) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        write_exchange(&mut connection, campus, exchange, ITSELF, note).await
    }

    /// Keeps a launch with its exchanges; again replaces note and record.
    pub(crate) async fn keep_launch(
        &self,
        campus: &str,
        launch: &KeptLaunch,
        exchanges: &[Arc<Exchange>],
    ) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query(
            "INSERT INTO kept_launches (campus, id, note, kept_at, exchanges, document) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (campus, id) DO UPDATE \
             SET note = excluded.note, exchanges = excluded.exchanges, document = excluded.document",
        )
        .bind(campus.to_owned())
        .bind(launch.id.clone())
        .bind(launch.note.text.clone())
        .bind(launch.note.at.as_millisecond())
        .bind(to_document(&launch.exchanges)?)
        .bind(to_document(&launch.record)?)
        .execute(&mut *transaction)
        .await?;
        for exchange in exchanges {
            write_exchange(&mut transaction, campus, exchange, &launch.id, &launch.note).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Keeps an exchange no more for its own sake.
    pub(crate) async fn let_go_exchange(&self, campus: &str, number: u64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM kept_exchanges WHERE campus = $1 AND number = $2 AND launch = $3")
            .bind(campus.to_owned())
            .bind(stored(number))
            .bind(ITSELF)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Keeps a launch no more, nor its exchanges because of it.
    pub(crate) async fn let_go_launch(&self, campus: &str, id: &str) -> Result<(), StoreError> {
        let mut transaction = self.pool.begin().await?;
        for statement in [
            "DELETE FROM kept_launches WHERE campus = $1 AND id = $2",
            "DELETE FROM kept_exchanges WHERE campus = $1 AND launch = $2",
        ] {
            sqlx::query(statement)
                .bind(campus.to_owned())
                .bind(id.to_owned())
                .execute(&mut *transaction)
                .await?;
        }
        Ok(transaction.commit().await?)
    }
}

async fn write_exchange(
    to: &mut AnyConnection,
    campus: &str,
    exchange: &Exchange,
    launch: &str,
    note: &Note,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO kept_exchanges (campus, number, launch, note, kept_at, document) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (campus, number, launch) DO UPDATE SET note = excluded.note",
    )
    .bind(campus.to_owned())
    .bind(stored(exchange.number))
    .bind(launch.to_owned())
    .bind(note.text.clone())
    .bind(note.at.as_millisecond())
    .bind(to_document(exchange)?)
    .execute(to)
    .await?;
    Ok(())
}

fn note(row: &AnyRow) -> Result<Note, StoreError> {
    let at = Timestamp::from_millisecond(row.try_get("kept_at")?).unwrap_or_default();
    Ok(Note { text: row.try_get("note")?, at })
}

fn stored(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::open::open;
    use super::*;
    use crate::journal::book::tests::exchange;
    use crate::journal::exchange::Kind;
    use crate::settings::State;

    fn numbered(number: u64) -> Arc<Exchange> {
        Arc::new(Exchange { number, ..exchange(Kind::Ags, Some("4f2a")) })
    }

    fn note(text: &str) -> Note {
        Note { text: text.to_owned(), at: Timestamp::from_second(7).unwrap() }
    }

    #[tokio::test]
    async fn what_is_kept_is_there_after_a_restart_until_it_is_let_go() {
        let home = tempfile::tempdir().unwrap();
        let state = State::Directory(home.path().join("state"));
        let store = open(&state).await.unwrap();
        let launch = KeptLaunch {
            id: "4f2a".to_owned(),
            note: note("refused"),
            exchanges: vec![1, 2],
            record: json!({"stage": "refused"}),
        };
        store.keep_exchange("main", &numbered(1), &note("first")).await.unwrap();
        store.keep_exchange("main", &numbered(1), &note("second")).await.unwrap();
        store.keep_launch("main", &launch, &[numbered(1), numbered(2)]).await.unwrap();
        store.close().await;

        let store = open(&state).await.unwrap();
        let shelf = store.kept("main").await.unwrap();
        let first = shelf.get(1).unwrap();
        assert_eq!((first.exchange.as_ref(), &first.note), (numbered(1).as_ref(), &Some(note("second"))));
        assert_eq!((first.launches.as_slice(), shelf.count()), (["4f2a".to_owned()].as_slice(), 2));
        assert_eq!(shelf.launch("4f2a").as_deref(), Some(&launch));
        assert_eq!(store.kept("north").await.unwrap().count(), 0);

        store.let_go_exchange("main", 1).await.unwrap();
        assert_eq!(store.kept("main").await.unwrap().count(), 2, "its launch still holds it");
        store.let_go_launch("main", "4f2a").await.unwrap();
        assert_eq!(store.kept("main").await.unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_cleared_journal_is_empty_and_numbers_go_on() {
        let store = open(&State::Memory).await.unwrap();
        store.save_exchanges("main", &[numbered(1), numbered(2)], 10).await.unwrap();
        store.clear_exchanges("main", 2).await.unwrap();
        store.clear_exchanges("main", 2).await.unwrap();
        assert_eq!(store.exchanges("main").await.unwrap(), []);
        assert_eq!(store.last_exchange("main").await.unwrap(), 2);
    }
}
