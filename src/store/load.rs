//! Reading progress from every file that may hold it, and checking that it belongs to the checklist.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::document::is_same_file;
use super::fingerprint::FileStamp;
use super::state_folder::{Stray, UNKNOWN, counts, take_kept_for};
use super::{
    Kept, ParsedProgress, ProgressPaths, Store, StoreError, format, named, private_dir,
    read_stamped,
};
use crate::merge;
use crate::progress::Progress;

/// A progress file that isn't written any more: up to 0.1.0 it was next to the link that a checklist was opened
/// through, or in the state folder under another name.
#[derive(Debug, Clone)]
pub(super) struct Former {
    pub(super) path: PathBuf,
    progress: Progress,
    /// `true` if the file next to the checklist holds all of it.
    pub(super) is_adopted: bool,
}

/// The content of the files at one moment.
pub(super) struct LoadedFiles {
    /// The existing files with their progress.
    pub(super) files: BTreeMap<PathBuf, Progress>,
    pub(super) stamps: Vec<FileStamp>,
    /// All of it, merged.
    pub(super) progress: Progress,
    newer: Option<(PathBuf, String)>,
    kept_for: Option<String>,
    strays: Vec<Stray>,
    former: Vec<Former>,
}

impl Store {
    /// Reads the progress from disk.
    ///
    /// # Errors
    ///
    /// If a progress file cannot be read, or doesn't belong to this checklist and run.
    pub fn load(&mut self) -> Result<Progress, StoreError> {
        let reading = self.read_files()?;
        Ok(self.adopt(reading))
    }

    /// Reads every file that may hold this progress.
    pub(super) fn read_files(&self) -> Result<LoadedFiles, StoreError> {
        let mut reading = LoadedFiles {
            files: BTreeMap::new(),
            stamps: Vec::new(),
            progress: self
                .place
                .as_ref()
                .map(ProgressPaths::unmarked)
                .unwrap_or_default(),
            newer: None,
            kept_for: None,
            strays: Vec::new(),
            former: Vec::new(),
        };
        let Some(place) = &self.place else {
            return Ok(reading);
        };
        for path in self.paths() {
            if path != place.beside() && is_same_file(path, place.beside()) {
                reading.stamps.push(FileStamp::at(path));
                continue;
            }
            let is_in_state_folder = path.parent() == place.away().and_then(Path::parent);
            if is_in_state_folder && path.exists() {
                private_dir::ensure_own(path.parent().unwrap_or(path))?;
            }
            let Some((text, stamp)) = read_stamped(path, self.reach(path))? else {
                reading.stamps.push(FileStamp::default());
                continue;
            };
            reading.stamps.push(stamp);
            let is_former = place.former_paths().any(|former| former == path);
            let Some(mut read) = belonging(place, path, &text)? else {
                continue;
            };
            let kept_for = take_kept_for(&mut read.progress);
            if Some(path) == place.away() {
                reading.kept_for = Some(kept_for.clone().unwrap_or_else(|| UNKNOWN.to_owned()));
            }
            if place.is_in_state_folder(path) && !is_same_file(path, place.beside()) {
                let nothing = Progress::default();
                let beside = reading.files.get(place.beside()).unwrap_or(&nothing);
                if !counts(place, &read.progress, kept_for.as_ref(), beside) {
                    reading.strays.push(Stray {
                        path: path.to_owned(),
                        progress: read.progress,
                    });
                    continue;
                }
            }
            reading.newer = reading
                .newer
                .or(read.newer.map(|format| (path.to_owned(), format)));
            if is_former && !is_same_file(path, place.beside()) && !read.progress.is_empty() {
                let (path, progress) = (path.to_owned(), read.progress.clone());
                reading.former.push(Former {
                    path,
                    progress,
                    is_adopted: false,
                });
            }
            reading.files.insert(path.to_owned(), read.progress.clone());
            reading.progress = merge::merge_progress(reading.progress, read.progress);
        }
        reading.strays.extend(put_aside(place));
        Ok(reading)
    }

    /// Remembers what was read as the known content of the files.
    pub(super) fn adopt(&mut self, reading: LoadedFiles) -> Progress {
        let LoadedFiles {
            files,
            stamps,
            progress,
            newer,
            kept_for,
            strays,
            former,
        } = reading;
        (self.kept_for, self.strays) = (kept_for, strays);
        (self.former, self.newer, self.seen.progress) = (former, newer, stamps);
        let Some(place) = &self.place else {
            return progress;
        };
        let held = |path: Option<&Path>| {
            path.and_then(|path| files.get(path))
                .cloned()
                .unwrap_or_default()
        };
        let (beside, away) = (held(Some(place.beside())), held(place.away()));
        self.kept = match beside.has_all_of(&away) {
            true => Kept::Beside,
            false if place.beside().exists() => Kept::Apart,
            // If it went to the state folder before, the person should know that too.
            false => Kept::Away,
        };
        self.known = files;
        self.mark_adopted(&beside);
        progress
    }

    /// Marks the former files that hold nothing that the file next to the checklist lacks.
    pub(super) fn mark_adopted(&mut self, beside: &Progress) {
        for former in &mut self.former {
            former.is_adopted = beside.has_all_of(&former.progress);
        }
    }
}

/// Reads what was put aside before, if possible.
fn put_aside(place: &ProgressPaths) -> Option<Stray> {
    let path = place.aside()?;
    let text = read_stamped(&path, place.reach(&path)).ok()??.0;
    let progress = belonging(place, &path, &text).ok()??.progress;
    Some(Stray { path, progress })
}

/// Parses progress and checks that it belongs to this checklist and run. An empty file holds nothing. A file at a
/// former place that belongs to another checklist is ignored.
pub(super) fn belonging(
    place: &ProgressPaths,
    path: &Path,
    text: &str,
) -> Result<Option<ParsedProgress>, StoreError> {
    let damaged = |damage| StoreError::Damaged {
        path: path.to_owned(),
        damage,
    };
    let Some(read) = format::read(text).map_err(damaged)? else {
        return Ok(None);
    };
    let Progress { checklist, run, .. } = &read.progress;
    if run == place.run() && place.is_called(checklist) {
        return Ok(Some(read));
    }
    if place.former_paths().any(|former| former == path) {
        return Ok(None);
    }
    // It may have been renamed with its progress; only a person knows.
    let is_gone =
        run == place.run() && place.is_beside(path) && !path.with_file_name(checklist).exists();
    Err(StoreError::OtherChecklist {
        path: path.to_owned(),
        renamed: is_gone.then(|| checklist.clone()),
        belongs_to: named(checklist, run.as_deref()),
        wanted: named(place.checklist(), place.run().as_deref()),
    })
}
