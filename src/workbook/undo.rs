//! Steps: the events of a change, and undoing them.

use std::collections::{HashMap, HashSet};

use super::edit::Refusal;
use super::{MarkGroup, Workbook};
use crate::checklist::EntryId;
use crate::progress::{Change, DOCUMENT, Event, On, Stamp, standing_beside};

/// A change that was made, and can be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The units that were changed.
    pub(super) units: Vec<MarkGroup>,
    pub(super) parts: Vec<StepEvent>,
}

impl Step {
    /// Returns whether more than one change was made.
    pub fn is_of_several(&self) -> bool {
        self.units.len() > 1
    }

    /// Rewrites the event ids of this step after a later step was undone, so that steps on one register can be undone
    /// in sequence.
    pub fn follow(&mut self, undone: &Step, again: &Step) {
        for part in &undone.parts {
            let Some(new) = again
                .parts
                .iter()
                .find(|new| new.before.contains(&part.event))
            else {
                continue;
            };
            for earlier in self
                .parts
                .iter_mut()
                .filter(|earlier| part.before.contains(&earlier.event))
            {
                (earlier.key, earlier.on, earlier.event) =
                    (new.key.clone(), new.on.clone(), new.event.clone());
            }
        }
    }
}

/// The change that restores a register, and the entry it was made on.
pub(super) type Back = (Change, On);

/// One event of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StepEvent {
    /// The key of the event.
    pub(super) key: String,
    /// The entry that it was made on.
    pub(super) on: On,
    /// Id of the event.
    event: String,
    /// Ids of the events that it replaced.
    before: Vec<String>,
    /// The way back; `None` after a conflict.
    back: Option<Back>,
}

impl Workbook {
    /// Undoes a step by adding events that restore its registers. Returns them as a step, whose undo is redo.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] if somebody changed the same register since; nothing is replaced silently.
    pub fn undo(&mut self, step: &Step, stamp: &Stamp) -> Result<Step, Refusal> {
        let places = self.matching.places();
        let place_of = |part: &StepEvent| {
            places
                .get(&(part.key.as_str(), part.on.text.as_str()))
                .copied()
        };
        let backs = step
            .parts
            .iter()
            .map(|part| self.way_back(part, place_of(part)));
        let backs = backs.collect::<Result<Vec<_>, _>>()?;
        let mut parts = Vec::new();
        for (part, ((back, on), again)) in step.parts.iter().zip(backs).rev() {
            let replaces = vec![part.event.clone()];
            // What was answered in bulk still was, after undo and redo.
            self.act = self.act_of_events(&part.key, &part.before);
            parts.push(self.add(part.key.clone(), on, back, replaces, again, stamp));
        }
        self.act = None;
        // Restored marks match as they did before, with the same doubts.
        self.absorb_own();
        Ok(Step {
            units: step.units.clone(),
            parts,
        })
    }

    /// The changes that undo and redo the event of a part.
    fn way_back(
        &self,
        part: &StepEvent,
        entry: Option<EntryId>,
    ) -> Result<(Back, Option<Back>), Refusal> {
        let beside: Vec<&Event> = match entry {
            Some(id) => self.events(id).map(|(_, event, _)| event).collect(),
            None => self
                .progress
                .entries
                .get(&part.key)
                .into_iter()
                .flatten()
                .collect(),
        };
        let own = beside.iter().find(|event| event.id == part.event);
        let on = || match own.and_then(|event| self.register_of_document(event.change.register())) {
            Some(about) if part.key == DOCUMENT => self.name_of(None, &about),
            Some(_) | None => part.on.text.clone(),
        };
        let standing = standing_beside(beside.iter().copied(), &part.event);
        if let Some(other) = standing.iter().find(|event| event.id != part.event) {
            return Err(Refusal::ChangedSince {
                by: other.by.clone(),
                on: on(),
            });
        }
        let Some(back) = part.back.clone() else {
            return Err(Refusal::WasConflict { on: on() });
        };
        Ok((
            back,
            own.map(|event| (event.change.clone(), event.on.clone())),
        ))
    }

    /// The entry that a step changed, or the nearest that contains all of them; `None` if they are unmatched, or have
    /// no common ancestor.
    pub fn changed_by(&self, step: &Step) -> Option<EntryId> {
        let places = self.matching.places();
        let mut ids = step
            .units
            .iter()
            .filter_map(|unit| places.get(&(unit.key.as_str(), unit.on.as_str())));
        let first = *ids.next()?;
        ids.try_fold(first, |held, &id| self.checklist.holding(held, id))
    }

    /// The entry that the marks on this text under this key match.
    pub fn entry_of(&self, key: &str, on: &str) -> Option<EntryId> {
        let is_it = |unit: &MarkGroup| unit.key == key && unit.on == on;
        self.checklist
            .ids()
            .find(|&id| self.matching.units(id).iter().any(is_it))
    }

