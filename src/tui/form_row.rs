//! The rows of a form: a blank, a variable, a measured value, a part of a signature. Their values are read from the workbook each time.

use super::field::{ConflictingAnswer, Field, FieldPurpose, VariableScope};
use super::form::FormValue;
use super::model::Model;
use super::signing::SignaturePart;
use super::styled_text::StyledText;
use super::theme::StyleRole;
use crate::checklist::{BlankId, EntryId, Outcome, VariableId};
use crate::progress::{Answer, Register};
use crate::sanitize;
use crate::workbook::{Edit, Measurement, SignOff, describe};
use ratatui::text::Line;

/// A row of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FormRow {
    /// The value of a blank.
    Blank(BlankId),
    /// The value of a variable.
    Variable(VariableId, VariableScope),
    /// A measured value of an item, by index.
    Measured(EntryId, usize),
    /// A part of a signature.
    Sign(SignOff, SignaturePart),
}

impl FormRow {
    /// Returns the form row of a field, if it belongs to a form.
    pub fn of(purpose: &FieldPurpose) -> Option<FormRow> {
        match *purpose {
            FieldPurpose::Blank(blank) => Some(FormRow::Blank(blank)),
            FieldPurpose::Variable(variable, scope) => Some(FormRow::Variable(variable, scope)),
            FieldPurpose::Measured(entry, threshold) => Some(FormRow::Measured(entry, threshold)),
            FieldPurpose::Sign(signoff, part) => Some(FormRow::Sign(signoff, part)),
            FieldPurpose::Note(_)
            | FieldPurpose::EditNote(..)
            | FieldPurpose::Reason { .. }
            | FieldPurpose::Find { .. }
            | FieldPurpose::Copy(_)
            | FieldPurpose::NewRun
            | FieldPurpose::Elsewhere
            | FieldPurpose::Since { .. }
            | FieldPurpose::Live
            | FieldPurpose::Command => None,
        }
    }

    /// The purpose of its field.
    pub fn purpose(self) -> FieldPurpose {
        match self {
            FormRow::Blank(blank) => FieldPurpose::Blank(blank),
            FormRow::Variable(variable, scope) => FieldPurpose::Variable(variable, scope),
            FormRow::Measured(entry, threshold) => FieldPurpose::Measured(entry, threshold),
            FormRow::Sign(signoff, part) => FieldPurpose::Sign(signoff, part),
        }
    }

    /// The change that gives this answer; a signature is given as a whole.
    pub(super) fn edit(self, value: String) -> Option<Edit> {
        match self {
            FormRow::Blank(blank) => Some(Edit::Fill { blank, value }),
            FormRow::Variable(variable, VariableScope::All) => {
                Some(Edit::SetVariable { variable, value })
            }
            FormRow::Variable(variable, VariableScope::Entry(entry)) => Some(Edit::SetVariableAt {
                variable,
                entry,
                value,
            }),
            FormRow::Measured(entry, threshold) => Some(Edit::Measure {
                entry,
                threshold,
                value,
            }),
            FormRow::Sign(..) => None,
        }
    }
}

impl Model {
    /// The row of a form with those beside it, and the entry that the form is about; a variable that is filled from the
    /// list of blanks has neither.
    pub(super) fn form_rows_around(&self, asked: FormRow) -> (Option<EntryId>, Vec<FormRow>) {
        match asked {
            FormRow::Blank(blank) => {
                let holds = |&id: &EntryId| self.checklist().blanks_of(id).any(|own| own == blank);
                let entry = self
                    .entry()
                    .filter(holds)
                    .unwrap_or(self.checklist().blank(blank).entry);
                (Some(entry), self.form_rows_of(entry))
            }
            FormRow::Variable(variable, scope) => self.form_rows_around_variable(variable, scope),
            FormRow::Measured(entry, _) => (Some(entry), self.form_rows_of(entry)),
            FormRow::Sign(signoff, part) => {
                let entry = self.checklist().blank(signoff.who).entry;
                (Some(entry), self.signature_rows(signoff, part))
            }
        }
    }

    /// Returns the rows of the form of an entry: its blanks, its variables, then the measurements.
    pub fn form_rows_of(&self, id: EntryId) -> Vec<FormRow> {
        let blanks = self.checklist().blanks_of(id).map(FormRow::Blank);
        let measured = 0..self.workbook.measurements(id).len();
        blanks
            .chain(self.variable_rows(id))
            .chain(measured.map(|threshold| FormRow::Measured(id, threshold)))
            .collect()
    }

