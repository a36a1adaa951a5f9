//! What each action does to a session.

use super::field::{Field, Purpose};
use super::help;
use super::key::Key;
use super::keymap::{self, Action, Context};
use super::session::{Effects, Overlay, Saved, Session};
use super::{detail, outline};
use crate::checklist::{BlankId, BlankKind, EntryId};
use crate::progress::State;
use crate::workbook::{Edit, Refusal, Stamp, Step};

impl Session {
    /// Takes a key. `stamp` is who pressed it and when.
    pub fn key(&mut self, key: Key, stamp: &Stamp) -> Effects {
        self.message = None;
        let effects = match (keymap::lookup(self.context(), key), &mut self.overlay) {
            (Some(action), _) => self.act(action, stamp),
            (None, Some(Overlay::Field(field))) => {
                field.type_key(key);
                self.search_typed();
                Effects::default()
            }
            (None, _) => Effects::default(),
        };
        self.settle();
        effects
    }

    /// Takes pasted text. Outside of a text field it is ignored: it was not meant as commands.
    pub fn paste(&mut self, text: &str) {
        if let Some(Overlay::Field(field)) = &mut self.overlay {
            field.paste(text);
            self.search_typed();
        } else {
            self.message = Some("Pasted text is taken in text fields only.".to_owned());
        }
        self.settle();
    }

    /// Takes the size of the screen.
    pub fn resize(&mut self, size: ratatui::layout::Size) {
        self.size = size;
        self.settle();
    }

    /// Does what an action says.
    pub fn act(&mut self, action: Action, stamp: &Stamp) -> Effects {
        if action != Action::Quit {
            self.leaving_unsaved = false;
        }
        match (self.context(), action) {
            (Context::Help, action) => self.act_on_help(action),
            (_, Action::Down) => self.move_by(1),
            (_, Action::Up) => self.move_by(-1),
            (_, Action::PageDown) => self.move_by(self.page()),
            (_, Action::PageUp) => self.move_by(-self.page()),
            (_, Action::First) => self.select(0),
            (_, Action::Last) => self.select(usize::MAX),
            (_, Action::Fold) => self.fold(),
            (_, Action::Unfold) => self.unfold(),
            (_, Action::FoldAll) => self.outline.set_all(self.workbook.checklist(), true),
            (_, Action::UnfoldAll) => self.outline.set_all(self.workbook.checklist(), false),
            (_, Action::NextSection) => self.next_section(),
            (_, Action::PreviousSection) => self.previous_section(),
            (_, Action::NextOpen) => self.next_open(),
            (_, Action::Toggle) => return self.toggle(stamp),
            (_, Action::Edit) => self.edit(),
            (_, Action::Note) => self.note(),
            (_, Action::Undo) => return self.undo(stamp),
            (_, Action::Redo) => return self.redo(stamp),
            (_, Action::Find) => self.find(),
            (_, Action::NextMatch) => self.next_match(1),
            (_, Action::PreviousMatch) => self.next_match(-1),
            (_, Action::Detail) => self.detail.toggled = !self.detail.toggled,
            (_, Action::DetailDown) => self.detail.top += 1,
            (_, Action::DetailUp) => self.detail.top = self.detail.top.saturating_sub(1),
            (_, Action::Help) => self.overlay = Some(Overlay::Help(0)),
            (_, Action::Accept | Action::Choose) => return self.accept(0, stamp),
            (_, Action::AcceptNext) => return self.accept(1, stamp),
            (_, Action::AcceptPrevious) => return self.accept(-1, stamp),
            (_, Action::Cancel) => self.cancel(),
            (_, Action::Redraw) => return Effects { redraw: true, ..Effects::default() },
            (_, Action::Quit) => return self.quit(),
        }
        Effects::default()
    }

    /// Brings what depends on the size and the selection in order, after anything that may have changed them.
    fn settle(&mut self) {
        let areas = self.areas();
        self.outline.scroll(usize::from(areas.outline.height));
        if self.detail.top > 0 {
            let rows = detail::rows(self, areas.detail.width).len();
            self.detail.top = self.detail.top.min(rows.saturating_sub(usize::from(areas.detail.height)));
        }
        if let Some(Overlay::Help(top)) = &mut self.overlay {
            let body = self.size.height.saturating_sub(1);
            *top = (*top).min(help::rows().len().saturating_sub(usize::from(body)));
        }
    }

