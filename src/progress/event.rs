//! Events: one change by one person, with its id.

use std::fmt;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::Change;

/// The bytes of the digest in an id: 80 bits, written as 20 hexadecimal digits.
const ID_BYTES: usize = 10;
/// The hexadecimal digits of such an id.
const ID_LENGTH: usize = 2 * ID_BYTES;

/// The author and the time of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The person: `user@host`.
    pub by: String,
    /// The user whose rights the person used, if that is another: `root` behind sudo.
    pub acting: Option<String>,
    /// The present time.
    pub at: DateTime<Utc>,
}

/// The author of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The person: `user@host`.
    pub by: String,
    /// The user whose rights the person uses, if that is another: `root` behind sudo.
    pub acting: Option<String>,
}

impl Stamp {
    /// The time in the format of events: RFC 3339 in UTC with milliseconds.
    pub fn written(&self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::Millis, true)
    }
}

impl Author {
    /// This person at this time.
    pub fn at(&self, at: DateTime<Utc>) -> Stamp {
        Stamp {
            by: self.by.clone(),
            acting: self.acting.clone(),
            at,
        }
    }
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&who(&self.by, self.acting.as_deref()))
    }
}

/// The entry that an event was made on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct On {
    /// The text of the entry.
    pub text: String,
    /// The number of entries with that text, including this one.
    pub among: usize,
    /// The fingerprint of the blocks under the entry, by [`Checklist::body`](crate::checklist::Checklist::body);
    /// empty without any. `None` if the meaning of the event does not depend on it, and in files of versions that did
    /// not record it.
    pub body: Option<String>,
    /// The headings above the entry, by [`Checklist::place_of`](crate::checklist::Checklist::place_of). `None` as
    /// for `body`.
    pub section: Option<String>,
}

/// One change; one line of a progress file.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The id, unique among the events of its entry; computed from the content.
    pub id: String,
    /// The time, RFC 3339 in UTC with milliseconds; kept as written.
    pub at: String,
    /// The author: `user@host`.
    pub by: String,
    /// The user whose rights that person used, if that is another.
    pub acting: Option<String>,
    /// The entry that it was made on.
    pub on: On,
    /// The ids of the current events of the same register that its author saw.
    pub replaces: Vec<String>,
    /// The act that it is part of: the same id on each event of one change to several items.
    pub act: Option<String>,
    /// The change.
    pub change: Change,
    /// Unknown fields, which are kept.
    pub extra: Map<String, Value>,
}

/// The result of checking an event against its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// The id matches the content.
    AsMade,
    /// The id was computed from other content.
    Altered,
    /// gonogo didn't make the id, so the content can't be checked.
    Handmade,
    /// A kind of change that this version doesn't know, with an id that it can't compute.
    Unknown,
}

impl On {
    /// The only entry with this text, whatever is under and above it.
    pub fn once(text: impl Into<String>) -> On {
        On::among(text, 1)
    }

    /// One of so many entries with this text, whatever is under and above it.
    pub fn among(text: impl Into<String>, among: usize) -> On {
        On {
            text: text.into(),
            among,
            body: None,
            section: None,
        }
    }
}

/// A person with the user whose rights they used: `lead@bastion-1 as root`.
pub fn who(by: &str, acting: Option<&str>) -> String {
    acting.map_or_else(|| by.to_owned(), |acting| format!("{by} as {acting}"))
}

impl Event {
    /// Makes an event on the entry of `key`. The id is computed from all arguments, so the same change made twice from
    /// the same copy is one event.
    pub fn new(key: &str, stamp: &Stamp, on: On, replaces: Vec<String>, change: Change) -> Self {
        let mut event = Event {
            id: String::new(),
            at: stamp.written(),
            by: stamp.by.clone(),
            acting: stamp.acting.clone(),
            on,
            replaces,
            act: None,
            change,
            extra: Map::new(),
        };
        event.id = event.content_id(key);
        event
    }

    /// The same event as part of an act; its id covers that.
    #[must_use]
    pub fn in_act(self, key: &str, act: Option<String>) -> Event {
        let mut event = Event { act, ..self };
        event.id = event.content_id(key);
        event
    }

