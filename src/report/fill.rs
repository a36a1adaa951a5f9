//! Writes states into boxes and values into blanks, escaped for their position.

use std::ops::Range;

use super::places::Refused;
use super::splice::Splices;
use super::{escape, places, tables};
use crate::checklist::{Blank, BlankId, Checklist, Form, Kind, lines};
use crate::progress::State;
use crate::workbook::Workbook;

/// Writes states into boxes and values into blanks. Returns the values of variables that can't be written.
pub(super) fn fill(workbook: &Workbook, splices: &mut Splices) -> Refused {
    let checklist = workbook.checklist();
    for id in checklist.ids() {
        let (Kind::Item { mark, ticked } | Kind::Box { mark, ticked }) = &checklist.entry(id).kind
        else {
            continue;
        };
        let done = workbook.state(id) == State::Done;
        if let Some(drawn) = checklist.drawn_box(id, done).filter(|_| done != *ticked) {
            splices.put(mark.clone(), drawn.to_owned());
        }
    }
    put_values(checklist, |id| workbook.value(id), splices);
    let refused = places::put(workbook, splices);
    tables::align(checklist, splices);
    refused
}

/// Writes values into the blanks that have one.
pub(super) fn put_values<T: AsRef<str>>(
    checklist: &Checklist,
    value: impl Fn(BlankId) -> Option<T>,
    splices: &mut Splices,
) {
    let mut delimiters = OpenDelimiters::default();
    for (index, blank) in checklist.blanks().iter().enumerate() {
        if let Some(value) = value(BlankId(index)) {
            put_value(checklist, blank, value.as_ref(), &mut delimiters, splices);
        }
    }
}

fn put_value(
    checklist: &Checklist,
    blank: &Blank,
    value: &str,
    delimiters: &mut OpenDelimiters,
    splices: &mut Splices,
) {
    let source = checklist.source();
    let text = match &blank.form {
        Form::Inline => inline(checklist, blank, value, splices),
        Form::Cell => cell(source, blank, value),
        Form::Lines => own_lines(checklist, blank, value),
        Form::FenceLine => fence_line(source, blank, value),
        Form::Fence { open, close } => {
            let newline = checklist.newline();
            let prefix = continuation(source, blank.range.start);
            lengthen_fences(source, value, open, close.as_ref(), splices);
            let lines: Vec<String> = value.trim_end().lines().map(escape::literal).collect();
            lines.join(&format!("{newline}{prefix}"))
        }
    };
    let is_markdown = matches!(blank.form, Form::Inline | Form::Cell | Form::Lines);
    let text = if is_markdown {
        delimiters
            .of(source, &checklist.entry(blank.entry).paragraph)
            .written_out(text)
    } else {
        text
    };
    splices.put(blank.range.clone(), text);
}

/// The text for a blank in a line of text.
fn inline(checklist: &Checklist, blank: &Blank, value: &str, splices: &mut Splices) -> String {
    let source = checklist.source();
    // The head begins after the backslash of a blank that is escaped.
    let begins_head = checklist.entry(blank.entry).head.start >= blank.range.start;
    let starts_line = begins_head || is_blank_before(source, blank.range.start);
    let text = escape::inline(value, starts_line);
    // A place behind a colon has no width.
    let text = if blank.range.is_empty() {
        format!(" {text}")
    } else {
        text
    };
    let makes_box = is_in_box(source, &blank.range) && matches!(text.as_str(), "x" | "X");
    if makes_box || makes_tag(&source[..blank.range.start], &text) {
        splices.put(
            blank.range.start - 1..blank.range.start - 1,
            "\\".to_owned(),
        );
    }
    text
}

/// The text for a blank in a cell.
fn cell(source: &str, blank: &Blank, value: &str) -> String {
    let text = escape::cell(value);
    if blank.range.is_empty() {
        // A place behind a colon has no width.
        format!(" {text}")
    } else if source[blank.range.clone()].trim().is_empty() {
        format!(" {text} ")
    } else {
        text
    }
}

/// The text for lines to write on.
fn own_lines(checklist: &Checklist, blank: &Blank, value: &str) -> String {
    let source = checklist.source();
    let newline = checklist.newline();
    let prefix = continuation(source, blank.range.start);
    let lines: Vec<String> = value.trim().lines().map(escape::own_line).collect();
    set_apart(
        source,
        &blank.range,
        &lines.join(&format!("<br>{newline}{prefix}")),
        &prefix,
        newline,
    )
}

/// The text for a blank in a line of code.
fn fence_line(source: &str, blank: &Blank, value: &str) -> String {
    let text = escape::literal(&value.split_whitespace().collect::<Vec<_>>().join(" "));
    let closes = ['`', '~']
        .iter()
        .any(|&fence| closes(source, &blank.range, &text, fence));
    // A place behind a colon has no width.
    let text = if blank.range.is_empty() {
        format!(" {text}")
    } else {
        text
    };
    // Nothing closes a fence that stands four columns in, or that has a gap (CommonMark section 4.5).
    if closes { format!("    {text} ") } else { text }
}

