//! A person's own placing: putting on an entry what found no place, or dismissing it.

use super::edit::Refusal;
use super::place::{is_anothers, is_as_remembered, is_its_by_name, remembered};
use super::step::Part;
use super::{Step, Unit, Unplaced, Workbook};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Change, Event, Home, Marks, On, Register, Stamp, standing};

impl Workbook {
    /// Who answers on one of several equal entries says that this is the one that was meant.
    pub(super) fn settle_place(&mut self, entry: EntryId, stamp: &Stamp) -> Vec<Part> {
        if !self.placing.is_doubtful(entry) {
            return Vec::new();
        }
        let units = self.placing.units(entry).to_vec();
        self.placing.settle(entry);
        units
            .iter()
            .map(|unit| self.place_on(entry, unit, stamp))
            .collect()
    }

    /// Says where marks belong that are about to be made, unless an entry that is as it is now is found for them
    /// anyway.
    pub(super) fn pin(&mut self, entry: EntryId, unit: &Unit, stamp: &Stamp) -> Option<Part> {
        let stands_there = self.placing.units(entry).contains(unit) && self.speaks(unit);
        let is_found =
            (stands_there && self.is_found_as_now(entry, unit)) || self.is_sure(entry, unit);
        self.placing.take(entry, unit.clone());
        (!is_found).then(|| self.place_on(entry, unit, stamp))
    }

    fn is_sure(&self, entry: EntryId, unit: &Unit) -> bool {
        unit.key == self.checklist.key(entry)
            && unit.on == self.checklist.name(entry)
            && !is_anothers(&self.checklist, &unit.key, entry)
    }

    /// Whether marks that are on an entry are found there by what they remember already, or by the name that version
    /// 0.1.0 gave it: of several with one text, what is remembered next may lead elsewhere.
    fn is_found_as_now(&self, entry: EntryId, unit: &Unit) -> bool {
        let events = self
            .progress
            .entries
            .get(&unit.key)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let of_unit = || {
            standing(events)
                .into_iter()
                .filter(|event| event.on.text == unit.on)
        };
        let is_alone =
            self.checklist.namesakes(entry) == 1 && of_unit().all(|event| event.on.among == 1);
        let is_as_now =
            remembered(of_unit()).is_some_and(|on| is_as_remembered(&self.checklist, entry, on));
        if unit.on == self.checklist.name(entry) && is_anothers(&self.checklist, &unit.key, entry) {
            // They would be taken for the marks of that other entry, did nobody say where they belong.
            return is_as_now && of_unit().any(|event| self.is_home(&event.change, entry));
        }
        let is_by_earlier_name = unit.on == self.checklist.name(entry)
            && is_its_by_name(&self.checklist, &unit.key, entry);
        is_alone || is_by_earlier_name || is_as_now
    }

    /// Whether this says that marks belong on an entry, by the names that it has now.
    fn is_home(&self, change: &Change, entry: EntryId) -> bool {
        let Change::Place {
            home: Some(Home::Entry { key, on }),
        } = change
        else {
            return false;
        };
        *key == self.checklist.key(entry) && on.text == self.checklist.name(entry)
    }

    /// Whether anything of these marks stands.
    fn speaks(&self, unit: &Unit) -> bool {
        let events = self
            .progress
            .entries
            .get(&unit.key)
            .map(Vec::as_slice)
            .unwrap_or_default();
        standing(events)
            .iter()
            .any(|event| event.on.text == unit.on && !Marks::fold([*event]).is_empty())
    }

    /// Says that the marks of a unit belong on an entry. Beside the text that they were made on, the event remembers
    /// what is under and above that entry.
    fn place_on(&mut self, entry: EntryId, unit: &Unit, stamp: &Stamp) -> Part {
        let home = Home::Entry {
            key: self.checklist.key(entry),
            on: self.on(entry),
        };
        let body = Some(self.checklist.body(entry).to_owned());
        let section = Some(self.checklist.place_of(entry).to_owned());
        self.place(
            unit,
            home,
            On {
                body,
                section,
                ..On::once(&unit.on)
            },
            stamp,
        )
    }

    /// Says where the marks of a unit belong.
    fn place(&mut self, unit: &Unit, home: Home, on: On, stamp: &Stamp) -> Part {
        let events = self
            .progress
            .entries
            .get(&unit.key)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let said: Vec<&Event> = standing(events)
            .into_iter()
            .filter(|event| {
                matches!(event.change, Change::Place { .. }) && event.on.text == unit.on
            })
            .collect();
        let replaces = said.iter().map(|event| event.id.clone()).collect();
        let back = match said.as_slice() {
            [] => Some((Change::Place { home: None }, On::once(&unit.on))),
            [only] => Some((only.change.clone(), only.on.clone())),
            _ => None,
        };
        self.add(
            unit.key.clone(),
            on,
            Change::Place { home: Some(home) },
            replaces,
            back,
            stamp,
        )
    }

    pub(super) fn put(
        &mut self,
        what: &Unplaced,
        entry: EntryId,
        stamp: &Stamp,
    ) -> Result<Step, Refusal> {
        let of = self.checklist.entry(entry);
        let (text, line) = (of.legible().into_owned(), of.line);
        let Some((from, slug)) = &what.blank else {
            if !what.marks.state.is_silent() && !of.can_be_ticked() {
                return Err(Refusal::NoBox { text, line });
            }
            let part = self.place_on(entry, &what.unit, stamp);
            self.absorb_own();
            return Ok(Step {
                units: vec![what.unit.clone()],
                parts: vec![part],
            });
        };
        let is_empty = |blank: &BlankId| self.register(*blank).is_none_or(Register::is_silent);
        let empty = self.checklist.blanks_of(entry).find(is_empty);
        let value = what
            .marks
            .blanks
            .get(slug)
            .and_then(Register::value)
            .cloned();
        let (Some(blank), Some(value)) = (empty, value) else {
            return Err(Refusal::NoEmptyBlank { text, line });
        };
        let mut parts = self
            .fill(blank, value, stamp)
            .map(|step| step.parts)
            .unwrap_or_default();
        parts.extend(self.take_back(*from, slug, stamp));
        self.absorb_own();
        Ok(self.step(entry, parts))
    }

    pub(super) fn dismiss(&mut self, what: &Unplaced, stamp: &Stamp) -> Step {
        let parts = match &what.blank {
            None => vec![self.place(&what.unit, Home::Nowhere, On::once(&what.unit.on), stamp)],
            Some((from, slug)) => self.take_back(*from, slug, stamp),
        };
        self.absorb_own();
        Step {
            units: vec![what.unit.clone()],
            parts,
        }
    }

    /// Clears a value whose blank is gone.
    fn take_back(&mut self, entry: EntryId, slug: &str, stamp: &Stamp) -> Vec<Part> {
        let register = self.marks(entry).blanks.get(slug);
        let blank = |value| Change::Blank {
            blank: slug.to_owned(),
            value,
            carried: None,
        };
        let back = register.filter(|register| !register.is_conflict());
        let back = back.map(|register| (blank(register.value().cloned()), self.on(entry)));
        let replaces = register.map(Register::ids).unwrap_or_default();
        self.write(entry, blank(None), replaces, back, stamp)
    }
}
