//! Conflicts: answers that differ, given without seeing each other. All stand until somebody settles them.

use super::describe::{AS_HEADED, AS_PRINTED, CLEARED, NOT_LIVE, NOT_MEASURED, NOT_SIGNED};
use super::{About, Unmatched, Workbook};
use crate::checklist::{BlankId, EntryId, Phase};
use crate::progress::{Answer, Mark, Marks, Register, Signature};
use crate::sanitize;

/// Answers that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The entry; nothing where it is about the whole document.
    pub entry: Option<EntryId>,
    /// What of it: a state, a blank, a measured value, a phase, or the moment of going live.
    pub about: About,
    /// What stands, in order of time.
    pub answers: Vec<Told>,
}

/// One of several answers, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The state with its reason, the value, the phase, the time.
    pub answer: String,
    /// Who said so, with the user whose rights they used.
    pub who: String,
    /// When.
    pub at: String,
}

/// A register of marks, whatever it holds: what tells it from the others on the same entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// The state.
    State,
    /// The phase of a section.
    Phase,
    /// The blank of this slug.
    Blank(&'a str),
    /// What was measured under this slug.
    Measured(&'a str),
    /// When the whole document goes live.
    Live,
    /// The signature of this slug.
    Signed(&'a str),
}

impl Conflict {
    /// Whether both are about the same, whatever was answered.
    pub fn is_same(&self, other: &Conflict) -> bool {
        self.entry == other.entry && self.about == other.about
    }
}

/// Which registers are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    /// Those in which answers differ.
    Differing,
    /// Those of which more is said than that it is left to the document.
    Said,
}

/// Where the answers in marks differ, with all of them in words.
pub fn differing(marks: &Marks) -> impl Iterator<Item = (Place<'_>, Vec<Told>)> {
    registers(marks, Which::Differing)
}

/// The registers of marks with what stands there, in words.
fn registers(marks: &Marks, which: Which) -> impl Iterator<Item = (Place<'_>, Vec<Told>)> {
    let state = one(
        which,
        Place::State,
        &marks.state,
        Mark::to_string,
        AS_PRINTED,
    );
    let phase = one(
        which,
        Place::Phase,
        &marks.phase,
        Phase::to_string,
        AS_HEADED,
    );
    let live = one(
        which,
        Place::Live,
        &marks.live,
        |at| sanitize::time(at),
        NOT_LIVE,
    );
    let blanks = marks.blanks.iter();
    let blanks = blanks
        .filter_map(move |(slug, it)| one(which, Place::Blank(slug), it, String::clone, CLEARED));
    let measured = marks.measured.iter().filter_map(move |(slug, it)| {
        one(
            which,
            Place::Measured(slug),
            it,
            String::clone,
            NOT_MEASURED,
        )
    });
    // That two signatures differ means nothing: each holds or does not, and the name and the date are blanks.
    let signed = marks
        .signatures
        .iter()
        .filter(move |_| which == Which::Said);
    let signed = signed.filter_map(move |(slug, it)| {
        one(
            which,
            Place::Signed(slug),
            it,
            Signature::to_string,
            NOT_SIGNED,
        )
    });
    state
        .into_iter()
        .chain(phase)
        .chain(live)
        .chain(blanks)
        .chain(measured)
        .chain(signed)
}

/// A register in words, where it is wanted.
fn one<'a, T: PartialEq>(
    which: Which,
    place: Place<'a>,
    register: &Register<T>,
    say: impl Fn(&T) -> String,
    nothing: &str,
) -> Option<(Place<'a>, Vec<Told>)> {
    let is_wanted = match which {
        Which::Differing => register.is_conflict(),
        Which::Said => !register.is_silent(),
    };
    is_wanted.then(|| (place, all_told(register, say, nothing)))
}

impl Workbook {
    /// All conflicts: about the whole document, then in document order.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let live = differing(&self.document).filter(|(place, _)| *place == Place::Live);
        let live = live.map(|(_, answers)| Conflict {
            entry: None,
            about: About::Live,
            answers,
        });
        live.chain(self.checklist.ids().flat_map(|id| self.conflicts_at(id)))
            .collect()
    }

    /// The conflicts of an entry: about its state or phase, then about its own blanks and what was measured.
    pub fn conflicts_at(&self, id: EntryId) -> impl Iterator<Item = Conflict> + '_ {
        let is_section = self.checklist.entry(id).is_section();
        let differing = differing(self.marks(id));
        let conflicts = differing.filter_map(move |(place, answers)| {
            let about = match place {
                Place::State => About::State,
                Place::Phase if is_section => About::Phase,
                Place::Blank(slug) => About::Blank(self.blank_of(id, slug)?),
                Place::Measured(slug) => About::Measured(slug.to_owned()),
                Place::Phase | Place::Live | Place::Signed(_) => return None,
            };
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
    /// Every answer about the state of an entry that stands, in words.
    pub fn answers_on_state(&self, id: EntryId) -> Vec<Told> {
        all_told(&self.marks(id).state, Mark::to_string, AS_PRINTED)
    }
}

impl Unmatched {
    /// Everything that stands, in words; notes apart.
    pub fn told(&self) -> impl Iterator<Item = (Place<'_>, Vec<Told>)> {
        registers(&self.marks, Which::Said)
    }

    /// Every answer about the state that stands, in words.
    pub fn states(&self) -> Vec<Told> {
        all_told(&self.marks.state, Mark::to_string, AS_PRINTED)
    }

    /// Every answer that stands in a blank, in words.
    pub fn values(&self, slug: &str) -> Vec<Told> {
        self.marks
            .blanks
            .get(slug)
            .map(|register| all_told(register, String::clone, CLEARED))
            .unwrap_or_default()
    }
}

/// The answers that stand in a register, in words.
fn all_told<T: PartialEq>(
    register: &Register<T>,
    say: impl Fn(&T) -> String,
    nothing: &str,
) -> Vec<Told> {
    let words = |answer: &Answer<T>| {
        answer
            .value
            .as_ref()
            .map_or_else(|| nothing.to_owned(), &say)
    };
    register
        .standing()
        .iter()
        .map(|answer| told(answer, words(answer)))
        .collect()
}

/// An answer, in these words.
pub(super) fn told<T>(answer: &Answer<T>, words: String) -> Told {
    Told {
        answer: words,
        who: answer.who(),
        at: answer.at.clone(),
    }
}
