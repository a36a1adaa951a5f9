//! Opens the list of variables and blanks.

use crate::checklist::{BlankId, VariableId};
use crate::tui::app::App;
use crate::tui::field::VariableScope;
use crate::tui::form_row::FormRow;
use crate::tui::outline::OutlineRow;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::blanks::{BlanksSheet, BlanksShown};

impl App {
    /// Opens the list: on what the selected entry asks for, else on the first variable to fill, else on the first blank
    /// from the entry on.
    pub(super) fn open_blanks(&mut self) {
        let checklist = self.model.checklist();
        if checklist.blanks().is_empty() && checklist.variables().is_empty() {
            self.info("This document has no blanks.");
            return;
        }
        let selected = self.first_here().or_else(|| {
            let variables = (0..checklist.variables().len()).map(VariableId);
            let mut variables = variables.filter(|&id| !self.model.workbook.is_variable_filled(id));
            let first = variables.next();
            first.map(|id| FormRow::Variable(id, VariableScope::All))
        });
        let row = self.model.outline.row();
        let is_from_here =
            |blank: &BlankId| Some(OutlineRow::Entry(checklist.blank(*blank).entry)) >= row;
        let mut blanks = (0..checklist.blanks().len()).map(BlankId);
        let selected = selected.or_else(|| blanks.find(is_from_here).map(FormRow::Blank));
        let sheet = BlanksSheet::new(selected, self.blanks_shown);
        self.overlay = Some(Overlay::Blanks(sheet));
    }

    /// The first listed row of the selected entry.
    fn first_here(&self) -> Option<FormRow> {
        let rows = self.model.form_rows_of(self.model.entry()?);
        let is_listed = |row: &FormRow| match row {
            FormRow::Blank(_) | FormRow::Variable(_, VariableScope::All) => {
                self.blanks_shown == BlanksShown::All || self.model.is_unanswered(*row)
            }
            FormRow::Variable(..) | FormRow::Measured(..) | FormRow::Sign(..) => false,
        };
        rows.into_iter().find(is_listed)
    }
}
