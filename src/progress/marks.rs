//! Marks: the current answers and notes of an entry, with their authors.

use std::collections::BTreeMap;
use std::fmt;

use super::event::who;
use super::register::{RegisterKey, RegisterOf};
use super::{Aspect, Change, Correction, Event, On, Signature, State};
use crate::checklist::Phase;

/// The current answers and notes of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// The state.
    pub state: Register<Mark>,
    /// The answered blanks, by slug.
    pub blanks: BTreeMap<String, Register<String>>,
    /// The notes, in the order in which they were added.
    pub notes: Vec<Note>,
    /// The measured values, by slug of the threshold.
    pub measured: BTreeMap<String, Register<String>>,
    /// The values of variables, by slug: of the whole document, or of this entry only.
    pub variables: BTreeMap<String, Register<String>>,
    /// The keys of the blanks that variables are linked to, by slug of the variable.
    pub links: BTreeMap<String, Register<String>>,
    /// The phase of a section.
    pub phase: Register<Phase>,
    /// The signatures, by slug of the blank for the name.
    pub signatures: BTreeMap<String, Register<Signature>>,
    /// The corrections of how the entry is read.
    pub corrections: BTreeMap<Aspect<String>, Register<Correction>>,
    /// The go-live time of the whole document.
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
            variables,
            links,
            signatures,
            corrections,
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
        let variables = variables
            .iter()
            .map(|(slug, it)| (RegisterOf::Variable(slug.as_str()), it as &dyn AnyRegister));
        let links = links
            .iter()
            .map(|(slug, it)| (RegisterOf::Link(slug.as_str()), it as &dyn AnyRegister));
        let signatures = signatures
            .iter()
            .map(|(slug, it)| (RegisterOf::Signed(slug.as_str()), it as &dyn AnyRegister));
        let corrections = corrections.iter().map(|(aspect, it)| {
            let key = RegisterOf::Correction(aspect.as_key());
            (key, it as &dyn AnyRegister)
        });
        single
            .into_iter()
            .chain(blanks)
            .chain(measured)
            .chain(variables)
            .chain(links)
            .chain(signatures)
            .chain(corrections)
    }

    /// Returns whether there are no answers and no notes.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.registers().all(|(_, register)| register.is_silent())
    }

    /// Adds the answer of a current event. Notes are added elsewhere, in the order of their first events.
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
            Change::Variable {
                variable,
                value,
                carried,
            } => {
                let answer = Answer {
                    carried: carried.clone(),
                    ..Answer::of(event, value.clone())
                };
                let register = self.variables.entry(variable.clone()).or_default();
                register.standing.push(answer);
            }
            Change::Link { variable, to } => {
                let register = self.links.entry(variable.clone()).or_default();
                register.standing.push(Answer::of(event, to.clone()));
            }
            Change::Signed { role, signature } => {
                let register = self.signatures.entry(role.clone()).or_default();
                let value = signature.as_deref().cloned();
                register.standing.push(Answer::of(event, value));
            }
            Change::Correction { aspect, value } => {
                let register = self.corrections.entry(aspect.clone()).or_default();
                register.standing.push(Answer::of(event, *value));
            }
            Change::Note { .. } | Change::Match { .. } | Change::Unknown => {}
        }
    }
}

/// A register, whatever it holds.
pub trait AnyRegister {
    /// Returns whether there are different answers.
    fn is_conflict(&self) -> bool;

    /// Returns whether there are only cleared answers.
    fn is_silent(&self) -> bool;

    /// The current answers, in order of time.
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
    /// The user whose rights that person used, if that is another.
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
    /// The reason.
    pub reason: Option<String>,
}

/// A register with one current answer, or several by people who didn't see each other's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register<T> {
    pub(super) standing: Vec<Answer<T>>,
}

/// The answer of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<T> {
    /// Id of the event.
    pub id: String,
    /// The time, RFC 3339.
    pub at: String,
    /// The author.
    pub by: String,
    /// The user whose rights that person used, if that is another.
    pub acting: Option<String>,
    /// The entry that it was made on.
    pub on: On,
    /// The run that it was copied from, until somebody enters it here.
    pub carried: Option<String>,
    /// The time of the original tick, if undo restored it.
    pub since: Option<String>,
    /// The act that it was part of, if several items were changed at once.
    pub act: Option<String>,
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
            act: event.act.clone(),
            value,
        }
    }

    /// The author, with the user whose rights they used.
    pub fn who(&self) -> String {
        who(&self.by, self.acting.as_deref())
    }
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Id of the event that holds this text.
    pub id: String,
    /// The text.
    pub text: String,
    /// The author of this text.
    pub by: String,
    /// The user whose rights that person used, if that is another.
    pub acting: Option<String>,
    /// The time of this text, RFC 3339.
    pub at: String,
    /// The entry that it was written on.
    pub on: On,
}

impl Note {
    /// The author, with the user whose rights they used.
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
    /// The current answers, in order of time.
    pub fn standing(&self) -> &[Answer<T>] {
        &self.standing
    }

    /// The ids of the current answers: the next answer replaces them.
    pub fn ids(&self) -> Vec<String> {
        self.standing
            .iter()
            .map(|answer| answer.id.clone())
            .collect()
    }

    /// Returns whether there are different answers.
    pub fn is_conflict(&self) -> bool {
        self.standing
            .iter()
            .any(|answer| answer.value != self.standing[0].value)
    }

    /// The first answer, unless there is a conflict.
    pub fn answer(&self) -> Option<&Answer<T>> {
        self.standing.first().filter(|_| !self.is_conflict())
    }

    /// The value of the answer.
    pub fn value(&self) -> Option<&T> {
        self.answer().and_then(|answer| answer.value.as_ref())
    }

    /// The run that the answer was copied from, until somebody enters it here.
    pub fn carried(&self) -> Option<&str> {
        self.standing
            .iter()
            .map(|answer| answer.carried.as_deref())
            .reduce(Option::and)
            .flatten()
    }

    /// The act that the answer was part of; `None` if anybody gave it alone.
    pub fn act(&self) -> Option<&str> {
        self.standing
            .iter()
            .map(|answer| answer.act.as_deref())
            .reduce(Option::and)
            .flatten()
    }

    /// Returns whether there are only cleared answers.
    pub fn is_silent(&self) -> bool {
        self.standing.iter().all(|answer| answer.value.is_none())
    }
}
