//! Values and links of variables that the edited document no longer has: kept and shown until a person moves them to
//! another variable or drops them.

use std::collections::BTreeMap;

use crate::checklist::{BlankId, EntryId, VariableId};
use crate::progress::{DOCUMENT, Marks, On, Register, Stamp};
use crate::workbook::undo::StepEvent;
use crate::workbook::{MarkGroup, Missing, Refusal, Step, Unmatched, Workbook};

impl Workbook {
    /// The values whose variable is gone from the document or from their entry, and the links whose variable or blank
    /// is.
    pub(in crate::workbook) fn values_without_variable(&self) -> Vec<Unmatched> {
        let mut found = Vec::new();
        for (slug, register) in said(&self.document.variables) {
            if self.checklist.variable_called(slug).is_none() {
                let marks = Marks {
                    variables: only(slug, register),
                    ..Marks::default()
                };
                let missing = Missing::Variable(None, slug.clone());
                found.push(stray(of_document(), marks, missing));
            }
        }
        for (slug, register) in said(&self.document.links) {
            if self.is_link_lost(slug, register) {
                let marks = Marks {
                    links: only(slug, register),
                    ..Marks::default()
                };
                found.push(stray(of_document(), marks, Missing::Link(slug.clone())));
            }
        }
        found.extend(self.needs_without_variable());
        found.extend(self.checklist.ids().flat_map(|id| self.strays_at(id)));
        found
    }

    /// The values for one entry whose variable is gone from it.
    fn strays_at(&self, id: EntryId) -> Vec<Unmatched> {
        let strays = said(&self.marks(id).variables);
        let strays: Vec<_> = strays
            .filter(|(slug, _)| self.variable_at(id, slug).is_none())
            .collect();
        if strays.is_empty() {
            return Vec::new();
        }
        let units = self.units_by_event(id);
        let told = strays.into_iter().filter_map(|(slug, register)| {
            let marks = Marks {
                variables: only(slug, register),
                ..Marks::default()
            };
            let first = register.standing().first()?;
            let unit = units.get(first.id.as_str())?.clone();
            let missing = Missing::Variable(Some(id), slug.clone());
            Some(stray(unit, marks, missing))
        });
        told.collect()
    }

    /// Returns whether a link leads nowhere: its variable is gone, or its blank. A conflict is shown as one.
    fn is_link_lost(&self, slug: &str, register: &Register<String>) -> bool {
        let Some(id) = self.checklist.variable_called(slug) else {
            return true;
        };
        !register.is_conflict() && self.linked_blank(id).is_none()
    }

    /// Moves a value to the first empty variable of an entry, a need to its first one, or a link to its first blank.
    pub(in crate::workbook) fn put_variable_on(
        &mut self,
        what: &Unmatched,
        entry: EntryId,
        stamp: &Stamp,
    ) -> Result<Step, Refusal> {
        let of = self.checklist.entry(entry);
        let (text, line) = (of.legible().into_owned(), of.line);
        if let Missing::Link(slug) = &what.missing {
            let blank = self.checklist.blanks_of(entry).next();
            let variable = self.checklist.variable_called(slug);
            let (Some(blank), Some(variable)) = (blank, variable) else {
                return Err(Refusal::NoEmptyBlank { text, line });
            };
            let step = self.link_variable(variable, Some(blank), stamp);
            return Ok(self.moved(what, step.into_iter().flat_map(|step| step.parts).collect()));
        }
        if let Missing::Need(_) = what.missing {
            let target = self.variables_of(entry).into_iter().next();
            let target = target.ok_or(Refusal::NoEmptyVariable { text, line })?;
            return self.put_in_variable(what, target, stamp);
        }
        let empty = self.empty_variables(entry);
        let target = empty.into_iter().next();
        let target = target.ok_or(Refusal::NoEmptyVariable { text, line })?;
        let value = value_of(what)?;
        let mut parts = if let Missing::Variable(Some(_), _) = what.missing {
            let step = self.set_variable_at(target, entry, Some(value), stamp)?;
            step.into_iter().flat_map(|step| step.parts).collect()
        } else {
            self.give(target, value, stamp)?
        };
        parts.extend(self.clear_variable(what, stamp));
        Ok(self.moved(what, parts))
    }

