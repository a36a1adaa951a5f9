//! Moving the selection, folding, and searching.

use crate::checklist::EntryId;
use crate::screen::field::Purpose;
use crate::screen::outline;
use crate::screen::session::{Overlay, Session};
use crate::workbook::Obstacle;

impl Session {
    pub(super) fn select(&mut self, row: usize) {
        self.outline.select(row);
        self.detail.top = 0;
    }

    pub(super) fn move_by(&mut self, rows: isize) {
        self.outline.move_by(rows);
        self.detail.top = 0;
    }

    pub(super) fn go_to(&mut self, id: EntryId) {
        self.outline.go_to(self.workbook.checklist(), id);
        self.detail.top = 0;
    }

    pub(super) fn page(&self) -> isize {
        isize::try_from(self.areas().outline.height.saturating_sub(1).max(1)).unwrap_or(1)
    }

    pub(super) fn fold(&mut self) {
        let Some(id) = self.entry() else { return };
        if outline::has_children(self.checklist(), id) && !self.outline.is_folded(id) {
            self.outline.set_folded(self.workbook.checklist(), id, true);
        } else if let Some(parent) = self.checklist().entry(id).parent {
            self.go_to(parent);
        }
    }

    pub(super) fn unfold(&mut self) {
        let Some(id) = self.entry() else { return };
        if self.outline.is_folded(id) {
            self.outline.set_folded(self.workbook.checklist(), id, false);
        } else if outline::has_children(self.checklist(), id) {
            self.move_by(1);
        }
    }

    pub(super) fn next_section(&mut self) {
        let sections = self.sections();
        let next = sections.into_iter().find(|&id| Some(id) > self.entry());
        self.go_to_or_say(next, "This is the last section.");
    }

    pub(super) fn previous_section(&mut self) {
        let sections = self.sections();
        let previous = sections.into_iter().rev().find(|&id| Some(id) < self.entry());
        self.go_to_or_say(previous, "This is the first section.");
    }

    pub(super) fn sections(&self) -> Vec<EntryId> {
        self.checklist().ids().filter(|&id| self.checklist().entry(id).is_section()).collect()
    }

    /// Goes to the next thing that stands in the way, after the last from the top again. A blank is looked for
    /// where it stands.
    pub(super) fn next_open(&mut self) {
        let here = self.entry();
        let place = |obstacle: Obstacle| match obstacle.why.blank() {
            Some(blank) => Some(self.checklist().blank(blank).entry),
            None => obstacle.entry,
        };
        let mut places: Vec<EntryId> =
            self.workbook.verdict().obstacles.into_iter().filter_map(place).collect();
        places.sort_unstable();
        let after = places.iter().copied().find(|&id| Some(id) > here);
        let next = after.or(places.first().copied());
        if after.is_none() && next.is_some() {
            self.message = Some("From the top again.".to_owned());
        }
        self.go_to_or_say(next, "Nothing stands in the way.");
    }

    pub(super) fn go_to_or_say(&mut self, id: Option<EntryId>, otherwise: &str) {
        match id {
            Some(id) => self.go_to(id),
            None => self.message = Some(otherwise.to_owned()),
        }
    }

    /// Searches for what the search field holds, and jumps to the best match.
    pub(super) fn search_typed(&mut self) {
        let Some(Overlay::Field(field)) = &self.overlay else { return };
        let Purpose::Find { from } = field.purpose else { return };
        let query = field.text();
        self.matches = self.workbook.search(&query, self.checklist().ids());
        // Of the best, the first after the place where the search began.
        let best = self.matches.iter().max_by_key(|hit| {
            let after = Some(hit.entry) >= from;
            (hit.score, after, std::cmp::Reverse(hit.entry))
        });
        if let Some(id) = best.map(|hit| hit.entry).or(from) {
            self.go_to(id);
        }
    }

    /// Goes to the next match in the order of the document, or the one before; after the last comes the first.
    pub(super) fn next_match(&mut self, step: isize) {
        let here = self.entry();
        let matches = || self.matches.iter().map(|hit| hit.entry);
        let next = if step > 0 {
            matches().find(|&id| Some(id) > here).or(matches().next())
        } else {
            matches().rev().find(|&id| Some(id) < here).or(matches().next_back())
        };
        self.go_to_or_say(next, "Nothing matches.");
    }
}
