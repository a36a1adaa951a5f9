//! What a store does to save: in the usual place, in the state folder where that is closed, or where a person says.

use std::path::{Path, PathBuf};

use super::document::is_same_file;
use super::glance::Sign;
use super::links::{self, Reach};
use super::write::{self, Goal};
use super::{Kept, Place, Store, StoreError, belonging, leftovers, private};
use crate::progress::Progress;
use crate::workbook::Workbook;

impl Store {
    /// Writes what the workbook holds, united with what others wrote; the workbook then holds that too.
    /// Where nothing changed, no byte is written.
    ///
    /// # Errors
    ///
    /// Where it cannot be written. The file is then as it was, and the workbook keeps everything.
    pub fn save(&mut self, workbook: &mut Workbook) -> Result<(), StoreError> {
        let Some(place) = self.place.clone() else { return Err(StoreError::NoPlace) };
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

    /// Saves in a file that a person names, because the usual place fails; from then on it is saved there.
    ///
    /// # Errors
    ///
    /// Where it cannot be written, or is there already and no progress of this checklist and run. Then it is
    /// still saved in the place where it was.
    pub fn save_elsewhere(&mut self, workbook: &mut Workbook, path: &Path) -> Result<(), StoreError> {
        let Some(place) = self.place.clone() else { return Err(StoreError::NoPlace) };
        let not_progress = || StoreError::NotProgress { path: path.to_owned() };
        if self.document.as_ref().is_some_and(|document| is_same_file(document, path)) {
            return Err(not_progress());
        }
        // What others saved in the usual place, if it can still be read, belongs to it too.
        let _ = self.refresh(workbook);
        // A link would make of this file what somebody else wants.
        links::resolve(path, Reach::Anywhere)?;
        let before = self.elsewhere.replace(path.to_owned());
        let saved = self.save_to(&place, path, workbook).map_err(|error| match error {
            StoreError::Damaged { .. } | StoreError::NotUtf8 { .. } | StoreError::OtherEncoding { .. } => {
                not_progress()
            }
            error => error,
        });
        if saved.is_err() {
            self.elsewhere = before;
        }
        saved
    }

    /// A file to save in when the usual place fails: in the state folder, or, where there is none or it is the
    /// one that fails, in the folder for temporary files.
    pub fn last_resort(&self) -> Option<PathBuf> {
        let place = self.place.as_ref()?;
        let in_state_folder = place.in_state_folder().filter(|path| Some(*path) != self.path());
        Some(
            in_state_folder.map_or_else(|| place.in_folder(&std::env::temp_dir(), self.dice), Path::to_owned),
        )
    }

    fn save_to(&mut self, place: &Place, path: &Path, workbook: &mut Workbook) -> Result<(), StoreError> {
        if let Some(why) = self.read_only() {
            return Err(why);
        }
        let ours = Progress { checklist: place.checklist().to_owned(), ..workbook.progress().clone() };
        if Some(path) == place.in_state_folder()
            && let Some(folder) = path.parent()
        {
            private::make_folder(folder)?;
        }
        let goal = Goal { path, reach: self.reach(path), is_private: path != place.beside() };
        let leftovers = if self.swept { Vec::new() } else { leftovers::of(path, goal.reach) };
        let ours = leftovers::take_up(ours, place, &leftovers);
        let saved = write::save(goal, ours, self.patience, |text| belonging(place, path, text))?;
        let written: Vec<bool> = self.paths().map(|other| other == path).collect();
        self.seen.progress.resize(written.len(), Sign::default());
        for (sign, _) in self.seen.progress.iter_mut().zip(written).filter(|(_, written)| *written) {
            *sign = saved.sign;
        }
        self.hold = saved.hold;
        self.swept = true;
        leftovers::clear(&leftovers, &saved.progress);
        if path == place.beside() {
            self.note_taken_over(&saved.progress);
        }
        workbook.absorb(saved.progress);
        Ok(())
    }
}
