//! The names in placeholders: those of variables, and those that mean something else in each line.

use super::Position;

/// The most words in the name of a variable; more are a description of what to write.
const MOST_WORDS: usize = 4;
/// Words in front of a name that don't name anything.
const DETERMINERS: [&str; 8] = ["your", "the", "insert", "enter", "a", "an", "my", "add"];
/// Names that mean something else in each line.
const GENERIC: [&str; 48] = [
    "amount",
    "approver",
    "assignee",
    "contact",
    "count",
    "date",
    "date/time",
    "description",
    "details",
    "duration",
    "email",
    "full name",
    "handle",
    "id",
    "initials",
    "issue",
    "link",
    "list",
    "n",
    "name",
    "note",
    "notes",
    "number",
    "owner",
    "percentage",
    "person",
    "phone",
    "placeholder",
    "reason",
    "result",
    "reviewer",
    "role",
    "sign",
    "signature",
    "status",
    "tba",
    "tbc",
    "tbd",
    "text",
    "ticket",
    "time",
    "timestamp",
    "title",
    "url",
    "value",
    "x",
    "xx",
    "xxx",
];
/// Words at the start of braces that a template engine runs.
const CONTROLS: [&str; 12] = [
    "if", "else", "end", "range", "with", "define", "template", "block", "for", "each", "unless",
    "include",
];

/// The name of the variable in a placeholder; `None` if its text means something else in each line. In code a name is
/// an argument, and mostly the same.
pub(super) fn variable(inside: &str, position: Position) -> Option<String> {
    let name = inside.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = name.to_lowercase().replace(['_', '-'], " ");
    let bare = DETERMINERS
        .iter()
        .find_map(|word| lower.strip_prefix(word)?.strip_prefix(' '))
        .unwrap_or(&lower);
    let is_generic = GENERIC.contains(&bare) || bare.chars().count() == 1;
    let is_choice = lower.contains('/') && position != Position::Code;
    let is_long = lower.split_whitespace().count() > MOST_WORDS;
    (!is_generic && !is_choice && !is_long).then_some(name)
}

/// The name in `{{ name }}`, if it is one: no statement, no expression.
pub(super) fn in_braces(inside: &str) -> Option<&str> {
    let name = inside
        .trim_matches(['-', '~', ' ', '\t'])
        .trim_start_matches(['$', '.']);
    let first = name.split([' ', '.']).next().unwrap_or_default();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.');
    let is_name = name.starts_with(char::is_alphabetic)
        && name.chars().all(is_word)
        && !CONTROLS.contains(&first)
        && name.split_whitespace().count() <= MOST_WORDS;
    is_name.then_some(name)
}
