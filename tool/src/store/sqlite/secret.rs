//! The secret key in a file beside the database, so that a copy of the database alone gives nothing away.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::secret::SecretKey;
use crate::store::StoreError;

/// Reads the key of a database, and makes one when there is none.
pub(super) fn beside(database: &Path) -> Result<SecretKey, StoreError> {
    let file = with_ending(database, ".key");
    match fs::read_to_string(&file) {
        Ok(text) => read(&file, &text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(&file),
        Err(error) => Err(failed(&file, &error)),
    }
}

fn read(file: &Path, text: &str) -> Result<SecretKey, StoreError> {
    SecretKey::from_hex(text).map_err(|error| StoreError::Secret(format!("`{}`: {error}", file.display())))
}

/// Written beside and linked into place, so that of several processes at once one makes the key, and none reads half
/// of it.
fn make(file: &Path) -> Result<SecretKey, StoreError> {
    let new = SecretKey::generate().map_err(|error| StoreError::Secret(error.to_string()))?;
    let word: String = SecretKey::generate().map_err(|error| StoreError::Secret(error.to_string()))?.to_hex();
    let draft = with_ending(file, &format!(".{}", &word[..16]));
    let written = write(&draft, &new).and_then(|()| fs::hard_link(&draft, file));
    // A draft that is left over is as private as the key, and nobody reads it.
    let _removed = fs::remove_file(&draft);
    match written {
        Ok(()) => Ok(new),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(file).map_err(|error| failed(file, &error))?;
            read(file, &text)
        }
        Err(error) => Err(failed(file, &error)),
    }
}

fn write(draft: &Path, key: &SecretKey) -> io::Result<()> {
    let mut file = private_file(draft)?;
    writeln!(file, "{}", key.to_hex())?;
    file.sync_all()
}

/// Makes a file that nobody else on this machine can read.
pub(super) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn failed(file: &Path, error: &io::Error) -> StoreError {
    StoreError::Secret(format!("`{}`: {error}; hint: give the tool a secret key of its own", file.display()))
}