    /// Joins several steps into one. Of a register that was changed twice, only the last event is undone, back to the
    /// value before the first.
    pub(super) fn combined(&self, steps: Vec<Step>) -> Option<Step> {
        let mut units: Vec<MarkGroup> = Vec::new();
        let mut parts: Vec<Option<StepEvent>> = Vec::new();
        let mut by_event: HashMap<(String, String), usize> = HashMap::new();
        for step in steps {
            units.extend(step.units);
            for mut part in step.parts {
                let earlier = self
                    .replaced_by(&part)
                    .find_map(|id| by_event.remove(&(part.key.clone(), id)));
                if let Some(earlier) = earlier.and_then(|at| parts[at].take()) {
                    (part.back, part.before) = (earlier.back, earlier.before);
                }
                by_event.insert((part.key.clone(), part.event.clone()), parts.len());
                parts.push(Some(part));
            }
        }
        let parts: Vec<StepEvent> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then_some(Step { units, parts })
    }

    /// The ids that the event of a part replaces.
    fn replaced_by(&self, part: &StepEvent) -> impl Iterator<Item = String> + use<> {
        let events = self
            .progress
            .entries
            .get(&part.key)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let event = events.iter().find(|event| event.id == part.event);
        event
            .map(|event| event.replaces.clone())
            .unwrap_or_default()
            .into_iter()
    }

    /// The number of items whose state these steps changed.
    pub(super) fn changed_states(&self, steps: &[Step]) -> usize {
        let parts = steps.iter().flat_map(|step| &step.parts);
        let is_state = |part: &&StepEvent| {
            let events = self.progress.entries.get(&part.key).into_iter().flatten();
            let event = events.rev().find(|event| event.id == part.event);
            event.is_some_and(|event| matches!(event.change, Change::State { .. }))
        };
        let items: HashSet<(&str, &str)> = parts
            .filter(is_state)
            .map(|part| (part.key.as_str(), part.on.text.as_str()))
            .collect();
        items.len()
    }

    /// Removes the events of steps that were never saved.
    pub(super) fn forget(&mut self, steps: &[Step]) {
        for part in steps.iter().flat_map(|step| &step.parts) {
            if let Some(events) = self.progress.entries.get_mut(&part.key) {
                events.retain(|event| event.id != part.event);
                if events.is_empty() {
                    self.progress.entries.remove(&part.key);
                }
            }
        }
        self.absorb_own();
    }

    pub(super) fn step(&self, entry: EntryId, parts: Vec<StepEvent>) -> Step {
        let on = self.checklist.name(entry).into_owned();
        let key = self
            .matching
            .units(entry)
            .first()
            .map(|unit| unit.key.clone())
            .unwrap_or_default();
        Step {
            units: vec![MarkGroup { key, on }],
            parts,
        }
    }

    /// Adds an event to an entry and folds its marks again.
    pub(super) fn write(
        &mut self,
        entry: EntryId,
        change: Change,
        replaces: Vec<String>,
        back: Option<Back>,
        stamp: &Stamp,
    ) -> StepEvent {
        let key = self
            .matching
            .key_for_marks(entry, &self.checklist, &self.progress);
        self.write_under(key, entry, change, replaces, back, stamp)
    }

    /// Adds an event to an entry under one of its keys, and folds its marks again.
    pub(super) fn write_under(
        &mut self,
        key: String,
        entry: EntryId,
        change: Change,
        replaces: Vec<String>,
        back: Option<Back>,
        stamp: &Stamp,
    ) -> StepEvent {
        let on = self.on_for(entry, &change);
        let unit = MarkGroup {
            key: key.clone(),
            on: on.text.clone(),
        };
        self.matching.add_unit(entry, unit);
        let part = self.add(key, on, change, replaces, back, stamp);
        self.fold(entry);
        part
    }

    /// Adds an event.
    pub(super) fn add(
        &mut self,
        key: String,
        on: On,
        change: Change,
        replaces: Vec<String>,
        back: Option<Back>,
        stamp: &Stamp,
    ) -> StepEvent {
        let event = Event::new(&key, stamp, on.clone(), replaces.clone(), change);
        let mut event = event.in_act(&key, self.act.clone());
        let events = self
            .progress
            .entries
            .get(&key)
            .map(Vec::as_slice)
            .unwrap_or_default();
        // The same note twice within a millisecond is two notes.
        while events.iter().any(|other| other.id == event.id) {
            event.id.push('+');
        }
        let id = event.id.clone();
        self.progress.add(&key, event);
        StepEvent {
            key,
            on,
            event: id,
            before: replaces,
            back,
        }
    }

    /// Matches and folds everything again, after a change that may move marks.
    pub(super) fn absorb_own(&mut self) {
        let (checklist, progress) = (
            std::mem::take(&mut self.checklist),
            std::mem::take(&mut self.progress),
        );
        // Own changes are sound, so nothing has to be checked again.
        let (unsound, act) = (std::mem::take(&mut self.unsound), self.act.take());
        *self = Workbook {
            act,
            unsound,
            ..Workbook::new(checklist, progress)
        };
    }
}
