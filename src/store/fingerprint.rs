//! Whether a file is still the one that was read, without reading it: a glance at what the system tells of it.
//!
//! It is asked again and again, so it costs one call a file. A save puts a new file in the place of the old
//! one, so its number tells the two apart even where both have the same time and length.

use std::fs::{self, File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// What the system tells of the files of a checklist. Two that are equal mean that nothing was written between.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Glance {
    /// The places where progress may lie.
    pub progress: Vec<Sign>,
    /// The document.
    pub document: Sign,
}

/// What the system tells of one file: device, number, time of the last change and length; nothing where there
/// is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sign(Option<(u64, u64, i64, i64, u64)>);

impl Sign {
    /// Of the file that a path leads to.
    pub(super) fn at(path: &Path) -> Sign {
        Sign(fs::metadata(path).ok().as_ref().map(told))
    }

    /// Of an open file, whatever lies at its path by now.
    pub(super) fn of(file: &File) -> Sign {
        Sign(file.metadata().ok().as_ref().map(told))
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
