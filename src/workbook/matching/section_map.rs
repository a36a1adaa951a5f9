//! The section map: the current section for an old one. It is the one with the same key, else the one that most of its
//! entries matched into, else one beside it with a similar name.
//!
//! Matches count for nothing if the key is still there: marks on the current document match too, and each would count,
//! so that a tick here could move a mark elsewhere.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use crate::checklist::{Checklist, EntryId, PlainWords};
use crate::workbook::similarity::Alike;

/// The least similarity of the names of one section before and after a rename.
const ALIKE: f64 = 0.6;
/// The most parts of a key: gonogo writes no longer ones.
const DEEPEST: usize = 64;

/// The sections of an older document in this one. Sections are named by key; the top of the outline has an empty one.
#[derive(Default)]
pub(super) struct SectionMap<'a> {
    /// For each old section, the votes of its matched entries.
    votes: HashMap<String, Votes>,
    /// The entries right under each section.
    under: HashMap<String, Vec<EntryId>>,
    /// The last parts of the keys of the sections right under each section; computed on first use.
    names: HashMap<String, SimilarNames>,
    /// The sections found by name, by the section above and the name.
    by_name: HashMap<(String, String), Option<String>>,
    /// Removes the placeholders from names and texts; set by the index.
    words: Option<PlainWords<'a>>,
}

/// The sections that the entries of an old one matched into.
#[derive(Default)]
struct Votes {
    counts: HashMap<String, usize>,
    /// The one with the most votes, of equals the first in sort order.
    most: Option<(usize, Reverse<String>)>,
}

/// Names with an index by similarity.
struct SimilarNames {
    names: Vec<String>,
    alike: Alike,
}

impl<'a> SectionMap<'a> {
    pub(super) fn index(&mut self, checklist: &'a Checklist) {
        let words = PlainWords::of(checklist);
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
            .map(|(parent, names)| (parent, SimilarNames::of(names, &words)))
            .collect();
        self.words = Some(words);
    }

    /// Records that an entry of the section `old` matched into `new`.
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

    /// The key of the current section for an old one.
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

    /// The key of the section right under another with the most similar name.
    fn by_name(&mut self, above: String, name: &str) -> Option<String> {
        let asked = (above, name.to_owned());
        if let Some(known) = self.by_name.get(&asked) {
            return known.clone();
        }
        let (above, name) = (asked.0.as_str(), asked.1.as_str());
        let plain = match &self.words {
            Some(words) => words.of_slug(name),
            None => Cow::Borrowed(name),
        };
        let found = self
            .names
            .get(above)
            .and_then(|SimilarNames { names, alike }| {
                let best = alike.to(&plain, ALIKE).into_iter();
                let best =
                    best.max_by(|a, b| a.0.total_cmp(&b.0).then(names[b.1].cmp(&names[a.1])));
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

    /// A text without its placeholders.
    pub(super) fn plain<'b>(&self, text: &'b str) -> Cow<'b, str> {
        match &self.words {
            Some(words) => words.of_text(text),
            None => Cow::Borrowed(text),
        }
    }

    /// The entries right under a section, in order.
    pub(super) fn under(&self, section: &str) -> &[EntryId] {
        self.under
            .get(section)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

impl SimilarNames {
    fn of(mut names: Vec<String>, words: &PlainWords) -> SimilarNames {
        names.sort_unstable();
        let alike = Alike::among(names.iter().map(|name| words.of_slug(name)));
        SimilarNames { names, alike }
    }
}

/// The parent of a key, and its last part.
pub(super) fn parent_and_last(key: &str) -> (&str, &str) {
    key.rsplit_once('/').unwrap_or(("", key))
}
