//! Renders inline Markdown into styled text: emphasis, code, links with the numbers of their targets, and answers in place
//! of blanks. Footnotes and raw HTML are kept as they are.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};
use ratatui::style::{Modifier, Style};

use super::checkbox_glyphs::item_box;
use super::fragment::{Fragment, FragmentPart, SourcePosition};
use super::model::Model;
use super::styled_text::StyledText;
use super::theme::StyleRole;
use crate::checklist::{BlankId, Checklist, mojibake};
use crate::workbook::Piece;

/// The targets of the links on a page, in the order of their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberedLinks {
    targets: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl NumberedLinks {
    /// The number of a target, counted from 1.
    fn number(&mut self, target: &str) -> usize {
        if let Some(&known) = self.numbers.get(target) {
            return known;
        }
        self.targets.push(target.to_owned());
        self.numbers.insert(target.to_owned(), self.targets.len());
        self.targets.len()
    }

    /// The targets.
    pub fn targets(&self) -> &[String] {
        &self.targets
    }
}

/// Takes the parser's events for an excerpt, and puts styled text together.
pub struct Writer<'a> {
    model: &'a Model,
    excerpt: &'a Fragment,
    links: &'a mut NumberedLinks,
    styles: Vec<Style>,
    /// Targets of the links around the present place, with where their texts began.
    targets: Vec<(String, usize)>,
    rich: StyledText,
}

/// Renders inline Markdown.
pub fn render(
    model: &Model,
    excerpt: &Fragment,
    base: Style,
    links: &mut NumberedLinks,
) -> StyledText {
    let mut writer = Writer::new(model, excerpt, base, links);
    for event in events(model.checklist(), excerpt.text(), false) {
        writer.event(&event);
    }
    writer.take()
}

/// The parser's events for an excerpt of a document, where the targets of its links may be defined.
pub fn events<'a>(
    checklist: &'a Checklist,
    text: &'a str,
    tables: bool,
) -> impl Iterator<Item = Event<'a>> {
    let mut options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    options.set(Options::ENABLE_TABLES, tables);
    let find = move |link: BrokenLink<'_>| {
        checklist
            .link_target(&link.reference)
            .map(|target| (CowStr::from(target), CowStr::from("")))
    };
    Parser::new_with_broken_link_callback(text, options, Some(find))
}

impl<'a> Writer<'a> {
    /// Creates a writer of this fragment.
    pub fn new(
        model: &'a Model,
        excerpt: &'a Fragment,
        base: Style,
        links: &'a mut NumberedLinks,
    ) -> Writer<'a> {
        Writer {
            model,
            excerpt,
            links,
            styles: vec![base],
            targets: Vec::new(),
            rich: StyledText::default(),
        }
    }

    /// Gives what comes outside of emphasis another style.
    pub fn set_base(&mut self, style: Style) {
        self.styles = vec![style];
    }

    /// Takes the text written so far.
    pub fn take(&mut self) -> StyledText {
        std::mem::take(&mut self.rich)
    }

    /// Writes an event; events without inline content are ignored.
    pub fn event(&mut self, event: &Event) {
        let style = self.style();
        match event {
            Event::Text(text) => self.text(text, style),
            Event::Code(text) => self.code(text, style),
            Event::InlineHtml(text) | Event::Html(text) => self.html(text),
            Event::SoftBreak => self.text(" ", style),
            Event::HardBreak => self.rich.break_line(),
            Event::Start(tag) => self.start(tag, style),
            Event::End(tag) => self.end(*tag),
            _ => {}
        }
    }

    fn style(&self) -> Style {
        self.styles.last().copied().unwrap_or_default()
    }

    fn text(&mut self, text: &str, style: Style) {
        for part in self.excerpt.parts(text) {
            match part {
                FragmentPart::Text(text) => {
                    self.rich.push(&mojibake::repaired(text), style);
                }
                FragmentPart::Place(place) => push_place(&mut self.rich, place, style, self.model),
            }
        }
    }

    /// Writes code: in color, or with backticks where there is none.
    fn code(&mut self, text: &str, style: Style) {
        let theme = &self.model.theme;
        let tick = if theme.has_color() { "" } else { "`" };
        let style = style.patch(theme.style(StyleRole::Code));
        self.rich.push(tick, style);
        self.text(text, style);
        self.rich.push(tick, style);
    }

    fn filled<'t>(&'t self, text: &'t str) -> Cow<'t, str> {
        let (excerpt, model) = (self.excerpt, self.model);
        excerpt.filled(text, |place| text_in(model, place))
    }

    fn html(&mut self, text: &str) {
        if text.starts_with("<br") {
            self.rich.break_line();
        } else if !text.starts_with("<!--") {
            let plain = self.filled(text.trim_end()).into_owned();
            self.rich
                .push(&plain, self.model.theme.style(StyleRole::Dim));
        }
    }

    fn start(&mut self, tag: &Tag, style: Style) {
        let modifier = match tag {
            Tag::Strong | Tag::Heading { .. } => Modifier::BOLD,
            Tag::Emphasis => Modifier::ITALIC,
            Tag::Strikethrough => {
                self.strike(style);
                Modifier::CROSSED_OUT.union(Modifier::DIM)
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                let target = self.filled(dest_url).into_owned();
                self.targets.push((target, self.rich.len()));
                Modifier::UNDERLINED
            }
            _ => Modifier::empty(),
        };
        self.styles.push(style.add_modifier(modifier));
    }

    fn end(&mut self, tag: TagEnd) {
        if self.styles.len() > 1 {
            self.styles.pop();
        }
        match tag {
            TagEnd::Strikethrough => self.strike(self.style()),
            TagEnd::Link | TagEnd::Image => self.end_link(tag == TagEnd::Image),
            _ => {}
        }
    }

    /// Struck text has its marks where a terminal may not show it struck.
    fn strike(&mut self, style: Style) {
        if !self.model.theme.has_color() {
            self.rich.push("~~", style);
        }
    }

    /// After the text of a link comes the number of its target, unless the text is the target. An image without
    /// words is called by its target.
    fn end_link(&mut self, is_image: bool) {
        let Some((target, start)) = self.targets.pop() else {
            return;
        };
        let bare = target.trim_start_matches("mailto:");
        if target.is_empty() || self.rich.text()[start.min(self.rich.len())..] == *bare {
            return;
        }
        if is_image && self.rich.len() == start {
            self.rich.push(bare, self.style());
            return;
        }
        if is_image && !self.targets.is_empty() {
            return;
        }
        let number = self.links.number(bare);
        self.rich.push(
            &format!(" [{number}]"),
            self.model.theme.style(StyleRole::Dim),
        );
    }
}

