//! What people pencilled on the sheet: events, and the state that they fold to.
//!
//! Events are the only truth. Each sets one register of one entry (its state, one of its blanks, one of its notes, what
//! was measured, a person's word on where its marks belong, the phase of a section, a signature) or of the whole
//! document (when it went live), and lists in `replaces` the events of that register that its author saw standing. What
//! stands is what nothing replaces; two different answers that both stand are a conflict. No clock decides what is
//! true. This room knows nothing of Markdown, files or the present time; of `checklist` it takes the word for a phase.

mod change;
mod event;
mod fold;
mod marks;
mod person;
mod register;

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

pub use change::{Change, Home, Signature, State};
pub use event::{Author, Checked, Event, On, Stamp, who};
pub use fold::{standing, standing_beside};
pub use marks::{Answer, AnyAnswer, AnyRegister, Mark, Marks, Note, Register};
pub use person::{Person, has_part, is_name};
pub use register::{Needs, RegisterKey, RegisterOf, Remembers};

/// The key of what is said of the whole document; no entry has it.
pub const DOCUMENT: &str = "";

/// All events of one walk through a checklist.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Progress {
    /// File name of the checklist that it belongs to.
    pub checklist: String,
    /// Name of the walk, where a checklist has more than one.
    pub run: Option<String>,
    /// Whether the ticks of the document itself count for nothing: a walk anew through a document that comes ticked.
    pub ignores_source_ticks: bool,
    /// The events of each entry, by the entry's key; sorted by time, then id.
    pub entries: BTreeMap<String, Vec<Event>>,
    /// Fields that this version does not know; they are kept.
    pub extra: Map<String, Value>,
}

impl Progress {
    /// Progress of a checklist that nobody has marked yet.
    pub fn new(checklist: impl Into<String>, run: Option<String>) -> Self {
        Progress {
            checklist: checklist.into(),
            run,
            ..Progress::default()
        }
    }

    /// Adds an event to an entry.
    pub fn add(&mut self, key: &str, event: Event) {
        let events = self.entries.entry(key.to_owned()).or_default();
        let at = events.partition_point(|other| other.order() <= event.order());
        events.insert(at, event);
    }

    /// Every event with the key of its entry, entry by entry.
    pub fn events(&self) -> impl Iterator<Item = (&str, &Event)> {
        self.entries
            .iter()
            .flat_map(|(key, events)| events.iter().map(move |event| (key.as_str(), event)))
    }

    /// The event that was made first, as the clocks of its authors say.
    pub fn first(&self) -> Option<&Event> {
        self.events()
            .map(|(_, event)| event)
            .min_by_key(|event| event.order())
    }

    /// The event that was made last, as the clocks of its authors say.
    pub fn last(&self) -> Option<&Event> {
        self.events()
            .map(|(_, event)| event)
            .max_by_key(|event| event.order())
    }

    /// Whether every event of another progress is here too, under the same key.
    pub fn has_all_of(&self, other: &Progress) -> bool {
        other
            .entries
            .iter()
            .all(|(key, events)| match self.entries.get(key) {
                Some(here) => here == events || events.iter().all(holding(here)),
                None => events.is_empty(),
            })
    }

    /// Whether nobody has marked anything.
    pub fn is_empty(&self) -> bool {
        self.entries.values().all(Vec::is_empty)
    }
}

/// Tells whether an event is one of these, by its id and by all that it says.
pub fn holding(events: &[Event]) -> impl Fn(&Event) -> bool {
    let mut by_id: HashMap<&str, Vec<&Event>> = HashMap::new();
    for event in events {
        by_id.entry(&event.id).or_default().push(event);
    }
    move |event| {
        by_id
            .get(event.id.as_str())
            .is_some_and(|known| known.contains(&event))
    }
}
