//! Placeholders: what a document has in place of a value that people are to write, such as `[Engineering Lead]`,
//! `<db-host>`, `{{version}}`, `YYYY-MM-DD` or `TBD`.
//!
//! A placeholder with a name of its own means the same wherever it stands: it is a place of a variable. One without a
//! name, or with a name such as `[Date]` that means something else in each line, is a blank. Prose about placeholders is
//! neither: "no TBD left", "dates in the format YYYY-MM-DD". This file must not know entries.
//!
//! The first byte decides which form is looked for, so that a text without any costs one look at each byte.

mod about;
mod angles;
mod brackets;
mod dates;
mod names;
mod telling;
mod unknown;
mod versions;

#[cfg(test)]
mod described_tests;
#[cfg(test)]
mod position_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod value_tests;

use std::collections::HashSet;
use std::ops::Range;

use super::html_tags;
use super::languages::{self, Term};
use super::lines;
use super::notation::Notation;

/// The longest placeholder in brackets, in bytes.
const LONGEST: usize = 240;
/// The shortest run that opens a fence (CommonMark section 4.5).
const SHORTEST_FENCE: usize = 3;
/// The part of a line around a placeholder that is looked at, in bytes.
const LONGEST_LINE: usize = 400;

/// The starts of link definitions that are used as comments.
const COMMENTS: [&str; 2] = ["[//]: #", "//: # ("];

/// A placeholder in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placeholder {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    pub(super) notation: Notation,
    /// The name of the variable whose place it is; `None` if it is a place of its own.
    pub(super) name: Option<String>,
}

/// The kind of text in which placeholders are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// Markdown: prose, items, headings, cells.
    Text,
    /// A fenced block of plain text or Markdown, which is often a form.
    Form,
    /// Code, where only what can't be anything else is a placeholder.
    Code,
}

/// True for the info string of a fenced block of plain text or Markdown.
pub(super) fn is_form(info: &str) -> bool {
    matches!(info, "" | "text" | "txt") || is_markdown(info)
}

/// True for the info string of a fenced block of Markdown.
pub(super) fn is_markdown(info: &str) -> bool {
    let word = info.split([' ', ',', '{']).next().unwrap_or_default();
    matches!(word, "markdown" | "md" | "Markdown" | "plaintext" | "plain")
}

/// True for a line of code that is a description of what to write there: `[Command here]`.
pub(super) fn tells_to_replace(line: &str) -> bool {
    let inside = line
        .strip_prefix('[')
        .and_then(|line| line.strip_suffix(']'));
    inside.is_some_and(|inside| {
        let lower = languages::lower(inside);
        let is_told = names::HERE.iter().any(|word| lower.ends_with(word))
            || languages::words(Term::FillIn)
                .start(&lower)
                .is_some_and(|end| lower[end..].starts_with(' '));
        is_told && !inside.contains(['[', ']', '"', ',', '='])
    })
}

/// The facts about a whole document that tell placeholders from markup.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The names of the tags that are closed somewhere: they are markup, even if they are unknown.
    closed: HashSet<String>,
    /// The labels of link definitions, in lower case: `[label]` is a link.
    definitions: HashSet<String>,
    /// The names of the variables that code sets or reads.
    shell: HashSet<String>,
}

impl Facts {
    pub(super) fn of(source: &str) -> Facts {
        let closed = closed_tags(source);
        let definitions = lines::of(source)
            .filter_map(defined)
            .map(languages::lower)
            .collect();
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let name = |rest: &str| -> String { rest.chars().take_while(|&c| is_part(c)).collect() };
        let read = source.match_indices('$').map(|(at, _)| {
            let rest = source[at + 1..].trim_start_matches('{');
            name(rest)
        });
        let set = source.match_indices('=').map(|(at, _)| {
            let before = &source[..at];
            before[before.trim_end_matches(is_part).len()..].to_owned()
        });
        let shell = read.chain(set).filter(|name| name.contains('_')).collect();
        Facts {
            closed,
            definitions,
            shell,
        }
    }
}

