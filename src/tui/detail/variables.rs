//! The variables in the text and commands of an entry: their values, and where these are from.

use ratatui::text::Span;

use super::DetailPage;
use crate::checklist::{EntryId, VariableId};
use crate::progress::Register;
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::field::VariableScope;
use crate::tui::form_row::FormRow;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::workbook::describe;

impl DetailPage<'_> {
    pub(super) fn variables(&mut self, id: EntryId) {
        for row in self.model.variable_rows(id) {
            let FormRow::Variable(variable, scope) = row else {
                continue;
            };
            let mut rich = self.styled(&format!("{}: ", self.model.label_of(row)), StyleRole::Text);
            self.variable_value(row, variable, &mut rich);
            let (about, role) = match scope {
                VariableScope::All => (self.model.place_count(variable), StyleRole::Dim),
                VariableScope::Entry(_) => (self.only_here(variable), StyleRole::Waiting),
            };
            rich.push(&format!("  ({about})"), self.model.theme.style(role));
            let bullet = Span::raw(format!("{} ", self.model.theme.signs.bullet));
            self.put(&rich, &bullet, &Span::raw("  "));
            self.variable_conflict(row);
        }
    }

    fn variable_value(&self, row: FormRow, variable: VariableId, rich: &mut StyledText) {
        let model = self.model;
        let theme = &model.theme;
        let register = model
            .register_of(row)
            .filter(|register| !register.is_silent());
        match register {
            Some(register) if register.is_conflict() => {
                rich.push("conflict", theme.style(StyleRole::Bad));
            }
            Some(register) => {
                let is_doubtful = model.is_doubtful(row);
                let role = if is_doubtful {
                    StyleRole::Waiting
                } else {
                    StyleRole::Value
                };
                let value = register.value().map(String::as_str).unwrap_or_default();
                rich.push(value, theme.style(role));
                if let Some(answer) = register.answer() {
                    let by = format!("  {}, {}", answer.who(), sanitize::time(&answer.at));
                    rich.push(&by, theme.style(StyleRole::Dim));
                }
                if is_doubtful {
                    let doubt = model.workbook.variable_to_confirm(variable);
                    let doubt = doubt.map_or("the text changed".to_owned(), |(_, doubt)| {
                        describe::doubt(&doubt)
                    });
                    let enter = model.key_of(Action::Edit);
                    let why = format!("  {doubt}, needs confirming ({enter})");
                    rich.push(&why, theme.style(StyleRole::Waiting));
                }
            }
            None => match (
                model.workbook.variable_value(variable),
                model.link_told(variable),
            ) {
                (Some(value), Some(link)) => {
                    rich.push(value, theme.style(StyleRole::Value));
                    rich.push(&format!("  {link}"), theme.style(StyleRole::Dim));
                }
                (_, Some(link)) => {
                    rich.push("empty", theme.style(StyleRole::Empty));
                    rich.push(&format!("  {link}"), theme.style(StyleRole::Waiting));
                }
                (_, None) => {
                    rich.push("empty", theme.style(StyleRole::Empty));
                }
            },
        }
    }

    fn only_here(&self, variable: VariableId) -> String {
        match self.model.workbook.variable_value(variable) {
            Some(elsewhere) => format!("here only; elsewhere {}", sanitize::one_line(elsewhere)),
            None => "here only".to_owned(),
        }
    }

    /// The answers that differ, each with its author.
    fn variable_conflict(&mut self, row: FormRow) {
        let model = self.model;
        let Some(register) = model
            .register_of(row)
            .filter(|it| Register::is_conflict(it))
        else {
            return;
        };
        let key = model.key_of(Action::Edit);
        let head = format!("Conflicting values ({key}: resolve):");
        let head = self.styled(&head, StyleRole::Bad);
        self.put_plain(&head);
        self.answers(register);
    }

    /// Adds the answers of a register, each with its author.
    pub(super) fn answers(&mut self, register: &Register<String>) {
        let model = self.model;
        for answer in register.standing() {
            let mut rich = StyledText::default();
            let value = answer.value.as_deref().unwrap_or("(empty)");
            rich.push(value, model.theme.style(StyleRole::Value));
            let by = format!("  {}, {}", answer.who(), sanitize::time(&answer.at));
            rich.push(&by, model.theme.style(StyleRole::Dim));
            let bullet = Span::raw(format!("{} ", model.theme.signs.bullet));
            self.put(&rich, &bullet, &Span::raw("  "));
        }
    }
}
