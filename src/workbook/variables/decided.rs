//! The part of variables in the verdict and in signatures: conflicts, and the phases that a value is used in.

use std::collections::HashSet;

use crate::checklist::{BlankId, EntryId, Phase, VariableId};
use crate::progress::RegisterOf;
use crate::workbook::{BlockerReason, RegisterId, Rules, Workbook};

impl Workbook {
    /// The variables with different values or links in the whole document.
    pub(in crate::workbook) fn disputed_variables(&self) -> Vec<RegisterId> {
        let registers = self.document.registers();
        let disputed = registers.filter(|(key, register)| {
            register.is_conflict() && matches!(key, RegisterOf::Variable(_) | RegisterOf::Link(_))
        });
        let about = disputed.filter_map(|(key, _)| self.register_of_document(key));
        about.collect()
    }

    /// The variables with different values at one entry.
    pub(in crate::workbook) fn disputed_variables_at(
        &self,
        id: EntryId,
    ) -> impl Iterator<Item = BlockerReason> {
        let variables = self.marks(id).variables.iter();
        let disputed = variables.filter(move |(slug, register)| {
            register.is_conflict() && self.variable_at(id, slug).is_some()
        });
        disputed.map(|(slug, _)| BlockerReason::Disputed(RegisterId::Variable(slug.clone())))
    }

    /// The phase in which a register of the whole document is needed first. A section alone needs its own variables
    /// only.
    pub(in crate::workbook) fn phase_of_register(&self, about: &RegisterId, rules: Rules) -> Phase {
        match about.variable() {
            Some(slug) => {
                let id = self.checklist.variable_called(slug);
                id.map_or(Phase::Info, |id| self.first_use(id, rules))
            }
            // The go-live time doesn't decide on GO; an event of a newer version may.
            None if *about == RegisterId::Live => Phase::After,
            None => Phase::Before,
        }
    }

    /// The first phase with a place of a variable.
    fn first_use(&self, id: VariableId, rules: Rules) -> Phase {
        let places = &self.checklist.variable(id).places;
        let entries = places.iter().map(|&at| self.checklist.places()[at].entry);
        let section = rules.section.map(|section| self.checklist.subtree(section));
        let section: Option<HashSet<EntryId>> = section.map(Iterator::collect);
        let is_in = |entry: &Option<EntryId>| match (&section, entry) {
            (Some(section), Some(entry)) => section.contains(entry),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let here = entries.filter(is_in);
        let phases = here.map(|entry| entry.map_or(Phase::Before, |id| self.phase_by(id, rules)));
        phases.min().unwrap_or(Phase::Info)
    }

    /// Returns whether a variable has a place before the launch, which signatures cover.
    pub(in crate::workbook) fn is_used_before(&self, id: VariableId) -> bool {
        self.first_use(id, Rules::default()) == Phase::Before
    }

    /// Returns whether a blank is linked to a variable that is used before the launch.
    pub(in crate::workbook) fn fills_signed(&self, blank: BlankId) -> bool {
        let links = &self.origins().links;
        let linked = links.iter().filter(|(_, to)| **to == blank);
        linked.map(|(&id, _)| id).any(|id| self.is_used_before(id))
    }

    /// The line of the first place of a variable.
    pub(in crate::workbook) fn variable_line(&self, slug: &str) -> Option<usize> {
        let id = self.checklist.variable_called(slug)?;
        let first = self.checklist.variable(id).places.first()?;
        Some(self.checklist.places()[*first].line)
    }
}
