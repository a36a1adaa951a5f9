//! Fingerprints of the body of an entry: the commands, links and words under it that say what its text means.
//!
//! Of an item it is the addresses of the links and images in its own text, and all blocks under it: code, prose, plain
//! lists, tables, and lines with blanks. What belongs to the items under it does not. Of any other entry it is
//! the addresses in its own text; of a box in the cell of a table the whole row, too.
//!
//! Progress files store fingerprints, so the rules here and in [`normalize`](super::normalize) must not change:
//! else unchanged entries would need confirming.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use pulldown_cmark::{BrokenLink, CowStr, Event, Parser, Tag, TagEnd};
use sha2::{Digest, Sha256};

use super::legacy::ParseRules;
use super::normalize::Substance;
use super::{Block, BlockKind, Checklist, EntryId, Form, Kind, lines, mojibake, parse};

/// The bytes of a digest that are stored: 48 bits, written as 12 hexadecimal digits.
const DIGEST_BYTES: usize = 6;
/// Replaces every box in a fingerprint.
const BOX: char = '☐';
/// The limit for items above an entry in its place, which would else grow without bound if they are nested deeper
/// than in any known checklist.
const DEEPEST: usize = 16;
/// Between the digests of commands and of words.
const BETWEEN: char = '-';
/// HTML tags that only format text.
const EMPHASIS: [&str; 8] = ["b", "i", "em", "strong", "u", "ins", "mark", "small"];

/// The part in which two fingerprints differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyChange {
    /// Commands, links or images.
    pub commands: bool,
    /// Words.
    pub words: bool,
}

impl Checklist {
    /// The fingerprint of an entry's body: a digest of its commands and addresses, a hyphen, and a digest of
    /// its words, each empty if there are none. Empty if the body is empty.
    pub fn body(&self, id: EntryId) -> &str {
        let bodies = self
            .bodies
            .get_or_init(|| vec![OnceLock::new(); self.entries.len()]);
        let id = self.first_box_beside(id);
        bodies[id.0].get_or_init(|| Body::of(self, id).fingerprint())
    }

    /// The first box on the line or in the row of a box, as all of them have the same body; any other entry itself.
    fn first_box_beside(&self, id: EntryId) -> EntryId {
        let head = &self.entry(id).head;
        let first = self
            .entries
            .partition_point(|entry| entry.head.start < head.start);
        let mut beside = (first..id.0)
            .map(EntryId)
            .filter(|_| self.entry(id).is_box());
        beside
            .find(|&other| self.entry(other).is_box() && self.entry(other).head == *head)
            .unwrap_or(id)
    }

    /// The changes since an earlier [fingerprint](Self::body) of an entry; `None` if it is the same.
    pub fn body_change(&self, id: EntryId, before: &str) -> Option<BodyChange> {
        let now = self.body(id);
        let parts = |fingerprint: &'_ str| {
            let (commands, words) = fingerprint.split_once(BETWEEN).unwrap_or((fingerprint, ""));
            (commands.to_owned(), words.to_owned())
        };
        let ((commands, words), (old_commands, old_words)) = (parts(now), parts(before));
        (now != before).then_some(BodyChange {
            commands: commands != old_commands,
            words: words != old_words,
        })
    }

    /// The place of an entry: the texts of the headings and of the nearest items above it, outermost first,
    /// joined by ` > `. Empty if nothing is above it.
    pub fn place_of(&self, id: EntryId) -> &str {
        let Some(parent) = self.entry(id).parent else {
            return "";
        };
        let places = self
            .places
            .get_or_init(|| vec![OnceLock::new(); self.entries.len()]);
        places[parent.0].get_or_init(|| {
            let items = self
                .ancestors(id)
                .filter(|&up| self.entry(up).is_item())
                .take(DEEPEST);
            let mut above: Vec<EntryId> = items.collect();
            above.extend(self.ancestors(id).filter(|&up| self.entry(up).is_section()));
            // Entries are in document order, so outer ones come first.
            above.sort_unstable();
            above
                .into_iter()
                .map(|up| self.name(up))
                .collect::<Vec<_>>()
                .join(PLACE_BETWEEN)
        })
    }
}

/// The separator in a [place](Checklist::place_of).
pub const PLACE_BETWEEN: &str = " > ";

/// The parts of a body, while they are collected.
struct Body<'a> {
    checklist: &'a Checklist,
    /// Commands and addresses, one a line.
    commands: String,
    words: Substance,
}

impl<'a> Body<'a> {
    fn of(checklist: &'a Checklist, id: EntryId) -> Body<'a> {
        let mut body = Body {
            checklist,
            commands: String::new(),
            words: Substance::default(),
        };
        let entry = checklist.entry(id);
        // The text of the head is remembered as it is; only a row holds more than its box is called.
        let is_in_row = entry.is_box() && checklist.source[entry.head.clone()].starts_with('|');
        body.markdown(&entry.head, entry.quotes, is_in_row);
        if entry.is_item() {
            entry.blocks.iter().for_each(|block| body.block(block));
            for line in checklist.item_with_lines(id).skip(1) {
                body.line(line);
            }
        }
        body
    }

    fn fingerprint(self) -> String {
        let (commands, words) = (self.commands, self.words.finish());
        if commands.is_empty() && words.is_empty() {
            return String::new();
        }
        format!("{}{BETWEEN}{}", digest(&commands), digest(&words))
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Text | BlockKind::Point { .. } | BlockKind::Table => {
                self.markdown(&block.range, block.quotes, true);
            }
            BlockKind::Code { lines, .. } => {
                let code: String = lines
                    .iter()
                    .map(|line| &self.checklist.source[line.clone()])
                    .collect();
                self.code(&code);
            }
            BlockKind::Html => {
                let source = &self.checklist.unannotated()[block.range.clone()];
                let lines: Vec<&str> = unquoted(source, block.quotes).collect();
                let html = without_comments(&lines.join("\n"));
                self.code(&html);
            }
        }
    }

