//! Prepares a document for the Markdown parser: skips front matter, and replaces some characters.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memmem, memrchr2};

use super::{bare_boxes, front_matter};
use crate::checklist::blanks;
use crate::checklist::legacy::ParseRules;

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Punctuation without meaning inside a line; an underscore is punctuation too, so that emphasis beside it
/// is parsed in the same way.
const STAND_IN: u8 = b';';
/// The limit for passes over a document to find boxes without text.
const ROUNDS: usize = 8;
/// The distance from a run in which other text is searched, in bytes.
const NEAR: usize = 1000;

/// The offset where the Markdown begins, after a byte order mark and front matter.
pub(in crate::checklist) fn body_start(source: &str, rules: ParseRules) -> usize {
    let mark = mark_length(source);
    let text = &source[mark..];
    mark + match rules {
        ParseRules::Present => front_matter::length(text),
        ParseRules::Earlier => front_matter::earlier_length(text),
    }
}

/// The length of the byte order mark of a document, in bytes.
pub(in crate::checklist) fn mark_length(source: &str) -> usize {
    if source.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK.len_utf8()
    } else {
        0
    }
}

/// The text to parse, whose Markdown begins at `start`: the source with three replacements of the same
/// length, so that all ranges stay valid.
///
/// Spaces for the tabs that follow a closing fence: CommonMark (section 4.5) lets tabs follow it; the parser goes
/// on and takes the rest of the document for code. Other punctuation for runs of underscores that share their
/// line with text: two of them in a line are blanks to fill, not emphasis around what stands between. And other
/// punctuation inside a box that nothing follows: that is text (GFM, section 5.3), the parser takes it for an item.
pub(in crate::checklist) fn to_parse(
    source: &str,
    start: usize,
    rules: ParseRules,
) -> Cow<'_, str> {
    let mut text = Replaced {
        source,
        bytes: None,
    };
    tabs_after_fences(source.as_bytes(), |range| text.fill(range, b' '));
    runs_in_text(source, |range| text.fill(range, STAND_IN));
    if rules == ParseRules::Present {
        for date in blanks::date_runs::find(source) {
            for at in date.filter(|&at| source.as_bytes()[at] == b'_') {
                text.fill(at..at + 1, STAND_IN);
            }
        }
        text.without_bare_boxes(start);
    }
    text.into_text()
}

/// The text to render: as [`to_parse`], but with the original underscores.
pub(in crate::checklist) fn to_render(source: &str, start: usize) -> Cow<'_, str> {
    let mut text = Replaced {
        source,
        bytes: None,
    };
    tabs_after_fences(source.as_bytes(), |range| text.fill(range, b' '));
    text.without_bare_boxes(start);
    text.into_text()
}

/// A source in which some ASCII bytes are replaced by others, so that it stays valid UTF-8.
struct Replaced<'a> {
    source: &'a str,
    bytes: Option<Vec<u8>>,
}

impl<'a> Replaced<'a> {
    fn fill(&mut self, range: Range<usize>, byte: u8) {
        self.bytes
            .get_or_insert_with(|| self.source.as_bytes().to_vec())[range]
            .fill(byte);
    }

    fn without_bare_boxes(&mut self, start: usize) {
        if !bare_boxes::may_have(self.source) {
            return;
        }
        // Replacing a box changes how the lines below are parsed: they may contain another one.
        for _ in 0..ROUNDS {
            let boxes = match self.bytes.as_deref().map(str::from_utf8) {
                Some(Ok(text)) => bare_boxes::find(text, start),
                _ => bare_boxes::find(self.source, start),
            };
            if boxes.is_empty() {
                return;
            }
            // The text between the brackets.
            for found in boxes {
                self.fill(found.start + 1..found.end - 1, STAND_IN);
            }
        }
    }

    fn into_text(self) -> Cow<'a, str> {
        let changed = self.bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        changed.map_or(Cow::Borrowed(self.source), Cow::Owned)
    }
}

/// The source in place of `text`, which the parser returned: text that the parser processed, such as
/// code without its backticks, gets its underscores back.
pub(in crate::checklist) fn as_it_stands<'a>(text: &'a str, source: &'a str) -> Cow<'a, str> {
    if text.len() == source.len() {
        return Cow::Borrowed(source);
    }
    if !text.bytes().any(|byte| byte == STAND_IN) {
        return Cow::Borrowed(text);
    }
    // Of these two the parser leaves out none and adds none, so they come in the same order.
    let is_either = |c: &char| matches!(u8::try_from(*c), Ok(b'_' | STAND_IN));
    let mut signs = source.chars().filter(is_either);
    let stands = |c: char| {
        if is_either(&c) {
            signs.next().unwrap_or(c)
        } else {
            c
        }
    };
    Cow::Owned(text.chars().map(stands).collect())
}

/// Calls `found` with the white space after a fence, if it contains tabs.
fn tabs_after_fences(source: &[u8], mut found: impl FnMut(Range<usize>)) {
    let mut at = 0;
    while let Some(tab) = memchr(b'\t', &source[at..]) {
        let start = memrchr2(b'\n', b'\r', &source[..at + tab]).map_or(0, |end| end + 1);
        let end =
            memchr2(b'\n', b'\r', &source[at + tab..]).map_or(source.len(), |end| at + tab + end);
        let kept = source[start..end].trim_ascii_end().len();
        if source[start..start + kept].ends_with(b"`")
            || source[start..start + kept].ends_with(b"~")
        {
            found(start + kept..end);
        }
        at = end;
    }
}

/// Calls `found` with the runs of underscores that are blanks in a line with other text.
fn runs_in_text(source: &str, mut found: impl FnMut(Range<usize>)) {
    let bytes = source.as_bytes();
    let mut at = 0;
    while let Some(first) = memmem::find(&bytes[at..], b"___") {
        let run = at + first
            ..at + first
                + bytes[at + first..]
                    .iter()
                    .take_while(|&&byte| byte == b'_')
                    .count();
        at = run.end;
        if blanks::is_blank(source, &run) && has_text(bytes, &run) {
            found(run);
        }
    }
}

/// True if anything but white space, markers of lists and quotes, and underscores is on the line of
/// a run. Only text near the run is searched, as a line can be very long.
fn has_text(source: &[u8], run: &Range<usize>) -> bool {
    let is_in_line = |at: &usize| !matches!(source[*at], b'\n' | b'\r');
    let is_text = |at: usize| match source[at] {
        b' ' | b'\t' | b'>' | b'_' => false,
        // A list marker has white space after it; else it is emphasis or text.
        b'-' | b'*' | b'+' => source
            .get(at + 1)
            .is_some_and(|next| !next.is_ascii_whitespace()),
        _ => true,
    };
    let after = (run.end..source.len()).take_while(is_in_line).take(NEAR);
    let before = (0..run.start).rev().take_while(is_in_line).take(NEAR);
    after.chain(before).any(is_text)
}
