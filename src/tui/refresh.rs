//! Refreshing: about once a second the runtime looks whether others saved or the document was edited, takes that on
//! and tells it once, and tries a save that failed again. How files are read and written the store knows.

use std::time::Duration;

use super::app::Saved;
use super::notice::Notice;
use super::runtime::Runtime;
use super::save::PATIENCE;
use crate::checklist::Checklist;

/// A save that failed is tried again after so many looks around.
const RETRY: u32 = 5;
/// What is said when a progress file that was gone or replaced holds again what it held.
const BACK: &str = "The progress file is back.";

/// What was seen of the files, and told.
#[derive(Debug, Default)]
pub(super) struct Refresh {
    /// How often it was looked around since a save failed.
    pub(super) since_failure: u32,
    /// How often it was looked around since the document was edited, if it was.
    pub(super) since_edit: Option<u32>,
    /// Whether it is still to be asked what to do as the progress file is gone or replaced.
    pub(super) is_to_ask: bool,
    /// What was last told of others, so that it is told once.
    heard: Option<String>,
    /// The document as somebody has edited it, while it waits to be shown.
    edited: Option<Checklist>,
    /// What was last told of the edited document.
    trouble: Option<String>,
}

impl Runtime {
    /// Looks whether others saved or the document was edited, and tries a save that failed once more. Returns whether
    /// that changed what is to be seen.
    pub(super) fn look_around(&mut self) -> bool {
        let now = self.stamp().at;
        let reread = self.app.turn_clock(now) | self.turn_to_edited() | self.keep_drafts();
        self.looking.since_edit = self.looking.since_edit.map(|looks| looks.saturating_add(1));
        let heard = reread | (self.store.others_saved() && self.hear()) | self.ask_what_to_do();
        let is_due = matches!(self.app.model.saved, Saved::Failed(_)) && {
            self.looking.since_failure += 1;
            self.looking.since_failure.is_multiple_of(RETRY)
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

    /// Takes on what the document has become, if it was edited. While somebody types it waits, and it waits for a
    /// draft that would have no place. Returns whether there was anything to tell.
    fn turn_to_edited(&mut self) -> bool {
        let mut told = None;
        if self.store.document_changed() {
            match self.store.reread_document() {
                Ok(checklist) => {
                    self.looking.edited = Some(checklist);
                    self.looking.since_edit = Some(0);
                    self.note_edited();
                }
                Err(error) => told = Some(error.to_string()),
            }
        }
        if let Some(checklist) = self.looking.edited.take() {
            match self.app.turn_to(checklist) {
                Ok(()) => {
                    self.looking.trouble = None;
                    return true;
                }
                Err(waiting) => {
                    self.looking.edited = Some(waiting.checklist);
                    told = Some(waiting.why.clone());
                }
            }
        }
        let is_new = told.is_some() && told != self.looking.trouble;
        if is_new {
            self.app.notice = told.clone().map(Notice::warning);
        }
        let alarm = self.store.is_document_gone().then_some("CHECKLIST GONE");
        let before = std::mem::replace(&mut self.app.alarm, alarm);
        self.looking.trouble = told;
        is_new || before != alarm
    }

    /// Takes on what others saved, and asks where the files have lost something. Returns whether that changed what is
    /// to be seen.
    pub(super) fn hear(&mut self) -> bool {
        let before = (
            self.app.model.workbook.progress().clone(),
            self.app.model.saved.clone(),
        );
        let void = self.app.model.workbook.void_roles();
        let is_behind = match self.app.change(|workbook| self.store.refresh(workbook)) {
            Ok(is_behind) => is_behind,
            Err(error) if error.is_lost() => return self.note_lost(&error),
            Err(error) => return self.cannot_hear(error.to_string()),
        };
        self.looking.heard = None;
        let mut told = self.app.model.workbook.tell_news(&before.0);
        if is_behind && self.app.model.read_only.is_none() {
            self.save();
        } else if self.app.model.saved != Saved::All {
            // It could not be read, and can be now.
            self.note_saved();
        } else if let Some(brought) = self.bring() {
            told = Some(brought);
        }
        if matches!(before.1, Saved::Lost(_)) && self.is_all_kept() {
            told = told.or(Some(BACK.to_owned()));
        }
        let is_new = told.is_some();
        if is_new {
            self.app.notice = told.map(Notice::info);
            self.app.tell_of_voiding(&void);
        }
        is_new || is_behind || self.app.model.saved != before.1
    }

    /// The files cannot be read: nobody can say that all is saved. As long as that is so it is read every time, and
    /// told once.
    fn cannot_hear(&mut self, why: String) -> bool {
        let is_new = self.looking.heard.as_ref() != Some(&why);
        if is_new {
            self.app.info(why.clone());
            if self.app.model.read_only.is_none() {
                self.note_failure(why.clone());
            }
        }
        self.looking.heard = Some(why);
        is_new
    }
}
