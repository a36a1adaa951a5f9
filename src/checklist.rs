//! The printed sheet: a Markdown document as a flat list of entries with the places to tick and to fill.
//!
//! Parsing is pure and never fails: any text is a checklist, if need be one without items. A [`Checklist`]
//! keeps the source byte for byte and points into it with byte ranges, so that a report can be made by
//! writing into the source. It knows nothing of progress: what people pencilled on the sheet is kept
//! elsewhere, by key.
//!
//! Invariants: entries stand in document order and in preorder, so that an entry and all under it are one
//! contiguous range; every range lies on character boundaries of the source; every key is unique.

mod attributes;
mod blank_kind;
mod blanks;
mod body;
mod cadence;
mod entry;
mod html_tags;
mod inline;
mod keys;
mod legacy;
pub mod lines;
mod links;
mod lint;
mod list_marker;
mod loose_boxes;
pub mod mojibake;
mod names;
mod normalize;
mod optional;
mod parse;
mod phases;
mod render_events;
mod suggest;
mod tags;
mod thresholds;
mod value_context;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

pub use attributes::Traits;
pub use blank_kind::BlankKind;
pub use body::{BodyChange, PLACE_BETWEEN};
pub use cadence::{Cadence, Span};
pub use entry::{Blank, Block, BlockKind, Entry, Form, Kind, NO_TEXT, Table};
pub use keys::slug;
use legacy::Rules;
pub use legacy::{Earlier, Was};
pub use lint::{Finding, FindingKind};
pub use normalize::substance;
pub use phases::Phase;
pub use render_events::Markdown;
pub use suggest::Offer;
pub use thresholds::{Outcome, Threshold, Unclear};

/// Entries with more blanks than these have them found by an index.
const FEW_BLANKS: usize = 8;

/// The place of an entry in its checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub usize);

/// The place of a blank in its checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlankId(pub usize);

/// A parsed Markdown document.
#[derive(Debug, Clone, Default)]
pub struct Checklist {
    source: String,
    entries: Vec<Entry>,
    blanks: Vec<Blank>,
    tables: Vec<Table>,
    preamble: Vec<Block>,
    title: Option<EntryId>,
    body_start: usize,
    /// Whether version 0.1.0 may have given other names.
    is_read_otherwise: bool,
    /// Those names; made when an event is looked for by them.
    earlier: OnceLock<Option<Box<Earlier>>>,
    /// Made when the first key is asked for.
    names: OnceLock<Vec<keys::Name>>,
    /// The entries by their keys; made when it is first asked for.
    by_key: OnceLock<HashMap<String, EntryId>>,
    /// Which entries may be left undone; told when it is first asked.
    optional: OnceLock<Vec<bool>>,
    /// How many entries share each name; counted when it is first asked.
    namesakes: OnceLock<Vec<usize>>,
    /// What the heading of each section says about its phase; read when it is first asked.
    phases: OnceLock<Vec<Option<Phase>>>,
    /// The items that ask for a value, with what they ask for; read when it is first asked.
    thresholds: OnceLock<HashMap<EntryId, Vec<Threshold>>>,
    /// The items that have a time, in document order; read when it is first asked.
    cadences: OnceLock<BTreeMap<EntryId, Cadence>>,
    /// The blanks by their entry and slug; made when one is first looked for.
    blanks_by_slug: OnceLock<HashMap<(EntryId, String), BlankId>>,
    /// Digest of the source; made when it is first asked for.
    digest: OnceLock<String>,
    /// The newline of the first line; looked for when it is first asked.
    newline: OnceLock<&'static str>,
    /// Fingerprints of what stands under each entry; made for those that are asked for.
    bodies: OnceLock<Vec<OnceLock<String>>>,
    /// What stands under each entry stands under; told for those that are asked for.
    places: OnceLock<Vec<OnceLock<String>>>,
    /// The addresses of link reference definitions; read when the first link asks for one.
    references: OnceLock<HashMap<String, String>>,
}

impl Checklist {
    /// Reads a Markdown document. Any text will do.
    ///
    /// # Examples
    ///
    /// ```
    /// let checklist = gonogo::checklist::Checklist::parse("# Launch\n- [ ] Budget: $____\n");
    /// assert_eq!(checklist.items().count(), 1);
    /// assert_eq!(checklist.blanks()[0].label, "Budget");
    /// ```
    pub fn parse(source: impl Into<String>) -> Self {
        parse::parse(source.into(), Rules::Present)
    }

    /// The document, byte for byte.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What in the document will trip up the people who work with it, in the order of places.
    ///
    /// # Examples
    ///
    /// ```
    /// let findings = gonogo::checklist::Checklist::parse("# Launch\n- []backups tested\n").check();
    /// assert_eq!((findings[0].line, findings[0].column), (2, 3));
    /// assert_eq!(findings[0].kind.name(), "almost-box");
    /// ```
    pub fn check(&self) -> Vec<Finding> {
        lint::check(self)
    }

