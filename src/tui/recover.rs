//! Handles a progress file that went missing or was replaced: asks the user, and does what they choose.

use anyhow::Result;

use super::missing_file::{DocumentChange, MissingFile};
use super::model::SaveState;
use super::overlay::Overlay;
use super::runtime::Runtime;
use crate::controller::History;
use crate::sanitize;
use crate::store::{Store, StoreError};

/// A checkout may replace the document and the progress file so many looks apart.
const TOGETHER: u32 = 3;

impl Runtime {
    /// Notes that the files lost changes, and asks; while a field is open, later. Returns whether
    /// that is new.
    pub(super) fn note_missing_file(&mut self, error: &StoreError) -> bool {
        let path = self.store.path().map(sanitize::path).unwrap_or_default();
        let file = self.app.model.progress_file.clone().unwrap_or(path);
        let document = match self.refresh.since_edit {
            _ if self.store.is_document_gone() => DocumentChange::Gone,
            _ if self.store.document_changed() => DocumentChange::Changed,
            Some(looks) if looks <= TOGETHER => DocumentChange::Changed,
            Some(_) | None => DocumentChange::Same,
        };
        let Some(lost) = MissingFile::of(error, file, document) else {
            return false;
        };
        let lost = SaveState::Lost(lost);
        let is_new = self.app.model.saved != lost;
        self.app.model.saved = lost;
        self.refresh.must_ask |= is_new;
        is_new | self.ask_about_missing_file()
    }

    /// Notes that the document was edited while it is asked.
    pub(super) fn note_edited(&mut self) {
        if let SaveState::Lost(lost) = &mut self.app.model.saved {
            lost.document = DocumentChange::Changed;
        }
    }

    /// Asks about missing files, unless a sheet is open. Returns whether it did.
    pub(super) fn ask_about_missing_file(&mut self) -> bool {
        let asks = self.refresh.must_ask && self.app.overlay.is_none();
        if asks {
            self.refresh.must_ask = false;
            self.app.notice = None;
            self.app.overlay = Some(Overlay::Lost);
        }
        asks
    }

    /// The file holds all again, or a person has answered: nothing is asked any more.
    pub(super) fn close_missing_file_question(&mut self) {
        self.refresh.must_ask = false;
        if matches!(self.app.overlay, Some(Overlay::Lost)) {
            self.app.overlay = None;
        }
    }

    /// Writes what the person has to the file, whatever became of it.
    pub(super) fn write_mine(&mut self) {
        self.save_by(Store::save_anyway);
        if self.is_everything_saved() {
            let file = self.app.model.progress_file.clone().unwrap_or_default();
            self.app.info(format!("Your marks were written to {file}."));
        }
    }

    /// Takes the file as it is; what only the screen held is put aside.
    pub(super) fn take_file(&mut self) -> Result<()> {
        let aside = self
            .app
            .change(|workbook| self.store.take_files(workbook))?;
        // What was done belongs to what was put aside.
        self.app.history = History::default();
        self.app.model.saved = SaveState::All;
        let aside = aside.map(|path| {
            let command = self.store.merge_command(&path);
            format!(" To merge your marks later: {command}")
        });
        self.app
            .info(format!("Progress reloaded.{}", aside.unwrap_or_default()));
        Ok(())
    }

    /// Sets the marks in memory aside when the user quits without an answer. Returns what they
    /// should know about it.
    pub(super) fn set_aside_on_exit(&mut self, lost: &MissingFile) -> Option<String> {
        if self.app.model.read_only.is_some() {
            return None;
        }
        let happened = lost.happened();
        Some(match self.store.put_aside(&self.app.model.workbook) {
            Ok(path) => {
                self.app.model.saved = SaveState::All;
                let command = self.store.merge_command(&path);
                format!(
                    "{happened} Your marks are in {}; to merge them: {command}",
                    sanitize::path(&path)
                )
            }
            Err(error) => format!("{happened} Your marks are not saved: {error}"),
        })
    }
}
