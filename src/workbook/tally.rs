//! Counts of items and blanks.

use std::ops::Range;

use super::Workbook;
use crate::checklist::{BlankId, EntryId, Phase};
use crate::progress::State;

/// The counts of a section or the whole document. Boxes that count are among the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// The items in each state, in the order of [`State::ALL`].
    states: [usize; State::ALL.len()],
    /// The done items that are only pre-ticked.
    pub pre_ticked: usize,
    /// Boxes that aren't items.
    pub boxes: usize,
    /// Ticked boxes that aren't items.
    pub boxes_ticked: usize,
    /// Blanks.
    pub blanks: usize,
    /// Blanks that are filled.
    pub filled: usize,
}

impl Tally {
    /// All items.
    pub fn total(&self) -> usize {
        self.states.iter().sum()
    }

    /// Items in one state.
    pub fn of(&self, state: State) -> usize {
        self.states[state as usize]
    }

    /// Items that are done, not applicable or waived.
    pub fn finished(&self) -> usize {
        self.of(State::Done) + self.of(State::Na) + self.of(State::Waived)
    }
}

impl Workbook {
    /// Counts the items and blanks of the whole checklist.
    pub fn tally(&self) -> Tally {
        self.count(self.checklist.ids())
    }

    /// Counts the items and blanks of an entry and all under it.
    pub fn tally_of(&self, id: EntryId) -> Tally {
        self.count(self.checklist.subtree(id))
    }

    /// Counts the items and blanks of the entries in a range.
    pub fn tally_between(&self, ids: Range<EntryId>) -> Tally {
        self.count((ids.start.0..ids.end.0).map(EntryId))
    }

    /// Counts the items and blanks of one phase.
    pub fn tally_in(&self, phase: Phase) -> Tally {
        self.count(self.checklist.ids().filter(|&id| self.phase(id) == phase))
    }

    fn count(&self, ids: impl Iterator<Item = EntryId>) -> Tally {
        let mut tally = Tally::default();
        for id in ids {
            let entry = self.checklist.entry(id);
            if entry.is_item() || entry.is_box() && self.counts(id).value {
                tally.states[self.state(id) as usize] += 1;
                tally.pre_ticked += usize::from(self.is_pre_ticked(id));
            } else if entry.is_box() {
                tally.boxes += 1;
                tally.boxes_ticked += usize::from(self.state(id) == State::Done);
            }
            tally.blanks += entry.blanks.len();
            tally.filled += entry
                .blanks
                .clone()
                .filter(|&blank| self.is_filled(BlankId(blank)))
                .count();
        }
        tally
    }
}
