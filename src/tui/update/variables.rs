//! Variables in fields: the scope of a value, the order of the list of blanks, and what walk mode asks for.

use crate::checklist::{EntryId, VariableId};
use crate::progress::Stamp;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::field::VariableScope;
use crate::tui::form_row::FormRow;
use crate::tui::keymap::Context;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::blanks::{BlanksShown, fill_rows};
use crate::workbook::Edit;

impl App {
    /// Turns the open field of a variable to one for the selected entry only, or for all places again. What was typed
    /// stays.
    pub(super) fn toggle_scope(&mut self, stamp: &Stamp) {
        let Some(other) = self.field().and_then(|field| self.model.other_scope(field)) else {
            self.warn("This isn't a variable of the selected entry.");
            return;
        };
        let Some(Overlay::Field(field)) = self.overlay.take() else {
            return;
        };
        let typed = field.is_changed().then(|| field.text());
        self.open_row(other, stamp);
        if let (Some(Overlay::Field(field)), Some(typed)) = (&mut self.overlay, typed) {
            field.hold(&typed);
        }
    }

    /// Opens the field of a row in the list of blanks. The keys in it follow the list.
    pub(super) fn open_from_list(&mut self, asked: FormRow, stamp: &Stamp) {
        self.open_row(asked, stamp);
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            field.from_list = true;
        }
    }

    /// Continues with the next row of the list of blanks, or the one before.
    pub(super) fn continue_in_list(&mut self, asked: FormRow, step: isize, stamp: &Stamp) {
        let shown = self.blanks_shown;
        let wants = |row: &FormRow| shown == BlanksShown::All || self.model.is_unanswered(*row);
        let rows = fill_rows(&self.model);
        let at = rows
            .iter()
            .position(|&row| row == asked)
            .unwrap_or_default();
        let next = if step > 0 {
            rows[at + 1..].iter().copied().find(wants)
        } else {
            rows[..at].iter().copied().rfind(wants)
        };
        match next {
            Some(next) => self.open_from_list(next, stamp),
            None if step > 0 => self.info("That was the last one of the list."),
            None => self.info("That was the first one of the list."),
        }
    }

    /// Opens the form of the selected entry on its first empty blank or variable.
    pub(super) fn edit_empty(&mut self, stamp: &Stamp) {
        let rows = self.model.entry().map(|id| self.model.form_rows_of(id));
        if let Some(asked) = self.first_unanswered(&rows.unwrap_or_default()) {
            self.open_row(asked, stamp);
        }
    }

    /// The step that walk mode shows.
    pub(super) fn step(&self) -> Option<EntryId> {
        let walk = self.model.walk.filter(|walk| walk.pause.is_none());
        walk.and_then(|_| self.model.entry())
    }

    /// Returns whether a key came before the open field, which no key asked for, was on the screen.
    pub(super) fn is_for_unseen_field(&self) -> bool {
        self.is_unseen() && self.field().is_some_and(|field| field.opened_itself)
    }

    /// Asks for the empty variables of a step as it comes up in walk mode, once in a session.
    pub(super) fn ask_in_walk(&mut self, step: EntryId, stamp: &Stamp) {
        if self.model.read_only.is_some() || self.overlay.is_some() {
            return;
        }
        let (model, questions) = (&self.model, &mut self.questions);
        let empty = model
            .form_rows_of(step)
            .into_iter()
            .filter(|&row| matches!(row, FormRow::Variable(..)) && model.is_unanswered(row));
        let mut new = empty.filter(|row| match row {
            FormRow::Variable(variable, _) => questions.ask_in_walk(model.checklist(), *variable),
            FormRow::Blank(_) | FormRow::Measured(..) | FormRow::Sign(..) => false,
        });
        let first = new.next();
        // The form has them all.
        new.for_each(drop);
        if let Some(first) = first {
            self.open_row(first, stamp);
            if let Some(Overlay::Field(field)) = &mut self.overlay {
                field.opened_itself = true;
            }
            self.has_to_be_seen();
            let skip = self.model.keymap.key_in(Context::Line, Action::Cancel);
            self.info(format!(
                "This step needs {} ({skip}: skip).",
                self.model.label_of(first)
            ));
        }
    }

    /// Returns what a value of a variable filled, for a notice; nothing where it was cleared.
    pub(super) fn filled_notice(&self, edit: &Edit) -> Option<String> {
        let Edit::SetVariable { variable, value } = edit else {
            return None;
        };
        let is_filled = !value.trim().is_empty() && self.places(*variable) > 1;
        is_filled.then(|| format!("Filled {}.", self.model.place_count(*variable)))
    }

    fn places(&self, variable: VariableId) -> usize {
        self.model.checklist().variable(variable).places.len()
    }

    /// Returns the notice about a conflict over a variable that an edit resolves.
    pub(super) fn resolved_variable_notice(&self, edit: &Edit) -> Option<String> {
        let (row, value) = match edit {
            Edit::SetVariable { variable, value } => {
                (FormRow::Variable(*variable, VariableScope::All), value)
            }
            Edit::SetVariableAt {
                variable,
                entry,
                value,
            } => (
                FormRow::Variable(*variable, VariableScope::Entry(*entry)),
                value,
            ),
            _ => return None,
        };
        self.resolved_measurement_notice(row, value)
    }
}
