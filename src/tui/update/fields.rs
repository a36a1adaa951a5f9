//! Text fields: opening and accepting them, and keeping drafts. Fields of forms and notes have files of their own.

use crate::progress::Stamp;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, FieldPurpose};
use crate::tui::form_row::FormRow;
use crate::tui::overlay::Overlay;
use crate::tui::update::forms::FieldExit;
use crate::workbook::Edit;

impl App {
    /// Opens a field; its draft is restored.
    pub(super) fn open_field(&mut self, purpose: FieldPurpose, before: &str, several_lines: bool) {
        let draft = self.model.drafts.remove(&purpose);
        if draft.is_some() {
            self.info("Draft restored.");
        }
        let text = draft.as_deref().unwrap_or(before);
        self.overlay = Some(Overlay::Field(Box::new(Field::new(
            purpose,
            before,
            text,
            several_lines,
        ))));
    }

    /// Takes what the field holds, and closes it.
    pub(super) fn accept(&mut self, stamp: &Stamp) -> Option<Effect> {
        if let Some(Overlay::Field(field)) = &self.overlay
            && FormRow::of(&field.purpose).is_some()
        {
            return self.leave_field(FieldExit::Close, stamp);
        }
        let Some(Overlay::Field(field)) = self.overlay.take() else {
            return None;
        };
        if field.purpose == FieldPurpose::Elsewhere && self.is_unseen() {
            self.overlay = Some(Overlay::Field(field));
            return None;
        }
        let text = field.text();
        match field.purpose {
            FieldPurpose::Note(_) if text.trim().is_empty() => None,
            FieldPurpose::Note(entry) => self.apply(Edit::Note { entry, text }, stamp),
            FieldPurpose::EditNote(entry, note) => self.save_note(entry, note, Some(text), stamp),
            FieldPurpose::Reason { .. } => self.accept_reason(field, stamp),
            FieldPurpose::NewRun => self.accept_run_name(&text),
            FieldPurpose::Elsewhere => Some(App::save_elsewhere(&text)),
            FieldPurpose::Find { .. } => self.stay_at_match(),
            FieldPurpose::Since { from } => self.accept_since(&text, from, stamp),
            FieldPurpose::Live => self.accept_go_live(field, stamp),
            // What belongs to a form was taken above.
            FieldPurpose::Blank(_)
            | FieldPurpose::Variable(..)
            | FieldPurpose::Measured(..)
            | FieldPurpose::Sign(..)
            | FieldPurpose::Copy(_)
            | FieldPurpose::Command => None,
        }
    }

    /// Edits the text that is being typed. Returns whether the action does that.
    pub(super) fn edit_text(&mut self, action: Action) -> bool {
        let field = match &mut self.overlay {
            Some(Overlay::Field(field)) => field,
            Some(Overlay::Palette(palette)) => &mut palette.field,
            _ => return false,
        };
        let before = field.text();
        if !field.act(action) {
            return false;
        }
        if field.text() != before {
            self.typed();
        }
        true
    }

    /// Takes the answer that is ready into the field.
    pub(super) fn use_offer(&mut self) {
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            field.use_offer();
        }
    }

    /// Leaves the field; what was typed stays as a draft.
    pub(super) fn cancel(&mut self) {
        let Some(Overlay::Field(field)) = self.overlay.take() else {
            return;
        };
        let draft = field.draft();
        match field.purpose {
            FieldPurpose::Find { from } => self.end_search(from),
            FieldPurpose::NewRun | FieldPurpose::Since { .. } => {}
            FieldPurpose::Elsewhere => self.cancel_save_elsewhere(),
            FieldPurpose::Sign(signoff, part) => self.cancel_signing(signoff, part, field.text()),
            purpose => {
                if let Some(draft) = draft {
                    self.info("Kept as a draft; reopen the field to continue.");
                    self.keep_draft(purpose, &draft);
                }
            }
        }
    }

    /// Keeps a draft, appended to an existing one.
    pub(super) fn keep_draft(&mut self, purpose: FieldPurpose, text: &str) {
        let draft = self.model.drafts.entry(purpose).or_default();
        if !draft.is_empty() {
            draft.push('\n');
        }
        draft.push_str(text);
    }
}