/// The names of the tags that are closed somewhere outside of code blocks, in lower case: an end tag in code that is shown
/// says nothing about the text around it.
fn closed_tags(source: &str) -> HashSet<String> {
    let mut closed = HashSet::new();
    if memchr::memmem::find(source.as_bytes(), b"</").is_none() {
        return closed;
    }
    let mut fence: Option<&str> = None;
    for line in lines::of(source) {
        let text = line.trim_start_matches([' ', '\t', '>']);
        let run = text.len() - text.trim_start_matches(['`', '~']).len();
        match fence {
            Some(open) if run >= open.len() && text.starts_with(open) => fence = None,
            Some(_) => {}
            None if run >= SHORTEST_FENCE && !text[run..].contains('`') => {
                fence = Some(&text[..run]);
            }
            None => {
                let ends = line.match_indices("</");
                let names = ends.filter_map(|(at, _)| html_tags::name(&line[at..]));
                closed.extend(names.map(str::to_ascii_lowercase));
            }
        }
    }
    closed
}

/// The label of the link definition on a line.
fn defined(line: &str) -> Option<&str> {
    let rest = line
        .trim_start_matches([' ', '\t', '>'])
        .strip_prefix('[')?;
    let (label, target) = rest.split_once("]:")?;
    let target = target.trim_start_matches([' ', '\t']);
    let word = target.split_whitespace().next().unwrap_or_default();
    let is_target = word.contains("://") || word.starts_with(['/', '#', '.', '<']);
    (is_target && !label.contains(['[', ']'])).then_some(label)
}

/// True if the text before a code span in the same paragraph says that the placeholder in it is explained or replaced.
pub(super) fn is_spoken_of(before: &str, notation: Notation) -> bool {
    about::is_replaced(before)
        || matches!(notation, Notation::Version | Notation::Date) && about::is_format(before, "")
}

/// True if the line above a code block says that the block shows what a command prints.
pub(super) fn shows_output(source: &str, block: usize) -> bool {
    let above = source[..block]
        .trim_end_matches([' ', '\t', '>'])
        .trim_end();
    let line = lines::last(above).trim().trim_end_matches(['*', '_', ' ']);
    line.ends_with([':', '：']) && languages::words(Term::Output).is_in(&languages::lower(line))
}

/// The form that begins with a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FirstByte {
    /// None.
    Nothing,
    /// A sign such as a bracket.
    Sign,
    /// A letter or digit, if it begins a word.
    Word,
    /// A character outside ASCII.
    Other,
}

/// The forms by first byte.
const FIRST: [FirstByte; 256] = {
    let mut first = [FirstByte::Nothing; 256];
    let mut byte: u8 = 0;
    loop {
        first[byte as usize] = match byte {
            b'<' | b'[' | b'{' | b'$' | b'(' | b'.' | b'@' | b'?' | b'#' => FirstByte::Sign,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => FirstByte::Word,
            0xc3..=0xff => FirstByte::Other,
            _ => FirstByte::Nothing,
        };
        if byte == u8::MAX {
            break first;
        }
        byte += 1;
    }
};

/// The placeholders in a text, in order.
pub(super) fn find(text: &str, position: TextKind, facts: &Facts) -> Vec<Placeholder> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        // `[//]: # (text)` is a comment, and a link to itself if another line defines it.
        if matches!(bytes[at], b'[' | b'/')
            && COMMENTS.iter().any(|start| text[at..].starts_with(start))
        {
            at = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end);
            continue;
        }
        if position == TextKind::Form && bytes[at..].starts_with(b"](") {
            at += link_target(&text[at..]);
            continue;
        }
        let one = match FIRST[usize::from(bytes[at])] {
            FirstByte::Nothing => None,
            FirstByte::Sign => sign(text, at, position, facts),
            FirstByte::Word if at > 0 && is_word(bytes[at - 1]) => {
                // `backup_YYYYMMDD.gz` in a command.
                let is_dated = position == TextKind::Code
                    && bytes[at - 1] == b'_'
                    && bytes[at..].starts_with(b"YYYY");
                is_dated.then(|| dates::find(text, at, position)).flatten()
            }
            FirstByte::Word => word(text, at, position, facts),
            FirstByte::Other => other(text, at, position, facts),
        };
        let Some((length, notation, name)) = one else {
            at += 1;
            continue;
        };
        found.push(Placeholder {
            range: at..at + length,
            notation,
            name,
        });
        at += length.max(1);
    }
    found
}

/// The length of `](target)` at the start of a text, which names no place of its own.
fn link_target(text: &str) -> usize {
    let near = about::head(text, LONGEST_LINE);
    let end = near
        .find([')', ' ', '\n'])
        .filter(|&end| near[end..].starts_with(')'));
    end.unwrap_or("](".len())
}

