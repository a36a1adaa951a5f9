//! The values of variables: typed once for all places, typed for one entry only, or taken from a linked blank.
//!
//! An entry's own value comes first, then the value of the whole document, then the linked blank. A value in conflict
//! or that needs confirming fills no place, and nothing further down stands in for it: a command with a value that
//! nobody meant is worse than one with a gap.

mod decided;
mod edits;
mod needs;
mod offers;
mod strays;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Doubt, RegisterId, RegisterValue, Workbook, diff, placeholder};
use crate::checklist::{BlankId, EntryId, Place, VariableId};
use crate::progress::{Aspect, Register, RegisterKey, RegisterOf};

/// The value in one place of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceValue<'a> {
    /// The value, exactly as typed.
    pub text: &'a str,
    /// Its origin.
    pub origin: ValueOrigin,
}

/// The origin of the value in a place of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueOrigin {
    /// Typed for all places of the variable.
    Variable,
    /// Typed for the entry of the place only.
    Here,
    /// Typed in the blank that the variable is linked to.
    Blank(BlankId),
}

/// The origins of the values of variables, by their index.
#[derive(Debug, Clone, Default)]
pub(super) struct Origins {
    /// The origin of the value in the places without a value of their own.
    everywhere: Vec<Option<ValueOrigin>>,
    /// The linked blanks.
    links: HashMap<VariableId, BlankId>,
    /// Whether each place has a value.
    is_filled: Vec<bool>,
}

impl Workbook {
    /// The register of a variable for all of its places; `None` if nobody answered.
    pub fn variable_register(&self, id: VariableId) -> Option<&Register<String>> {
        let slug = &self.checklist.variable(id).slug;
        self.document.variables.get(slug)
    }

    /// The register of a variable for one entry only; `None` if nobody answered there.
    pub fn variable_register_at(
        &self,
        id: VariableId,
        entry: EntryId,
    ) -> Option<&Register<String>> {
        let slug = &self.checklist.variable(id).slug;
        self.marks(entry).variables.get(slug)
    }

    /// The keys of the blanks that people linked a variable to; `None` if nobody did.
    pub fn link_register(&self, id: VariableId) -> Option<&Register<String>> {
        let slug = &self.checklist.variable(id).slug;
        self.document.links.get(slug)
    }

    /// The value of a variable in its places without a value of their own: the one that was typed for all places, else
    /// that of the linked blank. `None` while answers conflict or need confirming.
    pub fn variable_value(&self, id: VariableId) -> Option<&str> {
        self.text_of(id, self.variable_origin(id)?)
    }

    /// The origin of [`Workbook::variable_value`].
    pub fn variable_origin(&self, id: VariableId) -> Option<ValueOrigin> {
        self.origins().everywhere[id.0]
    }

