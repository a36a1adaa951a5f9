//! The report as Markdown.

use std::ops::Range;

use super::escape;
use super::splice::Splices;
use super::summary;
use crate::checklist::{Blank, BlankId, Checklist, Entry, Form, Kind};
use crate::progress::{Marks, State};
use crate::shown;
use crate::workbook::Workbook;

/// The document with its boxes ticked and its blanks filled, and nothing else changed.
pub fn filled(workbook: &Workbook) -> String {
    let mut splices = Splices::default();
    fill(workbook, &mut splices);
    splices.into(workbook.checklist().source())
}

/// The whole report: a summary, the document with its boxes ticked and its blanks filled, under each entry
/// its notes and reasons as quotes, and at the end what found no place.
pub fn markdown(workbook: &Workbook) -> String {
    let checklist = workbook.checklist();
    let newline = checklist.newline();
    let mut splices = Splices::default();
    fill(workbook, &mut splices);
    let start = checklist.body_start();
    splices.put(start..start, summary::head(workbook).replace('\n', newline));
    for id in checklist.ids() {
        let quote = quote(workbook.marks(id));
        if !quote.is_empty() {
            put_quote(checklist, checklist.entry(id), &quote, &mut splices);
        }
    }
    let end = checklist.source().len();
    let unplaced = summary::unplaced(workbook);
    if !unplaced.is_empty() {
        let gap = if checklist.source().ends_with('\n') { "\n" } else { "\n\n" };
        splices.put(end..end, format!("{gap}{unplaced}").replace('\n', newline));
    }
    splices.into(checklist.source())
}

/// Writes states into boxes and values into blanks.
fn fill(workbook: &Workbook, splices: &mut Splices) {
    let checklist = workbook.checklist();
    for id in checklist.ids() {
        if let Kind::Item { mark, ticked } = &checklist.entry(id).kind {
            let done = workbook.state(id) == State::Done;
            if done != *ticked {
                splices.put(mark.clone(), (if done { "[x]" } else { "[ ]" }).to_owned());
            }
        }
    }
    for (index, blank) in checklist.blanks().iter().enumerate() {
        if let Some(value) = workbook.value(BlankId(index)) {
            put_value(checklist, blank, value, splices);
        }
    }
}

fn put_value(checklist: &Checklist, blank: &Blank, value: &str, splices: &mut Splices) {
    let source = checklist.source();
    let prefix = continuation(source, blank.range.start);
    let newline = checklist.newline();
    let text = match &blank.form {
        Form::Inline => {
            let before = &source[start_of_line(source, blank.range.start)..blank.range.start];
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
        Form::Lines => {
            let lines: Vec<String> = value.trim().lines().map(escape::own_line).collect();
            set_apart(source, &blank.range, &lines.join(&format!("<br>{newline}{prefix}")), &prefix, newline)
        }
        Form::Fence { open, close } => {
            lengthen_fences(source, value, open, close.as_ref(), splices);
            let lines: Vec<String> =
                value.trim_end().lines().map(|line| line.replace(is_unseen, "\u{FFFD}")).collect();
            lines.join(&format!("{newline}{prefix}"))
        }
    };
    splices.put(blank.range.clone(), text);
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
    let start = start_of_line(source, range.start);
    let above = source[..start].lines().next_back().unwrap_or_default();
    let below = source[range.end..].lines().nth(1).unwrap_or_default();
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

/// A control character other than a tab.
fn is_unseen(character: char) -> bool {
    character.is_control() && character != '\t'
}

/// What the next line has to begin with to stand in the same containers as `offset`: its quote markers and
/// indentation, with spaces for list markers.
fn continuation(source: &str, offset: usize) -> String {
    let start = start_of_line(source, offset);
    let prefix = source[start..offset].chars();
    prefix.filter(|&c| c != '\u{FEFF}').map(|c| if c == '>' || c.is_whitespace() { c } else { ' ' }).collect()
}

/// The lines to quote under an entry: why it is not done, answers that differ, notes.
fn quote(marks: &Marks) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(answer) = marks.state.answer()
        && let Some(mark) =
            answer.value.as_ref().filter(|mark| !matches!(mark.state, State::Open | State::Done))
    {
        let reason = mark.reason.as_deref().unwrap_or("no reason given");
        quote_text(&mut lines, summary::state_title(mark.state), &answer.by, &answer.at, reason);
    }
    if marks.state.is_conflict() {
        for answer in marks.state.standing() {
            let state = answer.value.as_ref().map_or("as in the document", |mark| mark.state.name());
            quote_text(&mut lines, "Conflict", &answer.by, &answer.at, state);
        }
    }
    for register in marks.blanks.values().filter(|register| register.is_conflict()) {
        for answer in register.standing() {
            quote_text(
                &mut lines,
                "Conflict",
                &answer.by,
                &answer.at,
                answer.value.as_deref().unwrap_or("(empty)"),
            );
        }
    }
    for note in &marks.notes {
        quote_text(&mut lines, "Note", &note.by, &note.at, &note.text);
    }
    lines
}

/// Adds one quoted paragraph: `**Note** (who, when): text`.
fn quote_text(lines: &mut Vec<String>, title: &str, by: &str, at: &str, text: &str) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
    let who = escape::inline(&shown::one_line(by), false);
    let when = escape::inline(&shown::time(at), false);
    let mut text = text.trim().lines();
    let first = escape::inline(text.next().unwrap_or_default(), false);
    lines.push(format!("**{title}** ({who}, {when}): {first}"));
    for line in text {
        // A backslash at the end of a line is a hard break (CommonMark section 6.7).
        if !line.trim().is_empty()
            && let Some(last) = lines.last_mut().filter(|last| !last.is_empty())
        {
            last.push('\\');
        }
        lines.push(escape::own_line(line));
    }
}

/// Puts quoted lines right under the block of an entry, inside the same containers.
fn put_quote(checklist: &Checklist, entry: &Entry, lines: &[String], splices: &mut Splices) {
    let source = checklist.source();
    let newline = checklist.newline();
    let content = match &entry.kind {
        Kind::Section(_) => start_of_line(source, entry.head.start),
        // As far in as the box: as far as the text after it would make code of it.
        Kind::Item { mark, .. } => mark.start,
        Kind::Line => entry.paragraph.start,
    };
    let prefix = continuation(source, content);
    let mut end = end_of_line(source, entry.paragraph.end);
    if is_setext(source, entry) {
        end = end_of_line(source, end);
    }
    let mut text = String::new();
    if !source[..end].ends_with('\n') {
        text.push_str(newline);
    }
    // Blank lines around the quote, so that it neither continues a paragraph nor is continued by one.
    let blank = prefix.trim_end();
    text.push_str(&format!("{blank}{newline}"));
    for line in lines {
        text.push_str(format!("{prefix}> {line}").trim_end());
        text.push_str(newline);
    }
    text.push_str(&format!("{blank}{newline}"));
    splices.put(end..end, text);
}

/// Whether the heading is underlined (CommonMark section 4.3).
fn is_setext(source: &str, entry: &Entry) -> bool {
    let start = start_of_line(source, entry.head.start);
    entry.is_section() && !source[start..entry.head.start].contains('#')
}

fn start_of_line(source: &str, offset: usize) -> usize {
    source[..offset].rfind('\n').map_or(0, |at| at + 1)
}

/// Where the line of `offset` ends, its newline included.
fn end_of_line(source: &str, offset: usize) -> usize {
    source[offset..].find('\n').map_or(source.len(), |at| offset + at + 1)
}
