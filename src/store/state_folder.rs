//! Progress in the state folder of a checklist whose folder isn't writable: when it counts, and when it is removed.
//!
//! The same path may hold another checkout or release later. So progress in the state folder counts
//! if the folder still isn't writable, if the file next to the checklist has some of it, or, without such a
//! file, in the folder that it was kept for. Otherwise it is only offered. Once all of it is safe next to the
//! checklist, it is removed.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;

use super::atomic_save::{self, SaveTarget, folder};
use super::document::is_same_file;
use super::lost_file::merge_command;
use super::{ProgressPaths, access, format, read_if_there};
use crate::progress::Progress;
use crate::sanitize;

/// The field for the folder that progress was kept for.
const KEPT_FOR: &str = "kept_for";
/// The value if that is unknown, or more than one.
pub(super) const UNKNOWN: &str = "unknown";

/// The identity of a folder, whatever may come to be at its path: device, inode, and creation time
/// in nanoseconds, if the file system has it. `None` if it can't be read.
pub(super) fn folder_of(beside: &Path) -> Option<String> {
    let absolute = std::path::absolute(beside).ok()?;
    let metadata = fs::metadata(folder(&absolute)).ok()?;
    let made = metadata
        .created()
        .ok()
        .and_then(|made| made.duration_since(UNIX_EPOCH).ok());
    let made = made
        .map(|made| made.as_nanos().to_string())
        .unwrap_or_default();
    Some(format!("{}:{}:{made}", metadata.dev(), metadata.ino()))
}

/// Removes the folder that progress was kept for from it, and returns it.
pub(super) fn take_kept_for(progress: &mut Progress) -> Option<String> {
    match progress.extra.remove(KEPT_FOR)? {
        Value::String(folder) => Some(folder),
        _ => Some(UNKNOWN.to_owned()),
    }
}

/// Records the folder that progress is kept for, if the file already holds some that was kept for `before`.
pub(super) fn set_kept_for(progress: &mut Progress, here: Option<String>, before: Option<&String>) {
    let is_one = before.is_none_or(|before| Some(before) == here.as_ref());
    let kept_for = here
        .filter(|_| is_one)
        .unwrap_or_else(|| UNKNOWN.to_owned());
    progress
        .extra
        .insert(KEPT_FOR.to_owned(), Value::String(kept_for));
}

/// Returns whether progress in the state folder counts, given the file next to the checklist.
pub(super) fn counts(
    place: &ProgressPaths,
    kept: &Progress,
    kept_for: Option<&String>,
    beside: &Progress,
) -> bool {
    if beside.has_all_of(kept) || access::is_closed(place.beside()) {
        return true;
    }
    if beside.is_empty() {
        return kept_for.is_some() && kept_for == folder_of(place.beside()).as_ref();
    }
    let here: HashSet<(&str, &str)> = beside
        .events()
        .map(|(key, event)| (key, event.id.as_str()))
        .collect();
    kept.events()
        .any(|(key, event)| here.contains(&(key, event.id.as_str())))
}

/// Progress in the state folder that doesn't count.
#[derive(Debug)]
pub(super) struct Stray {
    pub(super) path: PathBuf,
    pub(super) progress: Progress,
}

impl Stray {
    /// Returns what a person should know about it; `None` if all of it is in `own`, next to the checklist.
    pub(super) fn in_words(&self, own: &Progress, beside: &Path) -> Option<String> {
        if own.has_all_of(&self.progress) {
            return None;
        }
        let known: HashSet<_> = own
            .events()
            .map(|(key, event)| (key, event.id.as_str()))
            .collect();
        let new = self
            .progress
            .events()
            .filter(|(key, event)| !known.contains(&(*key, event.id.as_str())));
        let changes = match new.count() {
            0 | 1 => "1 change that isn't".to_owned(),
            many => format!("{many} changes that aren't"),
        };
        Some(format!(
            "your state folder has {changes} in {}, perhaps from another checkout; they don't count until you merge them: {}",
            sanitize::path(beside),
            merge_command(&self.path, beside)
        ))
    }
}

/// Removes a file of the state folder if everything in it is in `saved`, which is on disk next to the checklist.
pub(super) fn remove_if_saved(
    path: &Path,
    place: &ProgressPaths,
    saved: &Progress,
    patience: Duration,
) {
    if !holds_nothing_but(path, place, saved) || is_same_file(path, place.beside()) {
        return;
    }
    // Another gonogo may be writing there. A file that was moved away can't be written to, so it is checked once more.
    let spent = spent_name(path);
    if fs::rename(path, &spent).is_err() {
        return;
    }
    if !holds_nothing_but(&spent, place, saved) {
        let Some(progress) = read(&spent, place) else {
            return;
        };
        let keep = |text: &str| Ok(format::read(text).ok().flatten());
        let goal = SaveTarget {
            path,
            reach: place.reach(path),
            is_private: true,
        };
        if atomic_save::save(goal, progress, patience, keep, |_| Ok(())).is_err() {
            // It stays there under the other name.
            return;
        }
    }
    let _ = fs::remove_file(&spent);
}

fn spent_name(path: &Path) -> PathBuf {
    let mut name = OsString::from(".spent-");
    name.push(path.file_name().unwrap_or_default());
    path.with_file_name(name)
}

fn holds_nothing_but(path: &Path, place: &ProgressPaths, saved: &Progress) -> bool {
    read(path, place).is_some_and(|progress| saved.has_all_of(&progress))
}

/// The content of a file of this format.
fn read(path: &Path, place: &ProgressPaths) -> Option<Progress> {
    let read = format::read(&read_if_there(path, place.reach(path)).ok()??).ok()??;
    read.newer.is_none().then_some(read.progress)
}
