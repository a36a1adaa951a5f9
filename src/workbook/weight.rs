//! The weight of entries: what of the document enters a verdict, by its phase and by what it is.

use super::{Rules, Workbook};
use crate::checklist::{EntryId, Phase};
use crate::progress::State;

/// The weight of an entry in the verdict, if its phase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// It has to be answered.
    Counts,
    /// An optional item.
    Optional,
    /// A box that isn't an item, and nobody decided whether it counts.
    Undecided,
    /// It can't be ticked.
    Nothing,
}

impl Workbook {
    /// The weight of an entry.
    pub(super) fn weight(&self, id: EntryId) -> Weight {
        let entry = self.checklist.entry(id);
        if entry.is_box() {
            Weight::Undecided
        } else if !entry.is_item() {
            Weight::Nothing
        } else if self.is_optional(id) {
            Weight::Optional
        } else {
            Weight::Counts
        }
    }

    /// Returns whether an entry is, or is part of, an item that doesn't have to be answered.
    pub(super) fn is_spared(&self, id: EntryId) -> bool {
        self.checklist
            .item_of(id)
            .is_some_and(|item| self.weight(item) != Weight::Counts)
    }

    /// The entries that the rules are about.
    pub(super) fn ids_in(&self, rules: Rules) -> Box<dyn Iterator<Item = EntryId>> {
        match rules.section {
            None => Box::new(self.checklist.ids()),
            Some(section) => Box::new(self.checklist.subtree(section)),
        }
    }

    /// The phase of an entry by these rules: a section that they are about counts as before the launch.
    pub(super) fn phase_by(&self, id: EntryId, rules: Rules) -> Phase {
        let asked_for = rules.section.map(|section| self.phase(section));
        match self.phase(id) {
            Phase::During | Phase::After if asked_for.is_some() => Phase::Before,
            phase if asked_for == Some(phase) => Phase::Before,
            phase => phase,
        }
    }
}

/// Returns whether a state leaves something to do.
pub(super) fn is_open(state: State) -> bool {
    matches!(state, State::Open | State::Blocked)
}