    fn act_on_help(&mut self, action: Action) {
        let Some(Overlay::Help(top)) = &mut self.overlay else { return };
        let page = usize::from(self.size.height.saturating_sub(2)).max(1);
        match action {
            Action::Down => *top += 1,
            Action::Up => *top = top.saturating_sub(1),
            Action::PageDown => *top += page,
            Action::PageUp => *top = top.saturating_sub(page),
            _ => self.overlay = None,
        }
    }

    // Moving.

    fn select(&mut self, row: usize) {
        self.outline.select(row);
        self.detail.top = 0;
    }

    fn move_by(&mut self, rows: isize) {
        self.outline.move_by(rows);
        self.detail.top = 0;
    }

    fn go_to(&mut self, id: EntryId) {
        self.outline.go_to(self.workbook.checklist(), id);
        self.detail.top = 0;
    }

    fn page(&self) -> isize {
        isize::try_from(self.areas().outline.height.saturating_sub(1).max(1)).unwrap_or(1)
    }

    fn fold(&mut self) {
        let Some(id) = self.entry() else { return };
        if outline::has_children(self.checklist(), id) && !self.outline.is_folded(id) {
            self.outline.set_folded(self.workbook.checklist(), id, true);
        } else if let Some(parent) = self.checklist().entry(id).parent {
            self.go_to(parent);
        }
    }

    fn unfold(&mut self) {
        let Some(id) = self.entry() else { return };
        if self.outline.is_folded(id) {
            self.outline.set_folded(self.workbook.checklist(), id, false);
        } else if outline::has_children(self.checklist(), id) {
            self.move_by(1);
        }
    }

    fn next_section(&mut self) {
        let sections = self.sections();
        let next = sections.into_iter().find(|&id| Some(id) > self.entry());
        self.go_to_or_say(next, "This is the last section.");
    }

    fn previous_section(&mut self) {
        let sections = self.sections();
        let previous = sections.into_iter().rev().find(|&id| Some(id) < self.entry());
        self.go_to_or_say(previous, "This is the first section.");
    }

    fn sections(&self) -> Vec<EntryId> {
        self.checklist().ids().filter(|&id| self.checklist().entry(id).is_section()).collect()
    }

    /// Goes to the next item that is open or blocked, after the last from the top again.
    fn next_open(&mut self) {
        let here = self.entry();
        let waiting = |&id: &EntryId| matches!(self.workbook.state(id), State::Open | State::Blocked);
        let after = self.checklist().items().filter(|&id| Some(id) > here).find(waiting);
        let next = after.or_else(|| self.checklist().items().find(waiting));
        if after.is_none() && next.is_some() {
            self.message = Some("From the top again.".to_owned());
        }
        self.go_to_or_say(next, "No item is open.");
    }

    fn go_to_or_say(&mut self, id: Option<EntryId>, otherwise: &str) {
        match id {
            Some(id) => self.go_to(id),
            None => self.message = Some(otherwise.to_owned()),
        }
    }

    // Changing.

    fn toggle(&mut self, stamp: &Stamp) -> Effects {
        let Some(id) = self.entry() else { return Effects::default() };
        if self.checklist().entry(id).is_item() {
            let edit = self.workbook.toggled(id);
            return self.apply(edit, stamp);
        }
        self.message = Some("Only items can be ticked; this is none.".to_owned());
        Effects::default()
    }

    fn apply(&mut self, edit: Edit, stamp: &Stamp) -> Effects {
        if self.refuse_change() {
            return Effects::default();
        }
        let result = self.workbook.apply(edit, stamp);
        if let Ok(Some(step)) = &result {
            self.undo.push(step.clone());
            self.redo.clear();
        }
        self.changed(result.map(|_| ()))
    }

    fn undo(&mut self, stamp: &Stamp) -> Effects {
        let Some(step) = self.undo.pop() else {
            self.message = Some("There is nothing to undo.".to_owned());
            return Effects::default();
        };
        let result = self.put_back(&step, stamp);
        let result = result.map(|again| self.redo.push(again));
        self.changed(result)
    }

