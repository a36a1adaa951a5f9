//! The walk over the parser's events that turns a document into entries.
//!
//! The parser decides what a task list item is (GitHub Flavored Markdown, section 5.3); this file collects
//! the places. It uses a stack of containers instead of recursion, because a document can be
//! nested deeper than a thread's stack.

mod adopted;
mod bare_boxes;
mod blocks;
mod empty_places;
mod events;
mod front_matter;
mod inline_builder;
mod labels;
mod loose_rows;
mod preprocess;
mod tables;
mod write_in;

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::inline::Inline;
use super::legacy::ParseRules;
use super::placeholders::Facts;
use super::{
    Blank, Block, BlockKind, Checklist, Entry, EntryId, Kind, Table, TableState, annotations, lines,
};
use events::differs;
pub(super) use events::{events, options};
use loose_rows::LastTable;
pub(super) use preprocess::{as_it_stands, body_start, mark_length, to_parse, to_render};
use tables::Grid;

/// The average size of a small entry in the source, in bytes; for the initial capacity.
const TYPICAL_ENTRY: usize = 24;
/// The number of lines that are searched one by one, before a binary search.
const NEAR_LINES: usize = 16;
/// The first byte of the drawn boxes in UTF-8.
const BOXES: &[u8] = b"\xE2\x98";
/// The label of write-in lines if neither a heading nor a line above names them.
const UNNAMED: &str = "Notes";

pub(super) fn parse(source: String, rules: ParseRules) -> Checklist {
    let checklist = read(source, rules, Stated::default());
    if rules == ParseRules::Earlier {
        return checklist;
    }
    adopting(checklist, &[])
}

/// What annotations and people state about the source, by offsets.
#[derive(Default)]
struct Stated {
    /// Where underscores are text.
    texts: Vec<Range<usize>>,
    /// From which offsets on other boxes count, or don't.
    counting: Vec<(usize, bool)>,
}

/// Parses a document once more if annotations, or people about these entries, state something that changes its entries.
pub(super) fn adopting(checklist: Checklist, people: &[(EntryId, bool)]) -> Checklist {
    let stated = Stated {
        texts: annotations::without_blanks(&checklist),
        counting: annotations::counting(&checklist, people),
    };
    if stated.texts.is_empty() && stated.counting.is_empty() {
        return checklist;
    }
    let blanks = checklist.blanks.iter().map(|blank| blank.range.start);
    let removed = blanks.filter(|&at| is_within(&stated.texts, at)).collect();
    let texts = stated.texts.clone();
    let mut checklist = read(checklist.source, ParseRules::Present, stated);
    (checklist.removed_blanks, checklist.texts) = (removed, texts);
    checklist
}

/// Parses a document.
fn read(source: String, rules: ParseRules, stated: Stated) -> Checklist {
    let start = preprocess::body_start(&source, rules);
    let unannotated = match rules {
        ParseRules::Present => annotations::without(&source, start),
        ParseRules::Earlier => Cow::Borrowed(source.as_str()),
    };
    let text = to_parse(&unannotated, start, rules);
    let mut walk = Walk::new(&unannotated, rules);
    (walk.texts, walk.counting) = (stated.texts, stated.counting);
    for (event, range) in events(&text, start, rules) {
        walk.event(event, range);
    }
    let Walk {
        entries,
        blanks,
        tables,
        preamble,
        read_otherwise,
        states,
        ..
    } = walk;
    let unannotated = match unannotated {
        Cow::Owned(text) => Some(text),
        Cow::Borrowed(_) => None,
    };
    let title = title(&entries);
    let mut checklist = Checklist {
        table_states: states,
        is_read_otherwise: rules == ParseRules::Present
            && (read_otherwise > 0 || differs(&source, start)),
        title,
        source,
        unannotated,
        entries,
        blanks,
        tables,
        preamble,
        body_start: start,
        ..Checklist::default()
    };
    place(&mut checklist);
    checklist
}

/// True if one of these ranges, which are in order, contains an offset.
pub(super) fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.start <= at);
    next.checked_sub(1)
        .is_some_and(|last| ranges[last].contains(&at))
}

/// The first entry, if it is the only heading of level 1.
fn title(entries: &[Entry]) -> Option<EntryId> {
    let mut tops = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.kind == Kind::Section(1));
    match (tops.next(), tops.next()) {
        (Some((0, _)), None) => Some(EntryId(0)),
        _ => None,
    }
}

/// Sets the depth and the end of every entry.
fn place(checklist: &mut Checklist) {
    let title = checklist.title;
    let entries = &mut checklist.entries;
    for index in 0..entries.len() {
        let parent = entries[index].parent;
        entries[index].depth = match parent {
            Some(parent) if Some(parent) != title => entries[parent.0].depth + 1,
            _ => 0,
        };
    }
    for index in (0..entries.len()).rev() {
        let end = entries[index].end.0.max(index + 1);
        entries[index].end = EntryId(end);
        if let Some(parent) = entries[index].parent {
            entries[parent.0].end = EntryId(entries[parent.0].end.0.max(end));
        }
    }
}

