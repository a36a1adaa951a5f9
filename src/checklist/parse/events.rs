//! The Markdown parser, with the extensions that GitHub has, and by which rules a document is read.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use super::{bare_boxes, preprocess};
use crate::checklist::legacy::Rules;

/// Whether version 0.1.0 may have found other lines or items in a document, or read it from another place on.
pub(super) fn differs(source: &str, start: usize) -> bool {
    let bytes = source.as_bytes();
    let ends_in_cr = |at: usize| !bytes[at..].starts_with(b"\r\n");
    start != preprocess::body_start(source, Rules::Earlier)
        || memchr::memchr_iter(b'\r', bytes).any(ends_in_cr)
        || bare_boxes::may_have(source)
}

/// The parser's events for the part of `text` from `start` on, with their places in the whole.
pub(in crate::checklist) fn events(
    text: &str,
    start: usize,
    rules: Rules,
) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let events = Parser::new_ext(&text[start..], options(rules)).into_offset_iter();
    events.map(move |(event, range)| (event, range.start + start..range.end + start))
}

/// What the parser knows beyond CommonMark.
pub(in crate::checklist) fn options(rules: Rules) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    // They take braces out of headings, and go on where a line ends in CR alone.
    options.set(Options::ENABLE_HEADING_ATTRIBUTES, rules == Rules::Earlier);
    options
}
