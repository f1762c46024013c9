//! A store in one SQLite file, which several processes may share.

mod open;
mod secret;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::error::ErrorKind;
use sqlx::sqlite::{SqliteArguments, SqliteQueryResult, SqliteRow};
use sqlx::{Row, Sqlite, SqlitePool};

use crate::platform::PlatformId;
use crate::secret::SecretKey;
use crate::store::{Entry, Reply, Sealed, Shelf, Store, StoreError, StoredPlatform, Which};

/// After so many writes, what is over is thrown away.
const SWEEP: u32 = 256;

/// So many logins may wait or be answered. Strangers can make as many as they like.
const MOST_LOGINS: i64 = 100_000;

const PUT: &str = "INSERT INTO entries (shelf, key, platform, value, expires) VALUES (?1, ?2, ?3, ?4, ?5) \
     ON CONFLICT (shelf, key) DO UPDATE \
     SET platform = excluded.platform, value = excluded.value, expires = excluded.expires";

const CLAIM: &str = "INSERT INTO entries (shelf, key, platform, value, expires) VALUES (?1, ?2, ?3, ?4, ?5) \
     ON CONFLICT (shelf, key) DO UPDATE \
     SET platform = excluded.platform, value = excluded.value, expires = excluded.expires \
     WHERE entries.expires <= ?6";

type Query = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

/// Keeps everything in a file, so that platforms, keys and sessions survive a restart.
///
/// Several processes on one machine may use the same file. Values are encrypted with the tool's secret key; a tool
/// that is given none uses the one in the file beside this one, `tool.sqlite.key`, made when it is first needed.
///
/// ```no_run
/// # use homeroom_tool::{LtiTool, SqliteStore};
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let store = SqliteStore::open("tool.sqlite").await?;
/// let lti = LtiTool::builder("https://tool.example/").store(store).build().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    pool: SqlitePool,
    writes: AtomicU32,
}

impl SqliteStore {
    /// Opens the file, and makes it when there is none.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or written, is damaged, or is a database of something else.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref().to_owned();
        Ok(Self { pool: open::open(&path).await?, path, writes: AtomicU32::default() })
    }

    /// Waits until everything is written, and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn run(&self, query: Query) -> Result<SqliteQueryResult, StoreError> {
        query.execute(&self.pool).await.map_err(StoreError::failed)
    }

    /// Whether the query changed something. Where an entry's platform is gone it does not.
    async fn change(&self, query: Query) -> Result<bool, StoreError> {
        match query.execute(&self.pool).await {
            Ok(done) => Ok(done.rows_affected() > 0),
            Err(sqlx::Error::Database(error)) if error.kind() == ErrorKind::ForeignKeyViolation => Ok(false),
            Err(error) => Err(StoreError::failed(error)),
        }
    }

    async fn keep(&self, sql: &'static str, entry: Entry, now: Option<i64>) -> Result<bool, StoreError> {
        let query = sqlx::query(sql)
            .bind(entry.shelf.name())
            .bind(entry.key)
            .bind(entry.platform.map(|id| id.as_str().to_owned()))
            .bind(entry.value.bytes()?)
            .bind(entry.expires);
        let query = match now {
            Some(now) => query.bind(now),
            None => query,
        };
        self.change(query).await
    }

    /// Now and then throws away what is over, and the oldest of too many logins.
    async fn sweep(&self, now: i64) -> Result<(), StoreError> {
        if self.writes.fetch_add(1, Ordering::Relaxed) % SWEEP != SWEEP - 1 {
            return Ok(());
        }
        for kind in Shelf::ALL {
            let over = "DELETE FROM entries WHERE shelf = ?1 AND expires <= ?2";
            self.run(sqlx::query(over).bind(kind.name()).bind(now)).await?;
        }
        let too_many = "DELETE FROM entries WHERE shelf = ?1 AND key IN \
             (SELECT key FROM entries WHERE shelf = ?1 ORDER BY expires DESC LIMIT -1 OFFSET ?2)";
        for kind in [Shelf::Logins, Shelf::Answers] {
            self.run(sqlx::query(too_many).bind(kind.name()).bind(MOST_LOGINS)).await?;
        }
        Ok(())
    }

    async fn select(&self, which: Which<'_>) -> Result<Vec<StoredPlatform>, StoreError> {
        let query = match which {
            Which::All => sqlx::query("SELECT * FROM platforms ORDER BY number"),
            Which::Issuer(issuer) => sqlx::query("SELECT * FROM platforms WHERE issuer = ?1 ORDER BY number")
                .bind(issuer.to_owned()),
            Which::Id(id) => {
                sqlx::query("SELECT * FROM platforms WHERE id = ?1").bind(id.as_str().to_owned())
            }
        };
        let rows = query.fetch_all(&self.pool).await;
        let rows = rows.map_err(StoreError::failed)?;
        rows.iter().map(platform).collect::<Result<_, _>>().map_err(StoreError::failed)
    }

    async fn save(&self, new: StoredPlatform) -> Result<bool, StoreError> {
        let sql = if new.revision == 1 {
            "INSERT INTO platforms (id, issuer, client_id, revision, value) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (id) DO NOTHING"
        } else {
            "UPDATE platforms SET issuer = ?2, client_id = ?3, revision = ?4, value = ?5 \
             WHERE id = ?1 AND revision = ?4 - 1"
        };
        let query = sqlx::query(sql)
            .bind(new.id.as_str().to_owned())
            .bind(new.issuer.as_str().to_owned())
            .bind(new.client_id.as_str().to_owned())
            .bind(new.revision)
            .bind(new.value.bytes()?);
        self.change(query).await
    }

    async fn find(&self, kind: Shelf, key: &str, now: i64) -> Result<Option<Sealed>, StoreError> {
        let sql = "SELECT value FROM entries WHERE shelf = ?1 AND key = ?2 AND expires > ?3";
        let query = sqlx::query_scalar::<_, Vec<u8>>(sql).bind(kind.name()).bind(key.to_owned()).bind(now);
        Ok(query.fetch_optional(&self.pool).await.map_err(StoreError::failed)?.map(Sealed::from_bytes))
    }

    async fn list(&self, kind: Shelf, now: i64) -> Result<Vec<(String, Sealed)>, StoreError> {
        let sql = "SELECT key, value FROM entries WHERE shelf = ?1 AND expires > ?2 ORDER BY key";
        let query = sqlx::query_as::<_, (String, Vec<u8>)>(sql).bind(kind.name()).bind(now);
        let rows = query.fetch_all(&self.pool).await.map_err(StoreError::failed)?;
        Ok(rows.into_iter().map(|(key, value)| (key, Sealed::from_bytes(value))).collect())
    }
}

