//! Words that are placeholders: `TBD`, `XXX`, `YYYY-MM-DD`, and those in brackets, as in `[Your name]`.

use super::{Found, Position, touches_word};
use crate::checklist::notation::Notation;

/// Words for an unknown value.
const UNKNOWN: [&str; 5] = ["TBD", "TBC", "XXX", "à définir", "待定"];
/// Letters in place of a version.
const VERSIONS: [&str; 3] = ["vX.Y.Z", "VX.Y.Z", "X.Y.Z"];
/// Dates that are not filled in.
const DATES: [&str; 6] = [
    "YYYY-MM-DD",
    "YYYY/MM/DD",
    "YYYY.MM.DD",
    "DD/MM/YYYY",
    "DD.MM.YYYY",
    "MM/DD/YYYY",
];
/// Words before or after a placeholder that make it the subject: "no TBD left", "TBD items".
const BEFORE: [&str; 16] = [
    "a",
    "all",
    "an",
    "any",
    "as",
    "each",
    "every",
    "for",
    "like",
    "no",
    "not",
    "or",
    "remaining",
    "replace",
    "the",
    "without",
];
const AFTER: [&str; 10] = [
    "and",
    "comments",
    "entries",
    "is",
    "items",
    "left",
    "markers",
    "or",
    "placeholders",
    "values",
];
/// The distance around a date in which a word for its format is searched, in bytes.
const NEAR: usize = 40;

/// A word that is a placeholder at `at`.
pub(super) fn find(text: &str, at: usize, position: Position) -> Option<Found> {
    let rest = &text[at..];
    if let Some(word) = VERSIONS.iter().find(|word| rest.starts_with(**word)) {
        let is_one = stands_alone(text, at, word.len()) && !is_spoken_of(text, at, word.len());
        return is_one.then(|| (word.len(), Notation::Version, Some((*word).to_owned())));
    }
    if let Some(length) = telling_name(text, at) {
        let name = rest[..length].to_owned();
        return Some((length, Notation::Name, Some(name)));
    }
    if position == Position::Code {
        return None;
    }
    if let Some(word) = UNKNOWN.iter().find(|word| rest.starts_with(**word)) {
        let is_one = stands_alone(text, at, word.len()) && !is_spoken_of(text, at, word.len());
        return is_one.then_some((word.len(), Notation::Unknown, None));
    }
    let date = DATES.iter().find(|date| rest.starts_with(**date))?;
    let is_one = stands_alone(text, at, date.len()) && !is_format(text, at, date.len());
    is_one.then_some((date.len(), Notation::Date, None))
}

/// The length of a name that tells to replace it: `your-domain.com`, `YOUR_API_KEY`.
fn telling_name(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let tells = ["your-", "YOUR_", "YOUR-", "your_", "yourdomain."]
        .iter()
        .any(|start| rest.starts_with(start));
    if !tells || touches_word(&text[..at]) || text[..at].ends_with(['-', '.', '{', '<', '[']) {
        return None;
    }
    let length = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let name = rest[..length].trim_end_matches(['.', '-', '_']);
    let is_long = name.len() > "your-".len();
    is_long.then_some(name.len())
}

/// True if the word isn't part of a longer word or path.
fn stands_alone(plain: &str, at: usize, length: usize) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '#' | '\\');
    let after = &plain[at + length..];
    let in_name = after
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    !plain[..at].ends_with(goes_on) && !after.starts_with(goes_on) && !in_name
}

/// True if the text is about the word.
fn is_spoken_of(plain: &str, at: usize, length: usize) -> bool {
    let (before, after) = (&plain[..at], &plain[at + length..]);
    let quotes = ['"', '\'', '“', '”', '‘', '’', '«', '»'];
    let word_before = tail(before, NEAR)
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_lowercase();
    let word_after = head(after, NEAR)
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let word_after = word_after.trim_end_matches(|c: char| !c.is_alphanumeric());
    let apart = after.starts_with(char::is_whitespace);
    (before.ends_with(quotes) && after.starts_with(quotes))
        || (before.ends_with(' ') && BEFORE.contains(&word_before.as_str()))
        || (apart && AFTER.contains(&word_after))
}

/// True if the text describes a date format, in words or beside a blank.
fn is_format(plain: &str, at: usize, length: usize) -> bool {
    let near = [tail(&plain[..at], NEAR), head(&plain[at + length..], NEAR)];
    near.iter().any(|text| {
        let text = text.to_lowercase();
        text.contains("format")
            || text.contains("___")
            || text.contains("iso") && text.contains("8601")
    })
}

/// The last bytes of a text, cut at a character.
fn tail(text: &str, bytes: usize) -> &str {
    let start =
        (text.len().saturating_sub(bytes)..=text.len()).find(|&at| text.is_char_boundary(at));
    &text[start.unwrap_or(text.len())..]
}

/// The first bytes of a text, cut at a character.
fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}
