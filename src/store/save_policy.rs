//! The choice of the file to save in: the usual one, one in the state folder, or one that a person names.

use std::path::{Path, PathBuf};

use super::atomic_save::{self, SaveTarget};
use super::document::is_same_file;
use super::fingerprint::FileStamp;
use super::links::{self, LinkPolicy};
use super::lost_file::ensure_nothing_is_lost;
use super::state_folder::{folder_of, remove_if_saved, set_kept_for, take_kept_for};
use super::{Kept, ProgressPaths, Store, StoreError, belonging, leftovers, private_dir};
use crate::progress::Progress;
use crate::workbook::Workbook;

impl Store {
    /// Saves the workbook, merged with what others wrote, which the workbook then holds too.
    /// If nothing changed, no byte is written.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or the file lacks changes ([`StoreError::is_lost`]). The file is then unchanged, and
    /// the workbook keeps everything.
    pub fn save(&mut self, workbook: &mut Workbook) -> Result<(), StoreError> {
        match self.save_in_place(workbook) {
            // Another of the files may hold it by now.
            Err(error) if error.is_lost() => {
                self.refresh(workbook)?;
                self.save_in_place(workbook)
            }
            saved => saved,
        }
    }

    fn save_in_place(&mut self, workbook: &mut Workbook) -> Result<(), StoreError> {
        let Some(place) = self.place.clone() else {
            return Err(StoreError::NoPlace);
        };
        if let Some(elsewhere) = self.elsewhere.clone() {
            return self.save_to(&place, &elsewhere, workbook);
        }
        let away = match self.save_to(&place, place.beside(), workbook) {
            Err(error) if error.is_folder_closed() => place.away().ok_or(error)?,
            saved => {
                if saved.is_ok() {
                    self.kept = Kept::Beside;
                }
                return saved;
            }
        };
        self.save_to(&place, away, workbook)?;
        self.kept = Kept::Away;
        Ok(())
    }

    /// Saves in a file that a person names, because the usual place fails, and in that from then on.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or exists and isn't progress of this checklist and run. Progress is then
    /// still saved in the place where it was.
    pub fn save_elsewhere(
        &mut self,
        workbook: &mut Workbook,
        path: &Path,
    ) -> Result<(), StoreError> {
        let Some(place) = self.place.clone() else {
            return Err(StoreError::NoPlace);
        };
        let not_progress = || StoreError::NotProgress {
            path: path.to_owned(),
        };
        if self
            .document
            .as_ref()
            .is_some_and(|document| is_same_file(document, path))
        {
            return Err(not_progress());
        }
        // What others saved in the usual place, if it can still be read, belongs to it too.
        let _ = self.refresh(workbook);
        // A link could turn this into any file.
        links::resolve(path, LinkPolicy::Anywhere)?;
        let before = self.elsewhere.replace(path.to_owned());
        let saved = self
            .save_to(&place, path, workbook)
            .map_err(|error| match error {
                StoreError::Damaged { .. }
                | StoreError::NotUtf8 { .. }
                | StoreError::OtherEncoding { .. } => not_progress(),
                error => error,
            });
        match &saved {
            // Naming another file settles what happened to the others.
            Ok(()) => self.known.retain(|known, _| known == path),
            Err(_) => self.elsewhere = before,
        }
        saved
    }

    /// Returns a file to save in if the usual place fails: in the state folder, or, if that doesn't exist or is the
    /// one that fails, in the folder for temporary files.
    pub fn last_resort(&self) -> Option<PathBuf> {
        let place = self.place.as_ref()?;
        let in_state_folder = place
            .in_state_folder()
            .filter(|path| Some(*path) != self.path());
        Some(in_state_folder.map_or_else(
            || place.in_folder(&std::env::temp_dir(), self.nonce),
            Path::to_owned,
        ))
    }

    fn save_to(
        &mut self,
        place: &ProgressPaths,
        path: &Path,
        workbook: &mut Workbook,
    ) -> Result<(), StoreError> {
        if let Some(why) = self.read_only() {
            return Err(why);
        }
        let mut ours = Progress {
            checklist: place.checklist().to_owned(),
            ..workbook.progress().clone()
        };
        if Some(path) == place.in_state_folder()
            && let Some(folder) = path.parent()
        {
            private_dir::make_folder(folder)?;
        }
        let goal = SaveTarget {
            path,
            reach: self.reach(path),
            is_private: path != place.beside(),
        };
        let leftovers = if self.swept {
            Vec::new()
        } else {
            leftovers::of(path, goal.reach)
        };
        ours = leftovers::merge_in(ours, place, &leftovers);
        if Some(path) == place.in_state_folder() {
            set_kept_for(&mut ours, folder_of(place.beside()), self.kept_for.as_ref());
        }
        let nothing = Progress::default();
        let known = self.known.get(path).unwrap_or(&nothing);
        let understand = |text: &str| {
            let mut read = belonging(place, path, text)?;
            if let Some(read) = &mut read {
                take_kept_for(&mut read.progress);
            }
            Ok(read)
        };
        let mut saved = atomic_save::save(goal, ours, self.patience, understand, |held| {
            ensure_nothing_is_lost(path, known, held.unwrap_or(&nothing), held.is_none())
        })?;
        let kept_for = take_kept_for(&mut saved.progress);
        self.known.insert(path.to_owned(), saved.progress.clone());
        let written: Vec<bool> = self.paths().map(|other| other == path).collect();
        self.seen
            .progress
            .resize(written.len(), FileStamp::default());
        for (stamp, _) in self
            .seen
            .progress
            .iter_mut()
            .zip(written)
            .filter(|(_, written)| *written)
        {
            *stamp = saved.stamp;
        }
        self.hold = saved.hold;
        self.swept = true;
        leftovers::clear(&leftovers, &saved.progress);
        if Some(path) == place.in_state_folder() {
            self.kept_for = kept_for;
        }
        if path == place.beside() {
            for spent in place.to_remove() {
                remove_if_saved(&spent, place, &saved.progress, self.patience);
            }
            self.mark_adopted(&saved.progress);
        }
        workbook.absorb(saved.progress);
        Ok(())
    }
}
