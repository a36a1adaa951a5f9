//! The pass over the document that finds the places of variables. It uses the parser's events and doesn't recurse.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::{Surroundings, contrast, spellings};
use crate::checklist::code_language::{CodeLanguage, language_word};
use crate::checklist::inline::Inline;
use crate::checklist::legacy::ParseRules;
use crate::checklist::notation::Notation;
use crate::checklist::placeholders::{self, Facts, TextKind};
use crate::checklist::{Checklist, html_tags, keys, lines, parse};

/// Stands for the language of an indented code block.
const INDENTED: &str = " ";

/// Languages of code in which words in angle brackets are tags.
const MARKUP: [&str; 10] = [
    "html", "xhtml", "xml", "svg", "jsx", "tsx", "vue", "svelte", "plist", "astro",
];

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
    /// True if nothing is before it on its line.
    starts_line: bool,
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
        links: Vec::new(),
        in_html: false,
        found: Vec::new(),
        others: Vec::new(),
    };
    for (event, range) in parse::events(&text, checklist.body_start, ParseRules::Present) {
        pass.event(event, range);
    }
    pass.close();
    let PlaceScan {
        mut found, others, ..
    } = pass;
    found.sort_by_key(|place| place.range.start);
    let mut found = spellings::with_equal(without_code_only(found), others);
    contrast::set_apart(&mut found, source);
    found
}

