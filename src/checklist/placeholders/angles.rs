//! Names in angle brackets and braces: `<version>`, `{{version}}`, `${NAME}`.

use super::{
    Facts, FoundPlaceholder, TextKind, about, expects_value, first_line, inside, names,
    touches_word,
};
use crate::checklist::html_tags;
use crate::checklist::languages::{self, Term};
use crate::checklist::notation::Notation;

/// Names of tags that people write as placeholders.
const ASKING_TAGS: [&str; 6] = ["address", "link", "time", "title", "summary", "search"];
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
const KEYS: [&str; 16] = [
    "alt",
    "backspace",
    "cmd",
    "command",
    "control",
    "cr",
    "ctrl",
    "delete",
    "enter",
    "esc",
    "leader",
    "return",
    "shift",
    "space",
    "super",
    "tab",
];
/// Names of types in angle brackets.
const TYPES: [&str; 14] = [
    "t", "k", "v", "e", "r", "string", "int", "integer", "bool", "boolean", "void", "any",
    "object", "float",
];
/// The longest name in angle brackets, in bytes.
const LONGEST: usize = 60;
/// The shortest name in capitals in single braces, in bytes.
const SHORTEST_CONSTANT: usize = 3;
/// The longest ending of a plural, in bytes.
const LONGEST_PLURAL: usize = 3;
/// Parts of names in single braces that only people replace.
const IN_BRACES: [&str; 5] = ["version", "release", "tag", "your", "insert"];

/// `<version>` at `at`, if that isn't a tag.
pub(super) fn tag(
    text: &str,
    at: usize,
    position: TextKind,
    facts: &Facts,
) -> Option<FoundPlaceholder> {
    let inside = inside(&text[at..], "<", ">")?;
    let before = &text[..at];
    if position != TextKind::Code && is_description(inside, before, &text[at + inside.len() + 2..])
    {
        return Some((inside.len() + 2, Notation::Angles, None));
    }
    if inside.trim() != inside
        || inside.len() > LONGEST
        || before.ends_with(['<', '=']) && position != TextKind::Code
    {
        return None;
    }
    let name = html_tags::name(&text[at..]);
    let channel = inside.strip_prefix('#').unwrap_or(inside);
    let is_named = name.is_some() || channel.starts_with(|c: char| c.is_alphabetic());
    let is_whole = text.trim().len() == inside.len() + 2;
    let is_shown = position == TextKind::Code && is_whole && is_component(inside);
    let singular = without_plural(inside);
    if !is_named || is_markup(singular, name, facts) || is_typed(inside, position) || is_shown {
        return None;
    }
    // `List<String>` is a type; `v<version>` is a placeholder. `<<EOF` begins a text.
    let glued = before.strip_suffix('v').unwrap_or(before);
    if before.ends_with('<') || touches_word(glued) || about::is_replaced(before) {
        return None;
    }
    // Text hides `<link to …>`, which only the pass for variables reads.
    let is_hidden = name.is_some_and(|name| html_tags::is_known(name) && name.len() < inside.len());
    let name =
        names::variable(inside, position, before).or_else(|| is_hidden.then(|| inside.to_owned()));
    Some((inside.len() + 2, Notation::Angles, name))
}

/// A name without the ending of its plural in parentheses: `Author` of `Author(en)`.
fn without_plural(name: &str) -> &str {
    let ending = name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once('('));
    match ending {
        Some((singular, ending)) if (1..=LONGEST_PLURAL).contains(&ending.len()) => singular,
        Some(_) | None => name,
    }
}

/// True if angle brackets hold markup, an address or code.
fn is_markup(inside: &str, name: Option<&str>, facts: &Facts) -> bool {
    let lower = inside.to_ascii_lowercase();
    let of_html = name.is_some_and(|name| {
        let is_alone = name.len() == inside.len();
        html_tags::is_known(name)
            && (!is_alone || !ASKING_TAGS.contains(&lower.as_str()))
            && is_tag(inside, name)
            || facts.closed.contains(&name.to_ascii_lowercase())
    });
    of_html
        || inside.starts_with('/')
        || inside.ends_with('/')
        || inside.contains(['=', '@', '"', '(', ';', ':', '{', '$', '&', '|', '\\', '*'])
}

/// True if the words behind the name of an element can't be a description: `<a href>`, but not `<data center>`.
fn is_tag(inside: &str, name: &str) -> bool {
    let rest = inside[name.len()..].trim();
    rest.is_empty() || inside.contains('=') || name.len() <= 2
}

