//! A Markdown document as a flat list of entries, with its boxes and blanks.
//!
//! Parsing is pure and never fails: any text is a checklist, if need be one without items. A [`Checklist`] keeps the
//! source byte for byte and points into it with byte ranges, so that a report can be written into the source. It must
//! not know progress, which is kept elsewhere under the keys of entries.
//!
//! Invariants: entries are in document order and in preorder, so that an entry and all under it are one
//! contiguous range; every range lies on character boundaries of the source; every key is unique.

mod annotations;
mod attributes;
mod blank_kind;
mod blanks;
mod body;
mod cadence;
mod choices;
mod code_language;
mod counting;
mod entry;
mod html_tags;
mod inline;
mod keys;
pub mod languages;
mod leads;
mod legacy;
pub mod lines;
mod links;
mod lint;
mod list_marker;
mod loose_boxes;
pub mod mojibake;
mod names;
mod need;
mod normalize;
mod notation;
mod parse;
mod phases;
mod placeholders;
mod plain_words;
mod reading;
mod render_events;
mod signoffs;
mod states;
mod struck;
mod suggest;
mod suggestions;
mod tags;
#[cfg(test)]
mod team_documents;
mod thresholds;
mod value_context;
mod variables;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};

use annotations::Annotations;
pub use annotations::{Annotation, AnnotationWord, Directive};
pub use attributes::Attributes;
pub use blank_kind::BlankKind;
pub use body::{BodyChange, PLACE_BETWEEN};
pub use cadence::{Cadence, Span};
pub use choices::ChoiceGroup;
use choices::Choices;
pub use code_language::{CodeLanguage, language_word};
pub use entry::{Blank, Block, BlockKind, Entry, Form, Kind, NO_TEXT, Table};
pub use keys::slug;
use legacy::ParseRules;
pub use legacy::{Earlier, Was};
pub use lint::{Finding, FindingKind, Overlooked};
pub use normalize::substance;
pub use notation::Notation;
pub use phases::Phase;
pub use plain_words::PlainWords;
pub use reading::{Need, Origin, Reading, Sense};
pub use render_events::Markdown;
use signoffs::SignOffs;
pub use signoffs::{PlaceToSign, SignOff, SignOffFit};
pub use suggest::Offer;
pub use suggestions::Suggestion;
use thresholds::ItemLimits;
pub use thresholds::{Direction, Outcome, Threshold, Unclear};
use variables::VariableIndex;
pub use variables::{Place, Surroundings, Variable, VariableId};

/// The blanks of entries with more than this many are found by an index.
const FEW_BLANKS: usize = 8;

/// The index of an entry in its checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub usize);

/// The index of a blank in its checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlankId(pub usize);

/// A state in the Status column of a table, such as `❌` or `Pending`, that isn't a box: it counts only where an annotation
/// or a person says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableState {
    /// The offset of its text in the source.
    pub offset: usize,
    /// True if it means done.
    pub is_done: bool,
}

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
    /// The states in tables that don't count, in document order.
    table_states: Vec<TableState>,
    /// The source with spaces in place of annotations, if there are any.
    unannotated: Option<String>,
    /// The offsets of the blanks that an annotation turned into text.
    removed_blanks: Vec<usize>,
    /// The source bytes in which an annotation turns places to fill into text, in order.
    texts: Vec<Range<usize>>,
    /// The keys of entries of which people say whether the boxes under them count.
    adopted: Vec<(String, bool)>,
    /// The annotations; computed on first use.
    annotations: OnceLock<Annotations>,
    /// The groups of boxes; computed on first use.
    choices: OnceLock<Choices>,
    /// The lines that look like items; computed on first use.
    look_alikes: OnceLock<Vec<(usize, FindingKind)>>,
    /// True if the document has items; computed on first use.
    has_items: OnceLock<bool>,
    /// The entries that are struck out; computed on first use.
    struck: OnceLock<Vec<bool>>,
    /// True if version 0.1.0 may have used other keys.
    is_read_otherwise: bool,
    /// Those keys; computed on first use.
    earlier: OnceLock<Option<Box<Earlier>>>,
    /// The parts of the keys; computed on first use.
    names: OnceLock<Vec<keys::KeyPart>>,
    /// The entries by their keys; computed on first use.
    by_key: OnceLock<HashMap<String, EntryId>>,
    /// The need of each entry; computed on first use.
    needs: OnceLock<need::NeedReadings>,
    /// The lead lines above lists; computed on first use.
    leads: OnceLock<leads::Leads>,
    /// The number of entries with the name of each entry; computed on first use.
    namesakes: OnceLock<Vec<usize>>,
    /// The phases that headings and lead lines name; computed on first use.
    phases: OnceLock<phases::PhaseReadings>,
    /// The limits of the items that have any; computed on first use.
    limits: OnceLock<HashMap<EntryId, ItemLimits>>,
    /// The due times of the items that have one, in document order; computed on first use.
    cadences: OnceLock<BTreeMap<EntryId, Cadence>>,
    /// The blanks by their entry and slug; computed on first use.
    blanks_by_slug: OnceLock<HashMap<(EntryId, String), BlankId>>,
    /// The sign-offs; computed on first use.
    signoffs: OnceLock<SignOffs>,
    /// The digest of the source; computed on first use.
    digest: OnceLock<String>,
    /// The newline of the first line; computed on first use.
    newline: OnceLock<&'static str>,
    /// The fingerprints of the bodies of entries; each computed on first use.
    bodies: OnceLock<Vec<OnceLock<String>>>,
    /// The places of entries; each computed on first use.
    places: OnceLock<Vec<OnceLock<String>>>,
    /// The states and steps that can be adopted; computed on first use.
    adoptable: OnceLock<Vec<(EntryId, usize)>>,
    /// The variables; computed on first use.
    variables: OnceLock<VariableIndex>,
    /// The mistakes in the document; computed on first use.
    findings: OnceLock<Vec<Finding>>,
    /// The addresses of link reference definitions; computed on first use.
    references: OnceLock<HashMap<String, String>>,
}

