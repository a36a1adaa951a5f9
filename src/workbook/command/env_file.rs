//! Values in files of `NAME=value`, which Docker, libraries and shells read differently.

use super::languages::on_one_line;
use super::strings::{Quotes, around, zip};
use super::{Fit, Hole, has_active, is_plain_word};

/// Docker keeps quotes, a library removes them, and a shell splits a value without them.
const UNQUOTED: &str =
    "without quotes, only a plain word is read the same by Docker, libraries and shells";
/// What a shell or a library replaces in quotes.
const QUOTED: &str = "quotes, $, `, \\ and newlines in a quoted value are read differently by Docker, libraries and shells";

/// The text to write for each place that has a value.
pub(super) fn fit(text: &str, holes: &[Hole]) -> Vec<Option<Fit>> {
    let quotes = around(text, holes, &["#"], true);
    zip(&quotes, holes, |quotes, value| {
        let acts = value.contains(['\'', '"', '$', '`', '\\']) || has_active(value);
        match quotes {
            Quotes::Comment => Ok(on_one_line(value)),
            Quotes::None if is_plain_word(value) => Ok(value.to_owned()),
            Quotes::None => Err(UNQUOTED),
            Quotes::Single | Quotes::Double if acts => Err(QUOTED),
            Quotes::Single | Quotes::Double => Ok(value.to_owned()),
        }
    })
}
