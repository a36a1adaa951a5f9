//! Manual matches: moving unmatched marks to an entry, or dropping them.

use std::collections::BTreeSet;

use super::edit::Refusal;
use super::matching::is_anothers;
use super::undo::StepEvent;
use super::{MarkGroup, Missing, Step, Unmatched, Workbook};
use crate::checklist::{BlankId, EntryId};
use crate::progress::{Change, DOCUMENT, Event, ManualMatch, Marks, On, Register, Stamp, standing};

impl Workbook {
    /// Records which of several equal entries is meant, when somebody answers there.
    pub(super) fn settle_match(&mut self, entry: EntryId, stamp: &Stamp) -> Vec<StepEvent> {
        if !self.matching.is_doubtful(entry) {
            return Vec::new();
        }
        let units = self.matching.units(entry).to_vec();
        self.matching.set_certain(entry);
        units
            .iter()
            .map(|unit| self.match_to(entry, unit, stamp))
            .collect()
    }

    /// Makes sure that the events of a step match the entries they were made on when the file is opened next. Where
    /// they would match another entry, the step records a manual match.
    pub(super) fn keep_in_place(&mut self, mut step: Step, stamp: &Stamp) -> Step {
        let written = step.parts.iter().map(|part| MarkGroup {
            key: part.key.clone(),
            on: part.on.text.clone(),
        });
        let unsure: BTreeSet<MarkGroup> = written
            .filter(|unit| unit.key != DOCUMENT && !self.is_sure(unit))
            .collect();
        if unsure.is_empty() {
            return step;
        }
        let places = self.matching.places();
        let entry_of =
            |unit: &MarkGroup| places.get(&(unit.key.as_str(), unit.on.as_str())).copied();
        let meant: Vec<(EntryId, MarkGroup)> = unsure
            .into_iter()
            .filter_map(|unit| Some((entry_of(&unit)?, unit)))
            .collect();
        self.absorb_own();
        let is_kept = |(entry, unit): &(EntryId, MarkGroup)| {
            self.matching.units(*entry).contains(unit) && !self.matching.is_doubtful(*entry)
        };
        let strayed: Vec<(EntryId, MarkGroup)> = meant
            .into_iter()
            .filter(|meant| !is_kept(meant) && self.speaks(&meant.1))
            .collect();
        for (entry, unit) in &strayed {
            step.parts.push(self.match_to(*entry, unit, stamp));
        }
        if !strayed.is_empty() {
            self.absorb_own();
        }
        step
    }

    /// Returns whether key and text of these marks lead to one entry only, so that nothing has to be matched.
    fn is_sure(&self, unit: &MarkGroup) -> bool {
        let Some(&entry) = self.checklist.by_key().get(&unit.key) else {
            return false;
        };
        let events = self.progress.entries.get(&unit.key).into_iter().flatten();
        self.matching.units(entry) == std::slice::from_ref(unit)
            && unit.on == self.checklist.name(entry)
            && self.checklist.namesakes(entry) == 1
            && !is_anothers(&self.checklist, &unit.key, entry)
            && events
                .filter(|event| event.on.text == unit.on)
                .all(|event| event.on.among == 1 && !event.change.is_match())
    }

