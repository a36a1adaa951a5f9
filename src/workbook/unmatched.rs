//! What found no place in the document: marks whose entry is gone, and values whose blank is. Nothing of it is
//! lost: it is shown until a person puts it on an entry or dismisses it.

use std::collections::{BTreeMap, HashMap};

use super::{Step, Told, Unit, Workbook};
use crate::checklist::EntryId;
use crate::progress::{Event, Home, Marks, Register, standing, who};

/// Marks without a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// Under which key they stand, and the text that they were made on.
    pub unit: Unit,
    /// What they say.
    pub marks: Marks,
    /// The entry that they were placed on, and the label of the blank that it does not have any more; nothing
    /// where the whole entry is gone.
    pub blank: Option<(EntryId, String)>,
}

impl Unmatched {
    /// The text that the marks were made on, or their key where that text is empty.
    pub fn name(&self) -> &str {
        if self.unit.on.is_empty() {
            &self.unit.key
        } else {
            &self.unit.on
        }
    }

    /// What it is in short: its name, or the value whose blank is gone.
    pub fn gist(&self) -> String {
        let values = self.marks.blanks.iter().filter(|_| self.blank.is_some());
        let told: Vec<String> = values
            .flat_map(|(slug, register)| {
                let values = register
                    .standing()
                    .iter()
                    .filter_map(|answer| answer.value.as_deref());
                values.map(move |value| format!("{slug}: {value}"))
            })
            .collect();
        if told.is_empty() {
            self.name().to_owned()
        } else {
            told.join(", ")
        }
    }

    /// Whether both are about the same marks, whatever these say by now.
    pub fn is_same(&self, other: &Unmatched) -> bool {
        self.unit == other.unit && self.blank == other.blank
    }
}

impl Workbook {
    /// What found no place in the document.
    pub fn unmatched(&self) -> &[Unmatched] {
        &self.unmatched
    }

    /// What found no place and was changed by a step, by its index.
    pub fn unmatched_by(&self, step: &Step) -> Option<usize> {
        self.unmatched
            .iter()
            .position(|what| what.blank.is_none() && step.units == [what.unit.clone()])
    }

    /// Where people said that it belongs, and it cannot be: they differ, or the entry is gone.
    pub fn homes_of(&self, what: &Unmatched) -> Vec<Told> {
        let events = self
            .progress
            .entries
            .get(&what.unit.key)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let said = standing(events)
            .into_iter()
            .filter(|event| event.on.text == what.unit.on);
        let told = said.filter(|_| what.blank.is_none()).filter_map(|event| {
            let answer = match event.change.home()?? {
                Home::Entry { key, on } => format!("to “{}” ({key})", on.text),
                Home::Nowhere => "dropped".to_owned(),
            };
            Some(Told {
                answer,
                who: who(&event.by, event.acting.as_deref()),
                at: event.at.clone(),
            })
        });
        told.collect()
    }

    pub(super) fn find_unmatched(&self) -> Vec<Unmatched> {
        // They are sorted, so those of a key come one after the other.
        let by_key = self
            .matching
            .unmatched()
            .chunk_by(|one, other| one.key == other.key);
        let units = by_key.flat_map(|units| {
            let events = units
                .first()
                .and_then(|unit| self.progress.entries.get(&unit.key));
            let mut marks = Marks::fold_by_text(events.into_iter().flatten());
            units.iter().map(move |unit| {
                let marks = marks.remove(unit.on.as_str()).unwrap_or_default();
                Unmatched {
                    unit: unit.clone(),
                    marks,
                    blank: None,
                }
            })
        });
        units
            .chain(
                self.checklist
                    .ids()
                    .flat_map(|id| self.values_without_blank(id)),
            )
            .collect()
    }

    fn values_without_blank(&self, id: EntryId) -> impl Iterator<Item = Unmatched> {
        let strays = self
            .marks(id)
            .blanks
            .iter()
            .filter(move |(slug, register)| {
                !register.is_silent() && self.checklist.blank_called(id, slug).is_none()
            });
        let strays: Vec<_> = strays.collect();
        let units = if strays.is_empty() {
            HashMap::new()
        } else {
            self.units_by_event(id)
        };
        strays.into_iter().filter_map(move |(slug, register)| {
            let blanks: BTreeMap<String, Register<String>> =
                [(slug.clone(), register.clone())].into();
            let marks = Marks {
                blanks,
                ..Marks::default()
            };
            let unit = units.get(register.standing().first()?.id.as_str())?.clone();
            Some(Unmatched {
                unit,
                marks,
                blank: Some((id, slug.clone())),
            })
        })
    }
}

impl Workbook {
    /// Which of the marks on an entry each event belongs to, by the ids of the events.
    fn units_by_event(&self, id: EntryId) -> HashMap<&str, Unit> {
        let here = self.events(id).filter(|(.., is_here)| *is_here);
        let unit = |key: &str, event: &Event| Unit {
            key: key.to_owned(),
            on: event.on.text.clone(),
        };
        here.map(|(key, event, _)| (event.id.as_str(), unit(key, event)))
            .collect()
    }
}
