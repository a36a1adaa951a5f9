//! What found no place: taking it up, putting it on the entry that it belongs to, dismissing it.

use crate::checklist::EntryId;
use crate::progress::Stamp;
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::outline::Row;
use crate::workbook::{Edit, Unmatched};

impl App {
    /// Takes up what is selected, or puts what was taken up on the entry that is selected.
    pub(super) fn put(&mut self, stamp: &Stamp) -> Option<Effect> {
        match (self.outline.row(), self.taken_up().cloned()) {
            _ if self.refuse_change() => {}
            (Some(Row::Unmatched(index)), _) => self.taken_up = Some(index),
            (Some(Row::Entry(entry)), Some(what)) => return self.put_on(entry, what, stamp),
            (_, Some(_)) => {
                let put = self.model.key_of(Action::Put);
                self.warn(format!(
                    "Go to the entry that it belongs to, and press {put} there."
                ));
            }
            (_, None) => {
                let put = self.model.key_of(Action::Put);
                self.warn(format!(
                    "Nothing was taken up: go to what found no place, under Unplaced at the end, and press {put}."
                ));
            }
        }
        None
    }

    fn put_on(&mut self, entry: EntryId, what: Unmatched, stamp: &Stamp) -> Option<Effect> {
        let effects = self.apply(
            Edit::Put {
                what: Box::new(what),
                entry,
            },
            stamp,
        );
        if effects.is_some() {
            self.taken_up = None;
            let text = sanitize::one_line(&self.model.workbook.reading(entry)).into_owned();
            self.info(if self.model.workbook.needs_confirmation(entry) {
                let confirm = self.model.key_of(Action::Toggle);
                format!("Put on “{text}”. It was done on another text: {confirm} confirms it.")
            } else {
                format!("Put on “{text}”.")
            });
        }
        effects
    }

    /// Leaves what was taken up where it was.
    pub(super) fn leave_taken_up(&mut self) {
        if self.taken_up.take().is_some() {
            self.info("Left where it was, under Unplaced.");
        }
    }

    pub(super) fn dismiss(&mut self, stamp: &Stamp) -> Option<Effect> {
        let Some(what) = self.unmatched().cloned() else {
            self.warn(
                "Only what found no place can be dismissed: the rows under Unplaced at the end.",
            );
            return None;
        };
        let gist = sanitize::one_line(&what.gist()).into_owned();
        let effects = self.apply(
            Edit::Dismiss {
                what: Box::new(what),
            },
            stamp,
        );
        if effects.is_some() {
            let undo = self.model.key_of(Action::Undo);
            self.info(format!(
                "Dismissed: “{gist}”. It stays in the progress file; {undo} brings it back."
            ));
        }
        effects
    }

    /// The entry that is selected. Where something else is, says what can be done with that.
    pub(super) fn entry_or_say(&mut self) -> Option<EntryId> {
        let (put, dismiss) = (
            self.model.key_of(Action::Put),
            self.model.key_of(Action::Dismiss),
        );
        // On one row of the smallest screen, as the selected row may be the last.
        match self.outline.row()? {
            Row::Entry(id) => return Some(id),
            Row::UnmatchedHeading => {
                self.warn(format!(
                    "Go to a row below: {put} puts, {dismiss} dismisses."
                ));
            }
            Row::Unmatched(_) => {
                self.info(format!(
                    "{put} puts it on an entry, {dismiss} dismisses it."
                ));
            }
        }
        None
    }
}