    /// The id computed from the content of the event and the key of its entry.
    ///
    /// Unknown fields go in last, sorted by name: the name, then the value as JSON without spaces, with sorted object
    /// fields. A version that adds a field to an existing change has to do the same, so that versions without the field
    /// can still check the id.
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
        // Rare parts go in only if present.
        if self.on.among != 1 {
            ["among", &self.on.among.to_string()]
                .into_iter()
                .for_each(&mut part);
        }
        if let Some(acting) = &self.acting {
            ["as", acting].into_iter().for_each(&mut part);
        }
        // Fields added to existing changes.
        let added = [
            ("act", &self.act),
            ("body", &self.on.body),
            ("section", &self.on.section),
        ];
        let added = added
            .into_iter()
            .filter_map(|(name, text)| Some((name, Value::from(text.as_deref()?))));
        let extra = self
            .extra
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()));
        let mut more: Vec<_> = added.chain(extra).collect();
        more.sort_by_key(|(name, _)| *name);
        for (name, mut value) in more {
            part(name);
            value.sort_all_objects();
            part(&value.to_string());
        }
        let hex = |half: u8| char::from_digit(u32::from(half), 16);
        digest.finalize()[..ID_BYTES]
            .iter()
            .flat_map(|byte| [hex(byte >> 4), hex(byte & 15)])
            .flatten()
            .collect()
    }

    /// Checks the event, on the entry of `key`, against its id. The id is computed again in every case, also with
    /// unknown fields.
    pub fn checked(&self, key: &str) -> Checked {
        // An id that another event had got a plus.
        let own = self.id.trim_end_matches('+');
        let is_made = own.len() == ID_LENGTH && own.bytes().all(|byte| byte.is_ascii_hexdigit());
        match self.change {
            _ if self.content_id(key) == own => Checked::AsMade,
            Change::Unknown => Checked::Unknown,
            _ if is_made => Checked::Altered,
            _ => Checked::Handmade,
        }
    }

    /// The author, with the user whose rights they used.
    pub fn who(&self) -> String {
        who(&self.by, self.acting.as_deref())
    }

    /// The sort order of events: time, then id.
    pub fn order(&self) -> (&str, &str) {
        (&self.at, &self.id)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::{Value, json};

    use super::{Checked, Event, On, Stamp};
    use crate::progress::{Change, State};

    #[test]
    fn an_id_is_the_same_for_versions_that_do_not_know_what_was_added() {
        let stamp = Stamp {
            by: "me@host".to_owned(),
            acting: None,
            at: DateTime::UNIX_EPOCH,
        };
        let change = Change::Note {
            text: Some("n".to_owned()),
        };
        for (body, section, act) in [
            (Some("a-\"b"), Some("T > S"), Some("12ab")),
            (Some(""), None, None),
            (None, Some("é"), Some("")),
            (None, None, Some("12ab")),
            (None, None, None),
        ] {
            let mut known = Event::new("k", &stamp, On::among("t", 2), Vec::new(), change.clone());
            for (name, value) in [("zone", json!("z")), ("because", json!({"b": 1, "a": 2}))] {
                known.extra.insert(name.to_owned(), value);
            }
            let mut unknown = known.clone();
            for (name, text) in [("section", section), ("body", body), ("act", act)] {
                unknown
                    .extra
                    .extend(text.map(|text| (name.to_owned(), Value::from(text))));
            }
            (known.on.body, known.on.section) =
                (body.map(str::to_owned), section.map(str::to_owned));
            known.act = act.map(str::to_owned);
            assert_eq!(
                known.content_id("k"),
                unknown.content_id("k"),
                "{body:?} {section:?} {act:?}"
            );
        }
    }

    /// The altered parts.
    type Alteration = (&'static str, fn(&mut Event));

    #[test]
    fn every_field_is_part_of_an_id() {
        let stamp = Stamp {
            by: "me@host".to_owned(),
            acting: Some("root".to_owned()),
            at: DateTime::UNIX_EPOCH,
        };
        let change = Change::State {
            state: Some(State::Na),
            reason: Some("r".to_owned()),
            since: Some("s".to_owned()),
        };
        let on = On {
            body: Some("b".to_owned()),
            section: Some("s".to_owned()),
            ..On::among("t", 2)
        };
        let event = Event::new("k", &stamp, on, vec!["one".to_owned()], change);
        let changes: [Alteration; 15] = [
            ("time", |event| event.at.push('0')),
            ("author", |event| event.by.push('0')),
            ("whose rights", |event| event.acting = Some("op".to_owned())),
            ("no other's rights", |event| event.acting = None),
            ("text", |event| event.on.text.push('0')),
            ("among three", |event| event.on.among = 3),
            ("alone", |event| event.on.among = 1),
            ("body", |event| event.on.body = Some("c".to_owned())),
            ("no body", |event| event.on.body = None),
            ("section", |event| event.on.section = None),
            ("replaces", |event| event.replaces.push("two".to_owned())),
            ("replaces nothing", |event| event.replaces.clear()),
            ("act", |event| event.act = Some("a".to_owned())),
            ("change", |event| {
                event.change = Change::State {
                    state: Some(State::Na),
                    reason: Some("r".to_owned()),
                    since: None,
                }
            }),
            ("what a later version adds", |event| {
                event.extra.insert("zone".to_owned(), json!(1));
            }),
        ];
        let mut ids = vec![event.id.clone(), event.content_id("l")];
        for (label, alter) in changes {
            let mut altered = event.clone();
            alter(&mut altered);
            let id = altered.content_id("k");
            assert!(!ids.contains(&id), "{label}");
            assert_eq!(altered.checked("k"), Checked::Altered, "{label}");
            ids.push(id);
        }
        assert_eq!(event.checked("k"), Checked::AsMade);
        assert_eq!(event.checked("l"), Checked::Altered, "under another key");
    }

    #[test]
    fn ids_are_what_they_always_were() {
        let stamp = |acting: Option<&str>| Stamp {
            by: "me@host".to_owned(),
            acting: acting.map(str::to_owned),
            at: DateTime::UNIX_EPOCH,
        };
        let made = |acting, on| {
            let change = Change::Note {
                text: Some("n".to_owned()),
            };
            Event::new("k", &stamp(acting), on, Vec::new(), change).id
        };
        assert_eq!(
            [
                made(None, On::once("t")),
                made(None, On::among("t", 2)),
                made(Some("root"), On::once("t")),
            ],
            [
                "2e4fc05810d67ac23950",
                "3dcab6ec9f6f48ccd0cb",
                "7db200cdb02c6ac6521d",
            ]
        );
    }
}
