//! Reading the document.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::glance::Sign;
use super::lock::{again_if_stale, links};
use super::{StoreError, read_text};

/// Reads a Markdown document.
///
/// # Errors
///
/// Where there is none, it is a folder, or it is not UTF-8.
pub fn read_document(path: &Path) -> Result<String, StoreError> {
    read_with_sign(path).map(|(text, _)| text)
}

/// Reads a document, with the sign of the file that was read.
pub(super) fn read_with_sign(path: &Path) -> Result<(String, Sign), StoreError> {
    if path.is_dir() {
        return Err(StoreError::Folder { path: path.to_owned() });
    }
    see_that_it_is_a_file(path)?;
    again_if_stale(|| {
        let mut file = fs::File::open(path).map_err(|error| cannot_read(path, error))?;
        // Before it is read: who writes into it meanwhile gives it another one.
        let sign = Sign::of(&file);
        Ok((read_text(&mut file, path)?, sign))
    })
}

/// Why a document cannot be read: of a link to nothing, where it leads.
fn cannot_read(path: &Path, error: io::Error) -> StoreError {
    match links(path).pop() {
        Some(target) if error.kind() == ErrorKind::NotFound => {
            StoreError::DanglingLink { path: path.to_owned(), target }
        }
        _ => StoreError::io("read", path, error),
    }
}

/// A device is never read to its end, and never replaced. What is not there may become a file.
pub(super) fn see_that_it_is_a_file(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => {
            Err(StoreError::NotAFile { path: path.to_owned() })
        }
        _ => Ok(()),
    }
}

/// Whether two paths lead to one file, also where it has two names (a hard link).
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let number = |path: &Path| fs::metadata(path).ok().map(|file| (file.dev(), file.ino()));
    number(one).is_some_and(|one| Some(one) == number(other))
}