    /// All entries in document order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// All blanks in document order.
    pub fn blanks(&self) -> &[Blank] {
        &self.blanks
    }

    /// The tables that hold blanks, in document order.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// What stands under no entry, to be shown with the first: the prose before the first heading.
    pub fn preamble(&self) -> &[Block] {
        &self.preamble
    }

    /// The boxes that are no items and whose row, line or item begins in these source bytes.
    pub fn boxes_in(&self, range: Range<usize>) -> impl Iterator<Item = EntryId> + '_ {
        let first = self
            .entries
            .partition_point(|entry| entry.head.start < range.start);
        let those = self.entries[first..]
            .iter()
            .take_while(move |entry| entry.head.start < range.end);
        those
            .enumerate()
            .filter(|(_, entry)| entry.is_box())
            .map(move |(at, _)| EntryId(first + at))
    }

    /// The blanks that stand in these source bytes.
    pub fn blanks_in(&self, range: Range<usize>) -> impl Iterator<Item = BlankId> + '_ {
        let first = self
            .blanks
            .partition_point(|blank| blank.range.start < range.start);
        let those = self.blanks[first..]
            .iter()
            .take_while(move |blank| blank.range.end <= range.end);
        those.enumerate().map(move |(at, _)| BlankId(first + at))
    }

    /// The ids of all boxes that are no items, in document order.
    pub fn boxes(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.ids().filter(|&id| self.entry(id).is_box())
    }

    /// The ids of all entries in document order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = EntryId> + use<> {
        (0..self.entries.len()).map(EntryId)
    }

    /// The ids of all items in document order.
    pub fn items(&self) -> impl DoubleEndedIterator<Item = EntryId> + '_ {
        self.ids().filter(|&id| self.entry(id).is_item())
    }

    /// Whether an entry is a step for who walks through all of it: an item, another box, or a line that asks for
    /// something and belongs to no item.
    pub fn is_step(&self, id: EntryId) -> bool {
        let entry = self.entry(id);
        entry.can_be_ticked() || (entry.kind == Kind::Line && self.item_of(id).is_none())
    }

    /// The ids of all steps in document order.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = EntryId> + '_ {
        self.ids().filter(|&id| self.is_step(id))
    }

    /// The entry at `id`.
    ///
    /// # Panics
    ///
    /// Where `id` was made for another checklist.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0]
    }

    /// The blank at `id`.
    ///
    /// # Panics
    ///
    /// Where `id` was made for another checklist.
    pub fn blank(&self, id: BlankId) -> &Blank {
        &self.blanks[id.0]
    }

    /// The heading that names the whole document: its first entry, where that is the only one of level 1.
    pub fn title(&self) -> Option<EntryId> {
        self.title
    }

    /// The sections that stand at the top of the outline, the title not among them.
    pub fn top_sections(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.ids().filter(|&id| {
            let entry = self.entry(id);
            entry.is_section() && entry.depth == 0 && self.title != Some(id)
        })
    }

    /// Where the Markdown begins, after a byte order mark and front matter.
    pub fn body_start(&self) -> usize {
        self.body_start
    }

    /// The ids of an entry and of all that stands under it.
    pub fn subtree(&self, id: EntryId) -> impl DoubleEndedIterator<Item = EntryId> + use<> {
        (id.0..self.entry(id).end.0).map(EntryId)
    }

    /// The entries above `id`, the nearest first.
    pub fn ancestors(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        std::iter::successors(self.entry(id).parent, |&up| self.entry(up).parent)
    }

    /// The nearest entry that is or holds both.
    pub fn holding(&self, one: EntryId, other: EntryId) -> Option<EntryId> {
        let holds = |up: &EntryId| (up.0..self.entry(*up).end.0).contains(&other.0);
        std::iter::once(one).chain(self.ancestors(one)).find(holds)
    }

    /// The item that `id` is or stands under.
    pub fn item_of(&self, id: EntryId) -> Option<EntryId> {
        std::iter::once(id)
            .chain(self.ancestors(id))
            .find(|&up| self.entry(up).is_item())
    }

    /// Whether the text of an entry, or of one above, says that it may be left undone.
    pub fn is_optional(&self, id: EntryId) -> bool {
        self.optional.get_or_init(|| optional::of(self))[id.0]
    }

    /// What the text of an entry and the headings above say about it.
    pub fn traits(&self, id: EntryId) -> Traits {
        let mut headings = self.headings(id);
        headings.reverse();
        let traits = attributes::of(&self.entry(id).text, self.entry(id).title, &headings);
        let thresholds = self.thresholds(id).to_vec();
        Traits {
            optional: self.is_optional(id),
            thresholds,
            ..traits
        }
    }

    /// The phase of a launch that the heading of a section names itself; nothing where it names none.
    pub fn phase_of_heading(&self, id: EntryId) -> Option<Phase> {
        self.phases.get_or_init(|| phases::of_headings(self))[id.0]
    }

    /// The values that an item asks for, in the order of its text. Where the headings above or what leads to it say that
    /// limits are triggers, it asks for none.
    pub fn thresholds(&self, id: EntryId) -> &[Threshold] {
        let thresholds = self
            .thresholds
            .get_or_init(|| value_context::thresholds(self));
        thresholds.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// When or how often an item is due, where its text or its heading says so.
    pub fn cadence(&self, id: EntryId) -> Option<Cadence> {
        self.cadences_of_items().get(&id).copied()
    }

    /// The items whose text or heading says when or how often they are due, in document order.
    pub fn cadences(&self) -> impl Iterator<Item = (EntryId, Cadence)> + '_ {
        self.cadences_of_items()
            .iter()
            .map(|(&id, &cadence)| (id, cadence))
    }

    fn cadences_of_items(&self) -> &BTreeMap<EntryId, Cadence> {
        let of = |id: EntryId| {
            let entry = self.entry(id);
            let heading = self.ancestors(id).find(|&up| self.entry(up).is_section());
            let heading = heading.map(|up| self.entry(up).text.as_str());
            Some((id, cadence::of(&entry.text, entry.title, heading)?.cadence))
        };
        self.cadences
            .get_or_init(|| self.items().filter_map(of).collect())
    }

    /// Digest of the document's bytes: SHA-256 in hexadecimal digits.
    pub fn digest(&self) -> &str {
        self.digest
            .get_or_init(|| format!("{:x}", Sha256::digest(self.source.as_bytes())))
    }

    /// The headings above an entry, the outermost first.
    pub fn headings(&self, id: EntryId) -> Vec<&str> {
        let mut headings: Vec<&str> = self
            .ancestors(id)
            .map(|up| self.entry(up))
            .filter(|e| e.is_section())
            .map(|e| e.text.as_str())
            .collect();
        headings.reverse();
        headings
    }

    /// The blanks that belong to an entry: those in its own text, then those of the plain lines directly
    /// under it. For a section only its own, as its lines are rows that stand for themselves.
    pub fn blanks_of(&self, id: EntryId) -> impl Iterator<Item = BlankId> + '_ {
        self.item_with_lines(id)
            .flat_map(|id| self.entry(id).blanks.clone())
            .map(BlankId)
    }

    /// An entry with the plain lines that belong to it: those whose blanks are its own.
    pub fn item_with_lines(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        let entry = self.entry(id);
        let lines = self.subtree(id).skip(1).filter(move |&under| {
            entry.is_item()
                && self.entry(under).kind == Kind::Line
                && self.entry(under).parent == Some(id)
        });
        std::iter::once(id).chain(lines)
    }

    /// The blank of an entry that has this slug. No two have the same.
    pub fn blank_called(&self, id: EntryId, slug: &str) -> Option<BlankId> {
        let own = self.entry(id).blanks.clone();
        // Most entries have one or two.
        if own.len() <= FEW_BLANKS {
            return own
                .map(BlankId)
                .find(|&blank| self.blank(blank).slug == slug);
        }
        let by_slug = self.blanks_by_slug.get_or_init(|| {
            let crowded = self
                .ids()
                .filter(|&id| self.entry(id).blanks.len() > FEW_BLANKS);
            let blanks =
                crowded.flat_map(|id| self.entry(id).blanks.clone().map(move |blank| (id, blank)));
            blanks
                .map(|(id, blank)| ((id, self.blanks[blank].slug.clone()), BlankId(blank)))
                .collect()
        });
        by_slug.get(&(id, slug.to_owned())).copied()
    }

    /// What stands in the box of an entry when it is ticked, or not: brackets or a drawn box, as the document has
    /// it. Nothing where there is no box.
    pub fn drawn_box(&self, id: EntryId, ticked: bool) -> Option<&'static str> {
        match &self.entry(id).kind {
            Kind::Item { mark, .. } | Kind::Box { mark, .. } => {
                Some(loose_boxes::drawn(&self.source[mark.clone()], ticked))
            }
            _ => None,
        }
    }

    /// The lines of a piece of Markdown as they read inside their containers: quote markers and indentation
    /// taken away.
    pub fn unquoted(&self, range: Range<usize>, quotes: usize) -> impl Iterator<Item = &str> {
        body::unquoted(&self.source[range], quotes)
    }

    /// The newline that the document uses: that of its first line, or `\n`.
    pub fn newline(&self) -> &'static str {
        self.newline.get_or_init(|| lines::newline(&self.source))
    }
}
