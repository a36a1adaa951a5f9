//! Checks about once a second whether others saved or the document was edited, loads that with a notice, and retries a
//! failed save. The store knows how files are read and written.

use std::time::Duration;

use super::model::SaveState;
use super::notice::Notice;
use super::runtime::Runtime;
use super::save::PATIENCE;
use crate::checklist::Checklist;

/// A save that failed is tried again after so many looks around.
const RETRY: u32 = 5;
/// The notice when a missing progress file is back.
const BACK: &str = "The progress file is back.";

/// The state of watching the files.
#[derive(Debug, Default)]
pub(super) struct Refresh {
    /// The number of checks since a save failed.
    pub(super) since_failure: u32,
    /// The number of checks since the document was edited, if it was.
    pub(super) since_edit: Option<u32>,
    /// True if it is still to be asked what to do as the progress file is gone or replaced.
    pub(super) must_ask: bool,
    /// The last error of reading the files, to show it once.
    heard: Option<String>,
    /// The edited document, until it can be displayed.
    edited: Option<Checklist>,
    /// The last notice about the edited document.
    trouble: Option<String>,
}

impl Runtime {
    /// Checks whether others saved or the document was edited, and retries a failed save. Returns
    /// whether that changed what is displayed.
    pub(super) fn check_files(&mut self) -> bool {
        let now = self.stamp().at;
        let reread =
            self.app.model.turn_clock(now) | self.show_edited_checklist() | self.keep_drafts();
        self.refresh.since_edit = self.refresh.since_edit.map(|looks| looks.saturating_add(1));
        let heard =
            reread | (self.store.others_saved() && self.hear()) | self.ask_about_missing_file();
        let is_due = matches!(self.app.model.saved, SaveState::Failed(_)) && {
            self.refresh.since_failure += 1;
            self.refresh.since_failure.is_multiple_of(RETRY)
        };
        if is_due {
            let before = self.app.model.saved.clone();
            self.store.set_patience(Duration::ZERO);
            self.save();
            self.store.set_patience(PATIENCE);
            return heard || self.app.model.saved != before;
        }
        heard
    }

    /// Loads the document if it was edited; not while a field is open, or a draft would lose its
    /// place. Returns whether there is a notice.
    fn show_edited_checklist(&mut self) -> bool {
        let mut told = None;
        if self.store.document_changed() {
            match self.store.reread_document() {
                Ok(checklist) => {
                    self.refresh.edited = Some(checklist);
                    self.refresh.since_edit = Some(0);
                    self.note_edited();
                }
                Err(error) => told = Some(error.to_string()),
            }
        }
        // A person may have said since that the boxes of a section count.
        let adopted = || self.app.model.workbook.checklist_to_adopt();
        self.refresh.edited = self.refresh.edited.take().or_else(adopted);
        if let Some(checklist) = self.refresh.edited.take() {
            match self.app.turn_to(checklist) {
                Ok(()) => {
                    self.refresh.trouble = None;
                    return true;
                }
                Err(waiting) => {
                    self.refresh.edited = Some(waiting.checklist);
                    told = Some(waiting.why.clone());
                }
            }
        }
        let is_new = told.is_some() && told != self.refresh.trouble;
        if is_new {
            self.app.notice = told.clone().map(Notice::warning);
        }
        let alarm = self.store.is_document_gone().then_some("CHECKLIST GONE");
        let before = std::mem::replace(&mut self.app.alarm, alarm);
        self.refresh.trouble = told;
        is_new || before != alarm
    }

    /// Loads the changes of others, and asks where the files lost changes. Returns whether that
    /// changed what is displayed.
    pub(super) fn hear(&mut self) -> bool {
        let before = (
            self.app.model.workbook.progress().clone(),
            self.app.model.saved.clone(),
        );
        let void = self.app.model.workbook.void_roles();
        let is_behind = match self.app.change(|workbook| self.store.refresh(workbook)) {
            Ok(is_behind) => is_behind,
            Err(error) if error.is_lost() => return self.note_missing_file(&error),
            Err(error) => return self.handle_read_error(error.to_string()),
        };
        self.refresh.heard = None;
        let mut told = self.app.model.workbook.tell_news(&before.0);
        if is_behind && self.app.model.read_only.is_none() {
            self.save();
        } else if self.app.model.saved != SaveState::All {
            // It could not be read, and can be now.
            self.note_saved();
        } else if let Some(brought) = self.bring() {
            told = Some(brought);
        }
        if matches!(before.1, SaveState::Lost(_)) && self.is_everything_saved() {
            told = told.or(Some(BACK.to_owned()));
        }
        let is_new = told.is_some();
        if is_new {
            self.app.notice = told.map(Notice::info);
            self.app.notify_voided(&void);
        }
        is_new || is_behind || self.app.model.saved != before.1
    }

    /// Handles files that can't be read. They are read again each time; the error is shown once.
    fn handle_read_error(&mut self, why: String) -> bool {
        let is_new = self.refresh.heard.as_ref() != Some(&why);
        if is_new {
            self.app.info(why.clone());
            if self.app.model.read_only.is_none() {
                self.note_failure(why.clone());
            }
        }
        self.refresh.heard = Some(why);
        is_new
    }
}