impl Checklist {
    /// Parses a Markdown document. Any text is valid.
    ///
    /// # Examples
    ///
    /// ```
    /// let checklist = gonogo::checklist::Checklist::parse("# Launch\n- [ ] Budget: $____\n");
    /// assert_eq!(checklist.items().count(), 1);
    /// assert_eq!(checklist.blanks()[0].label, "Budget");
    /// ```
    pub fn parse(source: impl Into<String>) -> Self {
        parse::parse(source.into(), ParseRules::Present)
    }

    /// The same document, in which people say of the entries with these keys whether the boxes under them count. States
    /// in tables and numbered steps are boxes only there; all other entries keep their keys.
    #[must_use]
    pub fn adopting(&self, people: &[(&str, bool)]) -> Checklist {
        let plain = Checklist::parse(self.source.clone());
        let known: Vec<(EntryId, bool)> = people
            .iter()
            .filter_map(|&(key, counts)| Some((*plain.by_key().get(key)?, counts)))
            .collect();
        let mut checklist = parse::adopting(plain, &known);
        let people = people.iter().map(|&(key, counts)| (key.to_owned(), counts));
        checklist.adopted = people.collect();
        checklist
    }

    /// The keys of the entries of which people say whether the boxes under them count.
    pub fn adopted(&self) -> &[(String, bool)] {
        &self.adopted
    }

    /// The document, byte for byte.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The mistakes in the document, in document order.
    ///
    /// # Examples
    ///
    /// ```
    /// let findings = gonogo::checklist::Checklist::parse("# Launch\n- []backups tested\n").check();
    /// assert_eq!((findings[0].line, findings[0].column), (2, 3));
    /// assert_eq!(findings[0].kind.name(), "almost-box");
    /// ```
    pub fn check(&self) -> Vec<Finding> {
        self.findings().to_vec()
    }

