//! The rows of the outline: which entries are to be seen, which one is selected, and what part of them the
//! screen shows.

use crate::checklist::{Checklist, EntryId};

/// Rows kept in sight above and below the selected one.
const CONTEXT: usize = 2;

/// The visible rows of a checklist, by index.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    folded: Vec<bool>,
    /// The entries that no fold hides.
    rows: Vec<EntryId>,
    selected: usize,
    top: usize,
}

impl Outline {
    /// An outline with everything unfolded.
    pub fn new(checklist: &Checklist) -> Self {
        Outline {
            folded: vec![false; checklist.entries().len()],
            rows: checklist.ids().collect(),
            selected: 0,
            top: 0,
        }
    }

    /// The entries to be seen, from top to bottom.
    pub fn rows(&self) -> &[EntryId] {
        &self.rows
    }

    /// The row that is selected.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The entry that is selected; nothing where there are no entries.
    pub fn entry(&self) -> Option<EntryId> {
        self.rows.get(self.selected).copied()
    }

    /// The first row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Whether an entry hides what is under it.
    pub fn is_folded(&self, id: EntryId) -> bool {
        self.folded[id.0]
    }

    /// Selects a row; beyond the last it is the last.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.rows.len().saturating_sub(1));
    }

    /// Moves the selection down, or up where `rows` is negative.
    pub fn move_by(&mut self, rows: isize) {
        self.select(self.selected.saturating_add_signed(rows));
    }

    /// Selects an entry, unfolding what hides it.
    pub fn go_to(&mut self, checklist: &Checklist, id: EntryId) {
        let hiding: Vec<EntryId> = checklist.ancestors(id).filter(|&up| self.is_folded(up)).collect();
        if !hiding.is_empty() {
            for up in hiding {
                self.folded[up.0] = false;
            }
            self.show(checklist);
        }
        if let Ok(row) = self.rows.binary_search(&id) {
            self.selected = row;
        }
    }

    /// Folds or unfolds an entry that has others under it.
    pub fn set_folded(&mut self, checklist: &Checklist, id: EntryId, folded: bool) {
        self.folded[id.0] = folded && has_children(checklist, id);
        self.show(checklist);
    }

    /// Folds or unfolds everything. The title stays unfolded: folded it would hide all.
    pub fn set_all(&mut self, checklist: &Checklist, folded: bool) {
        for id in checklist.ids() {
            self.folded[id.0] = folded && has_children(checklist, id) && checklist.title() != Some(id);
        }
        self.show(checklist);
    }

    /// Finds the rows anew. The selection stays on its entry, or goes to the one that hides it.
    fn show(&mut self, checklist: &Checklist) {
        let selected = self.entry();
        self.rows.clear();
        let mut next = 0;
        while next < checklist.entries().len() {
            let id = EntryId(next);
            self.rows.push(id);
            next = if self.is_folded(id) { checklist.entry(id).end.0 } else { next + 1 };
        }
        // Entries are in preorder: the last row at or before a hidden entry is the one that hides it.
        let row = selected.map_or(0, |id| self.rows.partition_point(|&row| row <= id).saturating_sub(1));
        self.select(row);
    }

    /// Scrolls so that the selected row is in sight on a screen of `height` rows, and no room is left empty.
    pub fn scroll(&mut self, height: usize) {
        let context = CONTEXT.min(height.saturating_sub(1) / 2);
        let lowest_top = (self.selected + context + 1).saturating_sub(height);
        let highest_top = self.selected.saturating_sub(context);
        self.top = self.top.max(lowest_top).min(highest_top).min(self.rows.len().saturating_sub(height));
    }
}

/// Whether entries stand under this one.
pub fn has_children(checklist: &Checklist, id: EntryId) -> bool {
    checklist.entry(id).end.0 > id.0 + 1
}

#[cfg(test)]
mod tests {
    use super::Outline;
    use crate::checklist::{Checklist, EntryId};

    /// Rows 0 to 6.
    const TEXT: &str = "# T\n## A\n- [ ] one\n  - [ ] under\n- [ ] two\n## B\n- [ ] three\n";

    #[test]
    fn folding_hides_what_is_under_and_keeps_the_selection_in_sight() {
        let checklist = Checklist::parse(TEXT);
        let mut outline = Outline::new(&checklist);
        outline.select(3);
        outline.set_folded(&checklist, EntryId(1), true);
        assert_eq!(outline.rows(), [0, 1, 5, 6].map(EntryId));
        assert_eq!(outline.entry(), Some(EntryId(1)), "the section that hides the item");
        outline.go_to(&checklist, EntryId(3));
        assert_eq!((outline.entry(), outline.rows().len()), (Some(EntryId(3)), 7));
        outline.set_all(&checklist, true);
        assert_eq!(outline.rows(), [0, 1, 5].map(EntryId));
    }

    #[test]
    fn scrolling_keeps_rows_around_the_selected_one() {
        let checklist = Checklist::parse("- [ ] item\n".repeat(20));
        let mut outline = Outline::new(&checklist);
        for (row, height, top) in
            [(0, 6, 0), (3, 6, 0), (4, 6, 1), (19, 6, 14), (15, 6, 13), (5, 6, 3), (5, 40, 0), (5, 1, 5)]
        {
            outline.select(row);
            outline.scroll(height);
            assert_eq!(outline.top(), top, "row {row} in {height}");
        }
    }
}
