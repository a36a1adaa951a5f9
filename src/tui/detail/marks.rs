//! Marks in the detail: states, values, conflicts, notes.

use ratatui::text::Span;

use super::DetailPage;
use crate::checklist::EntryId;
use crate::progress::{Mark, Note, Register};
use crate::sanitize;
use crate::tui::action::Action;
use crate::tui::checkbox_glyphs::state_role;
use crate::tui::styled_text::StyledText;
use crate::tui::theme::StyleRole;
use crate::workbook::{Doubt, RegisterId, Told, describe};

impl DetailPage<'_> {
    pub(super) fn item_state(&self, id: EntryId) -> StyledText {
        let (theme, workbook) = (&self.model.theme, &self.model.workbook);
        let register = &workbook.marks(id).state;
        let mut rich = StyledText::default();
        if register.is_conflict() {
            rich.push("conflict", theme.style(StyleRole::Bad));
            return rich;
        }
        let state = workbook.state(id);
        if register.value().is_some() {
            self.answered(register, &mut rich);
        } else {
            rich.push(state.words(), theme.style(state_role(state)));
        }
        if let Some(above) = workbook.answered_by(id) {
            let above = workbook.reading(above);
            let reason = workbook.reason(id).unwrap_or_default();
            let told = format!(" with “{above}”: {reason}");
            rich.push(&theme.words(&told), theme.style(StyleRole::Text));
        }
        if workbook.is_pre_ticked(id) {
            rich.push(
                " (pre-ticked; not confirmed here)",
                theme.style(StyleRole::Waiting),
            );
        }
        if workbook.needs_confirmation(id) {
            let why = describe::differences(&workbook.state_differences(id));
            let key = self.model.key_of(Action::Confirm);
            rich.push(
                &format!("; needs confirming ({key}): {why}"),
                theme.style(StyleRole::Bad),
            );
        }
        rich
    }

    /// Adds the answered state, with author, time and reason.
    pub(super) fn answered(&self, register: &Register<Mark>, rich: &mut StyledText) {
        let theme = &self.model.theme;
        let Some((answer, mark)) = register.answer().zip(register.value()) else {
            return;
        };
        rich.push(mark.state.words(), theme.style(state_role(mark.state)));
        rich.push(
            &format!(" by {}, {}", answer.who(), sanitize::time(&answer.at)),
            theme.style(StyleRole::Text),
        );
        if let Some(reason) = &mark.reason {
            rich.push(&format!(": {reason}"), theme.style(StyleRole::Text));
        }
    }

    /// The blanks with their values, and who filled them.
    pub(super) fn blanks(&mut self, id: EntryId) {
        let checklist = self.model.checklist();
        for blank_id in checklist.blanks_of(id).collect::<Vec<_>>() {
            let (theme, workbook) = (&self.model.theme, &self.model.workbook);
            let blank = checklist.blank(blank_id);
            let mut rich = StyledText::default();
            rich.push(&blank.label, theme.style(StyleRole::Text));
            if !blank.choices.is_empty() {
                rich.push(
                    &format!(" ({})", blank.choices.join(" / ")),
                    theme.style(StyleRole::Dim),
                );
            }
            rich.push(": ", theme.style(StyleRole::Text));
            match workbook.register(blank_id) {
                Some(register) if register.is_conflict() => {
                    rich.push("conflict, see below", theme.style(StyleRole::Bad));
                }
                Some(register) if register.value().is_some() => {
                    self.value(register, workbook.doubt(blank_id), &mut rich);
                }
                _ => {
                    rich.push("empty", theme.style(StyleRole::Empty));
                }
            }
            let bullet = Span::raw(format!("{} ", theme.signs.bullet));
            self.put(&rich, &bullet, &Span::raw("  "));
        }
    }

    /// Adds the value of a blank with its author, or the reason why it needs confirming.
    pub(super) fn value(
        &self,
        register: &Register<String>,
        doubt: Option<Doubt>,
        rich: &mut StyledText,
    ) {
        let theme = &self.model.theme;
        let Some((answer, value)) = register.answer().zip(register.value()) else {
            return;
        };
        if let Some(doubt) = doubt {
            rich.push(value, theme.style(StyleRole::Waiting));
            let enter = self.model.key_of(Action::Edit);
            let why = format!("  {}, needs confirming ({enter})", describe::doubt(&doubt));
            rich.push(&why, theme.style(StyleRole::Waiting));
        } else {
            rich.push(value, theme.style(StyleRole::Value));
            rich.push(
                &format!("  {}, {}", answer.who(), sanitize::time(&answer.at)),
                theme.style(StyleRole::Dim),
            );
        }
    }

    /// Adds conflicting answers, each with its author and time.
    pub(super) fn conflicts(&mut self, id: EntryId) {
        let model = self.model;
        let entries = model.checklist().item_with_lines(id);
        for conflict in entries.flat_map(|id| model.workbook.conflicts_at(id)) {
            // What differs of a phase or a measured value stands where the phase and the value do.
            let head = match conflict.about {
                RegisterId::State => {
                    let key = model.key_of(Action::Toggle);
                    format!("Conflicting answers ({key}: resolve as done):")
                }
                RegisterId::Blank(blank) => {
                    let label = &model.checklist().blank(blank).label;
                    let key = model.key_of(Action::Edit);
                    format!("{label}: conflicting answers ({key}: resolve):")
                }
                _ => continue,
            };
            let head = self.styled(&head, StyleRole::Bad);
            self.put_plain(&head);
            self.told(&conflict.answers);
        }
    }

    /// Adds answers with their authors, one per row.
    pub(super) fn told(&mut self, answers: &[Told]) {
        let theme = &self.model.theme;
        for told in answers {
            let mut rich = StyledText::default();
            rich.push(&told.answer, theme.style(StyleRole::Value));
            rich.push(
                &format!("  {}, {}", told.who, sanitize::time(&told.at)),
                theme.style(StyleRole::Dim),
            );
            self.put(
                &rich,
                &Span::raw(format!("{} ", theme.signs.bullet)),
                &Span::raw("  "),
            );
        }
    }

    /// Adds notes. `on` is the current text of the entry: a note that was written on another shows
    /// that one.
    pub(super) fn notes(&mut self, notes: &[Note], on: &str) {
        let theme = self.model.theme;
        for note in notes {
            self.gap();
            let mut head = format!("Note by {}, {}", note.who(), sanitize::time(&note.at));
            if note.on.text != on {
                head.push_str(&format!(
                    ", written on “{}”",
                    sanitize::one_line(&note.on.text)
                ));
            }
            let head = self.styled(&head, StyleRole::Dim);
            self.put_plain(&head);
            for line in note.text.lines() {
                let rich = self.styled(line, StyleRole::Value);
                let margin = Span::styled(
                    format!("{} ", theme.signs.down),
                    theme.style(StyleRole::Dim),
                );
                self.put(&rich, &margin, &margin);
            }
        }
    }
}
