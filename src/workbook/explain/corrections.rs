//! The corrections that a row can have, each as the edit that makes it.

use super::{Correctable, ReadingRow};
use crate::checklist::{Directive, EntryId, Kind, Need, Origin, Phase, Sense, VariableId};
use crate::progress::{Aspect, Correction};
use crate::workbook::{Edit, Workbook};

/// A meaning that a person can correct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadingAspect {
    /// The phase of a section.
    Phase,
    /// Another meaning of an entry.
    Of(Aspect<String>),
    /// The need of a variable in the whole document.
    Variable(VariableId),
}

/// A value that a correctable reading can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The word for it.
    pub word: String,
    /// The edit that sets it.
    pub edit: Edit,
    /// The annotation that states it; `None` leaves it to the document.
    pub directive: Option<Directive>,
}

impl ReadingAspect {
    /// The aspect that an annotation states; `None` for one that people can't correct.
    pub fn of(directive: Directive) -> Option<ReadingAspect> {
        Some(match directive {
            Directive::Phase(_) => ReadingAspect::Phase,
            Directive::Need(_) => ReadingAspect::Of(Aspect::Need),
            Directive::Sense(_) => ReadingAspect::Of(Aspect::Sense(String::new())),
            Directive::SignOff(_) => ReadingAspect::Of(Aspect::SignOff),
            Directive::Counts(_) => ReadingAspect::Of(Aspect::Counts),
            Directive::Choice(_) => ReadingAspect::Of(Aspect::Choice),
            Directive::NoBlank => return None,
        })
    }

    /// All values, in the order of their keys.
    fn values(&self) -> Vec<Directive> {
        match self {
            ReadingAspect::Phase => Phase::ALL.map(Directive::Phase).to_vec(),
            ReadingAspect::Variable(_) | ReadingAspect::Of(Aspect::Variable(_)) => {
                [Need::Required, Need::Optional]
                    .map(Directive::Need)
                    .to_vec()
            }
            ReadingAspect::Of(Aspect::Need) => Need::ALL.map(Directive::Need).to_vec(),
            ReadingAspect::Of(Aspect::Sense(_)) => Sense::ALL.map(Directive::Sense).to_vec(),
            ReadingAspect::Of(Aspect::SignOff) => [true, false].map(Directive::SignOff).to_vec(),
            ReadingAspect::Of(Aspect::Counts) => [true, false].map(Directive::Counts).to_vec(),
            ReadingAspect::Of(Aspect::Choice) => [true, false].map(Directive::Choice).to_vec(),
        }
    }
}

impl Correctable {
    /// What to correct about an aspect of an entry.
    pub(super) fn new(entry: EntryId, aspect: Aspect<String>) -> Correctable {
        Correctable {
            entry,
            aspect: ReadingAspect::Of(aspect),
        }
    }

    /// The edit that sets a value; `None` leaves it to the document.
    pub fn edit(&self, value: Option<Directive>) -> Edit {
        let entry = self.entry;
        match &self.aspect {
            ReadingAspect::Phase => Edit::Phase {
                entry,
                phase: value.and_then(phase_of),
            },
            ReadingAspect::Of(aspect) => Edit::Correct {
                entry,
                aspect: aspect.clone(),
                value: value.and_then(correction_of),
            },
            ReadingAspect::Variable(variable) => Edit::CorrectVariable {
                variable: *variable,
                need: value.and_then(need_of),
            },
        }
    }
}

impl ReadingRow {
    /// The values that a person can give, in the order of their keys, the first being 1; the last one leaves the reading
    /// to the document, and has the key 0. Empty if nothing can be corrected.
    pub fn alternatives(&self) -> Vec<Alternative> {
        let Some(correctable) = &self.correctable else {
            return Vec::new();
        };
        let values = correctable.aspect.values().into_iter().map(Some);
        values
            .chain([None])
            .map(|value| Alternative {
                word: word(value),
                edit: correctable.edit(value),
                directive: value,
            })
            .collect()
    }
}

impl Workbook {
    /// The value that holds now for what can be corrected; `None` for the need of a place to fill of which nobody said
    /// anything: it is counted, and blocks by stricter rules only.
    pub fn present(&self, what: &Correctable) -> Option<Directive> {
        let id = what.entry;
        Some(match &what.aspect {
            ReadingAspect::Phase => Directive::Phase(self.phase(id)),
            ReadingAspect::Of(Aspect::Need) => {
                let need = self.need(id);
                let is_line = self.checklist.entry(id).kind == Kind::Line;
                let is_part = || self.checklist.item_of(id).is_some();
                if is_line && need.origin == Origin::Default && !is_part() {
                    return None;
                }
                Directive::Need(need.value)
            }
            ReadingAspect::Variable(variable) => {
                return self.present_need(*variable).map(Directive::Need);
            }
            // It is corrected in the whole document.
            ReadingAspect::Of(Aspect::Variable(_)) => return None,
            ReadingAspect::Of(Aspect::Sense(slug)) => Directive::Sense(self.sense(id, slug).value),
            ReadingAspect::Of(Aspect::SignOff) => Directive::SignOff(self.is_signoff_at(id)),
            ReadingAspect::Of(Aspect::Counts) => Directive::Counts(self.counts(id).value),
            ReadingAspect::Of(Aspect::Choice) => Directive::Choice(self.is_choice(id).value),
        })
    }

