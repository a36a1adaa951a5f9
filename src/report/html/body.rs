//! The document itself: the parser's events, made harmless, with what people answered in the place of the signs.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd, TextMergeStream, html};

use super::links::Links;
use super::placeholders::{Mask, Piece, Sign};
use super::text::{escape, isolated, typed};
use super::{anchor, shape, tally_in_short, word};
use crate::checklist::{BlankId, EntryId, Form, Markdown, mojibake};
use crate::progress::{Register, State};
use crate::report::summary::{Said, said};
use crate::sanitize;
use crate::sanitize::exported::without_overrides;
use crate::workbook::{Doubt, Workbook};

/// The document as HTML. Where it is `marked`, what only the document ticks is told apart.
pub(super) fn body(workbook: &Workbook, marked: bool) -> String {
    let mask = Mask::of(workbook);
    let markdown = Markdown::of(&mask.source);
    let events: Vec<Event> =
        TextMergeStream::new(markdown.events().map(|(event, _)| event)).collect();
    let checklist = workbook.checklist();
    let mut body = Body {
        workbook,
        mask: &mask,
        marked,
        links: Links::of(checklist),
        items: checklist.items().collect::<Vec<_>>().into_iter(),
        sections: checklist
            .ids()
            .filter(|&id| checklist.entry(id).is_section())
            .collect::<Vec<_>>()
            .into_iter(),
        containers: 0,
        ends: Vec::new(),
        out: Vec::with_capacity(events.len()),
    };
    let mut rest = events.as_slice();
    while !rest.is_empty() {
        rest = rest.get(body.next(rest)..).unwrap_or_default();
    }
    let mut text = String::new();
    html::push_html(&mut text, body.out.into_iter());
    text
}

struct Body<'a> {
    workbook: &'a Workbook,
    mask: &'a Mask,
    marked: bool,
    links: Links,
    items: std::vec::IntoIter<EntryId>,
    sections: std::vec::IntoIter<EntryId>,
    /// How many lists, list items, quotes and footnotes stand around.
    containers: usize,
    /// What ends the headings, links and images that are open.
    ends: Vec<String>,
    out: Vec<Event<'a>>,
}

