//! The phase of a section.

use crate::checklist::{EntryId, Origin, Phase};
use crate::progress::Stamp;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::notice::Notice;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::phases::{PhaseSheet, phase_answers};
use crate::workbook::Edit;

impl App {
    /// Opens the choice for the selected section, or the one that contains the entry.
    pub(super) fn open_phases(&mut self) {
        let Some(id) = self.entry_or_notice() else {
            return;
        };
        let Some(section) = self.section_of(id) else {
            self.warn("Only sections have a phase; this isn't in one.");
            return;
        };
        if !self.refuse_change() {
            self.overlay = Some(Overlay::Phases(PhaseSheet::new(
                &self.model.workbook,
                section,
            )));
        }
    }

    /// Returns the section that an entry is, or that contains it.
    fn section_of(&self, id: EntryId) -> Option<EntryId> {
        let checklist = self.model.checklist();
        let mut here = std::iter::once(id).chain(checklist.ancestors(id));
        here.find(|&up| checklist.entry(up).is_section())
    }

    /// Sets the phase of a section; nothing leaves it to the heading.
    pub(super) fn set_phase(
        &mut self,
        section: EntryId,
        phase: Option<Phase>,
        stamp: &Stamp,
    ) -> Option<Effect> {
        let said = phase_answers(&self.model.workbook, section);
        let ids = self.model.workbook.marks(section).phase.ids();
        let was_disputed = self.model.workbook.is_phase_disputed(section);
        let effects = self.apply_all(
            vec![Edit::Phase {
                entry: section,
                phase,
            }],
            None,
            stamp,
        );
        if self.model.workbook.is_phase_disputed(section) {
            return effects;
        }
        let from = match self.model.workbook.phase_reading(section).origin {
            Origin::Person => "",
            Origin::Annotation => " (stated by the document)",
            Origin::Pattern => " (from its heading)",
            Origin::Inherited | Origin::Default => " (from the section above)",
        };
        let is_new = self.model.workbook.marks(section).phase.ids() != ids;
        let already = if is_new { "Phase" } else { "Phase already" };
        let text = self.model.workbook.reading(section);
        let settled = if was_disputed {
            format!(" Resolved; it was {said}.")
        } else {
            String::new()
        };
        let told = format!(
            "{already} {}{from}: {text}.{settled}",
            self.model.workbook.phase(section)
        );
        self.notice.get_or_insert(Notice::info(told));
        effects
    }
}
