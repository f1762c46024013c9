//! Opening the database: where it lies, how it is set up, and what to say when that fails.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::any::AnyPoolOptions;
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AnyPool, Connection, Executor};

use super::Store;
use super::directory::{Claim, DATABASE};
use super::members::complete_roles;
use super::people::complete_search;
use crate::settings::State;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// The state cannot be used. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The directory cannot be made, read or written.
    #[error(
        "the state directory `{path}` cannot be used: {act}: {cause}; hint: choose a directory of your own with \
         `--state DIR`, or keep nothing with `--memory`"
    )]
    Directory {
        /// The directory.
        path: PathBuf,
        /// What was tried.
        act: &'static str,
        /// What the system said.
        cause: std::io::Error,
    },
    /// Another platform works with it; two would sign with keys that the other does not know.
    #[error(
        "the state directory `{path}` is in use by another Homeroom; hint: stop that one, or give this one a \
         directory of its own with `--state DIR`, or nothing to keep with `--memory`"
    )]
    InUse {
        /// The directory.
        path: PathBuf,
    },
    /// The directory holds other things, and would be closed to everybody else.
    #[error(
        "the state directory `{path}` is not empty and holds no `homeroom.db`, so it belongs to something else; \
         hint: give a directory that is new or empty with `--state DIR`, or keep nothing with `--memory`"
    )]
    Foreign {
        /// The directory.
        path: PathBuf,
    },
    /// The database file may only be read.
    #[error("the database `{path}` is read-only: {cause}; hint: make the file and its directory writable")]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file is no database of ours.
    #[error(
        "the database `{path}` cannot be opened: {cause}; hint: if the file is damaged, move it away (registrations \
         and keys are in it, so tools must then be registered again)"
    )]
    Unreadable {
        /// The file, or `memory`.
        path: PathBuf,
        /// What the database said.
        cause: String,
    },
}

/// Opens the database of a state, making and migrating it as needed.
pub(crate) async fn open(state: &State) -> Result<Store, StateError> {
    match state {
        State::Memory => open_memory().await,
        State::Directory(directory) => open_directory(directory).await,
    }
}

async fn open_memory() -> Result<Store, StateError> {
    // Each connection to `:memory:` is a database of its own, so there is one, and it never ends.
    let options =
        AnyPoolOptions::new().max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
    let pool = connect(options, "sqlite::memory:", Path::new("memory")).await?;
    Ok(Store { pool, claim: None })
}

async fn open_directory(directory: &Path) -> Result<Store, StateError> {
    let claim = Claim::on(directory)?;
    let file = directory.join(DATABASE);
    demand_writable(&file)?;
    let url = format!("sqlite://{}?mode=rwc", percent_encoded(&file));
    demand_readable(&url, &file).await?;
    let options = AnyPoolOptions::new().max_connections(4);
    let pool = connect(options, &url, &file).await?;
    Ok(Store { pool, claim: Some(Arc::new(claim)) })
}

/// SQLite opens a read-only file without complaint and fails at the first write, which is too late to be clear.
fn demand_writable(file: &Path) -> Result<(), StateError> {
    let read_only = |cause| StateError::ReadOnly { path: file.to_owned(), cause };
    match fs::metadata(file) {
        Ok(found) if found.permissions().readonly() => {
            Err(read_only(std::io::Error::from(std::io::ErrorKind::PermissionDenied)))
        }
        Ok(found) if found.is_file() => {
            fs::OpenOptions::new().append(true).open(file).map(drop).map_err(read_only)
        }
        _ => Ok(()),
    }
}

async fn connect(options: AnyPoolOptions, url: &str, path: &Path) -> Result<AnyPool, StateError> {
    sqlx::any::install_default_drivers();
    let failed = |cause: String| StateError::Unreadable { path: path.to_owned(), cause };
    let pool = options
        .after_connect(|connection, _| Box::pin(set_up(connection)))
        .connect(url)
        .await
        .map_err(|error| failed(error.to_string()))?;
    MIGRATIONS.run(&pool).await.map_err(|error| failed(error.to_string()))?;
    complete_roles(&pool).await.map_err(|error| failed(error.to_string()))?;
    complete_search(&pool).await.map_err(|error| failed(error.to_string()))?;
    Ok(pool)
}

async fn set_up(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    connection.execute("PRAGMA journal_mode = WAL").await?;
    connection.execute("PRAGMA synchronous = NORMAL").await?;
    connection.execute("PRAGMA busy_timeout = 5000").await?;
    Ok(())
}

/// Opens the file once outside the pool, which would try a damaged one again and again for half a minute.
async fn demand_readable(url: &str, file: &Path) -> Result<(), StateError> {
    sqlx::any::install_default_drivers();
    let failed =
        |error: sqlx::Error| StateError::Unreadable { path: file.to_owned(), cause: error.to_string() };
    let mut connection = AnyConnection::connect(url).await.map_err(failed)?;
    set_up(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)
}

/// A path as it may stand in a database URL.
fn percent_encoded(path: &Path) -> String {
    const AWKWARD: &percent_encoding::AsciiSet =
        &percent_encoding::CONTROLS.add(b' ').add(b'%').add(b'?').add(b'#').add(b'"').add(b'<').add(b'>');
    percent_encoding::utf8_percent_encode(&path.to_string_lossy(), AWKWARD).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_corrupt_database_is_named_with_a_way_out() {
        let home = tempfile::tempdir().unwrap();
        fs::write(
            home.path().join("homeroom.db"),
            "this is no database, but it is long enough to look like one",
        )
        .unwrap();
        let error = open(&State::Directory(home.path().to_owned())).await.unwrap_err().to_string();
        assert!(error.contains("homeroom.db") && error.contains("move it away"), "{error}");
    }

    #[tokio::test]
    async fn a_read_only_database_says_so() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("homeroom.db");
        fs::write(&file, "").unwrap();
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        let error = open(&State::Directory(home.path().to_owned())).await.unwrap_err().to_string();
        assert!(error.contains("read-only"), "{error}");
    }

    #[tokio::test]
    async fn a_file_in_the_place_of_the_directory_says_so() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("state");
        fs::write(&file, "").unwrap();
        let error = open(&State::Directory(file)).await.unwrap_err().to_string();
        assert!(error.contains("state directory"), "{error}");
    }
}
