//! The state directory: whose it is, that only one platform works in it, and that nobody else reads it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::open::StateError;

/// The database in a state directory, by which it is known for one.
pub(super) const DATABASE: &str = "homeroom.db";

const LOCK: &str = "homeroom.lock";

/// A hold on a state directory. The system ends it with the process, however that ends.
#[derive(Debug)]
pub(super) struct Claim(File);

impl Claim {
    /// Makes the directory if need be, and takes it for this platform alone.
    pub(super) fn on(directory: &Path) -> Result<Self, StateError> {
        let kept = find_or_make(directory)?;
        let claim = Self(lock(directory)?);
        if kept == Kept::Ours {
            restrict(directory).map_err(failed(directory, "making it private (chmod 700)"))?;
            hide_from_git(directory).map_err(failed(directory, "writing `.gitignore` into it"))?;
        }
        make_private_file(&directory.join(DATABASE))
            .map_err(failed(directory, "making `homeroom.db` in it"))?;
        Ok(claim)
    }

    /// Leaves the directory to others, although requests that end late may still hold the store.
    pub(super) fn release(&self) {
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "the lock on the state directory cannot be released");
        }
    }
}

/// Whether the directory was made by a platform, or was there, empty, before.
#[derive(Debug, PartialEq, Eq)]
enum Kept {
    Ours,
    Given,
}

fn failed(directory: &Path, act: &'static str) -> impl Fn(io::Error) -> StateError {
    move |cause| StateError::Directory { path: directory.to_owned(), act, cause }
}

/// Somebody's project must not be closed to its other users, so a directory with other things in it is refused.
fn find_or_make(directory: &Path) -> Result<Kept, StateError> {
    if !directory.exists() {
        fs::create_dir_all(directory).map_err(failed(directory, "making it"))?;
        return Ok(Kept::Ours);
    }
    if [DATABASE, LOCK].iter().any(|name| directory.join(name).exists()) {
        return Ok(Kept::Ours);
    }
    let mut entries = fs::read_dir(directory).map_err(failed(directory, "reading it"))?;
    if entries.next().is_some() {
        return Err(StateError::Foreign { path: directory.to_owned() });
    }
    Ok(Kept::Given)
}

fn lock(directory: &Path) -> Result<File, StateError> {
    let act = "locking `homeroom.lock` in it";
    let mut options = OpenOptions::new();
    let options = options.create(true).truncate(false).write(true);
    let file = options.open(directory.join(LOCK)).map_err(failed(directory, act))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StateError::InUse { path: directory.to_owned() }),
        Err(TryLockError::Error(cause)) => Err(failed(directory, act)(cause)),
    }
}

fn hide_from_git(directory: &Path) -> io::Result<()> {
    let ignore = directory.join(".gitignore");
    if ignore.exists() {
        return Ok(());
    }
    fs::write(ignore, "# Private keys and launches: not for version control.\n*\n")
}

#[cfg(unix)]
fn restrict(directory: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(directory, fs::Permissions::from_mode(0o700))
}

/// On Windows the profile's own access list already keeps others out.
#[cfg(not(unix))]
fn restrict(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The private keys are in this file, and the directory may be one that others read. SQLite gives the mode of the
/// database to the files beside it.
#[cfg(unix)]
fn make_private_file(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    match OpenOptions::new().create_new(true).write(true).mode(0o600).open(file) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn make_private_file(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    fn mode(path: &Path) -> u32 {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_directory_that_is_made_is_private_and_ignored_by_git() {
        let home = tempfile::tempdir().unwrap();
        let directory = home.path().join("with space?").join("state");
        let _claim = Claim::on(&directory).unwrap();
        assert!(fs::read_to_string(directory.join(".gitignore")).unwrap().ends_with("*\n"));
        #[cfg(unix)]
        assert_eq!((mode(&directory), mode(&directory.join(DATABASE))), (0o700, 0o600));
    }

    #[test]
    fn a_directory_is_held_by_one_until_it_is_released() {
        let home = tempfile::tempdir().unwrap();
        let first = Claim::on(home.path()).unwrap();
        let error = Claim::on(home.path()).unwrap_err().to_string();
        assert!(error.contains("in use by another Homeroom") && error.contains("--memory"), "{error}");
        first.release();
        assert!(Claim::on(home.path()).is_ok());
    }

    #[test]
    fn a_claim_that_is_dropped_ends() {
        let home = tempfile::tempdir().unwrap();
        drop(Claim::on(home.path()).unwrap());
        assert!(Claim::on(home.path()).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn the_directory_of_something_else_is_refused_and_left_alone() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("main.py"), "").unwrap();
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let error = Claim::on(home.path()).unwrap_err().to_string();
        assert!(error.contains("not empty") && error.contains("--state DIR"), "{error}");
        assert_eq!((mode(home.path()), fs::read_dir(home.path()).unwrap().count()), (0o755, 1));
    }

    #[cfg(unix)]
    #[test]
    fn an_empty_directory_that_was_given_keeps_its_mode_but_the_keys_are_private() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let _claim = Claim::on(home.path()).unwrap();
        assert_eq!((mode(home.path()), mode(&home.path().join(DATABASE))), (0o755, 0o600));
    }

    #[test]
    fn what_fails_is_named_with_the_path() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        let error = Claim::on(&file.join("state")).unwrap_err().to_string();
        assert!(error.contains("making it: ") && error.contains("file/state"), "{error}");
    }
}