/// Adds the answer of a blank or box, or the document's text.
pub fn push_place(rich: &mut StyledText, place: SourcePosition, base: Style, model: &Model) {
    match place {
        SourcePosition::Blank(id) => push_piece(rich, blank(model, id), base, model),
        SourcePosition::Box(id) => {
            if let Some(sign) = item_box(model, id) {
                rich.push(&sign.content, sign.style);
            }
        }
        SourcePosition::Variable(at) => push_piece(rich, variable(model, at), base, model),
    }
}

/// Returns the text in a place of a variable, its value or the document's; nothing for blanks and boxes, which don't
/// belong to a link or code.
pub fn text_in(model: &Model, place: SourcePosition) -> Cow<'_, str> {
    match place {
        SourcePosition::Blank(_) | SourcePosition::Box(_) => Cow::Borrowed(""),
        SourcePosition::Variable(at) => match variable(model, at) {
            Piece::Variable { value, empty, .. } => Cow::Borrowed(value.unwrap_or(empty)),
            Piece::Text(text) => text,
            Piece::Blank { empty, .. } => Cow::Borrowed(empty),
        },
    }
}

fn variable(model: &Model, at: usize) -> Piece<'_> {
    let place = &model.checklist().places()[at];
    Piece::Variable {
        place,
        empty: &model.checklist().source()[place.range.clone()],
        value: model.workbook.place_value(place).map(|value| value.text),
    }
}

fn blank(model: &Model, id: BlankId) -> Piece<'_> {
    let blank = model.checklist().blank(id);
    let span: Range<usize> = blank.span.clone();
    Piece::Blank {
        empty: &model.checklist().entry(blank.entry).text[span],
        value: model.workbook.value(id),
        doubtful: model.workbook.is_doubtful(id),
    }
}

/// Adds a part of an entry's text: a value in its own style, an empty blank in another.
pub fn push_piece(rich: &mut StyledText, piece: Piece, base: ratatui::style::Style, model: &Model) {
    let theme = &model.theme;
    match piece {
        Piece::Text(text) => rich.push(&text, base),
        Piece::Blank {
            value: Some(value),
            doubtful: true,
            ..
        } => rich.push(value, theme.style(StyleRole::Waiting)),
        Piece::Blank {
            value: Some(value), ..
        } => rich.push(value, theme.style(StyleRole::Value)),
        Piece::Variable {
            value: Some(value), ..
        } => rich.push(value, theme.style(StyleRole::Substituted)),
        Piece::Blank { empty, .. } | Piece::Variable { empty, .. } => {
            rich.push(empty, theme.style(StyleRole::Empty))
        }
    };
}
