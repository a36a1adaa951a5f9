//! Boxes without text: `- [ ]` alone. They aren't items (GitHub Flavored Markdown, section 5.3: the marker
//! is followed by white space and other content), but the parser treats them as such.

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{Event, Tag};

use crate::checklist::legacy::ParseRules;
use crate::checklist::lines;

/// True if a text may contain such a box: one at the end of its line.
pub(super) fn may_have(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b']', bytes).any(|at| {
        let is_box =
            at >= 2 && bytes[at - 2] == b'[' && matches!(bytes[at - 1], b' ' | b'\t' | b'x' | b'X');
        let rest = bytes[at + 1..]
            .iter()
            .find(|byte| !matches!(byte, b' ' | b'\t' | 0x0B | 0x0C));
        is_box && rest.is_none_or(|&byte| matches!(byte, b'\n' | b'\r'))
    })
}

/// The bytes of those boxes in `text` from `start` on.
pub(super) fn find(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (event, range) in super::events(text, start, ParseRules::Present) {
        // The text may begin in the next line, but not further down.
        if let Some(last) = open.take()
            && !(is_text(&event) && lines::count(&text[last.end..range.start.max(last.end)]) <= 1)
        {
            found.push(last);
        }
        if matches!(event, Event::TaskListMarker(_)) {
            open = Some(range);
        }
    }
    found.extend(open);
    found
}

/// True for an event of the text of an item.
fn is_text(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Paragraph
                | Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(_) | Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => false,
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak => true,
    }
}
