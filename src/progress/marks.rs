//! What holds for one entry: its state, the values of its blanks, its notes, each with who said so.

use std::collections::BTreeMap;
use std::fmt;

use super::event::who;
use super::register::{RegisterKey, RegisterOf};
use super::{Change, Event, On, Signature, State};
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

impl Marks {
    /// Every register with its name, notes apart.
    pub fn registers(&self) -> impl Iterator<Item = (RegisterKey<'_>, &dyn AnyRegister)> {
        let Marks {
            state,
            phase,
            live,
            blanks,
            measured,
            signatures,
            notes: _,
        } = self;
        let single: [(RegisterKey, &dyn AnyRegister); 3] = [
            (RegisterOf::State, state),
            (RegisterOf::Phase, phase),
            (RegisterOf::Live, live),
        ];
        let blanks = blanks
            .iter()
            .map(|(slug, it)| (RegisterOf::Blank(slug.as_str()), it as &dyn AnyRegister));
        let measured = measured
            .iter()
            .map(|(slug, it)| (RegisterOf::Measured(slug.as_str()), it as &dyn AnyRegister));
        let signatures = signatures
            .iter()
            .map(|(slug, it)| (RegisterOf::Signed(slug.as_str()), it as &dyn AnyRegister));
        single
            .into_iter()
            .chain(blanks)
            .chain(measured)
            .chain(signatures)
    }

    /// Returns whether nobody marked anything that still holds.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.registers().all(|(_, register)| register.is_silent())
    }

    /// Adds the answer of an event that nothing replaces. Notes are added in the order of their first events, and so
    /// elsewhere.
    pub(super) fn add(&mut self, event: &Event) {
        match &event.change {
            Change::State {
                state,
                reason,
                since,
            } => {
                let value = state.map(|state| Mark {
                    state,
                    reason: reason.clone(),
                });
                self.state.standing.push(Answer {
                    since: since.clone(),
                    ..Answer::of(event, value)
                });
            }
            Change::Blank {
                blank,
                value,
                carried,
            } => {
                let answer = Answer {
                    carried: carried.clone(),
                    ..Answer::of(event, value.clone())
                };
                let register = self.blanks.entry(blank.clone()).or_default();
                register.standing.push(answer);
            }
            Change::Phase { phase } => self.phase.standing.push(Answer::of(event, *phase)),
            Change::Live { at } => self.live.standing.push(Answer::of(event, at.clone())),
            Change::Measured { threshold, value } => {
                let register = self.measured.entry(threshold.clone()).or_default();
                register.standing.push(Answer::of(event, value.clone()));
            }
            Change::Signed { role, signature } => {
                let register = self.signatures.entry(role.clone()).or_default();
                let value = signature.as_deref().cloned();
                register.standing.push(Answer::of(event, value));
            }
            Change::Note { .. } | Change::Place { .. } | Change::Unknown => {}
        }
    }
}

/// A register, whatever it holds.
pub trait AnyRegister {
    /// Returns whether answers that differ stand.
    fn is_conflict(&self) -> bool;

    /// Returns whether nothing is said here.
    fn is_silent(&self) -> bool;

    /// The answers that nothing replaces, in order of time.
    fn answers(&self) -> Vec<AnyAnswer<'_>>;
}

/// An answer, whatever it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyAnswer<'a> {
    /// Id of the event.
    pub id: &'a str,
    /// The time, RFC 3339.
    pub at: &'a str,
    /// The author.
    pub by: &'a str,
    /// The user whose rights that person used, where that is another.
    pub acting: Option<&'a str>,
    /// The entry that it was made on.
    pub on: &'a On,
    /// The answer as a text; `None` leaves it to the document.
    pub text: Option<String>,
}

impl AnyAnswer<'_> {
    /// The author, with the user whose rights they used.
    pub fn who(&self) -> String {
        who(self.by, self.acting)
    }
}

impl<T: PartialEq + ToString> AnyRegister for Register<T> {
    fn is_conflict(&self) -> bool {
        Register::is_conflict(self)
    }

    fn is_silent(&self) -> bool {
        Register::is_silent(self)
    }

    fn answers(&self) -> Vec<AnyAnswer<'_>> {
        self.standing
            .iter()
            .map(|it| AnyAnswer {
                id: &it.id,
                at: &it.at,
                by: &it.by,
                acting: it.acting.as_deref(),
                on: &it.on,
                text: it.value.as_ref().map(ToString::to_string),
            })
            .collect()
    }
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

impl fmt::Display for Mark {
    /// The state, with its reason after a colon.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.state)?;
        self.reason
            .iter()
            .try_for_each(|reason| write!(f, ": {reason}"))
    }
}

impl<T> Answer<T> {
    /// The answer of an event.
    pub(super) fn of(event: &Event, value: Option<T>) -> Answer<T> {
        Answer {
            id: event.id.clone(),
            at: event.at.clone(),
            by: event.by.clone(),
            acting: event.acting.clone(),
            on: event.on.clone(),
            carried: None,
            since: None,
            value,
        }
    }

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
