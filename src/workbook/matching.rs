//! Matching: finding for the marks of each key the entry that they belong to, in a document that may have been
//! edited since.
//!
//! What is placed is a [`Unit`]: the marks that were made on one text under one key. An entry whose key and
//! text are as they were is sure; of several with one text it has to be the one that stands under the same, with
//! the same under it. After those come the same text elsewhere (it was moved), and the same key or
//! a like text near the old place (it was reworded). What fits nowhere stays unplaced: kept, and shown. A done
//! item asks to be confirmed again wherever it is not certain that this is what was done.

mod identical;
mod legacy;
mod matcher;
mod pool;
mod section_map;
mod similar;

use std::collections::{HashMap, HashSet};

use crate::checklist::{Checklist, EntryId};
use crate::progress::{Event, Marks, On, Progress, RegisterOf};
use identical::{is_as_remembered, remembered};
pub(super) use legacy::is_anothers;
use matcher::Matcher;

/// Marks that were made on one text under one key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit {
    /// The key.
    pub key: String,
    /// The text of the entry.
    pub on: String,
}

/// The entries by what stands on them: by key and text.
pub(super) type Places<'a> = HashMap<(&'a str, &'a str), EntryId>;

/// Where progress found its entries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matching {
    /// What stands on each entry.
    units: Vec<Vec<Unit>>,
    /// What was moved to another section, with the entry.
    moved: Vec<(Unit, EntryId)>,
    /// Entries that were one of several with their text, with nothing to tell which of them was meant.
    doubtful: HashSet<EntryId>,
    /// What version 0.1.0 called the entries that were found by that name.
    earlier: HashMap<EntryId, On>,
    /// What fits nowhere.
    unmatched: Vec<Unit>,
}

impl Matching {
    /// Places progress on a checklist; always with the same result.
    pub fn of(checklist: &Checklist, progress: &Progress) -> Matching {
        if progress.is_empty() {
            return Matching {
                units: vec![Vec::new(); checklist.entries().len()],
                ..Matching::default()
            };
        }
        Matcher::new(checklist, progress).place()
    }

    /// What stands on an entry.
    pub fn units(&self, id: EntryId) -> &[Unit] {
        &self.units[id.0]
    }

    /// Every unit that has a place, with its entry.
    pub(super) fn places(&self) -> Places<'_> {
        let units = self.units.iter().enumerate().flat_map(|(at, units)| {
            units
                .iter()
                .map(move |unit| ((unit.key.as_str(), unit.on.as_str()), EntryId(at)))
        });
        // Should a unit ever stand on two entries, the first one counts.
        let mut places = Places::new();
        units.for_each(|(unit, id)| {
            places.entry(unit).or_insert(id);
        });
        places
    }

    /// Whether an event, that has this key, stands on an entry.
    pub fn is_on(&self, id: EntryId, key: &str, event: &Event) -> bool {
        self.units(id)
            .iter()
            .any(|unit| unit.key == key && unit.on == event.on.text)
    }

    /// What was moved to another section since, with the entry that it was found on.
    pub fn moved(&self) -> &[(Unit, EntryId)] {
        &self.moved
    }

    /// Whether an entry is one of several with its text, and nothing tells which of them was meant.
    pub fn is_doubtful(&self, id: EntryId) -> bool {
        self.doubtful.contains(&id)
    }

    /// Whether an answer was made on what version 0.1.0 called an entry that was found by that name.
    pub(super) fn is_on_earlier(&self, id: EntryId, on: &On) -> bool {
        self.earlier.get(&id) == Some(on)
    }

    /// What version 0.1.0 called an entry that was found by that name.
    pub(super) fn earlier(&self, id: EntryId) -> Option<&On> {
        self.earlier.get(&id)
    }

    /// What fits nowhere.
    pub fn unmatched(&self) -> &[Unit] {
        &self.unmatched
    }

    /// The key to write the next event of an entry under: its own where marks of that name stand on it, else one
    /// that it has, else its own name, numbered where something else carries that.
    pub(super) fn home(&self, id: EntryId, checklist: &Checklist, progress: &Progress) -> String {
        let own = checklist.key(id);
        // Where marks with the text that the entry has now were found on it, its next ones are beside them.
        let is_its = |unit: &&Unit| {
            unit.on == checklist.name(id) || !legacy::is_anothers(checklist, &unit.key, id)
        };
        let mut units = self.units(id).iter().filter(is_its);
        let first = units.next();
        match first
            .into_iter()
            .chain(units)
            .find(|unit| unit.key == own)
            .or(first)
        {
            Some(unit) => unit.key.clone(),
            None => free_key(own, id, checklist, progress),
        }
    }

    /// Marks of this unit stand on an entry from now on.
    pub(super) fn take(&mut self, id: EntryId, unit: Unit) {
        if !self.units[id.0].contains(&unit) {
            self.units[id.0].push(unit);
        }
    }

    /// Somebody said that this is the one that was meant.
    pub(super) fn settle(&mut self, id: EntryId) {
        self.doubtful.remove(&id);
    }
}

/// A name that is carried neither by marks nor by another entry.
fn free_key(own: String, id: EntryId, checklist: &Checklist, progress: &Progress) -> String {
    // What only a later version knows is placed nowhere, so it is no other entry's.
    let is_unmarked = |key: &String| {
        let mut events = progress.entries.get(key).into_iter().flatten();
        events.all(|event| event.change.register() == RegisterOf::Unknown)
            && !legacy::is_anothers(checklist, key, id)
    };
    if is_unmarked(&own) {
        return own;
    }
    let others = checklist.by_key();
    let is_free = |key: &String| is_unmarked(key) && !others.contains_key(key);
    let mut key = own.clone();
    for number in 2.. {
        key = format!("{own}#{number}");
        if is_free(&key) {
            break;
        }
    }
    key
}

/// Whether events of a unit hold an answer that still stands.
fn says_anything(events: &[&Event]) -> bool {
    !Marks::fold(events.iter().copied()).is_empty()
}

#[cfg(test)]
mod tests;
