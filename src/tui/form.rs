//! The form of an entry: its blanks, variables and measurements, one of which is in a field. It has no state of its own: answers are
//! in the workbook, unsaved texts among the drafts.

use unicode_segmentation::UnicodeSegmentation;

use super::action::Action;
use super::field::{ConflictingAnswer, Field, VariableScope};
use super::form_row::FormRow;
use super::keymap::Context;
use super::model::Model;
use super::styled_text::StyledText;
use super::theme::StyleRole;
use crate::checklist::{BlankId, BlankKind, EntryId};
use crate::progress::Register;
use crate::sanitize;
use crate::workbook::describe;

/// Rows of a field of several lines.
const SEVERAL: u16 = 5;
/// Rows of a field of one line at the most, where its text is longer than the screen is wide.
const LONGEST: u16 = 3;
/// Columns for the name of a kind.
const KIND: u16 = 10;
/// Narrower than this, the kinds are left out.
const ROOMY: u16 = 64;

/// The form of an entry: its blanks, variables and measurements, one of which is in the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryForm {
    /// The entry; none where a variable is filled for all of its places.
    pub entry: Option<EntryId>,
    /// Its rows: the blanks in the order of the document, the variables, then the measurements.
    pub rows: Vec<FormRow>,
    /// The index of the focused row.
    pub focus: usize,
    /// Columns for the labels; none where there is only one row: the heading names it.
    pub labels: u16,
    /// Columns for the kinds.
    pub kinds: u16,
    /// Rows for the field.
    pub field: u16,
    /// Rows for the details of the field.
    pub told: u16,
}

/// The value of a form row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormValue {
    /// Nothing.
    Nothing,
    /// Typed, but not saved.
    Draft(String),
    /// Answers that differ.
    Conflict(String),
    /// An answer that needs confirming.
    Unconfirmed(String),
    /// An answer.
    Answer(String),
    /// The value of a blank.
    Linked {
        /// The value.
        text: String,
        /// The label of the blank.
        from: String,
    },
}

impl EntryForm {
    /// Returns the number of rows it would take, with its heading.
    pub fn height(&self) -> u16 {
        let others = u16::try_from(self.rows.len() - 1).unwrap_or(u16::MAX);
        others.saturating_add(1 + self.field + self.told)
    }

    /// Columns before the field.
    pub fn before_field(&self) -> u16 {
        if self.labels == 0 {
            1
        } else {
            self.labels + self.kinds + 4
        }
    }
}

impl Model {
    /// The form that a field belongs to, if it belongs to one.
    pub fn form_of(&self, field: &Field) -> Option<EntryForm> {
        let focused = FormRow::of(&field.purpose)?;
        let (entry, rows) = match focused {
            FormRow::Variable(..) if field.from_list => (None, vec![focused]),
            FormRow::Blank(_)
            | FormRow::Variable(..)
            | FormRow::Measured(..)
            | FormRow::Sign(..) => self.form_rows_around(focused),
        };
        let focus = rows.iter().position(|&asked| asked == focused)?;
        let width = self.size.width;
        let longest = |texts: &dyn Fn(FormRow) -> String| {
            let widths = rows.iter().map(|&asked| sanitize::width(&texts(asked)));
            u16::try_from(widths.max().unwrap_or_default()).unwrap_or(u16::MAX)
        };
        let third = (width / 3).max(1);
        let labels = if rows.len() > 1 {
            longest(&|asked| self.label_of(asked)).clamp(1, third)
        } else {
            0
        };
        let is_roomy = labels > 0 && width >= ROOMY;
        let kinds = if is_roomy {
            (longest(&|asked| self.kind_of(asked)) + 2).clamp(KIND, third.max(KIND))
        } else {
            0
        };
        let tells = |&asked: &FormRow| self.has_details(asked);
        let told = match focused {
            // What a signature is worth is read whole.
            FormRow::Sign(..) => self
                .details_below(field, focused)
                .wrap(columns_below(width), &"".into(), &"".into())
                .len(),
            FormRow::Blank(_) | FormRow::Variable(..) | FormRow::Measured(..) => {
                usize::from(rows.iter().any(tells))
            }
        };
        let told = u16::try_from(told).unwrap_or(u16::MAX);
        let mut form = EntryForm {
            entry,
            rows,
            focus,
            labels,
            kinds,
            field: SEVERAL,
            told,
        };
        if !field.has_several_lines() {
            let room = width.saturating_sub(form.before_field() + 1);
            form.field = wrapped(&field.text(), room).min(LONGEST);
        }
        Some(form)
    }

    /// Returns the details of the focused row, as one text.
    pub fn details_below(&self, field: &Field, asked: FormRow) -> StyledText {
        let mut rich = StyledText::default();
        for (index, (text, role)) in self.field_details(field, asked).iter().enumerate() {
            let between = if index > 0 {
                format!(" {} ", self.theme.signs.dot)
            } else {
                String::new()
            };
            rich.push(&between, self.theme.style(StyleRole::Dim))
                .push(text, self.theme.style(*role));
        }
        rich
    }

    /// Returns whether a row has details while it is in the field.
    fn has_details(&self, asked: FormRow) -> bool {
        let FormRow::Blank(blank) = asked else {
            return true;
        };
        let kind = self.checklist().blank(blank).kind;
        !matches!(kind, BlankKind::Text | BlankKind::Area)
            || self.is_doubtful(asked)
            || self
                .workbook
                .register(blank)
                .is_some_and(Register::is_conflict)
    }

