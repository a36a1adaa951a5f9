//! What the sheet of keys says: the keymap, context by context.

use super::keymap::{HEADINGS, Keymap};
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
pub fn rows(keymap: &Keymap, who: &str) -> Vec<HelpRow> {
    let who = HelpRow::Text(format!("You are {}; your changes carry that name.", shown::one_line(who)));
    let mut rows = vec![who];
    for (context, heading) in HEADINGS {
        rows.push(HelpRow::Gap);
        rows.push(HelpRow::Heading(heading));
        rows.extend(
            keymap
                .bindings(context)
                .map(|bound| HelpRow::Keys(bound.key_names().join(" "), bound.binding.help)),
        );
    }
    rows
}
