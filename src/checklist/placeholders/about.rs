//! Texts about a placeholder: "no TBD left", "replace `<host>` with yours", "dates in the format YYYY-MM-DD".

use crate::checklist::languages::{self, Term};

/// The distance around a placeholder in which words about it are searched, in bytes.
const NEAR: usize = 40;
/// Words between "replace" and the placeholder that are replaced with it.
const BETWEEN: [&str; 22] = [
    "and",
    "or",
    "the",
    "all",
    "any",
    "both",
    "each",
    "every",
    "of",
    "your",
    "placeholder",
    "placeholders",
    "value",
    "values",
    "und",
    "et",
    "y",
    "e",
    "ve",
    "и",
    "in",
    "und die",
];

/// True if the text is about a word such as `TBD`: it is quoted, or among words that make it the subject.
pub(super) fn is_subject(text: &str, at: usize, length: usize) -> bool {
    let (before, after) = (&text[..at], &text[at + length..]);
    let quotes = ['"', '\'', '“', '”', '‘', '’', '«', '»', '「', '」'];
    if before.ends_with(quotes) && after.starts_with(quotes) {
        return true;
    }
    let lower = languages::lower(tail(before, NEAR));
    let lower = lower.trim_end();
    let is_apart = before.ends_with(' ') && !lower.ends_with([':', '：']);
    let last = lower.rsplit([' ', '(', '\n']).next().unwrap_or_default();
    if is_apart && languages::words(Term::AboutBefore).is(last) {
        return true;
    }
    let next = languages::lower(head(after, NEAR));
    after.starts_with(' ')
        && languages::words(Term::AboutBehind)
            .start(next.trim_start())
            .is_some()
        || is_replaced(before)
}

/// True if the text before a placeholder says to replace it: "Replace `<user>` and `<repo>` accordingly".
pub(super) fn is_replaced(before: &str) -> bool {
    let near = languages::lower(tail(before, 2 * NEAR));
    let Some(verb) = languages::words(Term::Replaces).all(&near).last() else {
        return false;
    };
    let between = &near[verb.end..];
    if between.contains(['.', ';', '\n']) && !between.contains(['<', '[', '{']) {
        return false;
    }
    let mut depth = 0_i32;
    let is_sign = |c: char| matches!(c, '<' | '[' | '{' | '>' | ']' | '}');
    let outside: String = between
        .chars()
        .filter(|&c| {
            match c {
                '<' | '[' | '{' => depth += 1,
                '>' | ']' | '}' => depth -= 1,
                _ => {}
            }
            depth <= 0 && !is_sign(c)
        })
        .collect();
    let mut words = outside
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.all(|word| BETWEEN.contains(&word) || word.starts_with("your"))
}

/// True if the text around a date or version explains its format.
pub(super) fn is_format(before: &str, after: &str) -> bool {
    let words = languages::words(Term::Format);
    let before = languages::lower(tail(before, NEAR));
    let sentence = before.rsplit(['\n', '.', ';']).next().unwrap_or_default();
    let after = languages::lower(head(after, NEAR));
    let after = after
        .split(['\n', '.', ';', ','])
        .next()
        .unwrap_or_default();
    // What is said in brackets behind: "(ISO 8601)", "in UTC format".
    let is_defined = after
        .trim_start()
        .strip_prefix("is the ")
        .is_some_and(|rest| !rest.starts_with("next "));
    words.is_in(sentence) || words.is_in(after) || is_defined
}

/// The last bytes of a text, cut at a character.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let start =
        (text.len().saturating_sub(bytes)..=text.len()).find(|&at| text.is_char_boundary(at));
    &text[start.unwrap_or(text.len())..]
}

/// The first bytes of a text, cut at a character.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}
