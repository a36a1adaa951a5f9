//! Notes: writing one, and editing or deleting one that is there.

use crate::checklist::EntryId;
use crate::progress::{Note, Stamp};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::{Effects, Errand};
use crate::tui::field::Purpose;
use crate::tui::keymap::Context;
use crate::tui::notes::Notes;
use crate::tui::overlay::Overlay;
use crate::workbook::Edit;

impl App {
    pub(super) fn note(&mut self) {
        let Some(id) = self.entry_or_say() else {
            return;
        };
        if !self.refuse_change() {
            self.open_field(Purpose::Note(id), "", true);
        }
    }

    /// Writes a note in the person's own editor; what it leaves is saved at once, as with git.
    pub(super) fn note_in_editor(&mut self) -> Effects {
        self.note();
        match self.overlay {
            Some(Overlay::Field(_)) => Effects::errand(Errand::Editor { then_save: true }),
            _ => Effects::default(),
        }
    }

    /// Edits the note of the selected entry; where there are several, asks which.
    pub(super) fn edit_note(&mut self) {
        let Some(entry) = self.entry_or_say() else {
            return;
        };
        if self.refuse_change() {
            return;
        }
        match self.model.workbook.marks(entry).notes.as_slice() {
            [] => {
                let write = self.model.key_of(Action::Note);
                self.message = Some(format!("There is no note here; {write} writes one."));
            }
            [only] => {
                let only = only.clone();
                self.open_note(entry, &only);
            }
            several => {
                self.overlay = Some(Overlay::Notes(Notes {
                    entry,
                    selected: several.len() - 1,
                }));
            }
        }
    }

    fn open_note(&mut self, entry: EntryId, note: &Note) {
        self.open_field(Purpose::EditNote(entry, note.id.clone()), &note.text, true);
    }

    pub(super) fn act_on_notes(&mut self, action: Action, stamp: &Stamp) -> Effects {
        let Some(Overlay::Notes(notes)) = &mut self.overlay else {
            return Effects::default();
        };
        let all = &self.model.workbook.marks(notes.entry).notes;
        let last = all.len().saturating_sub(1);
        let (entry, chosen) = (notes.entry, all.get(notes.selected.min(last)).cloned());
        match (action, chosen) {
            (Action::Down, _) => notes.selected = (notes.selected + 1).min(last),
            (Action::Up, _) => notes.selected = notes.selected.saturating_sub(1),
            (Action::First, _) => notes.selected = 0,
            (Action::Last, _) => notes.selected = last,
            (Action::Choose, Some(note)) => self.open_note(entry, &note),
            (Action::DeleteNote, Some(note)) => {
                self.overlay = None;
                return self.save_note(entry, note.id, None, stamp);
            }
            _ => self.overlay = None,
        }
        Effects::default()
    }

    /// What was typed for a note that is gone becomes part of the draft of a new one, where it is found.
    pub(in crate::tui) fn rescue_drafts(&mut self) {
        let is_gone = |purpose: &Purpose| {
            let Purpose::EditNote(entry, note) = purpose else {
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
        let gone: Vec<(EntryId, Purpose)> = self.model.drafts.keys().filter_map(is_gone).collect();
        for (entry, purpose) in gone {
            let text = self.model.drafts.remove(&purpose).unwrap_or_default();
            self.keep_draft(Purpose::Note(entry), &text);
        }
    }

    /// Deletes the note that is in the field.
    pub(super) fn delete_note(&mut self, stamp: &Stamp) -> Effects {
        let Some(Overlay::Field(field)) = &self.overlay else {
            return Effects::default();
        };
        let Purpose::EditNote(entry, note) = field.purpose.clone() else {
            let leave = self.model.keymap.key_in(Context::Lines, Action::Cancel);
            self.message = Some(format!(
                "There is no note to delete yet; {leave} leaves this one."
            ));
            return Effects::default();
        };
        let typed = field.draft();
        self.overlay = None;
        let effects = self.save_note(entry, note, None, stamp);
        if let Some(typed) = typed {
            self.keep_draft(Purpose::Note(entry), &typed);
            let told = self
                .message
                .take()
                .map_or(String::new(), |told| format!("{told} "));
            self.message = Some(format!("{told}What you typed is kept as a draft."));
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
    ) -> Effects {
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
        if effects.save {
            self.message = match (is_deleted, was_changed) {
                (true, false) => Some(format!(
                    "The note is deleted; {} brings it back.",
                    self.model.key_of(Action::Undo)
                )),
                (false, true) => {
                    Some("Somebody changed this note too: both texts stand now.".to_owned())
                }
                (true, true) => {
                    Some("Somebody changed this note in the meantime: that stays.".to_owned())
                }
                (false, false) => self.message.take(),
            };
        }
        effects
    }
}
