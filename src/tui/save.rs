//! Saves the workbook: at once or, at the end, wherever possible; and shows the result. It doesn't decide when to save.

use std::time::Duration;

use super::model::SaveState;
use super::notice::Notice;
use super::runtime::Runtime;
use crate::controller;
use crate::sanitize;
use crate::store::{Store, StoreError};
use crate::workbook::Workbook;

/// The time that a save waits for another process; a user is waiting too.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
/// The notice when local marks were saved next to the checklist.
const BROUGHT: &str = "Marks from your state folder are now saved next to the checklist.";

impl Runtime {
    pub(super) fn save(&mut self) {
        self.save_by(Store::save);
    }

    pub(super) fn save_by(
        &mut self,
        save: impl FnOnce(&mut Store, &mut Workbook) -> Result<(), StoreError>,
    ) {
        let void = self.app.model.workbook.void_roles();
        let report = self
            .app
            .change(|workbook| controller::save_by(&mut self.store, workbook, save));
        match report.result {
            Ok(()) => {
                self.note_saved();
                let notice = report.notice.map(Notice::warning);
                let changes = report.remote_changes.map(Notice::info);
                self.app.notice = notice.or(changes).or(self.app.notice.take());
                self.app.notify_voided(&void);
            }
            Err(error) if error.is_lost() => {
                self.refresh.must_ask = true;
                self.note_missing_file(&error);
            }
            Err(error) => self.note_failure(error.to_string()),
        }
    }

    pub(super) fn note_saved(&mut self) {
        if matches!(self.app.model.saved, SaveState::Failed(_)) {
            self.app.info("Everything is saved now.");
            self.app.attention.leaving = false;
        }
        self.close_missing_file_question();
        self.app.model.saved = SaveState::All;
        self.refresh.since_failure = 0;
    }

    pub(super) fn note_failure(&mut self, why: String) {
        self.app.model.saved = SaveState::Failed(why);
        self.app.last_resort = self
            .store
            .last_resort()
            .map(|path| path.to_string_lossy().into_owned());
    }

    /// Saves marks from other files next to the checklist, where possible. Returns the notice about
    /// it.
    pub(super) fn bring(&mut self) -> Option<String> {
        if !self.store.is_apart() || self.app.model.read_only.is_some() || self.store.is_closed() {
            return None;
        }
        let was_away = self.store.is_away();
        self.save();
        (was_away && self.is_everything_saved() && !self.store.is_away())
            .then(|| BROUGHT.to_owned())
    }

    /// Saves unsaved changes, if needed in the last resort, and keeps view and drafts. Returns what
    /// the user should know about it.
    pub(super) fn save_now(&mut self) -> Option<String> {
        self.keep_editor_text();
        let told = self.save_last();
        let drafts = self.keep_place();
        if drafts.is_empty() {
            return told;
        }
        let lost = format!("couldn't keep a draft; its text:\n{}", drafts.join("\n"));
        Some(told.map_or(lost.clone(), |told| format!("{told}\n{lost}")))
    }

    fn save_last(&mut self) -> Option<String> {
        if matches!(self.app.model.saved, SaveState::Lost(_)) {
            // Nobody has decided.
        } else if self.app.model.saved != SaveState::All {
            self.save();
        } else if self.store.others_saved() {
            self.hear();
        }
        if let SaveState::Lost(lost) = self.app.model.saved.clone() {
            return self.set_aside_on_exit(&lost);
        }
        let SaveState::Failed(why) = &self.app.model.saved else {
            return self
                .store
                .elsewhere()
                .map(|path| format!("progress is saved in {}", sanitize::path(path)));
        };
        let path = self.store.last_resort()?;
        let why = why.clone();
        Some(
            match self
                .store
                .save_elsewhere(&mut self.app.model.workbook, &path)
            {
                Ok(()) => {
                    self.app.model.saved = SaveState::All;
                    format!(
                        "{why}; everything is saved in {} instead",
                        sanitize::path(&path)
                    )
                }
                Err(error) => {
                    format!("not everything is saved: {why}; saving elsewhere failed too: {error}")
                }
            },
        )
    }

    /// Returns whether all that was done is on disk somewhere.
    pub(super) fn is_everything_saved(&self) -> bool {
        self.app.model.saved == SaveState::All
    }
}
