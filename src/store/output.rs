//! Output files: a report, a copy of a template. They never overwrite marks or the document.
//!
//! Whatever gonogo writes that isn't progress passes [`ensure_not_progress`], whatever name or link leads
//! to the file. A file is written as a whole or not at all; a pipe or a device is written to, and stays.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::atomic_save::folder;
use super::document::{is_open_file, is_same_file};
use super::links::{self, LinkPolicy, LinkTrouble, end_of_links};
use super::lock::is_at;
use super::{Store, StoreError, attributes, header, names, runs, temporary};

/// The result of writing a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteResult {
    /// The file is new.
    New,
    /// It replaced another file: this one, if a link led out of its folder to it.
    Replaced(Option<PathBuf>),
    /// It went to a pipe or a device.
    Sent,
}

/// The treatment of an existing file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IfThere {
    /// Refuse, with advice.
    Leave(&'static str),
    /// Replace it.
    Replace,
}

impl Store {
    /// Writes a report; over another file only if `may_replace`, and never over progress or a
    /// checklist.
    ///
    /// # Errors
    ///
    /// If there is a file that must stay, or it cannot be written; every file is then unchanged.
    pub fn write_report(
        &self,
        path: &Path,
        text: &str,
        may_replace: bool,
    ) -> Result<WriteResult, StoreError> {
        let is_own = |own: &Path| is_same_file(own, path) || is_same_place(own, path);
        if self.document.as_deref().is_some_and(is_own) {
            return Err(StoreError::IsDocument {
                path: path.to_owned(),
            });
        }
        if self.paths().any(is_own) {
            return Err(StoreError::IsProgress {
                path: path.to_owned(),
            });
        }
        let state = self
            .place
            .as_ref()
            .and_then(|place| place.in_state_folder()?.parent());
        if may_replace && let Some(progress) = progress_of(path, state) {
            return Err(StoreError::HasProgress {
                path: path.to_owned(),
                progress,
            });
        }
        let if_there = if may_replace {
            IfThere::Replace
        } else {
            IfThere::Leave("choose another name with -o, or overwrite it with --force")
        };
        write(path, text, if_there)
    }
}

/// Writes a new file, or to a pipe or a device; an existing file is an error with this `advice`.
///
/// # Errors
///
/// If the file exists or cannot be written; then nothing is left of it.
pub fn write_new(path: &Path, text: &str, advice: &'static str) -> Result<(), StoreError> {
    write(path, text, IfThere::Leave(advice)).map(|_| ())
}

/// Writes a text to a path.
pub(super) fn write(path: &Path, text: &str, if_there: IfThere) -> Result<WriteResult, StoreError> {
    let failed = |error| StoreError::io("write", path, error);
    links::see_that_no_link_is_planted(path)?;
    match (ensure_not_progress(path), if_there) {
        // A file that can't be read can still be refused.
        (Err(StoreError::Io { .. }), IfThere::Leave(advice)) => {
            return Err(StoreError::Exists {
                path: path.to_owned(),
                advice,
            });
        }
        (seen, _) => seen?,
    }
    let there = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let advice = if let IfThere::Leave(advice) = if_there {
                advice
            } else {
                "try again"
            };
            return make(&links::resolve(path, LinkPolicy::Anywhere)?, text, advice)
                .map(|()| WriteResult::New);
        }
        there => there.map_err(failed)?,
    };
    if !there.is_file() || is_open_file(path) {
        // Not truncated: a shell that appends to the file continues after this.
        let stream = OpenOptions::new().append(true).open(path);
        stream
            .and_then(|mut stream| stream.write_all(text.as_bytes()))
            .map_err(failed)?;
        return Ok(WriteResult::Sent);
    }
    let target = links::resolve(path, LinkPolicy::Anywhere)?;
    let is_outside = target != path && !links::leads_inside(path, &target);
    match if_there {
        IfThere::Leave(advice) if is_outside => {
            let trouble = LinkTrouble::Exists(advice);
            Err(StoreError::Link {
                path: path.to_owned(),
                target,
                trouble,
            })
        }
        IfThere::Leave(advice) => Err(StoreError::Exists {
            path: path.to_owned(),
            advice,
        }),
        IfThere::Replace => {
            replace(&target, text.as_bytes()).map_err(failed)?;
            Ok(WriteResult::Replaced(is_outside.then_some(target)))
        }
    }
}

/// Checks that the file at `path`, or at the end of its links, isn't a progress file, and doesn't have the name of one.
///
/// # Errors
///
/// If it is or has, or that can't be determined.
pub(super) fn ensure_not_progress(path: &Path) -> Result<(), StoreError> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| end_of_links(path));
    let is_file = target.is_file();
    let is_named = |path: &Path| path.file_name().is_some_and(header::is_name);
    if is_named(path) || is_named(&target) {
        let path = path.to_owned();
        return Err(if is_file {
            StoreError::IsProgress { path }
        } else {
            StoreError::ProgressName { path }
        });
    }
    let is_progress = is_file && {
        let bytes = fs::read(&target).map_err(|error| StoreError::io("read", path, error))?;
        header::header(&bytes).is_some()
    };
    if is_progress {
        Err(StoreError::IsProgress {
            path: path.to_owned(),
        })
    } else {
        Ok(())
    }
}

/// Creates a new file, and removes it if that fails.
fn make(path: &Path, text: &str, advice: &'static str) -> Result<(), StoreError> {
    let failed = |error| StoreError::io("write", path, error);
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(StoreError::Exists {
                path: path.to_owned(),
                advice,
            });
        }
        opened => opened.map_err(failed)?,
    };
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    if written.is_err() && is_at(&file, path) {
        // Half a file would block a second try.
        let _ = fs::remove_file(path);
    }
    written.map_err(failed)
}

/// Replaces a file, with the same permissions.
fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let before = links::open(target, false)?;
    let target = &std::path::absolute(target)?;
    let mut new = temporary::make(folder(target))?;
    new.write_all(bytes)?;
    attributes::keep(&before, new.as_file())?;
    new.as_file().sync_all()?;
    new.persist(target)?;
    // If the folder can't be synced, the file is there anyway.
    let _ = File::open(folder(target)).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Returns the name of a progress file that belongs to the document at `path`, which is a checklist then.
fn progress_of(path: &Path, state: Option<&Path>) -> Option<PathBuf> {
    let target = fs::canonicalize(path)
        .ok()
        .filter(|target| target.is_file())?;
    let name = names::file_name(&target);
    let is_its_own = |run: &runs::RunFound| {
        run.progress
            .as_ref()
            .is_ok_and(|progress| progress.checklist == name && !progress.is_empty())
    };
    runs::runs(&target, state)
        .ok()?
        .into_iter()
        .find(is_its_own)?
        .paths
        .first()?
        .file_name()
        .map(PathBuf::from)
}

/// Returns whether two paths lead to one place, even if nothing is there yet.
fn is_same_place(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let end = std::path::absolute(end_of_links(path)).ok()?;
        Some(fs::canonicalize(end.parent()?).ok()?.join(end.file_name()?))
    };
    place(one).is_some_and(|one| Some(one) == place(other))
}
