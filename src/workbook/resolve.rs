//! Resolves the name of an entry or blank from the command line.
//!
//! A name is a key, a unique end of one, a number from `gonogo list`, or text that only one entry contains.

mod fillable;

use std::collections::HashMap;
use std::fmt;

use thiserror::Error;

pub use fillable::{Corrigible, Fillable};

use super::Workbook;
use crate::checklist::{BlankId, EntryId};

/// The most candidates that an error lists.
const LISTED: usize = 10;

/// One of several matches of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its key, or the name of the variable as the document writes it.
    pub key: String,
    /// Its line in the document.
    pub line: usize,
    /// Its text, or the label of the blank.
    pub text: String,
}

/// The reason why a name resolves to nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FindError {
    /// Nothing matches.
    #[error("no {} matches “{name}”; use {}", what.name(), what.named_by())]
    Nothing {
        /// The kind that was looked for.
        what: FindTarget,
        /// The name.
        name: String,
    },
    /// The number is too high.
    #[error("no item {number}; `gonogo list` shows numbers 1 to {last}")]
    NoSuchNumber {
        /// The number.
        number: String,
        /// The number of items.
        last: usize,
    },
    /// Several match.
    #[error("“{name}” matches {}; choose one:{}", what.counted(candidates.len()), Listed(candidates))]
    Several {
        /// The kind that was looked for.
        what: FindTarget,
        /// The name.
        name: String,
        /// The matches.
        candidates: Vec<Candidate>,
    },
}

/// The kind of thing that a name is looked up among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindTarget {
    /// Items and other boxes.
    Item,
    /// Sections.
    Section,
    /// All entries.
    Entry,
    /// Blanks.
    Blank,
    /// Variables.
    Variable,
    /// Blanks and variables.
    Place,
}

impl FindTarget {
    fn name(self) -> &'static str {
        match self {
            FindTarget::Item => "item",
            FindTarget::Section => "section",
            FindTarget::Entry => "entry",
            FindTarget::Blank => "blank",
            FindTarget::Variable => "variable",
            FindTarget::Place => "blank or variable",
        }
    }

    /// Several of them.
    fn counted(self, count: usize) -> String {
        let plural = match self {
            FindTarget::Item => "items",
            FindTarget::Section => "sections",
            FindTarget::Entry => "entries",
            FindTarget::Blank => "blanks",
            FindTarget::Variable => "variables",
            FindTarget::Place if count == 2 => return "a blank and a variable".to_owned(),
            FindTarget::Place => "blanks and variables",
        };
        format!("{count} {plural}")
    }

    /// The ways to name one.
    fn named_by(self) -> &'static str {
        match self {
            FindTarget::Section => "part of its heading, or its key",
            FindTarget::Variable => "its name from `gonogo list`, or part of it",
            FindTarget::Place => "a number, key or name from `gonogo list`, or part of the text",
            FindTarget::Item | FindTarget::Entry | FindTarget::Blank => {
                "its number or key from `gonogo list`, or part of its text"
            }
        }
    }
}

/// Displays candidates, one per line.
struct Listed<'a>(&'a [Candidate]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for candidate in self.0.iter().take(LISTED) {
            write!(
                f,
                "\n  line {}: {} ({})",
                candidate.line, candidate.text, candidate.key
            )?;
        }
        match self.0.len().saturating_sub(LISTED) {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}

impl Workbook {
    /// Finds an item or another box; a number means an item.
    ///
    /// # Errors
    ///
    /// If no item or several match.
    pub fn find_item(&self, name: &str) -> Result<EntryId, FindError> {
        let items: Vec<EntryId> = self.checklist.items().collect();
        if let Some(id) = numbered(name, &items)? {
            return Ok(id);
        }
        let ticked: Vec<EntryId> = self
            .checklist
            .ids()
            .filter(|&id| self.checklist.entry(id).can_be_ticked())
            .collect();
        self.find_among(FindTarget::Item, name, &ticked)
    }

    /// Finds a section by its heading or its key.
    ///
    /// # Errors
    ///
    /// If no section or several match.
    pub fn find_section(&self, name: &str) -> Result<EntryId, FindError> {
        let sections: Vec<EntryId> = self
            .checklist
            .ids()
            .filter(|&id| self.checklist.entry(id).is_section())
            .collect();
        self.find_among(FindTarget::Section, name, &sections)
    }

    /// Finds any entry; a number means an item.
    ///
    /// # Errors
    ///
    /// If no entry or several match.
    pub fn find_entry(&self, name: &str) -> Result<EntryId, FindError> {
        let items: Vec<EntryId> = self.checklist.items().collect();
        if let Some(id) = numbered(name, &items)? {
            return Ok(id);
        }
        self.find_among(
            FindTarget::Entry,
            name,
            &self.checklist.ids().collect::<Vec<_>>(),
        )
    }

    /// Finds a blank: by its key `ENTRY:label`, a unique end of it, the number of an item with one blank, or
    /// text of its label or of an entry with one blank.
    ///
    /// # Errors
    ///
    /// If no blank or several match.
    pub fn find_blank(&self, name: &str) -> Result<BlankId, FindError> {
        let items: Vec<EntryId> = self.checklist.items().collect();
        if let Some(item) = numbered(name, &items)? {
            let own: Vec<BlankId> = self.checklist.blanks_of(item).collect();
            return self.one_blank(name, own);
        }
        let (exact, others) = self.blanks_called(name);
        self.one_blank(name, if exact.is_empty() { others } else { exact })
    }