/// Returns true if a line of code has only `fence` characters once `text` replaces a range of it. Stops at the first other
/// character, because a line can have many blanks.
fn closes(source: &str, range: &Range<usize>, text: &str, fence: char) -> bool {
    let is_end = |next: Option<char>| next.is_none_or(lines::is_end);
    let past = |c: &char| !lines::is_end(*c) && c.is_whitespace();
    let mut before = source[..range.start]
        .chars()
        .rev()
        .skip_while(|&c| c == fence)
        .skip_while(past);
    let mut after = source[range.end..]
        .chars()
        .skip_while(|&c| c == fence)
        .skip_while(past);
    text.chars().all(|c| c == fence) && is_end(before.next()) && is_end(after.next())
}

/// Delimiters in a paragraph that a value could complete to a code span or raw HTML, in which backslashes are literal
/// (CommonMark sections 6.1 and 6.6). Computed once for consecutive blanks of the same paragraph.
#[derive(Default)]
pub(super) struct OpenDelimiters {
    paragraph: Range<usize>,
    code: bool,
    html: bool,
}

impl OpenDelimiters {
    /// Returns the delimiters of a paragraph.
    pub(super) fn of(&mut self, source: &str, paragraph: &Range<usize>) -> &OpenDelimiters {
        if self.paragraph != *paragraph {
            let text = &source[paragraph.clone()];
            *self = OpenDelimiters {
                paragraph: paragraph.clone(),
                code: text.contains('`'),
                html: text.contains("<!") || text.contains("<?"),
            };
        }
        self
    }

    /// Returns text with possible closing delimiters as entities.
    pub(super) fn written_out(&self, text: String) -> String {
        let write = |text: String, sign: &str, entity: &str| {
            text.replace(&format!("\\{sign}"), sign)
                .replace(sign, entity)
        };
        let text = if self.code {
            write(text, "`", "&#96;")
        } else {
            text
        };
        if !self.html {
            return text;
        }
        let signs = [("-", "&#45;"), ("?", "&#63;"), (">", "&gt;")];
        signs
            .iter()
            .fold(text.replace("<br>", " "), |text, (sign, entity)| {
                write(text, sign, entity)
            })
    }
}

/// Returns true if a range is in brackets that aren't a link: `[____]`, filled with an `x`, would be an item.
pub(super) fn is_in_box(source: &str, range: &Range<usize>) -> bool {
    let after = source[range.end..].strip_prefix(']');
    source[..range.start].ends_with('[')
        && after.is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace))
}

/// Returns true if text right after `before` would start an HTML tag and be invisible: `<____>`, filled with a name.
pub(super) fn makes_tag(before: &str, text: &str) -> bool {
    before.ends_with('<')
        && !before.ends_with("\\<")
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// Puts blank lines between text and its neighbors above and below, which would join its paragraph or, like a line of
/// dashes, turn it into a heading.
fn set_apart(
    source: &str,
    range: &Range<usize>,
    text: &str,
    prefix: &str,
    newline: &str,
) -> String {
    let start = lines::start(source, range.start);
    let above = lines::last(&source[..start]);
    let below = lines::of(&source[range.end..]).nth(1).unwrap_or_default();
    let mut apart = String::new();
    if is_blank_line(&source[start..range.start]) && !is_blank_line(above) {
        apart.push_str(&format!("{newline}{prefix}"));
    }
    apart.push_str(text);
    if !is_blank_line(below) {
        apart.push_str(&format!("{newline}{}", prefix.trim_end()));
    }
    apart
}

/// Returns true if a line has only white space and quote markers.
fn is_blank_line(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '>')
}

/// Returns true if only white space and quote markers are before `offset` on its line. Stops at the first other character.
fn is_blank_before(source: &str, offset: usize) -> bool {
    let mut before = source[..offset]
        .chars()
        .rev()
        .skip_while(|&c| !lines::is_end(c) && (c.is_whitespace() || c == '>'));
    before.next().is_none_or(lines::is_end)
}

/// Makes the fences around a value longer than any run in it that could close them.
fn lengthen_fences(
    source: &str,
    value: &str,
    open: &Range<usize>,
    close: Option<&Range<usize>>,
    splices: &mut Splices,
) {
    let Some(fence) = source[open.clone()].chars().next() else {
        return;
    };
    let run = |line: &str| {
        line.trim_start()
            .chars()
            .take_while(|&c| c == fence)
            .count()
    };
    let longest = value.lines().map(run).max().unwrap_or_default();
    if longest >= open.len() {
        let longer = String::from(fence).repeat(longest + 1);
        splices.put(open.clone(), longer.clone());
        if let Some(close) = close {
            splices.put(close.clone(), longer);
        }
    }
}

/// Returns the prefix that keeps the next line in the same containers as `offset`: quote markers and indentation, with
/// spaces for list markers.
pub(super) fn continuation(source: &str, offset: usize) -> String {
    let start = lines::start(source, offset);
    let prefix = source[start..offset].chars();
    prefix
        .filter(|&c| c != '\u{FEFF}')
        .map(|c| {
            if c == '>' || c.is_whitespace() {
                c
            } else {
                ' '
            }
        })
        .collect()
}
