//! Moving the selection, and folding.

use crate::checklist::EntryId;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::notice::sentence;
use crate::tui::outline::{self, OutlineRow, has_children};
use crate::tui::stepper::Stepper;
use crate::workbook::Blocker;

impl App {
    pub(super) fn select(&mut self, row: usize) {
        self.model.outline.select(row);
        self.model.detail.top = 0;
    }

    pub(super) fn move_by(&mut self, rows: isize) {
        self.model.outline.move_by(rows);
        self.model.detail.top = 0;
    }

    pub(super) fn go_to(&mut self, id: EntryId) {
        self.go_to_row(OutlineRow::Entry(id));
    }

    /// Selects a row. Ends a pause of a walk, and the walk where the row isn't an entry.
    pub(super) fn go_to_row(&mut self, row: OutlineRow) {
        self.model.walk = self
            .model
            .walk
            .filter(|_| matches!(row, OutlineRow::Entry(_)))
            .map(|_| Stepper::default());
        self.model.outline.go_to(&self.model.workbook, row);
        self.model.detail.top = 0;
    }

    pub(super) fn page(&self) -> isize {
        isize::try_from(self.areas().outline.height.saturating_sub(1).max(1)).unwrap_or(1)
    }

    pub(super) fn fold(&mut self) {
        let Some(row) = self.model.outline.row() else {
            return;
        };
        if has_children(&self.model.workbook, row) && !self.model.outline.is_folded(row) {
            self.model
                .outline
                .set_folded(&self.model.workbook, row, true);
            return;
        }
        let above = outline::above(self.model.checklist(), row).next();
        if let Some(above) = above {
            self.go_to_row(above);
        }
    }

    pub(super) fn unfold(&mut self) {
        let Some(row) = self.model.outline.row() else {
            return;
        };
        if self.model.outline.is_folded(row) {
            self.model
                .outline
                .set_folded(&self.model.workbook, row, false);
        } else if has_children(&self.model.workbook, row) {
            self.move_by(1);
        }
    }

    pub(super) fn next_section(&mut self) {
        let here = self.model.outline.row();
        let next = self.sections().find(|&row| Some(row) > here);
        self.go_to_or_notice(next, "This is the last section.");
    }

    pub(super) fn previous_section(&mut self) {
        let here = self.model.outline.row();
        let previous = self.sections().rfind(|&row| Some(row) < here);
        self.go_to_or_notice(previous, "This is the first section.");
    }

    /// Returns the sections, and the heading of unmatched marks.
    fn sections(&self) -> impl DoubleEndedIterator<Item = OutlineRow> {
        let sections = self
            .model
            .checklist()
            .ids()
            .filter(|&id| self.model.checklist().entry(id).is_section());
        let unmatched =
            (!self.model.workbook.unmatched().is_empty()).then_some(OutlineRow::UnmatchedHeading);
        sections
            .map(OutlineRow::Entry)
            .chain(unmatched)
            .filter(|&row| self.model.outline.lets_through(row))
    }

    /// Goes to the next blocker, wrapping around; without blockers to what is left until COMPLETE.
    /// A blank is found at its line.
    pub(super) fn next_open(&mut self) {
        let here = self.model.outline.row();
        let place = |blocker: &Blocker| match blocker.reason.blank() {
            Some(blank) => Some(self.model.checklist().blank(blank).entry),
            None => blocker.entry,
        };
        let left = self.model.workbook.verdict().left();
        let mut places: Vec<OutlineRow> = left
            .iter()
            .filter_map(place)
            .map(OutlineRow::Entry)
            .collect();
        places.sort_unstable();
        let after = places.iter().copied().find(|&row| Some(row) > here);
        let next = after.or(places.first().copied());
        if after.is_none() && next.is_some() {
            self.info("Continued from the top.");
        }
        let live = self.model.key_of(Action::GoLive);
        let otherwise = self.model.workbook.nothing_to_go_to(self.model.now, &live);
        let otherwise = sentence(&otherwise);
        self.go_to_or_notice(next, &otherwise);
    }

    pub(super) fn go_to_or_notice(&mut self, row: Option<OutlineRow>, otherwise: &str) {
        match row {
            Some(row) => self.go_to_row(row),
            None => self.info(otherwise.to_owned()),
        }
    }
}
