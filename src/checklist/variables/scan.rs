//! The pass over the document that finds the places of variables. It uses the parser's events and doesn't recurse.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::Surroundings;
use crate::checklist::code_language::{CodeLanguage, language_word};
use crate::checklist::inline::Inline;
use crate::checklist::legacy::ParseRules;
use crate::checklist::notation::Notation;
use crate::checklist::placeholders::{self, Facts, Placeholder, TextKind};
use crate::checklist::{Checklist, html_tags, keys, lines, parse};

/// Stands for the language of an indented code block.
const INDENTED: &str = " ";

/// A place before its variable is known.
pub(super) struct FoundPlace {
    pub(super) name: String,
    /// The text in the document.
    pub(super) written: String,
    /// The same as plain text, white space folded.
    pub(super) plain: String,
    pub(super) range: Range<usize>,
    pub(super) line: usize,
    pub(super) notation: Notation,
    pub(super) surroundings: Surroundings,
    /// True if it is all of its code span or line of code.
    is_whole: bool,
}

/// The places of all variables, in document order.
pub(super) fn read(checklist: &Checklist) -> Vec<FoundPlace> {
    let source = checklist.unannotated();
    let text = parse::to_parse(source, checklist.body_start, ParseRules::Present);
    let mut pass = PlaceScan {
        source,
        facts: Facts::of(source),
        lines: lines::starts(source),
        inline: Inline::default(),
        surroundings: Surroundings::Text,
        code: None,
        is_output: false,
        opaque: 0,
        in_html: false,
        found: Vec::new(),
    };
    for (event, range) in parse::events(&text, checklist.body_start, ParseRules::Present) {
        pass.event(event, range);
    }
    pass.close();
    let mut found = pass.found;
    found.sort_by_key(|place| place.range.start);
    without_code_only(found)
}

/// Drops what is found in code alone and doesn't look like a placeholder there.
fn without_code_only(mut found: Vec<FoundPlace>) -> Vec<FoundPlace> {
    let outside: HashSet<String> = found
        .iter()
        .filter(|place| !place.is_in_code())
        .map(|place| keys::slug(&place.name))
        .collect();
    found.retain(|place| {
        !place.is_in_code() || place.tells_itself() || outside.contains(&keys::slug(&place.name))
    });
    found
}

impl FoundPlace {
    fn is_in_code(&self) -> bool {
        matches!(
            self.surroundings,
            Surroundings::CodeSpan | Surroundings::Code { .. }
        )
    }

    /// True if a place in code looks like a placeholder there, too.
    fn tells_itself(&self) -> bool {
        let is_plain = match &self.surroundings {
            Surroundings::Code { language } => is_for_commands(language),
            Surroundings::CodeSpan
            | Surroundings::Text
            | Surroundings::Heading
            | Surroundings::Cell => true,
        };
        match self.notation {
            Notation::Braces | Notation::Angles | Notation::Brackets => is_plain,
            Notation::Name | Notation::Version => true,
            // Alone in code it mostly shows a format.
            Notation::Date => is_plain && !self.is_whole,
            Notation::Dollar
            | Notation::Underscores
            | Notation::WriteIn
            | Notation::Cell
            | Notation::Label
            | Notation::Unknown
            | Notation::Dots
            | Notation::EmptyBrackets
            | Notation::At => false,
        }
    }
}

/// True for the languages of commands and plain text, in which `<name>` isn't syntax.
fn is_for_commands(language: &str) -> bool {
    CodeLanguage::of(language).has_placeholders()
}

/// The state of the pass.
struct PlaceScan<'a> {
    source: &'a str,
    facts: Facts,
    lines: Vec<usize>,
    inline: Inline,
    surroundings: Surroundings,
    /// The language of the code block around.
    code: Option<String>,
    /// True in a code block that shows what a command prints.
    is_output: bool,
    /// The depth inside images and addresses.
    opaque: usize,
    /// True inside an HTML block that people read as text, such as a line `<version>`.
    in_html: bool,
    found: Vec<FoundPlace>,
}

