//! Writing states into boxes and values into blanks, each as its place wants it.

use std::ops::Range;

use super::splice::Splices;
use super::{escape, tables};
use crate::checklist::{Blank, BlankId, Checklist, Form, Kind, lines};
use crate::progress::State;
use crate::workbook::Workbook;

/// Writes states into boxes and values into blanks.
pub(super) fn fill(workbook: &Workbook, splices: &mut Splices) {
    let checklist = workbook.checklist();
    for id in checklist.ids() {
        let (Kind::Item { mark, ticked } | Kind::Box { mark, ticked }) = &checklist.entry(id).kind else {
            continue;
        };
        let done = workbook.state(id) == State::Done;
        if let Some(drawn) = checklist.drawn_box(id, done).filter(|_| done != *ticked) {
            splices.put(mark.clone(), drawn.to_owned());
        }
    }
    put_values(checklist, |id| workbook.value(id), splices);
}

/// Writes values into the blanks that have one.
pub(super) fn put_values<T: AsRef<str>>(
    checklist: &Checklist,
    value: impl Fn(BlankId) -> Option<T>,
    splices: &mut Splices,
) {
    for (index, blank) in checklist.blanks().iter().enumerate() {
        if let Some(value) = value(BlankId(index)) {
            put_value(checklist, blank, value.as_ref(), splices);
        }
    }
    tables::align(checklist, splices);
}

fn put_value(checklist: &Checklist, blank: &Blank, value: &str, splices: &mut Splices) {
    let source = checklist.source();
    let prefix = continuation(source, blank.range.start);
    let newline = checklist.newline();
    let text = match &blank.form {
        Form::Inline => {
            let before = &source[lines::start(source, blank.range.start)..blank.range.start];
            // The head begins after the backslash of a blank that is escaped.
            let begins_head = checklist.entry(blank.entry).head.start >= blank.range.start;
            let starts_line = begins_head || is_blank_line(before);
            let text = escape::inline(value, starts_line);
            let makes_box = is_in_box(source, &blank.range) && matches!(text.as_str(), "x" | "X");
            if makes_box || makes_tag(before, &text) {
                splices.put(blank.range.start - 1..blank.range.start - 1, "\\".to_owned());
            }
            text
        }
        Form::Cell => {
            let text = escape::cell(value);
            if source[blank.range.clone()].trim().is_empty() { format!(" {text} ") } else { text }
        }
        Form::Lines => {
            let lines: Vec<String> = value.trim().lines().map(escape::own_line).collect();
            set_apart(source, &blank.range, &lines.join(&format!("<br>{newline}{prefix}")), &prefix, newline)
        }
        Form::FenceLine => {
            let text = escape::literal(&value.split_whitespace().collect::<Vec<_>>().join(" "));
            let before = &source[lines::start(source, blank.range.start)..blank.range.start];
            let after = lines::of(&source[blank.range.end..]).next().unwrap_or_default();
            let line = format!("{}{text}{}", before.trim_start(), after.trim_end());
            let closes = ['`', '~'].iter().any(|&fence| line.chars().all(|c| c == fence));
            // Nothing closes a fence that stands four columns in, or that has a gap (CommonMark section 4.5).
            if closes { format!("    {text} ") } else { text }
        }
        Form::Fence { open, close } => {
            lengthen_fences(source, value, open, close.as_ref(), splices);
            let lines: Vec<String> = value.trim_end().lines().map(escape::literal).collect();
            lines.join(&format!("{newline}{prefix}"))
        }
    };
    let paragraph = &source[checklist.entry(blank.entry).paragraph.clone()];
    let is_markdown = matches!(blank.form, Form::Inline | Form::Cell | Form::Lines);
    let text = if is_markdown { without_other_halves(text, paragraph) } else { text };
    splices.put(blank.range.clone(), text);
}

/// Writes as entities what could be the other half of something that a paragraph begins and does not end: a code
/// span or raw HTML, in which backslashes are literal (CommonMark sections 6.1 and 6.6).
fn without_other_halves(text: String, paragraph: &str) -> String {
    let write = |text: String, sign: &str, entity: &str| {
        text.replace(&format!("\\{sign}"), sign).replace(sign, entity)
    };
    let text = if paragraph.contains('`') { write(text, "`", "&#96;") } else { text };
    if !paragraph.contains("<!") && !paragraph.contains("<?") {
        return text;
    }
    let signs = [("-", "&#45;"), ("?", "&#63;"), (">", "&gt;")];
    signs.iter().fold(text.replace("<br>", " "), |text, (sign, entity)| write(text, sign, entity))
}

/// Whether brackets stand right around a range, with nothing after them that makes them a link: `[____]`,
/// filled with an `x`, would be an item.
fn is_in_box(source: &str, range: &Range<usize>) -> bool {
    let after = source[range.end..].strip_prefix(']');
    source[..range.start].ends_with('[')
        && after.is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace))
}

/// Whether a text right after `before` would begin an HTML tag, and not be seen: `<____>`, filled with a name.
fn makes_tag(before: &str, text: &str) -> bool {
    before.ends_with('<')
        && !before.ends_with("\\<")
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// Puts blank lines between a text and what stands right above and below it, which would be one paragraph
/// with it or, as a rule, make a heading of it.
fn set_apart(source: &str, range: &Range<usize>, text: &str, prefix: &str, newline: &str) -> String {
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

/// Whether a line holds nothing but white space and quote markers.
fn is_blank_line(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || c == '>')
}

/// Makes the fences around a value longer than any run in it that could close them.
fn lengthen_fences(
    source: &str,
    value: &str,
    open: &Range<usize>,
    close: Option<&Range<usize>>,
    splices: &mut Splices,
) {
    let Some(fence) = source[open.clone()].chars().next() else { return };
    let run = |line: &str| line.trim_start().chars().take_while(|&c| c == fence).count();
    let longest = value.lines().map(run).max().unwrap_or_default();
    if longest >= open.len() {
        let longer = String::from(fence).repeat(longest + 1);
        splices.put(open.clone(), longer.clone());
        if let Some(close) = close {
            splices.put(close.clone(), longer);
        }
    }
}

/// What the next line has to begin with to stand in the same containers as `offset`: its quote markers and
/// indentation, with spaces for list markers.
pub(super) fn continuation(source: &str, offset: usize) -> String {
    let start = lines::start(source, offset);
    let prefix = source[start..offset].chars();
    prefix.filter(|&c| c != '\u{FEFF}').map(|c| if c == '>' || c.is_whitespace() { c } else { ' ' }).collect()
}
