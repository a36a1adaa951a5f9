//! Questions about variables that are asked once per session: whether a blank fills one, and its value before a step is ticked.

use std::collections::{HashSet, VecDeque};

use crate::checklist::{BlankId, Checklist, VariableId};

/// What was asked, and what waits until no field is open.
#[derive(Debug, Clone, Default)]
pub(super) struct VariableQuestions {
    /// The blanks and variables, by name: an edited checklist has other ids.
    offered: HashSet<(String, String)>,
    /// The variables that walk mode asked for, by slug.
    walked: HashSet<String>,
    /// The blanks that were just filled.
    filled: VecDeque<BlankId>,
}

impl VariableQuestions {
    /// A blank was filled: the variables that it could fill are asked about when no field is open.
    pub(super) fn note_filled(&mut self, blank: BlankId) {
        if !self.filled.contains(&blank) {
            self.filled.push_back(blank);
        }
    }

    /// The blank that was filled first and not asked about yet.
    pub(super) fn first_filled(&self) -> Option<BlankId> {
        self.filled.front().copied()
    }

    /// Nothing more is asked about the first blank.
    pub(super) fn end_first(&mut self) {
        self.filled.pop_front();
    }

    /// Drops the blanks, whose ids are those of another checklist.
    pub(super) fn forget_blanks(&mut self) {
        self.filled.clear();
    }

    /// Returns whether this blank was never offered for this variable; from now on it was.
    pub(super) fn offer(
        &mut self,
        checklist: &Checklist,
        blank: BlankId,
        variable: VariableId,
    ) -> bool {
        let of = checklist.blank(blank);
        let blank = format!("{}:{}", checklist.key(of.entry), of.slug);
        let variable = checklist.variable(variable).slug.clone();
        self.offered.insert((blank, variable))
    }

    /// Returns whether walk mode never asked for this variable; from now on it did.
    pub(super) fn ask_in_walk(&mut self, checklist: &Checklist, variable: VariableId) -> bool {
        self.walked
            .insert(checklist.variable(variable).slug.clone())
    }
}
