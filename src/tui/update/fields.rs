//! Text fields: opening them, taking what they hold, and keeping drafts. What is special about the fields of
//! blanks and notes has files of its own.

use crate::progress::Stamp;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::{Field, Purpose};
use crate::tui::form_row::Asked;
use crate::tui::overlay::Overlay;
use crate::tui::update::forms::Then;
use crate::workbook::Edit;

impl App {
    /// Opens a field; a draft for it is taken up again.
    pub(super) fn open_field(&mut self, purpose: Purpose, before: &str, several_lines: bool) {
        let draft = self.model.drafts.remove(&purpose);
        if draft.is_some() {
            self.info("This is your draft from before.");
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
            && Asked::of(&field.purpose).is_some()
        {
            return self.leave_field(Then::Close, stamp);
        }
        let Some(Overlay::Field(field)) = self.overlay.take() else {
            return None;
        };
        if field.purpose == Purpose::Elsewhere && self.is_unseen() {
            self.overlay = Some(Overlay::Field(field));
            return None;
        }
        let text = field.text();
        match field.purpose {
            Purpose::Note(_) if text.trim().is_empty() => None,
            Purpose::Note(entry) => self.apply(Edit::Note { entry, text }, stamp),
            Purpose::EditNote(entry, note) => self.save_note(entry, note, Some(text), stamp),
            Purpose::Reason { .. } => self.give_reason(field, stamp),
            Purpose::NewRun => self.name_run(&text),
            Purpose::Elsewhere => Some(App::save_elsewhere(&text)),
            Purpose::Find { .. } => self.stay_at_match(),
            Purpose::Since { from } => self.want_since(&text, from, stamp),
            Purpose::Live => self.say_live(field, stamp),
            // What belongs to a form was taken above.
            Purpose::Blank(_)
            | Purpose::Measured(..)
            | Purpose::Sign(..)
            | Purpose::Copy(_)
            | Purpose::Command => None,
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
    pub(super) fn take_ready(&mut self) {
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            field.take_ready();
        }
    }

    /// Leaves the field; what was typed stays as a draft.
    pub(super) fn cancel(&mut self) {
        let Some(Overlay::Field(field)) = self.overlay.take() else {
            return;
        };
        let draft = field.draft();
        match field.purpose {
            Purpose::Find { from } => self.end_search(from),
            Purpose::NewRun | Purpose::Since { .. } => {}
            Purpose::Elsewhere => self.stay_unsaved(),
            Purpose::Sign(signoff, part) => self.leave_unsigned(signoff, part, field.text()),
            purpose => {
                if let Some(draft) = draft {
                    self.info("What you typed is kept as a draft; open the field again to go on.");
                    self.keep_draft(purpose, &draft);
                }
            }
        }
    }

    /// Keeps a draft, below one that is there already.
    pub(super) fn keep_draft(&mut self, purpose: Purpose, text: &str) {
        let draft = self.model.drafts.entry(purpose).or_default();
        if !draft.is_empty() {
            draft.push('\n');
        }
        draft.push_str(text);
    }
}
