//! Values in JSON.

use super::languages::on_one_line;
use super::strings::{Quotes, around, zip};
use super::{Fit, Hole, is_active};

/// The text to write into JSON: in a string escaped, elsewhere a number, a word of JSON or a string.
pub(super) fn fit_json(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let quotes = around(text, holes, &["//"], true);
    zip(&quotes, holes, |quotes, value| {
        Ok(match quotes {
            Quotes::Double | Quotes::Single => json_string(value),
            Quotes::None => json_value(value),
            Quotes::Comment => on_one_line(value),
        })
    })
}

/// Returns a value inside a JSON string, without quotes.
pub(super) fn json_string(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        match character {
            '"' | '\\' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str(r"\n"),
            '\t' => escaped.push_str(r"\t"),
            _ if is_active(character) => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    escaped.push_str(&format!("\\u{unit:04x}"));
                }
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Returns a value as JSON: a number, `true`, `false` and `null` as they are, anything else as a string.
pub(super) fn json_value(value: &str) -> String {
    let is_word = matches!(value, "true" | "false" | "null");
    if is_word || is_number(value) {
        value.to_owned()
    } else {
        format!("\"{}\"", json_string(value))
    }
}

/// Returns whether a text is a number in JSON (RFC 8259, section 6).
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && !is_padded
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() < 2
}
