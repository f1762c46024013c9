//! Writing a file that people have put work into.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Writes a file so that its old text stays where the new one finds no room.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let Some((target, beside)) = beside(path) else { return fs::write(path, text) };
    let moved = fs::write(&beside, text).and_then(|()| fs::rename(&beside, target));
    moved.inspect_err(|_| {
        // What could not be written may not be there either.
        let _gone = fs::remove_file(&beside);
    })
}

/// The file itself, behind any link to it, and a place beside it; none for what is no file, such as a pipe.
fn beside(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.exists() && !target.is_file() {
        return None;
    }
    let name = target.file_name()?.to_string_lossy().into_owned();
    let beside = target.with_file_name(format!(".{name}.new"));
    Some((target, beside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("known.toml");
        for text in ["one", "two"] {
            replace(&path, text).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn where_nothing_can_be_written_the_old_text_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("known.toml");
        fs::write(&path, "old").unwrap();
        fs::create_dir(folder.path().join(".known.toml.new")).unwrap();
        assert!(replace(&path, "new").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("known.toml"), folder.path().join("link.toml"));
        fs::write(&path, "old").unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        replace(&link, "new").unwrap();
        assert!(link.is_symlink() && fs::read_to_string(&path).unwrap() == "new");
    }
}