    fn redo(&mut self, stamp: &Stamp) -> Effects {
        let Some(step) = self.redo.pop() else {
            self.message = Some("There is nothing to redo.".to_owned());
            return Effects::default();
        };
        let result = self.put_back(&step, stamp);
        let result = result.map(|again| self.undo.push(again));
        self.changed(result)
    }

    fn put_back(&mut self, step: &Step, stamp: &Stamp) -> Result<Step, Refusal> {
        self.go_to(step.entry);
        self.workbook.undo(step, stamp)
    }

    fn changed(&mut self, result: Result<(), Refusal>) -> Effects {
        match result {
            Ok(()) => {
                self.saved = Saved::Pending;
                Effects { save: true, ..Effects::default() }
            }
            Err(refusal) => {
                self.message = Some(sentence(&refusal.to_string()));
                Effects::default()
            }
        }
    }

    /// Says why nothing can be changed, if that is so.
    fn refuse_change(&mut self) -> bool {
        if let Some(why) = &self.read_only {
            self.message = Some(sentence(why));
        }
        self.read_only.is_some()
    }

    // Fields.

    fn edit(&mut self) {
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

    fn edit_blank(&mut self, blank: BlankId) {
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

    fn note(&mut self) {
        if let Some(id) = self.entry().filter(|_| !self.refuse_change()) {
            self.open_field(Purpose::Note(id), "", true);
        }
    }

    fn find(&mut self) {
        let from = self.entry();
        self.matches.clear();
        self.overlay = Some(Overlay::Field(Box::new(Field::new(Purpose::Find { from }, "", "", false))));
    }

    /// Opens a field; a draft for it is taken up again.
    fn open_field(&mut self, purpose: Purpose, before: &str, several_lines: bool) {
        let draft = self.drafts.remove(&purpose);
        if draft.is_some() {
            self.message = Some("This is your draft from before.".to_owned());
        }
        let text = draft.as_deref().unwrap_or(before);
        self.overlay = Some(Overlay::Field(Box::new(Field::new(purpose, before, text, several_lines))));
    }

    /// Takes what the field holds; then goes on by `step` blanks.
    fn accept(&mut self, step: isize, stamp: &Stamp) -> Effects {
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

    fn go_on_from(&mut self, blank: BlankId, step: isize) {
        let next = blank.0.checked_add_signed(step).filter(|&next| next < self.checklist().blanks().len());
        match next {
            Some(next) => self.edit_blank(BlankId(next)),
            None if step > 0 => self.message = Some("That was the last blank of the document.".to_owned()),
            None => self.message = Some("That was the first blank of the document.".to_owned()),
        }
    }

    /// Leaves the field; what was typed stays as a draft.
    fn cancel(&mut self) {
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

    // Searching.

    /// Searches for what the search field holds, and jumps to the best match.
    fn search_typed(&mut self) {
        let Some(Overlay::Field(field)) = &self.overlay else { return };
        let Purpose::Find { from } = field.purpose else { return };
        let query = field.text();
        self.matches = self.workbook.search(&query, self.checklist().ids());
        // Of the best, the first after the place where the search began.
        let best = self.matches.iter().max_by_key(|hit| {
            let after = Some(hit.entry) >= from;
            (hit.score, after, std::cmp::Reverse(hit.entry))
        });
        if let Some(id) = best.map(|hit| hit.entry).or(from) {
            self.go_to(id);
        }
    }

    /// Goes to the next match in the order of the document, or the one before; after the last comes the first.
    fn next_match(&mut self, step: isize) {
        let here = self.entry();
        let matches = || self.matches.iter().map(|hit| hit.entry);
        let next = if step > 0 {
            matches().find(|&id| Some(id) > here).or(matches().next())
        } else {
            matches().rev().find(|&id| Some(id) < here).or(matches().next_back())
        };
        self.go_to_or_say(next, "Nothing matches.");
    }

    // Leaving.

    fn quit(&mut self) -> Effects {
        if matches!(self.saved, Saved::Failed(_)) && !self.leaving_unsaved {
            self.leaving_unsaved = true;
            self.message = Some(
                "Not everything is saved. q again leaves all the same; any change tries again.".to_owned(),
            );
            return Effects { save: true, ..Effects::default() };
        }
        Effects { quit: true, ..Effects::default() }
    }
}

/// An error's words as a sentence of their own.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", characters.as_str().trim_end_matches('.'))
}