    /// The mistakes in the document, in document order; read once.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| lint::check(self))
    }

    /// The lines that look like items and aren't, in document order, with the kinds of their findings.
    pub fn look_alikes(&self) -> &[(usize, FindingKind)] {
        self.look_alikes
            .get_or_init(|| lint::look_alikes(self.findings()))
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

    /// The states in tables that don't count, in document order.
    pub fn table_states(&self) -> &[TableState] {
        &self.table_states
    }

    /// The blocks before the first entry, such as prose before the first heading; shown with the first entry.
    pub fn preamble(&self) -> &[Block] {
        &self.preamble
    }

    /// The boxes that are not items and whose row, line or item begins in these source bytes.
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

    /// The blanks in these source bytes.
    pub fn blanks_in(&self, range: Range<usize>) -> impl Iterator<Item = BlankId> + '_ {
        let first = self
            .blanks
            .partition_point(|blank| blank.range.start < range.start);
        let those = self.blanks[first..]
            .iter()
            .take_while(move |blank| blank.range.end <= range.end);
        those.enumerate().map(move |(at, _)| BlankId(first + at))
    }

    /// The ids of all boxes that are not items, in document order.
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

    /// True if the entry is a step of the step-by-step mode: an item, another box, or a line with blanks
    /// that belongs to no item.
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
    /// If `id` was made for another checklist.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0]
    }

    /// The blank at `id`.
    ///
    /// # Panics
    ///
    /// If `id` was made for another checklist.
    pub fn blank(&self, id: BlankId) -> &Blank {
        &self.blanks[id.0]
    }

    /// The heading that names the whole document: its first entry, if that is the only heading of level 1.
    pub fn title(&self) -> Option<EntryId> {
        self.title
    }

    /// The sections at the top of the outline, without the title.
    pub fn top_sections(&self) -> impl Iterator<Item = EntryId> + '_ {
        self.ids().filter(|&id| {
            let entry = self.entry(id);
            entry.is_section() && entry.depth == 0 && self.title != Some(id)
        })
    }

    /// The offset where the Markdown begins, after a byte order mark and front matter.
    pub fn body_start(&self) -> usize {
        self.body_start
    }

    /// The ids of an entry and of all entries under it.
    pub fn subtree(&self, id: EntryId) -> impl DoubleEndedIterator<Item = EntryId> + use<> {
        (id.0..self.entry(id).end.0).map(EntryId)
    }

    /// The entries above `id`, the nearest first.
    pub fn ancestors(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        std::iter::successors(self.entry(id).parent, |&up| self.entry(up).parent)
    }

    /// The nearest entry that is or contains both.
    pub fn holding(&self, one: EntryId, other: EntryId) -> Option<EntryId> {
        let holds = |up: &EntryId| (up.0..self.entry(*up).end.0).contains(&other.0);
        std::iter::once(one).chain(self.ancestors(one)).find(holds)
    }

    /// The item that is `id` or contains it.
    pub fn item_of(&self, id: EntryId) -> Option<EntryId> {
        std::iter::once(id)
            .chain(self.ancestors(id))
            .find(|&up| self.entry(up).is_item())
    }

    /// The need of an entry with its basis: an annotation, its text, or what an entry above it has. For a condition the
    /// words are that condition.
    ///
    /// # Examples
    ///
    /// ```
    /// use gonogo::checklist::{Checklist, EntryId, Need};
    ///
    /// let checklist = Checklist::parse("- [ ] Backups encrypted (if using S3)\n");
    /// let need = checklist.need(EntryId(0));
    /// assert_eq!((need.value, need.words.as_str()), (Need::Conditional, "if using s3"));
    /// ```
    pub fn need(&self, id: EntryId) -> &Reading<Need> {
        &self.all_needs().readings[id.0]
    }

    /// True if the document says that an entry is optional.
    pub fn is_optional(&self, id: EntryId) -> bool {
        self.need(id).value == Need::Optional
    }

    fn all_needs(&self) -> &need::NeedReadings {
        self.needs.get_or_init(|| need::read(self))
    }

    fn leads(&self) -> &leads::Leads {
        self.leads.get_or_init(|| leads::Leads::find(self))
    }

    /// The attributes that the text of an entry and the headings above it state.
    pub fn traits(&self, id: EntryId) -> Attributes {
        let mut headings = self.headings(id);
        headings.reverse();
        let traits = attributes::of(&self.entry(id).text, self.entry(id).title, &headings);
        let thresholds = self.thresholds(id).to_vec();
        Attributes {
            optional: self.is_optional(id),
            thresholds,
            ..traits
        }
    }

    /// The phase that the document states for an entry itself: by an annotation, by its heading, or by the lead line
    /// above it. `None` if it has the phase of the entry above it.
    pub fn phase_reading(&self, id: EntryId) -> Option<&Reading<Phase>> {
        self.all_phases().readings[id.0].as_ref()
    }

    /// True if an entry may be part of a rollback procedure, which is done only if something goes wrong. It counts as
    /// before going live until a person or an annotation says so.
    pub fn may_be_rollback(&self, id: EntryId) -> bool {
        self.all_phases().may_be_rollback[id.0]
    }

    fn all_phases(&self) -> &phases::PhaseReadings {
        self.phases.get_or_init(|| phases::read(self))
    }

    /// The thresholds of an item, in the order of its text. It has none if the headings above or the paragraph
    /// before it say that limits are triggers.
    pub fn thresholds(&self, id: EntryId) -> &[Threshold] {
        self.limits_of(id).map_or(&[], |limits| &limits.asked)
    }

    /// The limits of an item that ask for no value, such as versions, settings and triggers, each with the words that
    /// show it.
    pub fn ignored_limits(&self, id: EntryId) -> &[(Threshold, String)] {
        self.limits_of(id).map_or(&[], |limits| &limits.off)
    }

    /// The limits of an item: its thresholds, then those that ask for no value.
    pub fn limits(&self, id: EntryId) -> impl Iterator<Item = &Threshold> {
        let ignored = self.ignored_limits(id).iter().map(|(limit, _)| limit);
        self.thresholds(id).iter().chain(ignored)
    }

    /// The sense that the document gives a limit of an item.
    pub fn sense(&self, id: EntryId, slug: &str) -> Reading<Sense> {
        let reading = |value: Sense, origin: Origin, words: &str| Reading {
            value,
            origin,
            words: words.to_owned(),
        };
        if let Some((sense, up)) = value_context::stated(self, id) {
            let origin = if up == id {
                Origin::Annotation
            } else {
                Origin::Inherited
            };
            return reading(sense, origin, &self.entry(up).text);
        }
        let mut ignored = self.ignored_limits(id).iter();
        if let Some((_, words)) = ignored.find(|(limit, _)| limit.slug == slug) {
            return reading(Sense::Off, Origin::Pattern, words);
        }
        let mut thresholds = self.thresholds(id).iter();
        match thresholds.find(|limit| limit.slug == slug) {
            Some(threshold) if threshold.sense() == Some(Sense::Inverted) => {
                reading(Sense::Inverted, Origin::Pattern, &threshold.text)
            }
            Some(_) | None => Reading::by_default(Sense::On),
        }
    }

    fn limits_of(&self, id: EntryId) -> Option<&ItemLimits> {
        let limits = self.limits.get_or_init(|| value_context::limits(self));
        limits.get(&id)
    }

    /// The due time of an item, if its text or heading states one.
    pub fn cadence(&self, id: EntryId) -> Option<Cadence> {
        self.cadences_of_items().get(&id).copied()
    }

    /// The items with a due time in their text or heading, in document order.
    pub fn cadences(&self) -> impl Iterator<Item = (EntryId, Cadence)> + '_ {
        self.cadences_of_items()
            .iter()
            .map(|(&id, &cadence)| (id, cadence))
    }

    fn cadences_of_items(&self) -> &BTreeMap<EntryId, Cadence> {
        // Many items have the same heading, which is read once.
        let mut headings: HashMap<EntryId, Option<cadence::DueWords>> = HashMap::new();
        let mut of = |id: EntryId| {
            let entry = self.entry(id);
            let heading = || {
                let section = self.ancestors(id).find(|&up| self.entry(up).is_section())?;
                let read = || cadence::of_heading(&self.entry(section).text);
                headings.entry(section).or_insert_with(read).clone()
            };
            Some((id, cadence::of(&entry.text, entry.title, heading)?.cadence))
        };
        self.cadences
            .get_or_init(|| self.items().filter_map(&mut of).collect())
    }

    /// The SHA-256 digest of the document's bytes, in hexadecimal digits.
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
    /// under it. For a section only its own, as its lines are rows of the outline.
    pub fn blanks_of(&self, id: EntryId) -> impl Iterator<Item = BlankId> + '_ {
        self.item_with_lines(id)
            .flat_map(|id| self.entry(id).blanks.clone())
            .map(BlankId)
    }

    /// An entry and the plain lines under it whose blanks belong to it.
    pub fn item_with_lines(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        let entry = self.entry(id);
        let lines = self.subtree(id).skip(1).filter(move |&under| {
            entry.is_item()
                && self.entry(under).kind == Kind::Line
                && self.entry(under).parent == Some(id)
        });
        std::iter::once(id).chain(lines)
    }

    /// The blank of an entry with this slug, which is unique.
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

    /// The text of an entry's box if it is ticked or not: brackets or a drawn box, as the document has
    /// it; `None` if the entry has no box.
    pub fn drawn_box(&self, id: EntryId, ticked: bool) -> Option<&'static str> {
        match &self.entry(id).kind {
            Kind::Item { mark, .. } | Kind::Box { mark, .. } => {
                Some(loose_boxes::drawn(&self.source[mark.clone()], ticked))
            }
            _ => None,
        }
    }

    /// The lines of a piece of Markdown without the quote markers and indentation
    /// of their containers.
    pub fn unquoted(&self, range: Range<usize>, quotes: usize) -> impl Iterator<Item = &str> {
        body::unquoted(&self.source[range], quotes)
    }

    /// The newline of the document: that of its first line, or `\n`.
    pub fn newline(&self) -> &'static str {
        self.newline.get_or_init(|| lines::newline(&self.source))
    }
}
