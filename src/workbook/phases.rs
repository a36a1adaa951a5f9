//! The phase of each section: the one that a person set, else that of its heading, else that of the section above.

use super::Workbook;
use crate::checklist::{EntryId, Phase};
use crate::progress::Register;

/// The source of a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseFrom {
    /// Set by a person.
    Person,
    /// Named by the heading.
    Heading,
    /// Inherited from the section above; `before` is the default.
    Above,
}

impl Workbook {
    /// The phase of an entry.
    pub fn phase(&self, id: EntryId) -> Phase {
        self.phases.get_or_init(|| self.find_phases())[id.0].0
    }

    /// The source of the phase of an entry.
    pub fn phase_from(&self, id: EntryId) -> PhaseFrom {
        self.phases.get_or_init(|| self.find_phases())[id.0].1
    }

    /// The phase of a section without the one that a person set, with its source.
    pub fn phase_unsaid(&self, id: EntryId) -> (Phase, PhaseFrom) {
        let above = self
            .checklist
            .entry(id)
            .parent
            .map_or(Phase::Before, |parent| self.phase(parent));
        let by_heading = self
            .phase_by_heading(id, above)
            .map(|phase| (phase, PhaseFrom::Heading));
        by_heading.unwrap_or((above, PhaseFrom::Above))
    }

    /// The section that sets the phase of an entry: itself, or one above it; `None` for the default.
    pub fn phase_origin(&self, id: EntryId) -> Option<EntryId> {
        let here = std::iter::once(id).chain(self.checklist.ancestors(id));
        here.into_iter()
            .find(|&up| self.phase_from(up) != PhaseFrom::Above)
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
            .filter(|&id| self.phase_from(id) != PhaseFrom::Above)
            .map(|id| (id, self.phase(id)))
    }

    fn find_phases(&self) -> Vec<(Phase, PhaseFrom)> {
        let mut phases: Vec<(Phase, PhaseFrom)> =
            Vec::with_capacity(self.checklist.entries().len());
        for id in self.checklist.ids() {
            let above = self
                .checklist
                .entry(id)
                .parent
                .map_or(Phase::Before, |parent| phases[parent.0].0);
            let inherited = (above, PhaseFrom::Above);
            phases.push(if self.checklist.entry(id).is_section() {
                self.phase_of_section(id, above).unwrap_or(inherited)
            } else {
                inherited
            });
        }
        phases
    }

    fn phase_of_section(&self, id: EntryId, above: Phase) -> Option<(Phase, PhaseFrom)> {
        if let Some(phase) = self.phase_by_person(id, &self.marks(id).phase) {
            return Some((phase, PhaseFrom::Person));
        }
        Some((self.phase_by_heading(id, above)?, PhaseFrom::Heading))
    }

    /// The phase that a heading names.
    fn phase_by_heading(&self, id: EntryId, above: Phase) -> Option<Phase> {
        // Everything under a reference section is for reference.
        self.checklist
            .phase_of_heading(id)
            .filter(|_| above != Phase::Info)
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
