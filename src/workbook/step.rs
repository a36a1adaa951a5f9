//! Steps: the events that a change wrote, and the way back from them.

use super::edit::Refusal;
use super::{Unit, Workbook};
use crate::checklist::EntryId;
use crate::progress::{Change, Event, On, Stamp, standing_beside};

/// A change that was made, with what it takes to undo it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Key and text of the entry that was changed.
    pub(super) unit: Unit,
    pub(super) parts: Vec<Part>,
}

/// What puts a register back, and what that was said of.
pub(super) type Back = (Change, On);

/// One event of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Key that the event stands under.
    key: String,
    /// What it was made on.
    on: On,
    /// Id of the event.
    event: String,
    /// The way back; nothing where a conflict stood there.
    back: Option<Back>,
}

impl Workbook {
    /// Undoes a step by writing events that put its registers back, and returns that as a step: undoing that one
    /// is redo.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] where somebody has changed the same thing since; nothing is overruled silently.
    pub fn undo(&mut self, step: &Step, stamp: &Stamp) -> Result<Step, Refusal> {
        let mut backs = Vec::new();
        for part in &step.parts {
            backs.push(self.way_back(part)?);
        }
        let mut parts = Vec::new();
        for (part, ((back, on), again)) in step.parts.iter().zip(backs).rev() {
            if let Some(entry) = self.entry_of(&part.key, &part.on.text) {
                let unit = Unit { key: part.key.clone(), on: on.text.clone() };
                parts.extend(self.pin(entry, &unit, stamp));
            }
            let replaces = vec![part.event.clone()];
            parts.push(self.add(part.key.clone(), on, back, replaces, again, stamp));
        }
        self.absorb_own();
        Ok(Step { unit: step.unit.clone(), parts })
    }

    /// What puts the register of an event back, and what does the same again.
    fn way_back(&self, part: &Part) -> Result<(Back, Option<Back>), Refusal> {
        let beside: Vec<&Event> = match self.entry_of(&part.key, &part.on.text) {
            Some(id) => self.events(id).map(|(_, event, _)| event).collect(),
            None => self.progress.entries.get(&part.key).into_iter().flatten().collect(),
        };
        let on = || part.on.text.clone();
        let standing = standing_beside(beside.iter().copied(), &part.event);
        if let Some(other) = standing.iter().find(|event| event.id != part.event) {
            return Err(Refusal::ChangedSince { by: other.by.clone(), on: on() });
        }
        let Some(back) = part.back.clone() else { return Err(Refusal::WasConflict { on: on() }) };
        let own = beside.iter().find(|event| event.id == part.event);
        Ok((back, own.map(|event| (event.change.clone(), event.on.clone()))))
    }

    /// The entry that the marks made on this text under this key stand on.
    fn entry_of(&self, key: &str, on: &str) -> Option<EntryId> {
        let is_it = |unit: &Unit| unit.key == key && unit.on == on;
        self.checklist.ids().find(|&id| self.placing.units(id).iter().any(is_it))
    }

    /// The entry that a step changed; nothing where the document does not have it any more.
    pub fn changed_by(&self, step: &Step) -> Option<EntryId> {
        self.entry_of(&step.unit.key, &step.unit.on)
    }

    pub(super) fn step(&self, entry: EntryId, parts: Vec<Part>) -> Step {
        let on = self.checklist.name(entry).into_owned();
        let key = self.placing.units(entry).first().map(|unit| unit.key.clone()).unwrap_or_default();
        Step { unit: Unit { key, on }, parts }
    }

    /// Adds an event to an entry and folds it anew. Where the next opening might find another entry for it, the
    /// event is not alone: another says where it belongs.
    pub(super) fn write(
        &mut self,
        entry: EntryId,
        change: Change,
        replaces: Vec<String>,
        back: Option<Back>,
        stamp: &Stamp,
    ) -> Vec<Part> {
        let key = self.placing.home(entry, &self.checklist, &self.progress);
        self.write_under(key, entry, change, replaces, back, stamp)
    }

    /// Adds an event to an entry under a key that stands on it, and folds it anew.
    pub(super) fn write_under(
        &mut self,
        key: String,
        entry: EntryId,
        change: Change,
        replaces: Vec<String>,
        back: Option<Back>,
        stamp: &Stamp,
    ) -> Vec<Part> {
        let on = self.on(entry);
        let mut parts = Vec::new();
        parts.extend(self.pin(entry, &Unit { key: key.clone(), on: on.text.clone() }, stamp));
        parts.push(self.add(key, on, change, replaces, back, stamp));
        self.fold(entry);
        parts
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
    ) -> Part {
        let mut event = Event::new(&key, stamp, on.clone(), replaces, change);
        let events = self.progress.entries.get(&key).map(Vec::as_slice).unwrap_or_default();
        // The same note twice within a millisecond is meant twice.
        while events.iter().any(|other| other.id == event.id) {
            event.id.push('+');
        }
        let id = event.id.clone();
        self.progress.add(&key, event);
        Part { key, on, event: id, back }
    }

    /// Places and folds everything anew, after something that may change where marks stand.
    pub(super) fn absorb_own(&mut self) {
        let (checklist, progress) = (std::mem::take(&mut self.checklist), std::mem::take(&mut self.progress));
        *self = Workbook::new(checklist, progress);
    }
}
