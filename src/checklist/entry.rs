//! The parts of a checklist: entries, blanks, blocks, tables.

use std::borrow::Cow;
use std::ops::Range;

use super::{BlankKind, EntryId, Notation, mojibake};

/// Shown for an item without text.
pub const NO_TEXT: &str = "(no text)";

/// A row of the outline: a section, an item, another box, or a line with blanks.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The kind of the entry.
    pub kind: Kind,
    /// The plain text, white space folded, with its blanks as in the document.
    pub text: String,
    /// Source bytes of the inline content: of the heading, the item's first paragraph, or the line.
    pub head: Range<usize>,
    /// Source bytes of the block that contains the head: a line may be one of several in a paragraph. Text that is
    /// inserted under the entry goes after it.
    pub paragraph: Range<usize>,
    /// The number of block quotes around it.
    pub quotes: usize,
    /// Line of the heading or of the list marker, counted from 1.
    pub line: usize,
    /// The entry above it in the tree.
    pub parent: Option<EntryId>,
    /// The length of the title, in bytes: the bold words at the start of the text; 0 without them.
    pub title: usize,
    /// The indentation level in the outline; children of the title are not indented.
    pub depth: usize,
    /// One past the last entry under this one.
    pub end: EntryId,
    /// The blanks in its own text.
    pub blanks: Range<usize>,
    /// The content under it that is not an entry: prose, commands, plain lists, tables.
    pub blocks: Vec<Block>,
    /// True if this is a box only because an annotation or a person says that it counts: a state in a table, a numbered
    /// step, a box such as `[-]`.
    pub is_adopted: bool,
    /// True for a line that is an entry only for places that earlier versions didn't know, such as placeholders and
    /// labels. Its key comes after all others, and it isn't part of the body of the item above it, so that earlier
    /// progress stays valid.
    pub is_late: bool,
}

/// The kind of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A heading, with its level from 1 to 6.
    Section(u8),
    /// A task list item.
    Item {
        /// Source bytes of `[ ]`.
        mark: Range<usize>,
        /// True if the box contains an `x`.
        ticked: bool,
    },
    /// A box that isn't a task list item: `☐`, or `[ ]` in the cell of a table.
    Box {
        /// Source bytes of the box.
        mark: Range<usize>,
        /// True if the document ticks it.
        ticked: bool,
    },
    /// A line with blanks that isn't an item.
    Line,
}

/// A piece of the document under an entry, to be shown with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The kind of the block.
    pub kind: BlockKind,
    /// Its source bytes.
    pub range: Range<usize>,
    /// The number of block quotes around it.
    pub quotes: usize,
    /// The number of list items around it; the first paragraph of one counts that too.
    pub level: usize,
}

/// The kind of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph, or a heading inside a list or quote.
    Text,
    /// The first paragraph of a plain list item.
    Point {
        /// The list marker: `-` or `3.`.
        marker: String,
    },
    /// A code block.
    Code {
        /// The info string, such as `bash`.
        info: String,
        /// Source bytes of each piece of code, in order, newlines included.
        lines: Vec<Range<usize>>,
    },
    /// A table.
    Table,
    /// Raw HTML.
    Html,
}

/// A blank: a place to fill in.
#[derive(Debug, Clone)]
pub struct Blank {
    /// Its entry.
    pub entry: EntryId,
    /// The label as a slug, unique in its entry: the part of the blank's key after the colon.
    pub slug: String,
    /// The label, in the document's words.
    pub label: String,
    /// The kind of answer that it asks for.
    pub kind: BlankKind,
    /// The choices that the document offers, if any.
    pub choices: Vec<String>,
    /// Source bytes that an answer replaces.
    pub range: Range<usize>,
    /// Its bytes in the text of its entry.
    pub span: Range<usize>,
    /// The form that an answer must have.
    pub form: Form,
    /// The way in which the document writes it.
    pub notation: Notation,
    /// Line in the document, counted from 1.
    pub line: usize,
}

/// The form of an answer in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Inside a line of Markdown.
    Inline,
    /// In the cell of a table, whose columns stay aligned.
    Cell,
    /// In place of write-in lines: Markdown of any number of lines.
    Lines,
    /// On one line of a fenced block, beside a label.
    FenceLine,
    /// In place of the content of a fenced block, whose fences it must not close.
    Fence {
        /// Source bytes of the opening run of `` ` `` or `~`.
        open: Range<usize>,
        /// Source bytes of the closing run, if the block is closed.
        close: Option<Range<usize>>,
    },
}

/// A table with blanks, kept so that reports can keep its columns aligned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its source bytes.
    pub range: Range<usize>,
    /// Source bytes of its cells from bar to bar, line by line; the second line is the delimiter row.
    pub rows: Vec<Vec<Range<usize>>>,
}

impl Entry {
    /// The text, with mojibake repaired if that is certain; [`NO_TEXT`] if it is empty.
    pub fn legible(&self) -> Cow<'_, str> {
        if self.has_no_text() {
            Cow::Borrowed(NO_TEXT)
        } else {
            mojibake::repaired(&self.text)
        }
    }

    /// True if this is an item without legible text: it contains a comment, or an image without description.
    pub fn has_no_text(&self) -> bool {
        self.is_item() && self.text.is_empty()
    }

    /// The length of the title in the legible text, in bytes.
    pub fn legible_title(&self) -> usize {
        mojibake::repaired(&self.text[..self.title]).len()
    }

    /// True if some of the text is mojibake that can't be repaired, because bytes are lost.
    pub fn is_garbled(&self) -> bool {
        mojibake::find(&self.text).any(|found| found.repaired.is_none())
    }

    /// True for a task list item.
    pub fn is_item(&self) -> bool {
        matches!(self.kind, Kind::Item { .. })
    }

    /// True for a heading.
    pub fn is_section(&self) -> bool {
        matches!(self.kind, Kind::Section(_))
    }

    /// True for a box that isn't a task list item.
    pub fn is_box(&self) -> bool {
        matches!(self.kind, Kind::Box { .. })
    }

    /// True for an item or another box, which can be ticked.
    pub fn can_be_ticked(&self) -> bool {
        self.is_item() || self.is_box()
    }

    /// True if the document itself ticks this.
    pub fn is_source_ticked(&self) -> bool {
        matches!(
            self.kind,
            Kind::Item { ticked: true, .. } | Kind::Box { ticked: true, .. }
        )
    }
}
