//! A second pass over the document for the checks: passages of text, without code and links,
//! and literal blocks.
//!
//! Entries don't keep what the checks need: the offset of each character in
//! the source, and what is text at all.

mod context;
mod visitor;

use std::ops::Range;

use crate::checklist::legacy::ParseRules;
use crate::checklist::parse;

/// Replaces code, links and images in a passage.
pub(super) const OPAQUE: char = '\u{FFFC}';

/// The result of the pass.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) passages: Vec<Passage>,
    pub(super) literals: Vec<Literal>,
    /// The offsets of the tags in lines.
    pub(super) tags: Vec<usize>,
}

/// The text of a paragraph, heading, list item or table cell.
pub(super) struct Passage {
    pub(super) role: PassageRole,
    /// Its bytes in the source.
    pub(super) range: Range<usize>,
    /// Its text; a break in the source is `\n`.
    pub(super) plain: String,
    /// True if some of its text isn't emphasized.
    is_plain: bool,
    pieces: Vec<MappedText>,
}

/// The role of a passage.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum PassageRole {
    /// The first paragraph of a task list item.
    Item {
        /// Source bytes of the box.
        mark: Range<usize>,
        ticked: bool,
        /// Items of one place are in one list, or in lists with nothing between them.
        place: usize,
    },
    /// The first paragraph of a plain list item.
    Point,
    Heading,
    Cell,
    Prose,
}

/// Plain text and its source, whose length differs for an entity such as `&lt;`.
struct MappedText {
    plain: Range<usize>,
    source: Range<usize>,
}

/// A literal block: it isn't parsed as Markdown.
pub(super) struct Literal {
    pub(super) kind: LiteralKind,
    pub(super) range: Range<usize>,
}

/// The kind of a literal block.
pub(super) enum LiteralKind {
    /// A fenced code block, with its language.
    Fence { language: String },
    /// An indented code block.
    Indented,
    /// Raw HTML, comments included.
    Html,
}

impl Passage {
    fn new(role: PassageRole, range: Range<usize>) -> Passage {
        Passage {
            role,
            range,
            plain: String::new(),
            is_plain: false,
            pieces: Vec::new(),
        }
    }

    /// The offset in the source of a byte of the plain text.
    pub(super) fn offset(&self, plain: usize) -> usize {
        let after = self
            .pieces
            .partition_point(|piece| piece.plain.start <= plain);
        let Some(piece) = after.checked_sub(1).map(|at| &self.pieces[at]) else {
            return self.range.start;
        };
        let is_verbatim = piece.plain.len() == piece.source.len();
        let inside = if is_verbatim && plain < piece.plain.end {
            plain - piece.plain.start
        } else {
            0
        };
        piece.source.start + inside
    }

    /// True if this names what follows: a heading, `**Staging**`, `In production:`, `Host: ____`.
    fn is_label(&self) -> bool {
        let text = self.plain.trim_end();
        let names = !self.is_plain || text.ends_with([':', '：']) || text.contains("___");
        self.role == PassageRole::Heading || (self.role == PassageRole::Prose && names)
    }

    fn push(&mut self, text: &str, source: Range<usize>) {
        let start = self.plain.len();
        self.plain.push_str(text);
        self.pieces.push(MappedText {
            plain: start..self.plain.len(),
            source,
        });
    }
}

/// Runs the pass over the document from `start` on.
pub(super) fn read(source: &str, start: usize) -> Scan {
    let text = parse::to_parse(source, start, ParseRules::Present);
    let mut pass = visitor::Pass::new(source);
    for (event, range) in parse::events(&text, start, ParseRules::Present) {
        pass.event(event, range);
    }
    pass.finish()
}
