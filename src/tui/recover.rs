//! What the runtime does when the progress file is gone or replaced: it asks, and does what the person answers.

use anyhow::Result;

use super::app::Saved;
use super::missing_file::{MissingFile, WithIt};
use super::overlay::Overlay;
use super::runtime::Runtime;
use crate::sanitize;
use crate::store::{Store, StoreError};

/// A checkout may replace the document and the progress file so many looks apart.
const TOGETHER: u32 = 3;

impl Runtime {
    /// Notes that the files lack what was in them, and asks, unless somebody is typing: then as soon as they have
    /// finished. Returns whether there is anything new.
    pub(super) fn note_lost(&mut self, error: &StoreError) -> bool {
        let path = self.store.path().map(sanitize::path).unwrap_or_default();
        let file = self.app.model.kept_in.clone().unwrap_or(path);
        let document = match self.looking.since_edit {
            _ if self.store.is_document_gone() => WithIt::Gone,
            _ if self.store.document_changed() => WithIt::Changed,
            Some(looks) if looks <= TOGETHER => WithIt::Changed,
            Some(_) | None => WithIt::Same,
        };
        let Some(lost) = MissingFile::of(error, file, document) else {
            return false;
        };
        let lost = Saved::Lost(lost);
        let is_new = self.app.model.saved != lost;
        self.app.model.saved = lost;
        self.looking.is_to_ask |= is_new;
        is_new | self.ask_what_to_do()
    }

    /// Notes that the document was edited while it is asked.
    pub(super) fn note_edited(&mut self) {
        if let Saved::Lost(lost) = &mut self.app.model.saved {
            lost.document = WithIt::Changed;
        }
    }

    /// Asks what is to be asked, where nothing lies over the outline. Returns whether it did.
    pub(super) fn ask_what_to_do(&mut self) -> bool {
        let asks = self.looking.is_to_ask && self.app.overlay.is_none();
        if asks {
            self.looking.is_to_ask = false;
            self.app.notice = None;
            self.app.overlay = Some(Overlay::Lost);
        }
        asks
    }

    /// The file holds all again, or a person has answered: nothing is asked any more.
    pub(super) fn end_asking(&mut self) {
        self.looking.is_to_ask = false;
        if matches!(self.app.overlay, Some(Overlay::Lost)) {
            self.app.overlay = None;
        }
    }

    /// Writes what the person has to the file, whatever became of it.
    pub(super) fn write_mine(&mut self) {
        self.save_by(Store::save_anyway);
        if self.is_all_kept() {
            let file = self.app.model.kept_in.clone().unwrap_or_default();
            self.app.info(format!("Your marks are written to {file}."));
        }
    }

    /// Takes the file as it is; what only the screen held is put aside.
    pub(super) fn take_file(&mut self) -> Result<()> {
        let aside = self
            .app
            .change(|workbook| self.store.take_files(workbook))?;
        // What was done belongs to what was put aside.
        self.app.undo.clear();
        self.app.redo.clear();
        self.app.model.saved = Saved::All;
        let aside = aside.map(|path| {
            let command = self.store.merge_command(&path);
            format!(" To unite it with your marks later: {command}")
        });
        self.app
            .info(format!("Progress reloaded.{}", aside.unwrap_or_default()));
        Ok(())
    }

    /// Puts aside what the person has, as they leave without an answer; what they should know of it.
    pub(super) fn leave_aside(&mut self, lost: &MissingFile) -> Option<String> {
        if self.app.model.read_only.is_some() {
            return None;
        }
        let happened = lost.happened();
        Some(match self.store.put_aside(&self.app.model.workbook) {
            Ok(path) => {
                self.app.model.saved = Saved::All;
                let command = self.store.merge_command(&path);
                format!(
                    "{happened} Your marks are in {}; to unite them: {command}",
                    sanitize::path(&path)
                )
            }
            Err(error) => format!("{happened} Your marks are not saved: {error}"),
        })
    }
}
