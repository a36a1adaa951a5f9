//! The list of all blanks: moving in it, and going to where one stands.

use crate::checklist::BlankId;
use crate::progress::Stamp;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::blanks::{Blanks, Shown};
use crate::tui::outline::Row;
use crate::tui::overlay::Overlay;

impl App {
    /// Opens the list, on the first blank from the selected entry on.
    pub(super) fn list_blanks(&mut self) {
        let checklist = self.checklist();
        let row = self.outline.row();
        let mut all = (0..checklist.blanks().len()).map(BlankId);
        let selected = all.find(|&blank| Some(Row::Entry(checklist.blank(blank).entry)) >= row);
        if checklist.blanks().is_empty() {
            self.info("This document has no blanks.");
        } else {
            self.overlay = Some(Overlay::Blanks(Blanks { selected }));
        }
    }

    pub(super) fn act_on_blanks(&mut self, action: Action, stamp: &Stamp) {
        let Some(Overlay::Blanks(blanks)) = self.overlay else {
            return;
        };
        let list = self.listed_blanks();
        let (at, page) = (self.place_in_list(&list, blanks), self.page());
        let at = match action {
            Action::Down => at.saturating_add(1),
            Action::Up => at.saturating_sub(1),
            Action::PageDown => at.saturating_add_signed(page),
            Action::PageUp => at.saturating_add_signed(-page),
            Action::First => 0,
            Action::Last => usize::MAX,
            Action::OnlyUnfilled => {
                self.blanks_shown = match self.blanks_shown {
                    Shown::All => Shown::Unfilled,
                    Shown::Unfilled => Shown::All,
                };
                return;
            }
            Action::Choose => {
                self.overlay = None;
                if let Some(&blank) = list.get(at) {
                    self.go_to_blank(blank);
                    self.edit_blank(blank, stamp);
                }
                return;
            }
            _ => {
                self.overlay = None;
                return;
            }
        };
        let selected = list
            .get(at.min(list.len().saturating_sub(1)))
            .copied()
            .or(blanks.selected);
        self.overlay = Some(Overlay::Blanks(Blanks { selected }));
    }
}
