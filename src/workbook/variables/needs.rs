//! The need of a variable: a person says that it has to be filled, or that it may stay empty, wherever its places are.
//!
//! The correction belongs to the whole document, as the value does: many places of a variable are on lines that
//! aren't entries. While people differ it is required.

use super::strays::{of_document, stray};
use crate::checklist::{EntryId, Need, VariableId};
use crate::progress::{Aspect, Change, Correction, Marks, On, Register, Stamp};
use crate::workbook::undo::StepEvent;
use crate::workbook::{Missing, Refusal, RegisterId, Step, Unmatched, Workbook};

impl Workbook {
    /// The need that people gave a variable: required in a conflict; `None` if nobody gave one.
    pub fn variable_need(&self, id: VariableId) -> Option<Need> {
        let register = self.variable_need_register(id)?;
        if register.is_conflict() {
            return Some(Need::Required);
        }
        match register.value()? {
            Correction::Need(need) => Some(*need),
            Correction::Sense(_)
            | Correction::SignOff(_)
            | Correction::Counts(_)
            | Correction::Choice(_) => None,
        }
    }

    /// The entry of the first place of a variable; the first entry for one before it.
    pub(in crate::workbook) fn entry_of_variable(&self, id: VariableId) -> Option<EntryId> {
        let first = self.checklist.variable(id).places.first();
        let entry = first.and_then(|&at| self.checklist.places()[at].entry);
        entry.or_else(|| self.checklist.ids().next())
    }

    /// The register of the need of a variable; `None` if nobody gave one.
    pub fn variable_need_register(&self, id: VariableId) -> Option<&Register<Correction>> {
        // Most documents have none.
        if self.document.corrections.is_empty() {
            return None;
        }
        let slug = &self.checklist.variable(id).slug;
        self.document
            .corrections
            .get(&Aspect::Variable(slug.clone()))
    }

    /// The needs of variables on which people differ.
    pub(in crate::workbook) fn disputed_needs(&self) -> impl Iterator<Item = RegisterId> {
        let corrections = self.document.corrections.iter();
        let disputed = corrections.filter(|(aspect, register)| {
            let slug = aspect.variable();
            let id = slug.and_then(|slug| self.checklist.variable_called(slug));
            register.is_conflict() && id.is_some()
        });
        disputed.map(|(aspect, _)| RegisterId::Correction(aspect.clone()))
    }

    /// The needs of variables that the document no longer has.
    pub(super) fn needs_without_variable(&self) -> Vec<Unmatched> {
        let corrections = self.document.corrections.iter();
        let strays = corrections.filter_map(|(aspect, register)| {
            let slug = aspect.variable()?;
            let is_gone = self.checklist.variable_called(slug).is_none();
            (is_gone && !register.is_silent()).then(|| {
                let marks = Marks {
                    corrections: [(aspect.clone(), register.clone())].into(),
                    ..Marks::default()
                };
                stray(of_document(), marks, Missing::Need(slug.to_owned()))
            })
        });
        strays.collect()
    }

    /// Gives the need of a variable that is gone to one that has none.
    pub(super) fn give_need(
        &mut self,
        what: &Unmatched,
        from: &str,
        to: VariableId,
        stamp: &Stamp,
    ) -> Result<Vec<StepEvent>, Refusal> {
        let mut registers = what.marks.corrections.values();
        let need = registers.find_map(Register::value).copied();
        let Some(Correction::Need(need)) = need else {
            return Err(Refusal::ManyValues {
                variable: from.to_owned(),
            });
        };
        if self.variable_need(to).is_some() {
            return Err(self.taken(to));
        }
        let given = self.correct_variable(to, Some(need), stamp);
        let cleared = self.correct_variable_called(from, None, stamp);
        let steps = given.into_iter().chain(cleared);
        Ok(steps.flat_map(|step| step.parts).collect())
    }

    /// Sets the need of a variable; `None` leaves it to the document.
    pub(in crate::workbook) fn correct_variable(
        &mut self,
        id: VariableId,
        need: Option<Need>,
        stamp: &Stamp,
    ) -> Option<Step> {
        let slug = self.checklist.variable(id).slug.clone();
        self.correct_variable_called(&slug, need, stamp)
    }

    /// The same by the slug of the variable, which the document may no longer have.
    pub(super) fn correct_variable_called(
        &mut self,
        slug: &str,
        need: Option<Need>,
        stamp: &Stamp,
    ) -> Option<Step> {
        let aspect = Aspect::Variable(slug.to_owned());
        let value = need.map(Correction::Need).filter(|of| of.is_of(&aspect));
        let nothing = Register::default();
        let register = self.document.corrections.get(&aspect).unwrap_or(&nothing);
        let before = register.value().copied();
        let is_conflict = register.is_conflict();
        if before == value && !is_conflict && self.is_sound_in_document(register) {
            return None;
        }
        let change = |value| Change::Correction {
            aspect: aspect.clone(),
            value,
        };
        let on = On::once("");
        let back = (!is_conflict).then(|| (change(before), on.clone()));
        let replaces = register.ids();
        Some(self.write_on_document(change(value), on, replaces, back, stamp))
    }
}
