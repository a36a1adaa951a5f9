//! Placeholders: what a document has in place of a value that people are to write, such as `[Engineering Lead]`,
//! `<db-host>`, `{{version}}`, `YYYY-MM-DD` or `TBD`.
//!
//! A placeholder with a name of its own means the same wherever it stands: it is a place of a variable. One without a
//! name, or with a name such as `[Date]` that means something else in each line, is a blank. Prose about placeholders is
//! neither: "no TBD left", "dates in the format YYYY-MM-DD". This file must not know entries.

mod brackets;
mod names;
mod words;

use std::collections::HashSet;
use std::ops::Range;

use super::html_tags;
use super::notation::Notation;

/// The longest placeholder in brackets, in bytes.
const LONGEST: usize = 80;
/// The fewest dots that are a line to write on.
const DOTS: usize = 4;
/// The narrowest gap in brackets that is no box, in characters.
const GAP: usize = 3;
/// Names of tags that people write as placeholders.
const ASKING_TAGS: [&str; 4] = ["address", "link", "time", "title"];
/// Words before a variable that make it the subject.
const ABOUT_VARIABLES: [&str; 8] = [
    "define",
    "export",
    "rename",
    "rotate",
    "set",
    "unset",
    "variable",
    "variables",
];
/// Names of keys on the keyboard that are written in angle brackets.
const KEYS: [&str; 12] = [
    "alt",
    "backspace",
    "cmd",
    "command",
    "control",
    "ctrl",
    "enter",
    "esc",
    "return",
    "shift",
    "space",
    "tab",
];

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
pub(super) enum Position {
    /// Markdown: prose, items, headings, cells.
    Text,
    /// A fenced block without a language, which is often a form.
    Form,
    /// Code, where only what can't be anything else is a placeholder.
    Code,
}

/// The facts about a whole document that tell placeholders from markup.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The names of the tags that are closed somewhere: they are markup, even if they are unknown.
    closed: HashSet<String>,
}

impl Facts {
    pub(super) fn of(source: &str) -> Facts {
        let ends = source.match_indices("</");
        let closed = ends
            .filter_map(|(at, _)| html_tags::name(&source[at..]))
            .map(str::to_ascii_lowercase)
            .collect();
        Facts { closed }
    }
}

/// The placeholders in a text, in order.
pub(super) fn find(text: &str, position: Position, facts: &Facts) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if at < end {
            continue;
        }
        let one = match character {
            '<' => angled(text, at, position, facts),
            '[' => brackets::find(text, at, position),
            '{' => braced(text, at),
            '$' => variable(text, at, position),
            '.' => dots(text, at, position),
            '@' => handle(text, at, position),
            _ => words::find(text, at, position),
        };
        if let Some((length, notation, name)) = one {
            end = at + length;
            found.push(Placeholder {
                range: at..end,
                notation,
                name,
            });
        }
    }
    found
}

/// The length, the notation and the name of a placeholder.
type Found = (usize, Notation, Option<String>);

/// `<version>` at `at`, if that isn't a tag.
fn angled(text: &str, at: usize, position: Position, facts: &Facts) -> Option<Found> {
    let inside = inside(&text[at..], "<", ">")?;
    let name = html_tags::name(&text[at..])?;
    let is_tag = text[at..].starts_with("</")
        || html_tags::is_known(name) && !ASKING_TAGS.contains(&inside)
        || facts.closed.contains(&name.to_ascii_lowercase())
        || inside.contains(['=', '@', '"', '(', ';', ':'])
        || inside.ends_with('/');
    let key = inside
        .split(['-', '+', ' '])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_key = KEYS.contains(&key.as_str());
    // `List<String>` is a type; `v<version>` is a placeholder.
    let before = text[..at].strip_suffix('v').unwrap_or(&text[..at]);
    if is_tag || is_key || touches_word(before) {
        return None;
    }
    let name = names::variable(inside, position);
    Some((inside.len() + 2, Notation::Angles, name))
}

/// `{{tag}}` at `at`.
fn braced(text: &str, at: usize) -> Option<Found> {
    let inside = inside(&text[at..], "{{", "}}")?;
    // `${{ … }}` is an expression of a workflow.
    if text[..at].ends_with(['$', '{']) {
        return None;
    }
    let name = names::in_braces(inside)?;
    Some((inside.len() + 4, Notation::Braces, Some(name.to_owned())))
}

/// `${ENV}` at `at`, unless the text is about the variable: "Set ${ENV}". In code it is the shell's own.
fn variable(text: &str, at: usize, position: Position) -> Option<Found> {
    if position != Position::Text {
        return None;
    }
    let inside = inside(&text[at..], "${", "}")?;
    let is_name = inside
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_');
    let before = text[..at]
        .split_whitespace()
        .next_back()
        .unwrap_or_default();
    let is_spoken_of = ABOUT_VARIABLES.contains(&before.to_lowercase().as_str());
    let is_one = is_name && !touches_word(&text[..at]) && !is_spoken_of;
    is_one.then(|| (inside.len() + 3, Notation::Dollar, Some(inside.to_owned())))
}

/// A dotted line to write on at `at`, after a label: `Region: ........`.
fn dots(text: &str, at: usize, position: Position) -> Option<Found> {
    let length = text[at..].bytes().take_while(|&byte| byte == b'.').count();
    let is_one = position != Position::Code
        && length >= DOTS
        && text[..at].trim_end().ends_with([':', '：']);
    is_one.then_some((length, Notation::Dots, None))
}

/// `@` alone, after a label or at the end of a line: `Owner: @`.
fn handle(text: &str, at: usize, position: Position) -> Option<Found> {
    let before = text[..at].trim_end_matches([' ', '\t', '*']);
    let after = text[at + 1..].trim_start_matches([' ', '\t', '*']);
    let is_end = after.is_empty() || after.starts_with(['\n', ',', '|', ')']);
    let is_one = position == Position::Text
        && is_end
        && !touches_word(&text[..at])
        && (before.ends_with([':', '：', '(', ',']) || before.is_empty());
    is_one.then_some((1, Notation::At, None))
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

/// True if a text ends in a letter or digit.
fn touches_word(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}