/// The state of the walk.
struct Walk<'a> {
    source: &'a str,
    rules: ParseRules,
    /// The number of things found that version 0.1.0 parsed differently.
    read_otherwise: usize,
    /// Where underscores are text by an annotation.
    texts: Vec<Range<usize>>,
    /// From which offsets on other boxes count, or don't.
    counting: Vec<(usize, bool)>,
    /// The states in tables that don't count.
    states: Vec<TableState>,
    /// The offsets of the lines.
    lines: Vec<usize>,
    /// The line of the last lookup, counted from 1: the next one is near.
    near: Cell<usize>,
    entries: Vec<Entry>,
    blanks: Vec<Blank>,
    containers: Vec<Container>,
    /// The headings above, outermost first.
    sections: Vec<(u8, EntryId)>,
    open: Option<Open>,
    /// Cleared inline content, whose memory is reused.
    spare: Inline,
    code: Option<Code>,
    /// The facts that tell placeholders from markup.
    facts: Facts,
    /// True if it contains a drawn box.
    has_boxes: bool,
    /// The depth inside blocks without inline content of their own: tables, raw HTML.
    skipping: usize,
    /// The depth inside images, whose text contains no blanks.
    opaque: usize,
    /// True inside an address in angle brackets.
    autolink: bool,
    table: Option<Grid>,
    /// The last table, whose rows may go on behind a comment.
    last_table: Option<LastTable>,
    tables: Vec<Table>,
    /// The blocks before the first entry.
    preamble: Vec<Block>,
}

/// A list, list item, quote or footnote around the current event.
#[derive(Clone)]
struct Container {
    /// The nearest task list item, this one included.
    item: Option<EntryId>,
    quotes: usize,
    /// The number of list items around, this one included.
    list_items: usize,
    /// A list item whose first paragraph has not ended.
    fresh: bool,
    /// A numbered list, or an item of one.
    is_numbered: bool,
}

/// Inline content that isn't finished.
struct Open {
    inline: Inline,
    range: Option<Range<usize>>,
    role: InlineRole,
}

/// The role of inline content.
#[derive(Clone, Copy)]
enum InlineRole {
    Heading { level: u8, end: usize },
    Head(EntryId),
    Prose,
}

/// A code block that isn't finished.
struct Code {
    range: Range<usize>,
    info: String,
    fenced: bool,
    lines: Vec<Range<usize>>,
}

