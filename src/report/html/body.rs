//! Renders the document: the parser's events, made safe, with answers in place of the placeholders.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd, TextMergeStream, html};

use super::links::PageLinks;
use super::placeholders::{Mask, MaskedPiece, MaskedSource};
use super::text::{escape, isolated, typed};
use super::{anchor, shape, tally_in_short, word};
use crate::checklist::{BlankId, EntryId, Form, Markdown, mojibake};
use crate::progress::{Register, State};
use crate::report::summary::{Remark, remarks};
use crate::sanitize;
use crate::sanitize::exported::without_overrides;
use crate::workbook::{Doubt, Workbook};

/// Returns the document as HTML. With `marked`, pre-ticked items are labeled.
pub(super) fn body(workbook: &Workbook, mask: &MaskedSource, marked: bool) -> String {
    let markdown = Markdown::of(&mask.source);
    let events: Vec<Event> =
        TextMergeStream::new(markdown.events().map(|(event, _)| event)).collect();
    let checklist = workbook.checklist();
    let mut body = BodyRenderer {
        workbook,
        mask,
        marked,
        links: PageLinks::of(checklist),
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

struct BodyRenderer<'a> {
    workbook: &'a Workbook,
    mask: &'a MaskedSource,
    marked: bool,
    links: PageLinks,
    items: std::vec::IntoIter<EntryId>,
    sections: std::vec::IntoIter<EntryId>,
    /// The number of open lists, list items, quotes and footnotes.
    containers: usize,
    /// The end tags of open headings, links and images.
    ends: Vec<String>,
    out: Vec<Event<'a>>,
}

impl<'a> BodyRenderer<'a> {
    fn write(&mut self, html: impl Into<CowStr<'a>>) {
        self.out.push(Event::InlineHtml(html.into()));
    }

    /// Renders the next element and returns the number of events used.
    fn next(&mut self, events: &[Event<'a>]) -> usize {
        if let [
            Event::Start(Tag::BlockQuote(_)),
            Event::Start(Tag::Paragraph),
            Event::Text(text),
            ..,
        ] = events
            && let Some(id) = self.mask.remarks(text)
        {
            self.write(format!("\n{}", quoted(self.workbook, id)));
            // With the two events that end it.
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

    /// Returns a text as HTML, with its placeholders replaced.
    fn text(&self, text: &str) -> String {
        let html = |piece| match piece {
            MaskedPiece::Text(text) => escape(&without_overrides(&mojibake::repaired(text))),
            MaskedPiece::Hidden(Mask::Blank(id)) => blank(self.workbook, id),
            MaskedPiece::Hidden(Mask::Box(id)) => box_of(self.workbook.state(id)),
            MaskedPiece::Hidden(Mask::Remarks(id)) => quoted(self.workbook, id),
            MaskedPiece::Hidden(Mask::Place(at)) => self.value(at),
        };
        self.mask.pieces(text).into_iter().map(html).collect()
    }

    /// Returns the value of a variable in one of its places.
    fn value(&self, place: usize) -> String {
        let value = self.mask.value(place);
        let class = if value.trim().contains('\n') {
            "value lines"
        } else {
            "value"
        };
        let checklist = self.workbook.checklist();
        let variable = checklist.variable(checklist.places()[place].variable);
        format!(
            "<mark class=\"{class}\" dir=\"auto\" title=\"{}\">{}</mark>",
            escape(&sanitize::one_line(&variable.written)),
            typed(value)
        )
    }

    /// A text without markup, for an address.
    fn plain(&self, text: &str) -> String {
        let plain = |piece: MaskedPiece| match piece {
            MaskedPiece::Text(text) => text.to_owned(),
            MaskedPiece::Hidden(Mask::Blank(id)) => {
                self.workbook.value(id).unwrap_or("____").to_owned()
            }
            MaskedPiece::Hidden(_) => String::new(),
        };
        self.mask.pieces(text).into_iter().map(plain).collect()
    }

    /// Renders the heading of a section; the title is already at the top of the page. Returns the number of events of
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

    /// Renders a block of raw HTML as text, without comments. Returns the number of events used.
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

/// Returns true if the events after the start of a list item make it a task list item.
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

/// Returns the box of a state, with its word for screen readers.
fn box_of(state: State) -> String {
    let (class, shape, word) = (state.name(), shape(state), word(state));
    format!(
        "<span class=\"box {class}\" aria-hidden=\"true\">{shape}</span><span class=\"unseen\">{word}: </span>"
    )
}

/// Returns the box of an item, with labels for what a box alone doesn't show.
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
        chip("conflict", "conflict");
    }
    if workbook.needs_confirmation(id) {
        chip("confirm", "needs confirming");
    }
    if marked && workbook.is_pre_ticked(id) {
        chip("pre-ticked", "pre-ticked");
    }
    html
}

/// Returns a blank with its value, or a line to write on.
fn blank(workbook: &Workbook, id: BlankId) -> String {
    let blank = workbook.checklist().blank(id);
    if workbook.register(id).is_some_and(Register::is_conflict) {
        return "<span class=\"chip conflict\">conflict</span>".to_owned();
    }
    if let Some(value) = workbook.value(id) {
        let doubt = match workbook.doubt(id) {
            None => "",
            Some(Doubt::Carried(_) | Doubt::Changed(_)) => {
                " <span class=\"chip confirm\">needs confirming</span>"
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

/// Returns the remarks on an entry as HTML.
fn quoted(workbook: &Workbook, id: EntryId) -> String {
    let line = |remark: Remark| {
        format!(
            "<p><b>{}</b> {} <span class=\"by\">{}, {}</span></p>",
            remark.title,
            isolated(&remark.text),
            isolated(&remark.who),
            typed(&sanitize::time(&remark.at))
        )
    };
    let lines: String = remarks(workbook, id).into_iter().map(line).collect();
    format!("<div class=\"remarks\">{lines}</div>\n")
}
