//! Reading the document, and writing what people ask for by name: a copy of a template, a report.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::glance::Sign;
use super::lock::{again_if_stale, is_at, links};
use super::write::folder;
use super::{StoreError, read_text, temporary};

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

/// Writes a new file; one that exists is left alone.
///
/// # Errors
///
/// Where the file exists or cannot be written; then nothing is left of it.
pub fn write_new(path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |error| StoreError::io("write", path, error);
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        opened => opened.map_err(failed)?,
    };
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() && is_at(&file, path) {
        // Half a file would stand in the way of a second try.
        let _ = fs::remove_file(path);
    }
    written.map_err(failed)
}

/// Writes a report in place of what is at `path`, whole or not at all.
///
/// # Errors
///
/// Where it cannot be written.
pub fn write_report(path: &Path, text: &str) -> Result<(), StoreError> {
    let failed = |error| StoreError::io("write", path, error);
    let Ok(target) = fs::canonicalize(path) else { return write_new(path, text) };
    let mode = fs::metadata(&target).map_err(failed)?.permissions();
    // A pipe or a device is written to, not replaced.
    if !target.is_file() {
        return fs::write(&target, text).map_err(failed);
    }
    let mut new = temporary::make(folder(&target)).map_err(failed)?;
    new.write_all(text.as_bytes()).map_err(failed)?;
    new.as_file().set_permissions(mode).map_err(failed)?;
    new.as_file().sync_all().map_err(failed)?;
    new.persist(&target).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Whether two paths lead to one file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}