/// Drops what is found in code alone and doesn't look like a placeholder there.
fn without_code_only(mut found: Vec<FoundPlace>) -> Vec<FoundPlace> {
    let outside: HashSet<String> = found
        .iter()
        .filter(|place| !place.is_in_code())
        .map(|place| keys::slug(&place.name))
        .collect();
    found.retain(|place| {
        !place.is_in_code()
            || place.tells_itself()
            || !place.is_tag() && outside.contains(&keys::slug(&place.name))
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

    /// True in the code of a settings file.
    fn is_in_settings(&self) -> bool {
        matches!(&self.surroundings, Surroundings::Code { language }
            if matches!(language.as_str(), "ini" | "toml" | "conf" | "properties"))
    }

    /// True for angle brackets in code of markup, where they are tags.
    fn is_tag(&self) -> bool {
        let Surroundings::Code { language } = &self.surroundings else {
            return false;
        };
        self.notation == Notation::Angles && MARKUP.contains(&language.as_str())
    }

    /// True if brackets that read like a place can be one here.
    pub(super) fn may_be_place(&self) -> bool {
        !self.is_in_code() || self.tells_itself()
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
            Notation::Braces | Notation::Angles => is_plain,
            // `[SECTION-NAME]` is a heading of a settings file.
            Notation::Brackets => is_plain && !(self.starts_line && self.is_in_settings()),
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
    /// The links and images around; true for an image and for an address, whose text holds no places.
    links: Vec<bool>,
    /// True inside an HTML block that people read as text, such as a line `<version>`.
    in_html: bool,
    found: Vec<FoundPlace>,
    /// Brackets that alone aren't places.
    others: Vec<FoundPlace>,
}

impl PlaceScan<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, &range),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.code.is_some() && self.is_output => {}
            Event::Text(_) if self.code.is_some() => self.code_line(range),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) if self.is_opaque() => {
                self.inline.opaque(&text);
            }
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

    /// True inside an image or an address.
    fn is_opaque(&self) -> bool {
        self.links.contains(&true)
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
            Tag::Image { .. } => self.links.push(true),
            Tag::Link { link_type, .. } => {
                let is_address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.links.push(is_address);
            }
            Tag::Paragraph | Tag::Item | Tag::BlockQuote(_) | Tag::List(_) => self.close(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.code = None,
            TagEnd::Image | TagEnd::Link => {
                self.links.pop();
            }
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
        // The parser joins lines that aren't indented.
        let mut start = range.start;
        let source = self.source;
        for line in lines::with_ends(&source[range]) {
            let mut inline = Inline::default();
            inline.text(line, &(start..start + line.len()));
            start += line.len();
            let language = language.clone();
            self.add(&inline, position, &Surroundings::Code { language });
        }
    }

    fn code_span(&mut self, text: &str, range: &Range<usize>) {
        let Some(inline) = of_span(text, &self.source[range.clone()], range.start) else {
            return;
        };
        let from = self.found.len();
        self.add(&inline, TextKind::Code, &Surroundings::CodeSpan);
        let before = &self.inline.plain;
        let is_place = |place: &FoundPlace| !placeholders::is_spoken_of(before, place.notation);
        let added = self.found.split_off(from);
        self.found.extend(added.into_iter().filter(is_place));
    }

    fn add(&mut self, inline: &Inline, position: TextKind, surroundings: &Surroundings) {
        let found = placeholders::find(&inline.plain, position, &self.facts);
        let mut end = 0;
        for one in &found {
            self.add_others(inline, end..one.range.start, surroundings);
            end = one.range.end;
            if let Some(name) = &one.name {
                let place = self.place(inline, &one.range, one.notation, surroundings);
                self.found.extend(place.map(|place| FoundPlace {
                    name: name.clone(),
                    ..place
                }));
            }
        }
        self.add_others(inline, end..inline.plain.len(), surroundings);
    }

    /// Keeps the brackets in a part of a text in which no placeholder was found.
    fn add_others(&mut self, inline: &Inline, part: Range<usize>, surroundings: &Surroundings) {
        for (plain, notation) in placeholders::bracketed(&inline.plain, part) {
            let place = self.place(inline, &plain, notation, surroundings);
            self.others.extend(place);
        }
    }

    /// A place without a name yet.
    fn place(
        &self,
        inline: &Inline,
        plain: &Range<usize>,
        notation: Notation,
        surroundings: &Surroundings,
    ) -> Option<FoundPlace> {
        let range = inline.source_of(plain.clone(), self.source)?;
        let folded = inline.plain[plain.clone()].split_whitespace();
        let above = inline.plain[..plain.start].trim_end_matches([' ', '\t']);
        Some(FoundPlace {
            name: String::new(),
            written: self.source[range.clone()].to_owned(),
            plain: folded.collect::<Vec<_>>().join(" "),
            line: self.lines.partition_point(|&start| start <= range.start),
            range,
            notation,
            surroundings: surroundings.clone(),
            is_whole: plain.len() == inline.plain.trim().len(),
            starts_line: above.is_empty() || above.ends_with('\n'),
        })
    }
}

/// The language of an info string, in lower case.
fn language(info: &str) -> String {
    language_word(info)
}

/// The text of a code span, whose source `whole` begins at `start`. A line end is read as a space there, and in the cell of
/// a table `\|` as `|`.
fn of_span(text: &str, whole: &str, start: usize) -> Option<Inline> {
    let mut inline = Inline::default();
    if let Some(at) = whole.find(text) {
        inline.text(text, &(start + at..start + at + text.len()));
        return Some(inline);
    }
    let marks = whole.len() - whole.trim_start_matches('`').len();
    let mut inside = whole.get(marks..whole.len().checked_sub(marks)?)?;
    let mut at = start + marks;
    // A space on both sides is dropped (CommonMark section 6.1).
    if let Some(rest) = inside
        .strip_prefix([' ', '\n'])
        .filter(|_| !text.starts_with(' '))
    {
        (inside, at) = (rest, at + 1);
    }
    let mut source = inside.char_indices().peekable();
    let mut read = text.chars().peekable();
    while let Some(character) = read.next() {
        let (mut offset, mut own) = source.next()?;
        let next = source.peek().map(|&(_, next)| next);
        let is_escaped = own == '\\' && character == '|' && next == Some('|');
        // The parser makes one space of CR and LF, or two.
        let is_joined = (own, next) == ('\r', Some('\n')) && read.peek() != Some(&' ');
        if is_escaped || is_joined {
            (offset, own) = source.next()?;
        }
        let place = at + offset..at + offset + own.len_utf8();
        if own == character {
            inline.text(character.encode_utf8(&mut [0; 4]), &place);
        } else if character.is_whitespace() && own.is_whitespace() {
            inline.opaque(" ");
        } else {
            return None;
        }
    }
    Some(inline)
}
