//! The weight of entries: what of the document enters a verdict, by its phase and by what it is.

use super::{Rules, Workbook};
use crate::checklist::{Directive, EntryId, Need, Origin, Phase};
use crate::progress::State;

/// The weight of an entry in the verdict, if its phase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// It has to be answered.
    Counts,
    /// It is optional.
    Optional,
    /// It is under an item whose condition doesn't hold, which answers it too.
    Answered,
    /// An option of a choice: another one is chosen, or stands for all of them.
    OtherOption,
    /// A box that isn't an item, and nobody decided whether it counts.
    Undecided,
    /// A box that isn't an item, and somebody decided that it doesn't count.
    Ignored,
    /// It can't be ticked.
    Nothing,
}

impl Weight {
    /// Returns whether it is that of an item, or of a box that counts like one.
    pub(super) fn is_item(self) -> bool {
        match self {
            Weight::Counts | Weight::Optional | Weight::Answered | Weight::OtherOption => true,
            Weight::Undecided | Weight::Ignored | Weight::Nothing => false,
        }
    }
}

impl Workbook {
    /// The weight of an entry.
    pub(super) fn weight(&self, id: EntryId) -> Weight {
        if !self.checklist.entry(id).can_be_ticked() {
            return Weight::Nothing;
        }
        let counts = self.counts(id);
        match (counts.value, counts.origin) {
            (false, Origin::Default | Origin::Pattern) => Weight::Undecided,
            (false, Origin::Person | Origin::Annotation | Origin::Inherited) => Weight::Ignored,
            (true, _) if self.need(id).value == Need::Optional => Weight::Optional,
            (true, _) if self.answered_by(id).is_some() => Weight::Answered,
            (true, _) if self.is_spared_option(id) => Weight::OtherOption,
            (true, _) => Weight::Counts,
        }
    }

    /// Returns whether an entry is, or is part of, an item that doesn't have to be answered.
    pub(super) fn is_spared(&self, id: EntryId) -> bool {
        self.checklist
            .item_of(id)
            .is_some_and(|item| self.weight(item) != Weight::Counts)
    }

    /// Returns whether somebody answered that the condition of an item doesn't hold.
    pub(super) fn is_not_the_case(&self, id: EntryId) -> bool {
        self.need(id).value == Need::Conditional
            && self.state(id) == State::Na
            && !self.needs_confirmation(id)
    }

    /// The items, and the boxes that count like items, in document order.
    pub fn counting(&self) -> impl Iterator<Item = EntryId> + '_ {
        let ids = self.checklist.ids();
        ids.filter(|&id| self.checklist.entry(id).can_be_ticked() && self.counts(id).value)
    }

    /// The section that an entry is in and that may be a rollback procedure, as long as nobody set its phase.
    pub(super) fn maybe_rollback(&self, id: EntryId) -> Option<EntryId> {
        let likely = self.likely_rollbacks.get_or_init(|| {
            let suggestions = self.checklist.suggestions().into_iter();
            let rollbacks =
                suggestions.filter(|it| it.directive == Directive::Phase(Phase::Rollback));
            rollbacks.map(|it| it.entry).collect()
        });
        let mut here = std::iter::once(id).chain(self.checklist.ancestors(id));
        here.find(|up| likely.contains(up))
            .filter(|&up| self.marks(up).phase.is_silent())
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

/// Returns whether items and places to fill of a phase can count.
pub(super) fn is_of_launch(phase: Phase) -> bool {
    matches!(phase, Phase::Before | Phase::During | Phase::After)
}