fn platform(row: &SqliteRow) -> Result<StoredPlatform, sqlx::Error> {
    Ok(StoredPlatform {
        id: row.try_get::<String, _>("id")?.into(),
        issuer: row.try_get::<String, _>("issuer")?.into(),
        client_id: row.try_get::<String, _>("client_id")?.into(),
        revision: row.try_get("revision")?,
        value: Sealed::from_bytes(row.try_get::<Vec<u8>, _>("value")?),
    })
}

impl Store for SqliteStore {
    fn platforms<'a>(&'a self, which: Which<'a>) -> Reply<'a, Vec<StoredPlatform>> {
        Box::pin(self.select(which))
    }

    fn save_platform(&self, platform: StoredPlatform) -> Reply<'_, bool> {
        Box::pin(self.save(platform))
    }

    fn delete_platform<'a>(&'a self, id: &'a PlatformId) -> Reply<'a, bool> {
        let query = sqlx::query("DELETE FROM platforms WHERE id = ?1").bind(id.as_str().to_owned());
        Box::pin(self.change(query))
    }

    fn get<'a>(&'a self, kind: Shelf, key: &'a str, now: i64) -> Reply<'a, Option<Sealed>> {
        Box::pin(self.find(kind, key, now))
    }

    fn all(&self, kind: Shelf, now: i64) -> Reply<'_, Vec<(String, Sealed)>> {
        Box::pin(self.list(kind, now))
    }

    fn put(&self, entry: Entry, now: i64) -> Reply<'_, bool> {
        Box::pin(async move {
            self.sweep(now).await?;
            self.keep(PUT, entry, None).await
        })
    }

    fn claim(&self, entry: Entry, now: i64) -> Reply<'_, bool> {
        Box::pin(async move {
            self.sweep(now).await?;
            self.keep(CLAIM, entry, Some(now)).await
        })
    }

    fn remove<'a>(&'a self, kind: Shelf, key: &'a str) -> Reply<'a, ()> {
        let sql = "DELETE FROM entries WHERE shelf = ?1 AND key = ?2";
        let query = sqlx::query(sql).bind(kind.name()).bind(key.to_owned());
        Box::pin(async move { self.run(query).await.map(drop) })
    }

    fn remove_of<'a>(&'a self, kind: Shelf, platform: &'a PlatformId) -> Reply<'a, ()> {
        let sql = "DELETE FROM entries WHERE shelf = ?1 AND platform = ?2";
        let query = sqlx::query(sql).bind(kind.name()).bind(platform.as_str().to_owned());
        Box::pin(async move { self.run(query).await.map(drop) })
    }

    fn secret(&self) -> Reply<'_, Option<SecretKey>> {
        Box::pin(async { secret::beside(&self.path).map(Some) })
    }
}
