//! Variables in fields: the scope of a value, the order of the list of blanks, and what walk mode asks for.

use std::ops::Range;

use crate::checklist::{EntryId, VariableId};
use crate::progress::Stamp;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::field::VariableScope;
use crate::tui::form_row::FormRow;
use crate::tui::keymap::Context;
use crate::tui::notice::Notice;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::blanks::{BlanksSheet, BlanksShown, fill_rows};
use crate::workbook::Edit;

/// The most names in a notice.
const NAMED: usize = 3;

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
        if let Some(next) = next {
            self.open_from_list(next, stamp);
        } else {
            let edge = if step > 0 { "End" } else { "Top" };
            self.return_to_list(asked);
            self.info(format!("{edge} of the list."));
        }
    }

    /// Opens the list of blanks again after a row of it was left: on it, or on the next one where it isn't listed anymore.
    pub(super) fn return_to_list(&mut self, asked: FormRow) {
        // What the answer leads to comes first.
        if self.overlay.is_some() {
            return;
        }
        let sheet = BlanksSheet::new(Some(asked), self.blanks_shown);
        self.overlay = Some(Overlay::Blanks(sheet));
    }

    /// Opens the form of the selected entry on the first of these empty places, as the document writes them.
    pub(super) fn fill_empty(&mut self, written: &[String], stamp: &Stamp) {
        let Some(id) = self.model.entry() else {
            return;
        };
        let rows = self.model.form_rows_of(id);
        let is_meant =
            |&&row: &&FormRow| self.model.is_unanswered(row) && self.is_written(row, written);
        let asked = rows.iter().find(is_meant).copied();
        if let Some(asked) = asked.or_else(|| self.first_unanswered(&rows)) {
            self.open_row(asked, stamp);
        }
    }

    /// Returns whether a blank or variable is written in one of these ways.
    fn is_written(&self, row: FormRow, written: &[String]) -> bool {
        let checklist = self.model.checklist();
        let is_one = |range: &Range<usize>| {
            let text = checklist.source().get(range.clone());
            text.is_some_and(|text| written.iter().any(|written| written == text))
        };
        match row {
            FormRow::Blank(blank) => is_one(&checklist.blank(blank).range),
            FormRow::Variable(variable, _) => {
                let mut places = checklist.variable(variable).places.iter();
                places.any(|&at| is_one(&checklist.places()[at].range))
            }
            FormRow::Measured(..) | FormRow::Sign(..) => false,
        }
    }

    /// The step that walk mode shows.
    pub(super) fn step(&self) -> Option<EntryId> {
        let walk = self.model.walk.filter(|walk| walk.pause.is_none());
        walk.and_then(|_| self.model.entry())
    }

    /// Names what is empty in the text and commands of a step as it comes up in walk mode.
    pub(super) fn notify_empty_variables(&mut self, step: EntryId) {
        let empty = self.empty_variables(step);
        let names: Vec<String> = empty.iter().map(|&row| self.model.label_of(row)).collect();
        if names.is_empty() || self.overlay.is_some() {
            return;
        }
        let fill = self.model.key_of(Action::Edit);
        let told = format!("Needs {} ({fill}: fill).", listed(&names));
        self.append(Notice::info(told));
    }

    /// Asks for the empty variables of a step before it is ticked, once in a session. Returns whether it does.
    pub(super) fn ask_in_walk(&mut self, step: EntryId, stamp: &Stamp) -> bool {
        if self.model.read_only.is_some() {
            return false;
        }
        let empty = self.empty_variables(step);
        let (checklist, questions) = (self.model.workbook.checklist(), &mut self.questions);
        let mut is_new = false;
        for row in &empty {
            if let FormRow::Variable(variable, _) = *row {
                is_new |= questions.ask_in_walk(checklist, variable);
            }
        }
        let Some(&first) = empty.first().filter(|_| is_new) else {
            return false;
        };
        self.open_row(first, stamp);
        let skip = self.model.keymap.key_in(Context::Line, Action::Cancel);
        let tick = self.model.key_of(Action::TickAndContinue);
        let label = self.model.label_of(first);
        self.info(format!(
            "Not ticked yet: needs {label} ({skip}, {tick}: tick without)."
        ));
        true
    }

    /// The rows of the empty variables in the text and commands of a step.
    fn empty_variables(&self, step: EntryId) -> Vec<FormRow> {
        let mut rows = self.model.form_rows_of(step);
        let is_variable = |row: FormRow| matches!(row, FormRow::Variable(..));
        rows.retain(|&row| is_variable(row) && self.model.is_unanswered(row));
        rows
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
        let (variable, scope, value) = if let Edit::SetVariable { variable, value } = edit {
            (*variable, VariableScope::All, value)
        } else if let Edit::SetVariableAt {
            variable,
            entry,
            value,
        } = edit
        {
            (*variable, VariableScope::Entry(*entry), value)
        } else {
            return None;
        };
        let row = FormRow::Variable(variable, scope);
        self.resolved_measurement_notice(row, value)
    }
}

/// Names in a sentence, the first few of them.
fn listed(names: &[String]) -> String {
    let shown = names.len().min(NAMED);
    let mut text = names[..shown].join(", ");
    if shown < names.len() {
        text.push_str(&format!(" and {} more", names.len() - shown));
    }
    text
}
