//! Moving the selection, and folding.

use crate::checklist::EntryId;
use crate::tui::app::App;
use crate::tui::outline::{self, Row, has_children};
use crate::tui::stepper::Walk;
use crate::workbook::Blocker;

impl App {
    pub(super) fn select(&mut self, row: usize) {
        self.outline.select(row);
        self.detail.top = 0;
    }

    pub(super) fn move_by(&mut self, rows: isize) {
        self.outline.move_by(rows);
        self.detail.top = 0;
    }

    pub(super) fn go_to(&mut self, id: EntryId) {
        self.go_to_row(Row::Entry(id));
    }

    /// Selects a row. A pause of a walk ends there, and where the row is no entry the walk: what was gone to is to be
    /// seen.
    pub(super) fn go_to_row(&mut self, row: Row) {
        self.model.walk = self
            .model
            .walk
            .filter(|_| matches!(row, Row::Entry(_)))
            .map(|_| Walk::default());
        self.outline.go_to(&self.model.workbook, row);
        self.detail.top = 0;
    }

    pub(super) fn page(&self) -> isize {
        isize::try_from(self.areas().outline.height.saturating_sub(1).max(1)).unwrap_or(1)
    }

    pub(super) fn fold(&mut self) {
        let Some(row) = self.outline.row() else {
            return;
        };
        if has_children(&self.model.workbook, row) && !self.outline.is_folded(row) {
            self.outline.set_folded(&self.model.workbook, row, true);
            return;
        }
        let above = outline::above(self.checklist(), row).next();
        if let Some(above) = above {
            self.go_to_row(above);
        }
    }

    pub(super) fn unfold(&mut self) {
        let Some(row) = self.outline.row() else {
            return;
        };
        if self.outline.is_folded(row) {
            self.outline.set_folded(&self.model.workbook, row, false);
        } else if has_children(&self.model.workbook, row) {
            self.move_by(1);
        }
    }

    pub(super) fn next_section(&mut self) {
        let here = self.outline.row();
        let next = self.sections().find(|&row| Some(row) > here);
        self.go_to_or_say(next, "This is the last section.");
    }

    pub(super) fn previous_section(&mut self) {
        let here = self.outline.row();
        let previous = self.sections().rfind(|&row| Some(row) < here);
        self.go_to_or_say(previous, "This is the first section.");
    }

    /// The sections, and the heading over what found no place.
    fn sections(&self) -> impl DoubleEndedIterator<Item = Row> {
        let sections = self
            .checklist()
            .ids()
            .filter(|&id| self.checklist().entry(id).is_section());
        let unmatched =
            (!self.model.workbook.unmatched().is_empty()).then_some(Row::UnmatchedHeading);
        sections
            .map(Row::Entry)
            .chain(unmatched)
            .filter(|&row| self.outline.lets_through(row))
    }

    /// Goes to the next thing that stands in the way, after the last from the top again; where nothing does, to what is
    /// left until COMPLETE. A blank is looked for where it stands.
    pub(super) fn next_open(&mut self) {
        let here = self.outline.row();
        let place = |blocker: &Blocker| match blocker.reason.blank() {
            Some(blank) => Some(self.checklist().blank(blank).entry),
            None => blocker.entry,
        };
        let left = self.model.workbook.verdict().left();
        let mut places: Vec<Row> = left.iter().filter_map(place).map(Row::Entry).collect();
        places.sort_unstable();
        let after = places.iter().copied().find(|&row| Some(row) > here);
        let next = after.or(places.first().copied());
        if after.is_none() && next.is_some() {
            self.info("From the top again.");
        }
        let otherwise = super::sentence(&self.model.workbook.nothing_to_go_to(self.model.now));
        self.go_to_or_say(next, &otherwise);
    }

    pub(super) fn go_to_or_say(&mut self, row: Option<Row>, otherwise: &str) {
        match row {
            Some(row) => self.go_to_row(row),
            None => self.info(otherwise.to_owned()),
        }
    }
}
