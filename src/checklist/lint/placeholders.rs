//! Placeholders that aren't blanks: `TBD`, `<version>`, `[Name]`, `{{tag}}`.
//!
//! Prose about placeholders isn't one: "no TBD left", "dates in the format YYYY-MM-DD".

mod words;

use std::collections::HashSet;
use std::ops::Range;

use super::scan::{Passage, PassageRole};
use super::{FindingKind, RawFinding, contradictions};
use crate::checklist::html_tags;

/// The longest placeholder in brackets, in bytes.
const LONGEST: usize = 80;
/// The fewest dots that are a line to write on.
const DOTS: usize = 4;
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

pub(super) fn find(source: &str, passages: &[Passage]) -> Vec<RawFinding> {
    let closed: HashSet<String> = passages
        .iter()
        .flat_map(|passage| closing_tags(&passage.plain))
        .collect();
    let is_template = is_template(source);
    let mut found = Vec::new();
    for passage in passages
        .iter()
        .filter(|passage| passage.role != PassageRole::Cell)
    {
        // If the same word also contradicts the box, that is one finding, not two.
        let is_contradicted = contradictions::find(passage).is_some();
        for range in hints(&passage.plain, &closed, is_template) {
            let (text, at) = (
                passage.plain[range.clone()].to_owned(),
                passage.offset(range.start),
            );
            if is_contradicted && text.contains("TBD") {
                continue;
            }
            let is_html = source[at..].starts_with('<') && !source[..at].ends_with('\\');
            let unseen = if is_html {
                ", and GitHub renders it as HTML"
            } else {
                ""
            };
            let message = format!(
                "“{text}” is a placeholder, not a blank{unseen}: write the answer, or “____” for a blank"
            );
            found.push(RawFinding {
                also: Vec::new(),
                at,
                kind: FindingKind::Hint,
                text,
                message,
            });
        }
    }
    found
}

/// The names of the tags that are closed somewhere: they are markup, even if they are unknown.
fn closing_tags(plain: &str) -> impl Iterator<Item = String> {
    plain
        .match_indices("</")
        .filter_map(|(at, _)| html_tags::name(&plain[at..]))
        .map(str::to_ascii_lowercase)
}

/// True if the document is a template for a program: it has conditions in braces.
fn is_template(source: &str) -> bool {
    let decides = |inside: &str| {
        let inside = inside.trim_start_matches(['-', '~', ' ']);
        let word = inside
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        inside.starts_with(['#', '/'])
            || matches!(word, "if" | "else" | "end" | "range" | "with" | "define")
    };
    source.contains("{%")
        || source
            .match_indices("{{")
            .any(|(at, open)| decides(&source[at + open.len()..]))
}

/// The placeholders in a text, in order.
fn hints(plain: &str, closed: &HashSet<String>, is_template: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut end = 0;
    // The start of the current word, and whether it contains a URL.
    let mut in_url = false;
    for (at, character) in plain.char_indices() {
        let rest = &plain[at..];
        in_url = !character.is_whitespace() && (in_url || rest.starts_with("://"));
        if at < end || in_url {
            continue;
        }
        let length = match character {
            '<' => angled(plain, at, closed),
            '[' => bracketed(plain, at),
            '{' if !is_template => braced(plain, at),
            '$' => variable(plain, at),
            '.' => dots(plain, at),
            'T' | 'X' | 'Y' | 'D' | 'M' | 'v' | 'V' => words::find(plain, at),
            _ => None,
        };
        if let Some(length) = length {
            end = at + length;
            found.push(at..end);
        }
    }
    found
}

/// The length of `<version>` at `at`, if that isn't a tag.
fn angled(plain: &str, at: usize, closed: &HashSet<String>) -> Option<usize> {
    let inside = inside(&plain[at..], "<", ">")?;
    let name = html_tags::name(&plain[at..])?;
    let is_tag = plain[at..].starts_with("</")
        || html_tags::is_known(name) && !ASKING_TAGS.contains(&inside)
        || closed.contains(&name.to_ascii_lowercase())
        || inside.contains(['=', '@', '"', '(', ';']);
    let key = inside
        .split(['-', '+', ' '])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_key = KEYS.contains(&key.as_str());
    // `List<String>` is a type; `v<version>` is a placeholder.
    let before = plain[..at].strip_suffix('v').unwrap_or(&plain[..at]);
    (!is_tag && !is_key && !inside.ends_with('/') && !touches_word(before))
        .then_some(inside.len() + 2)
}

/// The length of `[Name]` at `at`, if that is a placeholder.
fn bracketed(plain: &str, at: usize) -> Option<usize> {
    let inside = inside(&plain[at..], "[", "]")?;
    let after = &plain[at + inside.len() + 2..];
    let before = &plain[..at];
    let is_link =
        after.starts_with(['(', '[']) || before.ends_with([']', '!', '/', '.', '$', '\'', '"']);
    (!is_link && !touches_word(before) && words::asks(inside)).then_some(inside.len() + 2)
}

/// The length of `{{tag}}` at `at`.
fn braced(plain: &str, at: usize) -> Option<usize> {
    let inside = inside(&plain[at..], "{{", "}}")?;
    // `${{ … }}` is an expression of a workflow.
    let is_hint = !plain[..at].ends_with(['$', '{']) && inside.contains(char::is_alphanumeric);
    is_hint.then_some(inside.len() + 4)
}

/// The length of `${ENV}` at `at`, unless the text is about the variable: "Set ${ENV}".
fn variable(plain: &str, at: usize) -> Option<usize> {
    let inside = inside(&plain[at..], "${", "}")?;
    let is_name = inside
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    let before = plain[..at]
        .split_whitespace()
        .next_back()
        .unwrap_or_default();
    let is_spoken_of = ABOUT_VARIABLES.contains(&before.to_lowercase().as_str());
    let is_apart = plain[..at].ends_with(char::is_whitespace);
    (is_name && is_apart && !is_spoken_of).then_some(inside.len() + 3)
}

/// The length of a dotted line to write on at `at`, after a label: `Region: ........`.
fn dots(plain: &str, at: usize) -> Option<usize> {
    let length = plain[at..].bytes().take_while(|&byte| byte == b'.').count();
    (length >= DOTS && plain[..at].trim_end().ends_with(':')).then_some(length)
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
