//! Unmatched marks: moving one to its item, or dropping it.

use crate::checklist::EntryId;
use crate::progress::Stamp;
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::outline::OutlineRow;
use crate::workbook::{Edit, Unmatched};

impl App {
    /// Picks up the selected mark, or moves the picked one to the selected entry.
    pub(super) fn put(&mut self, stamp: &Stamp) -> Option<Effect> {
        match (self.model.outline.row(), self.model.moving_mark().cloned()) {
            _ if self.refuse_change() => {}
            (Some(OutlineRow::Unmatched(index)), _) => self.model.moving_mark = Some(index),
            (Some(OutlineRow::Entry(entry)), Some(what)) => {
                return self.move_mark_to(entry, what, stamp);
            }
            (_, Some(_)) => {
                let put = self.model.key_of(Action::MoveMark);
                self.warn(format!("Select the matching item, then press {put}."));
            }
            (_, None) => {
                let put = self.model.key_of(Action::MoveMark);
                self.warn(format!(
                    "Nothing to move: select an unmatched mark at the end, then press {put}."
                ));
            }
        }
        None
    }

    fn move_mark_to(&mut self, entry: EntryId, what: Unmatched, stamp: &Stamp) -> Option<Effect> {
        let effects = self.apply(
            Edit::Put {
                what: Box::new(what),
                entry,
            },
            stamp,
        );
        if effects.is_some() {
            self.model.moving_mark = None;
            let text = sanitize::one_line(&self.model.workbook.reading(entry)).into_owned();
            self.info(if self.model.workbook.needs_confirmation(entry) {
                let confirm = self.model.key_of(Action::Toggle);
                format!("Moved to “{text}”. It was ticked on different text ({confirm}: confirm).")
            } else {
                format!("Moved to “{text}”.")
            });
        }
        effects
    }

    /// Stops moving a mark.
    pub(super) fn cancel_move(&mut self) {
        if self.model.moving_mark.take().is_some() {
            self.info("Not moved.");
        }
    }

    pub(super) fn dismiss(&mut self, stamp: &Stamp) -> Option<Effect> {
        let Some(what) = self.model.unmatched().cloned() else {
            self.warn("Only unmatched marks can be dropped; they are at the end.");
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
                "Dropped: “{gist}”. It stays in the progress file ({undo}: undo)."
            ));
        }
        effects
    }

    /// Returns the selected entry; on another row shows what can be done there.
    pub(super) fn entry_or_notice(&mut self) -> Option<EntryId> {
        let (put, dismiss) = (
            self.model.key_of(Action::MoveMark),
            self.model.key_of(Action::DropMark),
        );
        // On one row of the smallest screen, as the selected row may be the last.
        match self.model.outline.row()? {
            OutlineRow::Entry(id) => return Some(id),
            OutlineRow::UnmatchedHeading => {
                self.warn(format!(
                    "Select a row below ({put}: move, {dismiss}: drop)."
                ));
            }
            OutlineRow::Unmatched(_) => {
                self.info(format!("{put}: move it to an item, {dismiss}: drop it."));
            }
        }
        None
    }
}
