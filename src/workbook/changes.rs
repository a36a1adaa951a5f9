//! What differs between two walks through one checklist, or between one walk and itself some time ago: register by
//! register, with who said what stands now.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::Workbook;
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Answer, Progress, Register};

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// On which entry.
    pub entry: EntryId,
    /// What it is about.
    pub about: About,
    /// What was there; nothing where a note is new.
    pub before: Option<Held>,
    /// What is there; nothing where a note is gone.
    pub after: Option<Held>,
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The state.
    State,
    /// A blank.
    Blank(BlankId),
    /// What was measured, by the slug of what it is.
    Measured(String),
    /// A note.
    Note,
}

/// What a state, a blank or a note holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The name of the state, the value of the blank or the text of the note; nothing in an empty blank, and where
    /// answers differ.
    pub value: Option<String>,
    /// Why the state is what it is.
    pub reason: Option<String>,
    /// Whether answers differ.
    pub conflict: bool,
    /// Whether somebody has to confirm it.
    pub confirm: bool,
    /// Who said so; nothing where only the document does.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
}

impl Held {
    /// Whether both say the same, whoever said so.
    fn is_as(&self, other: &Held) -> bool {
        (&self.value, &self.reason, self.conflict, self.confirm)
            == (&other.value, &other.reason, other.conflict, other.confirm)
    }
}

impl Workbook {
    /// This workbook as it was at a time: without the events that were made then or later, as the clocks of their
    /// authors say.
    #[must_use]
    pub fn as_of(&self, at: DateTime<Utc>) -> Workbook {
        let is_earlier = |time: &str| DateTime::parse_from_rfc3339(time).map_or(true, |time| time < at);
        let entries = self.progress.entries.iter().map(|(key, events)| {
            (key.clone(), events.iter().filter(|event| is_earlier(&event.at)).cloned().collect::<Vec<_>>())
        });
        let entries = entries.filter(|(_, events)| !events.is_empty()).collect();
        Workbook::new(self.checklist.clone(), Progress { entries, ..self.progress.clone() })
    }

    /// What is not as in another workbook of the same checklist, in document order.
    pub fn changed_from(&self, before: &Workbook) -> Vec<Changed> {
        self.checklist.ids().flat_map(|id| self.changed_at(id, before)).collect()
    }

    fn changed_at(&self, id: EntryId, before: &Workbook) -> Vec<Changed> {
        let entry = self.checklist.entry(id);
        let mut changed = Vec::new();
        let mut compare = |about, before: Held, after: Held| {
            if !before.is_as(&after) {
                changed.push(Changed { entry: id, about, before: Some(before), after: Some(after) });
            }
        };
        if entry.can_be_ticked() {
            compare(About::State, before.held_state(id), self.held_state(id));
        }
        for blank in entry.blanks.clone().map(BlankId) {
            compare(About::Blank(blank), before.held_value(blank), self.held_value(blank));
        }
        let slugs: BTreeSet<&String> =
            [before, self].iter().flat_map(|of| of.marks(id).measured.keys()).collect();
        for slug in slugs {
            compare(
                About::Measured(slug.clone()),
                before.held_measure(id, slug),
                self.held_measure(id, slug),
            );
        }
        let (old, new) = (before.held_notes(id), self.held_notes(id));
        for note in without(&old, &new) {
            changed.push(Changed { entry: id, about: About::Note, before: Some(note), after: None });
        }
        for note in without(&new, &old) {
            changed.push(Changed { entry: id, about: About::Note, before: None, after: Some(note) });
        }
        changed
    }

    fn held_state(&self, id: EntryId) -> Held {
        let register = &self.marks(id).state;
        let conflict = register.is_conflict();
        Held {
            value: (!conflict).then(|| self.state(id).name().to_owned()),
            reason: register.value().and_then(|mark| mark.reason.clone()),
            confirm: self.is_unconfirmed(id),
            ..told(register)
        }
    }

    fn held_value(&self, blank: BlankId) -> Held {
        Held {
            value: self.value(blank).map(str::to_owned),
            confirm: self.doubt(blank).is_some(),
            ..self.register(blank).map_or_else(|| told(&Register::<String>::default()), told)
        }
    }

    fn held_measure(&self, id: EntryId, slug: &str) -> Held {
        let nothing = Register::default();
        let register = self.marks(id).measured.get(slug).unwrap_or(&nothing);
        Held { value: register.value().cloned(), ..told(register) }
    }

    fn held_notes(&self, id: EntryId) -> Vec<Held> {
        let note = |note: &crate::progress::Note| Held {
            value: Some(note.text.clone()),
            by: Some(note.who()),
            at: Some(note.at.clone()),
            ..told(&Register::<String>::default())
        };
        self.marks(id).notes.iter().map(note).collect()
    }
}

/// Who answered and when, of an answer on which all agree; of answers that differ, the last.
fn told<T: PartialEq>(register: &Register<T>) -> Held {
    let answer = register.answer().or(register.standing().last());
    Held {
        value: None,
        reason: None,
        conflict: register.is_conflict(),
        confirm: false,
        by: answer.map(Answer::who),
        at: answer.map(|answer| answer.at.clone()),
    }
}

/// The notes that are not among others, each of which stands for one of the same text.
fn without(notes: &[Held], others: &[Held]) -> Vec<Held> {
    let mut others: Vec<&Held> = others.iter().collect();
    let is_missing = |note: &&Held| match others.iter().position(|other| other.value == note.value) {
        Some(at) => {
            others.swap_remove(at);
            false
        }
        None => true,
    };
    notes.iter().filter(is_missing).cloned().collect()
}
