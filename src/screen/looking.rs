//! Looking around: about once a second the desk looks whether others saved or the document was edited, takes that on
//! and tells it once, and tries a save that failed again. How files are read and written the store knows.

use std::time::Duration;

use super::desk::Desk;
use super::saving::PATIENCE;
use super::session::Saved;
use crate::checklist::Checklist;

/// A save that failed is tried again after so many looks around.
const RETRY: u32 = 5;
/// What is said when the file had lost what is on the screen.
const ANEW: &str = "The progress file was taken away or older than this; it is written anew.";

/// What was seen of the files, and told.
#[derive(Debug, Default)]
pub(super) struct Looking {
    /// How often it was looked around since a save failed.
    pub(super) since_failure: u32,
    /// What was last told of others, so that it is told once.
    heard: Option<String>,
    /// The document as somebody has edited it, while it waits to be shown.
    edited: Option<Checklist>,
    /// What was last told of the edited document.
    trouble: Option<String>,
}

impl Desk {
    /// Looks whether others saved or the document was edited, and tries a save that failed once more. Returns whether
    /// that changed what is to be seen.
    pub(super) fn look_around(&mut self) -> bool {
        let now = self.stamp().at;
        let reread = self.session.turn_clock(now) | self.turn_to_edited() | self.keep_drafts();
        let heard = reread | (self.store.others_saved() && self.hear());
        let is_due = matches!(self.session.saved, Saved::Failed(_)) && {
            self.looking.since_failure += 1;
            self.looking.since_failure.is_multiple_of(RETRY)
        };
        if is_due {
            let before = self.session.saved.clone();
            self.store.set_patience(Duration::ZERO);
            self.save();
            self.store.set_patience(PATIENCE);
            return heard || self.session.saved != before;
        }
        heard
    }

    /// Takes on what the document has become, if it was edited. While somebody types it waits, and it waits for a
    /// draft that would have no place. Returns whether there was anything to tell.
    fn turn_to_edited(&mut self) -> bool {
        let mut told = None;
        if self.store.document_changed() {
            match self.store.reread_document() {
                Ok(checklist) => self.looking.edited = Some(checklist),
                Err(error) => told = Some(error.to_string()),
            }
        }
        if let Some(checklist) = self.looking.edited.take() {
            match self.session.turn_to(checklist) {
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
            self.session.message.clone_from(&told);
        }
        let alarm = self.store.is_document_gone().then_some("CHECKLIST GONE");
        let before = std::mem::replace(&mut self.session.alarm, alarm);
        self.looking.trouble = told;
        is_new || before != alarm
    }

    /// Takes on what others saved, and saves again what the files have lost. Returns whether that changed what is to
    /// be seen.
    pub(super) fn hear(&mut self) -> bool {
        let before = (self.session.workbook.progress().clone(), self.session.saved.clone());
        let void = self.session.workbook.void_roles();
        let is_behind = match self.session.change(|workbook| self.store.refresh(workbook)) {
            Ok(is_behind) => is_behind,
            Err(error) => return self.cannot_hear(error.to_string()),
        };
        self.looking.heard = None;
        let mut told = self.session.workbook.tell_news(&before.0);
        if is_behind && self.session.read_only.is_none() {
            self.save();
            let is_anew = before.1 == Saved::All && self.is_all_kept() && !self.store.is_apart();
            told = is_anew.then(|| ANEW.to_owned());
        } else if self.session.saved != Saved::All {
            // It could not be read, and can be now.
            self.note_saved();
        } else if let Some(brought) = self.bring() {
            told = Some(brought);
        }
        let is_new = told.is_some();
        if is_new {
            self.session.message = told;
            self.session.tell_of_voiding(&void);
        }
        is_new || is_behind || self.session.saved != before.1
    }

    /// The files cannot be read: nobody can say that all is saved. As long as that is so it is read every time, and
    /// told once.
    fn cannot_hear(&mut self, why: String) -> bool {
        let is_new = self.looking.heard.as_ref() != Some(&why);
        if is_new {
            self.session.message = Some(why.clone());
            if self.session.read_only.is_none() {
                self.note_failure(why.clone());
            }
        }
        self.looking.heard = Some(why);
        is_new
    }
}