/// True for a description that is all of a line or behind a label: `<Explain what this is for, and when to use it.>`.
fn is_description(inside: &str, before: &str, after: &str) -> bool {
    let lower = languages::lower(inside);
    let tells = languages::words(Term::FillIn)
        .start(&lower)
        .is_some_and(|length| lower[length..].starts_with(' '));
    // Text hides what may be a known tag, which only the pass for variables reads.
    let is_hidden = html_tags::name(&format!("<{inside}>")).is_some_and(html_tags::is_known);
    tells
        && !is_hidden
        && !inside.contains(['=', '{', '\n', '|'])
        && inside.split_whitespace().count() >= 3
        && expects_value(before)
        && first_line(after)
            .trim_matches(['*', '_', ' ', '.'])
            .is_empty()
}

/// True for the name of a component of a user interface: `AlertBanner`, but not `ServiceName`.
fn is_component(inside: &str) -> bool {
    let humps = inside.bytes().filter(u8::is_ascii_uppercase).count();
    let last = inside.rfind(|c: char| c.is_ascii_uppercase()).unwrap_or(0);
    humps >= 2
        && inside.starts_with(|c: char| c.is_ascii_uppercase())
        && inside.contains(|c: char| c.is_ascii_lowercase())
        && inside.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !languages::words(Term::SlotNoun).is(&languages::lower(&inside[last..]))
}

/// True for the names of keys and types.
fn is_typed(inside: &str, position: TextKind) -> bool {
    let lower = inside.to_lowercase();
    let first = lower.split(['-', '+', ' ']).next().unwrap_or_default();
    let is_key = KEYS.contains(&first)
        && (first.len() == lower.len()
            || lower.contains(['+', '-']) && lower.len() <= first.len() + 2);
    // A command in code is one to type.
    let is_key = is_key && !(position == TextKind::Code && lower == "command");
    is_key || TYPES.contains(&lower.as_str())
}

/// `{{tag}}` at `at`, or `{version}` if only people replace that.
pub(super) fn braces(text: &str, at: usize, position: TextKind) -> Option<FoundPlaceholder> {
    let before = &text[..at];
    if before.ends_with(['$', '{', '%', '\\']) {
        return None;
    }
    if let Some(inside) = inside(&text[at..], "{{", "}}") {
        let name = names::in_braces(inside).map(str::to_owned);
        let is_one = name.is_some() || position != TextKind::Code && names::is_described(inside);
        return (is_one && !about::is_replaced(before))
            .then(|| (inside.len() + 4, Notation::Braces, name));
    }
    let inside = inside(&text[at..], "{", "}")?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let lower = inside.to_ascii_lowercase();
    let mut parts = lower.split(['_', '-', ' ']);
    let asks = parts.any(|part| IN_BRACES.contains(&part));
    let is_free = !before.ends_with(['/', '"', '\'', '(', ' ']) || lower.starts_with("your");
    let is_one = inside.chars().all(is_part)
        && inside.trim() == inside
        && (asks && is_free || is_constant(inside) || asks && is_phrase(inside, position))
        && !about::is_replaced(before);
    is_one.then(|| (inside.len() + 2, Notation::Braces, Some(inside.to_owned())))
}

/// True for a name in capitals: `{MAJOR}`, `{BLOG_POST_URL}`.
fn is_constant(inside: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    inside.len() >= SHORTEST_CONSTANT
        && inside.starts_with(|c: char| c.is_ascii_uppercase())
        && inside.bytes().all(is_part)
}

/// True for some words of prose: `{current version minus 3}`.
fn is_phrase(inside: &str, position: TextKind) -> bool {
    position != TextKind::Code && inside.contains(' ')
}

/// `${ENV}` at `at`, unless the text is about the variable: "Set ${ENV}". In code it is the shell's own.
pub(super) fn dollar(text: &str, at: usize, position: TextKind) -> Option<FoundPlaceholder> {
    if position != TextKind::Text {
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
    let before = languages::lower(before);
    let is_spoken_of =
        ABOUT_VARIABLES.contains(&before.as_str()) || languages::words(Term::Replaces).is(&before);
    let is_one = is_name && !touches_word(&text[..at]) && !is_spoken_of;
    is_one.then(|| (inside.len() + 3, Notation::Dollar, Some(inside.to_owned())))
}
