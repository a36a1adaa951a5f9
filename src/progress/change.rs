//! What an event changes: the register that it sets, and what it sets it to.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::On;
use super::register::{RegisterKey, RegisterOf};
use crate::checklist::Phase;

/// The register that an event sets, and what it sets it to. `None` means no answer here: the document's own
/// word holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// The state of an item.
    State {
        /// The new state.
        state: Option<State>,
        /// Why; wanted for `na`, `blocked` and `waived`.
        reason: Option<String>,
        /// When it was done, RFC 3339, where a tick is put back: then it was not done anew.
        since: Option<String>,
    },
    /// The value of a blank.
    Blank {
        /// The blank's label as a slug.
        blank: String,
        /// The answer, exactly as it was typed.
        value: Option<String>,
        /// The run that the answer was carried over from (empty for the one without a name): until somebody gives
        /// it here, it is to be confirmed.
        carried: Option<String>,
    },
    /// A note: a new one where nothing is replaced, else a new text for that note.
    Note {
        /// The text; `None` takes the note back.
        text: Option<String>,
    },
    /// Where a person says that the marks made on this text under this key belong; `None` leaves it to placing.
    Place {
        /// The place.
        home: Option<Home>,
    },
    /// The phase of the launch that a section belongs to; `None` leaves it to its heading.
    Phase {
        /// The phase.
        phase: Option<Phase>,
    },
    /// When it went live, said of the whole document; `None` takes that back.
    Live {
        /// The moment, RFC 3339.
        at: Option<String>,
    },
    /// The value that was measured for a threshold of an item.
    Measured {
        /// What is measured, as a slug.
        threshold: String,
        /// The value, exactly as it was typed.
        value: Option<String>,
    },
    /// A signature for one of the document's sign-offs; `None` withdraws it.
    Signed {
        /// Whose signature the document asks for, as a slug: the blank that takes the name.
        role: String,
        /// What was signed.
        signature: Option<Box<Signature>>,
    },
    /// A kind of change that this version does not know; it is kept and has no effect.
    Unknown,
}

/// Where a person says that marks belong.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Home {
    /// On the entry that has this key and this text.
    Entry {
        /// Key of the entry.
        key: String,
        /// What it is about.
        on: On,
    },
    /// Nowhere: they are dismissed.
    Nowhere,
}

/// What a person attested: that this document, filled in like this, was what they saw.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signature {
    /// The name that was written into the sign-off.
    pub name: String,
    /// The date that was written into the sign-off.
    pub date: String,
    /// Digest of the document's bytes: SHA-256, in hexadecimal digits.
    pub document: String,
    /// Digest of all that it covers, after the number of the rule that it was made by and a colon; without a number, of
    /// the document and of all that counts before going live, as it was filled in then.
    pub digest: String,
    /// The events that stood then.
    pub seen: Vec<String>,
    /// Why it was signed although something stood in the way.
    pub forced: Option<String>,
}

/// The state of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Still to be done.
    Open,
    /// Done.
    Done,
    /// Not applicable.
    Na,
    /// Cannot be done now.
    Blocked,
    /// Will not be done, and somebody accepts that.
    Waived,
}

impl State {
    /// All states, in the order in which they are counted and printed.
    pub const ALL: [State; 5] = [
        State::Open,
        State::Done,
        State::Na,
        State::Blocked,
        State::Waived,
    ];

