//! A progress file that is deleted, or replaced by one that lacks changes, while it is open:
//! another branch was checked out, the folder was cleaned, an older copy was restored.
//!
//! The marks in memory then belong to a file that is gone. Writing them would put answers where nobody gave them, so
//! nothing is written until a person decides: their marks are written anyway, or the file stays as it is and marks that
//! only memory holds are put aside. A file that holds everything known, and more, is another save, and no question.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::atomic_save::{self, SaveTarget};
use super::load::LoadedFiles;
use super::{ProgressPaths, Store, StoreError, belonging, private_dir, quoted};
use crate::merge;
use crate::progress::Progress;
use crate::workbook::Workbook;

/// The number of checks before a file counts as lost. If two saves meet and neither has the lock, one of
/// them may be missing for a moment.
const LOOKS: usize = 4;
/// The pause between two checks.
const PAUSE: Duration = Duration::from_millis(25);

impl Store {
    /// Merges what others saved into the workbook, which keeps its own marks, saved or not. Returns whether the
    /// files lack some of these.
    ///
    /// # Errors
    ///
    /// Like [`Store::load`], and if the files lack changes that were in them ([`StoreError::is_lost`]); the workbook is
    /// then unchanged.
    pub fn refresh(&mut self, workbook: &mut Workbook) -> Result<bool, StoreError> {
        let mut reading = self.read_files()?;
        for _ in 1..LOOKS {
            if self.ensure_all_is_there(&reading).is_ok() {
                break;
            }
            thread::sleep(PAUSE);
            reading = self.read_files()?;
        }
        if let Err(lost) = self.ensure_all_is_there(&reading) {
            // It is read again when it changes again.
            self.seen.progress = reading.stamps;
            return Err(lost);
        }
        let theirs = self.adopt(reading);
        let is_behind = !theirs.has_all_of(workbook.progress());
        workbook.absorb(merge::merge_progress(workbook.progress().clone(), theirs));
        Ok(is_behind)
    }

    /// Checks that the known content of the files is still in one of them.
    fn ensure_all_is_there(&self, reading: &LoadedFiles) -> Result<(), StoreError> {
        self.known.iter().try_for_each(|(path, known)| {
            let is_gone = !reading.files.contains_key(path) && !path.exists();
            ensure_nothing_is_lost(path, known, &reading.progress, is_gone)
        })
    }

    /// Saves the workbook although the file lacks changes, or is gone: a person decided so.
    ///
    /// # Errors
    ///
    /// Like [`Store::save`].
    pub fn save_anyway(&mut self, workbook: &mut Workbook) -> Result<(), StoreError> {
        self.known.clear();
        self.save(workbook)
    }

    /// Replaces the workbook's progress by that of the files. Marks that only the workbook had are put aside first;
    /// returns where, if there were any.
    ///
    /// # Errors
    ///
    /// If the files cannot be read, or nothing can be put aside; the workbook is then unchanged.
    pub fn take_files(&mut self, workbook: &mut Workbook) -> Result<Option<PathBuf>, StoreError> {
        let reading = self.read_files()?;
        let has_more = !reading.progress.has_all_of(workbook.progress());
        let aside = has_more.then(|| self.put_aside(workbook)).transpose()?;
        workbook.absorb(self.adopt(reading));
        Ok(aside)
    }

    /// Writes the workbook's progress to a private file, where it doesn't count; returns its path.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn put_aside(&self, workbook: &Workbook) -> Result<PathBuf, StoreError> {
        let place = self.place.as_ref().ok_or(StoreError::NoPlace)?;
        let last = place.in_folder(&std::env::temp_dir(), self.nonce);
        let usual = place.aside().unwrap_or_else(|| last.clone());
        let put = |path: PathBuf| {
            put(place, workbook.progress(), &path, self.patience)?;
            Ok(path)
        };
        put(usual).or_else(|_: StoreError| put(last))
    }

    /// Returns the command that merges what was put aside into the progress file.
    pub fn merge_command(&self, aside: &Path) -> String {
        let beside = self.place.as_ref().map_or(aside, ProgressPaths::beside);
        merge_command(aside, beside)
    }
}

/// Returns the command that merges a file into another, which may not exist.
pub(super) fn merge_command(aside: &Path, into: &Path) -> String {
    let (aside, own) = (quoted(aside), quoted(into));
    if into.exists() {
        format!("gonogo merge {own} {aside} -o {own}")
    } else {
        format!("gonogo merge {aside} -o {own}")
    }
}

fn put(
    place: &ProgressPaths,
    progress: &Progress,
    path: &Path,
    patience: Duration,
) -> Result<(), StoreError> {
    if let Some(folder) = path.parent() {
        private_dir::make_folder(folder)?;
    }
    let ours = Progress {
        checklist: place.checklist().to_owned(),
        ..progress.clone()
    };
    let goal = SaveTarget {
        path,
        reach: place.reach(path),
        is_private: true,
    };
    atomic_save::save(
        goal,
        ours,
        patience,
        |text| belonging(place, path, text),
        |_| Ok(()),
    )
    .map(|_| ())
}

/// Checks that a file still holds what it was known to hold.
pub(super) fn ensure_nothing_is_lost(
    path: &Path,
    known: &Progress,
    now: &Progress,
    is_gone: bool,
) -> Result<(), StoreError> {
    if now.has_all_of(known) {
        return Ok(());
    }
    let path = path.to_owned();
    if is_gone {
        return Err(StoreError::Gone { path });
    }
    let here: HashSet<(&str, &str)> = now
        .events()
        .map(|(key, event)| (key, event.id.as_str()))
        .collect();
    let lacking = known
        .events()
        .filter(|(key, event)| !here.contains(&(*key, event.id.as_str())))
        .count();
    // An event with the same id may have another content.
    Err(StoreError::Replaced {
        path,
        changes: lacking.max(1),
    })
}
