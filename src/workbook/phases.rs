//! The phase of a launch that each part of the document belongs to: what a person said of a section, else what its
//! heading says, else that of the section above.

use super::Workbook;
use crate::checklist::{EntryId, Phase};
use crate::progress::Register;

/// From where the phase of a section is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseFrom {
    /// A person said so.
    Person,
    /// Its heading names it.
    Heading,
    /// The section above has it, or nothing says anything: then it comes before.
    Above,
}

impl Workbook {
    /// The phase that an entry belongs to.
    pub fn phase(&self, id: EntryId) -> Phase {
        self.phases.get_or_init(|| self.find_phases())[id.0].0
    }

    /// From where the phase of an entry is known.
    pub fn phase_from(&self, id: EntryId) -> PhaseFrom {
        self.phases.get_or_init(|| self.find_phases())[id.0].1
    }

    /// The phase that a section belongs to where no person says so, and from where that is known.
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

    /// The section that an entry has its phase from: itself, or one above it; none where nothing says anything.
    pub fn phase_origin(&self, id: EntryId) -> Option<EntryId> {
        let here = std::iter::once(id).chain(self.checklist.ancestors(id));
        here.into_iter()
            .find(|&up| self.phase_from(up) != PhaseFrom::Above)
    }

    /// Whether people said differently which phase a section belongs to. Until it is settled, it comes before.
    pub fn is_phase_disputed(&self, id: EntryId) -> bool {
        self.checklist.entry(id).is_section() && self.marks(id).phase.is_conflict()
    }

    /// The sections that name or begin a phase of their own, in document order, each with its phase.
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

    /// What its heading says of a section.
    fn phase_by_heading(&self, id: EntryId, above: Phase) -> Option<Phase> {
        // What informs, informs with all under it.
        self.checklist
            .phase_of_heading(id)
            .filter(|_| above != Phase::Info)
    }

    /// What people said of a section. Where they differ, or said it of another heading, only the strictest counts.
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