    /// Moves a value or a link to a variable without one.
    pub(in crate::workbook) fn put_in_variable(
        &mut self,
        what: &Unmatched,
        variable: VariableId,
        stamp: &Stamp,
    ) -> Result<Step, Refusal> {
        if let Missing::Need(slug) = &what.missing {
            let parts = self.give_need(what, slug, variable, stamp)?;
            return Ok(self.moved(what, parts));
        }
        let value = value_of(what)?;
        let mut parts = if let Missing::Link(_) = what.missing {
            self.link_again(what, variable, stamp)?
        } else {
            self.give(variable, value, stamp)?
        };
        parts.extend(self.clear_variable(what, stamp));
        Ok(self.moved(what, parts))
    }

    /// Sets the value of a variable that has none.
    fn give(
        &mut self,
        variable: VariableId,
        value: String,
        stamp: &Stamp,
    ) -> Result<Vec<StepEvent>, Refusal> {
        if self
            .variable_register(variable)
            .is_some_and(|it| !it.is_silent())
        {
            return Err(self.taken(variable));
        }
        let step = self.set_variable(variable, Some(value), None, stamp);
        Ok(step.into_iter().flat_map(|step| step.parts).collect())
    }

    /// Links a variable to the blank that another variable was linked to.
    fn link_again(
        &mut self,
        what: &Unmatched,
        variable: VariableId,
        stamp: &Stamp,
    ) -> Result<Vec<StepEvent>, Refusal> {
        let slug = self.checklist.variable(variable).slug.clone();
        if self
            .document
            .links
            .get(&slug)
            .is_some_and(|it| !it.is_silent())
        {
            return Err(self.taken(variable));
        }
        let mut registers = what.marks.links.values();
        let answer = registers.find_map(Register::answer);
        let Some(answer) = answer else {
            return Ok(Vec::new());
        };
        let step = self.set_link(slug, answer.value.clone(), answer.on.clone(), stamp);
        Ok(step.into_iter().flat_map(|step| step.parts).collect())
    }

    /// Clears a value or link whose variable or blank is gone.
    pub(in crate::workbook) fn clear_variable(
        &mut self,
        what: &Unmatched,
        stamp: &Stamp,
    ) -> Vec<StepEvent> {
        let step = match &what.missing {
            Missing::Variable(Some(entry), slug) => {
                Some(self.write_variable_at(*entry, slug.clone(), None, None, stamp))
            }
            Missing::Variable(None, slug) => self.set_variable_called(slug, None, None, stamp),
            Missing::Link(slug) => self.set_link(slug.clone(), None, On::once(""), stamp),
            Missing::Need(slug) => self.correct_variable_called(slug, None, stamp),
            Missing::Entry | Missing::Blank(..) => None,
        };
        step.into_iter().flat_map(|step| step.parts).collect()
    }

    fn moved(&mut self, what: &Unmatched, parts: Vec<StepEvent>) -> Step {
        self.absorb_own();
        Step {
            units: vec![what.unit.clone()],
            parts,
        }
    }

    pub(super) fn taken(&self, variable: VariableId) -> Refusal {
        Refusal::VariableTaken {
            variable: self.checklist.variable(variable).written.clone(),
        }
    }

    /// The blanks that variables are linked to, with the variables, in document order.
    pub fn linked_blanks(&self) -> Vec<(BlankId, VariableId)> {
        let links = self.origins().links.iter();
        let mut all: Vec<_> = links.map(|(&id, &blank)| (blank, id)).collect();
        all.sort_unstable();
        all
    }
}

pub(super) fn of_document() -> MarkGroup {
    MarkGroup {
        key: DOCUMENT.to_owned(),
        on: String::new(),
    }
}

pub(super) fn stray(unit: MarkGroup, marks: Marks, missing: Missing) -> Unmatched {
    Unmatched {
        unit,
        marks,
        missing,
    }
}

/// The registers that hold an answer.
fn said(
    registers: &BTreeMap<String, Register<String>>,
) -> impl Iterator<Item = (&String, &Register<String>)> {
    registers
        .iter()
        .filter(|(_, register)| !register.is_silent())
}

fn only(slug: &str, register: &Register<String>) -> BTreeMap<String, Register<String>> {
    [(slug.to_owned(), register.clone())].into()
}

/// The value or link of a mark whose variable is gone.
fn value_of(what: &Unmatched) -> Result<String, Refusal> {
    let mut registers = what.marks.variables.iter().chain(&what.marks.links);
    let (slug, register) = match registers.next() {
        Some((slug, register)) => (slug.as_str(), Some(register)),
        None => ("", None),
    };
    let value = register.and_then(Register::value).cloned();
    value.ok_or_else(|| Refusal::ManyValues {
        variable: slug.to_owned(),
    })
}