    pub(super) fn measurement(&self, id: EntryId, threshold: usize) -> Option<Measurement<'_>> {
        self.workbook.measurements(id).get(threshold).copied()
    }

    /// Returns the answers of a row; nothing where there are none.
    pub(super) fn register_of(&self, asked: FormRow) -> Option<&Register<String>> {
        match asked {
            FormRow::Blank(blank) => self.workbook.register(blank),
            FormRow::Variable(variable, VariableScope::All) => {
                self.workbook.variable_register(variable)
            }
            FormRow::Variable(variable, VariableScope::Entry(entry)) => {
                self.workbook.variable_register_at(variable, entry)
            }
            FormRow::Measured(entry, threshold) => self.measurement(entry, threshold)?.register,
            FormRow::Sign(..) => None,
        }
    }

    /// Returns the label of a row.
    pub fn label_of(&self, asked: FormRow) -> String {
        match asked {
            FormRow::Blank(blank) => self.checklist().blank(blank).label.clone(),
            FormRow::Variable(variable, _) => self.checklist().variable(variable).written.clone(),
            FormRow::Measured(entry, threshold) => {
                let label = self
                    .measurement(entry, threshold)
                    .map(|it| it.label().to_owned());
                label.unwrap_or_default()
            }
            FormRow::Sign(_, part) => part.label().to_owned(),
        }
    }

    /// The name of the kind of answer that a row expects.
    pub fn kind_of(&self, asked: FormRow) -> String {
        match asked {
            FormRow::Blank(blank) => self.checklist().blank(blank).kind.name().to_owned(),
            FormRow::Variable(variable, VariableScope::All) => self.place_count(variable),
            FormRow::Variable(_, VariableScope::Entry(_)) => "here only".to_owned(),
            FormRow::Measured(entry, threshold) => {
                let asks = self
                    .measurement(entry, threshold)
                    .and_then(|it| it.threshold);
                asks.map_or_else(
                    || "measured before".to_owned(),
                    |threshold| format!("measured, {threshold}"),
                )
            }
            FormRow::Sign(_, part) => part.kind().to_owned(),
        }
    }

    /// Returns whether a row is unanswered, or its answer needs confirming.
    pub(super) fn is_unanswered(&self, asked: FormRow) -> bool {
        match asked {
            FormRow::Blank(blank) => !self.workbook.is_filled(blank),
            FormRow::Variable(variable, scope) => self.is_variable_unanswered(variable, scope),
            FormRow::Measured(entry, threshold) => {
                let measurement = self.measurement(entry, threshold);
                measurement.is_some_and(|it| it.is_missing() || it.is_split() || it.is_doubtful)
            }
            FormRow::Sign(..) => true,
        }
    }

    /// Returns whether its answer needs confirming.
    pub(super) fn is_doubtful(&self, asked: FormRow) -> bool {
        match asked {
            FormRow::Blank(blank) => self.workbook.is_doubtful(blank),
            FormRow::Variable(variable, scope) => self.is_variable_doubtful(variable, scope),
            FormRow::Measured(entry, threshold) => self
                .measurement(entry, threshold)
                .is_some_and(|it| it.is_doubtful),
            FormRow::Sign(..) => false,
        }
    }

    /// Returns the value of a row.
    pub fn stands(&self, asked: FormRow) -> FormValue {
        if let Some(draft) = self.drafts.get(&asked.purpose()) {
            return FormValue::Draft(draft.clone());
        }
        if let FormRow::Sign(_, part) = asked {
            let text = self
                .signing
                .as_ref()
                .map(|signing| signing.text(part))
                .unwrap_or_default();
            return if text.is_empty() {
                FormValue::Nothing
            } else {
                FormValue::Answer(text.to_owned())
            };
        }
        let register = self.register_of(asked);
        if let Some(register) = register.filter(|register| register.is_conflict()) {
            let answers = register.standing().iter();
            let answers: Vec<&str> = answers
                .map(|answer| answer.value.as_deref().unwrap_or("(empty)"))
                .collect();
            return FormValue::Conflict(answers.join(" or "));
        }
        match register.and_then(Register::value).cloned() {
            None => self.linked_value(asked).unwrap_or(FormValue::Nothing),
            Some(value) if self.is_doubtful(asked) => FormValue::Unconfirmed(value),
            Some(value) => FormValue::Answer(value),
        }
    }

    /// Returns the outcome of a measured value.
    pub fn outcome_of(&self, asked: FormRow) -> Option<Outcome> {
        match asked {
            FormRow::Measured(entry, threshold) => self.measurement(entry, threshold)?.outcome,
            FormRow::Blank(_) | FormRow::Variable(..) | FormRow::Sign(..) => None,
        }
    }

    /// Returns the current answers of a row, cleared ones last.
    pub(super) fn answers_of(&self, asked: FormRow) -> Vec<ConflictingAnswer> {
        let standing = self
            .register_of(asked)
            .map(Register::standing)
            .unwrap_or_default();
        let answer = |answer: &Answer<String>| ConflictingAnswer {
            text: answer.value.clone().unwrap_or_default(),
            who: answer.who(),
        };
        let mut answers: Vec<ConflictingAnswer> = standing.iter().map(answer).collect();
        answers.sort_by_key(|answer| answer.text.is_empty());
        answers
    }

    /// Returns the details of a measured value while it is typed.
    pub(super) fn measurement_details(
        &self,
        field: &Field,
        (id, threshold): (EntryId, usize),
    ) -> Vec<(String, StyleRole)> {
        let Some(measurement) = self.measurement(id, threshold) else {
            return Vec::new();
        };
        let text = field.text();
        let mut told = Vec::new();
        if let Some(threshold) = measurement.threshold.filter(|_| !text.trim().is_empty()) {
            told.push((
                sanitize::capitalized(&describe::judged(threshold, &text)),
                outcome_role(threshold.judge(&text)),
            ));
        } else if let Some(threshold) = measurement.threshold {
            told.push((format!("Threshold: {threshold}"), StyleRole::Dim));
        } else {
            let gone = "No longer required; clear it to remove it.";
            told.push((gone.to_owned(), StyleRole::Waiting));
        }
        if let Some(answer) = measurement.register.and_then(Register::answer) {
            if measurement.is_doubtful && text == field.before {
                let on = sanitize::one_line(&answer.on.text).into_owned();
                let enter = self.keymap.key_in(field.context(), field.takes());
                told.push((
                    format!("measured for “{on}” ({enter}: confirm)"),
                    StyleRole::Waiting,
                ));
            } else if measurement.value().is_some() && text == field.before {
                told.push((answer.who(), StyleRole::Dim));
            }
        }
        told
    }
}

