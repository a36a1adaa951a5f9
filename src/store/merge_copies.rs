//! Copies of one progress file that went separate ways, and come together again.
//!
//! Nothing that a copy holds is lost. What they held before they parted is not looked at: an event that one of
//! them lost is in the other, and what is in neither was taken out of both by hand, perhaps a password that
//! somebody typed into a note. A merge that brought it back would surprise, and a damaged ancestor would
//! stand in the way for nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

use super::atomic_save::{self, Goal};
use super::links::Reach;
use super::paths::{beside_of, file_name, resolved};
use super::{StoreError, format, header, named, names, read_if_there};
use crate::merge;
use crate::progress::Progress;
use crate::sanitize;

/// How far the result of a merge may lead.
const RESULT: Reach = Reach::Folder("name that file itself");

/// Copies cannot be merged.
#[derive(Debug, Error)]
pub enum MergeError {
    /// They are not copies of one thing.
    #[error(
        "{}: this is the progress of {belongs_to}, but {} is the progress of {wanted}; only copies of one checklist and run can be merged{advice}",
        sanitize::path(path),
        sanitize::path(first)
    )]
    Different {
        /// The copy that differs from the first.
        path: PathBuf,
        /// What it says that it belongs to.
        belongs_to: String,
        /// The first copy.
        first: PathBuf,
        /// What that one says.
        wanted: String,
        /// What to do, where only the checklists differ.
        advice: &'static str,
    },
    /// Nobody has marked anything in any of them, not even whose they are.
    #[error(
        "{}: this file and all others are empty; nothing to merge",
        sanitize::path(path)
    )]
    Empty {
        /// The first of them.
        path: PathBuf,
    },
}

/// Reads a copy for merging; an empty one holds nothing. Messages call it `name`.
///
/// # Errors
///
/// If it cannot be read, or a newer gonogo wrote it: what that one knows more could be lost.
pub fn read_copy(path: &Path, name: &Path) -> Result<Option<Progress>, StoreError> {
    fs::metadata(path).map_err(|error| StoreError::io("read", path, error))?;
    let mut progress = understand_copy(
        &read_if_there(path, Reach::Anywhere)?.unwrap_or_default(),
        name,
    )?;
    if let Some(progress) = &mut progress {
        // Up to 0.1.0 it was called by the name of the link that the checklist was opened through.
        let (_, document) = resolved(&path.with_file_name(names::name_of(&progress.checklist)));
        if document.is_file() {
            progress.checklist = names::file_name(&document);
        }
    }
    Ok(progress)
}

/// Reads what lies where the result of a merge is to be written; it is united too. Nothing where there is no file, or
/// an empty one.
///
/// # Errors
///
/// As [`read_copy`], and where the file is something else than progress.
pub fn read_result(path: &Path) -> Result<Option<Progress>, StoreError> {
    let Some(text) = read_if_there(path, RESULT)? else {
        return Ok(None);
    };
    let is_progress = header::is_like_json(&text) || header::header(text.as_bytes()).is_some();
    if !is_progress && !text.trim().is_empty() {
        return Err(StoreError::NotProgress {
            path: path.to_owned(),
        });
    }
    understand_copy(&text, path)
}

/// Takes the text of a copy for progress, as [`read_copy`] does.
///
/// # Errors
///
/// If it is none, or a newer gonogo wrote it.
pub fn understand_copy(text: &str, name: &Path) -> Result<Option<Progress>, StoreError> {
    let path = name.to_owned();
    match format::read(text) {
        Ok(None) => Ok(None),
        Ok(Some(read)) => match read.newer {
            None => Ok(Some(read.progress)),
            Some(format) => Err(StoreError::Newer { path, format }),
        },
        Err(damage) => Err(StoreError::Damaged { path, damage }),
    }
}

