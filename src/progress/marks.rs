//! What holds for one entry: its state, the values of its blanks, its notes, each with who said so.

use std::collections::BTreeMap;

use super::event::who;
use super::{On, Signature, State};
use crate::checklist::Phase;

/// What holds for one entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// The state.
    pub state: Register<Mark>,
    /// The blanks that anybody touched, by slug.
    pub blanks: BTreeMap<String, Register<String>>,
    /// The notes that stand, in the order in which they were begun.
    pub notes: Vec<Note>,
    /// What was measured, by the slug of what it is.
    pub measured: BTreeMap<String, Register<String>>,
    /// The phase of a section.
    pub phase: Register<Phase>,
    /// The signatures, by the slug of whose they are.
    pub signatures: BTreeMap<String, Register<Signature>>,
    /// When the whole document went live.
    pub live: Register<String>,
}

/// A state with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The state.
    pub state: State,
    /// Why.
    pub reason: Option<String>,
}

/// A place that holds one answer, or, where people answered without seeing each other, several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register<T> {
    pub(super) standing: Vec<Answer<T>>,
}

/// What one event says of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<T> {
    /// Id of the event.
    pub id: String,
    /// When.
    pub at: String,
    /// Who.
    pub by: String,
    /// The user whose rights that person used, where that is another.
    pub acting: Option<String>,
    /// What it was said of.
    pub on: On,
    /// The run that it was carried over from, where nobody has given it here.
    pub carried: Option<String>,
    /// When it was done, where that is not when it was said: a tick that was put back.
    pub since: Option<String>,
    /// The answer; `None` leaves it to the document.
    pub value: Option<T>,
}

impl<T> Answer<T> {
    /// Who, with the user whose rights they used.
    pub fn who(&self) -> String {
        who(&self.by, self.acting.as_deref())
    }
}

/// A note that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Id of the event that holds this text.
    pub id: String,
    /// The text.
    pub text: String,
    /// Who wrote this text.
    pub by: String,
    /// The user whose rights that person used, where that is another.
    pub acting: Option<String>,
    /// When this text was written.
    pub at: String,
    /// What it was written on.
    pub on: On,
}

impl Note {
    /// Who, with the user whose rights they used.
    pub fn who(&self) -> String {
        who(&self.by, self.acting.as_deref())
    }
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Register {
            standing: Vec::new(),
        }
    }
}

impl<T: PartialEq> Register<T> {
    /// The answers that nothing replaces, in order of time.
    pub fn standing(&self) -> &[Answer<T>] {
        &self.standing
    }

    /// The ids of the answers that stand: what the next answer replaces.
    pub fn ids(&self) -> Vec<String> {
        self.standing
            .iter()
            .map(|answer| answer.id.clone())
            .collect()
    }

    /// Whether answers that differ stand.
    pub fn is_conflict(&self) -> bool {
        self.standing
            .iter()
            .any(|answer| answer.value != self.standing[0].value)
    }

    /// The answer, where there is one and all agree: the first that gave it.
    pub fn answer(&self) -> Option<&Answer<T>> {
        self.standing.first().filter(|_| !self.is_conflict())
    }

    /// The value of the answer.
    pub fn value(&self) -> Option<&T> {
        self.answer().and_then(|answer| answer.value.as_ref())
    }

    /// The run that the answer was carried over from, where nobody has given it here.
    pub fn carried(&self) -> Option<&str> {
        self.standing
            .iter()
            .map(|answer| answer.carried.as_deref())
            .reduce(Option::and)
            .flatten()
    }

    /// Whether nothing is said here: no answer stands but those that leave it to the document.
    pub fn is_silent(&self) -> bool {
        self.standing.iter().all(|answer| answer.value.is_none())
    }
}
