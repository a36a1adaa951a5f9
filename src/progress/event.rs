//! One change that one person made, and its id.

use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::Change;

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
    /// Fingerprint of what stood under the entry, as [`Checklist::body`](crate::checklist::Checklist::body) makes it,
    /// empty where nothing did. `None` where the meaning of the event does not depend on it, and in files of
    /// versions that did not record it.
    pub body: Option<String>,
    /// What the entry stood under, as [`Checklist::place_of`](crate::checklist::Checklist::place_of) names it. `None` as
    /// for `body`.
    pub section: Option<String>,
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

impl On {
    /// The text of an entry, standing once, whatever is under and above it.
    pub fn once(text: impl Into<String>) -> On {
        On::among(text, 1)
    }

    /// The text of one of so many entries that have it, whatever is under and above it.
    pub fn among(text: impl Into<String>, among: usize) -> On {
        On { text: text.into(), among, body: None, section: None }
    }
}

/// A person with the user whose rights they used: `lead@bastion-1 as root`.
pub fn who(by: &str, acting: Option<&str>) -> String {
    acting.map_or_else(|| by.to_owned(), |acting| format!("{by} as {acting}"))
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
        self.change.parts(&mut part);
        // What most events do not have goes in only where it is there.
        if self.on.among != 1 {
            ["among", &self.on.among.to_string()].into_iter().for_each(&mut part);
        }
        if let Some(acting) = &self.acting {
            ["as", acting].into_iter().for_each(&mut part);
        }
        for (name, text) in [("body", &self.on.body), ("section", &self.on.section)] {
            if let Some(text) = text {
                [name, text].into_iter().for_each(&mut part);
            }
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
