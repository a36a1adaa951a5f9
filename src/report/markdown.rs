//! The report as Markdown.

use super::fill::{continuation, end_of_line, fill, start_of_line};
use super::splice::Splices;
use super::{escape, summary};
use crate::checklist::{Checklist, Entry, EntryId, Kind};
use crate::progress::State;
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
        let quote = quote(workbook, id);
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

/// The lines to quote under an entry: why it is not done, answers that differ, notes.
fn quote(workbook: &Workbook, id: EntryId) -> Vec<String> {
    let marks = workbook.marks(id);
    let mut lines = Vec::new();
    if let Some(answer) = marks.state.answer()
        && let Some(mark) =
            answer.value.as_ref().filter(|mark| !matches!(mark.state, State::Open | State::Done))
    {
        let reason = mark.reason.as_deref().unwrap_or("no reason given");
        quote_text(&mut lines, summary::state_title(mark.state), &answer.who(), &answer.at, reason);
    }
    for told in workbook.conflicts_at(id).flat_map(|conflict| conflict.answers) {
        quote_text(&mut lines, "Conflict", &told.who, &told.at, &told.answer);
    }
    for note in &marks.notes {
        quote_text(&mut lines, "Note", &note.who(), &note.at, &note.text);
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
        Kind::Box { .. } | Kind::Line => entry.paragraph.start,
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
