//! The rows of the outline: which entries are visible, which one is selected, and which part is on the screen. After the
//! entries come the unmatched marks.

mod filtered;

use crate::checklist::{Checklist, EntryId};
use crate::workbook::{Spot, Workbook};
use filtered::Filtered;

/// Rows kept in sight above and below the selected one.
const CONTEXT: usize = 2;

/// The way rows scroll when the selection leaves the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scrolling {
    /// A row: the terminal moves them itself.
    ByRow,
    /// Half of the screen: next to the detail the terminal can't move rows, so all are sent again,
    /// better once for many.
    ByHalf,
}

/// A row of the outline, ordered from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutlineRow {
    /// An entry of the document.
    Entry(EntryId),
    /// Returns the heading of unmatched marks.
    UnmatchedHeading,
    /// An unmatched mark, by its index in [`Workbook::unmatched`].
    Unmatched(usize),
}

impl OutlineRow {
    /// Its indentation.
    pub fn depth(self, checklist: &Checklist) -> usize {
        match self {
            OutlineRow::Entry(id) => checklist.entry(id).depth,
            OutlineRow::UnmatchedHeading => 0,
            OutlineRow::Unmatched(_) => 1,
        }
    }
}

impl From<Spot> for OutlineRow {
    fn from(spot: Spot) -> OutlineRow {
        match spot {
            Spot::Entry(id) => OutlineRow::Entry(id),
            Spot::Unmatched(index) => OutlineRow::Unmatched(index),
        }
    }
}

/// The visible rows of a workbook, by index.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// The fold state of each entry, and at the end of the heading of unmatched marks.
    folded: Vec<bool>,
    /// The rows that no fold and no filter hides.
    rows: Vec<OutlineRow>,
    selected: usize,
    top: usize,
    filtered: Option<Filtered>,
}

impl Outline {
    /// An outline with everything unfolded.
    pub fn new(workbook: &Workbook) -> Self {
        let folded = vec![false; workbook.checklist().entries().len() + 1];
        let mut outline = Outline {
            folded,
            ..Outline::default()
        };
        outline.show(workbook);
        outline
    }

    /// The rows to be seen, from top to bottom.
    pub fn rows(&self) -> &[OutlineRow] {
        &self.rows
    }

    /// The place of the row that is selected.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The row that is selected; nothing where there are none.
    pub fn row(&self) -> Option<OutlineRow> {
        self.rows.get(self.selected).copied()
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Returns whether a row hides what is under it.
    pub fn is_folded(&self, row: OutlineRow) -> bool {
        self.place_of_fold(row).is_some_and(|at| self.folded[at])
    }

    /// Returns the index of the fold state of a row.
    fn place_of_fold(&self, row: OutlineRow) -> Option<usize> {
        match row {
            OutlineRow::Entry(id) => Some(id.0),
            OutlineRow::UnmatchedHeading => Some(self.folded.len() - 1),
            OutlineRow::Unmatched(_) => None,
        }
    }

    /// Selects a row by its place; beyond the last it is the last.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.rows.len().saturating_sub(1));
    }

    /// Moves the selection down, or up where `rows` is negative.
    pub fn move_by(&mut self, rows: isize) {
        self.select(self.selected.saturating_add_signed(rows));
    }

    /// Selects a row, unfolding what hides it; past a filter, it is held in sight.
    pub fn go_to(&mut self, workbook: &Workbook, row: OutlineRow) {
        self.hold(workbook, row);
        let hiding: Vec<OutlineRow> = above(workbook.checklist(), row)
            .filter(|&up| self.is_folded(up))
            .collect();
        if !hiding.is_empty() {
            for up in hiding {
                self.set(up, false);
            }
            self.show(workbook);
        }
        if let Ok(at) = self.rows.binary_search(&row) {
            self.selected = at;
        }
    }

    /// Folds or unfolds a row that has others under it.
    pub fn set_folded(&mut self, workbook: &Workbook, row: OutlineRow, folded: bool) {
        self.set(row, folded && has_children(workbook, row));
        self.show(workbook);
    }

    /// Folds or unfolds everything. The title stays unfolded: folded it would hide all.
    pub fn set_all(&mut self, workbook: &Workbook, folded: bool) {
        for row in workbook
            .checklist()
            .ids()
            .map(OutlineRow::Entry)
            .chain([OutlineRow::UnmatchedHeading])
        {
            let is_title = workbook.checklist().title().map(OutlineRow::Entry) == Some(row);
            self.set(row, folded && has_children(workbook, row) && !is_title);
        }
        self.show(workbook);
    }

