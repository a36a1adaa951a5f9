//! Corrections in the detail: what people said of how the entry is read.

use super::DetailPage;
use crate::checklist::EntryId;
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::theme::StyleRole;
use crate::workbook::RegisterId;

impl DetailPage<'_> {
    /// Adds the corrections of an entry, without conflicts, which are listed below.
    pub(super) fn corrections(&mut self, id: EntryId) {
        let (model, workbook) = (self.model, &self.model.workbook);
        let key = model.key_of(Action::Confirm);
        for (aspect, register) in &workbook.marks(id).corrections {
            let register_id = RegisterId::Correction(aspect.clone());
            let answered = register.answer().zip(register.value());
            let Some((answer, value)) = answered.filter(|_| workbook.can_be_corrected(id, aspect))
            else {
                continue;
            };
            let what = workbook.beside(Some(id), &register_id).unwrap_or_default();
            let (told, role) = if workbook.is_correction_doubtful(id, aspect) {
                let who = answer.who();
                let told = format!(
                    "{who} set {what} to {value} on “{}” ({key}: confirm)",
                    answer.on.text
                );
                (told, StyleRole::Waiting)
            } else {
                let at = sanitize::time(&answer.at);
                let told = format!("{what}: {value} (set by {}, {at})", answer.who());
                (told, StyleRole::Dim)
            };
            let told = self.styled(&model.theme.words(&told), role);
            self.put_plain(&told);
        }
    }
}
