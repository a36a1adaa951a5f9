//! An outline with a filter. Folds belong to the filter while it is on; the earlier ones come back with the rows. The
//! selected row stays in sight until the selection moves on, even if it no longer matches.

use chrono::{DateTime, Utc};

use super::{Outline, OutlineRow};
use crate::workbook::{Filter, Shown, Workbook};

/// The filter of an outline.
#[derive(Debug, Clone)]
pub(super) struct Filtered {
    filter: Filter,
    shown: Shown,
    /// The row that stays in sight although it may not fit.
    held: Option<OutlineRow>,
    /// The folds from before.
    folded_before: Vec<bool>,
}

impl Filtered {
    /// Applies the filter again after a change of the workbook. The selected row is held.
    pub(super) fn look_again(&mut self, workbook: &Workbook, selected: Option<OutlineRow>) {
        self.shown = workbook.shown_by(&self.filter);
        self.held = selected;
    }
}

impl Outline {
    /// The filter that is on.
    pub fn filter(&self) -> Option<&Filter> {
        self.filtered.as_ref().map(|filtered| &filtered.filter)
    }

    /// Tells the filter that is on what time it is.
    pub fn turn_clock(&mut self, now: DateTime<Utc>) {
        if let Some(filtered) = &mut self.filtered {
            filtered.filter.turn_clock(now);
        }
    }

    /// Returns the rows that the filter shows.
    pub fn shown(&self) -> Option<&Shown> {
        self.filtered.as_ref().map(|filtered| &filtered.shown)
    }

    /// Returns whether a row matches the filter, or is an ancestor of a match. Without a filter all
    /// do.
    pub fn lets_through(&self, row: OutlineRow) -> bool {
        let Some(Filtered { shown, .. }) = &self.filtered else {
            return true;
        };
        match row {
            OutlineRow::Entry(id) => shown.is_seen(id),
            OutlineRow::UnmatchedHeading => shown.fits_unmatched_any(),
            OutlineRow::Unmatched(index) => shown.fits_unmatched(index),
        }
    }

    /// Returns whether a row is visible only as an ancestor of a match.
    pub fn is_only_above(&self, row: OutlineRow) -> bool {
        let Some(Filtered { shown, .. }) = &self.filtered else {
            return false;
        };
        matches!(row, OutlineRow::Entry(id) if !shown.fits(id)) && self.held() != Some(row)
    }

    /// Returns whether a row is folded when no filter is on.
    pub fn is_folded_by_hand(&self, row: OutlineRow) -> bool {
        let folded = self
            .filtered
            .as_ref()
            .map_or(&self.folded, |filtered| &filtered.folded_before);
        self.place_of_fold(row).is_some_and(|at| folded[at])
    }

    /// Shows the rows that match a filter, all rows if it is empty. The selection goes `near` a
    /// row: to itself, else to the next match.
    pub fn set_filter(&mut self, workbook: &Workbook, filter: Filter, near: Option<OutlineRow>) {
        if filter.is_empty() {
            if let Some(filtered) = self.filtered.take() {
                self.folded = filtered.folded_before;
            }
            self.find_rows(workbook);
            if let Some(row) = near {
                self.go_to(workbook, row);
            }
            return;
        }
        let shown = workbook.shown_by(&filter);
        let folded_before = if let Some(filtered) = self.filtered.take() {
            filtered.folded_before
        } else {
            let nothing = vec![false; self.folded.len()];
            std::mem::replace(&mut self.folded, nothing)
        };
        self.filtered = Some(Filtered {
            filter,
            shown,
            held: None,
            folded_before,
        });
        self.find_rows(workbook);
        self.go_to_fitting(near);
    }

    /// Selects the first row that fits at or after one, else the last that does.
    fn go_to_fitting(&mut self, from: Option<OutlineRow>) {
        let fits =
            |row: &&OutlineRow| !self.is_only_above(**row) && **row != OutlineRow::UnmatchedHeading;
        let after = self
            .rows
            .iter()
            .filter(fits)
            .find(|row| Some(**row) >= from);
        let next = after.or(self.rows.iter().rfind(fits)).copied();
        if let Some(at) = next.and_then(|row| self.rows.binary_search(&row).ok()) {
            self.select(at);
        }
    }

