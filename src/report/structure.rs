//! The structure of a document: its headings, lists, items, tables and code blocks, without their text.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::checklist::Markdown;

/// A part of the structure.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum StructurePart {
    Heading(u8),
    List(Option<u64>),
    Item,
    /// A box, and whether it is ticked.
    Box(bool),
    Quote,
    Code,
    Footnote,
    Table(usize),
    Row,
    Cell,
    Rule,
    /// The end of the innermost list, item, quote, footnote or table.
    End,
}

/// The structure of a document, in order. Paragraphs and HTML are text.
pub(super) fn of(source: &str) -> Vec<StructurePart> {
    let markdown = Markdown::of(source);
    markdown
        .events()
        .filter_map(|(event, _)| part(&event))
        .collect()
}

fn part(event: &Event) -> Option<StructurePart> {
    Some(match event {
        Event::Start(Tag::Heading { level, .. }) => StructurePart::Heading(*level as u8),
        Event::Start(Tag::List(first)) => StructurePart::List(*first),
        Event::Start(Tag::Item) => StructurePart::Item,
        Event::Start(Tag::BlockQuote(_)) => StructurePart::Quote,
        Event::Start(Tag::CodeBlock(_)) => StructurePart::Code,
        Event::Start(Tag::FootnoteDefinition(_)) => StructurePart::Footnote,
        Event::Start(Tag::Table(columns)) => StructurePart::Table(columns.len()),
        Event::Start(Tag::TableHead | Tag::TableRow) => StructurePart::Row,
        Event::Start(Tag::TableCell) => StructurePart::Cell,
        Event::End(
            TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::Table,
        ) => StructurePart::End,
        Event::TaskListMarker(ticked) => StructurePart::Box(*ticked),
        Event::Rule => StructurePart::Rule,
        _ => return None,
    })
}