    /// The blanks with this key, with an end of it or with this label; and those with it in their text.
    fn blanks_called(&self, name: &str) -> (Vec<BlankId>, Vec<BlankId>) {
        let blanks = || (0..self.checklist.blanks().len()).map(BlankId);
        let keys: Vec<String> = blanks().map(|id| self.checklist.blank_key(id)).collect();
        if let Some(at) = keys.iter().position(|key| key == name) {
            return (vec![BlankId(at)], Vec::new());
        }
        let earlier = self.checklist.earlier();
        if let Some(id) = earlier.and_then(|earlier| earlier.blank_by_key(name)) {
            return (vec![id], Vec::new());
        }
        let by_end: Vec<BlankId> = blanks()
            .filter(|id| ends_with_part(&keys[id.0], name))
            .collect();
        if !by_end.is_empty() {
            return (by_end, Vec::new());
        }
        let label = |id: &BlankId| self.checklist.blank(*id).label.as_str();
        let by_label = blanks().filter(|id| label(id).eq_ignore_ascii_case(name.trim()));
        let wanted = name.trim().to_lowercase();
        let has_it = |id: &BlankId| {
            let entry = self.checklist.entry(self.checklist.blank(*id).entry);
            let text = format!("{} {}", label(id), entry.legible()).to_lowercase();
            !wanted.is_empty() && text.contains(&wanted)
        };
        (by_label.collect(), blanks().filter(has_it).collect())
    }

    fn find_among(
        &self,
        what: FindTarget,
        name: &str,
        ids: &[EntryId],
    ) -> Result<EntryId, FindError> {
        let keys: HashMap<EntryId, String> =
            ids.iter().map(|&id| (id, self.checklist.key(id))).collect();
        let key = |id: &EntryId| keys[id].as_str();
        if let Some(&id) = ids.iter().find(|id| key(id) == name) {
            return Ok(id);
        }
        // Scripts still use keys of version 0.1.0.
        let earlier = self
            .checklist
            .earlier()
            .and_then(|earlier| earlier.by_key(name));
        if let Some(id) = earlier.filter(|id| ids.contains(id)) {
            return Ok(id);
        }
        let wanted = name.trim().to_lowercase();
        let by_end: Vec<EntryId> = ids
            .iter()
            .copied()
            .filter(|id| ends_with_part(key(id), name))
            .collect();
        let text = |id: EntryId| self.checklist.entry(id).legible().to_lowercase();
        let whole: Vec<EntryId> = ids
            .iter()
            .copied()
            .filter(|&id| text(id) == wanted)
            .collect();
        let part = || {
            ids.iter()
                .copied()
                .filter(|&id| !wanted.is_empty() && text(id).contains(&wanted))
                .collect()
        };
        let found = [by_end, whole]
            .into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_else(part);
        match found.as_slice() {
            [] => Err(FindError::Nothing {
                what,
                name: name.to_owned(),
            }),
            &[id] => Ok(id),
            several => {
                let candidate = |&id: &EntryId| {
                    let entry = self.checklist.entry(id);
                    Candidate {
                        key: key(&id).to_owned(),
                        line: entry.line,
                        text: entry.legible().into_owned(),
                    }
                };
                let candidates = several.iter().map(candidate).collect();
                Err(FindError::Several {
                    what,
                    name: name.to_owned(),
                    candidates,
                })
            }
        }
    }

    fn one_blank(&self, name: &str, found: Vec<BlankId>) -> Result<BlankId, FindError> {
        match found.as_slice() {
            [] => Err(FindError::Nothing {
                what: FindTarget::Blank,
                name: name.to_owned(),
            }),
            &[id] => Ok(id),
            [_, _, ..] => {
                let candidate = |id| self.blank_candidate(id);
                let candidates = found.into_iter().map(candidate).collect();
                Err(FindError::Several {
                    what: FindTarget::Blank,
                    name: name.to_owned(),
                    candidates,
                })
            }
        }
    }

    fn blank_candidate(&self, id: BlankId) -> Candidate {
        let blank = self.checklist.blank(id);
        Candidate {
            key: self.checklist.blank_key(id),
            line: blank.line,
            text: blank.label.clone(),
        }
    }
}

/// The item with a number from 1; `None` if the name isn't a number. A number is never looked up as text, which could
/// be another item than the one that was meant.
fn numbered(name: &str, items: &[EntryId]) -> Result<Option<EntryId>, FindError> {
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let found = name
        .parse::<usize>()
        .ok()
        .and_then(|number| items.get(number.checked_sub(1)?));
    let missing = || FindError::NoSuchNumber {
        number: name.to_owned(),
        last: items.len(),
    };
    found.copied().map(Some).ok_or_else(missing)
}

/// Returns whether `key` ends in `end`, from the start of one of its parts.
fn ends_with_part(key: &str, end: &str) -> bool {
    key.strip_suffix(end)
        .is_some_and(|before| !end.is_empty() && before.ends_with(['/', ':']))
}