    /// The need of a variable: that people gave it, else that annotations give all of its places, or one requires it.
    fn present_need(&self, id: VariableId) -> Option<Need> {
        let places = &self.checklist.variable(id).places;
        let starts = places
            .iter()
            .map(|&at| self.checklist.places()[at].range.start);
        let mut stated = starts.map(|start| self.checklist.need_stated_at(start));
        let by_document = || {
            let mut all_optional = true;
            let is_required = stated.any(|need| {
                all_optional &= need == Some(Need::Optional);
                need == Some(Need::Required)
            });
            let optional = all_optional.then_some(Need::Optional);
            is_required.then_some(Need::Required).or(optional)
        };
        self.variable_need(id).or_else(by_document)
    }

    /// What a person can correct where an annotation states this: a phase on the section.
    pub(super) fn correctable(&self, entry: EntryId, directive: Directive) -> Option<Correctable> {
        match ReadingAspect::of(directive)? {
            ReadingAspect::Phase => self.correctable_phase(entry),
            aspect @ (ReadingAspect::Of(_) | ReadingAspect::Variable(_)) => {
                Some(Correctable { entry, aspect })
            }
        }
    }

    /// The phase of the section that an entry is, or that contains it.
    pub(super) fn correctable_phase(&self, id: EntryId) -> Option<Correctable> {
        let mut here = std::iter::once(id).chain(self.checklist.ancestors(id));
        let section = here.find(|&up| self.checklist.entry(up).is_section())?;
        Some(Correctable {
            entry: section,
            aspect: ReadingAspect::Phase,
        })
    }

    /// Returns whether the text of an entry changed since this was corrected: then only the safe side holds.
    pub(super) fn is_outdated(&self, what: &Correctable) -> bool {
        let marks = self.marks(what.entry);
        match &what.aspect {
            ReadingAspect::Phase => {
                !marks.phase.is_silent() && !self.is_current(what.entry, &marks.phase)
            }
            ReadingAspect::Of(aspect) => self.is_correction_doubtful(what.entry, aspect),
            // It is about the name, wherever that is.
            ReadingAspect::Variable(_) => false,
        }
    }

    /// Returns whether exactly this was corrected by a person in this run.
    pub fn is_corrected(&self, what: &Correctable) -> bool {
        let marks = self.marks(what.entry);
        match &what.aspect {
            ReadingAspect::Phase => !marks.phase.is_silent(),
            ReadingAspect::Of(aspect) => marks
                .corrections
                .get(aspect)
                .is_some_and(|register| !register.is_silent()),
            ReadingAspect::Variable(variable) => self
                .variable_need_register(*variable)
                .is_some_and(|register| !register.is_silent()),
        }
    }

    /// Returns whether a name is to be signed in a blank of this entry.
    fn is_signoff_at(&self, id: EntryId) -> bool {
        self.signoffs_at(id).next().is_some()
    }
}

/// The word for a value; without one, the reading is left to the document.
fn word(value: Option<Directive>) -> String {
    match value {
        None => "as the document".to_owned(),
        Some(Directive::Phase(phase)) => phase.to_string(),
        Some(value) => {
            correction_of(value).map_or_else(|| value.to_string(), |value| value.to_string())
        }
    }
}

fn phase_of(value: Directive) -> Option<Phase> {
    match value {
        Directive::Phase(phase) => Some(phase),
        Directive::Need(_)
        | Directive::Sense(_)
        | Directive::SignOff(_)
        | Directive::Counts(_)
        | Directive::Choice(_)
        | Directive::NoBlank => None,
    }
}

fn need_of(value: Directive) -> Option<Need> {
    match value {
        Directive::Need(need) => Some(need),
        Directive::Phase(_)
        | Directive::Sense(_)
        | Directive::SignOff(_)
        | Directive::Counts(_)
        | Directive::Choice(_)
        | Directive::NoBlank => None,
    }
}

/// The correction that an annotation would state; `None` for phases, which have edits of their own.
fn correction_of(value: Directive) -> Option<Correction> {
    match value {
        Directive::Need(need) => Some(Correction::Need(need)),
        Directive::Sense(sense) => Some(Correction::Sense(sense)),
        Directive::SignOff(is_signoff) => Some(Correction::SignOff(is_signoff)),
        Directive::Counts(counts) => Some(Correction::Counts(counts)),
        Directive::Choice(is_choice) => Some(Correction::Choice(is_choice)),
        Directive::Phase(_) | Directive::NoBlank => None,
    }
}

/// The annotation that states a correction.
pub(super) fn directive_of(correction: Correction) -> Directive {
    match correction {
        Correction::Need(need) => Directive::Need(need),
        Correction::Sense(sense) => Directive::Sense(sense),
        Correction::SignOff(is_signoff) => Directive::SignOff(is_signoff),
        Correction::Counts(counts) => Directive::Counts(counts),
        Correction::Choice(is_choice) => Directive::Choice(is_choice),
    }
}
