//! Files that people write: small, and text.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// More than anybody writes by hand. What never ends, such as a device, is read no further than this.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The text of a file, or of a pipe that stands for one.
pub(crate) fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let length = File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if u64::try_from(length).is_ok_and(|length| length <= LARGEST) {
        Ok(text)
    } else {
        Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 4 MB"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_and_no_further_than_anybody_writes() {
        let folder = tempfile::tempdir().unwrap();
        let (small, large) = (folder.path().join("small"), folder.path().join("large"));
        std::fs::write(&small, "text").unwrap();
        File::create(&large).unwrap().set_len(LARGEST + 1).unwrap();
        assert_eq!(read(&small).unwrap(), "text");
        assert_eq!(read(&large).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    }
}
