//! Reading the document.

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::Path;

use super::fingerprint::FileStamp;
use super::links::{self, links};
use super::lock::again_if_stale;
use super::{StoreError, decode, read_text};

/// Reads a Markdown document.
///
/// # Errors
///
/// If it doesn't exist, is a folder, or isn't UTF-8.
pub fn read_document(path: &Path) -> Result<String, StoreError> {
    read_with_stamp(path).map(|(text, _)| text)
}

/// Reads a document, with the stamp of the file.
pub(super) fn read_with_stamp(path: &Path) -> Result<(String, FileStamp), StoreError> {
    if path.is_dir() {
        return Err(StoreError::Folder {
            path: path.to_owned(),
        });
    }
    see_that_it_is_a_file(path)?;
    again_if_stale(|| {
        let mut file = fs::File::open(path).map_err(|error| cannot_read(path, error))?;
        // Before it is read: anyone who writes to it in the meantime changes the stamp.
        let stamp = FileStamp::of(&file);
        Ok((read_text(&mut file, path)?, stamp))
    })
}

/// Returns why a document cannot be read; for a dangling link, with its target.
fn cannot_read(path: &Path, error: io::Error) -> StoreError {
    match links(path).pop() {
        Some(target) if error.kind() == ErrorKind::NotFound => StoreError::DanglingLink {
            path: path.to_owned(),
            target,
        },
        _ => StoreError::io("read", path, error),
    }
}

/// A device is never read to its end, and never replaced. A missing path may become a file.
pub(super) fn see_that_it_is_a_file(path: &Path) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => Err(StoreError::NotAFile {
            path: path.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Returns whether a path is an open file of a process, such as `/dev/stdin` and `/dev/fd/63`, or a link to one.
/// It has no place on disk: the same name is another file tomorrow.
pub fn is_open_file(path: &Path) -> bool {
    let own = fs::canonicalize("/dev/fd").ok();
    let is_one = |path: &Path| {
        let Ok(folder) = links::folder_of(path) else {
            return false;
        };
        Some(&folder) == own.as_ref() || folder.starts_with("/proc") && folder.ends_with("fd")
    };
    is_one(path) || links(path).iter().any(|next| is_one(next))
}

/// Reads a Markdown document that isn't on disk.
///
/// # Errors
///
/// If it doesn't exist, is a device or a folder, or isn't UTF-8.
pub fn read_open_file(path: &Path) -> Result<String, StoreError> {
    let failed = |error| StoreError::io("read", path, error);
    let mut file = fs::File::open(path).map_err(failed)?;
    let kind = file.metadata().map_err(failed)?.file_type();
    if kind.is_char_device() || kind.is_block_device() {
        return Err(StoreError::NotAFile {
            path: path.to_owned(),
        });
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(failed)?;
    decode(bytes, None)
}

/// Returns whether two paths lead to one file, also through hard links.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    let number = |path: &Path| fs::metadata(path).ok().map(|file| (file.dev(), file.ino()));
    number(one).is_some_and(|one| Some(one) == number(other))
}