/// The looks of what a measured value is worth.
pub fn outcome_role(outcome: Outcome) -> StyleRole {
    match outcome {
        Outcome::Pass => StyleRole::Good,
        Outcome::Fail | Outcome::Unclear => StyleRole::Bad,
    }
}

/// Returns the label of a blank, with that of the first blank of its line: `Date` alone says
/// little.
pub fn blank_label(model: &Model, id: BlankId) -> String {
    let checklist = model.checklist();
    let blank = checklist.blank(id);
    let first = checklist.blank(BlankId(checklist.entry(blank.entry).blanks.start));
    if first.label == blank.label {
        blank.label.clone()
    } else {
        format!("{} {} {}", blank.label, model.theme.signs.dot, first.label)
    }
}

/// Returns the value of a form row, as one line.
pub fn answer(model: &Model, asked: FormRow, width: u16) -> Line<'static> {
    let theme = &model.theme;
    let mut rich = StyledText::default();
    match model.stands(asked) {
        FormValue::Nothing => rich.push("____", theme.style(StyleRole::Empty)),
        FormValue::Answer(text) => rich.push(&text, theme.style(StyleRole::Value)),
        FormValue::Draft(text) => marked(&mut rich, "draft: ", &text, model, StyleRole::Waiting),
        FormValue::Conflict(text) => marked(&mut rich, "conflict: ", &text, model, StyleRole::Bad),
        FormValue::Unconfirmed(text) => {
            marked(&mut rich, "confirm: ", &text, model, StyleRole::Waiting)
        }
        FormValue::Linked { text, from } => rich
            .push(&text, theme.style(StyleRole::Value))
            .push(&format!("  from {from}"), theme.style(StyleRole::Dim)),
    };
    if let Some(outcome) = model.outcome_of(asked) {
        rich.push(
            &format!("  {}", outcome.word()),
            theme.style(outcome_role(outcome)),
        );
    }
    rich.row(usize::from(width), theme.signs.ellipsis)
}

fn marked<'a>(
    rich: &'a mut StyledText,
    mark: &str,
    text: &str,
    model: &Model,
    role: StyleRole,
) -> &'a mut StyledText {
    let theme = &model.theme;
    rich.push(mark, theme.style(role))
        .push(text, theme.style(StyleRole::Text))
}