impl PlaceScan<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.code.is_some() && self.is_output => {}
            Event::Text(_) if self.code.is_some() => self.code_line(range),
            Event::Text(text) if self.opaque > 0 => self.inline.opaque(&text),
            Event::Text(text) => {
                let text = parse::as_it_stands(&text, &self.source[range.clone()]);
                self.inline.text(&text, &range);
            }
            Event::Code(text) => {
                self.code_span(&text, &range);
                self.inline.opaque(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.inline.line_break(),
            Event::InlineHtml(html) if !html.starts_with("<!") => self.inline.text(&html, &range),
            Event::Html(html) if self.in_html => self.inline.text(&html, &range),
            Event::InlineHtml(_)
            | Event::Html(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::Rule => {}
        }
    }

    fn start(&mut self, tag: &Tag, range: &Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.open(Surroundings::Heading),
            Tag::TableCell => self.open(Surroundings::Cell),
            Tag::CodeBlock(kind) => {
                self.close();
                self.is_output = placeholders::shows_output(self.source, range.start);
                self.code = Some(match kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => INDENTED.to_owned(),
                });
            }
            Tag::HtmlBlock => {
                self.close();
                let html = self.source[range.clone()].trim_start();
                let unknown = |name: &str| !html_tags::is_known(name);
                self.in_html = html_tags::name(html).is_some_and(unknown);
            }
            Tag::Image { .. }
            | Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            } => self.opaque += 1,
            Tag::Paragraph | Tag::Item | Tag::BlockQuote(_) | Tag::List(_) => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.code = None,
            TagEnd::Image => self.opaque -= 1,
            TagEnd::Link => self.opaque = self.opaque.saturating_sub(1),
            TagEnd::HtmlBlock => {
                self.close();
                self.in_html = false;
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item => {
                self.close();
            }
            _ => {}
        }
    }

    fn open(&mut self, surroundings: Surroundings) {
        self.close();
        self.surroundings = surroundings;
    }

    /// Ends the current inline content.
    fn close(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        let surroundings = std::mem::replace(&mut self.surroundings, Surroundings::Text);
        self.add(&inline, TextKind::Text, &surroundings);
    }

    fn code_line(&mut self, range: Range<usize>) {
        let language = self.code.clone().unwrap_or_default();
        let (language, is_indented) = match language.as_str() {
            INDENTED => (String::new(), true),
            _ => (language, false),
        };
        let position = if placeholders::is_form(&language) && !is_indented {
            TextKind::Form
        } else {
            TextKind::Code
        };
        let mut inline = Inline::default();
        inline.text(&self.source[range.clone()], &range);
        self.add(&inline, position, &Surroundings::Code { language });
    }

    fn code_span(&mut self, text: &str, range: &Range<usize>) {
        let whole = &self.source[range.clone()];
        // A line end in a span is read as a space.
        if let Some(at) = whole.find(text) {
            let start = range.start + at;
            let mut inline = Inline::default();
            inline.text(text, &(start..start + text.len()));
            let from = self.found.len();
            self.add(&inline, TextKind::Code, &Surroundings::CodeSpan);
            let before = &self.inline.plain;
            let mut at = 0;
            self.found.retain(|place| {
                at += 1;
                at <= from || !placeholders::is_spoken_of(before, place.notation)
            });
        }
    }

    fn add(&mut self, inline: &Inline, position: TextKind, surroundings: &Surroundings) {
        for Placeholder {
            range: plain,
            notation,
            name,
        } in placeholders::find(&inline.plain, position, &self.facts)
        {
            let Some(name) = name else { continue };
            let Some(range) = inline.source_of(plain.clone(), self.source) else {
                continue;
            };
            let is_whole = plain.len() == inline.plain.trim().len();
            let folded = inline.plain[plain].split_whitespace();
            self.found.push(FoundPlace {
                name,
                written: self.source[range.clone()].to_owned(),
                plain: folded.collect::<Vec<_>>().join(" "),
                line: self.lines.partition_point(|&start| start <= range.start),
                range,
                notation,
                surroundings: surroundings.clone(),
                is_whole,
            });
        }
    }
}

/// The language of an info string, in lower case.
fn language(info: &str) -> String {
    language_word(info)
}
