//! Edits of variables: a value for all places, a value for one entry only, a link to a blank.

use crate::checklist::{BlankId, EntryId, VariableId};
use crate::progress::{AnyRegister, Change, DOCUMENT, On, Register, Stamp};
use crate::workbook::{Refusal, Step, Workbook};

impl Workbook {
    /// Sets the value of a variable in all of its places: a value of this run, or one copied from another.
    pub(in crate::workbook) fn set_variable(
        &mut self,
        id: VariableId,
        value: Option<String>,
        carried: Option<String>,
        stamp: &Stamp,
    ) -> Option<Step> {
        let slug = self.checklist.variable(id).slug.clone();
        self.set_variable_called(&slug, value, carried, stamp)
    }

    /// The same by the slug of the variable, which the document may no longer have.
    pub(in crate::workbook) fn set_variable_called(
        &mut self,
        slug: &str,
        value: Option<String>,
        carried: Option<String>,
        stamp: &Stamp,
    ) -> Option<Step> {
        let register = self.document.variables.get(slug);
        let before = register.and_then(Register::value).cloned();
        let was_carried = register.and_then(Register::carried).map(str::to_owned);
        let is_conflict = register.is_some_and(Register::is_conflict);
        let is_sound = register.is_none_or(|register| self.is_sound_in_document(register));
        if before == value && was_carried == carried && !is_conflict && is_sound {
            return None;
        }
        let replaces = register.map(Register::ids).unwrap_or_default();
        let change = |value, carried| Change::Variable {
            variable: slug.to_owned(),
            value,
            carried,
        };
        let on = On::once("");
        let back = (!is_conflict).then(|| (change(before, was_carried), on.clone()));
        let change = change(value, carried);
        Some(self.write_on_document(change, on, replaces, back, stamp))
    }

    /// Sets the value of a variable at one entry only.
    pub(in crate::workbook) fn set_variable_at(
        &mut self,
        id: VariableId,
        entry: EntryId,
        value: Option<String>,
        stamp: &Stamp,
    ) -> Result<Option<Step>, Refusal> {
        let variable = self.checklist.variable(id);
        if self.variable_at(entry, &variable.slug).is_none() {
            let of = self.checklist.entry(entry);
            return Err(Refusal::NoSuchVariable {
                text: of.legible().into_owned(),
                line: of.line,
                variable: variable.written.clone(),
            });
        }
        let slug = variable.slug.clone();
        let is_sure = value.is_none() || !self.is_variable_doubtful_at(id, entry);
        let register = self.marks(entry).variables.get(&slug);
        let is_sound = register.is_none_or(|register| self.unsound_in(entry, register).is_none());
        let is_same = register.and_then(Register::value) == value.as_ref();
        if is_same && !register.is_some_and(Register::is_conflict) && is_sure && is_sound {
            return Ok(None);
        }
        Ok(Some(
            self.write_variable_at(entry, slug, value, None, stamp),
        ))
    }

    /// Writes the value of a variable at one entry, whether or not the entry still uses it.
    pub(in crate::workbook) fn write_variable_at(
        &mut self,
        entry: EntryId,
        slug: String,
        value: Option<String>,
        carried: Option<String>,
        stamp: &Stamp,
    ) -> Step {
        let register = self.marks(entry).variables.get(&slug);
        let said_of = register
            .and_then(Register::answer)
            .map_or_else(|| self.on(entry), |answer| answer.on.clone());
        let back = Change::Variable {
            variable: slug.clone(),
            value: register.and_then(Register::value).cloned(),
            carried: register.and_then(Register::carried).map(str::to_owned),
        };
        let is_conflict = register.is_some_and(Register::is_conflict);
        let back = (!is_conflict).then_some((back, said_of));
        let replaces = register.map(Register::ids).unwrap_or_default();
        let mut parts = self.settle_match(entry, stamp);
        let change = Change::Variable {
            variable: slug,
            value,
            carried,
        };
        parts.push(self.write(entry, change, replaces, back, stamp));
        self.step(entry, parts)
    }

    /// Links a variable to a blank, or takes the link back. The event remembers the text of the blank's entry, so that
    /// the link follows it in an edited document.
    pub(in crate::workbook) fn link_variable(
        &mut self,
        id: VariableId,
        blank: Option<BlankId>,
        stamp: &Stamp,
    ) -> Option<Step> {
        let slug = self.checklist.variable(id).slug.clone();
        let to = blank.map(|blank| self.key_of_link(blank));
        let on = blank.map_or_else(
            || On::once(""),
            |blank| self.on(self.checklist.blank(blank).entry),
        );
        self.set_link(slug, to, on, stamp)
    }

    /// Sets the link of a variable, which the document may no longer have.
    pub(in crate::workbook) fn set_link(
        &mut self,
        slug: String,
        to: Option<String>,
        on: On,
        stamp: &Stamp,
    ) -> Option<Step> {
        let register = self.document.links.get(&slug);
        let before = register.and_then(Register::answer);
        let is_conflict = register.is_some_and(Register::is_conflict);
        let is_sound = register.is_none_or(|register| self.is_sound_in_document(register));
        let was = before.and_then(|answer| answer.value.clone());
        let was_on = before.map_or_else(|| On::once(""), |answer| answer.on.clone());
        let is_same = was == to && (to.is_none() || was_on.text == on.text);
        if is_same && !is_conflict && is_sound {
            return None;
        }
        let back = Change::Link {
            variable: slug.clone(),
            to: was,
        };
        let back = (!is_conflict).then_some((back, was_on));
        let replaces = register.map(Register::ids).unwrap_or_default();
        let change = Change::Link { variable: slug, to };
        Some(self.write_on_document(change, on, replaces, back, stamp))
    }

    /// The key by which a link names a blank: with the key that the marks of its entry have, so that it moves with them.
    pub(in crate::workbook) fn key_of_link(&self, blank: BlankId) -> String {
        let blank = self.checklist.blank(blank);
        let key = self
            .matching
            .key_for_marks(blank.entry, &self.checklist, &self.progress);
        format!("{key}:{}", blank.slug)
    }

    /// Returns whether all answers in a register of the whole document can be trusted.
    pub(in crate::workbook) fn is_sound_in_document(&self, register: &dyn AnyRegister) -> bool {
        let answers = register.answers();
        let unsound = |id| self.unsound().get(DOCUMENT, id);
        self.unsound().is_empty() || answers.iter().all(|answer| unsound(answer.id).is_none())
    }
}
