//! Words that are placeholders: `TBD`, `XXX`, `YYYY-MM-DD`, and those in brackets, as in `[Your name]`.

/// Words for an unknown value.
const UNKNOWN: [&str; 5] = ["TBD", "XXX", "vX.Y.Z", "VX.Y.Z", "X.Y.Z"];
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
/// The start of a bracket that tells people to write something.
const VERBS: [&str; 9] = [
    "your", "insert", "enter", "fill", "specify", "replace", "describe", "explain", "provide",
];
/// The end of a bracket that asks for something.
const NOUNS: [&str; 11] = [
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
];
/// The limit for words in a bracket that ends in a noun; with more it is a remark.
const MOST_WORDS: usize = 6;
/// The distance around a date in which a word for its format is searched, in bytes.
const NEAR: usize = 40;

/// The length of the word at `at`, if it is a placeholder.
pub(super) fn find(plain: &str, at: usize) -> Option<usize> {
    let rest = &plain[at..];
    if let Some(word) = UNKNOWN.iter().find(|word| rest.starts_with(**word)) {
        return (stands_alone(plain, at, word.len()) && !is_spoken_of(plain, at, word.len()))
            .then_some(word.len());
    }
    let date = DATES.iter().find(|date| rest.starts_with(**date))?;
    (stands_alone(plain, at, date.len()) && !is_format(plain, at, date.len())).then_some(date.len())
}

/// True if a bracket with this text is a placeholder.
pub(super) fn asks(inside: &str) -> bool {
    let lower = inside.trim().to_lowercase();
    let mut words = lower.split([' ', '_']);
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first);
    let tells = VERBS.contains(&first) && first != lower;
    let names = NOUNS.contains(&last) && lower.split_whitespace().count() <= MOST_WORDS;
    lower == "tbd" || tells || names
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
