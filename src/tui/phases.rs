//! Choosing the phase that a section belongs to. Pure: what is chosen becomes an edit elsewhere.

use crate::checklist::{EntryId, Phase};
use crate::workbook::{PhaseFrom, Workbook};

/// What can be chosen; nothing leaves it to the heading.
pub const CHOICES: [Option<Phase>; 6] = [
    Some(Phase::Before),
    Some(Phase::During),
    Some(Phase::After),
    Some(Phase::Upkeep),
    Some(Phase::Info),
    None,
];

/// The choice, while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseSheet {
    /// The section.
    pub section: EntryId,
    /// The row that is selected.
    pub selected: usize,
    /// The ids of what people had said of it when the person last saw that.
    pub seen: Vec<String>,
}

impl PhaseSheet {
    /// The choice for a section, with what holds now selected.
    pub fn new(workbook: &Workbook, section: EntryId) -> PhaseSheet {
        let present = present(workbook, section).unwrap_or(Some(workbook.phase(section)));
        let selected = CHOICES
            .iter()
            .position(|&choice| choice == present)
            .unwrap_or_default();
        PhaseSheet {
            section,
            selected,
            seen: workbook.marks(section).phase.ids(),
        }
    }

    /// Moves the selection down, or up where `rows` is negative.
    pub fn move_by(&mut self, rows: isize) {
        self.selected = self
            .selected
            .saturating_add_signed(rows)
            .min(CHOICES.len() - 1);
    }

    /// What is selected.
    pub fn choice(&self) -> Option<Phase> {
        CHOICES[self.selected]
    }
}

/// The choice that holds now; nothing where people differ.
pub fn present(workbook: &Workbook, section: EntryId) -> Option<Option<Phase>> {
    let is_said = workbook.phase_from(section) == PhaseFrom::Person;
    (!workbook.is_phase_disputed(section)).then(|| is_said.then(|| workbook.phase(section)))
}

/// The word for a choice, as on the command line.
pub fn name(choice: Option<Phase>) -> &'static str {
    choice.map_or("auto", Phase::name)
}

/// What a choice means for a section.
pub fn about(choice: Option<Phase>, workbook: &Workbook, section: EntryId) -> String {
    match choice {
        Some(Phase::Before) => "has to be settled before going live: decides on GO",
        Some(Phase::During) => "is done while going live",
        Some(Phase::After) => "follows after going live",
        Some(Phase::Upkeep) => "comes again and again; never counts for COMPLETE",
        Some(Phase::Info) => "only informs: never stands in the way",
        None => {
            let (phase, from) = workbook.phase_unsaid(section);
            let whose = if from == PhaseFrom::Heading {
                "its heading says"
            } else {
                "the section above"
            };
            return format!("{phase}, as {whose}");
        }
    }
    .to_owned()
}
