//! Matching: finds the entry that the marks of each key belong to, in a document that may have been edited since.
//!
//! A [`MarkGroup`] is matched: the marks that were made on one text under one key. An entry with the same key and text is
//! certain; of several with one text, it has to be under the same headings, with the same blocks under it. Then come
//! the same text elsewhere (it was moved), and the same key or a similar text near the old place (it was changed).
//! Everything else is unmatched: kept, and shown. An answer needs confirming wherever the match is not certain.

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
pub struct MarkGroup {
    /// The key.
    pub key: String,
    /// The text of the entry.
    pub on: String,
}

/// The entries by key and text of their units.
pub(super) type EntryByText<'a> = HashMap<(&'a str, &'a str), EntryId>;

/// The matches of a progress with the entries of a checklist.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matching {
    /// The units of each entry.
    units: Vec<Vec<MarkGroup>>,
    /// The units that moved to another section, with their entries.
    moved: Vec<(MarkGroup, EntryId)>,
    /// The entries that are one of several with their text, where it is unclear which was meant.
    doubtful: HashSet<EntryId>,
    /// The old names of the entries that were matched by their names in version 0.1.0.
    earlier: HashMap<EntryId, On>,
    /// The units without a match.
    unmatched: Vec<MarkGroup>,
}

impl Matching {
    /// Matches progress with a checklist; deterministic.
    pub fn of(checklist: &Checklist, progress: &Progress) -> Matching {
        if progress.is_empty() {
            return Matching {
                units: vec![Vec::new(); checklist.entries().len()],
                ..Matching::default()
            };
        }
        Matcher::new(checklist, progress).place()
    }

    /// The units of an entry.
    pub fn units(&self, id: EntryId) -> &[MarkGroup] {
        &self.units[id.0]
    }

    /// Every matched unit, with its entry.
    pub(super) fn places(&self) -> EntryByText<'_> {
        let units = self.units.iter().enumerate().flat_map(|(at, units)| {
            units
                .iter()
                .map(move |unit| ((unit.key.as_str(), unit.on.as_str()), EntryId(at)))
        });
        // Should a unit ever match two entries, the first one counts.
        let mut places = EntryByText::new();
        units.for_each(|(unit, id)| {
            places.entry(unit).or_insert(id);
        });
        places
    }

    /// Returns whether an event under this key belongs to an entry.
    pub fn is_on(&self, id: EntryId, key: &str, event: &Event) -> bool {
        self.units(id)
            .iter()
            .any(|unit| unit.key == key && unit.on == event.on.text)
    }

    /// The units that moved to another section, with their entries.
    pub fn moved(&self) -> &[(MarkGroup, EntryId)] {
        &self.moved
    }

    /// Returns whether an entry is one of several with its text, where it is unclear which was meant.
    pub fn is_doubtful(&self, id: EntryId) -> bool {
        self.doubtful.contains(&id)
    }

    /// Returns whether an answer was made on the old name of an entry that was matched by its name in version 0.1.0.
    pub(super) fn is_on_earlier(&self, id: EntryId, on: &On) -> bool {
        self.earlier.get(&id) == Some(on)
    }

    /// The old name of an entry that was matched by its name in version 0.1.0.
    pub(super) fn earlier(&self, id: EntryId) -> Option<&On> {
        self.earlier.get(&id)
    }

    /// The units without a match.
    pub fn unmatched(&self) -> &[MarkGroup] {
        &self.unmatched
    }

    /// The key for the next event of an entry: its own if it has marks under it, else that of other marks on it, else
    /// its own, with a number if the key is taken.
    pub(super) fn key_for_marks(
        &self,
        id: EntryId,
        checklist: &Checklist,
        progress: &Progress,
    ) -> String {
        let own = checklist.key(id);
        // If marks with the entry's current text match it, the next ones go beside them.
        let is_its = |unit: &&MarkGroup| {
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

    /// Adds a unit to an entry.
    pub(super) fn add_unit(&mut self, id: EntryId, unit: MarkGroup) {
        if !self.units[id.0].contains(&unit) {
            self.units[id.0].push(unit);
        }
    }

    /// Marks the match of an entry as certain.
    pub(super) fn set_certain(&mut self, id: EntryId) {
        self.doubtful.remove(&id);
    }
}

/// A key that neither marks nor another entry has.
fn free_key(own: String, id: EntryId, checklist: &Checklist, progress: &Progress) -> String {
    // Events that only a newer version knows match nothing, so they take no key.
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

/// Returns whether events of a unit hold a current answer.
fn has_answer(events: &[&Event]) -> bool {
    !Marks::fold(events.iter().copied()).is_empty()
}

#[cfg(test)]
mod tests;
