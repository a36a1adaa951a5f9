//! The document once more, as the parser sees it: passages of text, with code and links told apart from it,
//! and the blocks that are taken literally.
//!
//! Entries keep what is worked with; this keeps what the checks need to know besides: where a character of a
//! text stands in the source, and what is text at all.

mod context;
mod visitor;

use std::ops::Range;

use crate::checklist::legacy::Rules;
use crate::checklist::parse;

/// Stands in a passage for what is no text: code, a link, an image.
pub(super) const OPAQUE: char = '\u{FFFC}';

/// What one pass over the document gathers.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) passages: Vec<Passage>,
    pub(super) literals: Vec<Literal>,
}

/// The text of a paragraph, heading, list item or table cell.
pub(super) struct Passage {
    pub(super) role: Role,
    /// Its bytes in the source.
    pub(super) range: Range<usize>,
    /// Its text; a break in the source is `\n`.
    pub(super) plain: String,
    /// Whether some of its text is not emphasized.
    is_plain: bool,
    pieces: Vec<Piece>,
}

/// What a passage is there for.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// The first paragraph of a task list item.
    Item {
        /// Source bytes of the box.
        mark: Range<usize>,
        ticked: bool,
        /// Items of one place stand in one list, or in lists that nothing keeps apart.
        place: usize,
    },
    /// The first paragraph of a plain list item.
    Point,
    Heading,
    Cell,
    Prose,
}

/// Plain text and the source that it came from; of different length for an entity such as `&lt;`.
struct Piece {
    plain: Range<usize>,
    source: Range<usize>,
}

/// A block that is not read as Markdown.
pub(super) struct Literal {
    pub(super) kind: LiteralKind,
    pub(super) range: Range<usize>,
}

/// What kind of block is not read as Markdown.
pub(super) enum LiteralKind {
    /// A code block between fences, with its language.
    Fence { language: String },
    /// A code block by its indentation.
    Indented,
    /// Raw HTML, comments included.
    Html,
}

impl Passage {
    fn new(role: Role, range: Range<usize>) -> Passage {
        Passage {
            role,
            range,
            plain: String::new(),
            is_plain: false,
            pieces: Vec::new(),
        }
    }

    /// Where a byte of the plain text stands in the source.
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

    /// Whether this names what follows: a heading, `**Staging**`, `In production:`, `Host: ____`.
    fn is_label(&self) -> bool {
        let text = self.plain.trim_end();
        let names = !self.is_plain || text.ends_with([':', '：']) || text.contains("___");
        self.role == Role::Heading || (self.role == Role::Prose && names)
    }

    fn push(&mut self, text: &str, source: Range<usize>) {
        let start = self.plain.len();
        self.plain.push_str(text);
        self.pieces.push(Piece {
            plain: start..self.plain.len(),
            source,
        });
    }
}

/// Reads the document from `start` on.
pub(super) fn read(source: &str, start: usize) -> Reading {
    let text = parse::to_parse(source, start, Rules::Present);
    let mut pass = visitor::Pass::new(source);
    for (event, range) in parse::events(&text, start, Rules::Present) {
        pass.event(event, range);
    }
    pass.finish()
}
