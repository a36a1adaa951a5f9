//! Text fields: opening them, taking what they hold, and keeping drafts.

use crate::checklist::{BlankId, BlankKind};
use crate::progress::Stamp;
use crate::screen::field::{Field, Purpose};
use crate::screen::outline;
use crate::screen::session::{Effects, Overlay, Session};
use crate::workbook::Edit;

impl Session {
    pub(super) fn edit(&mut self) {
        let Some(id) = self.entry() else { return };
        let blanks: Vec<BlankId> = self.checklist().blanks_of(id).collect();
        let empty = blanks.iter().find(|&&blank| self.workbook.value(blank).is_none());
        match empty.or(blanks.first()) {
            Some(&blank) => self.edit_blank(blank),
            None if self.outline.is_folded(id) => self.unfold(),
            None if outline::has_children(self.checklist(), id) => self.fold(),
            None => self.message = Some("There is no blank here; a writes a note.".to_owned()),
        }
    }

    pub(super) fn edit_blank(&mut self, blank: BlankId) {
        if self.refuse_change() {
            return;
        }
        let of = self.workbook.checklist().blank(blank);
        let mine = self.entry().is_some_and(|id| self.checklist().blanks_of(id).any(|own| own == blank));
        let (entry, several) = (of.entry, of.kind == BlankKind::Area);
        let value = self.workbook.value(blank).unwrap_or_default().to_owned();
        if !mine {
            self.go_to(entry);
        }
        self.open_field(Purpose::Blank(blank), &value, several);
    }

    pub(super) fn note(&mut self) {
        if let Some(id) = self.entry().filter(|_| !self.refuse_change()) {
            self.open_field(Purpose::Note(id), "", true);
        }
    }

    pub(super) fn find(&mut self) {
        let from = self.entry();
        self.matches.clear();
        self.overlay = Some(Overlay::Field(Box::new(Field::new(Purpose::Find { from }, "", "", false))));
    }

    /// Opens a field; a draft for it is taken up again.
    pub(super) fn open_field(&mut self, purpose: Purpose, before: &str, several_lines: bool) {
        let draft = self.drafts.remove(&purpose);
        if draft.is_some() {
            self.message = Some("This is your draft from before.".to_owned());
        }
        let text = draft.as_deref().unwrap_or(before);
        self.overlay = Some(Overlay::Field(Box::new(Field::new(purpose, before, text, several_lines))));
    }

    /// Takes what the field holds; then goes on by `step` blanks.
    pub(super) fn accept(&mut self, step: isize, stamp: &Stamp) -> Effects {
        let Some(Overlay::Field(field)) = self.overlay.take() else { return Effects::default() };
        match field.purpose {
            Purpose::Blank(blank) => {
                let effects = if field.is_changed() {
                    self.apply(Edit::Fill { blank, value: field.text() }, stamp)
                } else {
                    Effects::default()
                };
                if step != 0 {
                    self.go_on_from(blank, step);
                }
                effects
            }
            Purpose::Note(_) if field.text().trim().is_empty() => Effects::default(),
            Purpose::Note(entry) => self.apply(Edit::Note { entry, text: field.text() }, stamp),
            Purpose::Find { .. } | Purpose::Copy(_) => Effects::default(),
        }
    }

    pub(super) fn go_on_from(&mut self, blank: BlankId, step: isize) {
        let next = blank.0.checked_add_signed(step).filter(|&next| next < self.checklist().blanks().len());
        match next {
            Some(next) => self.edit_blank(BlankId(next)),
            None if step > 0 => self.message = Some("That was the last blank of the document.".to_owned()),
            None => self.message = Some("That was the first blank of the document.".to_owned()),
        }
    }

    /// Leaves the field; what was typed stays as a draft.
    pub(super) fn cancel(&mut self) {
        let Some(Overlay::Field(field)) = self.overlay.take() else { return };
        match field.purpose {
            Purpose::Find { from } => {
                self.matches.clear();
                if let Some(id) = from {
                    self.go_to(id);
                }
            }
            purpose if field.is_changed() => {
                self.message =
                    Some("What you typed is kept as a draft; open the field again to go on.".to_owned());
                self.drafts.insert(purpose, field.text());
            }
            _ => {}
        }
    }
}