impl<'a> Walk<'a> {
    fn new(source: &'a str, rules: ParseRules) -> Self {
        let lines = match rules {
            ParseRules::Present => lines::starts(source),
            ParseRules::Earlier => {
                let ends = memchr::memchr_iter(b'\n', source.as_bytes());
                std::iter::once(0).chain(ends.map(|end| end + 1)).collect()
            }
        };
        Walk {
            rules,
            texts: Vec::new(),
            counting: Vec::new(),
            states: Vec::new(),
            read_otherwise: 0,
            near: Cell::new(1),
            has_boxes: memmem::find(source.as_bytes(), BOXES).is_some(),
            facts: match rules {
                ParseRules::Present => Facts::of(source),
                ParseRules::Earlier => Facts::default(),
            },
            source,
            entries: Vec::with_capacity(lines.len().min(source.len() / TYPICAL_ENTRY)),
            blanks: Vec::new(),
            lines,
            spare: Inline::default(),
            containers: Vec::new(),
            sections: Vec::new(),
            open: None,
            code: None,
            skipping: 0,
            opaque: 0,
            autolink: false,
            table: None,
            last_table: None,
            tables: Vec::new(),
            preamble: Vec::new(),
        }
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.code(&text, range);
            }
            Event::SoftBreak | Event::HardBreak => {
                self.with_inline(range, |inline, _| inline.line_break());
            }
            Event::InlineHtml(html) => self.raw_html(&html, range),
            Event::FootnoteReference(name) => self.footnote(&name, range),
            Event::TaskListMarker(ticked) => self.task(ticked, range),
            Event::Rule => self.rule(range),
            Event::Html(_) => {}
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Paragraph if self.is_text_of_box(range.start) => {}
            Tag::Paragraph => self.open_block(InlineRole::Prose),
            Tag::Heading { level, .. } => {
                // The head of a heading without text is after its marks.
                self.read_otherwise += usize::from(self.source[range.clone()].contains('{'));
                let end = range.start + self.source[range].trim_end().len();
                self.open_block(InlineRole::Heading {
                    level: level as u8,
                    end,
                });
            }
            Tag::BlockQuote(_) => self.enter(|inner| {
                inner.quotes += 1;
                inner.is_numbered = false;
            }),
            Tag::Item => self.enter(|inner| {
                inner.list_items += 1;
                inner.fresh = true;
            }),
            Tag::List(number) => self.enter(|inner| inner.is_numbered = number.is_some()),
            Tag::FootnoteDefinition(_) => self.enter(|inner| inner.is_numbered = false),
            Tag::CodeBlock(kind) => {
                self.close_block();
                let (info, fenced) = match kind {
                    CodeBlockKind::Fenced(info) => (info.into_string(), true),
                    CodeBlockKind::Indented => (String::new(), false),
                };
                self.code = Some(Code {
                    range,
                    info,
                    fenced,
                    lines: Vec::new(),
                });
            }
            Tag::Table(_) => {
                self.skip(BlockKind::Table, range.clone());
                self.table = Some(Grid::new(range));
            }
            Tag::TableHead | Tag::TableRow => {
                self.table
                    .iter_mut()
                    .for_each(|table| table.start_row(range.clone()));
            }
            Tag::TableCell => self.table.iter_mut().for_each(Grid::start_cell),
            Tag::HtmlBlock => self.skip(BlockKind::Html, range),
            Tag::Image { .. } => {
                self.with_inline(range, |_, _| ());
                self.opaque += 1;
            }
            Tag::Link { link_type, .. } => {
                self.with_inline(range, |_, _| ());
                // Text in angle brackets is an address.
                self.autolink = matches!(link_type, LinkType::Autolink | LinkType::Email);
            }
            Tag::Strong => self.with_inline(range, |inline, range| {
                inline.start_strong();
                inline.start_format(range.clone());
            }),
            Tag::Emphasis => {
                self.with_inline(range, |inline, range| inline.start_format(range.clone()));
            }
            _ => self.with_inline(range, |_, _| ()),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.close_block(),
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::List(_) | TagEnd::FootnoteDefinition => {
                self.close_block();
                self.containers.pop();
            }
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::Table => {
                self.skipping -= 1;
                self.close_table();
            }
            TagEnd::Strong => self.end_inline(|inline| {
                inline.end_strong();
                inline.end_format();
            }),
            TagEnd::Emphasis => self.end_inline(Inline::end_format),
            TagEnd::HtmlBlock => self.skipping -= 1,
            TagEnd::Image => self.opaque -= 1,
            TagEnd::Link => self.autolink = false,
            _ => {}
        }
    }

    /// Enters a container; `change` sets how it differs from the one around it.
    fn enter(&mut self, change: impl FnOnce(&mut Container)) {
        self.close_block();
        let mut inner = self.around();
        inner.fresh = false;
        change(&mut inner);
        self.containers.push(inner);
    }

    fn around(&self) -> Container {
        let outside = Container {
            item: None,
            quotes: 0,
            list_items: 0,
            fresh: false,
            is_numbered: false,
        };
        self.containers.last().cloned().unwrap_or(outside)
    }

    /// The entry for content at the current event.
    fn owner(&self) -> Option<EntryId> {
        self.around()
            .item
            .or(self.sections.last().map(|&(_, id)| id))
    }

    /// Enters a block without inline content of its own.
    fn skip(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close_block();
        self.skipping += 1;
        self.keep_block(kind, range);
    }

    /// Notes a box: the list item around it is a task list item.
    fn task(&mut self, ticked: bool, mark: Range<usize>) {
        let parent = self.owner();
        let head = mark.end..mark.end;
        let id = self.add(Kind::Item { mark, ticked }, head, parent);
        if let Some(container) = self.containers.last_mut() {
            container.item = Some(id);
        }
        self.gathered().role = InlineRole::Head(id);
    }

    fn add(&mut self, kind: Kind, head: Range<usize>, parent: Option<EntryId>) -> EntryId {
        let id = EntryId(self.entries.len());
        self.entries.push(Entry {
            line: self.line_of(head.start),
            quotes: self.around().quotes,
            kind,
            text: String::new(),
            paragraph: head.clone(),
            head,
            parent,
            title: 0,
            depth: 0,
            end: id,
            blanks: self.blanks.len()..self.blanks.len(),
            blocks: Vec::new(),
            is_adopted: false,
            is_late: false,
        });
        id
    }

    /// The line of a byte, counted from 1.
    fn line_of(&self, offset: usize) -> usize {
        let from = self.near.get() - 1;
        let next = self.lines[from..]
            .iter()
            .take(NEAR_LINES)
            .position(|&start| start > offset);
        let line = match next {
            Some(after @ 1..) => from + after,
            _ => self.lines.partition_point(|&start| start <= offset),
        };
        self.near.set(line);
        line
    }
}
