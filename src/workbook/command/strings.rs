//! Strings of languages that aren't treated on their own, and of fish.

use super::languages::{each, on_one_line};
use super::{Fit, Hole, has_active, is_active, is_plain, is_plain_word};

/// A value outside of quotes, where no escape is known.
const NOT_A_WORD: &str = "only a plain word is written here, as anything else could act; put quotes around the place in the document";
/// A value for a language that isn't quoted for.
const NOT_PLAIN: &str = "only a plain word is written in this language, as anything else could act";
/// A value for a string.
const NO_ESCAPE: &str = "a newline or control character can't be escaped here";
/// A value that would end its string.
const ENDS_STRING: &str = "a single-quoted string can't contain a single quote here";
/// Languages disagree on these in strings: a variable, a command or a field of a template.
const INTERPOLATED: &str = "$, ` and { have a meaning in the strings of many languages";
/// Languages without such strings.
const NO_INTERPOLATION: [&str; 4] = ["toml", "ini", "c", "go"];
/// Languages whose single-quoted strings have no escapes.
const LITERAL: [&str; 7] = [
    "toml",
    "ini",
    "nginx",
    "conf",
    "cfg",
    "config",
    "properties",
];

/// The quotes around a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    None,
    Single,
    Double,
    /// A comment.
    Comment,
}

/// The text to write into any other language.
pub(super) fn fit(language: &str, text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let comments: &[&str] = match language {
        "js" | "javascript" | "ts" | "typescript" | "go" | "java" | "kotlin" | "rust" | "c"
        | "cpp" | "csharp" | "swift" | "scala" | "groovy" => &["//"],
        "hcl" | "terraform" | "tf" | "php" => &["#", "//"],
        "lua" => &["--"],
        "ini" => &[";", "#"],
        _ => &["#"],
    };
    let is_literal = LITERAL.contains(&language);
    let write = |quotes: Quotes, value: &str| match quotes {
        Quotes::Comment => Ok(on_one_line(value)),
        Quotes::None if is_plain_word(value) => Ok(value.to_owned()),
        Quotes::None => Err(NOT_A_WORD),
        Quotes::Double | Quotes::Single if is_interpolated(language, value) => Err(INTERPOLATED),
        Quotes::Double => escaped(value, '"'),
        Quotes::Single if !is_literal => escaped(value, '\''),
        Quotes::Single if value.contains('\'') => Err(ENDS_STRING),
        Quotes::Single if has_active(value) => Err(NO_ESCAPE),
        Quotes::Single => Ok(value.to_owned()),
    };
    zip(&around(text, holes, comments, true), holes, write)
}

/// Returns whether a part of a value could be replaced in a string of a language.
fn is_interpolated(language: &str, value: &str) -> bool {
    let has_signs = value.contains(['$', '`', '{']) && !NO_INTERPOLATION.contains(&language);
    has_signs || (language == "perl" && value.contains('@'))
}

/// The text to write into tags and their attributes: nothing there is quoted, and a value could be a tag.
pub(super) fn fit_words(holes: &[Hole]) -> Vec<Option<Fit>> {
    each(holes, |value| {
        if value.split(' ').all(is_plain_word) {
            Ok(value.to_owned())
        } else {
            Err(NOT_PLAIN)
        }
    })
}

/// The text to write into commands of a shell with rules of its own.
pub(super) fn fit_word(holes: &[Hole]) -> Vec<Option<Fit>> {
    each(holes, |value| {
        if is_plain_word(value) {
            Ok(value.to_owned())
        } else {
            Err(NOT_PLAIN)
        }
    })
}

/// The text to write into commands of fish.
pub(super) fn fit_fish(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let write = |quotes, value: &str| {
        Ok(match quotes {
            Quotes::Comment => on_one_line(value),
            Quotes::None => fish(value),
            // Escapes of newlines work outside of quotes only.
            Quotes::Single if has_active(value) => format!("'{}'", fish(value)),
            Quotes::Double if has_active(value) => format!("\"{}\"", fish(value)),
            Quotes::Single => value.replace('\\', r"\\").replace('\'', r"\'"),
            Quotes::Double => {
                let value = value.replace('\\', r"\\");
                value.replace('"', "\\\"").replace('$', r"\$")
            }
        })
    };
    zip(&around(text, holes, &["#"], true), holes, write)
}

/// Returns a value outside of quotes in fish.
fn fish(value: &str) -> String {
    if is_plain_word(value) {
        return value.to_owned();
    }
    if !has_active(value) {
        return format!("'{}'", value.replace('\\', r"\\").replace('\'', r"\'"));
    }
    let mut escaped = String::new();
    for character in value.chars() {
        match character {
            '\n' => escaped.push_str(r"\n"),
            '\t' => escaped.push_str(r"\t"),
            _ if is_active(character) => {
                escaped.push_str(&format!("\\U{:08x}", u32::from(character)));
            }
            _ if is_plain(character) => escaped.push(character),
            _ => escaped.extend(['\\', character]),
        }
    }
    escaped
}

/// Returns a value for a string with backslash escapes.
fn escaped(value: &str, quote: char) -> Fit {
    let mut escaped = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        match character {
            '\n' => escaped.push_str(r"\n"),
            '\t' => escaped.push_str(r"\t"),
            '\r' => escaped.push_str(r"\r"),
            '\\' => escaped.push_str(r"\\"),
            _ if character == quote => escaped.extend(['\\', quote]),
            _ if is_active(character) => return Err(NO_ESCAPE),
            _ => escaped.push(character),
        }
    }
    Ok(escaped)
}

/// Writes every value for the quotes around it.
pub(super) fn zip(
    around: &[Quotes],
    holes: &[Hole],
    write: impl Fn(Quotes, &str) -> Fit,
) -> Vec<Option<Fit>> {
    let found = holes.iter().zip(around);
    found
        .map(|(hole, &quotes)| hole.value.map(|value| write(quotes, value)))
        .collect()
}

/// The quotes around each place. Strings end with their line; `comments` are the signs that begin a comment at the start
/// of a word.
pub(super) fn around(
    text: &str,
    holes: &[Hole],
    comments: &[&str],
    has_escapes: bool,
) -> Vec<Quotes> {
    let mut found = Vec::with_capacity(holes.len());
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let (mut at, mut quotes, mut before) = (start, Quotes::None, ' ');
        while at < end {
            if let Some(hole) = holes.get(found.len()).filter(|hole| hole.range.start <= at) {
                found.push(quotes);
                (at, before) = (hole.range.end.max(at), 'x');
                continue;
            }
            let rest = &text[at..end];
            let character = rest.chars().next().unwrap_or_default();
            let next = match (quotes, character) {
                (Quotes::Single | Quotes::Double, '\\') if has_escapes => {
                    at += 1;
                    quotes
                }
                // A quote without another on its line is an apostrophe.
                (Quotes::None, '"') if rest[1..].contains('"') => Quotes::Double,
                (Quotes::None, '\'') if rest[1..].contains('\'') && !before.is_alphanumeric() => {
                    Quotes::Single
                }
                (Quotes::Double, '"') | (Quotes::Single, '\'') => Quotes::None,
                (Quotes::None, _)
                    if !before.is_alphanumeric()
                        && before != ':'
                        && comments.iter().any(|sign| rest.starts_with(sign)) =>
                {
                    Quotes::Comment
                }
                _ => quotes,
            };
            quotes = next;
            before = character;
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
        start = end;
    }
    found
}
