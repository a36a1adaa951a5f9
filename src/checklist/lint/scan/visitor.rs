//! The pass over the parser's events. It uses a stack of containers and doesn't recurse.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::context::NestingStack;
use super::{Literal, LiteralKind, OPAQUE, Passage, PassageRole, Scan};
use crate::checklist::{html_tags, parse};

/// The state of the pass.
pub(super) struct Pass<'a> {
    source: &'a str,
    reading: Scan,
    places: NestingStack,
    open: Option<Passage>,
    in_code: bool,
    /// True inside an HTML block that people read as text, such as a line `<version>`.
    in_unknown_html: bool,
    /// The number of links and images around, whose text doesn't count.
    links: usize,
    emphasis: usize,
}

impl<'a> Pass<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Pass {
            source,
            reading: Scan::default(),
            places: NestingStack::new(),
            open: None,
            in_code: false,
            in_unknown_html: false,
            links: 0,
            emphasis: 0,
        }
    }

    pub(super) fn finish(mut self) -> Scan {
        self.close();
        self.reading
    }

    pub(super) fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Rule => self.places.change(),
            Event::TaskListMarker(ticked) => {
                let place = self.places.of_list();
                let passage = self.passage(&range);
                passage.role = PassageRole::Item {
                    mark: range,
                    ticked,
                    place,
                };
            }
            Event::Html(html) if self.in_unknown_html => self.passage(&range).push(&html, range),
            Event::Html(_) => {}
            _ if self.in_code || self.links > 0 => {}
            Event::Text(text) => {
                let text = parse::as_it_stands(&text, &self.source[range.clone()]);
                self.text(&text, range);
            }
            Event::SoftBreak | Event::HardBreak => self.passage(&range).push("\n", range),
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_) => {
                self.opaque(range);
            }
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Item | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_) => {
                self.block_begins();
                self.places.enter_block(tag == Tag::Item);
            }
            Tag::List(_) => {
                self.block_begins();
                self.places.enter_list();
            }
            Tag::Paragraph => self.begin(PassageRole::Prose, range.start),
            Tag::Heading { .. } => self.begin(PassageRole::Heading, range.start),
            Tag::TableCell => self.begin(PassageRole::Cell, range.start),
            Tag::Table(_) => {
                self.block_begins();
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                self.in_code = true;
                self.literal(
                    LiteralKind::Fence {
                        language: language.into_string(),
                    },
                    range,
                );
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.in_code = true;
                self.literal(LiteralKind::Indented, range);
            }
            Tag::HtmlBlock => self.html(range),
            Tag::Link { .. } | Tag::Image { .. } => {
                if self.links == 0 {
                    self.opaque(range);
                }
                self.links += 1;
            }
            Tag::Emphasis | Tag::Strong => {
                // In a tight list a passage begins with emphasis marks.
                self.passage(&range);
                self.emphasis += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item | TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.close();
                self.places.leave();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.close(),
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => {
                self.in_unknown_html = false;
                self.close();
            }
            TagEnd::Link | TagEnd::Image => self.links -= 1,
            TagEnd::Emphasis | TagEnd::Strong => self.emphasis -= 1,
            _ => {}
        }
    }

    /// Begins a block. Returns true if it is the first in a list item.
    fn block_begins(&mut self) -> bool {
        self.close();
        self.places.begin()
    }

    fn begin(&mut self, role: PassageRole, start: usize) {
        let is_first = self.block_begins();
        let role = if is_first && role == PassageRole::Prose {
            PassageRole::Point
        } else {
            role
        };
        self.open = Some(Passage::new(role, start..start));
    }

    fn close(&mut self) {
        let Some(passage) = self.open.take() else {
            return;
        };
        if passage.is_label() {
            self.places.change();
        }
        self.reading.passages.push(passage);
    }

    fn literal(&mut self, kind: LiteralKind, range: Range<usize>) {
        self.block_begins();
        self.reading.literals.push(Literal { kind, range });
    }

    fn html(&mut self, range: Range<usize>) {
        let html = self.source[range.clone()].trim_start();
        self.in_unknown_html = html_tags::name(html).is_some_and(|name| !html_tags::is_known(name));
        let is_comment = html.starts_with("<!--");
        self.literal(LiteralKind::Html, range);
        if !is_comment {
            self.places.change();
        }
    }

    /// The passage that contains `range`; in a tight list no event begins one.
    fn passage(&mut self, range: &Range<usize>) -> &mut Passage {
        if self.open.is_none() {
            self.begin(PassageRole::Prose, range.start);
        }
        let passage = self
            .open
            .get_or_insert_with(|| Passage::new(PassageRole::Prose, range.clone()));
        passage.range.end = passage.range.end.max(range.end);
        passage
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        let is_plain = self.emphasis == 0 && !text.trim_matches([' ', ':', '.']).is_empty();
        let passage = self.passage(&range);
        passage.is_plain |= is_plain;
        passage.push(text, range);
    }

    fn opaque(&mut self, range: Range<usize>) {
        let passage = self.passage(&range);
        passage.is_plain = true;
        passage.push(OPAQUE.encode_utf8(&mut [0; 4]), range);
    }

    /// Adds a tag, which may be a placeholder, such as `<version>`; comments are invisible.
    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        let is_break = html_tags::name(html).is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let is_hidden = html.starts_with("<!") || html.starts_with("<?");
        self.reading.tags.push(range.start);
        let passage = self.passage(&range);
        match html {
            _ if is_break => passage.push("\n", range),
            _ if is_hidden => {}
            _ => passage.push(html, range),
        }
    }
}
