//! The report as a web page: one file, without scripts, that loads nothing.
//!
//! Before the document is parsed as Markdown, every blank, drawn box and note is replaced by a placeholder of characters
//! that the document doesn't contain. The placeholders become HTML afterwards, so typed text is never read as Markdown
//! or HTML. Raw HTML in the document appears as text, images as their description, and links lead only to web pages,
//! mail addresses and sections of the document.

mod body;
mod links;
mod placeholders;
mod sections;
mod text;

use super::summary::Summary;
use super::{AuditScope, escape};
use crate::checklist::EntryId;
use crate::progress::State;
use crate::sanitize;
use crate::workbook::{Tally, Workbook};
use placeholders::MaskedSource;
use text::typed;

/// The style sheet; it loads nothing.
const STYLE: &str = include_str!("html/style.css");

/// The content security policy: inline styles, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Returns the report as a web page. Without any marks it is a copy to print and fill in by hand.
pub fn html(workbook: &Workbook, scope: AuditScope) -> String {
    let mask = MaskedSource::of(workbook);
    let summary = Summary::of(workbook, scope, mask.refused());
    let verdict = if summary.is_unmarked {
        String::new()
    } else {
        format!("{}: ", summary.verdict.word())
    };
    let title = typed(&sanitize::one_line(&summary.title));
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"referrer\" content=\"no-referrer\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <title>{verdict}{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#document\">Skip to the document</a>\n{}{}<main>\n{}\
         <article id=\"document\" dir=\"auto\">\n{}</article>\n{}</main>\n</body>\n</html>\n",
        header(workbook, &summary, &title),
        outline(workbook, &summary),
        sections::above(workbook, &summary),
        body::body(workbook, &mask, !summary.is_unmarked),
        sections::below(workbook, &summary),
    );
    escape::without_controls(&page).into_owned()
}

/// Returns the id of an entry within the page.
fn anchor(id: EntryId) -> String {
    format!("e{}", id.0)
}

fn header(workbook: &Workbook, summary: &Summary, title: &str) -> String {
    let progress = workbook.progress();
    let mut header =
        format!("<header>\n<p class=\"kind\">gonogo report</p>\n<h1 dir=\"auto\">{title}</h1>\n");
    if !summary.is_unmarked {
        let class = if summary.verdict.is_go() {
            "go"
        } else {
            "no-go"
        };
        let why = summary
            .verdict
            .describe_blockers()
            .or_else(|| summary.complete_text(workbook));
        let why = why.unwrap_or_else(|| "Ready to launch".to_owned());
        let left = summary
            .verdict
            .describe_remaining()
            .map(|left| format!("; {left}"))
            .unwrap_or_default();
        let why = why + &left;
        header.push_str(&format!(
            "<p class=\"verdict {class}\"><strong>{}</strong> {}</p>\n",
            summary.verdict.word(),
            typed(&why)
        ));
        let basis: Vec<String> = summary
            .basis
            .sentences()
            .iter()
            .map(|text| typed(text))
            .collect();
        header.push_str(&format!(
            "<p class=\"basis\">{}</p>\n",
            basis.join("<br/>\n")
        ));
    }
    let times = [progress.first(), progress.last()]
        .map(|event| event.map(|event| sanitize::time(&event.at)));
    let [started, changed] = times;
    let checklist = Some(progress.checklist.clone()).filter(|name| !name.is_empty());
    let told = [
        ("Checklist", checklist),
        ("Run", progress.run.clone()),
        ("Go-live", summary.live.as_deref().map(sanitize::time)),
        ("Started", started),
        ("Last change", changed),
    ];
    header.push_str("<dl class=\"about\">\n");
    for (name, value) in told {
        if let Some(value) = value {
            header.push_str(&format!(
                "<div><dt>{name}</dt><dd>{}</dd></div>\n",
                typed(&value)
            ));
        }
    }
    header.push_str("</dl>\n");
    if summary.is_unmarked {
        header
            .push_str("<p class=\"about\">A copy to fill in by hand; nothing is marked yet.</p>\n");
    }
    header.push_str("</header>\n");
    header
}

/// Returns the outline: links to the sections of the document, with their counts, and of the appendix.
fn outline(workbook: &Workbook, summary: &Summary) -> String {
    let checklist = workbook.checklist();
    let mut outline = "<nav aria-label=\"Outline\">\n<ul>\n".to_owned();
    let sections = checklist
        .ids()
        .filter(|&id| checklist.entry(id).is_section());
    for id in sections.filter(|&id| checklist.title() != Some(id)) {
        let tally = workbook.tally_of(id);
        let name = workbook.reading(id);
        let name = if name.trim().is_empty() {
            "(no text)".to_owned()
        } else {
            name
        };
        outline.push_str(&format!(
            "<li class=\"d{}\"><a href=\"#{}\"><span dir=\"auto\">{}</span>{}</a></li>\n",
            checklist.entry(id).depth.min(5),
            anchor(id),
            typed(&sanitize::one_line(&name)),
            tally_in_short(tally),
        ));
    }
    for section in sections::with_content(workbook, summary) {
        outline.push_str(&format!(
            "<li class=\"chapter\"><a href=\"#{}\">{}</a></li>\n",
            section.id(),
            section.title()
        ));
    }
    outline.push_str("</ul>\n</nav>\n");
    outline
}

/// Returns `3 of 10` for a heading or the outline; empty if there are no items.
fn tally_in_short(tally: Tally) -> String {
    match tally.total() {
        0 => String::new(),
        total if tally.finished() == total => {
            format!(" <span class=\"tally all\">✓ {total} of {total}</span>")
        }
        total => format!(
            " <span class=\"tally\">{} of {total}</span>",
            tally.finished()
        ),
    }
}

/// Returns the character in the box of a state, a different one for each state.
fn shape(state: State) -> &'static str {
    match state {
        State::Open => "",
        State::Done => "✓",
        State::Na => "–",
        State::Blocked => "!",
        State::Waived => "~",
    }
}

/// Returns the word for a state.
fn word(state: State) -> &'static str {
    if state == State::Na {
        "N/A"
    } else {
        state.name()
    }
}
