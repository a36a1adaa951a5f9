//! Unmatched marks: marks whose entry is gone, and values whose blank is. They are kept and shown until a person moves
//! or drops them.

use std::collections::{BTreeMap, HashMap};

use super::{MarkGroup, Step, Told, Workbook};
use crate::checklist::EntryId;
use crate::progress::{Event, ManualMatch, Marks, Register, standing, who};

/// The part of the document that an unmatched mark lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// Its entry.
    Entry,
    /// Its blank, by the entry and the slug.
    Blank(EntryId, String),
    /// Its variable, by the slug: in the whole document, or at this entry.
    Variable(Option<EntryId>, String),
    /// The variable of a link, by its slug, or the blank.
    Link(String),
    /// The variable that a person said is required or optional, by its slug.
    Need(String),
}

/// An unmatched mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The key and the text that they were made on.
    pub unit: MarkGroup,
    /// The marks.
    pub marks: Marks,
    /// The part of the document that they lack.
    pub missing: Missing,
}

impl Unmatched {
    /// The text that the marks were made on, or their key if that is empty; the slug of a missing variable.
    pub fn name(&self) -> &str {
        match &self.missing {
            Missing::Variable(None, slug) | Missing::Link(slug) | Missing::Need(slug) => slug,
            Missing::Entry | Missing::Blank(..) | Missing::Variable(Some(_), _) => {
                if self.unit.on.is_empty() {
                    &self.unit.key
                } else {
                    &self.unit.on
                }
            }
        }
    }

    /// A short name: the text, or the value whose blank or variable is gone.
    pub fn gist(&self) -> String {
        let registers = match self.missing {
            Missing::Entry => return self.name().to_owned(),
            Missing::Blank(..) => &self.marks.blanks,
            Missing::Variable(..) => &self.marks.variables,
            Missing::Link(_) => &self.marks.links,
            Missing::Need(ref slug) => return self.needs_of(slug),
        };
        let told: Vec<String> = registers
            .iter()
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

    /// The needs of a variable in words: `version: required`.
    fn needs_of(&self, slug: &str) -> String {
        let registers = self.marks.corrections.values();
        let answers = registers.flat_map(Register::standing);
        let told = answers.filter_map(|answer| Some(format!("{slug}: {}", answer.value?)));
        told.collect::<Vec<_>>().join(", ")
    }

    /// Its values of variables: `version: 77`.
    pub fn values_of_variables(&self) -> impl Iterator<Item = String> {
        self.marks.variables.iter().flat_map(|(slug, register)| {
            let values = register.standing().iter();
            let values = values.filter_map(|answer| answer.value.as_deref());
            values.map(move |value| format!("{slug}: {value}"))
        })
    }

    /// The missing part in a few words.
    pub fn missing_words(&self) -> &'static str {
        match self.missing {
            Missing::Entry => "no match in the document",
            Missing::Blank(..) => "the blank of this value is gone",
            Missing::Variable(None, _) | Missing::Need(_) => {
                "the document no longer has this variable"
            }
            Missing::Variable(Some(_), _) => "the item no longer has this variable",
            Missing::Link(_) => "the variable or the blank of this link is gone",
        }
    }

    /// The slug of the blank that it lacks.
    pub fn blank(&self) -> Option<&str> {
        match &self.missing {
            Missing::Blank(_, slug) => Some(slug),
            Missing::Entry | Missing::Variable(..) | Missing::Link(_) | Missing::Need(_) => None,
        }
    }

    /// The slug of the variable that it lacks, or whose blank.
    pub fn variable(&self) -> Option<&str> {
        match &self.missing {
            Missing::Variable(_, slug) | Missing::Link(slug) | Missing::Need(slug) => Some(slug),
            Missing::Entry | Missing::Blank(..) => None,
        }
    }

    /// Returns whether both are the same marks, whatever they hold now.
    pub fn is_same(&self, other: &Unmatched) -> bool {
        self.unit == other.unit && self.missing == other.missing
    }
}

impl Workbook {
    /// The unmatched marks.
    pub fn unmatched(&self) -> &[Unmatched] {
        &self.unmatched
    }

    /// The index of the unmatched mark that a step changed.
    pub fn unmatched_by(&self, step: &Step) -> Option<usize> {
        self.unmatched
            .iter()
            .position(|what| what.missing == Missing::Entry && step.units == [what.unit.clone()])
    }

    /// The manual matches of it that don't work: they conflict, or the entry is gone.
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
        let told = said
            .filter(|_| what.missing == Missing::Entry)
            .filter_map(|event| {
                let answer = match event.change.manual_match()?? {
                    ManualMatch::Entry { key, on } => format!("to “{}” ({key})", on.text),
                    ManualMatch::Dropped => "dropped".to_owned(),
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
        // Sorted, so units of one key are adjacent.
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
                    missing: Missing::Entry,
                }
            })
        });
        units
            .chain(
                self.checklist
                    .ids()
                    .flat_map(|id| self.values_without_blank(id)),
            )
            .chain(self.values_without_variable())
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
                missing: Missing::Blank(id, slug.clone()),
            })
        })
    }
}

impl Workbook {
    /// The unit of each event on an entry, by event id.
    pub(super) fn units_by_event(&self, id: EntryId) -> HashMap<&str, MarkGroup> {
        let here = self.events(id).filter(|(.., is_here)| *is_here);
        let unit = |key: &str, event: &Event| MarkGroup {
            key: key.to_owned(),
            on: event.on.text.clone(),
        };
        here.map(|(key, event, _)| (event.id.as_str(), unit(key, event)))
            .collect()
    }
}