    /// The value in a place of a variable: that of its entry, else that of the variable. `None` while the one that
    /// counts there is in conflict or needs confirming.
    pub fn place_value(&self, place: &Place) -> Option<PlaceValue<'_>> {
        if let Some(entry) = place.entry
            && let Some(here) = self.said_here(place.variable, entry)
        {
            let is_doubtful = self.is_variable_doubtful_at(place.variable, entry);
            let text = here.value().filter(|_| !is_doubtful)?;
            return Some(PlaceValue {
                text,
                origin: ValueOrigin::Here,
            });
        }
        let origin = self.variable_origin(place.variable)?;
        let text = self.text_of(place.variable, origin)?;
        Some(PlaceValue { text, origin })
    }

    /// Returns whether a variable needs no more values: each of its places has one. `TBD` is kept, but isn't a value.
    pub fn is_variable_filled(&self, id: VariableId) -> bool {
        self.origins().is_filled[id.0]
    }

    /// Returns whether a place of a variable has a value. `TBD` is kept, but isn't a value.
    pub fn is_place_filled(&self, place: &Place) -> bool {
        let value = self.place_value(place);
        value.is_some_and(|value| !placeholder::is_placeholder(value.text))
    }

    /// Returns whether people gave different values for all places of a variable, or different links.
    pub fn is_variable_in_conflict(&self, id: VariableId) -> bool {
        let slug = &self.checklist.variable(id).slug;
        let of = |registers: &BTreeMap<String, Register<String>>| {
            registers.get(slug).is_some_and(Register::is_conflict)
        };
        of(&self.document.variables) || of(&self.document.links)
    }

    /// The value of a variable that needs confirming before it fills its places: one that was copied from another run,
    /// or that of a linked blank which needs confirming.
    pub fn variable_to_confirm(&self, id: VariableId) -> Option<(&str, Doubt<'_>)> {
        if let Some(register) = self.variable_register(id).filter(|it| !it.is_silent()) {
            let run = register.carried()?;
            return Some((register.value()?, Doubt::Carried(run)));
        }
        let blank = self.linked_blank(id)?;
        Some((self.value(blank)?, self.doubt(blank)?))
    }

    /// Returns whether the value of a variable for one entry only needs confirming: it was copied from another run, or
    /// the entry changed since.
    pub fn is_variable_doubtful_at(&self, id: VariableId, entry: EntryId) -> bool {
        let register = self.variable_register_at(id, entry);
        let register = register.filter(|register| register.value().is_some());
        register.is_some_and(|register| {
            let slug = &self.checklist.variable(id).slug;
            let outdated = self.outdated_variables.get(&entry);
            register.carried().is_some() || outdated.is_some_and(|slugs| slugs.contains(slug))
        })
    }

    /// The blank that a variable is linked to; `None` without a link, in a conflict, and if the document no longer has
    /// the blank.
    pub fn linked_blank(&self, id: VariableId) -> Option<BlankId> {
        self.origins().links.get(&id).copied()
    }

    /// The variables in the text of an entry and in the blocks under it that have no value there, in document order.
    pub fn empty_variables(&self, id: EntryId) -> Vec<VariableId> {
        let mut seen = HashSet::new();
        let places = self.checklist.places_of(id);
        let empty =
            places.filter(|place| seen.insert(place.variable) && !self.is_place_filled(place));
        empty.map(|place| place.variable).collect()
    }

    /// The variables in the text of an entry and in the blocks under it, in document order.
    pub fn variables_of(&self, id: EntryId) -> Vec<VariableId> {
        let mut seen = HashSet::new();
        let variables = self.checklist.places_of(id).map(|place| place.variable);
        variables
            .filter(|&variable| seen.insert(variable))
            .collect()
    }

    /// The entries with a value of their own for a variable, in document order.
    pub fn variable_entries(&self, id: VariableId) -> Vec<EntryId> {
        let slug = &self.checklist.variable(id).slug;
        let own = |entry: &EntryId| {
            let register = self.marks(*entry).variables.get(slug);
            register.is_some_and(|register| !register.is_silent())
        };
        let mut entries = self.entries_of(id);
        entries.retain(own);
        entries
    }

    /// The entries with a place of a variable, in document order.
    fn entries_of(&self, id: VariableId) -> Vec<EntryId> {
        let places = self.checklist.variable(id).places.iter();
        let mut entries: Vec<EntryId> = places
            .filter_map(|&at| self.checklist.places()[at].entry)
            .collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// The name of a variable as the document writes it; its slug where it is gone.
    pub fn variable_name<'a>(&'a self, slug: &'a str) -> &'a str {
        let id = self.checklist.variable_called(slug);
        id.map_or(slug, |id| &self.checklist.variable(id).written)
    }

    /// The variable with this slug, if an entry has a place of it.
    pub(super) fn variable_at(&self, entry: EntryId, slug: &str) -> Option<VariableId> {
        let id = self.checklist.variable_called(slug)?;
        let mut places = self.checklist.places_of(entry);
        places.any(|place| place.variable == id).then_some(id)
    }

    /// The register of the whole document by the name that events have for it; `None` where the document no longer has
    /// its variable.
    pub(super) fn register_of_document(&self, key: RegisterKey) -> Option<RegisterId> {
        match key {
            RegisterOf::Live => Some(RegisterId::Live),
            RegisterOf::Variable(slug) => {
                self.checklist.variable_called(slug)?;
                Some(RegisterId::Variable(slug.to_owned()))
            }
            RegisterOf::Link(slug) => {
                self.checklist.variable_called(slug)?;
                Some(RegisterId::Link(slug.to_owned()))
            }
            RegisterOf::Correction(Aspect::Variable(slug)) => {
                self.checklist.variable_called(slug)?;
                Some(RegisterId::Correction(Aspect::Variable(slug.to_owned())))
            }
            RegisterOf::State
            | RegisterOf::Phase
            | RegisterOf::Signed(_)
            | RegisterOf::Blank(_)
            | RegisterOf::Measured(_)
            | RegisterOf::Note
            | RegisterOf::Match
            | RegisterOf::Correction(_)
            | RegisterOf::Unknown => None,
        }
    }

    /// The value of a variable for a comparison: of the whole document, or of one entry.
    pub(super) fn value_of_variable(&self, entry: Option<EntryId>, slug: &str) -> RegisterValue {
        let marks = entry.map_or(&self.document, |entry| self.marks(entry));
        let Some(register) = marks.variables.get(slug) else {
            return RegisterValue::default();
        };
        let id = self.checklist.variable_called(slug);
        let is_outdated = |entry| id.is_some_and(|id| self.is_variable_doubtful_at(id, entry));
        let is_doubtful = entry.is_some_and(is_outdated);
        let has_value = register.value().is_some();
        RegisterValue {
            value: register.value().cloned(),
            confirm: has_value && (register.carried().is_some() || is_doubtful),
            ..diff::told(register)
        }
    }

    /// The blank that a variable is linked to, for a comparison.
    pub(super) fn value_of_link(&self, slug: &str) -> RegisterValue {
        let Some(register) = self.document.links.get(slug) else {
            return RegisterValue::default();
        };
        RegisterValue {
            value: register.value().cloned(),
            ..diff::told(register)
        }
    }

    /// The answers for one entry only, if anybody gave one that isn't cleared.
    fn said_here(&self, id: VariableId, entry: EntryId) -> Option<&Register<String>> {
        let register = self.variable_register_at(id, entry)?;
        (!register.is_silent()).then_some(register)
    }

    fn text_of(&self, id: VariableId, origin: ValueOrigin) -> Option<&str> {
        match origin {
            ValueOrigin::Variable => {
                let register = self.variable_register(id)?;
                register.value().map(String::as_str)
            }
            ValueOrigin::Blank(blank) => self.value(blank),
            // That of an entry is looked up there.
            ValueOrigin::Here => None,
        }
    }

    fn origins(&self) -> &Origins {
        self.variable_origins.get_or_init(|| self.find_origins())
    }

    fn find_origins(&self) -> Origins {
        let ids = (0..self.checklist.variables().len()).map(VariableId);
        let mut origins = Origins::default();
        let matched = self.matching.places();
        for id in ids.clone() {
            let register = self.document.links.get(&self.checklist.variable(id).slug);
            let blank = register.and_then(|register| self.blank_of_link(register, &matched));
            origins.links.extend(blank.map(|blank| (id, blank)));
        }
        for id in ids.clone() {
            let origin = self.find_origin(id, origins.links.get(&id).copied());
            origins.everywhere.push(origin);
        }
        let slugs = self.marks.iter().flat_map(|marks| marks.variables.keys());
        let typed_here: HashSet<&str> = slugs.map(String::as_str).collect();
        for id in ids {
            let variable = self.checklist.variable(id);
            let value = origins.everywhere[id.0].and_then(|origin| self.text_of(id, origin));
            let is_set = value.is_some_and(|value| !placeholder::is_placeholder(value));
            // Most variables have no values for one entry only.
            if !typed_here.contains(variable.slug.as_str()) {
                origins.is_filled.push(is_set);
                continue;
            }
            let mut places = variable
                .places
                .iter()
                .map(|&at| &self.checklist.places()[at]);
            let is_filled = places.all(|place| match self.has_own_value(place) {
                Some(is_filled) => is_filled,
                None => is_set,
            });
            origins.is_filled.push(is_filled);
        }
        origins
    }

    fn find_origin(&self, id: VariableId, linked: Option<BlankId>) -> Option<ValueOrigin> {
        if let Some(register) = self.variable_register(id).filter(|it| !it.is_silent()) {
            let is_sure = register.value().is_some() && register.carried().is_none();
            return is_sure.then_some(ValueOrigin::Variable);
        }
        let blank = linked?;
        let is_sure = self.value(blank).is_some() && !self.is_doubtful(blank);
        is_sure.then_some(ValueOrigin::Blank(blank))
    }

    /// Returns whether the value that was typed for the entry of a place only fills it; `None` if nobody typed one there.
    fn has_own_value(&self, place: &Place) -> Option<bool> {
        let entry = place.entry?;
        let here = self.said_here(place.variable, entry)?;
        let is_doubtful = self.is_variable_doubtful_at(place.variable, entry);
        let value = here.value().filter(|_| !is_doubtful);
        Some(value.is_some_and(|value| !placeholder::is_placeholder(value)))
    }

    /// The blank that a link means now: of the entry that the marks there moved to, or that has its key and text, or
    /// that alone has its text.
    fn blank_of_link(
        &self,
        register: &Register<String>,
        matched: &HashMap<(&str, &str), EntryId>,
    ) -> Option<BlankId> {
        let answer = register.answer()?;
        let (key, slug) = answer.value.as_deref()?.rsplit_once(':')?;
        let on = answer.on.text.as_str();
        let has_text = |id: &EntryId| self.checklist.name(*id) == on;
        let moved = || matched.get(&(key, on)).copied();
        let same = || self.checklist.by_key().get(key).copied().filter(has_text);
        let alone = || {
            let mut those = self.checklist.ids().filter(has_text);
            those.next().filter(|_| those.next().is_none())
        };
        // After the changed entry was answered again, its marks have its new text.
        let answered = || {
            let mut units = matched.iter().filter(|((of, _), _)| *of == key);
            let (_, &first) = units.next()?;
            units.all(|(_, &id)| id == first).then_some(first)
        };
        let entry = moved().or_else(same).or_else(answered).or_else(alone)?;
        let only = || {
            let mut blanks = self.checklist.entry(entry).blanks.clone().map(BlankId);
            blanks.next().filter(|_| blanks.next().is_none())
        };
        self.checklist.blank_called(entry, slug).or_else(only)
    }
}

#[cfg(test)]
mod tests;
