//! What a checklist is made of: entries, blanks, blocks to be shown, tables.

use std::borrow::Cow;
use std::ops::Range;

use super::{BlankKind, EntryId, mojibake};

/// What is shown in place of the text of an item that has none.
pub const NO_TEXT: &str = "(no text)";

/// A row of the outline: a section, an item, or a line that holds blanks.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What the entry is.
    pub kind: Kind,
    /// The plain text, white space folded, with its blanks as they stand in the document.
    pub text: String,
    /// Source bytes of the inline content: of the heading, the item's first paragraph, or the line.
    pub head: Range<usize>,
    /// Source bytes of the block that holds the head: a line may be one of several in a paragraph. What is put
    /// under the entry goes below that.
    pub paragraph: Range<usize>,
    /// How many block quotes stand around it.
    pub quotes: usize,
    /// Line of the heading or of the list marker, counted from 1.
    pub line: usize,
    /// The entry that this one stands under.
    pub parent: Option<EntryId>,
    /// How much of the text is its title: the bold words that it begins with, in bytes; 0 without them.
    pub title: usize,
    /// How far the outline indents it; children of the title are not indented.
    pub depth: usize,
    /// One past the last entry under this one.
    pub end: EntryId,
    /// The blanks in its own text.
    pub blanks: Range<usize>,
    /// What else stands under it and is no entry of its own: prose, commands, plain lists, tables.
    pub blocks: Vec<Block>,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A heading, with its level from 1 to 6.
    Section(u8),
    /// A task list item, with the three bytes of its box and whether the document ticks it.
    Item {
        /// Source bytes of `[ ]`.
        mark: Range<usize>,
        /// Whether the box holds an `x`.
        ticked: bool,
    },
    /// A box that is no task list item: `☐`, or `[ ]` in the cell of a table.
    Box {
        /// Source bytes of the box.
        mark: Range<usize>,
        /// Whether the document ticks it.
        ticked: bool,
    },
    /// A line that is no item and holds blanks.
    Line,
}

/// A piece of the document under an entry, kept to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its source bytes.
    pub range: Range<usize>,
    /// How many block quotes stand around it.
    pub quotes: usize,
    /// How many list items stand around it; of the first paragraph of one, this one included.
    pub level: usize,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph, or a heading inside a list or quote.
    Text,
    /// The first paragraph of a plain list item.
    Point {
        /// The list marker: `-` or `3.`.
        marker: String,
    },
    /// A code block, with what follows the opening fence and the bytes of each line.
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

/// A place to fill.
#[derive(Debug, Clone)]
pub struct Blank {
    /// The entry that holds it.
    pub entry: EntryId,
    /// The label as a slug, unique in its entry: the part of the blank's key after the colon.
    pub slug: String,
    /// What is asked for, in the document's words.
    pub label: String,
    /// What kind of answer is expected.
    pub kind: BlankKind,
    /// The answers that the document offers, if it does.
    pub choices: Vec<String>,
    /// Source bytes that an answer takes the place of.
    pub range: Range<usize>,
    /// Where it stands in the text of its entry.
    pub span: Range<usize>,
    /// How an answer has to be written there.
    pub form: Form,
    /// Line in the document, counted from 1.
    pub line: usize,
}

/// How an answer has to be written into the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Inside a line of Markdown.
    Inline,
    /// In the cell of a table, whose columns stay aligned.
    Cell,
    /// In place of write-in lines: Markdown, as many lines as it takes.
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

/// A table with places to fill, kept so that its columns can be kept aligned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its source bytes.
    pub range: Range<usize>,
    /// Source bytes of the insides of its cells, from bar to bar, line by line; the second line divides.
    pub rows: Vec<Vec<Range<usize>>>,
}

impl Entry {
    /// The text with mojibake repaired where the repair is certain; [`NO_TEXT`] where an item has none.
    pub fn legible(&self) -> Cow<'_, str> {
        if self.has_no_text() {
            Cow::Borrowed(NO_TEXT)
        } else {
            mojibake::repaired(&self.text)
        }
    }

    /// Whether this is an item of which nothing can be read: it holds a comment, or an image without description.
    pub fn has_no_text(&self) -> bool {
        self.is_item() && self.text.is_empty()
    }

    /// How much of the legible text is its title, in bytes.
    pub fn legible_title(&self) -> usize {
        mojibake::repaired(&self.text[..self.title]).len()
    }

    /// Whether some of the text is mojibake that cannot be repaired, because bytes of it are lost.
    pub fn is_garbled(&self) -> bool {
        mojibake::find(&self.text).any(|found| found.repaired.is_none())
    }

    /// Whether this is a task list item.
    pub fn is_item(&self) -> bool {
        matches!(self.kind, Kind::Item { .. })
    }

    /// Whether this is a heading.
    pub fn is_section(&self) -> bool {
        matches!(self.kind, Kind::Section(_))
    }

    /// Whether this is a box that is no task list item.
    pub fn is_box(&self) -> bool {
        matches!(self.kind, Kind::Box { .. })
    }

    /// Whether this can be ticked: an item or another box.
    pub fn can_be_ticked(&self) -> bool {
        self.is_item() || self.is_box()
    }

    /// Whether the document itself ticks this.
    pub fn is_source_ticked(&self) -> bool {
        matches!(
            self.kind,
            Kind::Item { ticked: true, .. } | Kind::Box { ticked: true, .. }
        )
    }
}
