//! Values in SQL.

use super::languages::on_one_line;
use super::{Fit, Hole, has_active};

/// Databases differ in how they read these.
const DIFFERS: &str =
    "databases read a backslash, a newline or a control character in a string differently";
/// A name and a text are quoted differently.
const NAME_OR_TEXT: &str =
    "put quotes around the place in the document, '…' for a text or \"…\" for a name";

/// A construct of SQL that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SqlQuotes {
    None,
    /// `'…'`, `"…"` or backticks.
    Quoted(char),
    LineComment,
    BlockComment,
}

/// The text to write for each place that has a value.
pub(super) fn fit(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let mut found = Vec::with_capacity(holes.len());
    let (mut at, mut quotes) = (0, SqlQuotes::None);
    while at < text.len() {
        if let Some(hole) = holes.get(found.len()).filter(|hole| hole.range.start <= at) {
            let before = text[..at].trim_end_matches([' ', '\t']);
            found.push(hole.value.map(|value| write(quotes, before, value)));
            at = hole.range.end.max(at);
            continue;
        }
        let rest = &text[at..];
        let character = rest.chars().next().unwrap_or_default();
        quotes = match (quotes, character) {
            (SqlQuotes::None, '\'' | '"' | '`') => SqlQuotes::Quoted(character),
            (SqlQuotes::None, '-') if rest.starts_with("--") => SqlQuotes::LineComment,
            (SqlQuotes::None, '/') if rest.starts_with("/*") => SqlQuotes::BlockComment,
            (SqlQuotes::Quoted(quote), _) if quote == character => SqlQuotes::None,
            (SqlQuotes::LineComment, '\n') => SqlQuotes::None,
            (SqlQuotes::BlockComment, '/') if text[..at].ends_with('*') => SqlQuotes::None,
            _ => quotes,
        };
        at += character.len_utf8();
    }
    found
}

fn write(quotes: SqlQuotes, before: &str, value: &str) -> Fit {
    let is_word = |text: &str| {
        text.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
    };
    match quotes {
        SqlQuotes::LineComment | SqlQuotes::BlockComment => {
            Ok(on_one_line(value).replace("*/", "* /"))
        }
        SqlQuotes::None if is_word(value) => Ok(value.to_owned()),
        _ if has_active(value) || value.contains('\\') => Err(DIFFERS),
        SqlQuotes::Quoted(quote) => Ok(value.replace(quote, &format!("{quote}{quote}"))),
        // Only a text is compared, listed or assigned.
        SqlQuotes::None if before.ends_with(['=', '(', ',']) => {
            Ok(format!("'{}'", value.replace('\'', "''")))
        }
        SqlQuotes::None => Err(NAME_OR_TEXT),
    }
}
