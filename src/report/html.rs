//! The report as a web page: one file without script, that needs nothing from anywhere.
//!
//! The document is rendered by its own Markdown. In place of every blank, drawn box and note the parser gets a
//! sign of two characters that the document does not use, and the signs become HTML only afterwards: so nothing
//! that anybody typed is ever read as Markdown or HTML. Raw HTML of the document is shown as text, images as their
//! description, and links lead to web pages, mail addresses and sections of the document only.

mod body;
mod links;
mod placeholders;
mod sections;
mod text;

use super::summary::Facts;
use super::{Audit, escape};
use crate::checklist::EntryId;
use crate::progress::State;
use crate::sanitize;
use crate::workbook::{Tally, Workbook};
use text::typed;

/// How the page looks. It names nothing that would have to be loaded.
const STYLE: &str = include_str!("html/style.css");

/// What the page may do: have its own style, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The report as a web page. Where nobody has marked anything, it is the copy to print and fill by hand.
pub fn html(workbook: &Workbook, audit: Audit) -> String {
    let facts = Facts::of(workbook, audit);
    let verdict = if facts.is_unmarked {
        String::new()
    } else {
        format!("{}: ", facts.verdict.word())
    };
    let title = typed(&sanitize::one_line(&facts.title));
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"referrer\" content=\"no-referrer\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <title>{verdict}{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#document\">To the document</a>\n{}{}<main>\n{}\
         <article id=\"document\" dir=\"auto\">\n{}</article>\n{}</main>\n</body>\n</html>\n",
        header(workbook, &facts, &title),
        outline(workbook, &facts),
        sections::above(workbook, &facts),
        body::body(workbook, !facts.is_unmarked),
        sections::below(workbook, &facts),
    );
    escape::without_controls(&page).into_owned()
}

/// The address of an entry within the page.
fn anchor(id: EntryId) -> String {
    format!("e{}", id.0)
}

fn header(workbook: &Workbook, facts: &Facts, title: &str) -> String {
    let progress = workbook.progress();
    let mut header =
        format!("<header>\n<p class=\"kind\">gonogo report</p>\n<h1 dir=\"auto\">{title}</h1>\n");
    if !facts.is_unmarked {
        let class = if facts.verdict.is_go() { "go" } else { "no-go" };
        let why = facts
            .verdict
            .describe_blockers()
            .or_else(|| facts.complete_text(workbook));
        let why = why.unwrap_or_else(|| "nothing stands in the way".to_owned());
        let left = facts
            .verdict
            .describe_remaining()
            .map(|left| format!("; {left}"))
            .unwrap_or_default();
        let why = why + &left;
        header.push_str(&format!(
            "<p class=\"verdict {class}\"><strong>{}</strong> {}</p>\n",
            facts.verdict.word(),
            typed(&why)
        ));
    }
    let times = [progress.first(), progress.last()]
        .map(|event| event.map(|event| sanitize::time(&event.at)));
    let [begun, changed] = times;
    let checklist = Some(progress.checklist.clone()).filter(|name| !name.is_empty());
    let told = [
        ("Checklist", checklist),
        ("Run", progress.run.clone()),
        ("Live", facts.live.as_deref().map(sanitize::time)),
        ("Begun", begun),
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
    if facts.is_unmarked {
        header.push_str(
            "<p class=\"about\">A copy to fill by hand: nobody has marked anything yet.</p>\n",
        );
    }
    header.push_str("</header>\n");
    header
}

/// The sections with their tallies, each leading to its place, and the chapters below the document.
fn outline(workbook: &Workbook, facts: &Facts) -> String {
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
    for (anchor, name) in sections::names(workbook, facts) {
        outline.push_str(&format!(
            "<li class=\"chapter\"><a href=\"#{anchor}\">{name}</a></li>\n"
        ));
    }
    outline.push_str("</ul>\n</nav>\n");
    outline
}

/// `3 of 10` for a heading or the outline; empty where there are no items.
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

/// What is drawn into the box of a state: a shape of its own for each.
fn shape(state: State) -> &'static str {
    match state {
        State::Open => "",
        State::Done => "✓",
        State::Na => "–",
        State::Blocked => "!",
        State::Waived => "~",
    }
}

/// The word for a state.
fn word(state: State) -> &'static str {
    if state == State::Na {
        "n/a"
    } else {
        state.name()
    }
}
