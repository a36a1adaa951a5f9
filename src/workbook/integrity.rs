//! Events that can't be trusted: altered, written by hand, or replacing events that are missing. One that counts is a
//! blocker until somebody reviews it and answers again.

use std::collections::{HashMap, HashSet};

use super::{MarkGroup, RegisterId, Workbook};
use crate::checklist::EntryId;
use crate::progress::{AnyRegister, Checked, DOCUMENT, Event, Register, RegisterOf, standing};

/// The reason why an event can't be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unsound {
    /// Its content isn't what its id was made from.
    Altered,
    /// gonogo didn't make its id, so its content can't be checked.
    Handmade,
    /// A kind of change that this version doesn't know, with an id that it can't check.
    Unknown,
    /// It replaces events that aren't in the file.
    Orphaned,
}

/// The events that can't be trusted, by the key of their entry and their id.
#[derive(Debug, Clone, Default)]
pub(super) struct Unsounds(HashMap<String, HashMap<String, Unsound>>);

impl Unsound {
    /// The flaws of an event on the entry of `key`, where `all` are the ids in the file.
    pub(super) fn of(
        key: &str,
        event: &Event,
        all: &HashSet<&str>,
    ) -> impl Iterator<Item = Unsound> + use<> {
        let checked = match event.checked(key) {
            Checked::AsMade => None,
            Checked::Altered => Some(Unsound::Altered),
            Checked::Handmade => Some(Unsound::Handmade),
            Checked::Unknown => Some(Unsound::Unknown),
        };
        let is_orphan = event.replaces.iter().any(|id| !all.contains(id.as_str()));
        checked
            .into_iter()
            .chain(is_orphan.then_some(Unsound::Orphaned))
    }
}

impl Unsounds {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, key: &str, id: &str) -> Option<Unsound> {
        self.0.get(key)?.get(id).copied()
    }

    fn has(&self, id: &str) -> bool {
        self.0.values().any(|events| events.contains_key(id))
    }
}

impl Workbook {
    /// The events that can't be trusted. Every id is computed again, so this is done once: own changes are sound.
    pub(super) fn unsound(&self) -> &Unsounds {
        self.unsound.get_or_init(|| {
            let all: HashSet<&str> = self
                .progress
                .events()
                .map(|(_, event)| event.id.as_str())
                .collect();
            let mut found = Unsounds::default();
            for (key, event) in self.progress.events() {
                if let Some(first) = Unsound::of(key, event, &all).next() {
                    found
                        .0
                        .entry(key.to_owned())
                        .or_default()
                        .insert(event.id.clone(), first);
                }
            }
            found
        })
    }

    /// The registers of an entry whose answers can't be trusted, without signatures: those are void.
    pub(super) fn unsound_at(&self, id: EntryId) -> Vec<(RegisterId, Unsound)> {
        if self.unsound().is_empty() {
            return Vec::new();
        }
        let marks = self.marks(id);
        let mut found: Vec<(RegisterId, Option<Unsound>)> = Vec::new();
        for (key, register) in marks.registers() {
            let about = self.register_of(id, key);
            // Signatures that can't be trusted are void, and the go-live time is of the document.
            let about = about.filter(|it| !matches!(it, RegisterId::Signed(_) | RegisterId::Live));
            found.extend(about.map(|about| (about, self.unsound_register(id, register))));
        }
        let mut notes = marks.notes.iter();
        found.push((
            RegisterId::Note,
            notes.find_map(|it| self.unsound_answer(id, &it.id, &it.on.text)),
        ));
        let mut unknown = self
            .history(id)
            .into_iter()
            .filter(|event| event.change.register() == RegisterOf::Unknown);
        let unknown = unknown.find_map(|event| self.unsound_answer(id, &event.id, &event.on.text));
        found.push((RegisterId::State, unknown));
        found
            .into_iter()
            .filter_map(|(about, unsound)| Some((about, unsound?)))
            .collect()
    }

    /// The reason why the answers in a register of an entry can't be trusted.
    pub(super) fn unsound_in<T: PartialEq + ToString>(
        &self,
        id: EntryId,
        register: &Register<T>,
    ) -> Option<Unsound> {
        self.unsound_register(id, register)
    }

    fn unsound_register(&self, id: EntryId, register: &dyn AnyRegister) -> Option<Unsound> {
        if self.unsound().is_empty() {
            return None;
        }
        let answers = register.answers();
        answers
            .iter()
            .find_map(|answer| self.unsound_answer(id, answer.id, &answer.on.text))
    }

    /// The reason why an answer on an entry can't be trusted: its event, or the event that moved it there.
    pub(super) fn unsound_answer(&self, id: EntryId, event: &str, on: &str) -> Option<Unsound> {
        if self.unsound().is_empty() {
            return None;
        }
        let units = self.matching.units(id);
        let itself = units
            .iter()
            .find_map(|unit| self.unsound().get(&unit.key, event));
        let place = || {
            units
                .iter()
                .filter(|unit| unit.on == on)
                .find_map(|unit| self.unsound_place(unit))
        };
        itself.or_else(place)
    }

    /// The reason why the move of these marks can't be trusted.
    fn unsound_place(&self, unit: &MarkGroup) -> Option<Unsound> {
        let events = self.progress.entries.get(&unit.key)?;
        let is_of_unit = |event: &&Event| event.change.is_match() && event.on.text == unit.on;
        let mut places = standing(events).into_iter().filter(is_of_unit);
        places.find_map(|event| self.unsound().get(&unit.key, &event.id))
    }

    /// The registers of the document whose answers can't be trusted: the go-live time, a variable or its link, or one of
    /// a newer version. Of variables that the document no longer has, nothing counts.
    pub(super) fn unsound_of_document(&self) -> Vec<(RegisterId, Unsound)> {
        if self.unsound().is_empty() {
            return Vec::new();
        }
        let unsound = |id: &str| self.unsound().get(DOCUMENT, id);
        let known = self.document.registers().filter_map(|(key, register)| {
            let about = self.register_of_document(key)?;
            let answers = register.answers();
            Some((about, answers.iter().find_map(|answer| unsound(answer.id))))
        });
        let events = self.progress.entries.get(DOCUMENT).into_iter().flatten();
        let mut unknown = events.filter(|event| event.change.register() == RegisterOf::Unknown);
        let unknown = unknown.find_map(|event| unsound(&event.id));
        known
            .chain([(RegisterId::State, unknown)])
            .filter_map(|(about, unsound)| Some((about, unsound?)))
            .collect()
    }

    /// Returns whether any of these events can't be trusted.
    pub(super) fn is_any_unsound(&self, ids: &[String]) -> bool {
        !self.unsound().is_empty() && ids.iter().any(|id| self.unsound().has(id))
    }
}
