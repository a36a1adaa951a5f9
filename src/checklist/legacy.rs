//! How version 0.1.0 read a document, and what it called the entries: its progress files name them so.
//!
//! It left inline tags, footnotes and braces out of texts, took a box without text for an item, and saw other lines,
//! areas and front matter. Where nothing of that is in a document, both read it alike and nothing is done here; else
//! the document is read once more by the old rules, when an event or an argument is looked for by an old name.

use std::collections::HashMap;

use super::{BlankId, Checklist, EntryId, Kind, lines, parse};

/// By which rules a document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rules {
    /// Those of today.
    Present,
    /// Those of version 0.1.0.
    Earlier,
}

/// The names that version 0.1.0 gave to the entries of a checklist.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The checklist as it was read then.
    checklist: Checklist,
    /// For each entry of then, the entry of now.
    now: Vec<Option<EntryId>>,
    /// For each entry of now, the entry of then.
    then: Vec<Option<EntryId>>,
    /// For each blank of then, the blank of now.
    blanks: Vec<Option<BlankId>>,
}

/// What became of an entry that version 0.1.0 named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// It is this one.
    Entry(EntryId),
    /// The document has it no more, as a box without text.
    Gone,
}

impl Checklist {
    /// Reads a Markdown document as version 0.1.0 did.
    pub fn parse_as_earlier(source: impl Into<String>) -> Checklist {
        parse::parse(source.into(), Rules::Earlier)
    }

    /// The names that version 0.1.0 gave; nothing where it read the document as it is read now.
    pub fn earlier(&self) -> Option<&Earlier> {
        let made = || self.is_read_otherwise.then(|| Box::new(Earlier::of(self)));
        self.earlier.get_or_init(made).as_deref()
    }
}

impl Earlier {
    fn of(present: &Checklist) -> Earlier {
        let checklist = Checklist::parse_as_earlier(present.source());
        let mut here: HashMap<(usize, usize), EntryId> = HashMap::new();
        for id in present.ids() {
            here.entry(place(present, id)).or_insert(id);
        }
        let now: Vec<Option<EntryId>> = checklist
            .ids()
            .map(|id| here.get(&place(&checklist, id)).copied())
            .collect();
        let mut then = vec![None; present.entries().len()];
        for (at, id) in now.iter().enumerate() {
            if let Some(id) = id {
                then[id.0] = Some(EntryId(at));
            }
        }
        let places: HashMap<usize, BlankId> = present
            .blanks()
            .iter()
            .enumerate()
            .map(|(at, blank)| (blank.range.start, BlankId(at)))
            .collect();
        let blanks = checklist
            .blanks()
            .iter()
            .map(|blank| places.get(&blank.range.start).copied())
            .collect();
        Earlier {
            checklist,
            now,
            then,
            blanks,
        }
    }

    /// The checklist as it was read then.
    pub fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    /// The entry that had this key and this text; nothing where none had both.
    pub fn named(&self, key: &str, text: &str) -> Option<Was> {
        let id = *self.checklist.by_key().get(key)?;
        (self.checklist.name(id) == text).then(|| self.now[id.0].map_or(Was::Gone, Was::Entry))
    }

    /// The entry that had this key.
    pub fn by_key(&self, key: &str) -> Option<EntryId> {
        self.now[self.checklist.by_key().get(key)?.0]
    }

    /// The blank that had this key, `ENTRY:label`.
    pub fn blank_by_key(&self, key: &str) -> Option<BlankId> {
        let (entry, slug) = key.rsplit_once(':')?;
        let id = *self.checklist.by_key().get(entry)?;
        self.blanks[self.checklist.blank_called(id, slug)?.0]
    }

    /// The key that an entry had.
    pub fn key(&self, id: EntryId) -> Option<String> {
        self.then[id.0].map(|then| self.checklist.key(then))
    }

    /// The text that an entry had, and how many had that text.
    pub fn name(&self, id: EntryId) -> Option<(String, usize)> {
        let then = self.then[id.0]?;
        Some((
            self.checklist.name(then).into_owned(),
            self.checklist.namesakes(then),
        ))
    }

    /// The labels that the blanks of an entry had, as slugs, each with the blank of now, which may be on another entry.
    pub fn blanks(&self, id: EntryId) -> Vec<(&str, Option<BlankId>)> {
        let Some(then) = self.then[id.0] else {
            return Vec::new();
        };
        let blanks = self.checklist.entry(then).blanks.clone();
        let named = |at: usize| (self.checklist.blanks()[at].slug.as_str(), self.blanks[at]);
        blanks.map(named).collect()
    }

    /// What an entry asked to have measured, as slugs.
    pub fn thresholds(&self, id: EntryId) -> Vec<&str> {
        let Some(then) = self.then[id.0] else {
            return Vec::new();
        };
        self.checklist
            .thresholds(then)
            .iter()
            .map(|threshold| threshold.slug.as_str())
            .collect()
    }
}

/// Where an entry stands: what it is, and a byte that both ways to read a document agree on.
fn place(checklist: &Checklist, id: EntryId) -> (usize, usize) {
    let entry = checklist.entry(id);
    match &entry.kind {
        Kind::Item { mark, .. } => (0, mark.start),
        Kind::Box { mark, .. } => (1, mark.start),
        Kind::Section(_) => (2, lines::start(checklist.source(), entry.head.start)),
        // Both see the same blanks, but not the same lines.
        Kind::Line => (3, checklist.blanks()[entry.blanks.start].range.start),
    }
}
