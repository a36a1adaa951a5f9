//! The keys that version 0.1.0 gave to entries, which its progress files use.
//!
//! It left inline tags, footnotes and braces out of texts, took a box without text for an item, and found other lines,
//! write-in areas and front matter. Most documents contain none of that, and both versions parse them alike; any other
//! document is parsed again by the old rules when an event or an argument uses an old key.

use std::collections::HashMap;

use super::{Blank, BlankId, Checklist, EntryId, Kind, lines, parse};

/// The rules by which a document is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParseRules {
    /// The current rules.
    Present,
    /// The rules of version 0.1.0.
    Earlier,
}

/// The keys that version 0.1.0 gave to the entries of a checklist.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The checklist by the old rules.
    checklist: Checklist,
    /// The current entry of each old one.
    now: Vec<Option<EntryId>>,
    /// The old entry of each current one.
    then: Vec<Option<EntryId>>,
    /// The current blank of each old one.
    blanks: Vec<Option<BlankId>>,
}

/// An old entry by the current rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// It is this entry.
    Entry(EntryId),
    /// It isn't an entry any more, such as a box without text.
    Gone,
}

impl Checklist {
    /// Parses a Markdown document by the rules of version 0.1.0.
    pub fn parse_as_earlier(source: impl Into<String>) -> Checklist {
        parse::parse(source.into(), ParseRules::Earlier)
    }

    /// The keys that version 0.1.0 gave; `None` if it parsed the document as today.
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
        // A blank may begin earlier now: with the marks around garbled underscores.
        let now_at = |old: &Blank| {
            let after = present
                .blanks()
                .partition_point(|blank| blank.range.start <= old.range.start);
            let at = after.checked_sub(1)?;
            (present.blanks()[at].range.end >= old.range.end).then_some(BlankId(at))
        };
        let blanks = checklist.blanks().iter().map(now_at).collect();
        Earlier {
            checklist,
            now,
            then,
            blanks,
        }
    }

    /// The checklist by the old rules.
    pub fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    /// The entry that had this key and this text, if any.
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

    /// The text that an entry had, and the number of entries with that text.
    pub fn name(&self, id: EntryId) -> Option<(String, usize)> {
        let then = self.then[id.0]?;
        Some((
            self.checklist.name(then).into_owned(),
            self.checklist.namesakes(then),
        ))
    }

    /// The slugs that the blanks of an entry had, each with the current blank, which may be on another entry.
    pub fn blanks(&self, id: EntryId) -> Vec<(&str, Option<BlankId>)> {
        let Some(then) = self.then[id.0] else {
            return Vec::new();
        };
        let blanks = self.checklist.entry(then).blanks.clone();
        let named = |at: usize| (self.checklist.blanks()[at].slug.as_str(), self.blanks[at]);
        blanks.map(named).collect()
    }

    /// The slugs of the measurements that an entry asked for.
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

/// The kind of an entry, and an offset in the source on which both versions agree.
fn place(checklist: &Checklist, id: EntryId) -> (usize, usize) {
    let entry = checklist.entry(id);
    match &entry.kind {
        Kind::Item { mark, .. } => (0, mark.start),
        Kind::Box { mark, .. } => (1, mark.start),
        Kind::Section(_) => (2, lines::start(checklist.source(), entry.head.start)),
        // Both versions find the same blanks, but not the same lines.
        Kind::Line => {
            let first = &checklist.blanks()[entry.blanks.start];
            (3, lines::start(checklist.source(), first.range.start))
        }
    }
}
