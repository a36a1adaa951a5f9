//! Resolves the name of a place to fill: of a blank or a variable.
//!
//! A variable is named as the document writes it (`{{version}}`), by its name in any spelling (`version`), or by a part
//! of it. A name that is exactly one of the two kinds never means the other by a part of its text.

use super::{Candidate, FindError, FindTarget, numbered};
use crate::checklist::{BlankId, EntryId, Place, VariableId, lines, slug};
use crate::workbook::Workbook;

/// A place to fill that was found by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fillable {
    /// A blank.
    Blank(BlankId),
    /// A variable.
    Variable(VariableId),
}

/// What a person corrects, found by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corrigible {
    /// An entry.
    Entry(EntryId),
    /// A variable, wherever its places are.
    Variable(VariableId),
}

impl Workbook {
    /// Finds what to correct: an entry, as [`Workbook::find_entry`] does, or a variable. A name that is exactly that of a
    /// variable means no entry by a part of its text. The text of a line that isn't an entry means the only variable on it.
    ///
    /// # Errors
    ///
    /// If nothing or several match.
    pub fn find_corrigible(&self, name: &str) -> Result<Corrigible, FindError> {
        if let Some(id) = self.variable_as_written(name) {
            return Ok(Corrigible::Variable(id));
        }
        let found = self.find_entry(name);
        let is_whole = |id: EntryId| {
            let text = self.checklist.entry(id).legible().to_lowercase();
            let key = self.checklist.key(id);
            text == name.trim().to_lowercase() || key == name || super::ends_with_part(&key, name)
        };
        let is_number = || !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        if let Ok(id) = found
            && (is_number() || is_whole(id))
        {
            return Ok(Corrigible::Entry(id));
        }
        if let (Some(variable), _) = self.variables_called(name)
            && !is_number()
        {
            return Ok(Corrigible::Variable(variable));
        }
        match found {
            Ok(id) => Ok(Corrigible::Entry(id)),
            Err(error @ FindError::Nothing { .. }) => {
                let on_lines = self.variables_on_lines(name);
                let several = on_lines.iter().copied().map(Fillable::Variable).collect();
                let variable = match on_lines.as_slice() {
                    [] => self.find_variable(name).map_err(|_| error)?,
                    &[only] => only,
                    [_, _, ..] => return self.one_fillable(name, several).and(Err(error)),
                };
                Ok(Corrigible::Variable(variable))
            }
            Err(error) => Err(error),
        }
    }

