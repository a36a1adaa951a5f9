//! Registers: what a change is about, and what follows from that, in one place for folding, matching and comparing.

use super::Aspect;

/// A register of an entry, or of the whole document. `B` names a blank, `N` a threshold or a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RegisterOf<B, N> {
    /// The state of an item or box.
    State,
    /// The phase of a section.
    Phase,
    /// The go-live time of the whole document.
    Live,
    /// A signature, by the blank for the name.
    Signed(B),
    /// A blank.
    Blank(B),
    /// A measured value, by the threshold.
    Measured(N),
    /// The value of a variable: in the whole document, or at one entry only.
    Variable(N),
    /// The blank whose value a variable has, in the whole document.
    Link(N),
    /// A note.
    Note,
    /// The manual match of marks.
    Match,
    /// A correction of how the document is read.
    Correction(Aspect<N>),
    /// A register that only a newer version knows.
    Unknown,
}

/// A register as events name it: by slugs.
pub type RegisterKey<'a> = RegisterOf<&'a str, &'a str>;

/// The kind of entry that can have a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Needs {
    /// An entry with a box.
    Box,
    /// A section.
    Section,
    /// Any entry.
    Nothing,
}

/// The parts of an entry, beside its text, that an event remembers, because its meaning depends on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remembers {
    /// The blocks under the entry.
    pub body: bool,
    /// The headings and items above it.
    pub section: bool,
}

/// The difference between registers of one name on one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DistinguishedBy {
    /// There is one.
    Nothing,
    /// The first event of each.
    FirstEvent,
    /// The text of the entry that its events were made on.
    Text,
}

impl<B, N> RegisterOf<B, N> {
    /// The word for it in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            RegisterOf::State => "state",
            RegisterOf::Phase => "phase",
            RegisterOf::Live => "live",
            RegisterOf::Signed(_) => "signed",
            RegisterOf::Blank(_) => "blank",
            RegisterOf::Measured(_) => "measured",
            RegisterOf::Variable(_) => "variable",
            RegisterOf::Link(_) => "link",
            RegisterOf::Note => "note",
            RegisterOf::Match => "place",
            RegisterOf::Correction(_) => "correct",
            RegisterOf::Unknown => "unknown",
        }
    }

    /// The kind of entry that an answer in it needs.
    pub fn needs(&self) -> Needs {
        match self {
            RegisterOf::State => Needs::Box,
            RegisterOf::Phase => Needs::Section,
            RegisterOf::Live
            | RegisterOf::Signed(_)
            | RegisterOf::Blank(_)
            | RegisterOf::Measured(_)
            | RegisterOf::Variable(_)
            | RegisterOf::Link(_)
            | RegisterOf::Note
            | RegisterOf::Match
            | RegisterOf::Correction(_)
            | RegisterOf::Unknown => Needs::Nothing,
        }
    }

    /// The parts of an entry that an answer in it remembers.
    pub fn remembers(&self) -> Remembers {
        let (body, section) = match self {
            RegisterOf::State
            | RegisterOf::Blank(_)
            | RegisterOf::Measured(_)
            | RegisterOf::Variable(_)
            | RegisterOf::Correction(_) => (true, true),
            // A phase holds for all under its section, whatever that is.
            RegisterOf::Phase => (false, true),
            // Nothing counts by a note, and a signature has digests of its own.
            RegisterOf::Note
            | RegisterOf::Match
            | RegisterOf::Live
            | RegisterOf::Link(_)
            | RegisterOf::Signed(_)
            | RegisterOf::Unknown => (false, false),
        };
        Remembers { body, section }
    }

    /// The difference between registers of its name.
    pub(super) fn distinguished_by(&self) -> DistinguishedBy {
        match self {
            RegisterOf::Note => DistinguishedBy::FirstEvent,
            RegisterOf::Match => DistinguishedBy::Text,
            RegisterOf::State
            | RegisterOf::Phase
            | RegisterOf::Live
            | RegisterOf::Signed(_)
            | RegisterOf::Blank(_)
            | RegisterOf::Measured(_)
            | RegisterOf::Variable(_)
            | RegisterOf::Link(_)
            | RegisterOf::Correction(_)
            | RegisterOf::Unknown => DistinguishedBy::Nothing,
        }
    }

    /// Returns whether its marks have to be matched with an entry.
    pub fn is_matched(&self) -> bool {
        match self {
            RegisterOf::State
            | RegisterOf::Phase
            | RegisterOf::Signed(_)
            | RegisterOf::Blank(_)
            | RegisterOf::Measured(_)
            | RegisterOf::Variable(_)
            | RegisterOf::Correction(_)
            | RegisterOf::Note => true,
            RegisterOf::Match | RegisterOf::Live | RegisterOf::Link(_) | RegisterOf::Unknown => {
                false
            }
        }
    }

    /// Returns whether answers in it can conflict. Signatures cannot: each is valid or not.
    pub fn can_conflict(&self) -> bool {
        match self {
            RegisterOf::State
            | RegisterOf::Phase
            | RegisterOf::Live
            | RegisterOf::Blank(_)
            | RegisterOf::Measured(_)
            | RegisterOf::Variable(_)
            | RegisterOf::Link(_)
            | RegisterOf::Correction(_)
            | RegisterOf::Match => true,
            RegisterOf::Signed(_) | RegisterOf::Note | RegisterOf::Unknown => false,
        }
    }
}

impl<'a> RegisterKey<'a> {
    /// The registers whose events can replace each other, by one name. Labels of blanks, thresholds and sign-offs do
    /// not matter: an answer replaces what stood there under an old label.
    pub(super) fn group(self) -> RegisterKey<'a> {
        match self {
            RegisterOf::Blank(_) => RegisterOf::Blank(""),
            RegisterOf::Measured(_) => RegisterOf::Measured(""),
            RegisterOf::Signed(_) => RegisterOf::Signed(""),
            RegisterOf::Correction(Aspect::Sense(_)) => RegisterOf::Correction(Aspect::Sense("")),
            RegisterOf::State
            | RegisterOf::Phase
            | RegisterOf::Live
            // Equal slugs are one variable: there is no other name for the same.
            | RegisterOf::Variable(_)
            | RegisterOf::Link(_)
            | RegisterOf::Note
            | RegisterOf::Match
            | RegisterOf::Correction(
                Aspect::Need
                | Aspect::SignOff
                | Aspect::Counts
                | Aspect::Choice
                | Aspect::Variable(_),
            )
            | RegisterOf::Unknown => self,
        }
    }
}
