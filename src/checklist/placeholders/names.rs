//! The names in placeholders: those of variables, and those that mean something else in each line.

use super::{TextKind, dates, last_line, versions};
use crate::checklist::languages::{self, Term};

/// The most words in the name of a variable; more are a description of what to write.
const MOST_WORDS: usize = 4;
/// Last words of descriptions of what to write.
pub(super) const HERE: [&str; 7] = [" here", " hier", " ici", " aquí", " aqui", " qui", " здесь"];
/// The most words of a description in double braces.
const MOST_DESCRIBED: usize = 20;
/// Words at the start of braces that a template engine runs.
const CONTROLS: [&str; 30] = [
    "if", "else", "elif", "elseif", "end", "endif", "endfor", "range", "with", "define",
    "template", "block", "for", "each", "unless", "include", "eq", "ne", "not", "and", "or",
    "printf", "contains", "set", "import", "macro", "index", "len", "toyaml", "super",
];

/// The name of the variable in a placeholder; `None` if its text means something else in each line. In code a name is
/// an argument, and mostly the same: one that says too little gets the word in front of it.
pub(super) fn variable(inside: &str, position: TextKind, before: &str) -> Option<String> {
    let name = inside.split_whitespace().collect::<Vec<_>>().join(" ");
    if position != TextKind::Code && dates::begins(&name) {
        return None;
    }
    if dates::is_date(&name) {
        return (position == TextKind::Code).then_some(name);
    }
    if versions::is_version(&name) {
        return Some(name);
    }
    let lower = languages::lower(&name).replace(['_', '-'], " ");
    let is_generic = is_generic(&lower);
    if position == TextKind::Code {
        return Some(match word_before(before).filter(|_| is_generic) {
            Some(word) if !lower.contains(&languages::lower(word)) => format!("{word} {name}"),
            _ => name,
        });
    }
    let is_choice = lower.contains(['/', '|']);
    let is_long = lower.split_whitespace().count() > MOST_WORDS || lower.contains([',', '.', '"']);
    // "What happened" and "describe the impact" ask for something else on each line.
    let is_told = languages::words(Term::FillIn)
        .start(&lower)
        .is_some_and(|length| length < lower.len())
        && languages::words(Term::Determiner).start(&lower).is_none();
    let is_unknown = languages::words(Term::Placeholder).is(&lower) || is_left(&lower);
    // So does `[command here]`.
    let is_told = is_told || HERE.iter().any(|word| lower.ends_with(word));
    (!is_generic && !is_choice && !is_long && !is_told && !is_unknown).then_some(name)
}

/// True if a name in lower case means something else in each line.
fn is_generic(lower: &str) -> bool {
    let determiners = languages::words(Term::Determiner);
    let bare = match determiners.start(lower) {
        Some(length) if lower[length..].starts_with(' ') => lower[length..].trim_start(),
        Some(_) | None => lower,
    };
    languages::words(Term::GenericName).is(bare) || bare.chars().count() == 1
}

/// True for the words in lower case for work that is left.
pub(super) fn is_left(lower: &str) -> bool {
    matches!(lower, "todo" | "to do" | "fixme")
}

/// The word right before a placeholder in code, such as the name of its option.
fn word_before(before: &str) -> Option<&str> {
    let line = last_line(before).trim_end_matches([' ', '=', ':', '"', '\'', '/']);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let word = line[line.trim_end_matches(is_part).len()..].trim_matches('-');
    let is_named = word.chars().count() > 2 && word.starts_with(char::is_alphabetic);
    is_named.then_some(word)
}

/// The text of double braces that is a place without a name: an amount, a choice or a description, as in `{{80}}`,
/// `{{high/low}}` and `{{Step 1: tell the team}}`. A template engine doesn't run it.
pub(super) fn is_described(inside: &str) -> bool {
    let text = inside.trim();
    let first = text.split([' ', '.', '/']).next().unwrap_or_default();
    let is_run = text.contains([
        '"', '(', '|', '=', '<', '>', '&', '{', '}', '[', '$', '#', '_', '`', '*', '+',
    ]) || CONTROLS.contains(&first.to_ascii_lowercase().as_str());
    let is_amount = text.starts_with(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%'));
    let mut choices = text.split('/').map(str::trim);
    let is_worded = |text: &str| {
        text.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'))
    };
    let is_choice = text.contains('/')
        && choices.all(|choice| choice.starts_with(char::is_alphanumeric) && is_worded(choice));
    let words = text.split_whitespace().count();
    let is_described =
        (2..=MOST_DESCRIBED).contains(&words) && text.starts_with(char::is_alphabetic);
    !is_run && (is_amount || is_choice || is_described)
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
        && !CONTROLS.contains(&first.to_ascii_lowercase().as_str())
        && name.split_whitespace().count() <= MOST_WORDS;
    is_name.then_some(name)
}