    /// The variables on the lines with this text.
    fn variables_on_lines(&self, text: &str) -> Vec<VariableId> {
        let wanted = text.trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let source = self.checklist.source();
        let is_on_line = |place: &&Place| {
            let start = lines::start(source, place.range.start);
            let line = &source[start..lines::end(source, place.range.start)];
            line.to_lowercase().contains(&wanted)
        };
        let places = self.checklist.places().iter().filter(is_on_line);
        let mut found: Vec<VariableId> = places.map(|place| place.variable).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Finds a blank, as [`Workbook::find_blank`] does, or a variable. The number of an item means its blank, or without
    /// one its only variable.
    ///
    /// # Errors
    ///
    /// If nothing or several match.
    pub fn find_fillable(&self, name: &str) -> Result<Fillable, FindError> {
        if self.checklist.variables().is_empty() {
            return self.find_blank(name).map(Fillable::Blank);
        }
        let items: Vec<EntryId> = self.checklist.items().collect();
        if let Some(item) = numbered(name, &items)? {
            return self.fillable_of(name, item);
        }
        if let Some(id) = self.variable_as_written(name) {
            return Ok(Fillable::Variable(id));
        }
        let (exact_blanks, other_blanks) = self.blanks_called(name);
        let (exact_variable, other_variables) = self.variables_called(name);
        let exact_blanks = exact_blanks.into_iter().map(Fillable::Blank);
        let exact: Vec<Fillable> = exact_blanks
            .chain(exact_variable.map(Fillable::Variable))
            .collect();
        let found = if exact.is_empty() {
            let variables = other_variables.into_iter().map(Fillable::Variable);
            other_blanks
                .into_iter()
                .map(Fillable::Blank)
                .chain(variables)
                .collect()
        } else {
            exact
        };
        self.one_fillable(name, found)
    }

    /// Finds a variable.
    ///
    /// # Errors
    ///
    /// If no variable or several match.
    pub fn find_variable(&self, name: &str) -> Result<VariableId, FindError> {
        if let Some(id) = self.variable_as_written(name) {
            return Ok(id);
        }
        let found = match self.variables_called(name) {
            (Some(exact), _) => vec![exact],
            (None, others) => others,
        };
        match found.as_slice() {
            [] => Err(FindError::Nothing {
                what: FindTarget::Variable,
                name: name.to_owned(),
            }),
            &[id] => Ok(id),
            [_, _, ..] => Err(FindError::Several {
                what: FindTarget::Variable,
                name: name.to_owned(),
                candidates: found
                    .into_iter()
                    .map(|id| self.variable_candidate(id))
                    .collect(),
            }),
        }
    }

    /// The only blank of an item, or its only variable.
    fn fillable_of(&self, name: &str, item: EntryId) -> Result<Fillable, FindError> {
        let blanks: Vec<BlankId> = self.checklist.blanks_of(item).collect();
        if !blanks.is_empty() {
            return self.one_blank(name, blanks).map(Fillable::Blank);
        }
        let mut found: Vec<VariableId> = Vec::new();
        for id in self.checklist.item_with_lines(item) {
            for variable in self.variables_of(id) {
                if !found.contains(&variable) {
                    found.push(variable);
                }
            }
        }
        self.one_fillable(name, found.into_iter().map(Fillable::Variable).collect())
    }

    /// The variable with a place that is written so, if the name has signs that only a place can have.
    fn variable_as_written(&self, name: &str) -> Option<VariableId> {
        let name = name.trim();
        if !name.starts_with(['{', '<', '[', '$']) {
            return None;
        }
        self.checklist.variable_called(&slug(name))
    }

    /// The variable that is called so in any spelling, and those that have it in their names.
    fn variables_called(&self, name: &str) -> (Option<VariableId>, Vec<VariableId>) {
        let slugged = slug(name);
        let wanted = name.trim().to_lowercase();
        // A colon or a slash is part of the key of a blank, but may be in a name, too.
        let is_key = wanted.contains([':', '/']);
        let is_exact = |id: &VariableId| {
            let variable = self.checklist.variable(*id);
            variable.name.to_lowercase() == wanted || (!is_key && variable.slug == slugged)
        };
        let ids = || (0..self.checklist.variables().len()).map(VariableId);
        let has_it = |id: &VariableId| {
            let variable = self.checklist.variable(*id);
            !wanted.is_empty()
                && (variable.name.to_lowercase().contains(&wanted)
                    || (!is_key && !slugged.is_empty() && variable.slug.contains(&slugged)))
        };
        (ids().find(is_exact), ids().filter(has_it).collect())
    }

    fn one_fillable(&self, name: &str, found: Vec<Fillable>) -> Result<Fillable, FindError> {
        match found.as_slice() {
            [] => Err(FindError::Nothing {
                what: FindTarget::Place,
                name: name.to_owned(),
            }),
            &[only] => Ok(only),
            [_, _, ..] => {
                let is_blank = |it: &Fillable| matches!(it, Fillable::Blank(_));
                let what = match (found.iter().any(is_blank), found.iter().all(is_blank)) {
                    (_, true) => FindTarget::Blank,
                    (true, false) => FindTarget::Place,
                    (false, false) => FindTarget::Variable,
                };
                let candidate = |it| match it {
                    Fillable::Blank(id) => self.blank_candidate(id),
                    Fillable::Variable(id) => self.variable_candidate(id),
                };
                Err(FindError::Several {
                    what,
                    name: name.to_owned(),
                    candidates: found.into_iter().map(candidate).collect(),
                })
            }
        }
    }

    fn variable_candidate(&self, id: VariableId) -> Candidate {
        let variable = self.checklist.variable(id);
        let line = variable
            .places
            .first()
            .map(|&at| self.checklist.places()[at].line);
        let text = match variable.places.len() {
            1 => "variable, 1 place".to_owned(),
            many => format!("variable, {many} places"),
        };
        Candidate {
            key: variable.written.clone(),
            line: line.unwrap_or_default(),
            text,
        }
    }
}
