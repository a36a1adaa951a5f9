//! Changing a workbook: every tick, value and note comes through [`Workbook::apply`], and leaves a [`Step`]
//! with which it can be undone.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::Workbook;
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Change, Event, Mark, State, standing_beside};

/// Who changes something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// `user@host`.
    pub by: String,
    /// The present time.
    pub at: DateTime<Utc>,
}

/// What somebody wants to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Set the state of an item.
    State {
        /// The item.
        entry: EntryId,
        /// Its new state.
        state: State,
        /// Why.
        reason: Option<String>,
    },
    /// Fill a blank; an empty value clears it.
    Fill {
        /// The blank.
        blank: BlankId,
        /// The answer, exactly as typed.
        value: String,
    },
    /// Attach a note to an entry.
    Note {
        /// The entry.
        entry: EntryId,
        /// The text, exactly as typed.
        text: String,
    },
}

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Only items have a state.
    #[error("line {line}: “{text}” is no item: there is no box to tick")]
    NotAnItem {
        /// Text of the entry.
        text: String,
        /// Its line in the document.
        line: usize,
    },
    /// A note without text.
    #[error("the note is empty: nothing was written")]
    EmptyNote,
    /// Somebody else has changed it in the meantime.
    #[error("not undone: {by} has changed “{on}” since")]
    ChangedSince {
        /// Who.
        by: String,
        /// The text of the entry.
        on: String,
    },
    /// Two answers stood here before, and one change cannot bring back both.
    #[error("not undone: two answers stood on “{on}” before; answer again instead")]
    WasConflict {
        /// The text of the entry.
        on: String,
    },
}

/// A change that was made, with what it takes to undo it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The entry that was changed.
    pub entry: EntryId,
    /// Key that the event stands under.
    key: String,
    /// Id of the event.
    event: String,
    /// What puts the register back; nothing where a conflict stood there.
    back: Option<Change>,
}

impl Workbook {
    /// Makes a change. Returns nothing where all is already as wanted.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where the change makes no sense; then nothing was changed.
    pub fn apply(&mut self, edit: Edit, stamp: &Stamp) -> Result<Option<Step>, Refusal> {
        match edit {
            Edit::State { entry, state, reason } => self.set_state(entry, state, reason, stamp),
            Edit::Fill { blank, value } => Ok(self.fill(blank, value, stamp)),
            Edit::Note { text, .. } if text.trim().is_empty() => Err(Refusal::EmptyNote),
            Edit::Note { entry, text } => {
                let back = Some(Change::Note { text: None });
                Ok(Some(self.write(entry, Change::Note { text: Some(text) }, Vec::new(), back, stamp)))
            }
        }
    }

    /// Undoes a step by writing an event that puts its register back, and returns that as a step: undoing
    /// that one is redo.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where somebody has changed the same thing since; nothing is overruled silently.
    pub fn undo(&mut self, step: &Step, stamp: &Stamp) -> Result<Step, Refusal> {
        let events = self.progress.entries.get(&step.key).map(Vec::as_slice).unwrap_or_default();
        let standing = standing_beside(events, &step.event);
        let on = || self.checklist.name(step.entry).into_owned();
        if let Some(other) = standing.iter().find(|event| event.id != step.event) {
            return Err(Refusal::ChangedSince { by: other.by.clone(), on: on() });
        }
        let Some(back) = step.back.clone() else { return Err(Refusal::WasConflict { on: on() }) };
        let again = events.iter().find(|event| event.id == step.event).map(|event| event.change.clone());
        Ok(self.write_under(step.key.clone(), step.entry, back, vec![step.event.clone()], again, stamp))
    }

    /// The edit that ticks an item, or unticks it where somebody here has ticked it as it is now: what only the
    /// document ticks, or what was reworded since, is confirmed.
    pub fn toggled(&self, entry: EntryId) -> Edit {
        let confirmed =
            self.state(entry) == State::Done && !self.is_claimed(entry) && !self.wants_confirmation(entry);
        let state = if confirmed { State::Open } else { State::Done };
        Edit::State { entry, state, reason: None }
    }

    fn set_state(
        &mut self,
        entry: EntryId,
        state: State,
        reason: Option<String>,
        stamp: &Stamp,
    ) -> Result<Option<Step>, Refusal> {
        let of = self.checklist.entry(entry);
        if !of.can_be_ticked() {
            return Err(Refusal::NotAnItem { text: of.legible().into_owned(), line: of.line });
        }
        // What the document says itself needs no answer here: a tick that is taken back leaves none.
        let word = (state != State::Open || of.is_source_ticked()).then_some(state);
        let register = &self.marks(entry).state;
        let wanted = word.map(|state| Mark { state, reason: reason.clone() });
        if register.value() == wanted.as_ref() && !register.is_conflict() && !self.wants_confirmation(entry) {
            return Ok(None);
        }
        let back = (!register.is_conflict()).then(|| match register.value() {
            Some(mark) => Change::State { state: Some(mark.state), reason: mark.reason.clone() },
            None => Change::State { state: None, reason: None },
        });
        let replaces = register.ids();
        Ok(Some(self.write(entry, Change::State { state: word, reason }, replaces, back, stamp)))
    }

    fn fill(&mut self, id: BlankId, value: String, stamp: &Stamp) -> Option<Step> {
        let blank = self.checklist.blank(id);
        let (entry, slug) = (blank.entry, blank.slug.clone());
        let value = (!value.trim().is_empty()).then_some(value);
        let register = self.marks(entry).blanks.get(&slug);
        let (before, conflict, replaces) = match register {
            Some(register) => (register.value().cloned(), register.is_conflict(), register.ids()),
            None => (None, false, Vec::new()),
        };
        if before == value && !conflict {
            return None;
        }
        let back = (!conflict).then(|| Change::Blank { blank: slug.clone(), value: before });
        Some(self.write(entry, Change::Blank { blank: slug, value }, replaces, back, stamp))
    }

    /// Adds an event to an entry and folds it anew.
    fn write(
        &mut self,
        entry: EntryId,
        change: Change,
        replaces: Vec<String>,
        back: Option<Change>,
        stamp: &Stamp,
    ) -> Step {
        let key = self.placing.home(entry, &self.checklist, &self.progress);
        self.write_under(key, entry, change, replaces, back, stamp)
    }

    fn write_under(
        &mut self,
        key: String,
        entry: EntryId,
        change: Change,
        replaces: Vec<String>,
        back: Option<Change>,
        stamp: &Stamp,
    ) -> Step {
        let on = self.checklist.name(entry).into_owned();
        let gives_state = matches!(change, Change::State { .. });
        let mut event = Event::new(&key, &stamp.by, stamp.at, &on, replaces, change);
        let events = self.progress.entries.get(&key).map(Vec::as_slice).unwrap_or_default();
        // The same note twice within a millisecond is meant twice.
        while events.iter().any(|other| other.id == event.id) {
            event.id.push('+');
        }
        let id = event.id.clone();
        self.progress.add(&key, event);
        if gives_state {
            self.placing.confirm(entry);
        }
        self.marks[entry.0] = self.fold(entry);
        Step { entry, key, event: id, back }
    }
}