impl<'a> Body<'a> {
    fn write(&mut self, html: impl Into<CowStr<'a>>) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// Renders what comes next. Returns how many events that took.
    fn next(&mut self, events: &[Event<'a>]) -> usize {
        if let [
            Event::Start(Tag::BlockQuote(_)),
            Event::Start(Tag::Paragraph),
            Event::Text(text),
            ..,
        ] = events
            && let Some(id) = self.mask.said(text)
        {
            self.write(format!("\n{}", quoted(self.workbook, id)));
            // The two that end it are taken too.
            return 5;
        }
        match events {
            [Event::Start(Tag::Heading { .. }), rest @ ..] if self.containers == 0 => {
                return 1 + self.section(rest);
            }
            [Event::Start(Tag::HtmlBlock), rest @ ..] => return 1 + self.raw_block(rest),
            [Event::Start(tag), rest @ ..] => self.start(tag, rest),
            [Event::End(tag), ..] => self.end(*tag),
            [Event::TaskListMarker(_), ..] => {
                if let Some(id) = self.items.next() {
                    self.write(ticked(self.workbook, id, self.marked));
                }
            }
            [Event::Text(text), ..] => {
                let text = self.text(text);
                self.write(text);
            }
            [Event::Code(text), ..] => {
                let text = self.text(text);
                self.write(format!("<code>{text}</code>"));
            }
            [Event::Html(raw) | Event::InlineHtml(raw), ..] => self.raw(raw),
            [Event::FootnoteReference(name), ..] => {
                self.out
                    .push(Event::FootnoteReference(format!("fn-{name}").into()));
            }
            [event, ..] => self.out.push(event.clone()),
            [] => {}
        }
        1
    }

    /// A text with what stands in the place of its signs.
    fn text(&self, text: &str) -> String {
        let html = |piece| match piece {
            Piece::Text(text) => escape(&without_overrides(&mojibake::repaired(text))),
            Piece::Sign(Sign::Blank(id)) => blank(self.workbook, id),
            Piece::Sign(Sign::Box(id)) => box_of(self.workbook.state(id)),
            Piece::Sign(Sign::Said(id)) => quoted(self.workbook, id),
        };
        self.mask.pieces(text).into_iter().map(html).collect()
    }

    /// A text without markup, for an address.
    fn plain(&self, text: &str) -> String {
        let plain = |piece: Piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Sign(Sign::Blank(id)) => self.workbook.value(id).unwrap_or("____").to_owned(),
            Piece::Sign(_) => String::new(),
        };
        self.mask.pieces(text).into_iter().map(plain).collect()
    }

    /// A heading that makes a section. The title stands at the top of the page already. Returns how many events of
    /// the `rest` were taken.
    fn section(&mut self, rest: &[Event<'a>]) -> usize {
        let checklist = self.workbook.checklist();
        let Some(id) = self.sections.next() else {
            return 0;
        };
        if checklist.title() == Some(id) {
            return 1 + rest
                .iter()
                .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
                .count();
        }
        let above = checklist
            .ancestors(id)
            .filter(|&up| checklist.title() != Some(up))
            .count();
        let level = (2 + above).min(6);
        self.write(format!("\n<h{level} id=\"{}\">", anchor(id)));
        self.ends.push(format!(
            "{}</h{level}>\n",
            tally_in_short(self.workbook.tally_of(id))
        ));
        0
    }

    fn start(&mut self, tag: &Tag<'a>, rest: &[Event<'a>]) {
        if is_container(tag.to_end()) {
            self.containers += 1;
        }
        match tag {
            Tag::Heading { .. } => {
                self.write("\n<p class=\"heading\">");
                self.ends.push("</p>\n".to_owned());
            }
            Tag::Item if is_task(rest) => {
                let Some(&id) = self.items.as_slice().first() else {
                    return;
                };
                let state = self.workbook.state(id).name();
                self.write(format!(
                    "\n<li class=\"item {state}\" id=\"{}\">",
                    anchor(id)
                ));
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let mail = if *link_type == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                let to = format!("{mail}{}", self.plain(dest_url));
                let (begin, end) = match self.links.address(&to) {
                    Some(to) => (
                        format!("<a href=\"{}\" rel=\"noopener noreferrer\">", escape(&to)),
                        "</a>",
                    ),
                    None => (
                        format!("<span class=\"link\" title=\"{}\">", typed(&to)),
                        "</span>",
                    ),
                };
                self.write(begin);
                self.ends.push(end.to_owned());
            }
            Tag::Image { dest_url, .. } => {
                let address = typed(&self.plain(dest_url));
                self.write("<span class=\"image\">[image: ");
                self.ends.push(format!(" ({address})]</span>"));
            }
            Tag::FootnoteDefinition(name) => {
                self.out.push(Event::Start(Tag::FootnoteDefinition(
                    format!("fn-{name}").into(),
                )));
            }
            Tag::CodeBlock(_) => self
                .out
                .push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))),
            Tag::Table(_) => {
                self.write("<div class=\"table\">");
                self.out.push(Event::Start(tag.clone()));
            }
            _ => self.out.push(Event::Start(tag.clone())),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if is_container(tag) {
            self.containers -= 1;
        }
        match tag {
            TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image => {
                let end = self.ends.pop().unwrap_or_default();
                self.write(end);
            }
            TagEnd::Table => {
                self.out.push(Event::End(tag));
                self.write("</div>\n");
            }
            _ => self.out.push(Event::End(tag)),
        }
    }

    /// A block of raw HTML, as text. Comments are left out, as everywhere. Returns how many events that took.
    fn raw_block(&mut self, rest: &[Event<'a>]) -> usize {
        let inside = rest
            .iter()
            .take_while(|event| !matches!(event, Event::End(TagEnd::HtmlBlock)));
        let text = |event: &Event| match event {
            Event::Html(text) | Event::Text(text) => text.to_string(),
            _ => String::new(),
        };
        let raw: String = inside.clone().map(text).collect();
        let raw = without_comments(&raw);
        if !raw.trim().is_empty() {
            let text = self.text(raw.trim_end());
            self.write(format!("\n<pre class=\"raw\">{text}</pre>\n"));
        }
        1 + inside.count()
    }

    fn raw(&mut self, raw: &str) {
        if matches!(
            raw.trim().to_ascii_lowercase().as_str(),
            "<br>" | "<br/>" | "<br />"
        ) {
            return self.write("<br/>");
        }
        let raw = without_comments(raw);
        if !raw.is_empty() {
            let text = self.text(&raw);
            self.write(format!("<code class=\"raw\">{text}</code>"));
        }
    }
}

