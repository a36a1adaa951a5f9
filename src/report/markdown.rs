//! The report as Markdown.

use super::fill::{continuation, fill};
use super::splice::Splices;
use super::summary::{Summary, remarks};
use super::{AuditScope, appendix, escape, header};
use crate::checklist::{Checklist, Entry, EntryId, Kind, lines};
use crate::sanitize;
use crate::workbook::Workbook;

/// The longest fence that gets closed; nobody writes longer ones.
const FENCE: usize = 64;

/// Returns the document with its boxes ticked and its blanks filled, and nothing else changed.
pub fn filled(workbook: &Workbook) -> String {
    let mut splices = Splices::default();
    fill(workbook, &mut splices);
    splices.into(workbook.checklist().source())
}

/// Returns the report: a header, the document with its boxes ticked and its blanks filled and with notes and reasons
/// quoted under each entry, and an appendix. Without any marks it is the unchanged document.
pub fn markdown(workbook: &Workbook, scope: AuditScope) -> String {
    let checklist = workbook.checklist();
    let newline = checklist.newline();
    let mut splices = Splices::default();
    let refused = fill(workbook, &mut splices);
    let summary = Summary::of(workbook, scope, &refused);
    if summary.is_unmarked {
        return checklist.source().to_owned();
    }
    let start = checklist.body_start();
    splices.put(
        start..start,
        header::header(workbook, &summary).replace('\n', newline),
    );
    for id in checklist.ids() {
        let quote = quote(workbook, id);
        if !quote.is_empty() {
            put_quote(checklist, id, &quote, &mut splices);
        }
    }
    let appendix = appendix::appendix(workbook, &summary);
    let mut report = splices.into(checklist.source());
    if appendix.is_empty() {
        return report;
    }
    keep_from_becoming_an_item(&mut report, checklist);
    let gap = if report.ends_with(lines::is_end) {
        "\n"
    } else {
        "\n\n"
    };
    let close = close(&report)
        .map(|close| format!("{close}\n\n"))
        .unwrap_or_default();
    let appendix = format!("{gap}{close}{appendix}").replace('\n', newline);
    report + &appendix
}

/// Escapes a box at the very end of a document: it isn't an item there, and would become one with text below it.
fn keep_from_becoming_an_item(report: &mut String, checklist: &Checklist) {
    if report.ends_with(']')
        && Checklist::parse(format!("{report}\n")).items().count() > checklist.items().count()
        && let Some(bracket) = report.rfind('[')
    {
        report.insert(bracket, '\\');
    }
}

/// Returns the line that closes a code block or raw HTML left open at the end of the document, so that the appendix
/// doesn't become part of it; nothing if there is none.
fn close(report: &str) -> Option<String> {
    const PROBE: &str = "# below";
    let closes = |close: &str| {
        let checklist = Checklist::parse(format!("{report}\n\n{close}\n\n{PROBE}\n"));
        checklist
            .entries()
            .last()
            .is_some_and(|entry| entry.is_section() && entry.text == PROBE[2..])
    };
    let ends = [
        "-->",
        "?>",
        ">",
        "]]>",
        "</script>",
        "</pre>",
        "</style>",
        "</textarea>",
    ]
    .map(str::to_owned);
    let fences = ["`", "~"].map(|fence| fence.repeat(FENCE));
    if closes("") {
        None
    } else {
        fences.into_iter().chain(ends).find(|close| closes(close))
    }
}

/// Returns the lines to quote under an entry.
fn quote(workbook: &Workbook, id: EntryId) -> Vec<String> {
    let mut lines = Vec::new();
    for remark in remarks(workbook, id) {
        quote_text(
            &mut lines,
            remark.title,
            &remark.who,
            &remark.at,
            &remark.text,
        );
    }
    lines
}

/// Adds one quoted paragraph: `**Note** (who, when): text`.
fn quote_text(lines: &mut Vec<String>, title: &str, by: &str, at: &str, text: &str) {
    if !lines.is_empty() {
        lines.push(String::new());
    }
    let who = escape::inline(&sanitize::one_line(by), false);
    let when = escape::inline(&sanitize::time(at), false);
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

/// Inserts quoted lines right below the block of an entry, inside the same containers.
pub(super) fn put_quote(
    checklist: &Checklist,
    id: EntryId,
    lines: &[String],
    splices: &mut Splices,
) {
    let entry = checklist.entry(id);
    let source = checklist.source();
    let newline = checklist.newline();
    let content = match &entry.kind {
        Kind::Section(_) => lines::start(source, entry.head.start),
        // Indented like the box: indented like the text after it, it would be code.
        Kind::Item { mark, .. } => mark.start,
        Kind::Box { .. } | Kind::Line => entry.paragraph.start,
    };
    let prefix = continuation(source, content);
    let mut end = lines::end(source, entry.paragraph.end);
    if is_setext(source, entry) {
        end = lines::end(source, end);
    }
    let mut text = String::new();
    if !source[..end].ends_with(lines::is_end) {
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

/// Returns true for an underlined heading (CommonMark section 4.3).
fn is_setext(source: &str, entry: &Entry) -> bool {
    let start = lines::start(source, entry.head.start);
    entry.is_section() && !source[start..entry.head.start].contains('#')
}
