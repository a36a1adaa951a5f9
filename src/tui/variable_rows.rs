//! Variables in forms: the rows of an entry, the scope of a value, and what is told about a variable while it is typed.

use std::collections::HashSet;

use super::action::Action;
use super::field::{Field, VariableScope};
use super::form::FormValue;
use super::form_row::{FormRow, blank_label};
use super::model::Model;
use super::theme::StyleRole;
use crate::checklist::{EntryId, VariableId};
use crate::progress::Register;
use crate::sanitize;
use crate::workbook::{ValueOrigin, describe};

impl Model {
    /// The rows for the variables in the text and commands of an entry and its lines, each once. A variable with a value
    /// for one of these only has a row for that.
    pub(super) fn variable_rows(&self, id: EntryId) -> Vec<FormRow> {
        let (workbook, checklist) = (&self.workbook, self.checklist());
        let mut rows = Vec::new();
        let mut seen = HashSet::new();
        let mut add = |row: FormRow| {
            if seen.insert(row) {
                rows.push(row);
            }
        };
        if id == EntryId(0) {
            // The text before the first entry is shown with it.
            let before = checklist.places().iter();
            let before = before.take_while(|place| place.entry.is_none());
            before.for_each(|place| add(FormRow::Variable(place.variable, VariableScope::All)));
        }
        for line in checklist.item_with_lines(id) {
            for variable in workbook.variables_of(line) {
                let own = workbook.variable_register_at(variable, line);
                let scope = if own.is_some_and(|register| !register.is_silent()) {
                    VariableScope::Entry(line)
                } else {
                    VariableScope::All
                };
                add(FormRow::Variable(variable, scope));
            }
        }
        // The text of a box shows places of its row.
        let shown = checklist.places_in_text(id);
        let shown = shown.filter(|(place, _)| place.entry != Some(id));
        shown.for_each(|(place, _)| add(FormRow::Variable(place.variable, VariableScope::All)));
        rows
    }

    /// The rows of the selected entry where one is this variable, which then has this scope; else the variable alone.
    pub(super) fn form_rows_around_variable(
        &self,
        variable: VariableId,
        scope: VariableScope,
    ) -> (Option<EntryId>, Vec<FormRow>) {
        let asked = FormRow::Variable(variable, scope);
        let Some(id) = self.entry() else {
            return (None, vec![asked]);
        };
        let mut rows = self.form_rows_of(id);
        if rows.contains(&asked) {
            return (Some(id), rows);
        }
        let is_same =
            |row: &FormRow| matches!(row, FormRow::Variable(other, _) if *other == variable);
        match rows.iter().position(is_same) {
            Some(at) => {
                rows[at] = asked;
                (Some(id), rows)
            }
            None => (None, vec![asked]),
        }
    }

    /// The row that a field for a variable turns to: for the selected entry only, or for all places again.
    pub(super) fn other_scope(&self, field: &Field) -> Option<FormRow> {
        match FormRow::of(&field.purpose)? {
            FormRow::Variable(variable, scope) if !field.from_list => {
                self.with_other_scope(variable, scope)
            }
            FormRow::Variable(..)
            | FormRow::Blank(_)
            | FormRow::Measured(..)
            | FormRow::Sign(..) => None,
        }
    }

    /// The same variable for the selected entry only, or for all places again; nothing where the entry doesn't have it.
    fn with_other_scope(&self, variable: VariableId, scope: VariableScope) -> Option<FormRow> {
        if scope != VariableScope::All {
            return Some(FormRow::Variable(variable, VariableScope::All));
        }
        let mut lines = self.checklist().item_with_lines(self.entry()?);
        let line = lines.find(|&line| self.workbook.variables_of(line).contains(&variable))?;
        Some(FormRow::Variable(variable, VariableScope::Entry(line)))
    }

    /// The number of places of a variable, in words.
    pub fn place_count(&self, variable: VariableId) -> String {
        match self.checklist().variable(variable).places.len() {
            1 => "1 place".to_owned(),
            count => format!("{count} places"),
        }
    }

    pub(super) fn is_variable_unanswered(
        &self,
        variable: VariableId,
        scope: VariableScope,
    ) -> bool {
        let workbook = &self.workbook;
        match scope {
            VariableScope::All => !workbook.is_variable_filled(variable),
            VariableScope::Entry(entry) => {
                let mut places = self.checklist().places_of(entry);
                places.any(|place| place.variable == variable && !workbook.is_place_filled(place))
            }
        }
    }

