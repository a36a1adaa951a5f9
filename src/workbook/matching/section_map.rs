//! What has become of a section: the one that still has its key, else where most of what stood in it was found,
//! else one beside it with a like name.
//!
//! What was found decides nothing where the key is still there: marks that are made on the document as it is now
//! are found too, and each of them would count, so that a tick here could move a mark elsewhere.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::checklist::{Checklist, EntryId};
use crate::workbook::similarity::Alike;

/// Names that are less like each other are not the same section, renamed.
const ALIKE: f64 = 0.6;
/// Keys have fewer parts: what has more was not written by gonogo.
const DEEPEST: usize = 64;

/// Where the entries of the sections of an older document are found in this one. Sections are named by key; the
/// top of the outline has an empty one.
#[derive(Default)]
pub(super) struct Near {
    /// For each old section, where its entries were found.
    votes: HashMap<String, Votes>,
    /// The entries right under each section.
    under: HashMap<String, Vec<EntryId>>,
    /// The last parts of the keys of the sections right under each section; found when one is first looked for.
    names: HashMap<String, Names>,
    /// What was found by its name: under which section, and by which name.
    by_name: HashMap<(String, String), Option<String>>,
}

/// The sections in which the entries of an old one were found.
#[derive(Default)]
struct Votes {
    counts: HashMap<String, usize>,
    /// The one with the most, of equals the one that sorts first.
    most: Option<(usize, Reverse<String>)>,
}

/// Names, and which of them are like another.
struct Names {
    names: Vec<String>,
    alike: Alike,
}

impl Near {
    pub(super) fn index(&mut self, checklist: &Checklist) {
        for id in checklist.ids() {
            let key = checklist.key(id);
            self.under
                .entry(parent_and_last(&key).0.to_owned())
                .or_default()
                .push(id);
        }
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for key in self.under.keys().filter(|key| !key.is_empty()) {
            let (parent, last) = parent_and_last(key);
            names
                .entry(parent.to_owned())
                .or_default()
                .push(last.to_owned());
        }
        self.names = names
            .into_iter()
            .map(|(parent, names)| (parent, Names::of(names)))
            .collect();
    }

    /// What had the key `old` was found under the key `new`.
    pub(super) fn vote(&mut self, old: &str, new: &str) {
        let (old, new) = (
            parent_and_last(old).0.to_owned(),
            parent_and_last(new).0.to_owned(),
        );
        let votes = self.votes.entry(old).or_default();
        let count = votes.counts.entry(new.clone()).or_default();
        *count += 1;
        let this = Some((*count, Reverse(new)));
        if this > votes.most {
            votes.most = this;
        }
    }

    /// The key of what an old section has become.
    pub(super) fn to(&mut self, old: &str, by_key: &HashMap<String, EntryId>) -> Option<String> {
        let mut below: Vec<&str> = Vec::new();
        let mut rest = old;
        let mut here = loop {
            if rest.is_empty() || by_key.contains_key(rest) {
                break rest.to_owned();
            }
            if let Some((_, Reverse(new))) =
                self.votes.get(rest).and_then(|votes| votes.most.as_ref())
            {
                break new.clone();
            }
            let (above, name) = parent_and_last(rest);
            below.push(name);
            rest = above;
            if below.len() > DEEPEST {
                return None;
            }
        };
        while let Some(name) = below.pop() {
            here = self.by_name(here, name)?;
        }
        Some(here)
    }

    /// The key of the section right under another whose name is the most like this one.
    fn by_name(&mut self, above: String, name: &str) -> Option<String> {
        let asked = (above, name.to_owned());
        if let Some(known) = self.by_name.get(&asked) {
            return known.clone();
        }
        let (above, name) = (asked.0.as_str(), asked.1.as_str());
        let found = self.names.get(above).and_then(|Names { names, alike }| {
            let best = alike.to(name, ALIKE).into_iter();
            let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(names[b.1].cmp(&names[a.1])));
            let last = &names[best?.1];
            Some(if above.is_empty() {
                last.clone()
            } else {
                format!("{above}/{last}")
            })
        });
        self.by_name.insert(asked, found.clone());
        found
    }

    /// The entries right under a section, in order.
    pub(super) fn under(&self, section: &str) -> &[EntryId] {
        self.under
            .get(section)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

impl Names {
    fn of(mut names: Vec<String>) -> Names {
        names.sort_unstable();
        let alike = Alike::among(&names);
        Names { names, alike }
    }
}

/// A key taken apart: what it stands under, and its last part.
pub(super) fn parent_and_last(key: &str) -> (&str, &str) {
    key.rsplit_once('/').unwrap_or(("", key))
}
