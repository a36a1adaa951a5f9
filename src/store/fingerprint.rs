//! Detects file changes by device, inode, modification time and length, without reading the file.
//!
//! This is checked often, so it costs one call per file. A save replaces the file by a new
//! one, so the inode differs even if both have the same time and length.

use std::fs::{self, File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The stamps of a checklist's files. If two are equal, nothing was written in between.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileStamps {
    /// The files that may hold progress.
    pub progress: Vec<FileStamp>,
    /// The document.
    pub document: FileStamp,
}

/// The stamp of one file: device, inode, time of the last change and length; `None` if there is
/// no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FileStamp(Option<(u64, u64, i64, i64, u64)>);

impl FileStamp {
    /// Returns the stamp of the file at a path.
    pub(super) fn at(path: &Path) -> FileStamp {
        FileStamp(fs::metadata(path).ok().as_ref().map(told))
    }

    /// Returns the stamp of an open file, whatever is at its path by now.
    pub(super) fn of(file: &File) -> FileStamp {
        FileStamp(file.metadata().ok().as_ref().map(told))
    }
}

fn told(file: &Metadata) -> (u64, u64, i64, i64, u64) {
    (
        file.dev(),
        file.ino(),
        file.mtime(),
        file.mtime_nsec(),
        file.len(),
    )
}
