//! Reading progress from every file that may hold it, and seeing whose it is.

use std::path::{Path, PathBuf};

use super::document::is_same_file;
use super::glance::Sign;
use super::{Kept, Place, ReadProgress, Store, StoreError, format, named, names, private, read_signed};
use crate::merge;
use crate::progress::Progress;

/// A progress file where nothing is saved any more: up to 0.1.0 it lay beside the link that a checklist was opened
/// through, or in the state folder under another name.
#[derive(Debug, Clone)]
pub(super) struct Former {
    pub(super) path: PathBuf,
    progress: Progress,
    /// Whether the file beside the checklist holds all of it.
    pub(super) is_taken_over: bool,
}

impl Store {
    /// Reads the progress as it is on disk now.
    ///
    /// # Errors
    ///
    /// Where a progress file cannot be read, or does not belong to this checklist and run.
    pub fn load(&mut self) -> Result<Progress, StoreError> {
        let Some(place) = &self.place else { return Ok(Progress::default()) };
        let (mut progress, mut newer, mut signs) = (place.unmarked(), None, Vec::new());
        let (mut beside, mut away, mut former) = (Progress::default(), Progress::default(), Vec::new());
        for path in self.paths() {
            if path != place.beside() && is_same_file(path, place.beside()) {
                signs.push(Sign::at(path));
                continue;
            }
            let is_in_state_folder = path.parent() == place.away().and_then(Path::parent);
            if is_in_state_folder && path.exists() {
                private::see_that_it_is_own(path.parent().unwrap_or(path))?;
            }
            let Some((text, sign)) = read_signed(path, self.reach(path))? else {
                signs.push(Sign::default());
                continue;
            };
            signs.push(sign);
            let is_former = place.former_paths().any(|former| former == path);
            let Some(read) = belonging(place, path, &text)? else { continue };
            newer = newer.or(read.newer.map(|format| (path.to_owned(), format)));
            if path == place.beside() {
                beside = read.progress.clone();
            } else if Some(path) == place.away() {
                away = read.progress.clone();
            } else if is_former && !read.progress.is_empty() {
                let (path, progress) = (path.to_owned(), read.progress.clone());
                former.push(Former { path, progress, is_taken_over: false });
            }
            progress = merge::unite(progress, read.progress);
        }
        self.kept = match beside.has_all_of(&away) {
            true => Kept::Beside,
            false if place.beside().exists() => Kept::Apart,
            // Where it went to the state folder before, a person is to know that too.
            false => Kept::Away,
        };
        (self.former, self.newer, self.seen.progress) = (former, newer, signs);
        self.note_taken_over(&beside);
        Ok(progress)
    }

    /// Notes which former files hold nothing that is not in the file beside the checklist.
    pub(super) fn note_taken_over(&mut self, beside: &Progress) {
        for former in &mut self.former {
            former.is_taken_over = beside.has_all_of(&former.progress);
        }
    }
}

/// Reads progress and sees that it belongs to this checklist and run. An empty file holds nothing. What lies where
/// progress was kept before, and is another's, is nothing to this one.
pub(super) fn belonging(place: &Place, path: &Path, text: &str) -> Result<Option<ReadProgress>, StoreError> {
    let damaged = |damage| StoreError::Damaged { path: path.to_owned(), damage };
    let Some(read) = format::read(text).map_err(damaged)? else { return Ok(None) };
    let Progress { checklist, run, .. } = &read.progress;
    let is_renamed = || place.is_beside(path) && !path.with_file_name(names::name_of(checklist)).exists();
    if run == place.run() && (place.is_called(checklist) || is_renamed()) {
        return Ok(Some(read));
    }
    if place.former_paths().any(|former| former == path) {
        return Ok(None);
    }
    Err(StoreError::OtherChecklist {
        path: path.to_owned(),
        belongs_to: named(checklist, run.as_deref()),
        wanted: named(place.checklist(), place.run().as_deref()),
    })
}
