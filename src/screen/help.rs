//! What the sheet of keys says: the keymap, context by context.

use super::keymap::{HEADINGS, bindings};
use crate::shown;

/// A row of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// A heading.
    Heading(&'static str),
    /// A sentence.
    Text(String),
    /// Keys, and what they do.
    Keys(String, &'static str),
    /// Nothing.
    Gap,
}

/// The rows of the sheet. It begins with who sits at the screen: the header has no room for
/// that everywhere.
pub fn rows(who: &str) -> Vec<HelpRow> {
    let who = HelpRow::Text(format!("You are {}.", shown::one_line(who)));
    let mut rows = vec![who];
    for &(context, heading) in HEADINGS {
        rows.push(HelpRow::Gap);
        rows.push(HelpRow::Heading(heading));
        rows.extend(bindings(context).map(|binding| HelpRow::Keys(binding.keys.join(" "), binding.help)));
    }
    rows
}