    /// Returns whether the value itself needs confirming. That of a linked blank is confirmed there.
    pub(super) fn is_variable_doubtful(&self, variable: VariableId, scope: VariableScope) -> bool {
        let workbook = &self.workbook;
        match scope {
            VariableScope::All => {
                let own = workbook
                    .variable_register(variable)
                    .and_then(Register::value);
                own.is_some() && workbook.variable_to_confirm(variable).is_some()
            }
            VariableScope::Entry(entry) => workbook.is_variable_doubtful_at(variable, entry),
        }
    }

    /// The value of the blank that a variable is linked to, if it has none of its own.
    pub(super) fn linked_value(&self, asked: FormRow) -> Option<FormValue> {
        let FormRow::Variable(variable, VariableScope::All) = asked else {
            return None;
        };
        let own = self.workbook.variable_register(variable);
        if own.is_some_and(|register| !register.is_silent()) {
            return None;
        }
        let blank = self.workbook.linked_blank(variable)?;
        let text = self.workbook.value(blank)?.to_owned();
        let from = blank_label(self, blank);
        Some(FormValue::Linked { text, from })
    }

    /// The text that a field for a variable begins with: its own value, else that of the linked blank.
    pub(super) fn text_of_row(&self, asked: FormRow) -> String {
        let own = self.register_of(asked).and_then(Register::value).cloned();
        own.or_else(|| match self.linked_value(asked)? {
            FormValue::Linked { text, .. } => Some(text),
            FormValue::Nothing
            | FormValue::Draft(_)
            | FormValue::Conflict(_)
            | FormValue::Unconfirmed(_)
            | FormValue::Answer(_) => None,
        })
        .unwrap_or_default()
    }

    /// Returns what a value fills, and where the present one is from.
    pub(super) fn variable_details(
        &self,
        field: &Field,
        variable: VariableId,
        scope: VariableScope,
    ) -> Vec<(String, StyleRole)> {
        let mut told = Vec::new();
        let key = self.keymap.key_in(field.context(), Action::OnlyHere);
        match scope {
            VariableScope::All => {
                // Alone, its heading has the number.
                if !field.from_list {
                    let places = self.place_count(variable);
                    told.push((format!("fills {places}"), StyleRole::Text));
                }
                if self.other_scope(field).is_some() {
                    told.push((format!("{key}: here only"), StyleRole::Text));
                }
                told.extend(self.link_told(variable).map(|link| (link, StyleRole::Dim)));
                let own = match self.workbook.variable_entries(variable).len() {
                    0 => None,
                    1 => Some("1 entry has its own value".to_owned()),
                    count => Some(format!("{count} entries have their own value")),
                };
                told.extend(own.map(|own| (own, StyleRole::Dim)));
            }
            VariableScope::Entry(_) => {
                let elsewhere = self.workbook.variable_value(variable);
                let elsewhere = elsewhere.map_or_else(
                    || "empty elsewhere".to_owned(),
                    |value| format!("{} elsewhere", sanitize::one_line(value)),
                );
                told.push(("fills this entry only".to_owned(), StyleRole::Waiting));
                told.push((format!("{key}: all places"), StyleRole::Text));
                told.push((elsewhere, StyleRole::Dim));
            }
        }
        told
    }

    /// The blank that a variable has its value from, in words.
    pub(super) fn link_told(&self, variable: VariableId) -> Option<String> {
        let blank = self.workbook.linked_blank(variable)?;
        let is_used = matches!(
            self.workbook.variable_origin(variable),
            Some(ValueOrigin::Blank(_))
        );
        let line = self.checklist().blank(blank).line;
        let label = blank_label(self, blank);
        if is_used {
            return Some(format!("from {label} (line {line})"));
        }
        let doubt = self
            .workbook
            .variable_to_confirm(variable)
            .map(|(_, doubt)| describe::doubt(&doubt));
        let doubt = doubt.map(|doubt| format!(", which needs confirming: {doubt}"));
        Some(format!(
            "linked to {label} (line {line}){}",
            doubt.unwrap_or_default()
        ))
    }
}
