//! Conflicts: answers that differ, given without seeing each other. All stand until somebody settles them.

use std::fmt;

use super::{Unplaced, Workbook};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Answer, Mark, Register, who};
use crate::shown;

/// An answer that leaves the state to the document.
const AS_PRINTED: &str = "as in the document";
/// An answer that clears a blank.
const CLEARED: &str = "(empty)";

/// Answers that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The entry.
    pub entry: EntryId,
    /// The blank; nothing where it is about the state.
    pub blank: Option<BlankId>,
    /// What stands, in order of time.
    pub answers: Vec<Told>,
}

/// One of several answers, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The state with its reason, or the value.
    pub answer: String,
    /// Who said so, with the user whose rights they used.
    pub who: String,
    /// When.
    pub at: String,
}

impl Conflict {
    /// All answers in one line: `4 h (ann@host, 2026-11-21 21:04 UTC) or 6 h (…)`.
    pub fn in_words(&self) -> String {
        let told = |told: &Told| format!("{} ({}, {})", told.answer, told.who, shown::time(&told.at));
        self.answers.iter().map(told).collect::<Vec<_>>().join(" or ")
    }
}

impl fmt::Display for Mark {
    /// The state, with its reason after a colon.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.state)?;
        self.reason.iter().try_for_each(|reason| write!(f, ": {reason}"))
    }
}

impl Workbook {
    /// All conflicts, in document order.
    pub fn conflicts(&self) -> Vec<Conflict> {
        self.checklist.ids().flat_map(|id| self.conflicts_at(id)).collect()
    }

    /// The conflicts of an entry: about its state, then about its own blanks.
    pub fn conflicts_at(&self, id: EntryId) -> impl Iterator<Item = Conflict> + '_ {
        let state = &self.marks(id).state;
        let state = state.is_conflict().then(|| Conflict {
            entry: id,
            blank: None,
            answers: told(state, Mark::to_string, AS_PRINTED),
        });
        let blanks = self.checklist.entry(id).blanks.clone().map(BlankId);
        let blanks = blanks.filter_map(move |blank| {
            let register = self.register(blank).filter(|register| register.is_conflict())?;
            Some(Conflict { entry: id, blank: Some(blank), answers: told(register, String::clone, CLEARED) })
        });
        state.into_iter().chain(blanks)
    }
}

impl Unplaced {
    /// Every answer about the state that stands, in words.
    pub fn states(&self) -> Vec<Told> {
        told(&self.marks.state, Mark::to_string, AS_PRINTED)
    }

    /// Every answer that stands in a blank, in words.
    pub fn values(&self, slug: &str) -> Vec<Told> {
        self.marks.blanks.get(slug).map(|register| told(register, String::clone, CLEARED)).unwrap_or_default()
    }
}

/// The answers that stand in a register, in words.
fn told<T: PartialEq>(register: &Register<T>, say: impl Fn(&T) -> String, nothing: &str) -> Vec<Told> {
    let tell = |answer: &Answer<T>| Told {
        answer: answer.value.as_ref().map_or_else(|| nothing.to_owned(), &say),
        who: who(&answer.by, answer.acting.as_deref()),
        at: answer.at.clone(),
    };
    register.standing().iter().map(tell).collect()
}