    /// Lets go of a row that was held in sight, once the selection has moved on.
    pub fn let_go(&mut self, workbook: &Workbook) {
        let selected = self.row();
        let Some(held) = self.held().filter(|&held| Some(held) != selected) else {
            return;
        };
        if let Some(filtered) = &mut self.filtered {
            filtered.held = None;
        }
        if !self.lets_through(held) {
            self.find_rows(workbook);
        }
    }

    /// Holds a row in sight that does not fit.
    pub(super) fn hold(&mut self, workbook: &Workbook, row: OutlineRow) {
        if self.lets_through(row) {
            return;
        }
        if let Some(filtered) = &mut self.filtered {
            filtered.held = Some(row);
            self.find_rows(workbook);
        }
    }

    pub(super) fn held(&self) -> Option<OutlineRow> {
        self.filtered.as_ref().and_then(|filtered| filtered.held)
    }
}

#[cfg(test)]
mod tests {
    use super::{Outline, OutlineRow};
    use crate::checklist::{Checklist, EntryId};
    use crate::progress::{Progress, Stamp, State};
    use crate::tui::outline::Scrolling;
    use crate::workbook::{Edit, Filter, Want, Workbook};

    fn rows(outline: &Outline) -> Vec<usize> {
        let entry = |row: &OutlineRow| {
            if let OutlineRow::Entry(id) = row {
                id.0
            } else {
                usize::MAX
            }
        };
        outline.rows().iter().map(entry).collect()
    }

    #[test]
    fn a_filter_keeps_the_selection_in_sight_and_gives_the_folds_back() {
        let text = "# T\n## A\n- [ ] one\n- [x] two\n- [ ] three\n## B\n- [x] four\n";
        let mut workbook = Workbook::new(Checklist::parse(text), Progress::default());
        let mut outline = Outline::new(&workbook);
        outline.set_folded(&workbook, OutlineRow::Entry(EntryId(5)), true);
        outline.go_to(&workbook, OutlineRow::Entry(EntryId(3)));
        let mut filter = Filter::of("me");
        filter.toggle(Want::Open);
        let here = outline.row();
        outline.set_filter(&workbook, filter.clone(), here);
        assert_eq!(
            (rows(&outline), outline.row()),
            (vec![0, 1, 2, 4], Some(OutlineRow::Entry(EntryId(4))))
        );
        let stamp = Stamp {
            by: "me".to_owned(),
            acting: None,
            at: chrono::DateTime::UNIX_EPOCH,
        };
        let done = Edit::State {
            entry: EntryId(4),
            state: State::Done,
            reason: None,
        };
        workbook.apply(done, &stamp).unwrap();
        outline.show(&workbook);
        outline.let_go(&workbook);
        assert_eq!(
            rows(&outline),
            [0, 1, 2, 4],
            "ticked, it stays until the selection moves on"
        );
        outline.move_by(-1);
        outline.let_go(&workbook);
        assert_eq!(
            (rows(&outline), outline.row()),
            (vec![0, 1, 2], Some(OutlineRow::Entry(EntryId(2))))
        );
        outline.go_to(&workbook, OutlineRow::Entry(EntryId(6)));
        assert_eq!(
            rows(&outline),
            [0, 1, 2, 5, 6],
            "what is jumped to is seen, with what stands above"
        );
        outline.move_by(-10);
        outline.let_go(&workbook);
        outline.set_all(&workbook, true);
        assert_eq!(rows(&outline), [0, 1]);
        let here = outline.row();
        outline.set_filter(&workbook, Filter::of("me"), here);
        assert_eq!(
            rows(&outline),
            [0, 1, 2, 3, 4, 5],
            "as it was folded before"
        );
        filter.toggle(Want::Open);
        filter.toggle(Want::Conflicts);
        outline.set_filter(&workbook, filter, here);
        assert_eq!((rows(&outline), outline.row()), (vec![], None));
        outline.show(&workbook);
        outline.scroll(10, Scrolling::ByRow);
        let here = outline.row();
        outline.set_filter(&workbook, Filter::of("me"), here);
        assert_eq!(rows(&outline).len(), 6);
    }
}
