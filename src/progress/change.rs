//! The change of an event: the register that it sets, and the value.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::register::{RegisterKey, RegisterOf};
use super::{Aspect, Correction, On};
use crate::checklist::Phase;

/// The register that an event sets, and the value. `None` clears it: the document's own value holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// The state of an item.
    State {
        /// The new state.
        state: Option<State>,
        /// The reason; required for `na`, `blocked` and `waived`.
        reason: Option<String>,
        /// The time of the original tick, RFC 3339, if undo restored it.
        since: Option<String>,
    },
    /// The value of a blank.
    Blank {
        /// The slug of the blank.
        blank: String,
        /// The value, exactly as typed.
        value: Option<String>,
        /// The run that the value was copied from (empty for the default run): it needs confirming until somebody
        /// enters it here.
        carried: Option<String>,
    },
    /// A note: a new one if nothing is replaced, else an edit.
    Note {
        /// The text; `None` deletes the note.
        text: Option<String>,
    },
    /// A manual match of the marks on this text under this key; `None` leaves them to matching.
    Match {
        /// The entry, or dropped.
        to: Option<ManualMatch>,
    },
    /// The phase of a section; `None` leaves it to its heading.
    Phase {
        /// The phase.
        phase: Option<Phase>,
    },
    /// The go-live time of the whole document; `None` clears it.
    Live {
        /// The time, RFC 3339.
        at: Option<String>,
    },
    /// The measured value of a threshold.
    Measured {
        /// The slug of the threshold.
        threshold: String,
        /// The value, exactly as typed.
        value: Option<String>,
    },
    /// The value of a variable: under the key of the document in all of its places, under that of an entry there only.
    Variable {
        /// The slug of the variable.
        variable: String,
        /// The value, exactly as typed.
        value: Option<String>,
        /// The run that the value was copied from (empty for the default run): it needs confirming until somebody
        /// enters it here.
        carried: Option<String>,
    },
    /// A link, confirmed by a person: the variable has the value of a blank. Under the key of the document.
    Link {
        /// The slug of the variable.
        variable: String,
        /// The key of the blank, `ENTRY:blank`; `None` takes the link back.
        to: Option<String>,
    },
    /// The signature of a sign-off; `None` withdraws it.
    Signed {
        /// The slug of the blank for the name.
        role: String,
        /// The signature.
        signature: Option<Box<Signature>>,
    },
    /// A person's correction of how the document is read; `None` leaves it to the document.
    Correction {
        /// The corrected meaning.
        aspect: Aspect<String>,
        /// The value, of the same aspect.
        value: Option<Correction>,
    },
    /// A kind of change that only a newer version knows; kept, without effect.
    Unknown,
}

/// A match that a person set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ManualMatch {
    /// The entry with this key and text.
    Entry {
        /// The key.
        key: String,
        /// Its text.
        on: On,
    },
    /// None: the marks are dropped.
    Dropped,
}

/// A signature of the document and its answers, as its author saw them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signature {
    /// The name in the sign-off.
    pub name: String,
    /// The date in the sign-off.
    pub date: String,
    /// The SHA-256 of the document's bytes, in hexadecimal digits.
    pub document: String,
    /// The digest of all that it covers, after the number of its rule and a colon; without a number, of the document
    /// and of all answers before the launch.
    pub digest: String,
    /// The ids of the current events at that time.
    pub seen: Vec<String>,
    /// The reason to sign despite blockers.
    pub forced: Option<String>,
}

/// The state of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Not applicable.
    Na,
    /// Can't be done now.
    Blocked,
    /// Won't be done, with a reason.
    Waived,
}

impl State {
    /// All states, in display order.
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

    /// The names of all states in a list.
    pub fn names() -> String {
        State::ALL.map(State::name).join(", ")
    }

    /// The state in a sentence.
    pub fn words(self) -> &'static str {
        if self == State::Na {
            "not applicable"
        } else {
            self.name()
        }
    }

    /// Returns whether it needs a reason.
    pub fn needs_reason(self) -> bool {
        matches!(self, State::Na | State::Blocked | State::Waived)
    }

    /// The state with this name.
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
            Change::Match { .. } => RegisterOf::Match,
            Change::Phase { .. } => RegisterOf::Phase,
            Change::Live { .. } => RegisterOf::Live,
            Change::Measured { threshold, .. } => RegisterOf::Measured(threshold),
            Change::Variable { variable, .. } => RegisterOf::Variable(variable),
            Change::Link { variable, .. } => RegisterOf::Link(variable),
            Change::Signed { role, .. } => RegisterOf::Signed(role),
            Change::Correction { aspect, .. } => RegisterOf::Correction(aspect.as_key()),
            Change::Unknown => RegisterOf::Unknown,
        }
    }

    /// Returns whether it gives an answer: one that clears the register gives none.
    pub fn is_answer(&self) -> bool {
        match self {
            Change::State { state, .. } => state.is_some(),
            Change::Blank { value, .. }
            | Change::Measured { value, .. }
            | Change::Variable { value, .. } => value.is_some(),
            Change::Link { to, .. } => to.is_some(),
            Change::Note { text } => text.is_some(),
            Change::Match { to } => to.is_some(),
            Change::Phase { phase } => phase.is_some(),
            Change::Live { at } => at.is_some(),
            Change::Signed { signature, .. } => signature.is_some(),
            Change::Correction { value, .. } => value.is_some(),
            Change::Unknown => false,
        }
    }

    /// The manual match that it sets or clears, if it is about one.
    pub fn manual_match(&self) -> Option<Option<&ManualMatch>> {
        if let Change::Match { to } = self {
            Some(to.as_ref())
        } else {
            None
        }
    }

    /// Returns whether it decides where marks belong.
    pub fn is_match(&self) -> bool {
        self.manual_match().is_some()
    }

    /// Passes on all parts that go into the id of an event.
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
            Change::Match { to } => match to {
                Some(ManualMatch::Entry { key, on }) => {
                    ["place", key, &on.text, &on.among.to_string()]
                        .into_iter()
                        .for_each(part);
                }
                Some(ManualMatch::Dropped) => part("nowhere"),
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
            Change::Variable {
                variable,
                value,
                carried,
            } => {
                part("variable");
                part(variable);
                optional("value", value.as_deref(), &mut part);
                if let Some(run) = carried {
                    ["carried", run].into_iter().for_each(part);
                }
            }
            Change::Link { variable, to } => {
                part("link");
                part(variable);
                optional("to", to.as_deref(), &mut part);
            }
            Change::Signed { role, signature } => {
                ["signed", role].into_iter().for_each(&mut part);
                if let Some(signature) = signature {
                    signature.parts(part);
                }
            }
            Change::Correction { aspect, value } => {
                [
                    "correct",
                    aspect.name(),
                    aspect.threshold().or(aspect.variable()).unwrap_or_default(),
                ]
                .into_iter()
                .for_each(&mut part);
                part(value.map_or("null", Correction::name));
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
