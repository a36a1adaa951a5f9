//! The Markdown parser with GitHub's extensions, by the current rules or those of version 0.1.0.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use super::{bare_boxes, preprocess};
use crate::checklist::legacy::ParseRules;

/// True if version 0.1.0 may have found other lines or items in a document, or another start of its Markdown.
pub(super) fn differs(source: &str, start: usize) -> bool {
    let bytes = source.as_bytes();
    let ends_in_cr = |at: usize| !bytes[at..].starts_with(b"\r\n");
    start != preprocess::body_start(source, ParseRules::Earlier)
        || memchr::memchr_iter(b'\r', bytes).any(ends_in_cr)
        || bare_boxes::may_have(source)
}

/// The parser's events for `text` from `start` on, with their bytes in the whole text.
pub(in crate::checklist) fn events(
    text: &str,
    start: usize,
    rules: ParseRules,
) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let events = Parser::new_ext(&text[start..], options(rules)).into_offset_iter();
    events.map(move |(event, range)| (event, range.start + start..range.end + start))
}

/// The parser's extensions to CommonMark.
pub(in crate::checklist) fn options(rules: ParseRules) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    // They remove braces from headings, and don't end at a CR alone.
    options.set(
        Options::ENABLE_HEADING_ATTRIBUTES,
        rules == ParseRules::Earlier,
    );
    options
}
