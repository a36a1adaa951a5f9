//! Progress: the events of a run, and the current answers that they fold to.
//!
//! Events are the only source of truth. Each sets one register of an entry (state, blank, note, measured value, match,
//! phase, signature, correction, variable) or of the whole document (go-live time, variable, link), and lists in `replaces` the events of that register that
//! its author saw. An event is current if nothing replaces it; two different current answers are a conflict. Clocks
//! decide nothing. This module must not know Markdown, files or the present time; from `checklist` it takes the values of readings.

mod change;
mod correction;
mod event;
mod fold;
mod marks;
mod person;
mod register;

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

pub use change::{Change, ManualMatch, Signature, State};
pub use correction::{Aspect, Correction};
pub use event::{Author, Checked, Event, On, Stamp, who};
pub use fold::{standing, standing_beside};
pub use marks::{Answer, AnyAnswer, AnyRegister, Mark, Marks, Note, Register};
pub use person::{Person, has_part, is_name};
pub use register::{Needs, RegisterKey, RegisterOf, Remembers};

/// The key of events about the whole document; no entry has it.
pub const DOCUMENT: &str = "";

/// All events of one run of a checklist.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Progress {
    /// The file name of the checklist.
    pub checklist: String,
    /// The name of the run; `None` for the default run.
    pub run: Option<String>,
    /// True if the ticks of the document don't count: for a new run of a document that comes ticked.
    pub ignores_source_ticks: bool,
    /// The events of each entry, by the entry's key; sorted by time, then id.
    pub entries: BTreeMap<String, Vec<Event>>,
    /// Unknown fields, which are kept.
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

    /// The first event, by the clocks of the authors.
    pub fn first(&self) -> Option<&Event> {
        self.events()
            .map(|(_, event)| event)
            .min_by_key(|event| event.order())
    }

    /// The last event, by the clocks of the authors.
    pub fn last(&self) -> Option<&Event> {
        self.events()
            .map(|(_, event)| event)
            .max_by_key(|event| event.order())
    }

    /// Returns whether every event of another progress is here too, under the same key.
    pub fn has_all_of(&self, other: &Progress) -> bool {
        other
            .entries
            .iter()
            .all(|(key, events)| match self.entries.get(key) {
                Some(here) => here == events || events.iter().all(holding(here)),
                None => events.is_empty(),
            })
    }

    /// Returns whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.entries.values().all(Vec::is_empty)
    }
}

/// Returns a check whether an event is one of these, by its id and its content.
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
