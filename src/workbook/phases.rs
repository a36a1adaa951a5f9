//! The phase of each section: the one that a person set, else that of its heading, else that of the section above.

use super::Workbook;
use super::readings::stated_by;
use crate::checklist::{Directive, EntryId, Phase, Reading};
use crate::progress::Register;

impl Workbook {
    /// The phase of an entry.
    pub fn phase(&self, id: EntryId) -> Phase {
        self.phase_reading(id).value
    }

    /// The phase of an entry, with its basis.
    pub fn phase_reading(&self, id: EntryId) -> &Reading<Phase> {
        &self.phases.get_or_init(|| self.find_phases())[id.0]
    }

    /// The phase of a section without the one that a person set there.
    pub fn phase_unsaid(&self, id: EntryId) -> Reading<Phase> {
        let above = self.checklist.entry(id).parent;
        self.phase_of_document(id, above.map(|parent| self.phase_reading(parent)))
    }

    /// The section that sets the phase of an entry: itself, or one above it; `None` for the default.
    pub fn phase_origin(&self, id: EntryId) -> Option<EntryId> {
        let here = std::iter::once(id).chain(self.checklist.ancestors(id));
        here.into_iter()
            .find(|&up| self.phase_reading(up).origin.is_own())
    }

    /// Returns whether the phase of a section is in conflict. Until that is resolved, it counts as `before`.
    pub fn is_phase_disputed(&self, id: EntryId) -> bool {
        self.checklist.entry(id).is_section() && self.marks(id).phase.is_conflict()
    }

    /// The sections with a phase of their own, in document order.
    pub fn phases(&self) -> impl Iterator<Item = (EntryId, Phase)> + '_ {
        let sections = self
            .checklist
            .ids()
            .filter(|&id| self.checklist.entry(id).is_section());
        sections
            .filter(|&id| self.phase_reading(id).origin.is_own())
            .map(|id| (id, self.phase(id)))
    }

    fn find_phases(&self) -> Vec<Reading<Phase>> {
        let mut phases: Vec<Reading<Phase>> = Vec::with_capacity(self.checklist.entries().len());
        for id in self.checklist.ids() {
            let entry = self.checklist.entry(id);
            let by_person = entry
                .is_section()
                .then(|| self.phase_by_person(id, &self.marks(id).phase))
                .flatten();
            let above = entry.parent.map(|parent| &phases[parent.0]);
            let reading =
                by_person.map_or_else(|| self.phase_of_document(id, above), Reading::by_person);
            phases.push(reading);
        }
        phases
    }

    /// The phase that the document gives an entry under one with this phase.
    fn phase_of_document(&self, id: EntryId, above: Option<&Reading<Phase>>) -> Reading<Phase> {
        let mut stated = self.checklist.directives(id);
        let stated = stated.find_map(|directive| {
            if let Directive::Phase(phase) = directive {
                Some(stated_by(directive, phase))
            } else {
                None
            }
        });
        if let Some(stated) = stated {
            return stated;
        }
        let own = self
            .checklist
            .phase_reading(id)
            // Who set a section to before the launch means all of it.
            .filter(|own| own.value == Phase::Before || !self.is_set_before(id))
            // Everything under a reference section is for reference.
            .filter(|_| above.is_none_or(|above| above.value != Phase::Info))
            // A section's lead lines are a part of what a person decided about it.
            .filter(|_| self.checklist.entry(id).is_section() || !self.is_in_set_section(id));
        if let Some(own) = own {
            return own.clone();
        }
        above.map_or_else(|| Reading::by_default(Phase::Before), Reading::inherited)
    }

    /// Returns whether the nearest section above an entry whose phase a person set is before the launch.
    fn is_set_before(&self, id: EntryId) -> bool {
        let mut above = self.checklist.ancestors(id);
        let set = above.find_map(|up| self.phase_by_person(up, &self.marks(up).phase));
        set == Some(Phase::Before)
    }

    /// Returns whether a person set the phase of the section around an entry.
    fn is_in_set_section(&self, id: EntryId) -> bool {
        let mut above = self.checklist.ancestors(id);
        let section = above.find(|&up| self.checklist.entry(up).is_section());
        section.is_some_and(|up| self.phase_by_person(up, &self.marks(up).phase).is_some())
    }

    /// The phase that people set. In a conflict, and if the heading changed since, only the strictest counts.
    fn phase_by_person(&self, id: EntryId, register: &Register<Phase>) -> Option<Phase> {
        if register.is_conflict() {
            return Some(Phase::Before);
        }
        let is_sure = self.is_current(id, register);
        register
            .value()
            .copied()
            .filter(|&phase| is_sure || phase == Phase::Before)
    }
}