    /// Returns the details of the focused row, the most important first.
    pub fn field_details(&self, field: &Field, asked: FormRow) -> Vec<(String, StyleRole)> {
        let mut told = Vec::new();
        if field.has_answers() {
            let answers: Vec<String> = field
                .answers
                .iter()
                .map(ConflictingAnswer::to_string)
                .collect();
            let at = field.answer().map_or(String::new(), |at| {
                format!("{} of {}: ", at + 1, answers.len())
            });
            let down = self.keymap.key_in(field.context(), Action::NextAnswer);
            told.push((
                format!("{at}{} ({down}: next)", answers.join(" or ")),
                StyleRole::Bad,
            ));
        }
        match asked {
            FormRow::Blank(blank) => told.extend(
                self.signoff_hint(blank)
                    .map(|hint| (hint, StyleRole::Waiting)),
            ),
            FormRow::Variable(variable, scope) => {
                told.extend(self.variable_details(field, variable, scope));
            }
            FormRow::Measured(entry, threshold) => {
                told.extend(self.measurement_details(field, (entry, threshold)));
                return told;
            }
            FormRow::Sign(signoff, part) => return self.signature_details(field, signoff, part),
        }
        let expected = self.expected_in(asked, &field.text());
        if let Some(expected) = &expected {
            told.push((
                format!("Doesn't look like {expected}; saved as typed."),
                StyleRole::Waiting,
            ));
        } else if let Some(doubt) = self.doubt_in(asked) {
            let enter = self.keymap.key_in(field.context(), field.takes());
            told.insert(
                0,
                (format!("{doubt} ({enter}: confirm)"), StyleRole::Waiting),
            );
        }
        if !field.choices.is_empty() && !field.has_answers() {
            let choices = field.choices.iter().enumerate();
            let choices: Vec<String> = choices
                .map(|(at, choice)| format!("{} {choice}", at + 1))
                .collect();
            told.push((choices.join("  "), StyleRole::Text));
        } else if let Some(offer) = field
            .ready
            .as_ref()
            .filter(|offer| offer.text != field.text())
        {
            let key = self.keymap.key_in(field.context(), Action::UseSuggestion);
            told.push((
                format!("{key}: use {} ({})", offer.text, offer.what),
                StyleRole::Text,
            ));
        } else if expected.is_none() && field.text().is_empty() {
            let example = self
                .example_in(asked)
                .map(|example| format!("Expected: {example}."));
            told.extend(example.map(|example| (example, StyleRole::Dim)));
        }
        told
    }

    /// Returns the format that an answer should have, if the text doesn't have it.
    fn expected_in(&self, asked: FormRow, text: &str) -> Option<String> {
        match asked {
            FormRow::Blank(blank) => self.checklist().expected(blank, text),
            FormRow::Variable(variable, _) => self.checklist().expected_of_variable(variable, text),
            FormRow::Measured(..) | FormRow::Sign(..) => None,
        }
    }

    fn example_in(&self, asked: FormRow) -> Option<String> {
        match asked {
            FormRow::Blank(blank) => self.checklist().example(blank),
            FormRow::Variable(variable, _) => self.checklist().example_of_variable(variable),
            FormRow::Measured(..) | FormRow::Sign(..) => None,
        }
    }

    /// Returns why the value needs confirming.
    fn doubt_in(&self, asked: FormRow) -> Option<String> {
        match asked {
            FormRow::Blank(blank) => Some(describe::doubt(&self.workbook.doubt(blank)?)),
            FormRow::Variable(variable, VariableScope::All) if self.is_doubtful(asked) => {
                let (_, doubt) = self.workbook.variable_to_confirm(variable)?;
                Some(describe::doubt(&doubt))
            }
            FormRow::Variable(_, VariableScope::Entry(_)) if self.is_doubtful(asked) => {
                Some("the entry changed since".to_owned())
            }
            FormRow::Variable(..) | FormRow::Measured(..) | FormRow::Sign(..) => None,
        }
    }

    /// Returns the hint that typing a name isn't signing, for blanks of a sign-off that isn't
    /// signed.
    fn signoff_hint(&self, blank: BlankId) -> Option<String> {
        let entry = self.checklist().blank(blank).entry;
        let mut signoffs = self.workbook.signoffs_at(entry);
        let signoff = signoffs.find(|signoff| signoff.blanks().any(|own| own == blank))?;
        let sign = self.key_of(Action::SignOffs);
        let leave = self.keymap.key_in(Context::Line, Action::Cancel);
        (!self.workbook.is_signed(signoff))
            .then(|| format!("Typing a name isn't signing. Press {leave}, then {sign}"))
    }
}

/// Returns the columns for the details below the rows, after a margin of one.
pub fn columns_below(width: u16) -> usize {
    usize::from(width).saturating_sub(1).max(1)
}

/// Returns the rows that a text takes as its editor wraps it: between words, and inside those that
/// are too long. The cursor after it needs room too.
fn wrapped(text: &str, columns: u16) -> u16 {
    let columns = usize::from(columns).max(1);
    let (mut rows, mut used) = (1, 0);
    for word in text.split_word_bounds().chain([" "]) {
        let width = sanitize::width(word);
        if used + width <= columns {
            used += width;
        } else {
            rows += 1 + (width - 1) / columns;
            used = width % columns;
        }
    }
    u16::try_from(rows).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn a_long_text_takes_the_rows_that_it_needs() {
        for (text, columns, rows) in [
            ("", 10, 1),
            ("one two", 10, 1),
            ("one two", 7, 2),
            ("one two three", 9, 2),
            ("https://example.com/a/very/long/path", 12, 4),
            ("x", 0, 2),
        ] {
            assert_eq!(wrapped(text, columns), rows, "{text:?} in {columns}");
        }
    }
}
