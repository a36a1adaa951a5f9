//! Notes: adding, editing and deleting them.

use crate::checklist::EntryId;
use crate::progress::{Note, Stamp};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::field::FieldPurpose;
use crate::tui::keymap::Context;
use crate::tui::notice::Notice;
use crate::tui::overlay::Overlay;
use crate::tui::sheets::notes::NotesSheet;
use crate::workbook::Edit;

impl App {
    pub(super) fn note(&mut self) {
        let Some(id) = self.entry_or_notice() else {
            return;
        };
        if !self.refuse_change() {
            self.open_field(FieldPurpose::Note(id), "", true);
        }
    }

    /// Writes a note in the person's own editor; what it leaves is saved at once, as with git.
    pub(super) fn note_in_editor(&mut self) -> Option<Effect> {
        self.note();
        match self.overlay {
            Some(Overlay::Field(_)) => Some(Effect::EditInEditor { then_save: true }),
            _ => None,
        }
    }

    /// Edits the note of the selected entry; where there are several, asks which.
    pub(super) fn edit_note(&mut self) {
        let Some(entry) = self.entry_or_notice() else {
            return;
        };
        if self.refuse_change() {
            return;
        }
        match self.model.workbook.marks(entry).notes.as_slice() {
            [] => {
                let write = self.model.key_of(Action::Note);
                self.warn(format!("No note here ({write}: add one)."));
            }
            [only] => {
                let only = only.clone();
                self.open_note(entry, &only);
            }
            several => {
                self.overlay = Some(Overlay::Notes(NotesSheet::new(entry, several.len())));
            }
        }
    }

    pub(super) fn open_note(&mut self, entry: EntryId, note: &Note) {
        self.open_field(
            FieldPurpose::EditNote(entry, note.id.clone()),
            &note.text,
            true,
        );
    }

    /// Moves drafts of deleted notes into the draft of a new note, where they are found.
    pub(in crate::tui) fn move_orphaned_drafts(&mut self) {
        let is_gone = |purpose: &FieldPurpose| {
            let FieldPurpose::EditNote(entry, note) = purpose else {
                return None;
            };
            let is_there = self
                .model
                .workbook
                .marks(*entry)
                .notes
                .iter()
                .any(|other| other.id == *note);
            (!is_there).then(|| (*entry, purpose.clone()))
        };
        let gone: Vec<(EntryId, FieldPurpose)> =
            self.model.drafts.keys().filter_map(is_gone).collect();
        for (entry, purpose) in gone {
            let text = self.model.drafts.remove(&purpose).unwrap_or_default();
            self.keep_draft(FieldPurpose::Note(entry), &text);
        }
    }

    /// Deletes the note that is in the field.
    pub(super) fn delete_note(&mut self, stamp: &Stamp) -> Option<Effect> {
        let Some(Overlay::Field(field)) = &self.overlay else {
            return None;
        };
        let FieldPurpose::EditNote(entry, note) = field.purpose.clone() else {
            let leave = self.model.keymap.key_in(Context::Lines, Action::Cancel);
            self.warn(format!("This note isn't saved yet ({leave}: cancel)."));
            return None;
        };
        let typed = field.draft();
        self.overlay = None;
        let effects = self.save_note(entry, note, None, stamp);
        if let Some(typed) = typed {
            self.keep_draft(FieldPurpose::Note(entry), &typed);
            self.append(Notice::info("Kept as a draft."));
        }
        effects
    }

    /// Gives a note another text; one without text is deleted.
    pub(super) fn save_note(
        &mut self,
        entry: EntryId,
        note: String,
        text: Option<String>,
        stamp: &Stamp,
    ) -> Option<Effect> {
        let text = text.filter(|text| !text.trim().is_empty());
        let is_deleted = text.is_none();
        let was_changed = !self
            .model
            .workbook
            .marks(entry)
            .notes
            .iter()
            .any(|other| other.id == note);
        let effects = self.apply(Edit::EditNote { entry, note, text }, stamp);
        if effects.is_some() {
            let undo = self.model.key_of(Action::Undo);
            match (is_deleted, was_changed) {
                (true, false) => self.info(format!("Note deleted ({undo}: undo).")),
                (false, true) => {
                    self.warn("Someone else changed this note too; both versions are kept.");
                }
                (true, true) => {
                    self.warn("Someone else changed this note meanwhile; their version stays.");
                }
                (false, false) => {}
            }
        }
        effects
    }
}
