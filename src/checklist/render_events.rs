//! The parser's events of a document, from which a page is rendered.
//!
//! `parse` finds the entries, from the same events.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::Event;

use super::legacy::ParseRules;
use super::{annotations, parse};

/// A text to render.
pub struct Markdown<'a> {
    source: &'a str,
    text: Cow<'a, str>,
    start: usize,
}

impl<'a> Markdown<'a> {
    /// Makes it from a document, including front matter.
    pub fn of(source: &'a str) -> Markdown<'a> {
        let start = parse::body_start(source, ParseRules::Present);
        Markdown {
            source,
            text: match annotations::without(source, start) {
                Cow::Borrowed(source) => parse::to_render(source, start),
                Cow::Owned(text) => Cow::Owned(parse::to_render(&text, start).into_owned()),
            },
            start,
        }
    }

    /// The parser's events, with their source bytes. The markers of task list items and
    /// the headings outside of lists, quotes and footnotes are, in this order, the items and sections of the
    /// checklist that is parsed from the same text.
    pub fn events(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        parse::events(&self.text, self.start, ParseRules::Present).map(|(event, range)| match event
        {
            // If characters were replaced for the parser, the text is that of the source.
            Event::Text(text) if text.len() == range.len() => {
                (Event::Text(self.source[range.clone()].into()), range)
            }
            event => (event, range),
        })
    }
}