    /// The word for it in JSON, on the command line and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Done => "done",
            State::Na => "na",
            State::Blocked => "blocked",
            State::Waived => "waived",
        }
    }

    /// The words for all states, as a sentence lists them.
    pub fn names() -> String {
        State::ALL.map(State::name).join(", ")
    }

    /// How a sentence says it.
    pub fn words(self) -> &'static str {
        if self == State::Na {
            "not applicable"
        } else {
            self.name()
        }
    }

    /// Whether it says that something will not be done or cannot be: then somebody has to say why.
    pub fn needs_reason(self) -> bool {
        matches!(self, State::Na | State::Blocked | State::Waived)
    }

    /// The state that a word stands for.
    pub fn from_name(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl Change {
    /// The register that it sets.
    pub fn register(&self) -> RegisterKey<'_> {
        match self {
            Change::State { .. } => RegisterOf::State,
            Change::Blank { blank, .. } => RegisterOf::Blank(blank),
            Change::Note { .. } => RegisterOf::Note,
            Change::Place { .. } => RegisterOf::Match,
            Change::Phase { .. } => RegisterOf::Phase,
            Change::Live { .. } => RegisterOf::Live,
            Change::Measured { threshold, .. } => RegisterOf::Measured(threshold),
            Change::Signed { role, .. } => RegisterOf::Signed(role),
            Change::Unknown => RegisterOf::Unknown,
        }
    }

    /// Returns whether it gives an answer: one that clears the register gives none.
    pub fn is_answer(&self) -> bool {
        match self {
            Change::State { state, .. } => state.is_some(),
            Change::Blank { value, .. } | Change::Measured { value, .. } => value.is_some(),
            Change::Note { text } => text.is_some(),
            Change::Place { home } => home.is_some(),
            Change::Phase { phase } => phase.is_some(),
            Change::Live { at } => at.is_some(),
            Change::Signed { signature, .. } => signature.is_some(),
            Change::Unknown => false,
        }
    }

    /// The home that it gives marks, if that is what it sets.
    pub fn home(&self) -> Option<Option<&Home>> {
        if let Change::Place { home } = self {
            Some(home.as_ref())
        } else {
            None
        }
    }

    /// Returns whether it decides where marks belong.
    pub fn is_match(&self) -> bool {
        self.home().is_some()
    }

    /// Hands over all of it that goes into the id of an event.
    pub(super) fn parts(&self, mut part: impl FnMut(&str)) {
        let optional = |name: &str, text: Option<&str>, part: &mut dyn FnMut(&str)| {
            part(if text.is_some() { name } else { "null" });
            part(text.unwrap_or_default());
        };
        match self {
            Change::State {
                state,
                reason,
                since,
            } => {
                part("state");
                part(state.map_or("null", State::name));
                optional("reason", reason.as_deref(), &mut part);
                if let Some(since) = since {
                    ["since", since].into_iter().for_each(part);
                }
            }
            Change::Blank {
                blank,
                value,
                carried,
            } => {
                part("blank");
                part(blank);
                optional("value", value.as_deref(), &mut part);
                if let Some(run) = carried {
                    ["carried", run].into_iter().for_each(part);
                }
            }
            Change::Note { text } => {
                part("note");
                optional("text", text.as_deref(), &mut part);
            }
            Change::Place { home } => match home {
                Some(Home::Entry { key, on }) => {
                    ["place", key, &on.text, &on.among.to_string()]
                        .into_iter()
                        .for_each(part);
                }
                Some(Home::Nowhere) => part("nowhere"),
                None => part("anywhere"),
            },
            Change::Phase { phase } => {
                ["phase", phase.map_or("null", Phase::name)]
                    .into_iter()
                    .for_each(part);
            }
            Change::Live { at } => {
                part("live");
                optional("at", at.as_deref(), &mut part);
            }
            Change::Measured { threshold, value } => {
                part("measured");
                part(threshold);
                optional("value", value.as_deref(), &mut part);
            }
            Change::Signed { role, signature } => {
                ["signed", role].into_iter().for_each(&mut part);
                if let Some(signature) = signature {
                    signature.parts(part);
                }
            }
            Change::Unknown => part("unknown"),
        }
    }
}

impl Signature {
    fn parts(&self, mut part: impl FnMut(&str)) {
        for text in [&self.name, &self.date, &self.document, &self.digest] {
            part(text);
        }
        part(&self.seen.len().to_string());
        self.seen.iter().for_each(|id| part(id));
        if let Some(reason) = &self.forced {
            ["forced", reason].into_iter().for_each(part);
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Signature {
    /// Name and date, with the reason that forced it.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}, {}", self.name, self.date)?;
        self.forced
            .iter()
            .try_for_each(|reason| write!(f, ", forced: {reason}"))
    }
}