fn is_container(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::List(_) | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition
    )
}

/// Whether what follows the start of a list item makes it a task list item.
fn is_task(rest: &[Event]) -> bool {
    // The first block of a loose item is a paragraph, or, underlined, a heading.
    let is_block =
        |event: &&Event| matches!(event, Event::Start(Tag::Paragraph | Tag::Heading { .. }));
    matches!(
        rest.iter().find(|event| !is_block(event)),
        Some(Event::TaskListMarker(_))
    )
}

fn without_comments(raw: &str) -> String {
    let mut kept = String::new();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The box of a state. Who does not see it hears the word.
fn box_of(state: State) -> String {
    let (class, shape, word) = (state.name(), shape(state), word(state));
    format!(
        "<span class=\"box {class}\" aria-hidden=\"true\">{shape}</span><span class=\"unseen\">{word}: </span>"
    )
}

/// The box of an item, with words for what a box alone does not say.
fn ticked(workbook: &Workbook, id: EntryId, marked: bool) -> String {
    let state = workbook.state(id);
    let mut html = box_of(state);
    let mut chip = |class: &str, text: &str| {
        html.push_str(&format!("<span class=\"chip {class}\">{text}</span> "));
    };
    if !matches!(state, State::Open | State::Done) {
        chip(state.name(), word(state));
    }
    if workbook.marks(id).state.is_conflict() {
        chip("conflict", "answers differ");
    }
    if workbook.needs_confirmation(id) {
        chip("confirm", "to be confirmed");
    }
    if marked && workbook.is_pre_ticked(id) {
        chip("claimed", "ticked by the document");
    }
    html
}

/// A blank with its value, or a line to write on.
fn blank(workbook: &Workbook, id: BlankId) -> String {
    let blank = workbook.checklist().blank(id);
    if workbook.register(id).is_some_and(Register::is_conflict) {
        return "<span class=\"chip conflict\">answers differ</span>".to_owned();
    }
    if let Some(value) = workbook.value(id) {
        let doubt = match workbook.doubt(id) {
            None => "",
            Some(Doubt::Carried(_) | Doubt::Changed(_)) => {
                " <span class=\"chip confirm\">to be confirmed</span>"
            }
        };
        let class = if value.trim().contains('\n') {
            "value lines"
        } else {
            "value"
        };
        return format!(
            "<mark class=\"{class}\" dir=\"auto\">{}</mark>{doubt}",
            typed(value)
        );
    }
    let lines = match blank.form {
        Form::Inline | Form::Cell | Form::FenceLine => return empty("blank"),
        Form::Lines | Form::Fence { .. } => &workbook.checklist().source()[blank.range.clone()],
    };
    crate::checklist::lines::of(lines)
        .map(|_| empty("blank line"))
        .collect()
}

fn empty(class: &str) -> String {
    format!("<span class=\"{class}\"><span class=\"unseen\">(empty)</span></span>")
}

/// What people said of an entry.
fn quoted(workbook: &Workbook, id: EntryId) -> String {
    let line = |said: Said| {
        format!(
            "<p><b>{}</b> {} <span class=\"by\">{}, {}</span></p>",
            said.title,
            isolated(&said.text),
            isolated(&said.who),
            typed(&sanitize::time(&said.at))
        )
    };
    let lines: String = said(workbook, id).into_iter().map(line).collect();
    format!("<div class=\"said\">{lines}</div>\n")
}
