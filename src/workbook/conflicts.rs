//! Conflicts: different answers by people who didn't see each other's. All are kept until somebody resolves them.

use super::describe::register_answer;
use super::{RegisterId, Unmatched, Workbook};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{AnyAnswer, AnyRegister, Marks, RegisterKey, RegisterOf};

/// Different answers in one register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The entry; `None` for the whole document.
    pub entry: Option<EntryId>,
    /// The register: a state, blank, measured value, phase or correction, or the go-live time.
    pub about: RegisterId,
    /// The answers, in order of time.
    pub answers: Vec<Told>,
}

/// One of several answers, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The answer: a state with its reason, a value, phase or time.
    pub answer: String,
    /// The author, with the user whose rights they used.
    pub who: String,
    /// The time, RFC 3339.
    pub at: String,
}

impl Conflict {
    /// Returns whether both are about the same register.
    pub fn is_same(&self, other: &Conflict) -> bool {
        self.entry == other.entry && self.about == other.about
    }
}

/// The registers to list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    /// Registers in conflict.
    Differing,
    /// Registers with an answer.
    Said,
}

/// The registers in conflict, with their answers in words.
pub fn differing(marks: &Marks) -> impl Iterator<Item = (RegisterKey<'_>, Vec<Told>)> {
    registers(marks, Which::Differing)
}

/// The registers of marks with their answers in words.
fn registers(marks: &Marks, which: Which) -> impl Iterator<Item = (RegisterKey<'_>, Vec<Told>)> {
    let is_wanted = move |(key, register): &(RegisterKey, &dyn AnyRegister)| match which {
        Which::Differing => key.can_conflict() && register.is_conflict(),
        Which::Said => !register.is_silent(),
    };
    marks
        .registers()
        .filter(is_wanted)
        .map(|(key, register)| (key, all_told(key, register)))
}

/// The answers in a register, in words.
fn all_told(key: RegisterKey, register: &dyn AnyRegister) -> Vec<Told> {
    let answers = register.answers();
    answers.iter().map(|answer| told(key, answer)).collect()
}

/// An answer in words.
pub(super) fn told(key: RegisterKey, answer: &AnyAnswer) -> Told {
    Told {
        answer: register_answer(key, answer.text.as_deref()),
        who: answer.who(),
        at: answer.at.to_owned(),
    }
}

impl Workbook {
    /// All conflicts: about the whole document, then in document order.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let differing = differing(&self.document);
        let of_document = differing.filter_map(|(key, answers)| {
            Some(Conflict {
                entry: None,
                about: self.register_of_document(key)?,
                answers,
            })
        });
        of_document
            .chain(self.checklist.ids().flat_map(|id| self.conflicts_at(id)))
            .collect()
    }

    /// The conflicts of an entry: about its state or phase, its blanks, then its measured values.
    pub fn conflicts_at(&self, id: EntryId) -> impl Iterator<Item = Conflict> + '_ {
        let is_section = self.checklist.entry(id).is_section();
        let differing = differing(self.marks(id));
        let conflicts = differing.filter_map(move |(key, answers)| {
            let about = self.register_of(id, key)?;
            let is_apt = match &about {
                RegisterId::Live => false,
                RegisterId::Phase => is_section,
                RegisterId::Correction(aspect) => self.can_be_corrected(id, aspect),
                RegisterId::State
                | RegisterId::Signed(_)
                | RegisterId::Blank(_)
                | RegisterId::Measured(_)
                | RegisterId::Variable(_)
                | RegisterId::Link(_)
                | RegisterId::Note
                | RegisterId::Match
                | RegisterId::Unknown => true,
            };
            if !is_apt {
                return None;
            }
            Some(Conflict {
                entry: Some(id),
                about,
                answers,
            })
        });
        let mut conflicts: Vec<Conflict> = conflicts.collect();
        conflicts.sort_by_key(|conflict| {
            (
                conflict.about.measured().is_some(),
                conflict.about.blank().map(|blank| blank.0),
            )
        });
        conflicts.into_iter()
    }

    /// The blank of an entry that has this slug.
    pub fn blank_of(&self, id: EntryId, slug: &str) -> Option<BlankId> {
        self.checklist.blank_called(id, slug)
    }
}

impl Workbook {
    /// All current answers about the state of an entry, in words.
    pub fn answers_on_state(&self, id: EntryId) -> Vec<Told> {
        all_told(RegisterOf::State, &self.marks(id).state)
    }
}

impl Unmatched {
    /// All answers in words, without notes.
    pub fn told(&self) -> impl Iterator<Item = (RegisterKey<'_>, Vec<Told>)> {
        registers(&self.marks, Which::Said)
    }

    /// All answers about the state, in words.
    pub fn states(&self) -> Vec<Told> {
        all_told(RegisterOf::State, &self.marks.state)
    }

    /// All answers in a blank, in words.
    pub fn values(&self, slug: &str) -> Vec<Told> {
        self.marks
            .blanks
            .get(slug)
            .map(|register| all_told(RegisterOf::Blank(slug), register))
            .unwrap_or_default()
    }
}