    /// Returns whether any answer of these marks is current.
    fn speaks(&self, unit: &MarkGroup) -> bool {
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

    /// Moves the marks of a unit to an entry. The event also remembers the blocks under and the headings above that
    /// entry.
    fn match_to(&mut self, entry: EntryId, unit: &MarkGroup, stamp: &Stamp) -> StepEvent {
        let to = ManualMatch::Entry {
            key: self.checklist.key(entry),
            on: self.on(entry),
        };
        let body = Some(self.checklist.body(entry).to_owned());
        let section = Some(self.checklist.place_of(entry).to_owned());
        self.set_match(
            unit,
            to,
            On {
                body,
                section,
                ..On::once(&unit.on)
            },
            stamp,
        )
    }

    /// Sets the manual match of a unit.
    fn set_match(&mut self, unit: &MarkGroup, to: ManualMatch, on: On, stamp: &Stamp) -> StepEvent {
        let events = self
            .progress
            .entries
            .get(&unit.key)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let said: Vec<&Event> = standing(events)
            .into_iter()
            .filter(|event| event.change.is_match() && event.on.text == unit.on)
            .collect();
        let replaces = said.iter().map(|event| event.id.clone()).collect();
        let back = match said.as_slice() {
            [] => Some((Change::Match { to: None }, On::once(&unit.on))),
            [only] => Some((only.change.clone(), only.on.clone())),
            [_, _, ..] => None,
        };
        self.add(
            unit.key.clone(),
            on,
            Change::Match { to: Some(to) },
            replaces,
            back,
            stamp,
        )
    }

    pub(super) fn put(
        &mut self,
        what: &Unmatched,
        entry: EntryId,
        stamp: &Stamp,
    ) -> Result<Step, Refusal> {
        let of = self.checklist.entry(entry);
        match &what.missing {
            Missing::Blank(from, slug) => self.put_value(what, (*from, slug), entry, stamp),
            Missing::Variable(..) | Missing::Link(_) | Missing::Need(_) => {
                self.put_variable_on(what, entry, stamp)
            }
            Missing::Entry if !what.marks.state.is_silent() && !of.can_be_ticked() => {
                let (text, line) = (of.legible().into_owned(), of.line);
                Err(Refusal::NoBox { text, line })
            }
            Missing::Entry => {
                let part = self.match_to(entry, &what.unit, stamp);
                self.absorb_own();
                Ok(Step {
                    units: vec![what.unit.clone()],
                    parts: vec![part],
                })
            }
        }
    }

    /// Moves a value whose blank is gone to the first empty blank of an entry.
    fn put_value(
        &mut self,
        what: &Unmatched,
        (from, slug): (EntryId, &str),
        entry: EntryId,
        stamp: &Stamp,
    ) -> Result<Step, Refusal> {
        let is_empty = |blank: &BlankId| self.register(*blank).is_none_or(Register::is_silent);
        let empty = self.checklist.blanks_of(entry).find(is_empty);
        let value = what
            .marks
            .blanks
            .get(slug)
            .and_then(Register::value)
            .cloned();
        let (Some(blank), Some(value)) = (empty, value) else {
            let of = self.checklist.entry(entry);
            let (text, line) = (of.legible().into_owned(), of.line);
            return Err(Refusal::NoEmptyBlank { text, line });
        };
        let mut parts = self
            .fill(blank, value, stamp)
            .map(|step| step.parts)
            .unwrap_or_default();
        parts.extend(self.clear_blank(from, slug, stamp));
        self.absorb_own();
        Ok(self.step(entry, parts))
    }

    pub(super) fn dismiss(&mut self, what: &Unmatched, stamp: &Stamp) -> Step {
        let parts = match &what.missing {
            Missing::Entry => vec![self.set_match(
                &what.unit,
                ManualMatch::Dropped,
                On::once(&what.unit.on),
                stamp,
            )],
            Missing::Blank(from, slug) => self.clear_blank(*from, slug, stamp),
            Missing::Variable(..) | Missing::Link(_) | Missing::Need(_) => {
                self.clear_variable(what, stamp)
            }
        };
        self.absorb_own();
        Step {
            units: vec![what.unit.clone()],
            parts,
        }
    }

    /// Clears a value whose blank is gone.
    fn clear_blank(&mut self, entry: EntryId, slug: &str, stamp: &Stamp) -> Vec<StepEvent> {
        let register = self.marks(entry).blanks.get(slug);
        let blank = |value| Change::Blank {
            blank: slug.to_owned(),
            value,
            carried: None,
        };
        let back = register.filter(|register| !register.is_conflict());
        let back = back.map(|register| (blank(register.value().cloned()), self.on(entry)));
        let replaces = register.map(Register::ids).unwrap_or_default();
        vec![self.write(entry, blank(None), replaces, back, stamp)]
    }
}
