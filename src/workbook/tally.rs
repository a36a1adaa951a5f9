//! Counts of items and of places to fill.
//!
//! A variable is one place to fill, counted where it first stands: so the counts of sections add up to those of the
//! document.

use std::ops::Range;

use super::Workbook;
use crate::checklist::{BlankId, EntryId, Phase, VariableId};
use crate::progress::State;

/// The counts of a section or the whole document. Boxes that count are among the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// The items in each state, in the order of [`State::ALL`].
    states: [usize; State::ALL.len()],
    /// The done items that are only pre-ticked.
    pub pre_ticked: usize,
    /// Boxes that aren't items, and states in tables.
    pub boxes: usize,
    /// Ticked boxes that aren't items, and states that are done.
    pub boxes_ticked: usize,
    /// Blanks, and variables once each.
    pub blanks: usize,
    /// Blanks and variables that are filled.
    pub filled: usize,
    /// The variables among them.
    pub variables: usize,
    /// The filled variables among them.
    pub variables_filled: usize,
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

    /// Adds the states in tables that stand behind an entry and before the next: a basis counts them as boxes, too.
    fn add_states(&mut self, workbook: &Workbook, id: EntryId) {
        let all = workbook.checklist.table_states();
        if all.is_empty() {
            return;
        }
        let entries = workbook.checklist.entries();
        let start = if id.0 == 0 {
            0
        } else {
            entries[id.0].head.start
        };
        let end = entries
            .get(id.0 + 1)
            .map_or(usize::MAX, |next| next.head.start);
        let first = all.partition_point(|state| state.offset < start);
        let here = all[first..].iter().take_while(|state| state.offset < end);
        for state in here {
            self.boxes += 1;
            self.boxes_ticked += usize::from(state.is_done);
        }
    }

    fn add_variables(&mut self, workbook: &Workbook, variables: &[VariableId]) {
        let filled = variables.iter().copied();
        let filled = filled.filter(|&id| workbook.is_variable_filled(id)).count();
        self.variables += variables.len();
        self.variables_filled += filled;
        self.blanks += variables.len();
        self.filled += filled;
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
            tally.add_states(self, id);
            let filled = entry.blanks.clone().map(BlankId);
            tally.blanks += entry.blanks.len();
            tally.filled += filled.filter(|&blank| self.is_filled(blank)).count();
            tally.add_variables(self, self.checklist.variables_counted_at(id));
        }
        tally
    }
}
