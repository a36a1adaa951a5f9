//! What has become of a section: the one that still has its key, else where most of what stood in it was found,
//! else one beside it with a like name.
//!
//! What was found decides nothing where the key is still there: marks that are made on the document as it is now
//! are found too, and each of them would count, so that a tick here could move a mark elsewhere.

use std::collections::{BTreeMap, HashMap};

use crate::checklist::{Checklist, EntryId};
use crate::workbook::likeness::likeness;

/// Names that are less like each other are not the same section, renamed.
const ALIKE: f64 = 0.6;

/// Where the entries of the sections of an older document are found in this one. Sections are named by key; the
/// top of the outline has an empty one.
#[derive(Default)]
pub(super) struct Near {
    /// For each old section, how often something of it was found in which section.
    votes: HashMap<String, BTreeMap<String, usize>>,
    /// The entries right under each section.
    under: HashMap<String, Vec<EntryId>>,
}

impl Near {
    pub(super) fn index(&mut self, checklist: &Checklist) {
        for id in checklist.ids() {
            let key = checklist.key(id);
            self.under.entry(parent_and_last(&key).0.to_owned()).or_default().push(id);
        }
    }

    /// What had the key `old` was found under the key `new`.
    pub(super) fn vote(&mut self, old: &str, new: &str) {
        let (old, new) = (parent_and_last(old).0.to_owned(), parent_and_last(new).0.to_owned());
        *self.votes.entry(old).or_default().entry(new).or_default() += 1;
    }

    /// The key of what an old section has become.
    pub(super) fn to(&self, old: &str, by_key: &HashMap<String, EntryId>) -> Option<String> {
        if old.is_empty() || by_key.contains_key(old) {
            return Some(old.to_owned());
        }
        let votes = self.votes.get(old).into_iter().flatten();
        // Of equally many, the one that sorts first.
        if let Some((new, _)) = votes.min_by_key(|&(new, count)| (std::cmp::Reverse(*count), new)) {
            return Some(new.clone());
        }
        let (above, name) = parent_and_last(old);
        let above = self.to(above, by_key)?;
        let join = |last: &str| if above.is_empty() { last.to_owned() } else { format!("{above}/{last}") };
        let names = self.under.keys().filter_map(|key| {
            let (parent, last) = parent_and_last(key);
            (parent == above && !last.is_empty()).then(|| (likeness(name, last), last))
        });
        names
            .filter(|&(score, _)| score >= ALIKE)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
            .map(|(_, last)| join(last))
    }

    /// The entries right under a section, in order.
    pub(super) fn under(&self, section: &str) -> &[EntryId] {
        self.under.get(section).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A key taken apart: what it stands under, and its last part.
pub(super) fn parent_and_last(key: &str) -> (&str, &str) {
    key.rsplit_once('/').unwrap_or(("", key))
}
