//! Names in angle brackets and braces: `<version>`, `{{version}}`, `${NAME}`.

use super::{Facts, FoundPlaceholder, TextKind, about, inside, names, touches_word};
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
    if inside.trim() != inside
        || inside.len() > LONGEST
        || before.ends_with(['<', '=']) && position != TextKind::Code
    {
        return None;
    }
    let name = html_tags::name(&text[at..]);
    let is_named = name.is_some() || inside.starts_with(|c: char| c.is_alphabetic());
    if !is_named || is_markup(inside, name, facts) || is_typed(inside) {
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

/// True for the names of keys and types.
fn is_typed(inside: &str) -> bool {
    let lower = inside.to_lowercase();
    let first = lower.split(['-', '+', ' ']).next().unwrap_or_default();
    let is_key = KEYS.contains(&first)
        && (first.len() == lower.len()
            || lower.contains(['+', '-']) && lower.len() <= first.len() + 2);
    is_key || TYPES.contains(&lower.as_str())
}

/// `{{tag}}` at `at`, or `{version}` if only people replace that.
pub(super) fn braces(text: &str, at: usize) -> Option<FoundPlaceholder> {
    let before = &text[..at];
    if before.ends_with(['$', '{', '%', '\\']) {
        return None;
    }
    if let Some(inside) = inside(&text[at..], "{{", "}}") {
        let name = names::in_braces(inside)?;
        return (!about::is_replaced(before))
            .then(|| (inside.len() + 4, Notation::Braces, Some(name.to_owned())));
    }
    let inside = inside(&text[at..], "{", "}")?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let lower = inside.to_ascii_lowercase();
    let mut parts = lower.split(['_', '-', ' ']);
    let asks = parts.any(|part| IN_BRACES.contains(&part));
    let is_one = asks
        && inside.chars().all(is_part)
        && inside.trim() == inside
        && !before.ends_with(['/', '"', '\'', '(', ' ']) | lower.starts_with("your")
        && !about::is_replaced(before);
    is_one.then(|| (inside.len() + 2, Notation::Braces, Some(inside.to_owned())))
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
