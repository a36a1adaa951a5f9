//! One change that one person made, and its id.

use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// Bytes of the digest that become an id: 80 bits, written as 20 hexadecimal digits.
const ID_BYTES: usize = 10;

/// Who changes something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The person: `user@host`.
    pub by: String,
    /// The user whose rights the person used, where that is another: `root` behind sudo.
    pub acting: Option<String>,
    /// The present time.
    pub at: DateTime<Utc>,
}

/// Who makes changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The person: `user@host`.
    pub by: String,
    /// The user whose rights the person uses, where that is another: `root` behind sudo.
    pub acting: Option<String>,
}

impl Author {
    /// This person at this time.
    pub fn at(&self, at: DateTime<Utc>) -> Stamp {
        Stamp { by: self.by.clone(), acting: self.acting.clone(), at }
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&who(&self.by, self.acting.as_deref()))
    }
}

/// What an event was made on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct On {
    /// The text of the entry.
    pub text: String,
    /// How many entries of the document had that text, this one included.
    pub among: usize,
}

/// One change, as it stands on one line of a progress file.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Name of the event, unique in the progress of its entry; made from its content.
    pub id: String,
    /// When it was made, RFC 3339 in UTC with milliseconds; kept as it was written.
    pub at: String,
    /// Who made it: `user@host`.
    pub by: String,
    /// The user whose rights that person used, where that is another.
    pub acting: Option<String>,
    /// The text of the entry that it was made on.
    pub on: On,
    /// The events of the same register that its author saw standing.
    pub replaces: Vec<String>,
    /// What it sets.
    pub change: Change,
    /// Fields that this version does not know; they are kept.
    pub extra: Map<String, Value>,
}

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

impl On {
    /// The text of an entry, standing once.
    pub fn once(text: impl Into<String>) -> On {
        On { text: text.into(), among: 1 }
    }
}

/// A person with the user whose rights they used: `lead@bastion-1 as root`.
pub fn who(by: &str, acting: Option<&str>) -> String {
    acting.map_or_else(|| by.to_owned(), |acting| format!("{by} as {acting}"))
}

/// The state of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    pub const ALL: [State; 5] = [State::Open, State::Done, State::Na, State::Blocked, State::Waived];

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
        if self == State::Na { "not applicable" } else { self.name() }
    }

    /// Whether it says that something will not be done or cannot be: then somebody has to say why.
    pub fn wants_reason(self) -> bool {
        matches!(self, State::Na | State::Blocked | State::Waived)
    }

    /// The state that a word stands for.
    pub fn from_name(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl Change {
    /// The word for the kind of register that it sets.
    pub fn kind(&self) -> &'static str {
        match self {
            Change::State { .. } => "state",
            Change::Blank { .. } => "blank",
            Change::Note { .. } => "note",
            Change::Place { .. } => "place",
            Change::Unknown => "unknown",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Event {
    /// Makes an event on the entry of `key`; its id is made from all of this, so the same change made twice
    /// from the same copy is one event.
    pub fn new(key: &str, stamp: &Stamp, on: On, replaces: Vec<String>, change: Change) -> Self {
        let mut event = Event {
            id: String::new(),
            at: stamp.at.to_rfc3339_opts(SecondsFormat::Millis, true),
            by: stamp.by.clone(),
            acting: stamp.acting.clone(),
            on,
            replaces,
            change,
            extra: Map::new(),
        };
        event.id = event.content_id(key);
        event
    }

    /// An id made from the content of the event and the key of its entry.
    pub fn content_id(&self, key: &str) -> String {
        let mut digest = Sha256::new();
        let mut part = |text: &str| {
            // The length goes in first, so that moving text from one part to the next gives another id.
            digest.update((text.len() as u64).to_le_bytes());
            digest.update(text.as_bytes());
        };
        part(key);
        part(&self.at);
        part(&self.by);
        part(&self.on.text);
        part(&self.replaces.len().to_string());
        self.replaces.iter().for_each(|id| part(id));
        match &self.change {
            Change::State { state, reason } => {
                part("state");
                part(state.map_or("null", State::name));
                part(if reason.is_some() { "reason" } else { "null" });
                part(reason.as_deref().unwrap_or_default());
            }
            Change::Blank { blank, value, carried } => {
                part("blank");
                part(blank);
                part(if value.is_some() { "value" } else { "null" });
                part(value.as_deref().unwrap_or_default());
                if let Some(run) = carried {
                    ["carried", run].into_iter().for_each(&mut part);
                }
            }
            Change::Note { text } => {
                part("note");
                part(if text.is_some() { "text" } else { "null" });
                part(text.as_deref().unwrap_or_default());
            }
            Change::Place { home } => match home {
                Some(Home::Entry { key, on }) => {
                    ["place", key, &on.text, &on.among.to_string()].into_iter().for_each(&mut part);
                }
                Some(Home::Nowhere) => part("nowhere"),
                None => part("anywhere"),
            },
            Change::Unknown => part("unknown"),
        }
        // What most events do not have goes in only where it is there.
        if self.on.among != 1 {
            ["among", &self.on.among.to_string()].into_iter().for_each(&mut part);
        }
        if let Some(acting) = &self.acting {
            ["as", acting].into_iter().for_each(&mut part);
        }
        let mut extra: Vec<_> = self.extra.iter().collect();
        extra.sort_by_key(|(name, _)| *name);
        for (name, value) in extra {
            part(name);
            part(&value.to_string());
        }
        let hex = |half: u8| char::from_digit(u32::from(half), 16);
        digest.finalize()[..ID_BYTES]
            .iter()
            .flat_map(|byte| [hex(byte >> 4), hex(byte & 15)])
            .flatten()
            .collect()
    }

    /// Who made it, with the user whose rights they used.
    pub fn who(&self) -> String {
        who(&self.by, self.acting.as_deref())
    }

    /// What events are sorted by: time, then id.
    pub fn order(&self) -> (&str, &str) {
        (&self.at, &self.id)
    }
}