/// The words in brackets in a part of a text that could be a placeholder elsewhere: no links, no boxes, no tags of HTML.
pub(super) fn bracketed(
    text: &str,
    part: Range<usize>,
) -> impl Iterator<Item = (Range<usize>, Notation)> {
    let starts = memchr::memchr2_iter(b'[', b'<', &text.as_bytes()[part.clone()]);
    starts.filter_map(move |at| {
        let at = part.start + at;
        let (open, close, notation) = match text.as_bytes()[at] {
            b'[' => ("[", "]", Notation::Brackets),
            _ => ("<", ">", Notation::Angles),
        };
        let end = at + inside(&text[at..], open, close)?.len() + 2;
        let is_link = notation == Notation::Brackets && text[end..].starts_with(['(', '[']);
        (end <= part.end && !is_link).then_some((at..end, notation))
    })
}

/// The length, the notation and the name of a placeholder.
type FoundPlaceholder = (usize, Notation, Option<String>);

/// A placeholder that begins with a sign.
fn sign(text: &str, at: usize, position: TextKind, facts: &Facts) -> Option<FoundPlaceholder> {
    match text.as_bytes()[at] {
        b'<' => angles::tag(text, at, position, facts),
        b'[' => {
            brackets::gap(text, at, position).or_else(|| brackets::find(text, at, position, facts))
        }
        b'(' => brackets::gap(text, at, position),
        b'{' => angles::braces(text, at, position),
        b'$' => angles::dollar(text, at, position),
        b'.' => unknown::dots(text, at, position),
        b'@' => unknown::handle(text, at, position),
        b'?' => unknown::question(text, at, position),
        b'#' => telling::number(text, at, position),
        _ => None,
    }
}

/// A placeholder that begins with a letter or digit, at the start of a word.
fn word(text: &str, at: usize, position: TextKind, facts: &Facts) -> Option<FoundPlaceholder> {
    dates::find(text, at, position)
        .or_else(|| versions::find(text, at, position))
        .or_else(|| telling::find(text, at, position, facts))
        .or_else(|| unknown::find(text, at, position))
}

/// A placeholder that begins with a character outside ASCII.
fn other(text: &str, at: usize, position: TextKind, facts: &Facts) -> Option<FoundPlaceholder> {
    let rest = &text[at..];
    if rest.starts_with(['（', '【']) {
        return brackets::gap(text, at, position)
            .or_else(|| brackets::find(text, at, position, facts));
    }
    if rest.starts_with('…') {
        return unknown::dots(text, at, position);
    }
    dates::find(text, at, position).or_else(|| unknown::find(text, at, position))
}

/// The text between `open`, with which `text` begins, and the next `close` on the same line.
fn inside<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let text = text.strip_prefix(open)?;
    let end = text
        .bytes()
        .take(LONGEST)
        .position(|byte| byte == close.as_bytes()[0] || byte == b'\n')?;
    let inside = &text[..end];
    (text[end..].starts_with(close) && !inside.contains(open) && !inside.trim().is_empty())
        .then_some(inside)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// True if a text ends in a letter or digit.
fn touches_word(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// True if a text begins with a letter or digit.
fn begins_word(after: &str) -> bool {
    after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The part of a text on its last line, if that isn't very long.
fn last_line(before: &str) -> &str {
    let near = about::tail(before, LONGEST_LINE);
    near.rsplit('\n').next().unwrap_or_default()
}

/// The part of a text on its first line, if that isn't very long.
fn first_line(after: &str) -> &str {
    let near = about::head(after, LONGEST_LINE);
    near.split('\n').next().unwrap_or_default()
}

/// True if a value is expected behind this text: it is the start of a line, or ends with a colon or the like.
fn expects_value(before: &str) -> bool {
    let spaces = [' ', '\t', '*', '_', '~', '`', '\u{a0}'];
    let before = before.trim_end_matches(spaces);
    let is_start = |text: &str| text.is_empty() || text.ends_with('\n');
    let marker = before.strip_suffix(['-', '+', '>', '•']);
    before.ends_with([':', '：', '=', '|', '(', '（', '→', '–', '—'])
        || is_start(before)
        || marker.is_some_and(|before| is_start(before.trim_end_matches(spaces)))
}

/// True if nothing but punctuation follows on the line.
fn ends_value(after: &str) -> bool {
    let rest = first_line(after).trim_start_matches(['*', '_', '~', '`']);
    let rest = rest.trim_start();
    rest.is_empty()
        || rest.starts_with([
            ',', '.', ';', '|', ')', '）', '，', '。', '；', '(', '（', '<', '/',
        ])
}
