//! What found no place in the document: marks whose entry is gone, and values whose blank is. Nothing of it is
//! lost: it is shown until a person puts it on an entry or dismisses it.

use std::collections::BTreeMap;

use super::{Step, Told, Unit, Workbook};
use crate::checklist::{Checklist, EntryId};
use crate::progress::{Change, Home, Marks, Register, standing, who};

/// Marks without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// Under which key they stand, and the text that they were made on.
    pub unit: Unit,
    /// What they say.
    pub marks: Marks,
    /// The entry that they were placed on, and the label of the blank that it does not have any more; nothing
    /// where the whole entry is gone.
    pub blank: Option<(EntryId, String)>,
}

impl Unplaced {
    /// The text that the marks were made on, or their key where that text is empty.
    pub fn name(&self) -> &str {
        if self.unit.on.is_empty() { &self.unit.key } else { &self.unit.on }
    }

    /// What it is in short: its name, or the value whose blank is gone.
    pub fn gist(&self) -> String {
        let values = self.marks.blanks.iter().filter(|_| self.blank.is_some());
        let told: Vec<String> = values
            .flat_map(|(slug, register)| {
                let values = register.standing().iter().filter_map(|answer| answer.value.as_deref());
                values.map(move |value| format!("{slug}: {value}"))
            })
            .collect();
        if told.is_empty() { self.name().to_owned() } else { told.join(", ") }
    }

    /// Whether both are about the same marks, whatever these say by now.
    pub fn is_same(&self, other: &Unplaced) -> bool {
        self.unit == other.unit && self.blank == other.blank
    }
}

impl Workbook {
    /// What found no place in the document.
    pub fn unplaced(&self) -> &[Unplaced] {
        &self.unplaced
    }

    /// What found no place and was changed by a step, by its index.
    pub fn unplaced_by(&self, step: &Step) -> Option<usize> {
        self.unplaced.iter().position(|what| what.blank.is_none() && step.units == [what.unit.clone()])
    }

    /// Where people said that it belongs, and it cannot be: they differ, or the entry is gone.
    pub fn homes_of(&self, what: &Unplaced) -> Vec<Told> {
        let events = self.progress.entries.get(&what.unit.key).map(Vec::as_slice).unwrap_or_default();
        let said = standing(events).into_iter().filter(|event| event.on.text == what.unit.on);
        let told = said.filter(|_| what.blank.is_none()).filter_map(|event| {
            let Change::Place { home } = &event.change else { return None };
            let answer = match home.as_ref()? {
                Home::Entry { key, on } => format!("on “{}” ({key})", on.text),
                Home::Nowhere => "nowhere: dismissed".to_owned(),
            };
            Some(Told { answer, who: who(&event.by, event.acting.as_deref()), at: event.at.clone() })
        });
        told.collect()
    }

    pub(super) fn find_unplaced(&self) -> Vec<Unplaced> {
        let units = self.placing.unplaced().iter().map(|unit| {
            let events = self.progress.entries.get(&unit.key).map(Vec::as_slice).unwrap_or_default();
            let marks = Marks::fold_those(events.iter().map(|event| (event, event.on.text == unit.on)));
            Unplaced { unit: unit.clone(), marks, blank: None }
        });
        units.chain(self.checklist.ids().flat_map(|id| self.values_without_blank(id))).collect()
    }

    fn values_without_blank(&self, id: EntryId) -> impl Iterator<Item = Unplaced> {
        let strays =
            self.marks(id).blanks.iter().filter(move |(slug, register)| {
                !register.is_silent() && !has_blank(&self.checklist, id, slug)
            });
        strays.filter_map(move |(slug, register)| {
            let blanks: BTreeMap<String, Register<String>> = [(slug.clone(), register.clone())].into();
            let marks = Marks { blanks, ..Marks::default() };
            let unit = self.unit_of(id, &register.standing().first()?.id)?;
            Some(Unplaced { unit: unit.clone(), marks, blank: Some((id, slug.clone())) })
        })
    }
}

impl Workbook {
    /// Which of the marks on an entry an event belongs to.
    fn unit_of(&self, id: EntryId, event: &str) -> Option<&Unit> {
        let holds = |unit: &&Unit| {
            let mut events = self.progress.entries.get(&unit.key).into_iter().flatten();
            events.any(|other| other.id == event && other.on.text == unit.on)
        };
        self.placing.units(id).iter().find(holds)
    }
}

fn has_blank(checklist: &Checklist, id: EntryId, slug: &str) -> bool {
    checklist.blanks()[checklist.entry(id).blanks.clone()].iter().any(|blank| blank.slug == slug)
}
