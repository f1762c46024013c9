//! Opening the file: set up, brought up to date, and refused with a reason.

use std::io;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _, SqlitePool};

use crate::store::StoreError;
use crate::store::sqlite::secret::private_file;

/// Each brings a file from one version to the next, and says so in `user_version`.
const STEPS: &[&str] = &[include_str!("../../../migrations/0001_store.sql")];

/// What our files say of themselves.
const OURS: i64 = 0x4c54_494c;

const CONNECTIONS: u32 = 4;
/// How long one process waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a file is tried that others are opening, which they do not wait for in turn, and how long apart.
const ATTEMPTS: u32 = 50;
const PAUSE: Duration = Duration::from_millis(50);

/// Result codes of SQLite: <https://sqlite.org/rescode.html>. The lowest byte tells the kind.
const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const READ_ONLY: u32 = 8;
const CORRUPT: u32 = 11;
const CANNOT_OPEN: u32 = 14;
const NOT_A_DATABASE: u32 = 26;

#[derive(Debug, thiserror::Error)]
enum NotOpened {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error("it holds tables of something else")]
    Foreign,
    #[error("it was made by a newer version of the kit (its version is {0}, this kit knows up to {known})", known = STEPS.len())]
    Newer(i64),
}

pub(super) async fn open(path: &Path) -> Result<SqlitePool, StoreError> {
    let failed = |error: NotOpened| StoreError::Open {
        path: path.to_owned(),
        hint: hint(&error),
        cause: error.to_string(),
    };
    make(path).map_err(|error| failed(sqlx::Error::Io(error).into()))?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .disable_statement_logging();
    prepare(&options).await.map_err(failed)?;
    let pool = SqlitePoolOptions::new().max_connections(CONNECTIONS).connect_with(options).await;
    pool.map_err(|error| failed(error.into()))
}

/// Made by us rather than by SQLite, which would let others read it. SQLite gives the mode to the files beside it.
fn make(path: &Path) -> io::Result<()> {
    match private_file(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Outside the pool, which would try a damaged file again and again for half a minute.
async fn prepare(options: &SqliteConnectOptions) -> Result<(), NotOpened> {
    let mut attempts = 0;
    loop {
        attempts += 1;
        match try_to_prepare(options).await {
            Err(error) if attempts < ATTEMPTS && is_in_use(&error) => tokio::time::sleep(PAUSE).await,
            prepared => return prepared,
        }
    }
}

async fn try_to_prepare(options: &SqliteConnectOptions) -> Result<(), NotOpened> {
    let mut connection = options.connect().await?;
    let prepared = bring_up_to_date(&mut connection).await;
    connection.close().await?;
    prepared
}

/// In one transaction that keeps others out, so that two processes can begin with the same empty file.
async fn bring_up_to_date(connection: &mut SqliteConnection) -> Result<(), NotOpened> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let number = |sql| sqlx::query_scalar::<_, i64>(sql);
    let version = number("PRAGMA user_version").fetch_one(&mut *transaction).await?;
    let application = number("PRAGMA application_id").fetch_one(&mut *transaction).await?;
    let tables = number("SELECT count(*) FROM sqlite_schema").fetch_one(&mut *transaction).await?;
    if application != OURS && tables > 0 {
        return Err(NotOpened::Foreign);
    }
    let done = usize::try_from(version).unwrap_or_default();
    for step in STEPS.get(done..).ok_or(NotOpened::Newer(version))? {
        sqlx::raw_sql(*step).execute(&mut *transaction).await?;
    }
    Ok(transaction.commit().await?)
}

fn code(error: &NotOpened) -> Option<u32> {
    let NotOpened::Database(sqlx::Error::Database(error)) = error else { return None };
    let code: u32 = error.code()?.parse().ok()?;
    Some(code & 0xff)
}

fn is_in_use(error: &NotOpened) -> bool {
    matches!(code(error), Some(BUSY | LOCKED))
}

fn hint(error: &NotOpened) -> &'static str {
    match (error, code(error)) {
        (NotOpened::Foreign, _) => "give the store a file of its own",
        (NotOpened::Newer(_), _) => "use that version, or give this one a file of its own",
        (_, Some(CORRUPT | NOT_A_DATABASE)) => {
            "if the file is damaged, move it away (platforms and keys are in it, so platforms must be registered again)"
        }
        (_, Some(READ_ONLY)) => "make the file and its directory writable",
        (_, Some(BUSY | LOCKED)) => {
            "another process holds the file; stop it, or give this one a file of its own"
        }
        (_, Some(CANNOT_OPEN)) | (NotOpened::Database(sqlx::Error::Io(_)), _) => {
            "the directory must exist, and be writable for this process"
        }
        _ => "see what the database says",
    }
}