    /// Adds a line with blanks. The label of write-in lines may come from a heading.
    fn line(&mut self, id: EntryId) {
        let entry = self.checklist.entry(id);
        let blanks = &self.checklist.blanks[entry.blanks.clone()];
        if entry.kind == Kind::Line
            && !entry.is_late
            && !blanks
                .iter()
                .any(|it| matches!(it.form, Form::Lines | Form::Fence { .. }))
        {
            self.markdown(&entry.head, entry.quotes, true);
        }
    }

    /// Adds commands: white space within a line doesn't matter, line ends do.
    fn code(&mut self, code: &str) {
        for line in lines::of(code) {
            let words: Vec<&str> = line.split_whitespace().collect();
            if !words.is_empty() {
                self.commands.push_str(&words.join(" "));
                self.commands.push('\n');
            }
        }
    }

    /// Adds the addresses in Markdown, and its words if they are wanted.
    fn markdown(&mut self, range: &Range<usize>, quotes: usize, with_words: bool) {
        let checklist = self.checklist;
        if !with_words && !may_hold_address(&checklist.source[range.clone()]) {
            return;
        }
        let source = self.without_ticks(range);
        let lines: Vec<&str> = unquoted(&source, quotes).collect();
        let source = lines.join("\n");
        let text = parse::to_parse(&source, 0, ParseRules::Present);
        let resolve = |link: BrokenLink| {
            let address = checklist.link_target(&link.reference)?;
            Some((CowStr::from(address.to_owned()), CowStr::from("")))
        };
        let parser = Parser::new_with_broken_link_callback(
            &text,
            parse::options(ParseRules::Present),
            Some(resolve),
        );
        for (event, range) in parser.into_offset_iter() {
            if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = &event {
                self.commands.push_str(dest_url);
                self.commands.push('\n');
            }
            if with_words {
                self.words_of(event, &source[range]);
            }
        }
        self.words.space();
    }

    /// The source with every box unticked.
    fn without_ticks(&self, range: &Range<usize>) -> Cow<'a, str> {
        let source = self.checklist.unannotated();
        let boxes = self.checklist.boxes_in(range.clone());
        let marks = boxes.filter_map(|id| match &self.checklist.entry(id).kind {
            Kind::Box { mark, .. } if mark.end <= range.end => Some(mark),
            _ => None,
        });
        let (mut text, mut at) = (String::new(), range.start);
        for mark in marks.filter(|mark| mark.start >= range.start) {
            text.push_str(&source[at.min(mark.start)..mark.start]);
            text.push(BOX);
            at = mark.end;
        }
        if at == range.start {
            return Cow::Borrowed(&source[range.clone()]);
        }
        Cow::Owned(text + &source[at..range.end])
    }

    fn words_of(&mut self, event: Event, source: &str) {
        match event {
            Event::Text(text) => self.words.prose(&parse::as_it_stands(&text, source)),
            Event::Code(text) => self.words.literal(&parse::as_it_stands(&text, source)),
            Event::InlineHtml(html) | Event::Html(html) => match tag_name(&html) {
                Some(name) if EMPHASIS.contains(&name) => {}
                Some("br") | None => self.words.space(),
                Some(_) => self.words.literal(&html),
            },
            Event::FootnoteReference(label) => self.words.literal(&format!("[^{label}]")),
            // Text that is struck out doesn't count.
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => {
                self.words.literal("~~");
            }
            Event::End(TagEnd::TableCell) => self.words.literal("|"),
            Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::CodeBlock,
            ) => {
                self.words.space();
            }
            Event::Start(_)
            | Event::End(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }
}

/// The name of a formatting tag of raw HTML, in lower case; `None` for other tags and comments.
fn tag_name(html: &str) -> Option<&str> {
    if html.starts_with("<!--") {
        return None;
    }
    let inside = html.trim_matches(['<', '>', '/', ' ', '\n']);
    let form = EMPHASIS
        .iter()
        .chain(&["br"])
        .find(|name| name.eq_ignore_ascii_case(inside));
    Some(form.copied().unwrap_or(inside))
}

/// True if Markdown may contain a link, an image or an address in angle brackets.
fn may_hold_address(source: &str) -> bool {
    memchr::memchr2(b'[', b'<', source.as_bytes()).is_some()
}

fn digest(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let hex = |half: u8| char::from_digit(u32::from(half), 16);
    let bytes = Sha256::digest(text.as_bytes());
    bytes[..DIGEST_BYTES]
        .iter()
        .flat_map(|byte| [hex(byte >> 4), hex(byte & 15)])
        .flatten()
        .collect()
}

fn without_comments(html: &str) -> String {
    let html = mojibake::repaired(html);
    let (mut rest, mut text) = (&*html, String::new());
    while let Some(start) = rest.find("<!--") {
        text.push_str(&rest[..start]);
        rest = rest[start..]
            .find("-->")
            .map_or("", |end| &rest[start + end + 3..]);
    }
    text + rest
}

/// The lines of a text without quote markers and trailing white space.
pub(super) fn unquoted(text: &str, quotes: usize) -> impl Iterator<Item = &str> {
    lines::of(text).map(move |line| {
        (0..quotes).fold(line.trim(), |rest, _| {
            rest.strip_prefix('>').map_or(rest, str::trim_start)
        })
    })
}

#[cfg(test)]
mod tests;