    fn set(&mut self, row: OutlineRow, folded: bool) {
        if let Some(at) = self.place_of_fold(row) {
            self.folded[at] = folded;
        }
    }

    /// Updates the rows after a change of the workbook. The selection stays on its row, even if it
    /// no longer matches the filter, or goes to the row that folds it; if it is gone, to the row
    /// that took its place.
    pub fn show(&mut self, workbook: &Workbook) {
        let selected = self.row();
        if let Some(filtered) = &mut self.filtered {
            filtered.look_again(workbook, selected);
        }
        self.find_rows(workbook);
    }

    fn find_rows(&mut self, workbook: &Workbook) {
        let selected = self.row();
        self.rows = self.rows_in_sight(workbook);
        // Entries are in preorder: the last row at or before a hidden entry is the one that hides it.
        let at = selected.map_or(0, |row| {
            self.rows
                .partition_point(|&other| other <= row)
                .saturating_sub(1)
        });
        self.select(at);
    }

    fn rows_in_sight(&self, workbook: &Workbook) -> Vec<OutlineRow> {
        let checklist = workbook.checklist();
        let held = self.held();
        let above_held: Vec<OutlineRow> = held
            .into_iter()
            .flat_map(|row| above(checklist, row))
            .collect();
        let is_seen = |row: OutlineRow| {
            self.lets_through(row) || Some(row) == held || above_held.contains(&row)
        };
        let mut rows = Vec::with_capacity(self.rows.len());
        let mut next = 0;
        while next < checklist.entries().len() {
            let row = OutlineRow::Entry(EntryId(next));
            let seen = is_seen(row);
            rows.extend(seen.then_some(row));
            // Rows under a hidden row are hidden too.
            next = if !seen || self.is_folded(row) {
                checklist.entry(EntryId(next)).end.0
            } else {
                next + 1
            };
        }
        let unmatched: Vec<OutlineRow> = (0..workbook.unmatched().len())
            .map(OutlineRow::Unmatched)
            .filter(|&row| is_seen(row))
            .collect();
        if !unmatched.is_empty() || held == Some(OutlineRow::UnmatchedHeading) {
            rows.push(OutlineRow::UnmatchedHeading);
            let hidden = self.is_folded(OutlineRow::UnmatchedHeading);
            rows.extend(unmatched.into_iter().filter(|_| !hidden));
        }
        rows
    }

    /// Scrolls a screen of `height` rows down, or up where `rows` is negative. What is selected stays in sight.
    pub fn scroll_by(&mut self, rows: isize, height: usize) {
        let context = CONTEXT.min(height.saturating_sub(1) / 2);
        let lowest = self.rows.len().saturating_sub(height);
        self.top = self.top.saturating_add_signed(rows).min(lowest);
        let first = if self.top == 0 { 0 } else { self.top + context };
        let last = if self.top == lowest {
            usize::MAX
        } else {
            (self.top + height).saturating_sub(context + 1)
        };
        self.select(self.selected.max(first).min(last));
    }

    /// Scrolls so that the selected row is in sight on a screen of `height` rows, and no room is
    /// left empty: as little as needed, or as far as `scrolling` says.
    pub fn scroll(&mut self, height: usize, scrolling: Scrolling) {
        let context = CONTEXT.min(height.saturating_sub(1) / 2);
        let lowest_top = (self.selected + context + 1).saturating_sub(height);
        let highest_top = self.selected.saturating_sub(context);
        let further = match scrolling {
            Scrolling::ByRow => 0,
            Scrolling::ByHalf => height / 2,
        };
        if self.top < lowest_top {
            self.top = (lowest_top + further).min(highest_top);
        } else if self.top > highest_top {
            self.top = highest_top.saturating_sub(further).max(lowest_top);
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }
}

/// The rows above one in the tree, the nearest first.
pub fn above(checklist: &Checklist, row: OutlineRow) -> impl Iterator<Item = OutlineRow> + '_ {
    let (entry, heading) = match row {
        OutlineRow::Entry(id) => (checklist.entry(id).parent, None),
        OutlineRow::UnmatchedHeading => (None, None),
        OutlineRow::Unmatched(_) => (None, Some(OutlineRow::UnmatchedHeading)),
    };
    let entries = std::iter::successors(entry, |&up| checklist.entry(up).parent);
    entries.map(OutlineRow::Entry).chain(heading)
}