/// Unites copies of the progress of one checklist and run, each with the name that messages give it. Their
/// order does not matter.
///
/// Where they may name different checklists, as it was `renamed`, that is the path of the result: it takes the name
/// whose progress lies at such a path, else that of the document there, else that of the first copy.
///
/// # Errors
///
/// If they belong to different checklists or runs, or all of them are empty.
pub fn unite_copies(
    copies: &[(PathBuf, Option<Progress>)],
    renamed: Option<&Path>,
) -> Result<Progress, MergeError> {
    let mut united: Option<(&Path, Progress)> = None;
    for (path, progress) in copies {
        let Some(mut progress) = progress.clone() else {
            continue;
        };
        let Some((first, mut before)) = united else {
            united = Some((path, progress));
            continue;
        };
        let is_same_run = before.run == progress.run;
        if !is_same_run || (before.checklist != progress.checklist && renamed.is_none()) {
            return Err(MergeError::Different {
                path: path.clone(),
                belongs_to: named(&progress.checklist, progress.run.as_deref()),
                first: first.to_owned(),
                wanted: named(&before.checklist, before.run.as_deref()),
                advice: if is_same_run {
                    "; if it was renamed, use --renamed"
                } else {
                    ""
                },
            });
        }
        if renamed.is_some_and(|renamed| lies_at(&progress, renamed)) {
            before.checklist = std::mem::take(&mut progress.checklist);
        }
        united = Some((first, merge::unite(before, progress)));
    }
    let path = || {
        copies
            .first()
            .map(|(path, _)| path.clone())
            .unwrap_or_default()
    };
    let (_, mut united) = united.ok_or_else(|| MergeError::Empty { path: path() })?;
    if let Some(document) = renamed.and_then(|path| document_of(path, &united)) {
        united.checklist = document;
    }
    Ok(united)
}

/// The name of the only document that would have its progress at a path; nothing where the progress has such a name.
fn document_of(path: &Path, progress: &Progress) -> Option<String> {
    if lies_at(progress, path) {
        return None;
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let names = fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok());
    let is_own = |name: &String| {
        let document = path.with_file_name(name);
        beside_of(&document, progress.run.as_deref()) == path
            && document.is_file()
            && document != path
    };
    let mut own: Vec<String> = names.filter(is_own).collect();
    if own.len() == 1 { own.pop() } else { None }
}

/// Returns whether the progress of such a checklist has the file name of this path.
fn lies_at(progress: &Progress, path: &Path) -> bool {
    let name = file_name(
        Path::new(&names::name_of(&progress.checklist)),
        progress.run.as_deref(),
    );
    path.file_name().is_some_and(|file| file == name)
}

/// Writes united progress to a file, as every save is written: united with what is there now, whole or not at
/// all. What is there by now has to belong to the same run, and to the same checklist, unless that was `renamed`. It
/// waits for the lock for so long.
///
/// # Errors
///
/// If it cannot be written, or the file is no progress file of that; it is then as it was.
pub fn write_united(
    path: &Path,
    progress: Progress,
    renamed: bool,
    patience: Duration,
) -> Result<Progress, StoreError> {
    let (checklist, run) = (progress.checklist.clone(), progress.run.clone());
    let understand = |text: &str| {
        let damaged = |damage| StoreError::Damaged {
            path: path.to_owned(),
            damage,
        };
        let Some(read) = format::read(text).map_err(damaged)? else {
            return Ok(None);
        };
        if read.progress.run == run && (renamed || read.progress.checklist == checklist) {
            return Ok(Some(read));
        }
        Err(StoreError::OtherChecklist {
            path: path.to_owned(),
            renamed: None,
            belongs_to: named(&read.progress.checklist, read.progress.run.as_deref()),
            wanted: named(&checklist, run.as_deref()),
        })
    };
    Ok(atomic_save::save(
        Goal::shared(path, RESULT),
        progress,
        patience,
        understand,
        |_| Ok(()),
    )?
    .progress)
}
