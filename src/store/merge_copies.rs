//! Merging of copies of one progress file.
//!
//! Nothing in a copy is lost. The common ancestor isn't used: an event that one copy
//! lost is in the other, and an event in neither was removed from both by hand, perhaps because of a password
//! in a note. A merge that restored it would surprise, and a damaged ancestor would
//! block it for nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

use super::atomic_save::{self, SaveTarget};
use super::links::LinkPolicy;
use super::paths::{beside_of, file_name, resolved};
use super::{StoreError, format, header, named, names, read_if_there};
use crate::merge;
use crate::progress::Progress;
use crate::sanitize;

/// The limit for links of the result of a merge.
const RESULT: LinkPolicy = LinkPolicy::Folder("use that file directly");

/// The copies cannot be merged.
#[derive(Debug, Error)]
pub enum MergeError {
    /// They belong to different checklists or runs.
    #[error(
        "{}: this is the progress of {belongs_to}, but {} is the progress of {wanted}; only copies of one checklist and run can be merged{advice}",
        sanitize::path(path),
        sanitize::path(first)
    )]
    Different {
        /// The copy that differs from the first.
        path: PathBuf,
        /// Its owner, according to the file.
        belongs_to: String,
        /// The first copy.
        first: PathBuf,
        /// The owner of the first copy.
        wanted: String,
        /// Advice, if only the checklists differ.
        advice: &'static str,
    },
    /// All of them are empty.
    #[error(
        "{}: this file and all others are empty; nothing to merge",
        sanitize::path(path)
    )]
    Empty {
        /// The first of them.
        path: PathBuf,
    },
}

/// Reads a copy to merge; an empty one holds nothing. Errors call it `name`.
///
/// # Errors
///
/// If it cannot be read, or a newer gonogo wrote it, whose additional data could be lost.
pub fn read_copy(path: &Path, name: &Path) -> Result<Option<Progress>, StoreError> {
    fs::metadata(path).map_err(|error| StoreError::io("read", path, error))?;
    let mut progress = parse_copy(
        &read_if_there(path, LinkPolicy::Anywhere)?.unwrap_or_default(),
        name,
    )?;
    if let Some(progress) = &mut progress {
        // Up to 0.1.0 it had the name of the link that the checklist was opened through.
        let (_, document) = resolved(&path.with_file_name(names::name_of(&progress.checklist)));
        if document.is_file() {
            progress.checklist = names::file_name(&document);
        }
    }
    Ok(progress)
}

/// Reads the file at the path of the result, which is merged too; `None` if it doesn't exist or is
/// empty.
///
/// # Errors
///
/// Like [`read_copy`], and if the file isn't progress.
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
    parse_copy(&text, path)
}

/// Parses the text of a copy, like [`read_copy`].
///
/// # Errors
///
/// If it isn't progress, or a newer gonogo wrote it.
pub fn parse_copy(text: &str, name: &Path) -> Result<Option<Progress>, StoreError> {
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

/// Merges copies of the progress of one checklist and run, each with its name for messages. Their
/// order doesn't matter.
///
/// If they may name different checklists because it was `renamed`, that is the path of the result: it gets the name
/// whose progress belongs at that path, else that of the document there, else that of the first copy.
///
/// # Errors
///
/// If they belong to different checklists or runs, or all of them are empty.
pub fn merge_copies(
    copies: &[(PathBuf, Option<Progress>)],
    renamed: Option<&Path>,
) -> Result<Progress, MergeError> {
    let mut merged: Option<(&Path, Progress)> = None;
    for (path, progress) in copies {
        let Some(mut progress) = progress.clone() else {
            continue;
        };
        let Some((first, mut before)) = merged else {
            merged = Some((path, progress));
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
        merged = Some((first, merge::merge_progress(before, progress)));
    }
    let path = || {
        copies
            .first()
            .map(|(path, _)| path.clone())
            .unwrap_or_default()
    };
    let (_, mut merged) = merged.ok_or_else(|| MergeError::Empty { path: path() })?;
    if let Some(document) = renamed.and_then(|path| document_of(path, &merged)) {
        merged.checklist = document;
    }
    Ok(merged)
}

/// Returns the only document whose progress would be at a path; `None` if the progress already has that name.
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

/// Returns whether the progress of this checklist has the file name of this path.
fn lies_at(progress: &Progress, path: &Path) -> bool {
    let name = file_name(
        Path::new(&names::name_of(&progress.checklist)),
        progress.run.as_deref(),
    );
    path.file_name().is_some_and(|file| file == name)
}

/// Writes merged progress to a file like any save: merged with what is there now, and as a whole or not at
/// all. The file there has to belong to the same run, and to the same checklist unless that was `renamed`.
/// Waits for the lock for `patience`.
///
/// # Errors
///
/// If it cannot be written, or the file isn't progress of that checklist; it is then unchanged.
pub fn write_merged(
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
        SaveTarget::shared(path, RESULT),
        progress,
        patience,
        understand,
        |_| Ok(()),
    )?
    .progress)
}
