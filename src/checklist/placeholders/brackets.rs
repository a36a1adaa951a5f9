//! Words in brackets: `[Engineering Lead]` is to be replaced, `[Security]` in front of an item classifies it.

use super::{Found, GAP, Position, inside, names, touches_word};
use crate::checklist::notation::Notation;

/// The most words of a placeholder in a sentence; more are a remark.
const MOST_WORDS: usize = 6;
/// Whole brackets that say something about the text.
const REMARKS: [&str; 22] = [
    "auto",
    "automated",
    "citation needed",
    "conditional",
    "deprecated",
    "done",
    "draft",
    "e.g.",
    "mandatory",
    "manual",
    "n/a",
    "new",
    "no",
    "ok",
    "optional",
    "recommended",
    "required",
    "sic",
    "skip",
    "wip",
    "x",
    "yes",
];
/// The first words of remarks.
const REMARK_STARTS: [&str; 12] = [
    "if", "when", "see", "only", "note", "e.g", "i.e", "optional", "required", "unless", "for",
    "not",
];
/// The start of a bracket that tells people to write something.
const VERBS: [&str; 11] = [
    "your", "insert", "enter", "fill", "specify", "replace", "describe", "explain", "provide",
    "add", "list",
];
/// The end of a bracket that asks for something.
const NOUNS: [&str; 16] = [
    "name",
    "date",
    "version",
    "email",
    "e-mail",
    "url",
    "number",
    "phone",
    "company",
    "address",
    "signature",
    "time",
    "timestamp",
    "id",
    "link",
    "hash",
];
/// Words before a placeholder in a sentence.
const LEADS: [&str; 24] = [
    "a", "an", "and", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "than",
    "the", "to", "until", "using", "version", "via", "with", "=", "-", "as",
];

/// `[Name]` at `at`, if that is a placeholder.
pub(super) fn find(text: &str, at: usize, position: Position) -> Option<Found> {
    if let Some(length) = gap(text, at, position) {
        return Some((length, Notation::EmptyBrackets, None));
    }
    let inside = inside(&text[at..], "[", "]")?;
    let (before, after) = (&text[..at], &text[at + inside.len() + 2..]);
    let is_link = after.starts_with(['(', '['])
        || before.ends_with([']', '!', '/', '.', '$', '\'', '"', '\\'])
        || touches_word(before);
    let is_one = !is_link
        && match position {
            Position::Text => asks(inside) || is_value(inside, before, after),
            Position::Form => asks(inside) || is_phrase(inside),
            Position::Code => is_slug(inside),
        };
    is_one.then(|| {
        (
            inside.len() + 2,
            Notation::Brackets,
            names::variable(inside, position),
        )
    })
}

/// The length of a gap in brackets, wider than a box.
fn gap(text: &str, at: usize, position: Position) -> Option<usize> {
    let rest = text[at..].strip_prefix('[')?;
    let wide = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let is_one = position != Position::Code
        && wide >= GAP
        && rest[wide..].starts_with(']')
        && !rest[wide + 1..].starts_with(['(', '[']);
    is_one.then_some(wide + 2)
}

/// True if a bracket with this text asks for something.
fn asks(inside: &str) -> bool {
    let lower = inside.trim().to_lowercase();
    let mut words = lower.split([' ', '_']);
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first);
    let tells = VERBS.contains(&first) && first != lower;
    let names = NOUNS.contains(&last) && lower.split_whitespace().count() <= MOST_WORDS;
    lower == "tbd" || tells || names
}

/// True if a bracket stands where a value belongs: alone, behind a colon, or in the middle of a sentence.
fn is_value(inside: &str, before: &str, after: &str) -> bool {
    if !is_phrase(inside) {
        return false;
    }
    let line = before.rsplit('\n').next().unwrap_or_default();
    let lead = line.trim_end_matches([' ', '\t', '*', '"', '“', '`']);
    let rest = after.split('\n').next().unwrap_or_default();
    let rest = rest.trim_start_matches(['*', '"', '”', '`']).trim();
    let is_alone =
        lead.is_empty() && (rest.is_empty() || rest.starts_with([',', '|', '/', '-', '–']));
    let is_answer = lead.ends_with([':', '：', '=', '|', '(', '#']);
    let word = lead.split_whitespace().next_back().unwrap_or_default();
    let is_in_sentence = LEADS.contains(&word.to_lowercase().as_str());
    let is_between = !lead.is_empty() && rest.starts_with(char::is_alphanumeric);
    is_alone || is_answer || is_in_sentence || is_between || (is_slug(inside) && !lead.is_empty())
}

/// True if a text can be a placeholder at all: a few words that are no remark.
fn is_phrase(inside: &str) -> bool {
    let lower = inside.trim().to_lowercase();
    let first = lower.split([' ', ':', '.']).next().unwrap_or_default();
    let is_worded = lower.starts_with(char::is_alphabetic)
        && !lower.contains(['`', '{', '<', '*', '=', ';'])
        && lower.split_whitespace().count() <= MOST_WORDS;
    is_worded && !REMARKS.contains(&lower.as_str()) && !REMARK_STARTS.contains(&first)
}

/// True for a name in the form of code: `db-host`, `SUBSCRIPTION_ID`.
fn is_slug(inside: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    inside.starts_with(|c: char| c.is_ascii_alphabetic())
        && inside.contains(['_', '-'])
        && inside.chars().all(is_part)
        && !inside.ends_with(['-', '_'])
}