/// Returns whether a row has child rows.
pub fn has_children(workbook: &Workbook, row: OutlineRow) -> bool {
    match row {
        OutlineRow::Entry(id) => workbook.checklist().entry(id).end.0 > id.0 + 1,
        OutlineRow::UnmatchedHeading => !workbook.unmatched().is_empty(),
        OutlineRow::Unmatched(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Outline, OutlineRow, Scrolling};
    use crate::checklist::{Checklist, EntryId};
    use crate::progress::{Progress, Stamp, State};
    use crate::workbook::{Edit, Workbook};

    /// Rows 0 to 6.
    const TEXT: &str = "# T\n## A\n- [ ] one\n  - [ ] under\n- [ ] two\n## B\n- [ ] three\n";

    fn workbook(text: &str) -> Workbook {
        Workbook::new(Checklist::parse(text), Progress::default())
    }

    fn entries(ids: &[usize]) -> Vec<OutlineRow> {
        ids.iter()
            .map(|&id| OutlineRow::Entry(EntryId(id)))
            .collect()
    }

    #[test]
    fn folding_hides_what_is_under_and_keeps_the_selection_in_sight() {
        let workbook = workbook(TEXT);
        let mut outline = Outline::new(&workbook);
        outline.select(3);
        outline.set_folded(&workbook, OutlineRow::Entry(EntryId(1)), true);
        assert_eq!(outline.rows(), entries(&[0, 1, 5, 6]));
        assert_eq!(
            outline.row(),
            Some(OutlineRow::Entry(EntryId(1))),
            "the section that hides the item"
        );
        outline.go_to(&workbook, OutlineRow::Entry(EntryId(3)));
        assert_eq!(
            (outline.row(), outline.rows().len()),
            (Some(OutlineRow::Entry(EntryId(3))), 7)
        );
        outline.set_all(&workbook, true);
        assert_eq!(outline.rows(), entries(&[0, 1, 5]));
    }

    #[test]
    fn what_found_no_place_stands_at_the_end_and_folds() {
        let mut workbook = workbook(TEXT);
        let stamp = Stamp {
            by: "me".to_owned(),
            acting: None,
            at: chrono::DateTime::UNIX_EPOCH,
        };
        for id in [2, 4] {
            let edit = Edit::State {
                entry: EntryId(id),
                state: State::Done,
                reason: None,
            };
            workbook.apply(edit, &stamp).unwrap();
        }
        workbook.turn_to(Checklist::parse("# T\n- [ ] quite another thing\n"));
        let mut outline = Outline::new(&workbook);
        let all = [
            OutlineRow::UnmatchedHeading,
            OutlineRow::Unmatched(0),
            OutlineRow::Unmatched(1),
        ];
        assert_eq!(outline.rows(), [entries(&[0, 1]).as_slice(), &all].concat());
        outline.select(usize::MAX);
        outline.set_all(&workbook, true);
        assert_eq!(
            (outline.rows().len(), outline.row()),
            (3, Some(OutlineRow::UnmatchedHeading))
        );
        outline.go_to(&workbook, OutlineRow::Unmatched(1));
        assert_eq!(outline.row(), Some(OutlineRow::Unmatched(1)));
        for left in [1, 0] {
            let what = Box::new(workbook.unmatched()[left].clone());
            workbook.apply(Edit::Dismiss { what }, &stamp).unwrap();
            outline.show(&workbook);
            let last = if left > 0 {
                OutlineRow::Unmatched(0)
            } else {
                OutlineRow::Entry(EntryId(1))
            };
            assert_eq!(outline.row(), Some(last));
        }
    }

    #[test]
    fn scrolling_keeps_rows_around_the_selected_one() {
        let mut outline = Outline::new(&workbook(&"- [ ] item\n".repeat(20)));
        for (row, height, top) in [
            (0, 6, 0),
            (3, 6, 0),
            (4, 6, 1),
            (19, 6, 14),
            (15, 6, 13),
            (5, 6, 3),
            (5, 40, 0),
            (5, 1, 5),
        ] {
            outline.select(row);
            outline.scroll(height, Scrolling::ByRow);
            assert_eq!(outline.top(), top, "row {row} in {height}");
        }
        for (row, height, top) in [
            (3, 6, 0),
            (4, 6, 2),
            (5, 6, 2),
            (6, 6, 4),
            (7, 6, 4),
            (8, 6, 6),
            (7, 6, 4),
            (19, 6, 14),
            (15, 6, 12),
            (0, 40, 0),
        ] {
            outline.select(row);
            outline.scroll(height, Scrolling::ByHalf);
            assert_eq!(outline.top(), top, "row {row} in {height} by half");
        }
    }
}
