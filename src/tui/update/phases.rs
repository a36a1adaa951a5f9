//! Saying which phase of the launch a section belongs to.

use crate::checklist::EntryId;
use crate::progress::{Answer, Stamp};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::notice::Notice;
use crate::tui::overlay::Overlay;
use crate::tui::phases::{CHOICES, PhaseSheet, name};
use crate::workbook::{Edit, PhaseFrom};

impl App {
    /// Opens the choice for the selected section; elsewhere for the section that the entry stands in.
    pub(super) fn open_phases(&mut self) {
        let Some(id) = self.entry_or_say() else {
            return;
        };
        let Some(section) = self.section_of(id) else {
            self.warn("Only a section has a phase, and this stands in none.");
            return;
        };
        if !self.refuse_change() {
            self.overlay = Some(Overlay::Phases(PhaseSheet::new(
                &self.model.workbook,
                section,
            )));
        }
    }

    /// The section that an entry is, or stands in.
    fn section_of(&self, id: EntryId) -> Option<EntryId> {
        let checklist = self.checklist();
        let mut here = std::iter::once(id).chain(checklist.ancestors(id));
        here.find(|&up| checklist.entry(up).is_section())
    }

    pub(super) fn act_on_phases(&mut self, action: Action, stamp: &Stamp) -> Option<Effect> {
        let Some(Overlay::Phases(sheet)) = &mut self.overlay else {
            return None;
        };
        match action {
            Action::Down => sheet.move_by(1),
            Action::Up => sheet.move_by(-1),
            Action::First => sheet.selected = 0,
            Action::Last => sheet.selected = CHOICES.len() - 1,
            Action::Choose => return self.put_into_phase(stamp),
            _ => self.overlay = None,
        }
        None
    }

    /// Puts the section into the phase that is selected, unless others said something meanwhile: nobody overrules
    /// what they have not seen.
    fn put_into_phase(&mut self, stamp: &Stamp) -> Option<Effect> {
        let Some(Overlay::Phases(mut sheet)) = self.overlay.take() else {
            return None;
        };
        let (section, phase) = (sheet.section, sheet.choice());
        let said = self.said_of_phase(section);
        let ids = self.model.workbook.marks(section).phase.ids();
        if ids != sheet.seen {
            let again = self.model.keymap.key_in(Context::Phases, Action::Choose);
            self.warn(format!(
                "In the meantime: {said}. {again} again sets it all the same."
            ));
            sheet.seen = ids;
            self.overlay = Some(Overlay::Phases(sheet));
            return None;
        }
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
        let from = match self.model.workbook.phase_from(section) {
            PhaseFrom::Person => "",
            PhaseFrom::Heading => ", as its heading says",
            PhaseFrom::Above => ", as the section above",
        };
        let is_new = self.model.workbook.marks(section).phase.ids() != ids;
        let already = if is_new { "Phase" } else { "Already" };
        let text = self.checklist().entry(section).legible();
        let settled = if was_disputed {
            format!(" Settled; it was {said}.")
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

    /// What people say of the phase of a section: `after (ann@host) or info (bob@host)`.
    fn said_of_phase(&self, section: EntryId) -> String {
        let told = |answer: &Answer<_>| format!("{} ({})", name(answer.value), answer.who());
        let said: Vec<String> = self
            .model
            .workbook
            .marks(section)
            .phase
            .standing()
            .iter()
            .map(told)
            .collect();
        said.join(" or ")
    }
}
