//! A document as the Markdown parser reads it: what a page is rendered from.
//!
//! Not what entries are found in: that is `parse`, which looks at the source through these same events.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;

use super::legacy::Rules;
use super::parse;

/// A text that is to be rendered.
pub struct Markdown<'a> {
    source: &'a str,
    text: Cow<'a, str>,
    start: usize,
}

impl<'a> Markdown<'a> {
    /// Takes a document, front matter and all.
    pub fn of(source: &'a str) -> Markdown<'a> {
        let start = parse::body_start(source, Rules::Present);
        Markdown {
            source,
            text: parse::to_render(source, start),
            start,
        }
    }

    /// The parser's events, with the bytes of the document that they stand for. The markers of task list items and
    /// the headings that stand in no list, quote or footnote are, in this order, the items and sections of the
    /// checklist that the text makes.
    pub fn events(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        parse::events(&self.text, self.start, Rules::Present).map(|(event, range)| match event {
            // Where the parser was given something else, the text is what stands in the source.
            Event::Text(text) if text.len() == range.len() => {
                (Event::Text(self.source[range.clone()].into()), range)
            }
            event => (event, range),
        })
    }
}
